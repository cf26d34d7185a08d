"""An answer laid out for the map."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

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
from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.domain.photo import ExifFacts
from g3desktop.ui.map_content import (
    DensityPoint,
    MapContent,
    content_json,
    content_of,
    density_areas,
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


positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
weighted = st.lists(st.tuples(positions, st.floats(0, 1e6)), min_size=1, max_size=60)


def areas_of(points):
    lat_lon_deg = np.array([where for where, _ in points], dtype=float).reshape(-1, 2)
    return density_areas(lat_lon_deg, np.array([weight for _, weight in points], dtype=float))


def middles_of(area) -> np.ndarray:
    return np.array(area.lat_lon_deg).reshape(-1, 2)


@given(weighted)
@settings(deadline=None)
def test_an_area_holds_the_share_that_it_says(points):
    areas = areas_of(points)
    total = sum(weight for _, weight in points)
    assert [one.share for one in areas] == ([0.5, 0.8, 0.95] if total > 0 else [])
    for area in areas:
        middles = middles_of(area)
        covered = [
            weight
            for where, weight in points
            if distances_km(np.array(where), middles).min() <= area.reach_km * 1.1
        ]
        assert sum(covered) >= area.share * total * (1 - 1e-9)


def test_an_area_leaves_out_what_the_densest_towns_do_without():
    areas = areas_of([((27, 78), 50.0), ((48, 2), 31.0), ((-33, 151), 15.0), ((60, 25), 4.0)])
    assert [len(middles_of(one)) for one in areas] == [1, 2, 3]
    assert middles_of(areas[0]).tolist() == [[27, 78]]


def test_many_towns_become_few_cells_that_reach_farther():
    rng = np.random.default_rng(1)
    lat_lon_deg = np.stack([rng.uniform(-60, 70, 69_000), rng.uniform(-180, 180, 69_000)], axis=1)
    areas = density_areas(lat_lon_deg, np.ones(69_000))
    assert max(len(middles_of(one)) for one in areas) <= 1500
    assert areas[2].reach_km > 100
    assert len(json.dumps(content_json(MapContent(density=areas)))) < 150_000


def test_weighted_points_are_gathered_for_the_page():
    content = content_of(answer(), [DensityPoint(AGRA, 3.0), DensityPoint(DELHI, 1.0)])
    packed = content_json(content)["density"]
    assert [one["share"] for one in packed] == [0.5, 0.8, 0.95]
    assert packed[0]["points"] == [AGRA.lat_deg, AGRA.lon_deg]
    assert content_of(answer(), areas=content.density).density == content.density


def test_names_travel_as_they_are():
    name = "</script><img src=x onerror=alert(1)>\u2028\u202e"
    sent = content_json(content_of(answer(candidate(1, AGRA, 1, "grid", rows=()))))
    assert json.loads(json.dumps(sent)) == sent
    assert json.loads(json.dumps({"name": name}))["name"] == name
