"""Photos with positions for training: which there are, what is held out, and their pixels.

Every photo is decoded once. What training reads lies in one memory-mapped file of the cache, so
that memory does not grow with the number of photos and later epochs do not decode.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PhotoError, UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.gallery.positions import PhotoPosition, read_positions_csv
from g3desktop.engine.photo import content_sha256, find_photos

GROUP_COLUMNS = ("set", "group")
_NAMES_SHOWN = 5
_WORKERS = 4

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class LabelledPhoto:
    """A photo that training may use.

    Attributes:
        file: Its name for messages, relative to its folder.
        path: The file.
        where: Its position, or None where the camera's is to be read with the pixels.
        group: Photos of one group are held out together; "" for a photo on its own.
        precision_km: How well the position is known; 0 where that is not said.
        sha256: Hash of its bytes; "" before `hash_photos`.
    """

    file: str
    path: Path
    where: LatLon | None
    group: str = ""
    precision_km: float = 0.0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PhotoList:
    """Photos, and a sentence for each that cannot be used."""

    photos: tuple[LabelledPhoto, ...]
    problems: tuple[str, ...] = ()


def list_photos(
    folder: Path, csv_path: Path | None = None, *, only: Mapping[str, str] | None = None
) -> PhotoList:
    """List the photos of a CSV, or all of a folder whose positions their EXIF holds.

    Args:
        folder: Where the photos are; with a CSV, what its column `file` is relative to.
        csv_path: Columns file, lat, lon, and where there are any, set or group and precision_km.
        only: Take rows alone whose columns have these values.

    Raises:
        UsageError: The CSV cannot be read, a column of `only` is not in it, or nothing is left.
    """
    if csv_path is None:
        if only:
            raise UsageError("Rows can be chosen from a CSV alone.", hint="Give --csv too.")
        unread: list[str] = []
        photos = tuple(_from_folder(folder, unread.append))
        problems = tuple(unread)
    else:
        table = read_positions_csv(csv_path, folder)
        wanted = only or {}
        chosen = [entry for entry in table.entries if _matches(entry, wanted)]
        photos, problems = tuple(map(_from_row, chosen)), table.problems
    if not photos:
        chosen_by = "".join(f" with {name}={value}" for name, value in (only or {}).items())
        raise UsageError(f"There is no usable photo{chosen_by} in {csv_path or folder}.")
    return PhotoList(photos, problems)


def _from_folder(folder: Path, on_problem: Callable[[str], None]) -> Iterator[LabelledPhoto]:
    for path in find_photos(folder, on_problem=on_problem):
        file = path.relative_to(folder)
        yield LabelledPhoto(
            str(file), path, None, group=str(file.parent) if file.parent.name else ""
        )


def _matches(entry: PhotoPosition, wanted: Mapping[str, str]) -> bool:
    return all(entry.columns.get(name.casefold()) == value for name, value in wanted.items())


def _from_row(entry: PhotoPosition) -> LabelledPhoto:
    group = next((entry.columns[name] for name in GROUP_COLUMNS if name in entry.columns), "")
    return LabelledPhoto(
        entry.file, entry.path, entry.where, group, _precision(entry.columns.get("precision_km"))
    )


def _precision(text: str | None) -> float:
    """Read a number of kilometres; one that is none, negative or not finite counts as unknown."""
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and value > 0 else 0.0


def hold_out(
    photos: Sequence[LabelledPhoto], *, groups: Collection[str] = (), share: float = 0.0, seed: int
) -> tuple[tuple[LabelledPhoto, ...], tuple[LabelledPhoto, ...]]:
    """Split whole groups off; a photo without a group is one of its own.

    Args:
        photos: All of them.
        groups: Groups to hold out by name.
        share: Hold out groups drawn at random until they have this share of all photos.
        seed: Of the draw.

    Returns:
        Photos to train on and photos held out, each in their first order.

    Raises:
        UsageError: A named group does not exist, or nothing is left to train on.
    """
    sizes = Counter(photo.group or photo.file for photo in photos)
    unknown = sorted(set(groups) - sizes.keys())
    if unknown:
        raise UsageError(
            f"There is no set named {unknown[0]} to hold out.",
            hint="Name values of the column set or group, or subfolders.",
        )
    held = set(groups)
    names = sorted(sizes.keys() - held)
    count = sum(sizes[name] for name in held)
    for index in np.random.default_rng(seed).permutation(len(names)):
        # The last group may overshoot by no more than it falls short without.
        if count + sizes[names[index]] / 2 > share * len(photos):
            continue
        held.add(names[index])
        count += sizes[names[index]]
    kept = tuple(photo for photo in photos if (photo.group or photo.file) not in held)
    away = tuple(photo for photo in photos if (photo.group or photo.file) in held)
    if not kept:
        raise UsageError("Every photo is held out; none is left to train on.")
    return kept, away


def hash_photos(
    photos: Sequence[LabelledPhoto], *, report: Report, cancelled: Cancelled
) -> PhotoList:
    """Add content hashes; unreadable photos and repeated contents are left out and named."""
    kept: dict[str, LabelledPhoto] = {}
    problems = []

    def hashed(photo: LabelledPhoto) -> str | PhotoError:
        try:
            return content_sha256(photo.path)
        except PhotoError as error:
            return error

    for done, (photo, result) in enumerate(in_order(hashed, photos), start=1):
        check_cancelled(cancelled)
        note = ""
        if isinstance(result, PhotoError):
            note = result.one_line()
        elif result in kept:
            note = f"{photo.file} has the same content as {kept[result].file} and is left out."
        else:
            kept[result] = replace(photo, sha256=result)
        if note:
            problems.append(note)
        report(Progress("checking photos", done, len(photos), note))
    return PhotoList(tuple(kept.values()), tuple(problems))


def refuse_leaks(training: Sequence[LabelledPhoto], held_out: Sequence[LabelledPhoto]) -> None:
    """Refuse to measure on photos that are trained on.

    Raises:
        UsageError: Contents stand in both; some of them are named.
    """
    away = {photo.sha256: photo for photo in held_out}
    both = [(photo, away[photo.sha256]) for photo in training if photo.sha256 in away]
    if not both:
        return
    named = [
        photo.file if photo.file == other.file else f"{photo.file} (held out as {other.file})"
        for photo, other in both[:_NAMES_SHOWN]
    ]
    more = f" and {len(both) - _NAMES_SHOWN} more" if len(both) > _NAMES_SHOWN else ""
    raise UsageError(
        f"{len(both)} training photos also stand in the held-out set: {', '.join(named)}{more}.",
        hint="Remove them from one of the two; recall on known photos says nothing.",
    )


def read_extra_positions(path: Path) -> NDArray[np.float64]:
    """Read places without photos from a CSV with the columns lat and lon, in any case.

    Returns:
        Degrees, shape (E, 2), latitude first.

    Raises:
        UsageError: The file cannot be read, lacks a column, or a row is no position.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            header = [name.strip().casefold() for name in next(rows, [])]
            if "lat" not in header or "lon" not in header:
                raise UsageError(f"{path} must have the columns lat and lon.")
            columns = header.index("lat"), header.index("lon")
            found = [
                [float(row[column]) for column in columns]
                for row in rows
                if any(map(str.strip, row))
            ]
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    except (UnicodeError, ValueError, IndexError, csv.Error) as error:
        raise UsageError(f"{path} has a row that is no position: {error}.") from error
    positions = np.array(found, dtype=np.float64).reshape(-1, 2)
    if not np.all(np.abs(positions) <= (90.0, 180.0)):
        bad = int(np.argmin(np.all(np.abs(positions) <= (90.0, 180.0), axis=1)))
        raise UsageError(f"{path}: position {bad + 1} is out of range or not finite.")
    return positions


def in_order(work: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    """Run `work` on several threads, a bounded number ahead, and yield results in order."""
    pending: list[tuple[T, Future[R]]] = []
    with ThreadPoolExecutor(_WORKERS) as pool:
        remaining = iter(items)
        try:
            for item in itertools.islice(remaining, 2 * _WORKERS):
                pending.append((item, pool.submit(work, item)))
            while pending:
                item, future = pending.pop(0)
                yield item, future.result()
                for following in itertools.islice(remaining, 1):
                    pending.append((following, pool.submit(work, following)))
        finally:
            for _, future in pending:
                future.cancel()
