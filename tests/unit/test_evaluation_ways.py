"""Each way of answering, against an answer worked out another way."""

from __future__ import annotations

import dataclasses
import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from g3desktop.domain.answer import Answer
from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.pipeline import LocateOptions, locate
from g3desktop.engine.retrieval import Evidence
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation.baselines import (
    ByChance,
    CoordinateGallery,
    KernelDensity,
    Nearest,
    Probe,
)
from g3desktop.evaluation.ways import (
    ALL_PARTS,
    IMG2LOC_REFERENCES,
    Answered,
    OneReply,
    Part,
    Pipeline,
    Way,
    only_parts,
)
from tests.fakes import EchoingModel, FakeEncoder, FakeTextEncoder, FakeVisionModel, said
from tests.pictures import write_photo
from tests.small_study import GALLERY_ROWS, SHARED, batch_of, furnish, open_engine, truth_of

PLAN = SamplingPlan((0, 5), samples=2)
FAR = (-48.1, 60.2)


@pytest.fixture(scope="module")
def paths(study_photos: list[Path]) -> list[Path]:
    return study_photos[:9]


@pytest.fixture(scope="module")
def engine(study_folder: Path) -> Engine:
    return open_engine(study_folder)


@pytest.fixture(scope="module")
def text_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("text"), 9, encoder=FakeTextEncoder())


def every_way(**others) -> list[Way]:
    model = FakeVisionModel(said(*FAR))
    return [
        Nearest(**others),
        KernelDensity(),
        CoordinateGallery(),
        ByChance(),
        OneReply(model),
        Pipeline("fused", "", ranking="fused"),
        Pipeline("paper", "", ranking="paper"),
        Pipeline("asked", "", ranking="paper", plan=PLAN, model=EchoingModel("SIMILAR")),
        Pipeline("image", "", ranking="paper", parts=("image",)),
        Pipeline("drawn", "", ranking="paper", verified=False),
    ]


def position(gallery: Gallery, row: int) -> LatLon:
    return LatLon(*gallery.lat_lon_deg[row].tolist())


def cosines_of(vectors, gallery: Gallery, parts: tuple[Part, ...]) -> np.ndarray:
    """Return cosines of photos with rows by some parts, shape (B, rows), part by part."""
    whole = gallery.vectors(range(gallery.rows)).astype(np.float64)
    ends = np.cumsum([vectors.image.shape[1], vectors.image_text.shape[1]])
    rows = dict(zip(ALL_PARTS, np.split(whole, ends, axis=1), strict=True))
    asked = {"image": vectors.image, "text": vectors.image_text, "gps": vectors.image_gps}
    there = [part for part in parts if asked[part].shape[1]]
    return np.mean([asked[part] @ rows[part].T for part in there], axis=0)


_PAIRS: list[tuple[Part, ...]] = [("image",), ("gps",), ("image", "gps"), ALL_PARTS]
_OF_THREE: list[tuple[Part, ...]] = [*_PAIRS, ("text",), ("image", "text")]


@pytest.mark.parametrize(
    ("parts", "with_text"),
    [*((parts, False) for parts in _PAIRS), *((parts, True) for parts in _OF_THREE)],
)
def test_the_nearest_photo_by_some_parts(
    study_folder: Path,
    text_root: Path,
    paths: list[Path],
    parts: tuple[Part, ...],
    *,
    with_text: bool,
):
    folder, encoder = (text_root, FakeTextEncoder()) if with_text else (study_folder, FakeEncoder())
    engine = open_engine(folder, encoder)
    batch = batch_of(paths, engine)
    cosines = cosines_of(batch.vectors, batch.gallery, parts)
    for number, answered in enumerate(Nearest(parts=parts, shown=7).answer(batch)):
        own = cosines[number]
        if number < SHARED:
            own[batch.gallery.rows_with_sha256(batch.photos[number].facts.sha256)] = -np.inf
        best = np.argsort(-own)[:7]
        assert answered.where == position(batch.gallery, int(best[0]))
        assert [one.row for one in answered.references] == best.tolist()
        assert [one.cosine for one in answered.references] == pytest.approx(own[best], abs=1e-3)
        assert answered.sources == ("retrieved",)


