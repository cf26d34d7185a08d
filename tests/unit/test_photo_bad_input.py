"""Files that are no photos, or not whole, or not safe to decode: one clear line each."""

from __future__ import annotations

import os
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from g3desktop.domain.errors import PhotoError
from g3desktop.engine.photo import content_sha256, find_photos, read_photo

OPTIONS = {
    ".jpg": {},
    ".png": {},
    ".webp": {},
    ".avif": {"speed": 10},
    ".tif": {},
    ".lzw.tif": {"compression": "tiff_lzw"},
    ".bmp": {},
    ".gif": {},
}


def noise(width: int = 120, height: int = 90) -> Image.Image:
    random = np.random.default_rng(3)
    return Image.fromarray(random.integers(0, 255, (height, width, 3), dtype=np.uint8))


def make(folder: Path, suffix: str) -> Path:
    path = folder / f"photo{suffix}"
    noise().save(path, **OPTIONS[suffix])
    return path


def refusal(path: Path, read: Callable[[Path], object] = read_photo) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(PhotoError) as caught:
        read(path)
    assert caught.value.exit_status == 3
    line = caught.value.one_line()
    assert line.isprintable()
    return line


def outcome(path: Path) -> str:
    """Return how a file that may or may not be sound ends."""
    try:
        return str(read_photo(path).pixels.shape)
    except PhotoError as error:
        return error.one_line()


@pytest.mark.parametrize("read", [read_photo, content_sha256])
class TestNotAFile:
    def test_missing(self, tmp_path: Path, read):
        line = refusal(tmp_path / "gone.jpg", read)
        assert "gone.jpg does not exist" in line

    def test_empty(self, tmp_path: Path, read):
        path = tmp_path / "empty.jpg"
        path.touch()
        assert "empty.jpg is empty" in refusal(path, read)

    def test_folder(self, tmp_path: Path, read):
        assert "is a folder" in refusal(tmp_path, read)

    def test_broken_link(self, tmp_path: Path, read):
        (tmp_path / "link.jpg").symlink_to("nowhere.jpg")
        assert "does not exist" in refusal(tmp_path / "link.jpg", read)

    def test_link_to_itself(self, tmp_path: Path, read):
        (tmp_path / "loop.jpg").symlink_to("loop.jpg")
        assert "loop.jpg cannot be read" in refusal(tmp_path / "loop.jpg", read)

    def test_pipe_is_not_waited_for(self, tmp_path: Path, read):
        os.mkfifo(tmp_path / "pipe.jpg")
        assert "device or a pipe" in refusal(tmp_path / "pipe.jpg", read)

    def test_socket(self, tmp_path: Path, read, monkeypatch):
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("s.jpg")
            assert "device or a pipe" in refusal(tmp_path / "s.jpg", read)

    def test_endless_device(self, read):
        assert "device or a pipe" in refusal(Path("/dev/zero"), read)

    def test_below_a_file(self, tmp_path: Path, read):
        (tmp_path / "file").write_bytes(b"x")
        assert "cannot be read" in refusal(tmp_path / "file" / "a.jpg", read)

    def test_impossible_names(self, tmp_path: Path, read):
        assert "cannot be read" in refusal(tmp_path / ("n" * 5000), read)
        assert "cannot be read" in refusal(tmp_path / "nul\0.jpg", read)

    def test_without_permission(self, tmp_path: Path, read, monkeypatch):
        path = make(tmp_path, ".png")

        def denied(*_args: object, **_options: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        # Root may read everything, so the system's answer is put in its place.
        monkeypatch.setattr(Path, "open", denied)
        assert "permission denied" in refusal(path, read)

    def test_a_disk_that_fails(self, tmp_path: Path, read, monkeypatch):
        path = make(tmp_path, ".png")

        def failing(*_args: object, **_options: object) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(Path, "open", failing)
        assert "cannot be read: input/output error" in refusal(path, read)

    def test_larger_than_any_photo(self, tmp_path: Path, read):
        path = tmp_path / "huge.tif"
        with path.open("wb") as stream:
            stream.truncate((2 << 30) + 1)
        assert "larger than 2 GiB" in refusal(path, read)


@pytest.mark.parametrize(
    "content",
    [
        b"Just a text.",
        b"\0" * 5000,
        b"%PDF-1.7 not a photo",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"P6 2 1 255\n" + bytes(6),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"x",
    ],
)
def test_other_content_under_a_photos_name(tmp_path: Path, content: bytes):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    line = refusal(path)
    assert "photo.jpg is not a photo of a known format" in line
    assert "HEIC" in line


@pytest.mark.parametrize("suffix", OPTIONS)
@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_truncated(tmp_path: Path, suffix: str, kept: float):
    path = make(tmp_path, suffix)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "is truncated" in refusal(path)


@pytest.mark.parametrize("suffix", OPTIONS)
def test_cut_within_the_header(tmp_path: Path, suffix: str):
    path = make(tmp_path, suffix)
    path.write_bytes(path.read_bytes()[:20])
    line = refusal(path)
    assert "truncated" in line or "damaged" in line


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.99])
def test_truncated_heic(shared_data: Path, tmp_path: Path, kept: float):
    content = (shared_data / "exif" / "IMG_5195.HEIC").read_bytes()
    path = tmp_path / "cut.heic"
    path.write_bytes(content[: int(len(content) * kept)])
    assert "is truncated" in refusal(path)


def test_truncated_under_reduction(tmp_path: Path):
    path = tmp_path / "cut.jpg"
    noise(900, 700).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "is truncated" in refusal(path, lambda cut: read_photo(cut, short_side_px=16))


