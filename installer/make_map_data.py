"""Make resources/map/data again: `python installer/make_map_data.py --shapes FOLDER`.

FOLDER holds the shapefiles of Natural Earth 1:10m whose digests stand below. Needs shapely and
pyshp, and the packages of resources/map/package-lock.json (`npm ci` there). Both files are in git,
so that neither a build nor the program needs any of this; resources/map/data/README.md says where
the shapefiles come from. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapefile
import shapely
from numpy.typing import NDArray
from shapely.geometry.polygon import orient

ROOT = Path(__file__).resolve().parent.parent
MAP = ROOT / "resources" / "map"
ATLAS = MAP / "node_modules" / "world-atlas" / "countries-50m.json"

REGIONS, LAKES = "ne_10m_admin_1_states_provinces_lines", "ne_10m_lakes"
DIGESTS = {
    REGIONS: "c89b8545fdb03a764df9de2efeadf0d6735169d94b48a315b5e233780e073ab5",
    LAKES: "11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1",
}

GRID_DEG = 0.001
"""Positions are rounded to this: the closest tiles are drawn on a grid of 0.0027 degrees."""

TOLERANCE_DEG = 0.0015
"""How far a simplified line may lie from the published one."""

LOCATOR_STEPS = 100
"""Steps of a degree in the locator's file, which is looked at from far: one is a kilometre."""

LOCATOR_LAKE_DEG2 = 0.1
LOCATOR_EDGE_DEG = 0.5
CELL_DEG = 2
TOWNS_A_CELL = 4
GREAT_TOWN = 150_000

Points = NDArray[np.float64]
"""Longitude and latitude, shape (N, 2)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files and say their digests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shapes", type=Path, required=True, help="folder of the shapefiles")
    folder = parser.parse_args(arguments).shapes
    for name, digest in DIGESTS.items():
        if hashlib.sha256((folder / f"{name}.shp").read_bytes()).hexdigest() != digest:
            sys.stderr.write(f"{name}.shp is not the file that it should be.\n")
            return 1
    regions, lakes = read_lines(folder / f"{REGIONS}.shp"), read_polygons(folder / f"{LAKES}.shp")
    made = {
        "natural-earth.json.gz": pack_topology(regions, lakes),
        "locator.npz": pack_locator(json.loads(ATLAS.read_text(encoding="utf-8")), lakes),
    }
    for name, content in made.items():
        (MAP / "data" / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
    return 0


# The lines between regions, and the lakes.


def read_lines(path: Path) -> list[Points]:
    """Return every line of a shapefile, simplified."""
    with path.open("rb") as file, shapefile.Reader(shp=file) as reader:
        shapes = [np.array(shape.points)[:, :2] for shape in reader.shapes() if shape.points]
        parts = [list(shape.parts) for shape in reader.shapes() if shape.points]
    lines = [
        shapely.LineString(piece)
        for points, starts in zip(shapes, parts, strict=True)
        for piece in np.split(points, starts[1:])
        if len(piece) > 1
    ]
    return [shapely.get_coordinates(line.simplify(TOLERANCE_DEG)) for line in lines]


def read_polygons(path: Path) -> list[list[Points]]:
    """Return every polygon of a shapefile, simplified: its outer ring, then its holes."""
    polygons: list[list[Points]] = []
    with path.open("rb") as file, shapefile.Reader(shp=file) as reader:
        shapes = [shapely.geometry.shape(shape.__geo_interface__) for shape in reader.shapes()]
    for shape in shapes:
        for polygon in shapely.get_parts(shape.simplify(TOLERANCE_DEG)):
            rings = [polygon.exterior, *polygon.interiors]
            polygons.append([shapely.get_coordinates(ring) for ring in rings])
    return polygons


def pack_topology(regions: Sequence[Points], lakes: Sequence[Sequence[Points]]) -> bytes:
    """Return a gzipped TopoJSON of two collections, "regions" and "lakes"."""
    arcs: list[list[list[int]]] = []

    def arc(points: Points, *, least: int) -> int | None:
        steps = np.rint(points / GRID_DEG).astype(int)
        kept = steps[np.append(True, np.any(np.diff(steps, axis=0), axis=1))]
        if len(kept) < least:
            return None
        arcs.append(np.concatenate([kept[:1], np.diff(kept, axis=0)]).tolist())
        return len(arcs) - 1

    lines = [index for one in regions if (index := arc(one, least=2)) is not None]
    polygons = []
    for rings in lakes:
        indexes = [index for ring in rings if (index := arc(ring, least=4)) is not None]
        if indexes:
            polygons.append([[index] for index in indexes])
    topology = {
        "type": "Topology",
        "transform": {"scale": [GRID_DEG, GRID_DEG], "translate": [0, 0]},
        "objects": {
            "regions": {"type": "MultiLineString", "arcs": [[index] for index in lines]},
            "lakes": {"type": "MultiPolygon", "arcs": polygons},
        },
        "arcs": arcs,
    }
    words = json.dumps(topology, separators=(",", ":")).encode("ascii")
    return gzip.compress(words, compresslevel=9, mtime=0)


# The map without a browser.


def pack_locator(atlas: dict[str, Any], lakes: Sequence[Sequence[Points]]) -> bytes:
    """Return the arrays that g3desktop.ui.small_map draws."""
    decoded = decode_arcs(atlas)
    polygons = land_polygons(atlas, decoded)
    land = [ring for rings in polygons for ring in rings]
    great = [
        shapely.get_coordinates(orient(shapely.Polygon(rings[0]).simplify(0.02), -1))
        for rings in lakes
        if shapely.Polygon(rings[0]).area >= LOCATOR_LAKE_DEG2
    ]
    borders = border_lines(atlas, decoded)
    arrays: dict[str, NDArray[Any]] = {"format": np.array(1, np.int32)}
    for name, lines in (("land", land), ("lake", great), ("border", borders)):
        dense = [densify(line) for line in lines]
        arrays[f"{name}_lon_lat"] = to_steps(np.concatenate(dense))
        arrays[f"{name}_size"] = np.array([len(line) for line in dense], np.uint32)
    arrays["land_is_hole"] = np.array([i > 0 for rings in polygons for i, _ in enumerate(rings)])
    arrays |= town_arrays()
    return pack_arrays(arrays)


def decode_arcs(atlas: dict[str, Any]) -> list[Points]:
    """Return the arcs of a quantised topology in degrees."""
    scale, translate = (np.array(atlas["transform"][name]) for name in ("scale", "translate"))
    return [np.cumsum(arc, axis=0) * scale + translate for arc in atlas["arcs"]]


def join(indexes: Iterable[int], arcs: Sequence[Points]) -> Points:
    """Join arcs to one line; an index below 0 is an arc the other way round."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def land_polygons(atlas: dict[str, Any], arcs: Sequence[Points]) -> list[list[Points]]:
    """Return the land: outer rings clockwise as seen from above, holes the other way."""
    polygons: list[list[Points]] = []
    for geometry in atlas["objects"]["land"]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for rings in parts:
            outer, *holes = [join(ring, arcs) for ring in rings]
            # Rounding turned some islets of a few points inside out.
            if turns_clockwise(outer):
                polygons.append([outer, *holes])
    return polygons