def test_all_parts_change_nothing(engine: Engine, paths: list[Path]):
    vectors = batch_of(paths, engine).vectors
    assert np.array_equal(only_parts(vectors, ALL_PARTS).concatenated(), vectors.concatenated())


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(-1, 1, width=32)),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 14),
    st.floats(1, 20_000),
)
def test_kernel_density_is_that_of_a_naive_loop(rows, k: int, sigma_km: float):
    rows.sort(key=lambda row: -row[2])
    where = np.array([row[:2] for row in rows])
    cosines = np.array([row[2] for row in rows], np.float32)
    numbers = np.arange(len(rows))
    found = Evidence(None, cosines[:0], frozenset(), numbers, cosines, where)
    answer = KernelDensity(k, sigma_km)._densest(found)
    sums = []
    for lat, lon, _ in rows[:k]:
        total = 0.0
        for other_lat, other_lon, cosine in rows[:k]:
            vote = (max(1 - cosine, 1e-6) / max(1 - rows[0][2], 1e-6)) ** -10
            km = distance_km(LatLon(lat, lon), LatLon(other_lat, other_lon))
            total += vote * math.exp(-((km / sigma_km) ** 2) / 2)
        sums.append(total)
    assert answer is not None
    best = next(n for n, row in enumerate(rows) if row[:2] == (answer.lat_deg, answer.lon_deg))
    assert sums[best] == pytest.approx(max(sums), rel=1e-6)


def test_a_tiny_kernel_gives_the_nearest_and_a_wide_one_the_densest(
    engine: Engine, paths: list[Path]
):
    batch = batch_of(paths, engine)
    nearest = [one.where for one in Nearest().answer(batch)]
    assert [one.where for one in KernelDensity(1).answer(batch)] == nearest
    # Three votes of one region against a single one, all nearly as similar.
    where = np.array([[60.0, 10.0], [-20.0, 30.0], [-20.5, 30.0], [-20.2, 30.4]])
    cosines = np.array([0.901, 0.9, 0.9, 0.9], np.float32)
    found = Evidence(None, cosines[:0], frozenset(), np.arange(4), cosines, where)
    dense = KernelDensity(4, 445.0)._densest(found)
    assert dense is not None
    assert dense.lat_deg < 0


def test_kernel_density_of_nothing():
    assert KernelDensity()._densest(Evidence.of_nothing()) is None


def test_the_coordinate_gallery_gives_the_position_that_agrees_best(
    engine: Engine, paths: list[Path]
):
    batch = batch_of(paths, engine)
    gallery = batch.gallery
    rows = engine.encoder.encode_locations(np.asarray(gallery.lat_lon_deg)).astype(np.float64)
    for number, answered in enumerate(CoordinateGallery().answer(batch)):
        own = rows @ batch.vectors.image_gps[number].astype(np.float64)
        own[gallery.rows_with_sha256(batch.photos[number].facts.sha256)] = -np.inf
        assert answered == Answered(position(gallery, int(own.argmax())), ("coordinate",))


def test_a_coordinate_gallery_smaller_than_the_gallery_is_drawn_by_its_seed(
    engine: Engine, paths: list[Path]
):
    batch = batch_of(paths, engine)
    few, again, others = (
        {one.where for one in CoordinateGallery(5, seed).answer(batch)} for seed in (1, 1, 2)
    )
    assert few == again != others
    assert len(few) <= 5


def test_a_random_answer_depends_on_content_and_seed_alone(
    engine: Engine, paths: list[Path], tmp_path: Path
):
    copies = [tmp_path / f"{n}.jpg" for n in range(len(paths))]
    for copy, path in zip(copies, reversed(paths), strict=True):
        copy.write_bytes(path.read_bytes())
    once = [one.where for one in ByChance(3).answer(batch_of(paths, engine))]
    assert [one.where for one in ByChance(3).answer(batch_of(copies, engine))] == once[::-1]
    alone = [ByChance(3).answer(batch_of([path], engine))[0].where for path in paths]
    assert alone == once
    assert [one.where for one in ByChance(4).answer(batch_of(paths, engine))] != once
    assert len(set(once)) > 3


def test_a_random_answer_is_never_what_the_photo_must_not_find(engine: Engine, paths: list[Path]):
    path = paths[0]
    batch = batch_of([path], engine)
    drawn = {ByChance(seed).answer(batch)[0].where for seed in range(300)}
    (own,) = engine.gallery.rows_with_sha256(batch.photos[0].facts.sha256)
    everywhere = {position(engine.gallery, row) for row in range(GALLERY_ROWS)}
    assert drawn == everywhere - {position(engine.gallery, own)}


