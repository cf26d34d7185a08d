"""Pictures of references that are published elsewhere: found in the cache, or asked for on a wish.

Looking into the cache asks nobody. A request leaves this machine in `PictureFetch.fetch` alone,
which nothing but a press of a button calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from g3desktop.domain.errors import CancelledError, UserError
from g3desktop.services.flickr_pages import SITE_NAME, photo_page
from g3desktop.ui.errands import Errands
from g3desktop.ui.links import permission
from g3desktop.ui.network import requests
from g3desktop.ui.sentences import error_words

if TYPE_CHECKING:
    from pathlib import Path

    from g3desktop.services.picture_shelf import FetchedPicture, PictureShelf

_MOST_KNOWN = 500
"""Some answers' worth; what was forgotten is looked for once more."""


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of the picture of a page.

    Attributes:
        picture: What was fetched, now or earlier.
        is_asking: Whether the site is being asked.
        failure: Why it could not be fetched, in a line; "" where nobody tried or it could.
    """

    picture: FetchedPicture | None = None
    is_asking: bool = False
    failure: str = ""


class PictureFetch(QObject):
    """Knows the fetched pictures, and fetches others, one at a time.

    Args:
        open_shelf: Returns where pictures are kept; called once, in another thread.
        parent: Owner.
    """

    changed = Signal(str)
    """The address of a page of whose picture something else is known than before."""

    def __init__(
        self, open_shelf: Callable[[], PictureShelf], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = _ShelfWork(open_shelf)
        self._looking = Errands("fetched pictures", self)
        self._fetching = Errands("fetching", self)
        self._states: dict[str, FetchState] = {}
        self._looked_for: set[str] = set()
        self._under_way: list[tuple[str, Event]] = []
        # Not a method of this object, which is hardly there any more by then. It comes before the
        # errands' own end, which would wait for the site otherwise.
        self.destroyed.connect(partial(_end_all, self._under_way))
        permission.changed.connect(self._take_permission)

    def state_of(self, url: str) -> FetchState | None:
        """Return what is known of the picture of a page; looks into the cache the first time.

        Args:
            url: Of the page.

        Returns:
            None for an address of no photo's page, and until the cache was looked into.
        """
        if photo_page(url) is None:
            return None
        if url not in self._states and url not in self._looked_for:
            self._looked_for.add(url)
            self._looking.run(
                partial(self._work.find, url),
                lambda picture: self._take_found(url, picture),
                _raise,
            )
        return self._states.get(url)

    def fetch(self, url: str) -> None:
        """Ask the site for the picture of a page; not while that is asked for already."""
        state = self._states.get(url)
        may_ask = permission.allowed.pictures and photo_page(url) is not None
        if not may_ask or state is None or state.picture is not None or state.is_asking:
            return
        self.stop()
        stop = Event()
        self._under_way.append((url, stop))
        requests.begin(SITE_NAME)
        self._show(url, FetchState(is_asking=True))
        self._fetching.run(
            partial(self._work.fetch, url, stop),
            lambda picture: self._end(url, stop, FetchState(picture)),
            lambda error: self._fail(url, stop, error),
        )

    def stop(self, *, but: str = "") -> None:
        """Ask for nothing any more; what was being asked for can be asked for again.

        Args:
            but: Address of a page that is still asked for.
        """
        for url, stop in tuple(self._under_way):
            if url != but and not stop.is_set():
                stop.set()
                self._show(url, FetchState())

    def forget(self, url: str) -> None:
        """Drop a picture that cannot be read, so that it can be fetched once more."""
        state = self._states.get(url)
        if state is not None and state.picture is not None:
            # In the line of the requests: the next one finds it gone.
            self._fetching.run(partial(self._work.drop, url), lambda _: None, _raise)
            self._show(url, replace(state, picture=None))

    def _take_permission(self) -> None:
        if not permission.allowed.pictures:
            self.stop()

    def _take_found(self, url: str, picture: FetchedPicture | None) -> None:
        self._looked_for.discard(url)
        while len(self._states) >= _MOST_KNOWN:
            self._states.pop(next(iter(self._states)))
        self._show(url, FetchState(picture))

    def _fail(self, url: str, stop: Event, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self._end(url, stop, FetchState())
        elif isinstance(error, UserError):
            self._end(url, stop, FetchState(failure=error_words(error)))
        else:
            self._end(url, stop, FetchState())
            raise error

    def _end(self, url: str, stop: Event, state: FetchState) -> None:
        """Take how a request ended; of one that was stopped only a picture is of use."""
        self._under_way.remove((url, stop))
        requests.end(SITE_NAME)
        if state.picture is not None or not stop.is_set():
            self._show(url, state)

    def _show(self, url: str, state: FetchState) -> None:
        if self._states.get(url) != state:
            self._states[url] = state
            self.changed.emit(url)


class _ShelfWork:
    """What is done in other threads; what that needs is loaded there, too."""

    def __init__(self, open_shelf: Callable[[], PictureShelf]) -> None:
        self._open = open_shelf
        self._shelf: PictureShelf | None = None

    @property
    def shelf(self) -> PictureShelf:
        # Two threads may each open one, which is no harm: all that matters is on the disk.
        if self._shelf is None:
            self._shelf = self._open()
        return self._shelf

    def find(self, url: str) -> FetchedPicture | None:
        return self.shelf.find(url)

    def drop(self, url: str) -> None:
        self.shelf.drop(url)

    def fetch(self, url: str, stop: Event) -> FetchedPicture:
        from g3desktop.wiring.references import small_jpeg

        return self.shelf.fetch(url, small_jpeg, cancelled=stop.is_set)


def pictures_folder(cache: Path) -> Path:
    """Return where fetched pictures lie in the cache."""
    return cache / "references"


def open_shelf(cache: Path) -> PictureShelf:
    """Return the fetched pictures of a cache."""
    from g3desktop.services.picture_shelf import PictureShelf

    return PictureShelf(pictures_folder(cache))


def _end_all(under_way: list[tuple[str, Event]], _owner: QObject | None = None) -> None:
    while under_way:
        _url, stop = under_way.pop()
        stop.set()
        requests.end(SITE_NAME)


def _raise(error: BaseException) -> None:
    raise error
