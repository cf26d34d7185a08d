"""What has come of a pack that is not whole yet, kept where nobody takes it for one.

`.partial-ID` lies beside the packs: `state.json` says what is downloaded, from where, and how its
content is known again; `files` holds what came. A file that is not whole ends in `.part`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.pack import AcceptedTerms, is_pack_id
from g3desktop.files import disk_errors, replace_file, sync_folder
from g3desktop.services.disk import size_bytes
from g3desktop.services.staging import clear_leftovers, exclusive, remove_folder
from g3desktop.services.supply.offer import Offer, OfferedFile

_PREFIX = ".partial-"
_STATE = "state.json"
_FORMAT = 1
_LIMIT_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class PartState:
    """What is known of one file.

    Attributes:
        path: What it is called in the pack.
        place: Where it comes from.
        size: In bytes, when it is whole.
        content: What names its content at the source; "" where nothing does.
        validator: How the host that sends it names its content; "" where it did not say.
        synced: Bytes that are on the disk for certain.
        sha256: Of the whole file, once that was found right.
    """

    path: str
    place: str
    size: int
    content: str
    validator: str = ""
    synced: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PartialState:
    """What is known of a pack that is not whole yet.

    Attributes:
        format: Version of this description.
        id: Of the pack.
        files: Those that were offered.
        terms: What the user accepted for it; None where nothing was asked.
        making: Name of the gallery that is being made of it; "" for none.
    """

    format: int
    id: str
    files: tuple[PartState, ...] = ()
    terms: AcceptedTerms | None = None
    making: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A download that was begun.

    Attributes:
        id: Of the pack.
        folder: Where it lies.
        come_bytes: How much is there.
        total_bytes: How much it will be; 0 where that is not known yet.
    """

    id: str
    folder: Path
    come_bytes: int
    total_bytes: int


_states = TypeAdapter(PartialState)


class Partial:
    """A pack that is not whole yet, held by this process alone.

    Args:
        folder: Where it lies.
        state: What is known of it.
    """

    def __init__(self, folder: Path, state: PartialState) -> None:
        self._folder, self._state = folder, state

    @classmethod
    @contextmanager
    def held(cls, packs_folder: Path, pack_id: str) -> Iterator[Partial]:
        """Take what was begun of a pack, or begin.

        Raises:
            PackError: Another run of the program holds it.
            EngineError: The folder cannot be written.
        """
        folder = packs_folder / f"{_PREFIX}{pack_id}"
        with exclusive(packs_folder, folder.name.removeprefix(".")):
            yield cls(folder, _read(folder) or PartialState(_FORMAT, pack_id))

    @property
    def state(self) -> PartialState:
        """What is known of it."""
        return self._state

    def path(self, file: str) -> Path:
        """Return where a whole file lies, or will."""
        return self._folder / "files" / file

    def part_path(self, file: str) -> Path:
        """Return where a file lies while it comes."""
        whole = self.path(file)
        return whole.with_name(f"{whole.name}.part")

    def part(self, file: str) -> PartState:
        """Return what is known of a file that was offered."""
        return next(part for part in self._state.files if part.path == file)

    def take(self, offer: Offer) -> list[str]:
        """Prepare for an offer: keep what belongs to it, drop what does not.

        Returns:
            Files that changed at their source, so that what had come of them was dropped.

        Raises:
            EngineError: The disk is full or refuses.
        """
        before = {part.path: part for part in self._state.files}
        now = tuple(_renewed(before.get(file.path), file) for file in offer.files)
        # What lies there without a word about it, after a damage, is of no use either.
        stale = {*before, *(part.path for part in now)}
        stale -= {part.path for part in now if _is_same(before.get(part.path), part)}
        with disk_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            dropped = [path for path in sorted(stale) if self._drop(path)]
            for part in now:
                self.path(part.path).parent.mkdir(parents=True, exist_ok=True)
            self._save(replace(self._state, files=now))
        return dropped

    def note_terms(self, terms: AcceptedTerms) -> None:
        """Remember what the user accepted, so that going on does not ask again."""
        with disk_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._save(replace(self._state, terms=terms))

    def note_making(self, gallery: str) -> None:
        """Remember that a gallery is being made of what came."""
        with disk_errors(self._folder):
            self._save(replace(self._state, making=gallery))

    def note(self, part: PartState) -> None:
        """Remember what is known of a file now."""
        files = tuple(part if one.path == part.path else one for one in self._state.files)
        self._save(replace(self._state, files=files))

    def restart(self, file: str) -> None:
        """Drop what came of a file."""
        self._drop(file)
        self.note(replace(self.part(file), validator="", synced=0, sha256=""))

    def finish(self, file: str, sha256: str) -> None:
        """Call a file whole that was synced and found right."""
        self.part_path(file).replace(self.path(file))
        sync_folder(self.path(file).parent)
        part = self.part(file)
        self.note(replace(part, synced=part.size, sha256=sha256))

    def is_whole(self, file: OfferedFile) -> bool:
        """Tell whether a file came whole and was found right."""
        part, path = self.part(file.path), self.path(file.path)
        # The name alone does not say it: the program may have been killed before it took note.
        return bool(part.sha256) and path.is_file() and path.stat().st_size == file.size

    def move_whole(self, target: Path) -> Path | None:
        """Move the whole files to a folder where they stay; None where there are none.

        Raises:
            OSError: The system refuses.
        """
        whole = [part.path for part in self._state.files if part.sha256]
        for file in whole:
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            if self.path(file).exists():
                self.path(file).replace(target / file)
        return target if whole else None

    def drop(self) -> None:
        """Remove all of it.

        Raises:
            EngineError: The system refuses.
        """
        with disk_errors(self._folder.parent):
            clear_leftovers(self._folder.parent)
            if self._folder.exists():
                remove_folder(self._folder)

    def _drop(self, file: str) -> bool:
        """Remove what came of a file; say whether there was anything."""
        there = False
        for path in (self.path(file), self.part_path(file)):
            with contextlib.suppress(FileNotFoundError):
                there = path.stat().st_size > 0 or there
                path.unlink()
        return there

    def _save(self, state: PartialState) -> None:
        text = json.dumps(dataclasses.asdict(state)) + "\n"
        replace_file(self._folder / _STATE, text.encode("utf-8"))
        self._state = state


