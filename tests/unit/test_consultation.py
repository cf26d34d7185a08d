"""One photo's questions to a model: what is shown, how long is asked, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from g3desktop.domain.answer import Place
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine.consultation import (
    Consultation,
    Counsel,
    readable_seconds,
    references_for,
)
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.retrieval import Evidence, Exclusion, retrieve
from g3desktop.engine.sampling import SamplingPlan
from tests.fakes import FakeEncoder, FakeVisionModel
from tests.pictures import write_photo, write_photos

PARIS = '{"latitude": 48.9, "longitude": 2.3}'


class Names:
    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        return [Place("Town", "", f"Land {lat:.0f}", "XX") for lat, _ in lat_lon_deg]


class NoNames:
    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        raise AssertionError("nobody asked for names")


@pytest.fixture(scope="module")
def galleries(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Gallery]:
    """Galleries of 1, 3 and 40 photos, by three authors; not written to."""
    root = tmp_path_factory.mktemp("consultation")
    made = {}
    for rows in (1, 3, 40):
        write_photos(root / str(rows), rows)
        build_gallery(BuildPlan(root / str(rows), f"g{rows}", root / "galleries"), FakeEncoder())
        made[rows] = Gallery.open(root / "galleries" / f"g{rows}")
        assert made[rows].rows == rows
    return made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_photo(tmp_path / "asked.jpg", seed=99)


def evidence_of(gallery: Gallery | None, photo: Path, exclusion: Exclusion) -> Evidence:
    encoder = FakeEncoder()
    vectors = encoder.encode_images([encoder.prepare(read_photo(photo).pixels)])
    (found,) = retrieve(gallery, vectors, [exclusion])
    return found


def consult(model: VisionModel, **plan: Any) -> Consultation:
    counsel = Counsel(model, SamplingPlan(**plan))
    return Consultation.about(Evidence.of_nothing(), counsel, NoNames(), seed=0)


def hear(consultation: Consultation, photo: Path, **more) -> Iterator[bool]:
    options = {
        "settled": lambda: False,
        "report": ignore_progress,
        "cancelled": never_cancelled,
    } | more
    return consultation.replies(photo, read_photo(photo).sha256, **options)


class TestReferences:
    @pytest.mark.parametrize("rows", [0, 1, 3, 40])
    @pytest.mark.parametrize("wanted", [0, 1, 2, 15, 100])
    def test_no_photo_is_both(
        self, galleries: dict[int, Gallery], photo: Path, rows: int, wanted: int
    ) -> None:
        evidence = evidence_of(galleries.get(rows), photo, Exclusion())
        similar, dissimilar = references_for(evidence, SamplingPlan(prompts=(0, wanted)), NoNames())
        assert len(similar) == min(wanted, rows)
        assert len(dissimilar) == min(wanted, rows - len(similar))
        shown = [one.row for one in (*similar, *dissimilar)]
        assert len(set(shown)) == len(shown)
        assert {one.kind for one in similar} <= {"similar"}
        assert {one.kind for one in dissimilar} <= {"dissimilar"}

    def test_most_and_least_similar_first(self, galleries: dict[int, Gallery], photo: Path) -> None:
        evidence = evidence_of(galleries[40], photo, Exclusion())
        similar, dissimilar = references_for(evidence, SamplingPlan(), NoNames())
        cosines = galleries[40].cosines(evidence.query, np.arange(40))
        order = np.argsort(-cosines, kind="stable").tolist()
        assert [one.row for one in similar] == order[:15]
        assert [one.row for one in dissimilar] == order[:-16:-1]
        for one in (*similar, *dissimilar):
            assert one.where == galleries[40].row(one.row).where
            assert one.cosine == pytest.approx(float(cosines[one.row]), abs=2e-6)

    def test_photos_that_are_all_alike_are_not_shown_as_both(
        self, photo: Path, tmp_path: Path
    ) -> None:
        for n in range(20):
            write_photo(tmp_path / "photos" / f"{n}.jpg", (n + 1, n), seed=99, title=f"Copy {n}")
        build_gallery(BuildPlan(tmp_path / "photos", "alike", tmp_path / "shelf"), FakeEncoder())
        alike = evidence_of(Gallery.open(tmp_path / "shelf" / "alike"), photo, Exclusion())
        assert len(set(alike.cosines.tolist())) == 1
        similar, dissimilar = references_for(alike, SamplingPlan(prompts=(15,)), NoNames())
        assert [one.row for one in similar] == list(range(15))
        assert len(dissimilar) == 5
        assert not {one.row for one in similar} & {one.row for one in dissimilar}

    def test_excluded_photos_are_never_shown(
        self, galleries: dict[int, Gallery], tmp_path: Path
    ) -> None:
        gallery = galleries[40]
        own = gallery.row(5)
        excluded = {5, *gallery.rows_by_author("Author 0"), *gallery.rows_with_sha256(own.sha256)}
        evidence = evidence_of(gallery, own.file, Exclusion("author 0", own.sha256))
        similar, dissimilar = references_for(evidence, SamplingPlan(prompts=(40,)), NoNames())
        shown = {one.row for one in (*similar, *dissimilar)}
        assert shown == set(range(40)) - excluded
        assert len(excluded) > 1

    def test_when_every_photo_is_excluded_none_is_shown(
        self, galleries: dict[int, Gallery], photo: Path
    ) -> None:
        evidence = evidence_of(galleries[1], photo, Exclusion("Author 0"))
        assert references_for(evidence, SamplingPlan(), Names()) == ([], [])

    def test_places_in_words_only_where_asked_for(
        self, galleries: dict[int, Gallery], photo: Path
    ) -> None:
        evidence = evidence_of(galleries[3], photo, Exclusion())
        similar, _ = references_for(evidence, SamplingPlan(place_names=True), Names())
        for one in similar:
            assert one.place == f"Town, Land {one.where.lat_deg:.0f}"
        similar, _ = references_for(evidence, SamplingPlan(), NoNames())
        assert {one.place for one in similar} == {""}


class TestAsking:
    def test_every_question_is_asked_and_accounted_for(self, photo: Path) -> None:
        model = FakeVisionModel(PARIS, "no", ("", "HTTP 500: x"), reply_s=2.0)
        consultation = consult(model)
        assert consultation.facts().planned == 4
        assert list(hear(consultation, photo)) == [True, False, False, False]
        facts = consultation.facts()
        assert (facts.answered, facts.accepted, facts.stopped) == (4, 1, "")
        assert facts.server_s == 8.0
        assert facts.wall_s > 0
        assert len(consultation.ballot.rejected) == 3
        assert (len(model.asked), model.ended) == (1, 1)

    def test_time_is_up(self, photo: Path) -> None:
        consultation = consult(FakeVisionModel(PARIS, reply_s=10.0), budget_s=25.0)
        assert list(hear(consultation, photo)) == [True, True]
        facts = consultation.facts()
        assert (facts.planned, facts.answered, facts.stopped) == (4, 2, "budget")

    def test_time_that_is_enough_stops_nothing(self, photo: Path) -> None:
        consultation = consult(FakeVisionModel(PARIS, reply_s=10.0), budget_s=1000.0)
        assert len(list(hear(consultation, photo))) == 4
        assert consultation.facts().stopped == ""

    def test_settled_ends_asking(self, photo: Path) -> None:
        model = FakeVisionModel(PARIS)
        consultation = consult(model, budget_s=1000.0)
        asked = iter([False, True])
        assert len(list(hear(consultation, photo, settled=lambda: next(asked)))) == 2
        facts = consultation.facts()
        assert (facts.answered, facts.stopped) == (2, "settled")
        assert model.ended == 1

    def test_nobody_asks_whether_it_is_settled_without_a_budget_or_a_question_left(
        self, photo: Path
    ) -> None:
        def settled() -> bool:
            raise AssertionError("asked")

        assert len(list(hear(consult(FakeVisionModel(PARIS)), photo, settled=settled))) == 4
        one = consult(FakeVisionModel(PARIS), budget_s=9.0, prompts=(0,))
        assert len(list(hear(one, photo, settled=settled))) == 1
        assert one.facts().stopped == ""

    def test_who_stops_listening_ends_the_round(self, photo: Path) -> None:
        model = FakeVisionModel(PARIS)
        with closing(hear(consult(model), photo)) as replies:
            next(replies)
            assert model.ended == 0
        assert model.ended == 1

    def test_cancel(self, photo: Path) -> None:
        consultation = consult(FakeVisionModel(PARIS))
        replies = hear(consultation, photo, cancelled=lambda: consultation.answered > 1)
        assert [next(replies), next(replies)] == [True, True]
        with pytest.raises(CancelledError):
            next(replies)

    def test_a_photo_that_went_or_changed_is_not_sent(self, photo: Path) -> None:
        model = FakeVisionModel(PARIS)
        for change in (
            lambda: write_photo(photo, seed=3),
            lambda: photo.write_text("no photo"),
            photo.unlink,
        ):
            consultation = consult(model)
            replies = hear(consultation, photo)
            change()
            assert list(replies) == []
            assert consultation.facts().stopped == "failed"
            assert str(photo) in consultation.problem
            write_photo(photo, seed=99)
        assert model.asked == []


class Remembered:
    def __init__(self, expected_s: float | None) -> None:
        self.expected = expected_s
        self.recorded: list[float] = []

    def expected_s(self, model: VisionModel) -> float | None:
        return self.expected

    def record(self, model: VisionModel, reply_s: float) -> None:
        self.recorded.append(reply_s)


class TestTime:
    def reports(self, photo: Path, pace: Remembered | None, **plan: object) -> list[Progress]:
        consultation = consult(FakeVisionModel(PARIS, ("", "HTTP 500"), reply_s=7.0), **plan)
        consultation.counsel = Counsel(consultation.counsel.model, consultation.counsel.plan, pace)
        said: list[Progress] = []
        list(hear(consultation, photo, report=said.append))
        return said

    def test_how_far_it_is_is_told_with_every_reply(self, photo: Path) -> None:
        said = self.reports(photo, None)
        assert [(one.done, one.total) for one in said] == [(n, 4) for n in range(5)]
        assert {one.stage for one in said} == {"asking fake-llava"}
        assert [bool(one.note) for one in said] == [True, False, False, False, False]

    def test_the_expected_time_is_told_first(self, photo: Path) -> None:
        assert "half a minute" in self.reports(photo, None)[0].note
        assert "half a minute" in self.reports(photo, Remembered(None))[0].note
        note = self.reports(photo, Remembered(20.0), samples=3)[0].note
        assert "12 questions" in note
        assert "about 4 min" in note
        assert "at most 30 s" in self.reports(photo, Remembered(20.0), budget_s=30.0)[0].note

    def test_only_whole_replies_say_how_long_one_takes(self, photo: Path) -> None:
        pace = Remembered(None)
        self.reports(photo, pace)
        assert pace.recorded == [7.0]

    @pytest.mark.parametrize(
        ("seconds", "text"),
        [
            (0.0, "1 s"),
            (0.4, "1 s"),
            (89.4, "89 s"),
            (91.0, "2 min"),
            (3600.0, "60 min"),
            (7200.0, "2.0 h"),
        ],
    )
    def test_durations(self, seconds: float, text: str) -> None:
        assert readable_seconds(seconds) == text