def turns_clockwise(ring: Points) -> bool:
    """Tell how a ring runs, seen from above its own middle, wherever on the globe that is."""
    lon, lat = np.radians(ring).T
    vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    middle = vectors.mean(axis=0)
    east = np.cross([0, 0, 1.0], middle)
    north = np.cross(middle, east)
    z = vectors @ middle / np.linalg.norm(middle)
    x, y = (vectors @ axis / np.linalg.norm(axis) / np.sqrt(1 + z) for axis in (east, north))
    return bool(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) < 0)


def border_lines(atlas: dict[str, Any], arcs: Sequence[Points]) -> list[Points]:
    """Return the arcs that two countries share."""
    uses: Counter[int] = Counter()
    for geometry in atlas["objects"]["countries"]["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        uses.update(i if i >= 0 else ~i for rings in parts for ring in rings for i in ring)
    return [arcs[index] for index in sorted(uses) if uses[index] > 1]


def densify(line: Points) -> Points:
    """Put points on long edges, so that a parallel stays one in any projection."""
    turn = np.concatenate([[0], np.cumsum(-360 * np.rint(np.diff(line[:, 0]) / 360))])
    flat = line + np.stack([turn, np.zeros(len(line))], axis=1)
    return shapely.get_coordinates(shapely.LineString(flat).segmentize(LOCATOR_EDGE_DEG))


def to_steps(lon_lat: Points) -> NDArray[np.int16]:
    """Return positions in steps, longitudes within a half turn."""
    lon = (lon_lat[:, 0] + 180) % 360 - 180
    return np.rint(np.stack([lon, lon_lat[:, 1]], axis=1) * LOCATOR_STEPS).astype(np.int16)


def town_arrays() -> dict[str, NDArray[Any]]:
    """Return the greatest towns of every part of the world, the greatest first."""
    sys.path.insert(0, str(ROOT))
    from g3desktop.services.gazetteer import Gazetteer

    towns = Gazetteer.load(ROOT / "resources" / "gazetteer").grid(0)
    seen: Counter[tuple[int, int]] = Counter()
    chosen: list[int] = []
    for i in np.argsort(-towns.population, kind="stable").tolist():
        cell = tuple((towns.lat_lon_deg[i] // CELL_DEG).astype(int).tolist())
        seen[cell] += 1
        if seen[cell] <= TOWNS_A_CELL or towns.population[i] >= GREAT_TOWN:
            chosen.append(i)
    names = [towns.names[i].encode("utf-8") for i in chosen]
    return {
        "town_lon_lat": to_steps(towns.lat_lon_deg[chosen][:, ::-1]),
        "town_name_size": np.array([len(name) for name in names], np.uint8),
        "town_names": np.frombuffer(b"".join(names), np.uint8),
    }


def pack_arrays(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return an .npz without the time of its making."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_DEFLATED
            )
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
