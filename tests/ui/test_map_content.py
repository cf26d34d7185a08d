"""An answer laid out for the map."""

from __future__ import annotations

import json

from g3desktop.domain.answer import (
    Answer,
    Candidate,
    EngineFacts,
    ModelFacts,
    PhotoFacts,
    Place,
    Reference,
    Source,
    Timings,
)
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts
from g3desktop.engine.messages import DensityArea
from g3desktop.ui.map_content import (
    content_json,
    content_of,
    ranks_of,
)

AGRA, DELHI = LatLon(27.1751, 78.0421), LatLon(28.61, 77.21)


def candidate(rank: int, where: LatLon, score: float, *kinds: str, rows: tuple[int, ...] = ()):
    return Candidate(
        rank=rank,
        where=where,
        cosine=score,
        score=score,
        place=Place("Agra", "Uttar Pradesh", "India", "IN"),
        sources=tuple(Source(kind, {"prompt": 5, "sample": i}) for i, kind in enumerate(kinds)),
        references=tuple(Reference(row, AGRA, 0.9, 1.0, f"photo {row}") for row in rows),
    )


def answer(*candidates: Candidate, exif: LatLon | None = None) -> Answer:
    facts = EngineFacts(
        "starter", "cpu", "float32", None, "fused", 0, ModelFacts("llava", "localhost")
    )
    photo = PhotoFacts("a.jpg", "f00d", 4, 3, ExifFacts(position=exif))
    return Answer(photo, facts, candidates, (), Timings())


def test_a_reference_of_two_places_is_one_mark_with_two_lines():
    content = content_of(
        answer(
            candidate(1, AGRA, 0.9, "retrieved", rows=(7, 8)),
            candidate(2, DELHI, 0.5, "retrieved", rows=(7,)),
        )
    )
    assert {one.id: one.supports for one in content.references} == {
        "r7": ("c1", "c2"),
        "r8": ("c1",),
    }


def test_origins_and_sizes():
    content = content_of(
        answer(
            candidate(1, AGRA, 0.9, "retrieved", "llm"),
            candidate(2, DELHI, 0.5, "llm"),
            candidate(3, DELHI, 0.1, "grid"),
        )
    )
    assert [one.origin for one in content.candidates] == ["several", "model", "grid"]
    assert [one.size for one in content.candidates] == [1.0, 0.5, 0.0]
    assert [one.id for one in content.answers] == ["m5.1", "m5.0"]


def test_equal_scores_and_no_candidates_at_all():
    content = content_of(answer(candidate(1, AGRA, 0.4, "grid"), candidate(2, DELHI, 0.4, "grid")))
    assert [one.size for one in content.candidates] == [0.5, 0.5]
    assert content_of(answer()).candidates == ()


def test_the_photo_is_the_key_and_its_exif_position_a_mark():
    content = content_of(answer(exif=DELHI))
    assert content.key == "f00d"
    assert content.exif is not None
    assert content.exif.where == DELHI


def test_areas_are_packed_for_the_page():
    area = DensityArea(0.5, 7.8, (AGRA.lat_deg, AGRA.lon_deg))
    (packed,) = content_json(content_of(answer(), (area,)))["density"]
    assert packed == {"share": 0.5, "reach": 7.8, "points": [AGRA.lat_deg, AGRA.lon_deg]}


def test_names_travel_as_they_are():
    name = "</script><img src=x onerror=alert(1)>\u2028\u202e"
    sent = content_json(content_of(answer(candidate(1, AGRA, 1, "grid", rows=()))))
    assert json.loads(json.dumps(sent)) == sent
    assert json.loads(json.dumps({"name": name}))["name"] == name


def test_a_mark_knows_its_places():
    shown = answer(
        candidate(1, AGRA, 0.9, "retrieved", "llm", rows=(7,)),
        candidate(2, DELHI, 0.5, "retrieved", rows=(7, 8)),
    )
    drawn = content_of(shown)
    marks = [one.id for one in (*drawn.candidates, *drawn.references, *drawn.answers)]
    assert {mark: ranks_of(shown, mark) for mark in marks} == {
        "c1": (1,),
        "c2": (2,),
        "r7": (1, 2),
        "r8": (2,),
        "m5.1": (1,),
    }
    for unknown in ("exif", "", "c3", "c", "r"):
        assert ranks_of(shown, unknown) == ()
