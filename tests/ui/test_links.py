"""What a click hands to the browser, as the user allows it."""

from __future__ import annotations

import pytest

from g3desktop.domain.geometry import LatLon
from g3desktop.settings import LlmSettings, NetworkSettings, Settings
from g3desktop.ui.links import Allowed, open_map, open_page, permission
from tests.ui.browser import Browser

pytestmark = pytest.mark.usefixtures("default_permission")

CLOSED = Settings(network=NetworkSettings(open_links=False, reference_pictures=False))
PAGE = "https://example.org/a"


def test_pages_are_opened_while_that_is_allowed(qtbot, browser: Browser):
    with qtbot.assertNotEmitted(permission.refused):
        open_page(PAGE)
        open_page("file:///etc/passwd")
    assert browser.opened == [PAGE]


def test_what_is_not_allowed_is_said_and_not_opened(qtbot, browser: Browser):
    permission.use(CLOSED)
    with qtbot.waitSignal(permission.refused) as refused:
        open_page(PAGE)
    assert refused.args == [PAGE]
    with qtbot.waitSignal(permission.refused):
        open_map(LatLon(48.85, 2.35))
    assert browser.opened == []


def test_what_is_allowed_is_what_the_settings_say(qtbot, browser: Browser):
    assert permission.allowed == Allowed()
    with qtbot.waitSignal(permission.changed):
        permission.use(Settings(LlmSettings(host_remote_ok=True)))
    assert permission.allowed == Allowed(photos=True)
    with qtbot.assertNotEmitted(permission.changed):
        permission.use(Settings(LlmSettings(host_remote_ok=True)))
    with qtbot.waitSignal(permission.changed):
        permission.use(Settings(network=NetworkSettings(model_downloads=True, open_links=False)))
    assert permission.allowed == Allowed(downloads=True, links=False)
