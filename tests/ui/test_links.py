"""What a click hands to the browser, as the user allows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from g3desktop.domain.geometry import LatLon
from g3desktop.settings import LlmSettings, NetworkSettings, Settings
from g3desktop.ui.links import Allowed, open_map, open_page, permission

CLOSED = Settings(network=NetworkSettings(open_links=False, reference_pictures=False))
PAGE = "https://example.org/a"


class Browser(QObject):
    """Stands for the system's browser, which would really open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser(qapp):
    permission.use(Settings())
    browser = Browser()
    for scheme in ("http", "https", "file"):
        QDesktopServices.setUrlHandler(scheme, browser, "open")
    yield browser
    for scheme in ("http", "https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)
    permission.use(Settings())


def test_pages_are_opened_while_that_is_allowed(qtbot, browser):
    with qtbot.assertNotEmitted(permission.refused):
        open_page(PAGE)
        open_page("file:///etc/passwd")
    assert browser.opened == [PAGE]


def test_what_is_not_allowed_is_said_and_not_opened(qtbot, browser):
    permission.use(CLOSED)
    with qtbot.waitSignal(permission.refused) as refused:
        open_page(PAGE)
    assert refused.args == [PAGE]
    with qtbot.waitSignal(permission.refused):
        open_map(LatLon(48.85, 2.35))
    assert browser.opened == []


def test_what_is_allowed_is_what_the_settings_say(qtbot, browser):
    assert permission.allowed == Allowed()
    with qtbot.waitSignal(permission.changed):
        permission.use(Settings(LlmSettings(host_remote_ok=True)))
    assert permission.allowed == Allowed(photos=True)
    with qtbot.assertNotEmitted(permission.changed):
        permission.use(Settings(LlmSettings(host_remote_ok=True)))
    with qtbot.waitSignal(permission.changed):
        permission.use(Settings(network=NetworkSettings(model_downloads=True, open_links=False)))
    assert permission.allowed == Allowed(downloads=True, links=False)