def list_unfinished(packs_folder: Path) -> list[Unfinished]:
    """Return the downloads that were begun, by id."""
    found = []
    for folder in sorted(packs_folder.glob(f"{_PREFIX}*")):
        pack_id = folder.name.removeprefix(_PREFIX)
        state = _read(folder) if folder.is_dir() and is_pack_id(pack_id) else None
        if state is not None:
            total = sum(part.size for part in state.files)
            come = size_bytes(folder / "files") or 0
            found.append(Unfinished(pack_id, folder, come, total))
    return found


def find_unfinished(pack_id: str, packs_folder: Path) -> Unfinished | None:
    """Return what was begun of one pack, or None."""
    return next((one for one in list_unfinished(packs_folder) if one.id == pack_id), None)


def accepted_for(pack_id: str, packs_folder: Path) -> AcceptedTerms | None:
    """Return what the user accepted when the download was begun, or None."""
    state = _read(packs_folder / f"{_PREFIX}{pack_id}") if is_pack_id(pack_id) else None
    return state.terms if state is not None else None


def remove_unfinished(pack_id: str, packs_folder: Path) -> bool:
    """Remove what was begun of a pack; say whether there was anything.

    Raises:
        PackError: It is being downloaded.
        EngineError: The system refuses.
    """
    folder = packs_folder / f"{_PREFIX}{pack_id}"
    if not is_pack_id(pack_id) or not folder.is_dir():
        return False
    with Partial.held(packs_folder, pack_id) as partial:
        partial.drop()
    return True


def _renewed(before: PartState | None, file: OfferedFile) -> PartState:
    now = PartState(file.path, os.fspath(file.place), file.size, file.content)
    if before is None or not _is_same(before, now):
        return now
    return replace(before, place=now.place)


def _is_same(before: PartState | None, now: PartState) -> bool:
    if before is None or not now.content:
        return False
    return (before.content, before.size) == (now.content, now.size)


def _read(folder: Path) -> PartialState | None:
    """Return what was written, or None where nothing there can be gone on with."""
    try:
        with (folder / _STATE).open("rb") as stream:
            state = _states.validate_json(stream.read(_LIMIT_BYTES), strict=True)
    except (OSError, ValidationError):
        return None
    is_ours = state.format == _FORMAT and folder.name == f"{_PREFIX}{state.id}"
    return state if is_ours else None
