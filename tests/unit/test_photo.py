"""Reading sound photos of every format and mode, made here with Pillow."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.photo import Pixels
from g3desktop.engine import photo as photo_module
from g3desktop.engine.photo import (
    SUPPORTED_SUFFIXES,
    content_sha256,
    find_photos,
    read_photo,
    thumbnail_jpeg,
)

ORIENTATION, MAKE, GPS_POINTER = 0x112, 0x10F, 0x8825
GREY = 128


def save(path: Path, image: Image.Image, **options) -> Path:
    image.save(path, **options)
    return path


def gradient(width: int, height: int) -> Image.Image:
    """A picture that no turn or mirroring leaves as it is."""
    x, y = np.linspace(0, 200, width), np.linspace(0, 250, height)[:, None]
    red, green = np.broadcast_to(x, (height, width)), np.broadcast_to(y, (height, width))
    blue = np.where((red < 60) & (green < 90), 255, 20)
    return Image.fromarray(np.stack([red, green, blue], axis=-1).astype(np.uint8))


def scenery(width: int, height: int) -> Image.Image:
    """Structure at every scale, as photos have it."""
    random = np.random.default_rng(7)
    picture = np.zeros((height, width, 3), np.float32)
    for cells in (4, 9, 20, 45, 100, 220):
        coarse = Image.fromarray(random.integers(0, 255, (cells, cells, 3), dtype=np.uint8))
        layer = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.float32)
        picture += layer / 6
    stretched = (picture - picture.mean()) * 2 + 128
    return Image.fromarray(stretched.clip(0, 255).astype(np.uint8))


def difference(a: Pixels, b: Pixels) -> float:
    assert a.shape == b.shape
    return float(np.abs(a.astype(np.float32) - b.astype(np.float32)).mean())


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".tif", ".bmp", ".gif"])
def test_every_format_gives_its_picture(tmp_path: Path, suffix: str):
    picture = gradient(90, 60)
    path = save(tmp_path / f"picture{suffix}", picture)
    photo = read_photo(path)
    assert (photo.width, photo.height, photo.pixels.shape) == (90, 60, (60, 90, 3))
    assert photo.pixels.dtype == np.uint8
    assert photo.sha256 == hashlib.sha256(path.read_bytes()).hexdigest() == content_sha256(path)
    assert photo.path == path
    assert photo.warnings == ()
    assert difference(photo.pixels, np.asarray(picture)) < 6


def test_heic_is_read(shared_data: Path):
    photo = read_photo(shared_data / "exif" / "IMG_5195.HEIC", short_side_px=64)
    assert (photo.width, photo.height) == (2566, 3313)
    assert photo.pixels.shape[0] > photo.pixels.shape[1] >= 64
    assert photo.pixels.std() > 20


def test_the_content_decides_and_not_the_name(tmp_path: Path):
    path = save(tmp_path / "really.png", gradient(30, 20), format="JPEG")
    assert read_photo(path).pixels.shape == (20, 30, 3)


def test_pixels_belong_to_the_caller(tmp_path: Path):
    pixels = read_photo(save(tmp_path / "a.png", gradient(30, 20))).pixels
    assert pixels.flags.writeable
    assert pixels.flags.c_contiguous


def oriented(picture: Image.Image, orientation: int) -> tuple[Image.Image, Image.Exif]:
    """Store a picture as a camera held that way does."""
    turn = Image.Transpose
    stored = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_90,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_270,
    }
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return (picture.transpose(stored[orientation]) if orientation > 1 else picture), exif


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".tif"])
def test_every_orientation_ends_upright(tmp_path: Path, suffix: str, orientation: int):
    picture = gradient(96, 64)
    stored, exif = oriented(picture, orientation)
    path = save(tmp_path / f"turned{suffix}", stored, exif=exif)
    photo = read_photo(path)
    assert (photo.width, photo.height) == (96, 64)
    assert difference(photo.pixels, np.asarray(picture)) < 6
    reduced = read_photo(path, short_side_px=8)
    assert (reduced.width, reduced.height) == (96, 64)
    assert reduced.pixels.shape[:2] != (64, 96)
    small = picture.resize(reduced.pixels.shape[1::-1], Image.Resampling.BOX)
    assert difference(reduced.pixels, np.asarray(small)) < 6


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 8))
def test_any_size_in_any_orientation_is_the_same_picture(tmp_path_factory, width, height, turn):
    picture = gradient(width, height)
    stored, exif = oriented(picture, turn)
    path = save(tmp_path_factory.mktemp("turned") / "a.png", stored, exif=exif)
    assert np.array_equal(read_photo(path).pixels, np.asarray(picture))


def test_compressed_tiff_is_turned_once(tmp_path: Path):
    picture = gradient(40, 30)
    stored, exif = oriented(picture, 6)
    path = save(tmp_path / "a.tif", stored, exif=exif, compression="tiff_lzw")
    assert np.array_equal(read_photo(path).pixels, np.asarray(picture))


def test_one_scene_in_four_orientations_looks_alike(shared_data: Path):
    scenes = [
        Image.fromarray(read_photo(shared_data / "exif" / f"landscape_{turn}.jpg").pixels)
        for turn in (1, 3, 6, 8)
    ]
    small = [np.asarray(scene.resize((60, 45)), np.float32) for scene in scenes]
    for other in small[1:]:
        assert np.corrcoef(small[0].ravel(), other.ravel())[0, 1] > 0.97


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".tif"])
def test_metadata_of_every_format_that_holds_it(tmp_path: Path, suffix: str):
    gps = {1: "S", 2: (33.0, 51.0, 24.5), 3: "E", 4: (151.0, 12.0, 36.0)}
    exif = Image.Exif()
    exif[MAKE] = "Maker"
    exif.get_ifd(GPS_POINTER).update(gps)
    tiff = ImageFileDirectory_v2()
    tiff[MAKE] = "Maker"
    tiff[GPS_POINTER] = gps
    options = {"tiffinfo": tiff} if suffix == ".tif" else {"exif": exif}
    facts = read_photo(save(tmp_path / f"a{suffix}", gradient(20, 16), **options)).exif
    assert facts.camera == "Maker"
    assert facts.position is not None
    assert distance_km(facts.position, LatLon(-33.8568055556, 151.21)) < 1e-4


def solid(mode: str, colour: int | tuple[int, ...]) -> Image.Image:
    return Image.new(mode, (24, 16), colour)


@pytest.mark.parametrize(
    ("name", "image", "rgb"),
    [
        ("cmyk.jpg", solid("CMYK", (0, 255, 255, 0)), (254, 0, 0)),
        ("cmyk.tif", solid("CMYK", (255, 0, 0, 0)), (0, 255, 255)),
        ("ycc.tif", solid("YCbCr", (76, 85, 255)), (254, 0, 0)),
        ("grey.jpg", solid("L", 90), (90, 90, 90)),
        ("bits.png", solid("1", 1), (255, 255, 255)),
        ("bits.tif", solid("1", 0), (0, 0, 0)),
        ("grey16.png", solid("I;16", 128 * 257), (128, 128, 128)),
        ("grey16.tif", solid("I;16", 65535), (255, 255, 255)),
        ("motorola16.tif", solid("I;16B", 200 * 257), (200, 200, 200)),
        ("grey32.tif", solid("I", 100 * 257), (100, 100, 100)),
        ("clear.png", solid("RGBA", (255, 0, 0, 0)), (GREY, GREY, GREY)),
        ("half.png", solid("RGBA", (255, 0, 0, 128)), (192, 64, 64)),
        ("half.webp", solid("RGBA", (255, 255, 255, 128)), (192, 192, 192)),
        ("half.tif", solid("RGBA", (0, 0, 255, 128)), (64, 64, 192)),
        ("grey_alpha.png", solid("LA", (0, 128)), (64, 64, 64)),
        ("palette.png", solid("RGB", (9, 99, 199)).quantize(4), (9, 99, 199)),
        ("palette.gif", solid("RGB", (9, 99, 199)), (9, 99, 199)),
    ],
)
def test_modes_become_rgb(tmp_path: Path, name: str, image: Image.Image, rgb):
    photo = read_photo(save(tmp_path / name, image))
    assert photo.pixels.shape == (16, 24, 3)
    assert np.abs(photo.pixels.astype(int) - rgb).max() <= 2


def test_transparent_palette_entries_and_colour_keys_become_grey(tmp_path: Path):
    two = Image.new("P", (20, 10), 0)
    two.putpalette([255, 0, 0, 0, 0, 255])
    two.paste(1, (10, 0, 20, 10))
    keyed = Image.new("RGB", (20, 10), (255, 0, 0))
    keyed.paste((0, 0, 255), (10, 0, 20, 10))
    for path in (
        save(tmp_path / "index.gif", two, transparency=0),
        save(tmp_path / "index.png", two, transparency=0),
        save(tmp_path / "bytes.png", two, transparency=b"\x00\xff"),
        save(tmp_path / "key.png", keyed, transparency=(255, 0, 0)),
    ):
        pixels = read_photo(path).pixels
        assert tuple(pixels[5, 2]) == (GREY, GREY, GREY), path
        assert tuple(pixels[5, 17]) == (0, 0, 255), path


def test_sixteen_bit_greys_keep_their_order(tmp_path: Path):
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(4, axis=0)
    row = read_photo(save(tmp_path / "ramp.png", Image.fromarray(ramp))).pixels[0, :, 0]
    assert np.array_equal(row, np.arange(256))


def test_sixteen_bit_rgb_is_scaled_and_not_clipped(tmp_path: Path):
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    row = b"\0" + struct.pack(">6H", 0, 128 * 257, 65535, 300, 65535, 64 * 257)
    path = tmp_path / "deep.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row))
        + chunk(b"IEND", b"")
    )
    assert read_photo(path).pixels.tolist() == [[[0, 128, 255], [1, 255, 64]]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([0.0, 100.0, 255.0], [0, 100, 255]),
        ([0.0, 257.0, 65535.0], [0, 1, 255]),
        ([0.0, 50000.0, 100000.0], [0, 128, 255]),
        ([-10.0, 0.0, 10.0], [0, 128, 255]),
        ([float("nan"), 1.0, float("inf")], [0, 255, 255]),
        ([float("nan")] * 3, [0, 0, 0]),
        ([7e4, 7e4, 7e4], [0, 0, 0]),
    ],
)
def test_floats_are_scaled(tmp_path: Path, values, expected):
    image = Image.fromarray(np.array([values], np.float32))
    row = read_photo(save(tmp_path / "float.tif", image)).pixels[0, :, 0]
    assert row.tolist() == expected


@pytest.mark.parametrize("suffix", [".gif", ".png", ".webp", ".tif", ".avif"])
def test_animations_and_pages_give_the_first_frame(tmp_path: Path, suffix: str):
    frames = [solid("RGB", (250, 0, 0)), solid("RGB", (0, 250, 0)), solid("RGB", (0, 0, 250))]
    path = save(tmp_path / f"moving{suffix}", frames[0], save_all=True, append_images=frames[1:])
    assert np.abs(read_photo(path).pixels.astype(int) - (250, 0, 0)).max() <= 6


def centre(pixels: Pixels, side_px: int) -> NDArray[np.uint8]:
    """Resize and crop as CLIP's preprocessing does."""
    image = Image.fromarray(pixels)
    width, height = (side_px * side // min(image.size) for side in image.size)
    left, top = (width - side_px) // 2, (height - side_px) // 2
    box = (left, top, left + side_px, top + side_px)
    return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC).crop(box))


