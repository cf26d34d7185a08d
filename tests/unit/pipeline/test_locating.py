"""The way of a photo, from file to ranked places, with an encoder that costs nothing."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.answer import Answer, RankingRule, Timings, to_json
from g3desktop.domain.errors import (
    CancelledError,
    EncoderMismatchError,
    EngineError,
    PhotoError,
    UsageError,
)
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine import parts, verification
from g3desktop.engine.cautions import about_no_model
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import (
    BATCH_PHOTOS,
    Engine,
    LocateOptions,
    PhotoFailure,
    density,
    locate,
)
from g3desktop.engine.verification import LocationCache
from tests.asked_pipeline import kinds
from tests.fakes import BrokenEncoder, FakeEncoder, FakeTextEncoder
from tests.pictures import write_photo
from tests.small_engine import FUSION, GRID, NO_GRID, TOWNS, Names


def only(results: Iterator[Answer | PhotoFailure]) -> Answer:
    (answer,) = results
    assert isinstance(answer, Answer)
    return answer


def ask(photo: Path, engine: Engine, **options) -> Answer:
    return only(locate([photo], engine=engine, options=LocateOptions(**options)))


def collect(results: Iterator[Answer | PhotoFailure], into: list[Answer | PhotoFailure]) -> None:
    for one in results:
        into.append(one)


def test_every_photo_is_answered_in_order_and_a_bad_one_does_not_stop_the_others(
    engine: Engine, photos: list[Path], tmp_path: Path
):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    asked = [photos[3], bad, tmp_path / "missing.jpg", photos[1], photos[3]]
    results = list(locate(asked, engine=engine, options=LocateOptions()))
    assert [isinstance(one, PhotoFailure) for one in results] == [False, True, True, False, False]
    assert [
        one.path if isinstance(one, PhotoFailure) else Path(one.photo.path) for one in results
    ] == asked
    assert isinstance(results[1].error, PhotoError)
    assert str(bad) in str(results[1].error)


def test_nothing_asked_is_nothing_answered(engine: Engine):
    assert list(locate([], engine=engine, options=LocateOptions())) == []


def test_only_bad_photos(engine: Engine, tmp_path: Path):
    results = list(locate([tmp_path, tmp_path / "x"], engine=engine, options=LocateOptions()))
    assert all(isinstance(one, PhotoFailure) for one in results)


def test_many_photos_are_answered_as_one_by_one(engine: Engine, photos: list[Path]):
    asked = photos[: BATCH_PHOTOS + 3]
    together = list(locate(asked, engine=engine, options=LocateOptions()))
    for photo, one in zip(asked, together, strict=True):
        alone = ask(photo, engine)
        assert isinstance(one, Answer)
        assert [c.where for c in one.candidates] == [c.where for c in alone.candidates]


def test_photos_are_taken_only_a_few_batches_ahead(engine: Engine, photos: list[Path]):
    class Watched(Sequence):
        taken = 0

        def __len__(self) -> int:
            return 10_000

        def __getitem__(self, index):
            if index >= len(self):
                raise IndexError
            Watched.taken = max(Watched.taken, index + 1)
            return photos[index % len(photos)]

    results = locate(Watched(), engine=engine, options=LocateOptions())
    next(results)
    assert Watched.taken <= 4 * BATCH_PHOTOS
    results.close()


def test_the_answer_has_the_published_keys(engine: Engine, photos: list[Path]):
    answer = to_json(ask(photos[0], engine))
    text = json.dumps(answer, allow_nan=False)
    answer = json.loads(text)
    assert list(answer) == [
        "schema",
        "photo",
        "engine",
        "candidates",
        "rejected",
        "sampling",
        "warnings",
        "timings_ms",
    ]
    assert answer["schema"] == "g3desktop.locate/1"
    assert list(answer["photo"]) == ["path", "sha256", "width", "height", "exif"]
    assert list(answer["photo"]["exif"]) == ["lat", "lon", "taken_at", "camera"]
    assert list(answer["engine"]) == [
        "encoder",
        "device",
        "precision",
        "gallery",
        "llm",
        "ranking",
        "seed",
    ]
    assert list(answer["engine"]["gallery"]) == ["name", "id", "rows"]
    candidate = answer["candidates"][0]
    assert list(candidate) == [
        "rank",
        "lat",
        "lon",
        "cosine",
        "score",
        "place",
        "sources",
        "references",
        "agreement",
    ]
    assert list(candidate["place"]) == ["name", "admin1", "country", "country_code"]
    with_references = next(c for c in answer["candidates"] if c["references"])
    assert list(with_references["references"][0]) == [
        "row",
        "lat",
        "lon",
        "cosine",
        "distance_km",
        "title",
        "image",
        "url",
        "author",
    ]
    assert list(answer["timings_ms"]) == [
        "decode",
        "align",
        "retrieve",
        "diversify",
        "verify",
        "explain",
    ]
    assert all(value >= 0 for value in answer["timings_ms"].values())
    assert answer["rejected"] == []
    assert answer["engine"]["llm"] is None


def test_a_reference_names_its_author(engine: Engine, photos: list[Path]):
    assert engine.gallery is not None
    answer = ask(photos[5], engine)
    references = [r for c in answer.candidates for r in c.references]
    assert references
    for reference in references:
        (row,) = engine.gallery.rows_at([reference.row])
        assert reference.author == row.author
        assert reference.author.startswith("Author ")


def test_a_photo_does_not_find_itself(engine: Engine, photos: list[Path]):
    answer = ask(photos[5], engine)
    own = read_photo(photos[5]).exif.position
    assert own is not None
    assert all(r.distance_km < 1 or r.where != own for c in answer.candidates for r in c.references)
    assert any("very file" in warning for warning in answer.warnings)
    itself = ask(photos[5], engine, exclude_same_file=False)
    best = itself.candidates[0]
    assert distance_km(best.where, own) < 0.1
    assert best.references[0].cosine == pytest.approx(1, abs=1e-3)
    assert not any("very file" in warning for warning in itself.warnings)


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_an_excluded_author_is_nowhere(engine: Engine, photos: list[Path], ranking):
    gallery = engine.gallery
    assert gallery is not None
    excluded = set(gallery.rows_by_author("Author 1"))
    answer = ask(photos[0], engine, exclude_author="aUTHOR  1", ranking=ranking, top=40)
    rows = {
        source.facts["row"]
        for c in answer.candidates
        for source in c.sources
        if source.kind == "retrieved"
    }
    rows |= {reference.row for c in answer.candidates for reference in c.references}
    assert rows
    assert not rows & excluded
    assert f"Left out {len(excluded)} gallery photos by aUTHOR  1." in answer.warnings


def test_when_everything_is_excluded_the_towns_remain(
    tmp_path: Path, engine: Engine, photos: list[Path]
):
    write_photo(tmp_path / "photos" / "one.jpg", (1.0, 2.0), author="Ann")
    build_gallery(BuildPlan(tmp_path / "photos", "one", tmp_path / "galleries"), FakeEncoder())
    small = dataclasses.replace(engine, gallery=Gallery.open(tmp_path / "galleries" / "one"))
    answer = ask(photos[0], small, exclude_author="Ann")
    assert kinds(answer.candidates) == {"grid"}
    json.dumps(to_json(answer), allow_nan=False)


def test_the_exif_position_never_enters_the_answer(engine: Engine, tmp_path: Path):
    here = write_photo(tmp_path / "a.jpg", (48.85, 2.35), seed=77)
    there = write_photo(tmp_path / "b.jpg", (-33.87, 151.2), seed=77, author="Somebody")
    nowhere = write_photo(tmp_path / "c.jpg", None, seed=77)
    answers = [ask(one, engine) for one in (here, there, nowhere)]
    assert answers[0].candidates == answers[1].candidates == answers[2].candidates
    assert answers[0].photo.exif.position != answers[1].photo.exif.position


def test_each_candidate_remembers_every_origin(gallery: Gallery, photos: list[Path]):
    row = gallery.row(4)
    towns = Grid(np.array([[row.where.lat_deg, row.where.lon_deg]]), ["Here"])
    engine = Engine(FakeEncoder(), gallery, towns, Names(), FUSION, LocationCache(None))
    answer = ask(photos[0], engine, top=40)
    (merged,) = (c for c in answer.candidates if distance_km(c.where, row.where) < 1)
    assert {source.kind for source in merged.sources} == {"grid", "retrieved"}
    assert {"name": "Here"} in [source.facts for source in merged.sources]
    assert row.row in [source.facts.get("row") for source in merged.sources]


def test_candidates_are_apart_ranked_and_no_more_than_asked(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, top=3)
    assert [c.rank for c in answer.candidates] == [1, 2, 3]
    scores = [c.score for c in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    for reference in (r for c in answer.candidates for r in c.references):
        assert reference.distance_km <= LocateOptions().radius_km
    assert answer.candidates[0].place.name == (
        f"{answer.candidates[0].where.lat_deg:.2f} {answer.candidates[0].where.lon_deg:.2f}"
    )


def test_the_papers_rule_is_the_argmax_of_the_cosine(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, ranking="paper", top=100)
    assert answer.engine.ranking == "paper"
    assert all(c.score == c.cosine for c in answer.candidates)
    vectors = engine.encoder.encode_images([engine.encoder.prepare(read_photo(photos[0]).pixels)])
    best = (engine.encoder.encode_locations(TOWNS) @ vectors.image_gps[0]).max()
    assert answer.candidates[0].cosine >= best - 1e-5


def test_the_default_is_fused_where_it_can_be(engine: Engine, photos: list[Path]):
    assert ask(photos[0], engine).engine.ranking == "fused"
    assert ask(photos[0], dataclasses.replace(engine, fusion=None)).engine.ranking == "paper"
    assert ask(photos[0], dataclasses.replace(engine, gallery=None)).engine.ranking == "paper"


@pytest.mark.parametrize("lacking", ["fusion", "gallery"])
def test_fused_without_what_it_needs_is_wrong_usage(engine: Engine, photos: list[Path], lacking):
    lame = dataclasses.replace(engine, **{lacking: None})
    with pytest.raises(UsageError):
        ask(photos[0], lame, ranking="fused")


def test_without_a_gallery_the_towns_are_the_candidates(photos: list[Path]):
    engine = Engine(
        FakeEncoder(), None, GRID, Names(), FUSION, LocationCache(None), ("No gallery.",)
    )
    answer = ask(photos[0], engine)
    assert kinds(answer.candidates) == {"grid"}
    assert all(not c.references for c in answer.candidates)
    assert answer.engine.gallery is None
    assert answer.warnings == ("No gallery.", about_no_model(""))


def test_rows_that_fit_their_own_position_count_for_more(engine: Engine, photos: list[Path]):
    plain, fitted = (
        ask(photos[0], dataclasses.replace(engine, fusion=weights), top=40)
        for weights in (FUSION, dataclasses.replace(FUSION, row_verification=5.0))
    )
    assert [c.where for c in plain.candidates] != [c.where for c in fitted.candidates]


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_without_towns_the_gallery_is_enough(engine: Engine, photos: list[Path], ranking):
    answer = ask(photos[0], dataclasses.replace(engine, grid=NO_GRID), ranking=ranking)
    assert kinds(answer.candidates) == {"retrieved"}


def test_with_nothing_to_compare_there_is_no_candidate(photos: list[Path]):
    engine = Engine(FakeEncoder(), None, NO_GRID, Names(), None, LocationCache(None))
    assert ask(photos[0], engine).candidates == ()


def test_a_gallery_of_another_encoder_is_refused(gallery: Gallery):
    with pytest.raises(EncoderMismatchError):
        Engine(FakeEncoder("other"), gallery, GRID, Names(), None, LocationCache(None))


def test_an_encoder_with_a_text_part(photos: list[Path], tmp_path: Path):
    encoder = FakeTextEncoder()
    build_gallery(BuildPlan(photos[0].parent, "texts", tmp_path), encoder)
    gallery = Gallery.open(tmp_path / "texts")
    engine = Engine(encoder, gallery, GRID, Names(), None, LocationCache(None))
    answer = ask(photos[0], engine, exclude_same_file=False, top=100)
    best = max(r.cosine for c in answer.candidates for r in c.references)
    assert best == pytest.approx(1, abs=1e-3)


def test_an_encoder_that_gives_no_numbers_is_an_error(photos: list[Path]):
    engine = Engine(BrokenEncoder(), None, GRID, Names(), None, LocationCache(None))
    with pytest.raises(EngineError, match="not finite"):
        ask(photos[0], engine)


def test_the_same_question_has_the_same_answer(engine: Engine, photos: list[Path]):
    assert ask(photos[2], engine, seed=9).candidates == ask(photos[2], engine, seed=9).candidates
    assert ask(photos[2], engine, seed=9).engine.seed == 9


def test_cancelling_stops(engine: Engine, photos: list[Path]):
    answered: list[Answer | PhotoFailure] = []
    results = locate(
        photos * 3, engine=engine, options=LocateOptions(), cancelled=lambda: len(answered) > 2
    )
    with pytest.raises(CancelledError):
        collect(results, answered)
    assert len(answered) == 3


def test_stopping_to_listen_ends_the_work(engine: Engine, photos: list[Path]):
    results = locate(photos * 3, engine=engine, options=LocateOptions())
    next(results)
    results.close()  # the fixture that looks for threads does the rest


def test_progress_counts_photos(engine: Engine, photos: list[Path]):
    reports: list[Progress] = []
    list(locate(photos[:3], engine=engine, options=LocateOptions(), report=reports.append))
    counted = [(one.done, one.total) for one in reports if one.stage == "locating photos"]
    assert counted == [(1, 3), (2, 3), (3, 3)]


def test_a_png_with_warnings_of_the_reader_keeps_them(engine: Engine, tmp_path: Path):
    # Reader warnings stand before those of the engine.
    path = tmp_path / "alpha.png"
    Image.new("RGBA", (20, 20), (200, 10, 10, 128)).save(path)
    expected = read_photo(path).warnings
    assert ask(path, engine).warnings == (*expected, about_no_model(""))


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_the_density_sums_to_one_and_excludes_the_photo_itself(
    engine: Engine, photos: list[Path], ranking
):
    photo = read_photo(photos[0])
    vectors = engine.encoder.encode_images([engine.encoder.prepare(photo.pixels)])
    options = LocateOptions(ranking=ranking)
    logs = density(vectors, engine=engine, options=options, sha256=photo.sha256)
    assert logs.shape == (len(TOWNS),)
    assert np.exp(logs).sum() == pytest.approx(1)


def test_the_density_lies_where_the_evidence_is(engine: Engine, gallery: Gallery):
    row = gallery.row(4)
    near = np.array([[row.where.lat_deg, row.where.lon_deg], [-75.0, 10.0]])
    here = dataclasses.replace(engine, grid=Grid(near, ["near", "far"]))
    pixels = read_photo(row.file).pixels
    vectors = here.encoder.encode_images([here.encoder.prepare(pixels)])
    logs = density(
        vectors, engine=here, options=LocateOptions(exclude_same_file=False), sha256=row.sha256
    )
    assert logs[0] > logs[1]


def test_positions_on_the_edge_of_the_map_are_answered(tmp_path: Path, engine: Engine):
    for n, where in enumerate([(90.0, 0.0), (-90.0, 50.0), (10.0, 180.0), (10.0, -180.0)]):
        write_photo(tmp_path / "photos" / f"{n}.jpg", where, seed=n)
    build_gallery(BuildPlan(tmp_path / "photos", "edge", tmp_path / "galleries"), FakeEncoder())
    edge = dataclasses.replace(engine, gallery=Gallery.open(tmp_path / "galleries" / "edge"))
    answer = ask(tmp_path / "photos" / "0.jpg", edge, exclude_same_file=False)
    wheres = [candidate.where for candidate in answer.candidates]
    assert len({LatLon(w.lat_deg, abs(w.lon_deg)) for w in wheres}) == len(wheres)


class CountingEncoder(FakeEncoder):
    """Counts the positions that it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded = 0

    def encode_locations(self, lat_lon_deg: np.ndarray) -> np.ndarray:
        self.encoded += len(lat_lon_deg)
        return super().encode_locations(lat_lon_deg)


