"""What a vision model is sent: the picture without its metadata, the request, the references."""

from __future__ import annotations

import base64
import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import Engine
from g3desktop.engine.prompts import REPLY_SCHEMA
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.services.ollama import OllamaModel
from tests.asked_pipeline import FOUR, HASTY, ask, sources
from tests.fakes import FakeVisionModel
from tests.scripted_ollama import ScriptedOllama

_SHOWN = re.compile(r"^(SIMILAR|DIFFERENT): (\S+), (\S+)", re.MULTILINE)


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """Return the markers of a JPEG and what they hold, up to the end of the picture."""
    assert jpeg[:2] == b"\xff\xd8"
    found, at = [], 2
    while True:
        assert jpeg[at] == 0xFF
        marker = jpeg[at + 1]
        if marker == 0xD9:
            assert at + 2 == len(jpeg), "something follows the picture"
            return found
        length = int.from_bytes(jpeg[at + 2 : at + 4])
        found.append((marker, jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == 0xDA:
            # Within the scan 0xff is followed by zero or by a restart marker.
            end = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(jpeg, at)
            assert end is not None, "the picture has no end"
            at = end.start()


def arrived(server: ScriptedOllama, engine: Engine, photo: Path) -> Image.Image:
    """Locate a photo; return the picture that came, after looking for metadata in it."""
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    ask(photo, engine, model, plan=SamplingPlan(prompts=(0,)))
    (exchange,) = server.chats()
    (encoded,) = exchange.json["messages"][0]["images"]
    jpeg = base64.b64decode(encoded, validate=True)
    held = segments(jpeg)
    # The frame, its tables, and the plain JFIF header: its version, density 1 x 1, no thumbnail.
    tables = {0xDB, 0xC4, 0xDA, 0xC0, 0xC2, 0xDD}
    assert [body for marker, body in held if marker not in tables] == [
        b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    ]
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert max(picture.size) <= 1024
    assert not picture.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
    return picture


SECRET = "Ada Lovelace, 12 St James's Square"


def with_metadata() -> dict[str, Any]:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: the camera was turned, the left side belongs on top
    exif[0x010E] = exif[0x013B] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 8.0, 7.0)})
    return {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "xmp": f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode(),
    }