@pytest.mark.parametrize("way", every_way(), ids=lambda way: way.key)
def test_no_way_answers_by_the_photo_itself_or_by_its_author(
    engine: Engine, paths: list[Path], way: Way
):
    gallery = engine.gallery
    author = gallery.row(0).author
    batch = batch_of(paths, engine, authors=[author.swapcase()] * len(paths))
    for photo, answered in zip(batch.photos, way.answer(batch), strict=True):
        barred = {*gallery.rows_by_author(author), *gallery.rows_with_sha256(photo.facts.sha256)}
        assert len(barred) >= 10
        assert answered.where not in {position(gallery, row) for row in barred}
        assert not {one.row for one in answered.references} & barred


@pytest.mark.parametrize("way", every_way(), ids=lambda way: way.key)
def test_where_everything_is_by_the_author_there_is_no_retrieved_answer(
    tmp_path: Path, paths: list[Path], way: Way
):
    for n in range(4):
        write_photo(tmp_path / "photos" / f"{n}.jpg", (10.0 * n, 5.0), seed=n, author="Me")
    build_gallery(BuildPlan(tmp_path / "photos", "mine", tmp_path / "galleries"), FakeEncoder())
    batch = batch_of(paths[:3], open_engine(tmp_path), authors=["me"] * 3)
    for answered in way.answer(batch):
        assert not answered.references
        assert "retrieved" not in answered.sources or answered.where is None
        if way.key in ("nearest", "knn", "coordinates", "random"):
            assert answered.where is None


def test_without_a_gallery_the_user_is_told(paths: list[Path], engine: Engine):
    batch = batch_of(paths[:1], dataclasses.replace(engine, gallery=None))
    with pytest.raises(UsageError, match="gallery"):
        CoordinateGallery().answer(batch)


def test_exif_positions_never_enter(engine: Engine, tmp_path: Path):
    told, stripped = [], []
    for n in range(3):
        told.append(write_photo(tmp_path / f"told{n}.jpg", truth_of(n), seed=50 + n, author="X"))
        stripped.append(tmp_path / f"stripped{n}.jpg")
        write_photo(stripped[-1], seed=50 + n)
    # The content differs by its metadata alone, so what is drawn by content may.
    by_pixels = [one for one in every_way() if one.key not in ("random", "drawn")]
    for way in by_pixels:
        with_position, without = (way.answer(batch_of(some, engine)) for some in (told, stripped))
        assert with_position == without, way.key


def test_a_model_is_shown_no_metadata(engine: Engine, tmp_path: Path):
    model = FakeVisionModel("I cannot know.")
    path = write_photo(tmp_path / "a.jpg", (12.3, 45.6), author="X", title="In Rome")
    OneReply(model).answer(batch_of([path], engine))
    Pipeline("p", "", plan=PLAN, model=model).answer(batch_of([path], engine))
    for question in (one for questions in model.asked for one in questions):
        with Image.open(io.BytesIO(question.image_jpeg)) as image:
            assert not image.getexif()
        assert "12.3" not in question.text


# Img2Loc.


def test_one_reply_is_the_answer_whatever_verification_would_say(engine: Engine, paths: list[Path]):
    model = FakeVisionModel(said(*FAR))
    way = OneReply(model, seed=5, temperature=0.3)
    answers = way.answer(batch_of(paths[:2], engine))
    assert [one.where for one in answers] == [LatLon(*FAR)] * 2
    assert [one.sources for one in answers] == [("llm",)] * 2
    assert [len(questions) for questions in model.asked] == [1, 1]
    (question,) = model.asked[0]
    assert question.temperature == 0.3
    lines = question.text.splitlines()
    similar = [line for line in lines if line.startswith("SIMILAR: ")]
    by_image = Nearest(parts=("image",), shown=IMG2LOC_REFERENCES).answer(
        batch_of(paths[:1], engine)
    )[0]
    assert len(similar) == IMG2LOC_REFERENCES
    assert [one.row for one in answers[0].references] == [
        one.row for one in by_image.references[:5]
    ]
    first = by_image.references[0].where
    assert f"{first.lat_deg:.2f}"[:-1] in similar[0]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [("I cannot know.", True), (("", "server busy"), True), (said(91, 0), True)],
)
def test_a_reply_without_a_position_is_no_answer(engine: Engine, paths, reply, *, reason: bool):
    way = OneReply(FakeVisionModel(reply))
    (answered,) = way.answer(batch_of(paths[:1], engine))
    assert answered.where is None
    assert answered.sources == ()
    (heard,) = answered.replies
    assert bool(heard.reason) is reason
    assert answered.unheard == 0


def test_replies_of_the_one_question_are_told(engine: Engine, paths: list[Path]):
    (answered,) = OneReply(FakeVisionModel(said(*FAR))).answer(batch_of(paths[:1], engine))
    (heard,) = answered.replies
    assert (heard.prompt, heard.sample, heard.text) == (IMG2LOC_REFERENCES, 0, said(*FAR))
    assert heard.reason == ""


