"""Faults that nobody foresaw: one dialog, one log, nothing of the user's given away."""

from __future__ import annotations

import faulthandler
import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.errors import UsageError
from g3desktop.ui import crash
from g3desktop.ui.crash import CrashDialog, CrashGuard
from g3desktop.ui.crash_log import LARGEST_BYTES, CrashLog, last_crash
from g3desktop.ui.crash_report import fault_of, hide_names

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "window.log"


@pytest.fixture
def guard(log: Path):
    with CrashGuard(log) as guard:
        yield guard


def shown() -> list[CrashDialog]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, CrashDialog) and shiboken6.isValid(one) and one.isVisible()
    ]


def wait_for_dialog(qtbot) -> CrashDialog:
    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def button(dialog: CrashDialog, text: str) -> QPushButton:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == text)
    return found


def fail(message: str = "one") -> None:
    raise LookupError(message)


def fail_elsewhere() -> None:
    raise ArithmeticError("another")


def test_a_fault_in_a_call_of_qts_is_shown_and_logged(qtbot, guard, log):
    QTimer.singleShot(0, fail)
    dialog = wait_for_dialog(qtbot)
    assert "LookupError: one" in dialog.report()
    assert "LookupError: one" in log.read_text()
    assert "in fail" in log.read_text()


def test_a_fault_while_drawing_is_shown_and_the_window_goes_on(qtbot, guard):
    class Broken(QWidget):
        drawn = 0

        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            self.drawn += 1
            fail("drawing")

    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    dialog = wait_for_dialog(qtbot)
    assert "LookupError: drawing" in dialog.report()
    drawn = widget.drawn
    widget.update()
    qtbot.waitUntil(lambda: widget.drawn > drawn)
    dialog.accept()


def test_a_fault_in_a_thread_is_shown_in_the_windows_thread(qtbot, guard):
    thread = threading.Thread(target=fail, args=("in a thread",))
    thread.start()
    thread.join()
    dialog = wait_for_dialog(qtbot)
    assert dialog.thread() is QApplication.instance().thread()
    assert "LookupError: in a thread" in dialog.report()


def test_repeated_faults_are_counted_in_one_dialog_and_logged_in_full_once(qtbot, guard, log):
    for _ in range(20):
        QTimer.singleShot(0, fail)
    dialog = wait_for_dialog(qtbot)
    qtbot.waitUntil(lambda: dialog.report().count("20 x Traceback") == 1)
    assert log.read_text().count("Traceback") == 1
    assert "16 times" in log.read_text()
    QTimer.singleShot(0, fail_elsewhere)
    qtbot.waitUntil(lambda: "ArithmeticError: another" in dialog.report())
    assert len(shown()) == 1


def test_going_on_shows_the_next_fault_and_the_same_one_may_be_silenced(qtbot, guard):
    QTimer.singleShot(0, fail)
    first = wait_for_dialog(qtbot)
    assert not first._mute.isVisible()
    button(first, "Go on").click()
    assert not shown()
    QTimer.singleShot(0, fail)
    second = wait_for_dialog(qtbot)
    assert second._mute.isVisible()
    second._mute.click()
    second.reject()
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, fail_elsewhere)
    third = wait_for_dialog(qtbot)
    assert "LookupError: one" not in third.report()


QUITTING = """
import pathlib, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from g3desktop.ui.crash import CrashDialog, CrashGuard

def quit_when_shown():
    for dialog in filter(lambda one: isinstance(one, CrashDialog), application.topLevelWidgets()):
        for button in dialog.findChildren(QPushButton):
            if button.text() == "Quit":
                button.click()

class Window(QWidget):
    def closeEvent(self, event):
        if sys.argv[2] == "broken":
            event.ignore()
            raise LookupError("while closing")

application = QApplication([])
window = Window()
window.show()
poll = QTimer(interval=10)
poll.timeout.connect(quit_when_shown)
with CrashGuard(pathlib.Path(sys.argv[1])):
    QTimer.singleShot(0, lambda: 1 // 0)
    poll.start()
    application.exec()
print("open" if window.isVisible() else "closed")
"""