def halves(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def assert_red_before_blue(picture: Image.Image, *, downwards: bool) -> None:
    width, height = picture.size
    first = (width // 2, height // 8) if downwards else (width // 8, height // 2)
    second = (width // 2, height * 7 // 8) if downwards else (width * 7 // 8, height // 2)
    red, blue = picture.getpixel(first), picture.getpixel(second)
    assert red[0] > 150 > 80 > red[2]
    assert blue[2] > 150 > 80 > blue[0]


def test_a_turned_jpeg_arrives_upright_small_and_without_metadata(
    server: ScriptedOllama, engine: Engine, tmp_path: Path
):
    path = tmp_path / "secret-name.jpg"
    halves((2400, 1200)).save(path, comment=SECRET.encode(), quality=90, **with_metadata())
    assert path.read_bytes().count(SECRET.encode()) >= 3
    picture = arrived(server, engine, path)
    assert picture.size == (512, 1024)
    assert_red_before_blue(picture, downwards=True)
    (exchange,) = server.chats()
    (encoded,) = exchange.json["messages"][0].pop("images")
    for said in (exchange.body, base64.b64decode(encoded), str(exchange.headers).encode()):
        for secret in (SECRET, "secret-name", str(tmp_path), tmp_path.name):
            assert secret.encode() not in said


@pytest.mark.parametrize("suffix", ["png", "webp", "tiff"])
def test_other_formats_arrive_as_plain_jpegs(
    server: ScriptedOllama, engine: Engine, tmp_path: Path, suffix: str
):
    path = tmp_path / f"photo.{suffix}"
    metadata = with_metadata()
    if suffix == "tiff":
        metadata.pop("xmp")
    halves((1500, 300), "RGBA").save(path, **metadata)
    picture = arrived(server, engine, path)
    assert picture.size in ((1024, 205), (205, 1024))
    assert_red_before_blue(picture, downwards=picture.height > picture.width)


def test_a_cmyk_jpeg_arrives_in_rgb(server: ScriptedOllama, engine: Engine, tmp_path: Path):
    path = tmp_path / "print.jpg"
    halves((1200, 900), "CMYK").save(path, quality=95)
    picture = arrived(server, engine, path)
    assert picture.size == (1024, 768)
    assert_red_before_blue(picture, downwards=False)


def test_a_heic_arrives_as_a_plain_jpeg(server: ScriptedOllama, engine: Engine, shared_data: Path):
    path = shared_data / "exif" / "IMG_5195.HEIC"
    picture = arrived(server, engine, path)
    photo = read_photo(path)
    assert max(picture.size) == 1024
    assert picture.width / picture.height == pytest.approx(photo.width / photo.height, rel=0.01)
    assert b"IMG_5195" not in server.chats()[0].body


@pytest.mark.parametrize("size", [(7, 5), (1, 1), (1024, 1024), (3000, 2)])
def test_a_small_or_thin_picture_arrives_no_larger_than_it_is(
    server: ScriptedOllama, engine: Engine, tmp_path: Path, size: tuple[int, int]
):
    path = tmp_path / "small.png"
    halves(size).save(path)
    picture = arrived(server, engine, path)
    assert picture.size == ((1024, 1) if size[0] == 3000 else size)


def test_the_request(server: ScriptedOllama, engine: Engine, photos: list[Path]):
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    plan = SamplingPlan(samples=2, temperature=0.3)
    answer = ask(photos[0], engine, model, plan=plan, seed=5)
    sent = [exchange.json for exchange in server.chats()]
    assert len(sent) == 8
    for one in sent:
        assert one["model"] == "m"
        assert one["format"] == REPLY_SCHEMA
        assert one["think"] is False
        assert set(one["options"]) == {"num_ctx", "num_predict", "temperature", "seed"}
        assert one["options"]["temperature"] == 0.3
        assert one["options"]["num_predict"] > 0
        assert one["options"]["num_ctx"] >= 4096
        assert [message["role"] for message in one["messages"]] == ["user"]
    # What a server could reuse stays the same: the picture, the room, the beginning of the text.
    assert len({one["messages"][0]["images"][0] for one in sent}) == 1
    assert len({one["options"]["num_ctx"] for one in sent}) == 1
    texts = [one["messages"][0]["content"] for one in sent]
    assert all(later.startswith(text) for text, later in pairwise(texts))
    assert [len(_SHOWN.findall(text)) for text in texts] == [0, 0, 10, 10, 20, 20, 30, 30]
    seeds = [one["options"]["seed"] for one in sent]
    assert len(set(seeds)) == 8
    told = sources(answer.candidates, "llm")
    assert sorted(one["seed"] for one in told) == sorted(seeds)


def test_the_photo_itself_and_an_excluded_author_are_not_among_the_references(
    engine: Engine, photos: list[Path]
):
    model = FakeVisionModel(*FOUR)
    plan = SamplingPlan(prompts=(100,))
    ask(photos[5], engine, model, plan=plan, exclude_author="Author 1")
    gallery = engine.gallery
    assert gallery is not None
    excluded = {
        *gallery.rows_by_author("Author 1"),
        *gallery.rows_with_sha256(read_photo(photos[5]).sha256),
    }
    assert len(excluded) > 1
    shown = {(float(lat), float(lon)) for _, lat, lon in _SHOWN.findall(model.asked[0][0].text)}
    positions = {
        row: tuple(round(float(value), 4) for value in gallery.lat_lon_deg[row])
        for row in range(gallery.rows)
    }
    assert shown == {where for row, where in positions.items() if row not in excluded}