# The program's own way.


def located(paths: list[Path], engine: Engine, **options) -> list[Answer]:
    answers = []
    for one in locate(paths, engine=engine, options=LocateOptions(**options)):
        assert isinstance(one, Answer)
        answers.append(one)
    return answers


SCRIPT = [said(12.0, 13.0), said(*FAR), "no", said(48.9, 2.3)]


@pytest.mark.parametrize("ranking", ["paper", "fused", None])
@pytest.mark.parametrize("asked", [False, True])
def test_the_pipeline_answers_as_locate(engine: Engine, paths: list[Path], ranking, *, asked: bool):
    model, plan = (FakeVisionModel(*SCRIPT), PLAN) if asked else (None, None)
    way = Pipeline("g3", "", ranking=ranking, plan=plan, model=model, seed=4)
    paths = paths[SHARED - 2 :]
    answers = way.answer(batch_of(paths, engine))
    asking = dataclasses.replace(engine, model=model)
    expected = located(paths, asking, ranking=ranking, plan=plan, seed=4)
    for ours, theirs in zip(answers, expected, strict=True):
        best = theirs.candidates[0]
        assert ours.where == best.where
        if asked:
            assert set(ours.sources) == {source.kind for source in best.sources}
            assert len(ours.replies) == PLAN.questions
            assert [(one.prompt, one.sample) for one in ours.replies] == [
                (prompt, sample) for prompt in (0, 5) for sample in (0, 1)
            ]
            assert [one.text for one in ours.replies] == SCRIPT
            assert [bool(one.reason) for one in ours.replies] == [False, False, True, False]


def test_the_photo_and_its_author_are_excluded_as_locate_does(engine: Engine, paths: list[Path]):
    author = engine.gallery.row(1).author
    way = Pipeline("g3", "", ranking="fused")
    answers = way.answer(batch_of(paths, engine, authors=[author] * len(paths)))
    expected = located(paths, engine, ranking="fused", exclude_author=author)
    assert [one.where for one in answers] == [one.candidates[0].where for one in expected]
    other = located(paths, engine, ranking="fused")
    assert [one.where for one in answers] != [one.candidates[0].where for one in other]


def test_an_engines_own_model_is_not_asked_by_a_way_without_one(engine: Engine, paths: list[Path]):
    model = FakeVisionModel(said(*FAR))
    asking = dataclasses.replace(engine, model=model)
    for way in (Pipeline("a", "", plan=PLAN), Pipeline("b", "", model=None), Nearest()):
        way.answer(batch_of(paths[:1], asking))
    Pipeline("c", "", plan=None, model=model).answer(batch_of(paths[:1], asking))
    assert model.asked == []


def test_without_alignment_references_come_from_the_image_alone(engine: Engine, paths: list[Path]):
    batch = batch_of(paths, engine)
    image = Pipeline("image", "", ranking="paper", parts=("image",)).answer(batch)
    by_image = Nearest(parts=("image",)).answer(batch)
    assert [one.references for one in image] == [one.references for one in by_image]
    whole = Pipeline("whole", "", ranking="paper").answer(batch)
    assert [one.references for one in whole] == [one.references for one in Nearest().answer(batch)]


def test_without_verification_a_candidate_is_drawn_by_content_and_seed(
    engine: Engine, paths: list[Path]
):
    way = Pipeline("drawn", "", ranking="paper", verified=False, seed=1)
    answers = [one.where for one in way.answer(batch_of(paths, engine))]
    assert [way.answer(batch_of([path], engine))[0].where for path in paths] == answers
    other = dataclasses.replace(way, seed=2)
    assert [one.where for one in other.answer(batch_of(paths, engine))] != answers
    everything = located(paths, engine, ranking="paper", top=1000, radius_km=0.0)
    for where, answer in zip(answers, everything, strict=True):
        assert where in {candidate.where for candidate in answer.candidates}
    whole = dataclasses.replace(way, verified=True)
    assert [one.where for one in whole.answer(batch_of(paths, engine))] != answers


@pytest.mark.parametrize("replies", [None, ["I cannot know."]])
def test_without_verification_no_town_is_drawn(engine: Engine, paths: list[Path], replies):
    asked = {"model": FakeVisionModel(*replies), "plan": PLAN} if replies else {}
    batch = batch_of(paths[SHARED:], engine)
    gallery = {position(engine.gallery, row) for row in range(GALLERY_ROWS)}
    drawn = set()
    for seed in range(40):
        way = Pipeline("drawn", "", ranking="paper", verified=False, seed=seed, **asked)
        answers = way.answer(batch)
        assert all("retrieved" in one.sources for one in answers)
        drawn |= {one.where for one in answers}
    assert drawn <= gallery
    assert len(drawn) > 15


