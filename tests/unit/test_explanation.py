"""Merging nearby candidates into places, and naming them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.answer import Place, Reference, Source
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.engine.explanation import MAX_REFERENCES, Scored, explain, merge

RADIUS_KM = 25.0


def scored(lat: float, lon: float, score: float, name: str = "") -> Scored:
    return Scored(
        LatLon(lat, lon), score / 2, score, (Source("grid", {"name": name or str(score)}),)
    )


# Clusters of a few kilometres anywhere, with the poles and the antimeridian well represented.
anchors = st.sampled_from([(0.0, 0.0), (0.0, 180.0), (0.0, -180.0), (90.0, 0.0), (-90.0, 77.0)])
positions = st.one_of(
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    st.tuples(anchors, st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)).map(
        lambda t: (
            max(-90.0, min(90.0, t[0][0] + t[1])),
            max(-180.0, min(180.0, t[0][1] + t[2])),
        )
    ),
)
candidates = st.lists(st.tuples(positions, st.integers(-5, 5)), max_size=20).map(
    lambda drawn: [scored(*where, score, str(i)) for i, (where, score) in enumerate(drawn)]
)


@given(candidates)
def test_places_are_apart_and_every_candidate_is_near_a_better_one(drawn: list[Scored]):
    places = merge(drawn, RADIUS_KM)
    for index, place in enumerate(places):
        for other in places[index + 1 :]:
            assert distance_km(place.where, other.where) > RADIUS_KM
            assert place.score >= other.score
    for one in drawn:
        assert any(
            distance_km(one.where, place.where) <= RADIUS_KM and place.score >= one.score
            for place in places
        )


@given(candidates)
def test_no_source_is_lost_or_doubled(drawn: list[Scored]):
    def names(given_: Sequence[Scored]) -> list[object]:
        return sorted(source.facts["name"] for one in given_ for source in one.sources)

    assert names(merge(drawn, RADIUS_KM)) == names(drawn)


@given(candidates, st.randoms())
def test_places_do_not_depend_on_the_order(drawn: list[Scored], random):
    distinct = list({one.score: one for one in drawn}.values())
    shuffled = distinct.copy()
    random.shuffle(shuffled)
    assert [p.where for p in merge(distinct, RADIUS_KM)] == [
        p.where for p in merge(shuffled, RADIUS_KM)
    ]


def test_the_best_position_stays():
    (place,) = merge([scored(48.8, 2.3, 1.0), scored(48.85, 2.35, 2.0)], RADIUS_KM)
    assert (place.where, place.score) == (LatLon(48.85, 2.35), 2.0)
    assert [s.facts["name"] for s in place.sources] == ["2.0", "1.0"]


def test_a_chain_of_neighbours_does_not_become_one_place():
    chain = [scored(0.0, 0.2 * i, 10 - i) for i in range(10)]  # 22 km apart each
    places = merge(chain, RADIUS_KM)
    assert [p.where.lon_deg for p in places] == pytest.approx([0.0, 0.4, 0.8, 1.2, 1.6])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((0.0, 179.95), (0.0, -179.95)),
        ((89.95, 0.0), (89.95, 180.0)),
        ((-90.0, 5.0), (-90.0, -90.0)),
    ],
)
def test_the_antimeridian_and_the_poles_part_nothing(a, b):
    assert len(merge([scored(*a, 2.0), scored(*b, 1.0)], RADIUS_KM)) == 1


def test_the_same_source_counts_once():
    one = scored(1.0, 1.0, 1.0, "same")
    (place,) = merge([one, one], RADIUS_KM)
    assert len(place.sources) == 1


class Names:
    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        return [Place(name=f"{lat:.0f}/{lon:.0f}") for lat, lon in lat_lon_deg]


class Supporters:
    def near(self, where: LatLon, radius_km: float, limit: int) -> list[Reference]:
        assert (radius_km, limit) == (RADIUS_KM, MAX_REFERENCES)
        return [Reference(row=7, where=where, cosine=0.5, distance_km=0.0)]


def test_places_are_ranked_named_and_supported():
    places = merge([scored(1.0, 2.0, 1.0), scored(50.0, 60.0, 3.0)], RADIUS_KM)
    first, second = explain(places, names=Names(), supporters=Supporters(), radius_km=RADIUS_KM)
    assert (first.rank, first.place.name, first.score) == (1, "50/60", 3.0)
    assert (second.rank, second.place.name, second.score) == (2, "1/2", 1.0)
    assert [one.row for one in first.references] == [7]


def test_without_gallery_there_are_no_references():
    (only,) = explain([scored(1.0, 2.0, 1.0)], names=Names(), supporters=None, radius_km=1.0)
    assert only.references == ()


def test_nothing_explains_to_nothing():
    assert explain([], names=Names(), supporters=None, radius_km=1.0) == ()
