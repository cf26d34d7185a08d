"""Names of countries and of well-known towns in the window's language.

The table of places has one name each: countries in English, towns in English or as they are called
there. Answers are published and stored with those; only what the window shows is translated. The
names are those of Unicode CLDR, which Babel carries: all countries, and the towns that time zones
are called after, most capitals among them. Other towns and the regions keep their names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

    from g3desktop.domain.answer import Place

_SOFT_HYPHEN = "\u00ad"

_ZONES_OF_COUNTRIES = {"HK": "Asia/Hong_Kong", "MO": "Asia/Macau"}
"""Babel has no short names; CLDR's full ones are "Hong Kong SAR China" and the like."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What a language calls places.

    Attributes:
        countries: By code.
        towns: By country code and the name in the table of places.
    """

    countries: Mapping[str, str]
    towns: Mapping[tuple[str, str], str]


def localised(place: Place, language: str) -> Place:
    """Return a place with the names that a language has for it; others stay as they are.

    The first call for a language reads it, some 20 ms: `load_names` does so beforehand.

    Args:
        place: As an answer has it.
        language: As in BCP 47, such as "de" or "fr-CA"; "" and English leave all names.
    """
    if not place.country_code or not _is_other(language):
        return place
    names = _names(language)
    code = place.country_code
    return replace(
        place,
        name=names.towns.get((code, place.name), place.name),
        # A city that is a region of its own has that city's name.
        admin1=names.towns.get((code, place.admin1), place.admin1),
        country=names.countries.get(code, place.country),
    )


def load_names(language: str) -> None:
    """Read the names of a language, in whatever thread has time for it."""
    if _is_other(language):
        _names(language)


def _is_other(language: str) -> bool:
    return language.replace("_", "-").split("-")[0].lower() not in {"", "c", "en"}


@lru_cache(maxsize=4)
def _names(language: str) -> _Names:
    # Here, as whoever has an English window never needs it.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return _Names({}, {})
    theirs = _zone_names(locale)
    countries = dict(locale.territories) | {
        code: theirs[zone] for code, zone in _ZONES_OF_COUNTRIES.items() if zone in theirs
    }
    return _Names(countries, _towns(theirs, _zone_names(Locale("en"))))


def _zone_names(locale: Locale) -> dict[str, str]:
    """Return the town that each time zone is called after."""
    from babel.core import get_global

    said = locale.time_zones
    names = {}
    for zone in get_global("zone_territories"):
        name = said[zone].get("city") if zone in said else None
        # A zone without a name of its own is called as its code says.
        name = name or zone.rsplit("/", 1)[-1].replace("_", " ")
        names[zone] = name.replace(_SOFT_HYPHEN, "")
    return names


def _towns(theirs: Mapping[str, str], english: Mapping[str, str]) -> dict[tuple[str, str], str]:
    from babel.core import get_global

    return {
        (country, english[zone]): theirs[zone]
        for zone, country in get_global("zone_territories").items()
        # "Tripoli (Libye)" is no town's name; the table's own will do.
        if theirs[zone] != english[zone] and not set(theirs[zone]) & set("([,")
    }