def test_a_position_is_drawn_as_often_as_replies_gave_it(engine: Engine, paths: list[Path]):
    # Of four replies three are one reference's position; the retrieved one makes five candidates.
    replies = [said(*FAR)]
    plan = SamplingPlan((5,), samples=4)
    echo = Nearest().answer(batch_of(paths[8:9], engine))[0].references[2].where
    replies += [said(echo.lat_deg, echo.lon_deg)] * 3
    asking = dataclasses.replace(engine, model=FakeVisionModel(*replies))
    (answer,) = located(paths[8:9], asking, ranking="paper", plan=plan, top=1000, radius_km=0.0)
    assert len(answer.candidates) == 3
    ways = [Pipeline("", "", verified=False, seed=seed) for seed in range(500)]
    draws = [way._drawn(answer).where for way in ways]
    assert np.mean([one == echo for one in draws]) == pytest.approx(3 / 5, abs=0.07)
    assert np.mean([one == LatLon(*FAR) for one in draws]) == pytest.approx(1 / 5, abs=0.06)


def test_a_photo_that_is_gone_when_the_model_would_see_it(
    engine: Engine, paths: list[Path], tmp_path: Path
):
    path = tmp_path / "gone.jpg"
    path.write_bytes(paths[7].read_bytes())
    batch = batch_of([path], engine)
    path.unlink()
    model = FakeVisionModel(said(*FAR))
    (one,) = OneReply(model).answer(batch)
    assert (one.where, one.unheard) == (None, 1)
    (answered,) = Pipeline("g3", "", plan=PLAN, model=model).answer(batch)
    assert answered.where is not None
    assert answered.unheard == PLAN.questions


@pytest.mark.parametrize("way", [OneReply, lambda model: Pipeline("g3", "", None, PLAN, model)])
def test_a_way_that_asks_can_be_cancelled(engine: Engine, paths: list[Path], way):
    model = FakeVisionModel(said(*FAR))
    batch = batch_of(paths[:2], engine)
    batch.cancelled = lambda: bool(model.asked)
    with pytest.raises(CancelledError):
        way(model).answer(batch)
    assert model.ended == len(model.asked) == 1


# Leakage.


def test_the_probe_finds_the_file_itself_and_the_nearest_other(engine: Engine, paths: list[Path]):
    batch = batch_of(paths, engine)
    for number, answered in enumerate(Probe().answer(batch)):
        *same, other = answered.references
        rows = engine.gallery.rows_with_sha256(batch.photos[number].facts.sha256)
        assert [one.row for one in same] == rows
        assert answered.sources == ("same file",) * len(rows)
        assert len(rows) == (number < SHARED)
        assert other.row == Nearest().answer(batch)[number].references[0].row
        assert all(one.cosine > 0.99 for one in same)
        assert answered.where is None


def test_the_probe_leaves_no_author_out(engine: Engine, paths: list[Path]):
    author = engine.gallery.row(0).author
    batch = batch_of(paths, engine, authors=[author] * len(paths))
    assert Probe().answer(batch) == Probe().answer(batch_of(paths, engine))


# What is kept under.


def test_settings_are_json_and_tell_ways_apart():
    model = FakeVisionModel("")
    ways: list[Way] = [
        Nearest(),
        Nearest(parts=("image",)),
        Nearest(shown=15),
        Probe(),
        KernelDensity(),
        KernelDensity(50),
        KernelDensity(sigma_km=10),
        CoordinateGallery(),
        CoordinateGallery(seed=1),
        CoordinateGallery(limit=9),
        ByChance(),
        ByChance(1),
        OneReply(model),
        OneReply(model, seed=1),
        OneReply(model, temperature=0.1),
        Pipeline("", ""),
        Pipeline("", "", ranking="paper"),
        Pipeline("", "", plan=PLAN),
        Pipeline("", "", plan=PLAN, model=model),
        Pipeline("", "", retrieved=2),
        Pipeline("", "", parts=("image",)),
        Pipeline("", "", verified=False),
        Pipeline("", "", seed=1),
    ]
    texts = [json.dumps(dict(way.settings()), sort_keys=True, allow_nan=False) for way in ways]
    assert len(set(texts)) == len(texts)
    # Names are for people alone.
    assert Pipeline("a", "b").settings() == Pipeline("c", "d").settings()