@pytest.mark.parametrize(
    "size", [(1280, 960), (1283, 957), (959, 1201), (700, 433), (2111, 420), (400, 300)]
)
@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_a_reduced_photo_gives_the_encoder_the_same_square(tmp_path: Path, suffix: str, size):
    path = save(tmp_path / f"large{suffix}", scenery(*size), quality=92)
    full, reduced = read_photo(path), read_photo(path, short_side_px=48)
    assert (reduced.width, reduced.height) == size
    assert reduced.pixels.size < full.pixels.size / 3
    assert min(reduced.pixels.shape[:2]) >= 2.8 * 48
    assert difference(centre(full.pixels, 48), centre(reduced.pixels, 48)) < 0.9


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGBA", "LA", "I;16", "F", "P"])
def test_every_mode_is_reduced_alike(tmp_path: Path, mode: str):
    grey = scenery(650, 487).convert("L")
    image = {
        "I;16": lambda: Image.fromarray(np.asarray(grey).astype(np.uint16) * 257),
        "F": lambda: Image.fromarray(np.asarray(grey, np.float32) / 255),
    }.get(mode, lambda: grey.convert(mode))()
    path = save(tmp_path / "mode.tif", image)
    full, reduced = read_photo(path), read_photo(path, short_side_px=32)
    assert min(reduced.pixels.shape[:2]) < 200
    assert difference(centre(full.pixels, 32), centre(reduced.pixels, 32)) < 0.6


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 60))
def test_no_size_is_reduced_too_far(tmp_path_factory, width, height, short_side_px):
    path = save(tmp_path_factory.mktemp("sizes") / "a.jpg", gradient(width, height))
    photo = read_photo(path, short_side_px=short_side_px)
    assert (photo.width, photo.height) == (width, height)
    assert min(photo.pixels.shape[:2]) >= min(width, height, 2.8 * short_side_px)


