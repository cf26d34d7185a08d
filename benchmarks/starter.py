"""Measure an encoder's pack on photos of known position: the table of the model card.

    python -m benchmarks.starter PHOTOS [--pack FOLDER --gallery FOLDER] [--split queries]

PHOTOS holds photos.csv (file, split, lat, lon) and the files that it names. Only pixels are used;
nothing may be tuned on what this prints.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop import wiring
from g3desktop.domain.geometry import THRESHOLDS_KM, distances_km
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import Engine, LocateOptions, PhotoFailure, locate
from g3desktop.engine.verification import LocationCache
from g3desktop.services.packs import read_pack
from g3desktop.settings import find_folders, find_resources


def _queries(photos: Path, split: str) -> tuple[list[Path], NDArray[np.float64]]:
    with (photos / "photos.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["split"] == split]
    where = np.array([(float(row["lat"]), float(row["lon"])) for row in rows])
    return [photos / row["file"] for row in rows], where


def _engine(pack_folder: Path, gallery_folder: Path) -> Engine:
    pack = read_pack(pack_folder)
    gazetteer = wiring.load_gazetteer()
    towns = gazetteer.grid(wiring.GRID_MIN_POPULATION)
    return Engine(
        encoder=load_encoder(pack),
        gallery=Gallery.open(gallery_folder),
        grid=Grid(towns.lat_lon_deg, towns.names),
        names=gazetteer,
        fusion=pack.manifest.fusion,
        locations=LocationCache(find_folders().cache / "locations"),
    )


def _within(found: NDArray[np.float64], true: NDArray[np.float64]) -> str:
    km = distances_km(found, true)
    return " / ".join(f"{100 * np.mean(km <= radius):.1f}" for radius in THRESHOLDS_KM)


def _answers(engine: Engine, paths: list[Path], options: LocateOptions) -> NDArray[np.float64]:
    """Return the first place of each answer; the far side of the world where there is none."""
    found = []
    for answer in locate(paths, engine=engine, options=options):
        if isinstance(answer, PhotoFailure):
            raise answer.error
        best = answer.candidates[0].where
        found.append((best.lat_deg, best.lon_deg))
    return np.array(found)


def main() -> None:
    """Print per cent within 1 / 25 / 200 / 750 / 2500 km for each way of answering."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--pack", type=Path, default=find_resources() / "packs" / "starter")
    parser.add_argument("--gallery", type=Path, default=find_resources() / "galleries" / "starter")
    parser.add_argument("--split", default="queries")
    arguments = parser.parse_args()
    paths, true = _queries(arguments.photos, arguments.split)
    engine = _engine(arguments.pack, arguments.gallery)
    gallery, encoder = engine.gallery, engine.encoder
    if gallery is None:
        raise SystemExit("needs a gallery")
    side = encoder.short_side_px
    squares = [encoder.prepare(read_photo(path, short_side_px=side).pixels) for path in paths]
    vectors = encoder.encode_images(squares)
    similar = gallery.nearest(vectors.concatenated(), 1)[0][:, 0]
    rows = engine.locations.vectors(encoder, gallery.lat_lon_deg)
    apt = (vectors.image_gps @ rows.T).argmax(axis=1)
    print(f"{encoder.id}, gallery {gallery.id} ({gallery.rows} rows), {len(paths)} photos")
    print("retrieval only          ", _within(gallery.lat_lon_deg[similar], true))
    print("verification only       ", _within(gallery.lat_lon_deg[apt], true))
    options = LocateOptions(top=1)
    if engine.fusion is not None:
        print("both (--ranking fused)  ", _within(_answers(engine, paths, options), true))
    paper = replace(options, ranking="paper")
    print("both (--ranking paper)  ", _within(_answers(engine, paths, paper), true))


if __name__ == "__main__":
    main()
