"""What a photo sees of a gallery, against comparisons with each of its rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine import retrieval
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.retrieval import Evidence, Exclusion, retrieve
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos

ROWS = 60
FEW = 8


class FewCount(Gallery):
    """A gallery of which few rows count as evidence, as of a large one."""

    @property
    def evidence_rows(self) -> int:
        return FEW


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery of sixty photos by three authors, on both sides of the antimeridian; read only."""
    root = tmp_path_factory.mktemp("retrieval")
    write_photos(root / "photos", ROWS - 12)
    for n in range(12):
        where = (10 + n / 100, 179.95 if n % 2 else -179.95)
        write_photo(root / "photos" / f"z{n}.jpg", where, seed=500 + n, author="Author 1")
    build_gallery(BuildPlan(root / "photos", "mine", root / "galleries"), FakeEncoder())
    return root / "galleries" / "mine"


@pytest.fixture(scope="module")
def gallery(folder: Path) -> Gallery:
    gallery = Gallery.open(folder)
    assert gallery.rows == ROWS
    return gallery


@pytest.fixture(scope="module")
def large(folder: Path) -> Gallery:
    return FewCount.open(folder)


@pytest.fixture(scope="module")
def vectors(gallery: Gallery) -> ImageVectors:
    """Of four photos, each of them in the gallery."""
    encoder = FakeEncoder()
    pixels = [read_photo(gallery.row(row).file).pixels for row in (0, 7, 20, 55)]
    return encoder.encode_images([encoder.prepare(one) for one in pixels])


@pytest.fixture(scope="module")
def exclusions(gallery: Gallery) -> list[Exclusion]:
    """Nothing, the photo itself, an author, and both."""
    itself, last = gallery.row(7).sha256, gallery.row(55).sha256
    return [
        Exclusion(),
        Exclusion(sha256=itself),
        Exclusion("AUTHOR 1"),
        Exclusion("author 2", last),
    ]


def excluded_rows(gallery: Gallery, exclusion: Exclusion) -> set[int]:
    rows = {row for row in range(ROWS) if gallery.row(row).sha256 == exclusion.sha256}
    author = (exclusion.author or "").lower()
    return rows | {row for row in range(ROWS) if gallery.row(row).author.lower() == author}


def all_cosines(gallery: Gallery, query: np.ndarray) -> np.ndarray:
    return gallery.vectors(range(gallery.rows)).astype(np.float64) @ query / 2


def allowed_best_first(gallery: Gallery, query: np.ndarray, exclusion: Exclusion) -> list[int]:
    order = np.argsort(-all_cosines(gallery, query), kind="stable").tolist()
    left_out = excluded_rows(gallery, exclusion)
    return [row for row in order if row not in left_out]


@pytest.mark.parametrize("count", [FEW, ROWS])
def test_the_evidence_is_the_most_similar_rows_that_each_photo_may_find(
    gallery: Gallery,
    large: Gallery,
    vectors: ImageVectors,
    exclusions: list[Exclusion],
    count: int,
) -> None:
    asked = large if count == FEW else gallery
    together = retrieve(asked, vectors, exclusions)
    for query, exclusion, found in zip(vectors.concatenated(), exclusions, together, strict=True):
        expected = allowed_best_first(gallery, query, exclusion)[:count]
        assert found.rows.tolist() == expected
        assert found.cosines == pytest.approx(all_cosines(gallery, query)[expected], abs=1e-6)
        assert found.lat_lon_deg.tolist() == gallery.lat_lon_deg[expected].tolist()
        assert found.excluded == excluded_rows(gallery, exclusion)
        for index in (0, len(expected) - 1):
            assert found.facts(index) == {
                "row": expected[index],
                "cosine": round(float(found.cosines[index]), 6),
            }


def test_what_was_left_out_is_said(
    gallery: Gallery, vectors: ImageVectors, exclusions: list[Exclusion]
) -> None:
    by_author = [len(gallery.rows_by_author(f"Author {n}")) for n in range(3)]
    assert [found.warnings for found in retrieve(gallery, vectors, exclusions)] == [
        (),
        ("The gallery holds this very file; it was left out.",),
        (f"Left out {by_author[1]} gallery photos by AUTHOR 1.",),
        (
            "The gallery holds this very file; it was left out.",
            f"Left out {by_author[2]} gallery photos by author 2.",
        ),
    ]


def test_rows_that_are_equally_similar_stand_in_their_own_order(
    tmp_path: Path, vectors: ImageVectors
) -> None:
    for n in range(30):
        write_photo(tmp_path / "in" / f"{n:02d}.jpg", (n + 1, 5), seed=n % 2, title=f"{n}")
    build_gallery(BuildPlan(tmp_path / "in", "alike", tmp_path / "out"), FakeEncoder())
    for found in retrieve(Gallery.open(tmp_path / "out" / "alike"), vectors, [Exclusion()] * 4):
        assert len(set(found.cosines.tolist())) == 2
        halves = found.rows[:15].tolist(), found.rows[15:].tolist()
        assert sorted(halves) == [list(range(0, 30, 2)), list(range(1, 30, 2))]
        assert [one.row for one in found.near(LatLon(15, 5), 4000, 30)] == found.rows.tolist()
        assert found.dissimilar(30).rows.tolist() == [*halves[1], *halves[0]]


