"""What leaves this machine as things stand, for whoever says so in the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from g3desktop.services.hosts import photos_go_to
from g3desktop.ui.links import permission
from g3desktop.ui.photo_list import one_line

if TYPE_CHECKING:
    from g3desktop.engine.messages import Ready

_SHORT_CHARACTERS = 28


class Requests(QObject):
    """The requests of this window itself that are under way, by the site that is asked."""

    changed = Signal()
    """Another site is asked, or one no longer."""

    def __init__(self) -> None:
        super().__init__()
        self._sites: list[str] = []

    @property
    def sites(self) -> tuple[str, ...]:
        """Those that are asked now, each once."""
        return tuple(dict.fromkeys(self._sites))

    def begin(self, site: str) -> None:
        """Note that a site is asked."""
        self._sites.append(site)
        self.changed.emit()

    def end(self, site: str) -> None:
        """Note that a request is over, whatever came of it."""
        self._sites.remove(site)
        self.changed.emit()


requests = Requests()


@dataclass(frozen=True, slots=True)
class NetworkUse:
    """What leaves this machine now, and what may.

    Attributes:
        sites: Those that get each photo, the first one first; none where photos stay here.
        asked: Those that are asked for something else, which is no photo of the user's.
        may_send: Whether the engine may ask a language model on another machine.
        may_download: Whether models may be downloaded.
        may_open: Whether links may be opened in the browser.
        may_fetch: Whether pictures of references may be fetched.
    """

    sites: tuple[str, ...]
    asked: tuple[str, ...]
    may_send: bool
    may_download: bool
    may_open: bool
    may_fetch: bool

    @property
    def is_offline(self) -> bool:
        """Whether nothing is on that could send anything, and nothing is sent."""
        may_ask = self.may_download or self.may_open or self.may_fetch
        return not (self.sites or self.asked or self.may_send or may_ask)


def network_use(ready: Ready | None) -> NetworkUse:
    """Return what uses the network now.

    Args:
        ready: What the engine works with; None before that is known.
    """
    model = ready.model if ready else None
    # An engine that was built without a model asks none, whatever the settings allow.
    asks = ready is None or model is not None
    allowed = permission.allowed
    return NetworkUse(
        photos_go_to(model.model, model.host) if model else (),
        requests.sites,
        may_send=allowed.photos and asks,
        may_download=allowed.downloads,
        may_open=allowed.links,
        may_fetch=allowed.pictures,
    )


def site_words(sites: tuple[str, ...]) -> str:
    """Name sites in one line."""
    return QLocale().createSeparatedList([one_line(site) for site in sites])


def short_site_words(sites: tuple[str, ...]) -> str:
    """Name sites in one short line; whose a site is stands at the end of its name."""
    return QLocale().createSeparatedList([_shorten(one_line(site)) for site in sites])


def _shorten(site: str) -> str:
    if len(site) <= _SHORT_CHARACTERS:
        return site
    return f"{site[:8]}…{site[9 - _SHORT_CHARACTERS :]}"