def without_timings(results: Iterator[Answer | PhotoFailure]) -> list[Answer]:
    answers = [one for one in results if isinstance(one, Answer)]
    return [dataclasses.replace(one, timings_ms=Timings()) for one in answers]


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_a_gallery_too_large_to_keep_its_location_vectors_gives_the_same_answers(
    engine: Engine,
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ranking: RankingRule,
):
    # Where rows are weighed by how apt their positions are, every one of their vectors matters.
    apt = dataclasses.replace(FUSION, row_verification=5.0)
    options = LocateOptions(ranking=ranking, top=10)
    answers = []
    for most, kept in ((parts.KEPT_ROWS, 2), (39, 1)):
        monkeypatch.setattr(parts, "KEPT_ROWS", most)
        locations = LocationCache(tmp_path / str(most))
        one = dataclasses.replace(engine, fusion=apt, locations=locations)
        answers.append(without_timings(locate(photos, engine=one, options=options)))
        assert len(list((tmp_path / str(most)).iterdir())) == kept
    for of_kept, of_encoded in zip(*answers, strict=True):
        for ours, theirs in zip(of_kept.candidates, of_encoded.candidates, strict=True):
            assert ours.cosine == pytest.approx(theirs.cosine, abs=2e-6)
            assert ours.score == pytest.approx(theirs.score, abs=2e-5)
            same = {"cosine": 0.0, "score": 0.0}
            assert dataclasses.replace(ours, **same) == dataclasses.replace(theirs, **same)
        assert dataclasses.replace(of_kept, candidates=()) == dataclasses.replace(
            of_encoded, candidates=()
        )


