"""The many small files of a pack, in one: a ZIP archive in which nothing is compressed.

A gallery has a thumbnail for each of its photos. One by one they would make pack.json too large to
be read whole, and a download would ask for each.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.services.pack_rules import stays_inside

ARCHIVE_NAME = "small-files.zip"
PACKING = "packing small files"
UNPACKING = "unpacking small files"

_HINT = "Get the pack again."
# The earliest date that the format has: equal files make equal archives.
_DATE = (1980, 1, 1, 0, 0, 0)


def write_archive(
    folder: Path,
    names: Iterable[str],
    target: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> None:
    """Pack files of a folder.

    Args:
        folder: Where they lie.
        names: Their paths in it.
        target: The archive, which is made.
        report: Told after each file.
        cancelled: Asked before each file.

    Raises:
        OSError: A file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    with zipfile.ZipFile(target, "w") as archive:
        for done, name in enumerate(names):
            check_cancelled(cancelled)
            report(Progress(PACKING, done))
            entry = zipfile.ZipInfo(name, _DATE)
            with (folder / name).open("rb") as source, archive.open(entry, "w") as stream:
                shutil.copyfileobj(source, stream)


def unpack_archive(
    archive: Path,
    folder: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> None:
    """Unpack an archive into a folder that nobody sees yet; files that are there stay.

    Raises:
        PackError: It is damaged, holds what is no plain file, or a path that leads elsewhere.
        OSError: A file cannot be written.
        CancelledError: `cancelled` said so.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            for entry in entries:
                _check(entry, archive)
            for done, entry in enumerate(entries):
                check_cancelled(cancelled)
                report(Progress(UNPACKING, done, len(entries)))
                target = folder / PurePosixPath(entry.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as source, target.open("xb") as stream:
                    shutil.copyfileobj(source, stream)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise PackError(f"{archive} is damaged: {error}.", hint=_HINT) from error
    except FileExistsError as error:
        raise PackError(f"{archive} is damaged: it names a file twice.", hint=_HINT) from error


def _check(entry: zipfile.ZipInfo, archive: Path) -> None:
    # Uncompressed, what it makes is no larger than itself.
    is_plain = entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1
    is_honest = entry.file_size == entry.compress_size and entry.filename == entry.orig_filename
    if not (is_plain and is_honest and stays_inside(entry.filename)):
        raise PackError(
            f"{archive} is damaged: it holds what is no plain file of the pack.", hint=_HINT
        )
