"""A study from its photos to its runs: what is kept, what is asked again, and what is left out."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.errors import CancelledError, EngineError, PhotoError, UsageError
from g3desktop.domain.geometry import distance_km
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine import photo as reading
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.pipeline import BATCH_PHOTOS, LocateOptions, locate
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation import measuring
from g3desktop.evaluation.baselines import ByChance, KernelDensity, Nearest
from g3desktop.evaluation.measuring import STAGE, Measured, Study, measure
from g3desktop.evaluation.memory import Memory, opened
from g3desktop.evaluation.outcomes import Dataset, Run
from g3desktop.evaluation.predictions import Predicted
from g3desktop.evaluation.remembered_model import RememberedModel
from g3desktop.evaluation.sight import identify
from g3desktop.evaluation.submission import Submitted
from g3desktop.evaluation.ways import OneReply, Pipeline, Way
from tests.fakes import BrokenEncoder, CompanyEncoder, FakeEncoder, FakeVisionModel
from tests.pictures import write_photo
from tests.small_study import SHARED, dataset_of, furnish, open_engine

WAYS: tuple[Way, ...] = (Nearest("main"), Nearest(shown=7), KernelDensity(), ByChance())
G3 = Pipeline("g3", "G3")
FAR = '{"latitude": -48.1, "longitude": 60.2}'


class CountingEncoder(CompanyEncoder):
    """Counts the photos that it encodes, whose vectors depend on those encoded beside them."""

    def __init__(self) -> None:
        super().__init__("fake-1")
        self.batches: list[int] = []

    def encode_images(self, prepared):
        self.batches.append(len(prepared))
        return super().encode_images(prepared)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("measuring"), 40)


@pytest.fixture(scope="module")
def paths(root: Path) -> list[Path]:
    return sorted((root / "queries").iterdir())


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def engine(root: Path, encoder: CountingEncoder) -> Engine:
    return open_engine(root, encoder)


@contextmanager
def kept_in(folder: Path) -> Iterator[Memory]:
    with opened(folder) as memory:
        yield memory


def study(
    dataset: Dataset | Sequence[Path],
    engine: Engine,
    folder: Path,
    ways: Sequence[Way] = WAYS,
    *,
    report=ignore_progress,
    cancelled=never_cancelled,
    **others,
) -> Measured:
    if not isinstance(dataset, Dataset):
        dataset = dataset_of(dataset)
    with kept_in(folder) as memory:
        asked = Study(dataset, ways, engine, memory, **others)
        return measure(asked, report=report, cancelled=cancelled)


def figures(measured: Measured) -> list[Run]:
    """Return runs without what they took."""
    return [
        dataclasses.replace(
            run,
            outcomes=tuple(dataclasses.replace(one, elapsed_ms=0.0) for one in run.outcomes),
        )
        for run in measured.runs
    ]


# What comes of it.


def test_answers_are_those_of_locate_and_distances_those_from_the_truth(
    root: Path, paths: list[Path], tmp_path: Path
):
    engine = open_engine(root)
    measured = study(paths[:9], engine, tmp_path, [G3, *WAYS[1:]])
    answers = locate(paths[:9], engine=engine, options=LocateOptions())
    run = measured.runs[0]
    assert [run.key for run in measured.runs] == ["g3", "nearest", "knn", "random"]
    assert run.settings == G3.settings()
    for outcome, answer in zip(run.outcomes, answers, strict=True):
        assert outcome.answer == answer.candidates[0].where
        expected = distance_km(outcome.query.where, outcome.answer)
        assert outcome.distance_km == pytest.approx(expected)
        assert str(outcome.query.path) == answer.photo.path
        assert outcome.references
        assert outcome.elapsed_ms > 0


def test_no_answer_is_infinitely_far(paths: list[Path], engine: Engine, tmp_path: Path):
    measured = study(paths[:2], engine, tmp_path, [OneReply(FakeVisionModel("I cannot know."))])
    for outcome in measured.runs[0].outcomes:
        assert (outcome.answer, outcome.distance_km) == (None, math.inf)
        (heard,) = outcome.replies
        assert heard.text == "I cannot know."
    assert measured.failed == 0


def test_details_are_those_of_the_main_way_and_of_one_that_shows_many_references(
    paths: list[Path], engine: Engine, tmp_path: Path
):
    main, nearest, knn, _ = study(paths[:3], engine, tmp_path).runs
    assert all(one.references for one in (*main.outcomes, *nearest.outcomes))
    assert not any(one.references for one in knn.outcomes)


def test_two_ways_of_one_name_are_refused(paths: list[Path], engine: Engine, tmp_path: Path):
    with pytest.raises(UsageError, match="nearest, nearest"):
        study(paths[:1], engine, tmp_path, [Nearest(), Nearest(parts=("image",))])


def test_the_truth_never_enters(paths: list[Path], engine: Engine, tmp_path: Path):
    right = dataset_of(paths)
    moved = tuple(
        dataclasses.replace(query, where=other.where)
        for query, other in zip(right.queries, reversed(right.queries), strict=True)
    )
    wrong = dataclasses.replace(right, queries=moved)
    ours, theirs = (study(one, engine, tmp_path / one.name) for one in (right, wrong))
    for mine, other in zip(ours.runs, theirs.runs, strict=True):
        assert [one.answer for one in mine.outcomes] == [one.answer for one in other.outcomes]


# What is kept.


def test_what_is_kept_is_not_computed_again(
    paths: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path
):
    first = study(paths, engine, tmp_path)
    assert encoder.batches == [BATCH_PHOTOS, BATCH_PHOTOS, 8]
    again = study(paths, engine, tmp_path)
    assert encoder.batches == [BATCH_PHOTOS, BATCH_PHOTOS, 8]
    # The time is that of the first answer.
    assert again == first


def test_another_way_needs_no_photo_read(
    paths: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path, monkeypatch
):
    study(paths, engine, tmp_path / "memory")
    monkeypatch.setattr("g3desktop.engine.pipeline.read_photo", None)
    monkeypatch.setattr("g3desktop.evaluation.sight.content_sha256", None)
    before = list(encoder.batches)
    measured = study(paths, engine, tmp_path / "memory", [Nearest(parts=("image",))])
    assert len(measured.runs[0].outcomes) == len(paths)
    assert encoder.batches == before


@pytest.fixture(scope="module")
def whole(root: Path, paths: list[Path], tmp_path_factory: pytest.TempPathFactory):
    """What comes of an undisturbed run, and the folder of what it kept; not written to."""
    folder = tmp_path_factory.mktemp("whole")
    return study(paths, open_engine(root, CountingEncoder()), folder), folder


@pytest.mark.parametrize(
    ("workers", "first"), [(1, ()), (3, (3,)), (None, (0, 17, 39)), (2, range(16, 32))]
)
def test_numbers_are_the_same_however_many_work_and_whatever_is_kept(
    paths: list[Path], root: Path, tmp_path: Path, whole, workers, first
):
    undisturbed, folder = whole
    dataset = dataset_of(paths)
    encoder = CountingEncoder()
    name = f"{encoder.id} {encoder.device} {encoder.precision}"
    with kept_in(folder) as memory:
        sha256s = _hashes(memory, paths)
        vectors = memory.vectors(name, [sha256s[n] for n in first])
    assert len(vectors) == len(first)
    with kept_in(tmp_path / "part") as memory:
        memory.keep_vectors(name, vectors)
    if first:
        beginning = dataclasses.replace(dataset, queries=dataset.queries[:BATCH_PHOTOS])
        study(beginning, open_engine(root, encoder), tmp_path / "part", WAYS[:1])
    part = study(dataset, open_engine(root, CountingEncoder()), tmp_path / "part", workers=workers)
    assert figures(part) == figures(undisturbed)


def _hashes(memory: Memory, paths: Sequence[Path]) -> list[str]:
    stats = {os.fsencode(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}
    known = memory.hashes(stats)
    return [known[os.fsencode(path)] for path in paths]


@pytest.mark.parametrize("count", [BATCH_PHOTOS - 1, BATCH_PHOTOS, BATCH_PHOTOS + 1])
@pytest.mark.parametrize("batches", [1, 2])
def test_blocks_end_where_they_may(
    paths: list[Path], root: Path, tmp_path: Path, monkeypatch, batches: int, count: int
):
    asked = paths[:count]
    one_block = study(asked, open_engine(root, CountingEncoder()), tmp_path / "one", WAYS[:1])
    monkeypatch.setattr(measuring, "_BLOCK_BATCHES", batches)
    blocks = study(asked, open_engine(root, CountingEncoder()), tmp_path / "some", WAYS[:1])
    assert figures(blocks) == figures(one_block)
    assert [one.query.line for one in blocks.runs[0].outcomes] == list(range(2, count + 2))


@pytest.mark.parametrize("stop_at", [0, 6, 13, 34])
def test_a_run_that_was_cancelled_goes_on_where_it_was(
    paths: list[Path], root: Path, tmp_path: Path, monkeypatch, whole, stop_at: int
):
    monkeypatch.setattr(measuring, "_BLOCK_BATCHES", 1)
    calls = 0

    def cancelled() -> bool:
        nonlocal calls
        calls += 1
        return calls > stop_at

    first, then = CountingEncoder(), CountingEncoder()
    with pytest.raises(CancelledError):
        study(paths, open_engine(root, first), tmp_path / "part", cancelled=cancelled)
    part = study(paths, open_engine(root, then), tmp_path / "part")
    assert figures(part) == figures(whole[0])
    assert sum(first.batches) + sum(then.batches) <= len(paths) + BATCH_PHOTOS


def test_another_gallery_encoder_or_exclusion_is_another_answer(
    paths: list[Path], root: Path, engine: Engine, tmp_path: Path
):
    ways = (G3, Nearest())
    study(paths[:3], engine, tmp_path / "memory", ways)
    changed = tmp_path / "changed"
    shutil.copytree(root / "photos", changed / "photos")
    (next((changed / "photos").rglob("0007.jpg"))).unlink()
    (changed / "queries").mkdir()
    build_gallery(BuildPlan(changed / "photos", "mine", changed / "galleries"), FakeEncoder())
    for other, options in (
        (open_engine(changed, CountingEncoder()), {}),
        (dataclasses.replace(engine, fusion=None), {}),
        (engine, {"exclude_same_author": True}),
    ):
        fresh = study(paths[:3], other, tmp_path / "fresh", ways, **options)
        kept = study(paths[:3], other, tmp_path / "memory", ways, **options)
        assert figures(kept) == figures(fresh)
        shutil.rmtree(tmp_path / "fresh")


class CountedWay(Nearest):
    """Counts the batches that it answers."""

    asked = 0

    def answer(self, batch):
        CountedWay.asked += 1
        return super().answer(batch)


def test_one_way_under_two_names_answers_once(paths: list[Path], engine: Engine, tmp_path: Path):
    ways = [CountedWay("first"), CountedWay("second")]
    first, second = study(paths[:3], engine, tmp_path, ways).runs
    assert CountedWay.asked == 1
    assert [one.answer for one in first.outcomes] == [one.answer for one in second.outcomes]


# Files.


def test_a_file_that_changed_is_read_anew(engine: Engine, encoder: CountingEncoder, tmp_path: Path):
    path = write_photo(tmp_path / "a.jpg", seed=3)
    before = study([path], engine, tmp_path / "memory")
    write_photo(path, seed=4)
    os.utime(path, ns=(1, 1))
    after = study([path], engine, tmp_path / "memory")
    assert after.runs[0].outcomes[0].references != before.runs[0].outcomes[0].references
    assert encoder.batches == [1, 1]
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
    with kept_in(tmp_path / "memory") as memory:
        identify(dataset_of([path]).queries, memory, cancelled=never_cancelled)
    shutil.copy(tmp_path / "200.bmp", path)
    os.utime(path, ns=(5, 5))
    with pytest.raises(EngineError, match="changed while") as caught:
        study([path], engine, tmp_path / "memory")
    assert caught.value.hint == "Run it again."
    assert len(study([path], engine, tmp_path / "memory").runs[0].outcomes) == 1


def test_what_is_no_photo_is_named_and_remembered(
    paths: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path, monkeypatch
):
    bad, other = tmp_path / "bad.jpg", tmp_path / "same content.jpg"
    bad.write_text("no photo")
    other.write_text("no photo")
    asked = [*paths[:3], bad, *paths[3:20], other]
    first = study(asked, engine, tmp_path / "memory")
    assert [one.name for one in first.unreadable] == [bad.name, other.name]
    assert [one.line for one in first.unreadable] == [5, 23]
    for one in first.unreadable:
        assert one.reason.startswith("is not a photo")
        assert str(tmp_path) not in one.reason
    assert [one.query.path for one in first.runs[0].outcomes] == [*paths[:3], *paths[3:20]]
    monkeypatch.setattr("g3desktop.engine.pipeline.read_photo", None)
    again = study(asked, engine, tmp_path / "memory")
    assert again == first
    assert sum(encoder.batches) == 20


def test_only_what_is_no_photo(engine: Engine, tmp_path: Path):
    (tmp_path / "a.jpg").write_text("no photo")
    with pytest.raises(UsageError, match="could be read"):
        study([tmp_path / "a.jpg", tmp_path / "missing.jpg"], engine, tmp_path / "memory")


@pytest.mark.parametrize("problem", [PermissionError(13, "Permission denied"), MemoryError()])
@pytest.mark.parametrize("hashed", [False, True])
def test_what_cannot_be_read_now_may_be_the_next_time(
    paths: list[Path], engine: Engine, tmp_path: Path, monkeypatch, problem, *, hashed: bool
):
    """Root reads everything, so that opening refuses in its place."""
    path = tmp_path / "mine.jpg"
    path.write_bytes(paths[9].read_bytes())
    # The same content under a name that can be read stands beside it.
    asked = [paths[8], path, paths[9]]
    whole = study(asked, engine, tmp_path / "whole")
    if hashed:
        with kept_in(tmp_path / "memory") as memory:
            identify(dataset_of(asked).queries, memory, cancelled=never_cancelled)
    refuse(monkeypatch, path, problem)
    first = study(asked, engine, tmp_path / "memory")
    assert [one.name for one in first.unreadable] == ["mine.jpg"]
    assert "mine" not in first.unreadable[0].reason
    assert [one.query.path for one in first.runs[0].outcomes] == [paths[8], paths[9]]
    monkeypatch.undo()
    again = study(asked, engine, tmp_path / "memory")
    assert again.unreadable == []
    assert [one.answer for one in again.runs[1].outcomes] == [
        one.answer for one in whole.runs[1].outcomes
    ]


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path, problem: Exception) -> None:
    """Let opening one file, or decoding it, fail as the operating system does."""
    whole, part = reading.Path.open, reading.decode

    def open_(self: Path, *arguments, **options):
        if self == path and isinstance(problem, OSError):
            raise problem
        return whole(self, *arguments, **options)

    def decode(name: Path, *arguments, **options):
        if name == path and isinstance(problem, MemoryError):
            raise PhotoError(f"{name} does not fit into memory.") from problem
        return part(name, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_)
    monkeypatch.setattr(reading, "decode", decode)


def test_one_content_under_two_names(paths: list[Path], engine: Engine, tmp_path: Path):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(paths[1].read_bytes())
    asked = [*paths[:18], copy, paths[1]]
    measured = study(asked, engine, tmp_path / "memory")
    for run in measured.runs:
        first, second = run.outcomes[1], run.outcomes[18]
        assert second.answer == first.answer
        assert second.query.path == copy
        assert second.distance_km != first.distance_km
    assert study(asked, engine, tmp_path / "memory") == measured


def test_predictions_are_told_apart_by_name_where_the_content_is_one(
    paths: list[Path], engine: Engine, tmp_path: Path
):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(paths[0].read_bytes())
    asked = dataset_of([paths[0], copy])
    one, other = (Predicted(query.where) for query in asked.queries)
    way = Submitted({str(paths[0]): (one,), str(copy): (other,)}, "a")
    for _ in range(2):
        (run,) = study(asked, engine, tmp_path / "memory", [way]).runs
        assert [outcome.distance_km for outcome in run.outcomes] == [0.0, 0.0]


@pytest.mark.skipif(os.name != "posix", reason="names that are not UTF-8 are of POSIX")
def test_names_that_are_not_utf_8(paths: list[Path], engine: Engine, tmp_path: Path):
    path = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    path.write_bytes(paths[0].read_bytes())
    bad = tmp_path / os.fsdecode(b"\xff.jpg")
    bad.write_text("no photo")
    measured = study([path, bad], engine, tmp_path / "memory")
    assert measured.runs[0].outcomes[0].query.path == path
    assert len(measured.unreadable) == 1
    assert study([path, bad], engine, tmp_path / "memory") == measured


def test_numbers_that_are_not_finite(paths: list[Path], root: Path, tmp_path: Path):
    with pytest.raises(EngineError, match="finite"):
        study(paths[:2], open_engine(root, BrokenEncoder()), tmp_path)


# Leakage.


def test_twins_are_found_by_content_and_by_likeness(root: Path, paths: list[Path], tmp_path: Path):
    # The same picture saved anew is nearly the same.
    near = tmp_path / "near.png"
    with Image.open(next((root / "photos").rglob("0020.jpg"))) as image:
        image.convert("RGB").save(near)
    engine = open_engine(root)
    measured = study([*paths[: SHARED + 4], near], engine, tmp_path / "memory")
    same = [twin for twin in measured.twins if twin.same_file]
    assert [twin.query.path for twin in same] == paths[:SHARED]
    for twin in same:
        row = engine.gallery.row(twin.row)
        assert row.sha256 == _sha256(twin.query.path)
    alike = {twin.query.path: twin.row for twin in measured.twins if not twin.same_file}
    assert near in alike
    assert engine.gallery.row(alike[near]).file.name == "0020.jpg"


def _sha256(path: Path) -> str:
    return reading.content_sha256(path)


def test_a_file_that_the_gallery_holds_twice_is_named_twice(tmp_path: Path):
    for name in ("a", "b"):
        write_photo(tmp_path / "photos" / f"{name}.jpg", (10.0, 20.0), seed=1)
    write_photo(tmp_path / "photos" / "c.jpg", (10.0, 20.0), seed=2)
    build_gallery(BuildPlan(tmp_path / "photos", "mine", tmp_path / "galleries"), FakeEncoder())
    engine = open_engine(tmp_path)
    rows = engine.gallery.rows_with_sha256(_sha256(tmp_path / "photos" / "a.jpg"))
    measured = study([tmp_path / "photos" / "a.jpg"], engine, tmp_path / "memory")
    assert [twin.row for twin in measured.twins if twin.same_file] == rows


def test_photos_of_the_same_author(root: Path, paths: list[Path], tmp_path: Path):
    (tmp_path / "bad.jpg").write_text("no photo")
    asked = [*paths[:4], tmp_path / "bad.jpg"]
    authors = ["Author 0", "AUTHOR 1", "somebody", None, "Author 0"]
    dataset = dataset_of(asked, authors=authors)
    engine = open_engine(root)
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


def test_one_content_by_two_authors(root: Path, paths: list[Path], tmp_path: Path):
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(paths[8].read_bytes())
    engine = open_engine(root)
    nearest = study([paths[8]], engine, tmp_path / "m").runs[1].outcomes[0].references[0]
    dataset = dataset_of([paths[8], copy], authors=["nobody", nearest.author])
    measured = study(dataset, engine, tmp_path / "m", exclude_same_author=True)
    first, second = measured.runs[1].outcomes
    assert first.references[0] == nearest
    assert second.references[0].author != nearest.author


# A language model.


PLAN = SamplingPlan((0, 5), samples=2)


def with_model(model: FakeVisionModel, memory: Memory) -> list[Way]:
    remembered = RememberedModel(model, memory)
    return [Pipeline("g3", "", "paper", PLAN, remembered), OneReply(remembered)]


def test_a_model_is_asked_once_whatever_was_lost(paths: list[Path], engine: Engine, tmp_path: Path):
    model = FakeVisionModel(FAR)
    for lost in (False, True):
        with kept_in(tmp_path) as memory:
            if lost:
                memory._connection.execute("DELETE FROM answers")
            study_ = Study(dataset_of(paths[:3]), with_model(model, memory), engine, memory)
            measured = measure(study_, report=ignore_progress, cancelled=never_cancelled)
            assert measured.failed == 0
    assert sum(map(len, model.asked)) == 3 * 5


def test_what_a_server_failed_at_is_counted_and_asked_again(
    paths: list[Path], engine: Engine, tmp_path: Path
):
    broken = FakeVisionModel(FAR, ("", "server busy"), FAR)
    with kept_in(tmp_path) as memory:
        ways = with_model(broken, memory)
        study_ = Study(dataset_of(paths[:3]), ways, engine, memory)
        first = measure(study_, report=ignore_progress, cancelled=never_cancelled)
        # The second of the four questions to each photo.
        assert first.failed == 3
        again = FakeVisionModel('{"latitude": 1, "longitude": 2}')
        study_ = Study(dataset_of(paths[:3]), with_model(again, memory), engine, memory)
        second = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert second.failed == 0
    assert [len(questions) for questions in again.asked] == [1, 1, 1]
    for outcome in second.runs[0].outcomes:
        assert [heard.text for heard in outcome.replies].count(FAR) == 3
        assert not any(heard.reason for heard in outcome.replies)


def test_a_photo_that_the_model_could_not_be_shown_is_counted_and_asked_about_again(
    paths: list[Path], engine: Engine, tmp_path: Path, monkeypatch
):
    model = FakeVisionModel(FAR)
    study(paths[:2], engine, tmp_path / "memory", [Nearest()])
    refuse(monkeypatch, paths[1], PermissionError(13, "Permission denied"))
    with kept_in(tmp_path / "memory") as memory:
        study_ = Study(dataset_of(paths[:2]), with_model(model, memory), engine, memory)
        first = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert first.failed == 5
    monkeypatch.undo()
    with kept_in(tmp_path / "memory") as memory:
        study_ = Study(dataset_of(paths[:2]), with_model(model, memory), engine, memory)
        second = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert second.failed == 0
    assert sum(map(len, model.asked)) == 2 * 5
    assert [len(one.replies) for one in second.runs[0].outcomes] == [4, 4]


class Pace:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def expected_s(self, model) -> float | None:
        return None

    def record(self, model, reply_s: float) -> None:
        self.told.append(reply_s)


def test_replies_that_are_kept_do_not_make_the_model_look_fast(
    paths: list[Path], engine: Engine, tmp_path: Path
):
    pace = Pace()
    engine = dataclasses.replace(engine, pace=pace)
    for key in ("once", "again"):
        with kept_in(tmp_path) as memory:
            model = RememberedModel(FakeVisionModel(FAR, reply_s=30.0), memory)
            ways = [Pipeline(key, "", "paper", PLAN, model, seed=0, retrieved=len(key))]
            study_ = Study(dataset_of(paths[:2]), ways, engine, memory)
            measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert 0.0 not in pace.told


# How far it is.


def test_progress_goes_from_nothing_to_all_and_says_a_thing_once(
    paths: list[Path], engine: Engine, tmp_path: Path
):
    for known in (0, 20, 40):
        reports: list[Progress] = []
        with kept_in(tmp_path / str(known)) as memory:
            ways = with_model(FakeVisionModel(FAR), memory)[1:]
            if known:
                some = Study(dataset_of(paths[:known]), ways, engine, memory)
                measure(some, report=ignore_progress, cancelled=never_cancelled)
            whole = Study(dataset_of(paths), ways, engine, memory)
            measure(whole, report=reports.append, cancelled=never_cancelled)
        done = [one.done for one in reports if one.stage == STAGE]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, 40)
        assert {one.total for one in reports if one.stage == STAGE} == {40}
        notes = [one.note for one in reports if one.note]
        assert len(set(notes)) == len(notes)
        assert len(notes) == (known < 40)
        if not known:
            # One photo's questions do not hide how far the whole is.
            assert sorted(set(done)) == [0, 16, 32, 40]
            assert {one.stage for one in reports} == {STAGE}