def test_positions_of_a_large_gallery_are_encoded_once_for_a_batch_and_of_a_small_one_for_all(
    engine: Engine, photos: list[Path], monkeypatch: pytest.MonkeyPatch
):
    for most, at_the_start, each_batch in ((40, len(TOWNS) + 40, 0), (39, len(TOWNS), 40)):
        monkeypatch.setattr(parts, "KEPT_ROWS", most)
        encoder = CountingEncoder()
        one = dataclasses.replace(engine, encoder=encoder, locations=LocationCache(None))
        one.warm_up(report=ignore_progress, cancelled=never_cancelled)
        assert encoder.encoded == at_the_start
        list(locate(photos[: 2 * BATCH_PHOTOS], engine=one, options=LocateOptions()))
        assert encoder.encoded == at_the_start + 2 * each_batch


def test_encoding_the_positions_of_a_large_gallery_tells_how_far_it_is_and_can_be_cancelled(
    engine: Engine, photos: list[Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parts, "KEPT_ROWS", 39)
    monkeypatch.setattr(verification, "_CHUNK_POSITIONS", 10)
    reports: list[Progress] = []
    list(locate(photos[:1], engine=engine, options=LocateOptions(), report=reports.append))
    told = [(one.done, one.note) for one in reports if one.stage == "encoding positions"]
    assert told == [(10, ""), (20, ""), (30, ""), (39, "")]
    results = locate(
        photos[:1],
        engine=engine,
        options=LocateOptions(),
        report=reports.append,
        cancelled=lambda: reports[-1].done == 20,
    )
    with pytest.raises(CancelledError):
        next(results)


def test_rows_without_a_position_do_not_spoil_the_vectors_that_are_kept(
    engine: Engine, gallery: Gallery, tmp_path: Path
):
    class WithGaps(Gallery):
        lat_lon_deg = gallery.lat_lon_deg.copy()

    WithGaps.lat_lon_deg[[3, 39]] = np.nan
    gaps = WithGaps.open(gallery.folder)
    expected = engine.encoder.encode_locations(gallery.lat_lon_deg)
    for positions_encoded in (40, 0):
        encoder = CountingEncoder()
        one = Engine(encoder, gaps, GRID, Names(), FUSION, LocationCache(tmp_path))
        vectors = one.row_vectors(report=ignore_progress, cancelled=never_cancelled)
        assert vectors is not None
        assert encoder.encoded == positions_encoded
        known = np.isfinite(gaps.lat_lon_deg[:, 0])
        assert np.array_equal(vectors[known], expected[known])