@pytest.mark.parametrize("suffix", OPTIONS)
def test_damaged_data_are_refused_or_read_and_never_a_crash(tmp_path: Path, suffix: str):
    path = make(tmp_path, suffix)
    content = path.read_bytes()
    random = np.random.default_rng(5)
    for _ in range(25):
        damaged = bytearray(content)
        for place in random.integers(4, min(len(content), 600), 6):
            damaged[place] = int(random.integers(256))
        path.write_bytes(damaged)
        assert outcome(path).isprintable()


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(
        [
            *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"II*\0", b"MM\0*"),
            *(b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif", b"RIFF\x20\0\0\0WEBPVP8 "),
        ]
    ),
    st.binary(max_size=300),
)
def test_nothing_behind_a_known_head_crashes(tmp_path_factory, head: bytes, rest: bytes):
    path = tmp_path_factory.mktemp("heads") / "a.jpg"
    path.write_bytes(head + rest)
    assert outcome(path).isprintable()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(20_001, 10_000), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_more_than_200_megapixels_are_refused_by_the_header(tmp_path: Path, size):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_that_claims(*size))
    assert "more than 200 megapixels" in refusal(path)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("bomb.gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b","),
        ("bomb.bmp", b"BM" + struct.pack("<IIIIiiHH", 54, 0, 54, 40, 30000, 30000, 1, 24)),
    ],
)
def test_bombs_of_other_formats(tmp_path: Path, name: str, head: bytes):
    path = tmp_path / name
    path.write_bytes(head + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + bytes(200))
    assert "more than 200 megapixels" in refusal(path)


def test_200_megapixels_are_not_too_many(tmp_path: Path):
    path = tmp_path / "large.png"
    path.write_bytes(png_that_claims(20_000, 10_000))
    assert "is truncated" in refusal(path)


def test_a_text_that_unpacks_to_very_much(tmp_path: Path):
    content = png_that_claims(1, 1)
    packed = b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)
    body = b"zTXt" + packed
    chunk = struct.pack(">I", len(packed)) + body + struct.pack(">I", zlib.crc32(body))
    path = tmp_path / "text.png"
    path.write_bytes(content[:33] + chunk + content[33:])
    assert "is damaged" in refusal(path)


def test_broken_metadata_cost_neither_the_photo_nor_a_line_on_the_terminal(tmp_path: Path, capfd):
    for suffix in (".jpg", ".png", ".webp"):
        path = tmp_path / f"a{suffix}"
        noise().save(path, exif=b"Exif\0\0MM\0*\0\0\xff\xf0broken" + bytes(20))
        photo = read_photo(path)
        assert photo.pixels.shape == (90, 120, 3)
        assert "metadata is damaged" in photo.warnings[0]
    assert capfd.readouterr() == ("", "")


def test_oddities_that_pillow_remarks_upon_stay_off_the_terminal(tmp_path: Path, capfd):
    path = make(tmp_path, ".tif")
    content = bytearray(path.read_bytes())
    samples = content.index(struct.pack("<HHI", 277, 3, 1))
    content[samples + 8] = 200
    path.write_bytes(content)
    refusal(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "name",
    [b"latin-\xe9\xff.jpg", b"two\nlines.jpg", b"\"quoted' \\.jpg", b"\x1b[31m.jpg", b" .jpg"],
)
def test_any_file_name_is_read_found_and_named(tmp_path: Path, name: bytes):
    path = tmp_path / os.fsdecode(name)
    noise().save(tmp_path / "plain.jpg")
    (tmp_path / "plain.jpg").rename(path)
    assert read_photo(path).path == path
    assert list(find_photos(tmp_path)) == [path]
    path.write_bytes(b"no photo")
    assert "is not a photo" in refusal(path)


def test_a_folder_that_is_none(tmp_path: Path):
    (tmp_path / "file.jpg").write_bytes(b"x")
    assert "cannot be read as a folder" in refusal(
        tmp_path / "gone", lambda p: list(find_photos(p))
    )
    line = refusal(tmp_path / "file.jpg", lambda p: list(find_photos(p)))
    assert "cannot be read as a folder" in line


def test_folders_that_may_not_be_read_are_named_and_passed_over(tmp_path: Path, monkeypatch):
    for name in ("a/1.jpg", "locked\n/2.jpg", "z/3.jpg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x")
    scandir = os.scandir

    def guarded(folder):
        if Path(folder).name == "locked\n":
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    problems: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", guarded)
        found = list(find_photos(tmp_path, on_problem=problems.append))
        assert list(find_photos(tmp_path)) == found
    assert found == [tmp_path / "a" / "1.jpg", tmp_path / "z" / "3.jpg"]
    assert len(problems) == 1
    assert "permission denied" in problems[0]
    assert problems[0].isprintable()


def test_links_to_nothing_and_pipes_are_named_and_passed_over(tmp_path: Path):
    (tmp_path / "gone.jpg").symlink_to("nowhere")
    (tmp_path / "itself.jpg").symlink_to("itself.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "sound.jpg").write_bytes(b"x")
    problems: list[str] = []
    found = list(find_photos(tmp_path, on_problem=problems.append))
    assert found == [tmp_path / "sound.jpg"]
    assert [Path(line.split(" was ")[0]).name for line in problems] == [
        *("gone.jpg", "itself.jpg", "pipe.jpg")
    ]


def test_folders_deeper_than_the_call_stack(tmp_path: Path):
    folders = [tmp_path]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    photo = folders[-1] / "a.jpg"
    photo.write_bytes(b"x")
    found = list(find_photos(tmp_path))
    photo.unlink()
    # Deeper than the clean-up of temporary folders can go.
    for folder in reversed(folders[1:]):
        folder.rmdir()
    assert found == [photo]
