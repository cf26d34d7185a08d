"""Building a gallery against the plain way: decode in full and encode one photo after another.

The baseline is a loop with Pillow's full decode and the starter's network as timm makes it. The
note of each row says what is left of the gain against the same loop with the program's own encoder.
All make the same things, content hash, EXIF position, vector and thumbnail of every photo, saved,
with the same weights, in processes of their own, one after the other.

`python -m benchmarks.gallery` runs this table alone; G3DESKTOP_TEST_DATA names the shared photos.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageOps

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.domain.pack import Pack
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.starter import load_model
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import find_photos
from g3desktop.services.packs import read_pack
from g3desktop.settings import find_resources

SMALL_PHOTOS = 1000
LARGE_PHOTOS = 200
LARGE_SIZE = (4000, 3000)

_GPS_IFD = 0x8825


def main() -> list[Row]:
    """Measure both rows; none without the shared photos or the starter pack."""
    shared = os.environ.get("G3DESKTOP_TEST_DATA")
    pack = find_resources() / "packs" / "starter"
    if not shared or not (pack / "pack.json").is_file():
        return []
    photos = sorted((Path(shared) / "photos" / "gallery").glob("*.jpg"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        small, large = root / "small", root / "large"
        small.mkdir()
        for path in photos[:SMALL_PHOTOS]:
            shutil.copy(path, small)
        # Every few photos only, so that all sets are among them.
        write_large(photos[:: len(photos) // LARGE_PHOTOS], large, LARGE_PHOTOS)
        return [
            compare("gallery of 1,000 shared photos", small, pack, root, reach=0.6),
            compare("gallery of 200 photos of 12 megapixels", large, pack, root, reach=0.35),
        ]


def write_large(photos: list[Path], folder: Path, count: int) -> None:
    """Enlarge photos to 12 megapixels, with grain so that a file has the size of a camera's."""
    folder.mkdir()
    width, height = LARGE_SIZE
    grain = np.random.default_rng(0).normal(0, 5, (height, width, 1)).astype(np.int16)
    for number, path in enumerate(islice(cycle(photos), count)):
        with Image.open(path) as image:
            exif = Image.Exif()
            exif.get_ifd(_GPS_IFD).update(image.getexif().get_ifd(_GPS_IFD))
            pixels = np.asarray(image.convert("RGB").resize(LARGE_SIZE, Image.Resampling.BICUBIC))
        grainy = np.clip(pixels + np.roll(grain, 97 * number, axis=1), 0, 255).astype(np.uint8)
        Image.fromarray(grainy).save(folder / f"{number:04d}.jpg", quality=88, exif=exif)


def compare(what: str, photos: Path, pack: Path, root: Path, *, reach: float) -> Row:
    """Run both ways over one folder and check that their vectors agree."""
    out = Path(tempfile.mkdtemp(dir=root))
    baseline = run_fresh("benchmarks.gallery", "baseline", photos, pack, out)
    same_encoder = run_fresh("benchmarks.gallery", "same encoder", photos, pack, out)
    ours = run_fresh("benchmarks.gallery", "ours", photos, pack, out)
    gallery = Gallery.open(out / "galleries" / "bench")
    rows = gallery.vectors(range(gallery.rows))
    cosines = (rows * np.load(out / "baseline.npy")).sum(axis=1) / gallery.parts
    size_mb = np.mean([path.stat().st_size for path in photos.iterdir()]) / 1e6
    return Row(
        what,
        baseline["seconds"],
        ours["seconds"],
        reach,
        baseline["peak_mb"],
        ours["peak_mb"],
        f"{ours['seconds'] / same_encoder['seconds']:.2f} of the loop with our own encoder; "
        f"{gallery.rows} rows, {size_mb:.2f} MB a photo, least cosine {cosines.min():.5f}",
    )


def build_plainly(photos: Path, pack: Pack, out: Path) -> float:
    """Build the plain way, with the network as timm makes it; return the seconds."""
    model = load_model(pack).eval()

    def encode(square: Pixels) -> NDArray[np.float32]:
        with torch.inference_mode():
            pixels = torch.from_numpy(np.array(square)).permute(2, 0, 1).contiguous()
            aligned = model.align_images(model.tower(pixels[None].float() / 255))
            return torch.cat([aligned.image, aligned.image_gps], dim=1)[0].numpy()

    return _loop(photos, model.prepare, encode, out)


def build_with_our_encoder(photos: Path, pack: Pack, out: Path) -> float:
    """Build the plain way, with the program's encoder; return the seconds."""
    encoder = load_encoder(pack, device="cpu")
    return _loop(
        photos,
        encoder.prepare,
        lambda square: encoder.encode_images([square]).concatenated()[0],
        out,
    )


def _loop(
    photos: Path,
    prepare: Callable[[Pixels], Pixels],
    encode: Callable[[Pixels], NDArray[np.float32]],
    out: Path,
) -> float:
    encode(prepare(np.zeros((300, 400, 3), dtype=np.uint8)))
    started = time.perf_counter()
    vectors, facts = [], []
    for path in find_photos(photos):
        content = path.read_bytes()
        with Image.open(path) as image:
            position = dict(image.getexif().get_ifd(_GPS_IFD))
            upright = ImageOps.exif_transpose(image).convert("RGB")
        vectors.append(encode(prepare(np.asarray(upright))))
        upright.thumbnail((256, 256))
        upright.save(out / f"{path.stem}.thumb.jpg")
        facts.append((path.name, hashlib.sha256(content).hexdigest(), str(position)))
    np.save(out / "baseline.npy", np.stack(vectors))
    (out / "baseline.json").write_text(json.dumps(facts))
    return time.perf_counter() - started


def build_ours(photos: Path, pack: Pack, out: Path) -> float:
    """Build with the program; return the seconds."""
    encoder = load_encoder(pack, device="cpu")
    # Neither way pays for the first use of the network.
    side_px = encoder.spec.input_px
    encoder.encode_images([np.zeros((side_px, side_px, 3), dtype=np.uint8)] * 8)
    started = time.perf_counter()
    build_gallery(BuildPlan(photos, "bench", out / "galleries"), encoder)
    return time.perf_counter() - started


_WAYS: dict[str, Callable[[Path, Pack, Path], float]] = {
    "baseline": build_plainly,
    "same encoder": build_with_our_encoder,
    "ours": build_ours,
}


def _measure_here(way: str, photos: Path, pack: Path, out: Path) -> None:
    seconds = _WAYS[way](photos, read_pack(pack), out)
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measure_here(sys.argv[1], *map(Path, sys.argv[2:5]))
    else:
        show(main())
