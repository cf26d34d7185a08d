"""Qt without a screen, and the map's scheme known before the application is made."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Chromium refuses its sandbox to root, which tests in a container often are; what ships keeps it.
os.environ.setdefault(
    "QTWEBENGINE_CHROMIUM_FLAGS",
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader",
)

from g3desktop.settings import Settings
from g3desktop.ui.appearance import Appearance  # after the variables
from g3desktop.ui.garbage import collect_what_is_due
from g3desktop.ui.links import permission
from g3desktop.ui.map_scheme import register_map_scheme
from tests.ui.browser import Browser
from tests.ui.translators import Scrambler, translated_by

register_map_scheme()


@pytest.fixture
def run_script(qtbot):
    """Run JavaScript in a map's page and return what it gives."""

    def run(view, script: str):
        answers: list[object] = []
        view.page.runJavaScript(script, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    return run


@pytest.fixture(autouse=True)
def _collect_garbage_here():
    """As the program does: widgets of earlier tests must not end in another thread."""
    gc.disable()
    yield
    collect_what_is_due()
    gc.enable()


@pytest.fixture(autouse=True)
def _empty_clipboard():
    """Qt would destroy what a test leaves there after Python has ended, which is a crash."""
    yield
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.clipboard().clear()


@pytest.fixture
def application(qapp: QApplication):
    """The application, left as it was found."""
    font, palette = qapp.font(), qapp.palette()
    yield qapp
    qapp.setFont(font)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    for made in qapp.findChildren(Appearance):
        made.setParent(None)


@pytest.fixture
def scrambled(qapp) -> Iterator[None]:
    """Every letter of a translated sentence shows that it is."""
    with translated_by(Scrambler()):
        yield


@pytest.fixture
def default_permission() -> Iterator[None]:
    """What may leave this machine is what it is by default, before the test and after it."""
    permission.use(Settings())
    yield
    permission.use(Settings())


@pytest.fixture
def browser(qapp) -> Iterator[Browser]:
    """What takes the addresses that the system's programs would open."""
    schemes = ("http", "https", "file", "javascript")
    browser = Browser()
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, browser, "open")
    yield browser
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)
