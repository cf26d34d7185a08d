"""Names of places in other languages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from g3desktop.domain.answer import Place
from g3desktop.domain.geometry import LatLon
from g3desktop.ui.place_names import load_names, localised
from g3desktop.wiring import load_gazetteer

VIENNA = Place("Vienna", "Vienna", "Austria", "AT")


@pytest.mark.parametrize(
    ("place", "language", "expected"),
    [
        (VIENNA, "de", Place("Wien", "Wien", "Österreich", "AT")),
        (VIENNA, "de-AT", Place("Wien", "Wien", "Österreich", "AT")),
        (VIENNA, "fr_FR", Place("Vienne", "Vienne", "Autriche", "AT")),
        (Place("Rome", "Lazio", "Italy", "IT"), "de", Place("Rom", "Lazio", "Italien", "IT")),
        (
            Place("Hong Kong", "", "Hong Kong", "HK"),
            "de",
            Place("Hongkong", "", "Hongkong", "HK"),
        ),
        (
            Place("Reykjavik", "Capital Region", "Iceland", "IS"),
            "de",
            Place("Reykjavík", "Capital Region", "Island", "IS"),
        ),
        (Place("", "", "Kosovo", "XK"), "fr", Place("", "", "Kosovo", "XK")),
    ],
)
def test_countries_and_large_towns_are_translated(
    place: Place, language: str, expected: Place
) -> None:
    assert localised(place, language) == expected


def test_a_town_of_the_same_name_elsewhere_keeps_its_name() -> None:
    there = Place("Vienna", "Virginia", "United States", "US")
    assert localised(there, "de") == Place("Vienna", "Virginia", "Vereinigte Staaten", "US")


def test_a_name_with_a_country_in_brackets_is_none() -> None:
    assert localised(Place("Tripoli", "", "Libya", "LY"), "fr").name == "Tripoli"


@pytest.mark.parametrize("language", ["", "C", "en", "en-GB", "en_US", "tlh", "no language"])
def test_english_and_unknown_languages_leave_all_names(language: str) -> None:
    assert localised(VIENNA, language) == VIENNA


def test_no_names_stay_no_names() -> None:
    assert localised(Place(), "de") == Place()


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_country_of_the_table_has_a_name_for_reading(language: str) -> None:
    gazetteer = load_gazetteer()
    towns = gazetteer.grid()
    seen = {}
    for place in gazetteer.places(towns.lat_lon_deg[::37]):
        seen[place.country_code] = place
    assert len(seen) > 150
    for place in seen.values():
        shown = localised(place, language)
        assert shown.country
        assert shown.country.isprintable()
        assert "SAR" not in shown.country
    assert localised(gazetteer.place(LatLon(41.9, 12.5)), language).country != "Italy"


def test_an_english_window_never_loads_the_names() -> None:
    script = (
        "import sys; from g3desktop.ui.place_names import load_names; load_names('en');"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    load_names("de")
