"""A small gallery, photos of known position, and everything an evaluation of them needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from g3desktop.domain.answer import PhotoFacts
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.alignment.encoder import Encoder, ImageVectors
from g3desktop.engine.answering import EncodedPhoto
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.photo import read_photo
from g3desktop.engine.retrieval import Exclusion
from g3desktop.engine.verification import LocationCache
from g3desktop.evaluation.outcomes import Dataset, Query
from g3desktop.evaluation.ways import Batch
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos
from tests.small_engine import FUSION, GRID, Names

GALLERY_ROWS = 30
SHARED = 6
"""Queries that the gallery holds too."""


def furnish(root: Path, queries: int, *, encoder: Encoder | None = None) -> Path:
    """Build a gallery of thirty photos, and write queries, the first of which it holds."""
    build = BuildPlan(root / "photos", "mine", root / "galleries")
    photos = write_photos(root / "photos", GALLERY_ROWS)
    build_gallery(build, encoder or FakeEncoder())
    (root / "queries").mkdir()
    for number in range(queries):
        path = root / "queries" / f"{number:04d}.jpg"
        if number < SHARED:
            path.write_bytes(photos[number].read_bytes())
        else:
            write_photo(path, truth_of(number), seed=1000 + number)
    return root


def truth_of(number: int) -> tuple[float, float]:
    """Return where a query was taken, four decimals."""
    return round(50 * float(np.cos(number)), 4), round(160 * float(np.sin(3 * number)), 4)


def open_engine(root: Path, encoder: Encoder | None = None, **others: Any) -> Engine:
    """Return what answers."""
    gallery = Gallery.open(root / "galleries" / "mine")
    facts = {"grid": GRID, "names": Names(), "fusion": FUSION, "locations": LocationCache(None)}
    return Engine(encoder=encoder or FakeEncoder(), gallery=gallery, **facts | others)


def dataset_of(paths: Sequence[Path], *, authors: Sequence[str | None] = ()) -> Dataset:
    """Return a data set of photos, on lines from 2."""
    queries = tuple(
        Query(
            line=number + 2,
            name=path.name,
            path=path,
            where=LatLon(*truth_of(number)),
            author=authors[number] if authors else None,
        )
        for number, path in enumerate(paths)
    )
    return Dataset("small", "plain", "0" * 64, queries)


def batch_of(paths: Sequence[Path], engine: Engine, *, authors: Sequence[str | None] = ()) -> Batch:
    """Read and encode photos as a study does."""
    photos, squares = [], []
    for number, path in enumerate(paths):
        photo = read_photo(path, short_side_px=engine.encoder.short_side_px)
        squares.append(engine.encoder.prepare(photo.pixels))
        author = authors[number] if authors else None
        photos.append(
            EncodedPhoto(
                PhotoFacts(str(path), photo.sha256, 0, 0, ExifFacts()),
                exclusion=Exclusion(author, photo.sha256),
            )
        )
    vectors: ImageVectors = engine.encoder.encode_images(squares)
    return Batch(photos, vectors, engine, ignore_progress, never_cancelled)