def test_strips_of_a_wide_picture_join_without_seams(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("g3desktop.engine.decoding._STRIP_PIXELS", 5000)
    path = save(tmp_path / "a.png", scenery(400, 301).convert("RGBA"))
    expected = np.asarray(scenery(400, 301))
    assert np.array_equal(read_photo(path).pixels, expected)


def test_a_short_side_of_nothing_is_a_bug(tmp_path: Path):
    with pytest.raises(ValueError, match="short_side_px"):
        read_photo(save(tmp_path / "a.png", gradient(3, 3)), short_side_px=0)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".avif", ".tif", ".bmp", ".gif"])
def test_a_file_too_large_for_memory_is_read_alike(tmp_path: Path, suffix: str, monkeypatch):
    path = save(tmp_path / f"a{suffix}", gradient(90, 60))
    at_once = read_photo(path)
    monkeypatch.setattr(photo_module, "_IN_MEMORY_BYTES", 10)
    streamed = read_photo(path)
    assert streamed.sha256 == at_once.sha256
    assert np.array_equal(streamed.pixels, at_once.pixels)


def test_large_photos_wait_for_each_other_and_not_for_ever(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("g3desktop.engine.decoding._LARGE_PIXELS", 100)
    paths = [save(tmp_path / f"{i}.png", gradient(60 + i, 40)) for i in range(8)]
    with ThreadPoolExecutor(4) as pool:
        widths = [photo.width for photo in pool.map(read_photo, paths)]
    assert widths == list(range(60, 68))


def test_a_progressive_photo_is_read_like_any_other(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("g3desktop.engine.decoding._LARGE_PIXELS", 100)
    plain = save(tmp_path / "plain.jpg", scenery(300, 200))
    progressive = save(tmp_path / "progressive.jpg", scenery(300, 200), progressive=True)
    pixels = [read_photo(path, short_side_px=20).pixels for path in (plain, progressive)]
    assert difference(*pixels) < 1


def test_threads_do_not_disturb_each_other(tmp_path: Path):
    paths = [
        save(tmp_path / f"{i}{suffix}", gradient(60 + i, 40))
        for i, suffix in enumerate([".jpg", ".png", ".webp", ".avif", ".tif", ".gif"] * 3)
    ]
    alone = [read_photo(path, short_side_px=4).pixels for path in paths]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda path: read_photo(path, short_side_px=4).pixels, paths))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_importing_costs_no_decoder():
    code = (
        "import sys, g3desktop.engine.photo;"
        "print({'PIL', 'pi_heif', 'exifread', 'torch', 'faiss'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_thumbnail_is_small_and_says_nothing_of_the_camera(tmp_path: Path):
    exif = Image.Exif()
    exif[MAKE] = "Maker"
    photo = read_photo(save(tmp_path / "a.jpg", gradient(900, 600), exif=exif))
    jpeg = thumbnail_jpeg(photo.pixels)
    assert b"Maker" not in jpeg
    assert b"Exif" not in jpeg
    with Image.open(io.BytesIO(jpeg)) as small:
        assert small.size == (256, 171)
        expected = np.asarray(gradient(256, 171))
        assert difference(np.asarray(small.convert("RGB")), expected) < 6


def test_a_thumbnail_never_enlarges():
    with Image.open(io.BytesIO(thumbnail_jpeg(np.asarray(gradient(30, 20))))) as small:
        assert small.size == (30, 20)


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_photos_are_found_in_the_order_of_names(tmp_path: Path):
    names = ["b.JPG", "a.heic", "z/1.png", "a.d/2.tiff", "a.d/deep/3.webp", "c.avif"]
    for name in [*names, "notes.txt", "README", ".hidden/4.jpg", "._b.jpg"]:
        touch(tmp_path / name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_photos(tmp_path)]
    assert found == [
        *("a.heic", "b.JPG", "c.avif"),
        *("a.d/2.tiff", "a.d/deep/3.webp", "z/1.png"),
    ]


def test_links_are_followed_once(tmp_path: Path):
    album, elsewhere = tmp_path / "album", tmp_path / "elsewhere"
    real = touch(album / "real" / "a.jpg")
    other = touch(elsewhere / "b.jpg")
    (album / "again").symlink_to(album / "real")
    (album / "loop").symlink_to(album)
    (album / "real" / "up").symlink_to("..")
    (album / "outside").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(album)
    (album / "one.jpg").symlink_to(other)
    assert list(find_photos(album)) == [album / "one.jpg", real, album / "outside" / "b.jpg"]


def test_every_suffix_is_lower_case_with_its_dot():
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in SUPPORTED_SUFFIXES)


def test_the_same_walk_twice_is_the_same(tmp_path: Path):
    for index in range(30):
        touch(tmp_path / f"{index % 7}" / f"{os.urandom(3).hex()}.jpg")
    assert list(find_photos(tmp_path)) == list(find_photos(tmp_path))
