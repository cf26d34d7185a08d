"""The published gallery's layout, taken in with the heads of the published layout's weights."""

from __future__ import annotations

import csv

import numpy as np
import pytest
import torch

from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.g3 import G3Encoder
from g3desktop.engine.gallery import flat_index
from g3desktop.engine.gallery.encoder_heads import heads_of_encoder, heads_of_pack
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.retrieval import Exclusion, retrieve
from g3desktop.settings import usual_folders
from g3desktop.wiring.pack_install import InstallWish, install_pack
from tests.golden_checkpoint import synthetic_image

pytestmark = pytest.mark.slow

ROWS = 600
SPREAD = 0.5


@pytest.fixture(scope="module")
def encoder(golden_pack: Pack) -> G3Encoder:
    return G3Encoder(golden_pack, device="cpu", precision="float32")


@pytest.fixture(scope="module")
def heads(golden_pack: Pack) -> RowHeads:
    return heads_of_pack(golden_pack)


@pytest.fixture(scope="module")
def photos(encoder: G3Encoder) -> np.ndarray:
    """Embeddings of three photos."""
    squares = [encoder.prepare(synthetic_image(k)) for k in range(3)]
    with torch.inference_mode():
        return encoder.model.clip_image(torch.from_numpy(np.stack(squares))).numpy()


@pytest.fixture(scope="module")
def gallery(golden_pack: Pack, heads: RowHeads, photos: np.ndarray, tmp_path_factory) -> Gallery:
    """Six hundred rows around three photos, the first of them, installed as they are published."""
    home = tmp_path_factory.mktemp("home")
    published = home / "published"
    published.mkdir()
    chance = np.random.default_rng(5)
    size = np.abs(photos).mean()
    near = photos[np.arange(ROWS) % 3] + SPREAD * size * chance.standard_normal((ROWS, 768))
    embeddings = np.concatenate([photos, near[3:]]).astype(np.float32)
    rows = heads.rows(torch.from_numpy(embeddings)).numpy()
    header = flat_index.HEADER.pack(b"IxFI", 2304, ROWS, 1, 1, 1, 0, rows.size)
    (published / "G3.index").write_bytes(header + rows.tobytes())
    with (published / "MP16_Pro_filtered.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["IMG_ID", "AUTHOR", "LAT", "LON", "city", "country"])
        writer.writerows(
            [f"a_b_{10**9 + n}.jpg", "1@N00", n / 20 + 1, n / 10 + 1, f"Town {n}", "Land"]
            for n in range(ROWS)
        )
    folders = usual_folders({"G3DESKTOP_HOME": str(home / "home")})
    folders.packs.mkdir(parents=True)
    (folders.packs / "g3").symlink_to(golden_pack.folder)
    for pack_id in ("mp16-pro", "g3-index"):
        wish = InstallWish(pack_id, folders, source=str(published), accept_terms=True)
        installed = install_pack(wish)
    return Gallery.open(folders.galleries / installed.gallery)


def test_heads_are_those_of_the_encoder(
    encoder: G3Encoder, heads: RowHeads, photos: np.ndarray
) -> None:
    squares = [encoder.prepare(synthetic_image(k)) for k in range(3)]
    expected = encoder.encode_images(squares).concatenated()
    for made in (heads, heads_of_encoder(encoder)):
        rows = made.rows(torch.from_numpy(photos)).numpy()
        assert rows == pytest.approx(expected, abs=1e-5)
        assert (made.row_dim, made.parts) == (2304, 3)


def test_a_photo_finds_its_row_in_the_imported_gallery(
    encoder: G3Encoder, gallery: Gallery
) -> None:
    verify_gallery(gallery.folder)
    gallery.require_encoder(encoder.id)
    assert gallery.manifest.segments[0].is_compact
    vectors = encoder.encode_images([encoder.prepare(synthetic_image(k)) for k in range(3)])
    for k, evidence in enumerate(retrieve(gallery, vectors, [Exclusion()] * 3)):
        assert evidence.rows[0] == k
        assert evidence.cosines[0] > 0.999
        assert evidence.lat_lon_deg[0] == pytest.approx([k / 20 + 1, k / 10 + 1])
        (reference, *_) = evidence.near(gallery.row(k).where, 1.0, 5)
        assert reference.url == f"https://www.flickr.com/photos/1@N00/{10**9 + k}/"
        assert (reference.author, reference.image) == ("1@N00", None)
