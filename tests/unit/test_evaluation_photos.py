"""The photos of a study: changed, unreadable, twice there, known to the gallery, of one author."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.errors import EngineError, UsageError
from g3desktop.domain.work import never_cancelled
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.photo import content_sha256
from g3desktop.evaluation.memory import opened
from g3desktop.evaluation.predictions import Predicted
from g3desktop.evaluation.sight import identify
from g3desktop.evaluation.submission import Submitted
from tests.fakes import BrokenEncoder, FakeEncoder
from tests.measured_study import CountingEncoder, figures, refuse, study
from tests.pictures import write_photo
from tests.small_study import SHARED, dataset_of, open_engine


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def engine(study_folder: Path, encoder: CountingEncoder) -> Engine:
    return open_engine(study_folder, encoder)


# Files.


def test_a_file_that_changed_is_read_anew(engine: Engine, encoder: CountingEncoder, tmp_path: Path):
    path = write_photo(tmp_path / "a.jpg", seed=3)
    before = study([path], engine, tmp_path / "memory")
    write_photo(path, seed=4)
    os.utime(path, ns=(1, 1))
    after = study([path], engine, tmp_path / "memory")
    assert after.runs[0].outcomes[0].references != before.runs[0].outcomes[0].references
    # The photo and its copy, to see what copies are; then the one photo, and the other.
    assert encoder.batches == [1, 1, 1, 1]
    assert figures(after) == figures(study([path], engine, tmp_path / "fresh"))


def test_a_file_that_looks_unchanged_misleads_one_run_alone(engine: Engine, tmp_path: Path):
    path = tmp_path / "a.png"
    colours = np.zeros((2, 2, 3), np.uint8)
    for value in (10, 200):
        colours[:] = value
        # Without compression both are of one length.
        Image.fromarray(colours).save(tmp_path / f"{value}.bmp")
    shutil.copy(tmp_path / "10.bmp", path)
    os.utime(path, ns=(5, 5))
    with opened(tmp_path / "memory") as memory:
        identify(dataset_of([path]).queries, memory, cancelled=never_cancelled)
    shutil.copy(tmp_path / "200.bmp", path)
    os.utime(path, ns=(5, 5))
    with pytest.raises(EngineError, match="changed while") as caught:
        study([path], engine, tmp_path / "memory")
    assert caught.value.hint == "Run it again."
    assert len(study([path], engine, tmp_path / "memory").runs[0].outcomes) == 1


def test_what_is_no_photo_is_named_and_remembered(
    study_photos: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path, monkeypatch
):
    bad, other = tmp_path / "bad.jpg", tmp_path / "same content.jpg"
    bad.write_text("no photo")
    other.write_text("no photo")
    asked = [*study_photos[:3], bad, *study_photos[3:20], other]
    first = study(asked, engine, tmp_path / "memory")
    assert [one.name for one in first.unreadable] == [bad.name, other.name]
    assert [one.line for one in first.unreadable] == [5, 23]
    for one in first.unreadable:
        assert one.reason.startswith("is not a photo")
        assert str(tmp_path) not in one.reason
    assert [one.query.path for one in first.runs[0].outcomes] == [
        *study_photos[:3],
        *study_photos[3:20],
    ]
    monkeypatch.setattr("g3desktop.engine.pipeline.read_photo", None)
    again = study(asked, engine, tmp_path / "memory")
    assert again == first
    # Two of those that were tried are no photos, nor are their copies.
    assert sum(encoder.batches) == 2 * 15 + 20


def test_only_what_is_no_photo(engine: Engine, tmp_path: Path):
    (tmp_path / "a.jpg").write_text("no photo")
    with pytest.raises(UsageError, match="could be read"):
        study([tmp_path / "a.jpg", tmp_path / "missing.jpg"], engine, tmp_path / "memory")


@pytest.mark.parametrize("problem", [PermissionError(13, "Permission denied"), MemoryError()])
@pytest.mark.parametrize("hashed", [False, True])
def test_what_cannot_be_read_now_may_be_the_next_time(
    study_photos: list[Path], engine: Engine, tmp_path: Path, monkeypatch, problem, *, hashed: bool
):
    """Root reads everything, so that opening refuses in its place."""
    path = tmp_path / "mine.jpg"
    path.write_bytes(study_photos[9].read_bytes())
    # The same content under a name that can be read stands beside it.
    asked = [study_photos[8], path, study_photos[9]]
    whole = study(asked, engine, tmp_path / "whole")
    if hashed:
        with opened(tmp_path / "memory") as memory:
            identify(dataset_of(asked).queries, memory, cancelled=never_cancelled)
    refuse(monkeypatch, path, problem)
    first = study(asked, engine, tmp_path / "memory")
    assert [one.name for one in first.unreadable] == ["mine.jpg"]
    assert "mine" not in first.unreadable[0].reason
    assert [one.query.path for one in first.runs[0].outcomes] == [study_photos[8], study_photos[9]]
    monkeypatch.undo()
    again = study(asked, engine, tmp_path / "memory")
    assert again.unreadable == []
    assert [one.answer for one in again.runs[1].outcomes] == [
        one.answer for one in whole.runs[1].outcomes
    ]


def test_one_content_under_two_names(study_photos: list[Path], engine: Engine, tmp_path: Path):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(study_photos[1].read_bytes())
    asked = [*study_photos[:18], copy, study_photos[1]]
    measured = study(asked, engine, tmp_path / "memory")
    for run in measured.runs:
        first, second = run.outcomes[1], run.outcomes[18]
        assert second.answer == first.answer
        assert second.query.path == copy
        assert second.distance_km != first.distance_km
    assert study(asked, engine, tmp_path / "memory") == measured


def test_predictions_are_told_apart_by_name_where_the_content_is_one(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(study_photos[0].read_bytes())
    asked = dataset_of([study_photos[0], copy])
    one, other = (Predicted(query.where) for query in asked.queries)
    way = Submitted({str(study_photos[0]): (one,), str(copy): (other,)}, "a")
    for _ in range(2):
        (run,) = study(asked, engine, tmp_path / "memory", [way]).runs
        assert [outcome.distance_km for outcome in run.outcomes] == [0.0, 0.0]


@pytest.mark.skipif(os.name != "posix", reason="names that are not UTF-8 are of POSIX")
def test_names_that_are_not_utf_8(study_photos: list[Path], engine: Engine, tmp_path: Path):
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    path.write_bytes(study_photos[0].read_bytes())
    bad = tmp_path / os.fsdecode(b"\xff.jpg")
    bad.write_text("no photo")
    measured = study([path, bad], engine, tmp_path / "memory")
    assert measured.runs[0].outcomes[0].query.path == path
    assert len(measured.unreadable) == 1
    assert study([path, bad], engine, tmp_path / "memory") == measured


def test_numbers_that_are_not_finite(study_photos: list[Path], study_folder: Path, tmp_path: Path):
    with pytest.raises(EngineError, match="finite"):
        study(study_photos[:2], open_engine(study_folder, BrokenEncoder()), tmp_path)


# Leakage.


def test_twins_are_found_by_content_and_by_likeness(
    study_folder: Path, study_photos: list[Path], tmp_path: Path
):
    # The same picture saved anew is nearly the same.
    near = tmp_path / "near.png"
    with Image.open(next((study_folder / "photos").rglob("0020.jpg"))) as image:
        image.convert("RGB").save(near)
    engine = open_engine(study_folder)
    measured = study([*study_photos[: SHARED + 4], near], engine, tmp_path / "memory")
    same = [twin for twin in measured.twins if twin.same_file]
    assert [twin.query.path for twin in same] == study_photos[:SHARED]
    for twin in same:
        row = engine.gallery.row(twin.row)
        assert row.sha256 == content_sha256(twin.query.path)
    alike = {twin.query.path: twin.row for twin in measured.twins if not twin.same_file}
    assert near in alike
    assert engine.gallery.row(alike[near]).file.name == "0020.jpg"


def test_a_file_that_the_gallery_holds_twice_is_named_twice(tmp_path: Path):
    for name in ("a", "b"):
        write_photo(tmp_path / "photos" / f"{name}.jpg", (10.0, 20.0), seed=1)
    write_photo(tmp_path / "photos" / "c.jpg", (10.0, 20.0), seed=2)
    build_gallery(BuildPlan(tmp_path / "photos", "mine", tmp_path / "galleries"), FakeEncoder())
    engine = open_engine(tmp_path)
    rows = engine.gallery.rows_with_sha256(content_sha256(tmp_path / "photos" / "a.jpg"))
    measured = study([tmp_path / "photos" / "a.jpg"], engine, tmp_path / "memory")
    assert [twin.row for twin in measured.twins if twin.same_file] == rows


def test_photos_of_the_same_author(study_folder: Path, study_photos: list[Path], tmp_path: Path):
    (tmp_path / "bad.jpg").write_text("no photo")
    asked = [*study_photos[:4], tmp_path / "bad.jpg"]
    authors = ["Author 0", "AUTHOR 1", "somebody", None, "Author 0"]
    dataset = dataset_of(asked, authors=authors)
    engine = open_engine(study_folder)
    # What was not measured does not count.
    free = study(dataset, engine, tmp_path / "memory")
    assert free.same_author == 2
    barred = study(dataset, engine, tmp_path / "memory", exclude_same_author=True)
    assert barred.same_author == 2
    assert barred.twins == free.twins
    for outcome in barred.runs[1].outcomes[:2]:
        found = {one.author for one in outcome.references}
        assert outcome.query.author.casefold() not in {one.casefold() for one in found if one}
    assert [one.answer for one in barred.runs[1].outcomes[2:]] == [
        one.answer for one in free.runs[1].outcomes[2:]
    ]


def test_one_content_by_two_authors(study_folder: Path, study_photos: list[Path], tmp_path: Path):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(study_photos[8].read_bytes())
    engine = open_engine(study_folder)
    nearest = study([study_photos[8]], engine, tmp_path / "m").runs[1].outcomes[0].references[0]
    dataset = dataset_of([study_photos[8], copy], authors=["nobody", nearest.author])
    measured = study(dataset, engine, tmp_path / "m", exclude_same_author=True)
    first, second = measured.runs[1].outcomes
    assert first.references[0] == nearest
    assert second.references[0].author != nearest.author