@pytest.mark.parametrize("limit", [1, 15, ROWS, 3 * ROWS])
def test_the_least_similar_rows_that_each_photo_may_find(
    gallery: Gallery,
    large: Gallery,
    vectors: ImageVectors,
    exclusions: list[Exclusion],
    limit: int,
) -> None:
    for asked in (gallery, large):
        for found, exclusion in zip(retrieve(asked, vectors, exclusions), exclusions, strict=True):
            expected = allowed_best_first(gallery, found.query, exclusion)[::-1][:limit]
            least = found.dissimilar(limit)
            assert least.rows.tolist() == expected
            cosines = all_cosines(gallery, found.query)[expected]
            assert least.cosines == pytest.approx(cosines, abs=1e-6)
            assert least.lat_lon_deg.tolist() == gallery.lat_lon_deg[expected].tolist()


def test_no_rows_are_wanted(gallery: Gallery, vectors: ImageVectors) -> None:
    found = retrieve(gallery, vectors, [Exclusion()] * 4)[0]
    assert len(found.dissimilar(0).rows) == 0
    assert found.near(LatLon(0, 0), 30_000, 0) == []


def test_without_a_gallery_there_is_nothing(vectors: ImageVectors) -> None:
    for found in retrieve(None, vectors, [Exclusion("Somebody")] * 4):
        assert len(found.rows) == len(found.cosines) == len(found.lat_lon_deg) == 0
        assert len(found.dissimilar(5).rows) == 0
        assert found.near(LatLon(0, 0), 30_000, 5) == []
        assert found.warnings == ()


def test_when_everything_is_excluded_nothing_is_found(tmp_path: Path) -> None:
    photo = write_photo(tmp_path / "in" / "a.jpg", (1.0, 2.0), author="Ann")
    build_gallery(BuildPlan(tmp_path / "in", "one", tmp_path / "out"), FakeEncoder())
    encoder = FakeEncoder()
    vectors = encoder.encode_images([encoder.prepare(read_photo(photo).pixels)])
    (found,) = retrieve(FewCount.open(tmp_path / "out" / "one"), vectors, [Exclusion("ann")])
    assert found.rows.shape == (0,)
    assert found.lat_lon_deg.shape == (0, 2)
    assert len(found.dissimilar(5).rows) == 0
    assert found.near(LatLon(1.0, 2.0), 30_000, 5) == []


@pytest.fixture(scope="module")
def seen(
    gallery: Gallery, large: Gallery, vectors: ImageVectors, exclusions: list[Exclusion]
) -> list[tuple[Evidence, list[int]]]:
    """Each photo's evidence in both galleries, and all rows that it may find, best first."""
    return [
        (found, allowed_best_first(gallery, found.query, exclusion))
        for asked in (gallery, large)
        for found, exclusion in zip(retrieve(asked, vectors, exclusions), exclusions, strict=True)
    ]


@given(
    st.floats(-90, 90) | st.floats(9, 11),
    st.floats(-180, 180) | st.sampled_from([180.0, -180.0, 179.9]),
    st.floats(0, 20_100) | st.floats(0, 30),
)
def test_photos_near_a_place_are_those_of_all_rows(
    seen: list[tuple[Evidence, list[int]]],
    gallery: Gallery,
    lat_deg: float,
    lon_deg: float,
    radius_km: float,
) -> None:
    km = distances_km((lat_deg, lon_deg), gallery.lat_lon_deg)
    for found, best_first in seen:
        references = found.near(LatLon(lat_deg, lon_deg), radius_km, 5)
        expected = [row for row in best_first if km[row] <= radius_km][:5]
        assert [one.row for one in references] == expected
        cosines = all_cosines(gallery, found.query)[expected]
        assert [one.cosine for one in references] == pytest.approx(cosines, abs=2e-6)
        assert [one.distance_km for one in references] == pytest.approx(km[expected], abs=1e-3)


def test_a_photo_near_a_place_is_shown_with_what_is_known_of_it(
    seen: list[tuple[Evidence, list[int]]], gallery: Gallery
) -> None:
    for found, _ in seen:
        references = found.near(LatLon(10.0, 180.0), 20_100, ROWS)
        assert len(references) == ROWS - len(found.excluded)
        for one in references:
            row = gallery.row(one.row)
            assert (one.where, one.title, one.author) == (row.where, row.title, row.author)
            assert one.image == str(row.image)


def test_of_many_rows_beside_the_evidence_the_nearest_are_compared(
    large: Gallery, vectors: ImageVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "_MOST_BEYOND", 3)
    found = retrieve(large, vectors, [Exclusion("Author 0")] * 4)[0]
    known = set(found.rows.tolist())
    # A place of whose neighbours none is evidence.
    where = LatLon(10.0, 180.0)
    others = set(range(ROWS)) - known - found.excluded
    km = distances_km((where.lat_deg, where.lon_deg), large.lat_lon_deg)
    nearest = sorted(others, key=lambda row: (km[row], row))[:3]
    references = found.near(where, 20.0, ROWS)
    compared = {one.row for one in references} - known
    assert compared == set(nearest)
    cosines = [one.cosine for one in references]
    assert cosines == sorted(cosines, reverse=True)


def test_who_changes_the_references_of_a_place_changes_no_other_answer(
    gallery: Gallery, vectors: ImageVectors
) -> None:
    found = retrieve(gallery, vectors, [Exclusion()] * 4)[0]
    first = found.near(LatLon(10.0, 180.0), 50.0, 5)
    again = list(first)
    first.clear()
    assert len(again) == 5
    assert found.near(LatLon(10.0, 180.0), 50.0, 5) == again
    assert len(found.near(LatLon(10.0, 180.0), 50.0, 2)) == 2
