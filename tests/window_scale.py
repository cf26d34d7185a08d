"""A window in other letters and languages: `window_scale FOLDER TIMES LANGUAGE`.

It places photos, looks at itself whenever something changes, and writes as JSON every moment that
it looked, what did not fit then, and how large it is in the end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from g3desktop.settings import WindowSettings
from g3desktop.ui.language import use_language
from g3desktop.ui.list_column import ListColumn
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.theme import apply_theme
from g3desktop.ui.window import MainWindow
from tests.pictures import write_photos
from tests.ui.sessions import Heard
from tests.ui.windows import MapWithoutPage


def main(folder: Path, times: float, language: str) -> None:
    application = QApplication([])
    use_language(application, WindowSettings(language=language))
    font = application.font()
    font.setPointSizeF(font.pointSizeF() * times)
    application.setFont(font)
    apply_theme(application, "light")
    heard = Heard(folder, {"model": True})
    window = MainWindow(heard.session, "light", map_view=MapWithoutPage(still=True))
    window.resize(1280, 800)
    moments: list[str] = []
    problems: list[str] = []
    size: list[int] = []

    def look(moment: str) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        moments.append(moment)
        for widget in looked_at(window):
            problems.extend(f"{moment}: {one}" for one in clipped(widget))

    def end() -> None:
        if not heard.records:
            return
        look("done")
        size.extend(window.size().toTuple())
        window.close()
        application.quit()

    def look_soon(moment: str) -> None:
        # The window has not heard of it yet, or is still laying itself out.
        QTimer.singleShot(0, lambda: look(moment))

    window.show()
    look_soon("empty")
    heard.session.engine_changed.connect(lambda view: look_soon(view.state))
    heard.session.staged.connect(lambda staged: look_soon(staged.stage))
    heard.session.idle.connect(lambda: QTimer.singleShot(0, end))
    heard.start()
    photos = write_photos(folder / "photos", 3)
    long_name = photos[0].with_name("a long name of a photo that somebody gave it " * 4 + ".jpg")
    heard.session.add([photos[0].rename(long_name), *photos[1:]])
    application.exec()
    ratio = window.devicePixelRatio()
    found = {"ratio": ratio, "size": size, "moments": moments, "problems": problems}
    sys.stdout.write(json.dumps(found))


def looked_at(window: MainWindow) -> list[QWidget]:
    """The parts that have one line for all they say."""
    (status,) = window.findChildren(StatusLine)
    (column,) = window.findChildren(ListColumn)
    headers = [one for one in window.findChildren(QWidget) if one.property("role") == "header"]
    return [status, column, *headers, window.menuBar()]


def clipped(part: QWidget) -> list[str]:
    """Say what of a part does not fit."""
    found = []
    if not part.isVisible():
        return found
    for widget in (part, *part.findChildren(QWidget)):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        wanted, has = widget.minimumSizeHint(), widget.size()
        if isinstance(widget, QLabel) and widget.wordWrap():
            wanted.setHeight(widget.heightForWidth(has.width()))
        if wanted.width() > has.width() or wanted.height() > has.height():
            found.append(f"{widget.text()!r} wants {wanted.toTuple()}, has {has.toTuple()}")
        around = widget.parentWidget().rect()
        if not around.contains(widget.geometry()):
            found.append(f"{widget.text()!r} lies outside of what holds it")
    hint, has = part.minimumSizeHint(), part.size()
    if hint.width() > has.width() or hint.height() > has.height():
        found.append(f"{type(part).__name__} wants {hint.toTuple()}, has {has.toTuple()}")
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
