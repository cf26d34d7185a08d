"""The photos of a folder that a gallery is built from, as they are now."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.engine.gallery.intake import Source, Tally
from g3desktop.engine.gallery.inventory import Inventory, SeenFile, Watched
from g3desktop.engine.gallery.positions import PhotoPosition, read_positions_csv
from g3desktop.engine.photo import FoundPhoto, scan_photos

if TYPE_CHECKING:
    from g3desktop.engine.gallery.build import BuildPlan
    from g3desktop.engine.gallery.store import Gallery

_ASKED_EVERY = 256
"""Photos between two questions whether to stop: asking takes as long as finding one."""


@dataclass(frozen=True, slots=True)
class Present:
    """What a folder and its CSV hold.

    Attributes:
        found: The photos, in the order of the rows.
        entries: What the CSV says of each, by path; empty without one.
        csv_sha256: Of the CSV, or None.
        problems: What is wrong with folder and CSV, one sentence each.
        unread: How many folders or links could not be read.
    """

    found: tuple[FoundPhoto, ...]
    entries: dict[str, PhotoPosition]
    csv_sha256: str | None
    problems: tuple[str, ...]
    unread: int

    def sources(self, plan: BuildPlan, paths: Collection[str] | None = None) -> list[Source]:
        """Return the photos, or those of some paths, as they are taken in."""
        root = plan.folder.absolute()
        chosen = [one.path for one in self.found if paths is None or one.path in paths]
        return [
            Source(
                Path(path),
                Path(path) if plan.pictures else Path(path).relative_to(root),
                self.entries.get(path),
            )
            for path in chosen
        ]

    def remember(
        self,
        inventory: Inventory,
        watched: Watched,
        tally: Tally,
        gallery: Gallery,
        before: Sequence[SeenFile] = (),
    ) -> None:
        """Write into a gallery's inventory what became of each photo.

        Args:
            inventory: The gallery's.
            watched: The folder, and how it was taken in.
            tally: What became of the photos that were read.
            gallery: What they are in now.
            before: What was seen earlier and is unchanged, or could not be looked at.

        Raises:
            sqlite3.Error: The disk is full or refuses.
        """
        sha256s = {os.fspath(path): sha256 for path, sha256 in tally.sha256s.items()}
        reasons = {os.fspath(one.path): one.reason for one in tally.skipped}
        earlier = {one.file: one for one in before}
        seen = []
        for path, size, mtime_ns in self.found:
            file = os.fsencode(path)
            was = earlier.pop(file, None)
            sha256, reason = sha256s.get(path), reasons.get(path)
            now = SeenFile(file, size, mtime_ns, sha256, reason)
            seen.append(was if was and sha256 is None and reason is None else now)
        seen += earlier.values()
        watched = dataclasses.replace(watched, csv_sha256=self.csv_sha256)
        inventory.replace(watched, seen, gallery.id)


def find_present(plan: BuildPlan, cancelled: Cancelled) -> Present:
    """Walk the folder of a plan, or read its CSV.

    Raises:
        UsageError: The folder is not there, or the CSV cannot be read.
        PhotoError: The folder cannot be read.
        CancelledError: `cancelled` said so.
    """
    if not plan.folder.is_dir():
        raise UsageError(f"There is no folder {plan.folder}.", hint="Check its name.")
    root = plan.folder.absolute()
    if plan.csv is not None:
        return _listed(plan.csv, root)
    problems: list[str] = []
    found = []
    for number, one in enumerate(scan_photos(root, on_problem=problems.append)):
        if number % _ASKED_EVERY == 0:
            check_cancelled(cancelled)
        found.append(one)
    # Its thumbnails are no photos.
    shelf = plan.galleries_folder.absolute()
    if root == shelf or root in shelf.parents:
        found = [one for one in found if not one.path.startswith(f"{shelf}{os.sep}")]
    return Present(tuple(found), {}, None, tuple(problems), len(problems))


def watched_by(plan: BuildPlan) -> Watched:
    """Return what an inventory says of a plan's folder before anything was seen of it."""
    return Watched(
        folder=plan.folder.absolute(),
        csv=plan.csv and plan.csv.absolute(),
        csv_sha256=None,
        pictures=plan.pictures,
        described=plan.describe is not None,
    )


def _csv_sha256(path: Path) -> str:
    """Return the hash of a CSV.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(
            f"Cannot read {path}: {error.strerror}.", hint="Check its path."
        ) from error


def _listed(csv: Path, root: Path) -> Present:
    table = read_positions_csv(csv, root)
    found = []
    for entry in table.entries:
        try:
            status = entry.path.stat()
        except OSError:
            # Reading it will say why it cannot be used.
            found.append(FoundPhoto(os.fspath(entry.path), 0, 0))
            continue
        found.append(FoundPhoto(os.fspath(entry.path), status.st_size, status.st_mtime_ns))
    entries = {os.fspath(entry.path): entry for entry in table.entries}
    return Present(tuple(found), entries, _csv_sha256(csv), tuple(table.problems), 0)
