"""The published rows: whole, cited, and what the paper prints."""

from __future__ import annotations

import pytest

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.published import PHOTOS, published_rows

SYSTEMS = (
    "[L]kNN, sigma=4",
    "PlaNet",
    "CPlaNet",
    "ISNs",
    "TransLocator",
    "GeoDecoder",
    "GeoCLIP",
    "Img2Loc",
    "PIGEON",
    "G3",
)


@pytest.mark.parametrize("dataset", ["im2gps3k", "yfcc4k"])
def test_every_system_stands_in_the_order_of_the_paper(dataset: str):
    rows = published_rows(dataset)

    assert tuple(row.system for row in rows) == SYSTEMS
    assert {row.dataset for row in rows} == {dataset}
    assert dataset in PHOTOS


@pytest.mark.parametrize("dataset", ["im2gps3k", "yfcc4k"])
def test_shares_rise_with_the_threshold(dataset: str):
    for row in published_rows(dataset):
        shares = [share for share in row.within if share is not None]
        assert len(row.within) == len(THRESHOLDS_KM)
        assert shares == sorted(shares)
        assert all(0 < share < 100 for share in shares)


@pytest.mark.parametrize("dataset", ["im2gps3k", "yfcc4k"])
def test_every_row_is_cited_with_its_year(dataset: str):
    for row in published_rows(dataset):
        assert f"et al. {row.year}, " in row.citation


def test_the_paper_of_g3_is_told_as_printed():
    by_name = {row.system: row.within for row in published_rows("im2gps3k")}
    assert by_name["G3"] == (16.65, 40.94, 55.56, 71.24, 84.68)
    by_name = {row.system: row.within for row in published_rows("yfcc4k")}
    assert by_name["G3"] == (23.99, 35.89, 46.98, 64.26, 78.15)


@pytest.mark.parametrize("dataset", ["plain", "osv5m", ""])
def test_nothing_is_printed_for_other_data_sets(dataset: str):
    assert published_rows(dataset) == ()