@pytest.mark.parametrize("window", ["sound", "broken"])
def test_quitting_closes_the_window_and_ends_the_program_in_any_case(log, window):
    ended = subprocess.run(
        [sys.executable, "-c", QUITTING, str(log), window],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stdout.strip() == ("closed" if window == "sound" else "open")
    text = log.read_text()
    assert "ZeroDivisionError" in text
    assert ("while closing" in text) == (window == "broken")
    assert last_crash(log) is None


def test_a_fault_inside_the_dialog_ends_with_it(qtbot, guard, log, monkeypatch):
    def broken(self, fault) -> None:
        raise RuntimeError("the dialog is broken")

    # As if it stood in the dialog's own module.
    monkeypatch.setattr(CrashDialog, "add", compiled_there(broken))
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "the dialog is broken" in log.read_text())
    QTimer.singleShot(0, fail_elsewhere)
    qtbot.waitUntil(lambda: log.read_text().count("the dialog is broken") == 1)
    qtbot.waitUntil(lambda: "ArithmeticError: another" in log.read_text())
    assert not shown()
    monkeypatch.undo()
    QTimer.singleShot(0, fail)
    wait_for_dialog(qtbot)


def compiled_there(function):
    code = function.__code__.replace(co_filename=crash.__file__)
    function.__code__ = code
    return function


def test_the_report_is_copied_as_it_is_shown(qtbot, guard):
    photo = Path.home() / "Holidays" / "Mum's secret.jpg"
    QTimer.singleShot(0, lambda: fail(f"cannot open {photo}"))
    dialog = wait_for_dialog(qtbot)
    dialog._details.click()
    button(dialog, "Copy report").click()
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog._report.toPlainText()
    assert copied.startswith("G3 Desktop ")
    assert "PySide6 " in copied
    for hidden in ("secret", "Holidays", str(Path.home())):
        assert hidden not in copied
        assert hidden not in dialog._summary.text()


@pytest.mark.parametrize(
    ("message", "hidden"),
    [
        ("OSError: cannot identify image file '/a/b/Oma 80. Geburtstag.JPG'", "Oma Geburtstag /a/"),
        ('ValueError: "l\'été 12:30.heic" is empty', "été 12:30"),
        ("FileNotFoundError: [Errno 2] No such file: '/media/My stick/x'", "media stick"),
        ("OSError: [WinError 5] Access is denied: 'C:\\\\Users\\\\ann\\\\x.txt'", "ann Users"),
        ("UsageError: /mnt/private stuff/list of names is missing", "private stuff names"),
        ("KeyError: PhotoRecord(id=1, path=PosixPath('/x/secret'), name='secret.png')", "secret"),
        (f"RuntimeError: {Path.home()} is full", str(Path.home())),
        ("a note: file:///srv/secret/place", "secret srv"),
    ],
)
def test_names_are_hidden(message, hidden):
    short = hide_names(message)
    for word in hidden.split(" "):
        assert word not in short
    assert short.startswith(message.split(":")[0].split(" ")[0])


def test_what_helps_the_developers_stays():
    text = hide_names("FileNotFoundError: [Errno 2] No such file or directory: '/a/b.jpg'")
    assert text == "FileNotFoundError: [Errno 2] No such file or directory: '<photo>.jpg'"
    assert hide_names("ValueError: 3/4 of it, and/or none") == "ValueError: 3/4 of it, and/or none"
    try:
        fail("no name here")
    except LookupError as error:
        fault = fault_of(error)
    assert 'File "tests/ui/test_crash.py", line ' in fault.trace
    assert '    fail("no name here")' in fault.trace
    assert fault.line == "LookupError: no name here"


def test_names_that_are_no_text_can_be_copied():
    assert hide_names("ValueError: \udce9t\udce9") == "ValueError: \\udce9t\\udce9"


