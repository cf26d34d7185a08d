"""Rows of the library's tables as values, and back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from g3desktop.store.records import (
    AddedPhoto,
    FileStamp,
    NewPhoto,
    PhotoRecord,
    PhotoState,
    shown_name,
)

MAX_THUMBNAIL_BYTES = 4 << 20
MAX_NOTE_BYTES = 4 << 20

SELECT_PHOTOS = (
    "SELECT id, path, name, position, added_at_s, state, reason, engine_deaths, sha256,"
    " size_bytes, mtime_ns, fingerprint, finished_at_s FROM photo"
)

_Value = TypeVar("_Value", bound=bytes | str)


def insert_photo(
    connection: sqlite3.Connection, photo: NewPhoto, position: int, now_s: float
) -> AddedPhoto:
    """Put a photo into the list unless its path stands there already."""
    path = os.fsencode(photo.path)
    known = connection.execute("SELECT id FROM photo WHERE path = ?", (path,)).fetchone()
    if known:
        return AddedPhoto(known[0], is_new=False)
    name = encodable(photo.name) or shown_name(photo.path)
    photo_id = connection.execute(
        "INSERT INTO photo (path, name, position, added_at_s, state)"
        " VALUES (?, ?, ?, ?, 'waiting')",
        (path, name, position, now_s),
    ).lastrowid
    if photo_id is None:
        raise AssertionError("SQLite gave a new row no number")
    if photo.thumbnail is not None:
        jpeg = bounded(photo.thumbnail, MAX_THUMBNAIL_BYTES)
        connection.execute("INSERT INTO thumbnail VALUES (?, ?)", (photo_id, jpeg))
    return AddedPhoto(photo_id, is_new=True)


def reordered(order: list[int], moved: list[int], before: int | None) -> list[int]:
    """Return photos in a new order: those moved stand before one of them, or last."""
    leaving = set(moved)
    rest = [photo_id for photo_id in order if photo_id not in leaving]
    if before is None or before not in order:
        return rest + moved
    # The target may itself be moved: what counts is how many of the others stand before it.
    ahead = len(set(order[: order.index(before)]) - leaving)
    return rest[:ahead] + moved + rest[ahead:]


def record_of(row: tuple[Any, ...]) -> PhotoRecord:
    """Return a row of `SELECT_PHOTOS` as a record."""
    photo_id, path, name, position, added_at_s, state, reason, deaths, sha256, *rest = row
    size_bytes, mtime_ns, fingerprint, finished_at_s = rest
    stamped = size_bytes is not None and mtime_ns is not None
    return PhotoRecord(
        id=photo_id,
        path=Path(os.fsdecode(path)),
        name=name,
        position=position,
        added_at_s=added_at_s,
        state=PhotoState(state),
        reason=reason,
        engine_deaths=deaths,
        sha256=sha256,
        stamp=FileStamp(size_bytes, mtime_ns) if stamped else None,
        fingerprint=fingerprint,
        finished_at_s=finished_at_s,
    )


def singles(photo_ids: Iterable[int]) -> list[tuple[int]]:
    """Return each photo as the values of one statement."""
    return [(photo_id,) for photo_id in photo_ids]


def stamp_columns(stamp: FileStamp | None) -> tuple[int | None, int | None]:
    """Return a stamp as the values of its two columns."""
    return (stamp.size_bytes, stamp.mtime_ns) if stamp else (None, None)


def encodable(text: str) -> str:
    """Replace what no file takes, such as the half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode("utf-8")


def bounded(value: _Value, limit: int) -> _Value:
    """Return a text or bytes as they are.

    Raises:
        ValueError: They are longer than `limit`.
    """
    if len(value) > limit:
        raise ValueError(f"{len(value)} bytes, where at most {limit} are kept")
    return value
