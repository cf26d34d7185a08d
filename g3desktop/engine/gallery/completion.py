"""The last step of a build: whole files beside the old ones, then one rename that counts."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from g3desktop.domain.pack import EncoderSpec, PackFile
from g3desktop.engine.gallery.integrity import file_sha256
from g3desktop.engine.gallery.journal import Journal
from g3desktop.engine.gallery.shelf import disk_errors, sync_folder
from g3desktop.engine.gallery.store import FORMAT, MANIFEST_NAME, Gallery, GalleryManifest
from g3desktop.engine.gallery.table import (
    RowRecord,
    content_id,
    create_table,
    insert_records,
    read_records,
    reading,
)

_BLOCK_ROWS = 4096


def complete(
    journal: Journal,
    base: Gallery | None,
    folder: Path,
    *,
    name: str,
    encoder: tuple[str, EncoderSpec],
) -> None:
    """Write a gallery of the rows of `base` and of the journal behind them.

    Until gallery.json is replaced, at the very end, `folder` holds what it held before; a build
    that is killed on the way writes the same files again.

    Args:
        journal: The new rows.
        base: The gallery that is added to, or None.
        folder: Where the files go: the folder of `base`, or a new one.
        name: The gallery's name.
        encoder: Id and description of the encoder that made the rows.

    Raises:
        EngineError: The disk is full or refuses.
        GalleryError: `base` is damaged.
    """
    encoder_id, spec = encoder
    dims = (spec.image_dim, spec.text_dim, spec.gps_dim)
    rows = journal.rows + (base.rows if base else 0)
    new_vectors, new_table = folder / "vectors.new", folder / "rows.new"
    with disk_errors(folder.parent):
        folder.mkdir(exist_ok=True)
        _write_vectors(new_vectors, (rows, sum(dims)), _vector_blocks(base, journal))
        with _all_records(base, journal) as records:
            _write_table(new_table, records)
        vectors_sha256 = file_sha256(new_vectors)
        with _all_records(base, journal) as records:
            gallery_id = content_id(encoder_id, dims, vectors_sha256, records)
        vectors = new_vectors.replace(folder / f"vectors-{gallery_id}.npy")
        table = new_table.replace(folder / f"rows-{gallery_id}.sqlite")
        manifest = GalleryManifest(
            format=FORMAT,
            name=name,
            id=gallery_id,
            encoder_id=encoder_id,
            image_dim=spec.image_dim,
            text_dim=spec.text_dim,
            gps_dim=spec.gps_dim,
            rows=rows,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            vectors=vectors.name,
            table=table.name,
            files=(
                PackFile(vectors.name, vectors.stat().st_size, vectors_sha256),
                PackFile(table.name, table.stat().st_size, file_sha256(table)),
            ),
        )
        _replace_manifest(folder, manifest)


def sweep_replaced(gallery: Gallery) -> None:
    """Remove the files of earlier states of a gallery and of builds that were killed."""
    named = {file.path for file in gallery.manifest.files}
    for path in gallery.folder.iterdir():
        ours = path.name.startswith(("vectors", "rows")) or path.suffix == ".new"
        if ours and path.name not in named and path.is_file():
            # Windows removes no file that another process has open; the next build will.
            with suppress(PermissionError):
                path.unlink()


def _vector_blocks(base: Gallery | None, journal: Journal) -> Iterator[bytes]:
    if base:
        for start in range(0, base.rows, _BLOCK_ROWS):
            yield base.vectors[start : start + _BLOCK_ROWS].tobytes()
    yield from journal.vector_blocks()


@contextmanager
def _all_records(base: Gallery | None, journal: Journal) -> Iterator[Iterator[RowRecord]]:
    if base is None:
        yield journal.records()
        return
    with reading(base.table_path) as connection:
        yield _chain(read_records(connection), journal.records())


def _chain(first: Iterator[RowRecord], second: Iterator[RowRecord]) -> Iterator[RowRecord]:
    yield from first
    yield from second


def _write_vectors(path: Path, shape: tuple[int, int], blocks: Iterator[bytes]) -> None:
    with path.open("wb") as stream:
        header = {"descr": "<f2", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(stream, header)
        for block in blocks:
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())


def _write_table(path: Path, records: Iterator[RowRecord]) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads the file before it is whole, so it needs no journal of its own.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        create_table(connection)
        insert_records(connection, 0, records)
        connection.execute("COMMIT")


def _replace_manifest(folder: Path, manifest: GalleryManifest) -> None:
    new = folder / "gallery.new"
    with new.open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(folder)
    new.replace(folder / MANIFEST_NAME)
    sync_folder(folder)