def test_ctrl_c_is_no_fault(guard, log, monkeypatch):
    passed = []
    monkeypatch.setattr(guard, "_hooks", (lambda *them: passed.append(them[0]), *guard._hooks[1:]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert "KeyboardInterrupt" not in log.read_text()


def test_everything_is_as_before_in_the_end(log):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook, faulthandler.is_enabled()
    handlers = list(logging.getLogger("g3desktop").handlers)
    with CrashGuard(log):
        assert sys.excepthook != before[0]
    assert before == (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        faulthandler.is_enabled(),
    )
    assert logging.getLogger("g3desktop").handlers == handlers


def test_a_window_closed_as_it_should_be_was_no_crash(log):
    for _ in range(2):
        with CrashGuard(log) as guard:
            pass
        assert guard.last_crash is None


def test_what_ends_the_program_is_raised_logged_and_known_at_the_next_start(log):
    with pytest.raises(LookupError), CrashGuard(log):
        fail("the end")
    assert "LookupError: the end" in log.read_text()
    with CrashGuard(log) as guard:
        assert "ended unexpectedly" in (guard.last_crash or "")


def test_a_message_to_the_user_is_no_crash(log):
    with pytest.raises(UsageError), CrashGuard(log):
        raise UsageError("No such photo.")
    assert last_crash(log) is None


def test_a_hard_crash_leaves_its_stack_and_is_known_at_the_next_start(log):
    script = (
        "import ctypes, pathlib, sys\n"
        "from g3desktop.ui.crash import CrashGuard\n"
        "def deep():\n"
        "    ctypes.string_at(0)\n"
        "with CrashGuard(pathlib.Path(sys.argv[1])):\n"
        "    deep()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(log)], check=False)
    assert ended.returncode != 0
    assert "in deep" in log.read_text()
    assert "(Segmentation fault)" in (last_crash(log) or "")


def test_the_log_is_bounded_and_still_knows_that_the_window_is_open(log):
    crash_log = CrashLog(log)
    crash_log.open()
    for number in range(3000):
        logging.getLogger("g3desktop.ui").warning("%d %s", number, "x" * 500)
    assert crash_log.is_written
    crash_log.close(clean=False)
    files = list(log.parent.iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size <= LARGEST_BYTES for file in files)
    assert last_crash(log) is not None


def test_without_a_log_faults_are_still_shown_and_that_is_said(qtbot, tmp_path):
    (tmp_path / "logs").write_text("a file where the folder should be")
    with CrashGuard(tmp_path / "logs" / "window.log") as guard:
        assert guard.last_crash is None
        QTimer.singleShot(0, fail)
        dialog = wait_for_dialog(qtbot)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("could not be written" in text for text in texts)


def test_markup_in_a_fault_is_shown_as_text(qtbot, guard):
    QTimer.singleShot(0, lambda: fail("<h1>big</h1>"))
    dialog = wait_for_dialog(qtbot)
    assert "<h1>big</h1>" in dialog._summary.text()
    assert dialog._summary.textFormat() is crash.Qt.TextFormat.PlainText


def test_it_is_as_high_as_what_it_says_and_more_room_is_the_report_s(qtbot, guard):
    QTimer.singleShot(0, fail)
    dialog = wait_for_dialog(qtbot)
    fold = dialog.findChild(QToolButton)
    report = dialog.findChild(QPlainTextEdit)
    above = [label for label in dialog.findChildren(QLabel) if label.y() < fold.y()]
    assert len(above) == 4

    def tops() -> list[int]:
        return [label.y() for label in above] + [fold.y()]

    before, height = tops(), dialog.height()
    dialog.resize(dialog.width(), height + 300)
    assert dialog.height() == height
    # A screen may give it more than it asks for.
    dialog.setMaximumHeight(height + 300)
    dialog.resize(dialog.width(), height + 300)
    assert dialog.height() == height + 300
    assert tops() == before
    fold.click()
    dialog.resize(dialog.width(), dialog.height() + 300)
    assert tops() == before
    spare = dialog.height() - report.height()
    dialog.resize(dialog.width(), dialog.height() + 100)
    assert dialog.height() - report.height() == spare, "the report takes all of it"
    fold.click()
    assert dialog.height() == height
    # A wider one needs fewer lines, and a narrow one is never cut.
    dialog.resize(1200, 100)
    wide = dialog.height()
    dialog.resize(dialog.minimumWidth(), 100)
    dialog.resize(dialog.minimumWidth(), 1000)
    assert wide < dialog.height() < 600
    for label in above:
        assert label.height() >= label.heightForWidth(label.width())
    dialog.accept()
