"""The files of the published gallery, as FAISS and MP16-Pro have them."""

from __future__ import annotations

import struct
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.gallery.flat_index import FlatIndex
from g3desktop.engine.gallery.published_rows import flickr_page, read_published_rows

HEADER = "IMG_ID,AUTHOR,LAT,LON,neighbourhood,city,county,state,region,country,continent\n"
RNG = np.random.default_rng(5)


def write_index(path: Path, vectors: np.ndarray, kind=faiss.IndexFlatIP) -> Path:
    index = kind(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(path))
    return path


def test_blocks_of_an_index_are_what_faiss_wrote(tmp_path: Path):
    vectors = RNG.standard_normal((70, 12)).astype(np.float32)
    index = FlatIndex.open(write_index(tmp_path / "i", vectors))
    assert (index.rows, index.dim) == (70, 12)
    blocks = [index.block(start, start + 32) for start in range(0, 70, 32)]
    assert [len(block) for block in blocks] == [32, 32, 6]
    assert np.array_equal(np.concatenate(blocks), vectors)
    assert index.block(70, 80).shape == (0, 12)
    blocks[0][:] = 0  # a block belongs to whoever asked


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:30],
        lambda content: b"IxF2" + content[4:],
        lambda content: content[:37] + struct.pack("<Q", 999) + content[45:],
        lambda content: content[:8] + struct.pack("<q", -1) + content[16:],
        lambda content: content[:33] + struct.pack("<i", 1) + content[37:],
    ],
)
def test_a_file_that_is_no_flat_index_is_refused(tmp_path: Path, damage):
    path = write_index(tmp_path / "i", np.ones((4, 3), np.float32))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(GalleryError, match="no flat FAISS index by inner product"):
        FlatIndex.open(path)


def test_an_index_by_distance_is_refused(tmp_path: Path):
    path = write_index(tmp_path / "i", np.ones((4, 3), np.float32), faiss.IndexFlatL2)
    with pytest.raises(GalleryError, match="no flat FAISS index"):
        FlatIndex.open(path)


@pytest.mark.parametrize("more", [-1, 1, -12])
def test_an_index_of_another_length_is_refused(tmp_path: Path, more: int):
    path = write_index(tmp_path / "i", np.ones((4, 3), np.float32))
    content = path.read_bytes()
    path.write_bytes(content[:more] if more < 0 else content + b"\0" * more)
    with pytest.raises(GalleryError, match=f"has {93 + more} bytes instead of 93"):
        FlatIndex.open(path)


def test_an_index_that_shrinks_or_goes_while_it_is_read_is_said(tmp_path: Path):
    path = write_index(tmp_path / "i", np.ones((4, 3), np.float32))
    index = FlatIndex.open(path)
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(GalleryError, match="became shorter"):
        index.block(0, 4)
    path.unlink()
    with pytest.raises(GalleryError, match="No such file"):
        index.block(0, 4)
    with pytest.raises(GalleryError, match="No such file"):
        FlatIndex.open(path)


def rows_of(tmp_path: Path, text: str | bytes):
    path = tmp_path / "rows.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_published_rows(path))


def test_rows_keep_author_page_and_places(tmp_path: Path):
    text = (
        HEADER
        + '5f_3a_4366767474.jpg,12345678@N00,35.5,-120.25,"Old, Town",Agra,,Agra,,India,Asia\n'
        + "\n"
        + "aa_bb_99887766.jpg,,1e1,170,,,,,,nan,\n"
    )
    first, second = rows_of(tmp_path, text)
    assert first.where == LatLon(35.5, -120.25)
    assert first.author == "12345678@N00"
    assert first.url == "https://www.flickr.com/photos/12345678@N00/4366767474/"
    assert first.places == ("Old, Town", "Agra", "India", "Asia")
    assert first.description == "Old, Town, Agra, India, Asia"
    assert second.author is None
    assert second.url == "https://www.flickr.com/photo.gne?id=99887766"
    assert second.description == ""
    assert (first.line, second.line) == (2, 4)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("", "5"), ("91", "5"), ("5", "181"), ("nan", "5"), ("inf", "5"), ("x", "5"), ("0", "0.0")],
)
def test_a_row_without_a_usable_position_keeps_its_place(tmp_path: Path, lat, lon):
    text = f"LON,img_id,Lat\n5,a_1234.jpg,5\n{lon},b_1235.jpg,{lat}\n5,c_1236.jpg,6\n"
    rows = rows_of(tmp_path, text)
    assert [row.where for row in rows] == [LatLon(5, 5), None, LatLon(6, 5)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column IMG_ID or LAT or LON"),
        ("IMG_ID,LAT\n", "no column LON"),
        (HEADER.encode() + b"a,b,1,1,\xff\xfe\n", "no text in UTF-8 near line"),
        (HEADER + "a," + "b" * 200_000 + ",1,1\n", "no CSV at line 2"),
    ],
)
def test_a_file_in_another_layout_is_refused(tmp_path: Path, text, said):
    with pytest.raises(GalleryError, match=said):
        rows_of(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(GalleryError, match="No such file"):
        list(read_published_rows(tmp_path / "none.csv"))


@pytest.mark.parametrize(
    "image_id", ["", "photo.jpg", "12.jpg", "a_b_c.jpg", "1234567\u0664.jpg", "12345/../x"]
)
def test_a_name_without_a_number_has_no_page(image_id: str):
    assert flickr_page(image_id, "12345678@N00") is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_page_is_on_flickr_or_nowhere(image_id: str, author: str):
    url = flickr_page(image_id, author)
    assert url is None or (url.startswith("https://www.flickr.com/photo") and url.isascii())
