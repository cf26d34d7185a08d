"""The published gallery taken in: what becomes of each row, and of what does not fit."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import faiss
import numpy as np
import pytest

from g3desktop.domain.errors import CancelledError, GalleryError
from g3desktop.domain.work import Progress
from g3desktop.engine.gallery import published, segment_writer
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.published import ImportPlan, import_published
from g3desktop.engine.gallery.segment_writer import Origin
from g3desktop.engine.gallery.shelf import remove_gallery
from g3desktop.engine.gallery.store import COMPACT_EVIDENCE_ROWS
from tests.clustered_rows import DIM, make_embeddings, make_head, make_heads

ROWS = 700
HEADER = ["IMG_ID", "AUTHOR", "LAT", "LON", "neighbourhood", "city", "country"]


def row(number: int) -> list[str]:
    lat, lon = f"{number / 10 - 30.05:.4f}", f"{number / 5 - 60:.4f}"
    author = f"{number % 7}@N00"
    return [f"ab_cd_{10**9 + number}.jpg", author, lat, lon, "", f"Town {number}", "Land"]


def write_metadata(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return path


def write_index(path: Path, rows: np.ndarray) -> Path:
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(np.ascontiguousarray(rows))
    faiss.write_index(index, str(path))
    return path


@pytest.fixture(scope="module")
def heads():
    return make_heads()


@pytest.fixture(scope="module")
def vectors(heads) -> np.ndarray:
    return heads.rows(make_embeddings(ROWS, 4)).numpy()


@pytest.fixture
def plan(vectors: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportPlan:
    """Blocks are small, so that there are several."""
    for module in (published, segment_writer):
        monkeypatch.setattr(module, "BLOCK_ROWS", 32)
    return ImportPlan(
        index=write_index(tmp_path / "G3.index", vectors),
        metadata=write_metadata(tmp_path / "rows.csv", [row(n) for n in range(ROWS)]),
        name="mp16",
        galleries_folder=tmp_path / "galleries",
        origin=Origin("g3-1", (DIM, DIM, DIM)),
    )


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_row_is_found_again(plan: ImportPlan, heads, vectors: np.ndarray):
    seen: list[Progress] = []
    outcome = import_published(plan, heads, report=seen.append)
    gallery = verify_gallery(outcome.gallery.folder)
    assert (gallery.rows, gallery.encoder_id, gallery.name) == (ROWS, "g3-1", "mp16")
    assert (outcome.without_position, outcome.unsound) == (0, 0)
    found, cosines = gallery.nearest(vectors[::10], 3)
    assert found[:, 0].tolist() == list(range(0, ROWS, 10))
    assert cosines[:, 0] == pytest.approx(1, abs=2e-3)
    there = gallery.row(123)
    assert (there.author, there.source, there.sha256) == ("4@N00", "MP16-Pro", None)
    assert there.url == "https://www.flickr.com/photos/4@N00/1000000123/"
    assert there.description == "Town 123, Land"
    assert (there.image, there.file) == (None, Path("ab_cd_1000000123.jpg"))
    assert gallery.lat_lon_deg[123].tolist() == [there.where.lat_deg, there.where.lon_deg]
    assert gallery.lat_lon_deg[123] == pytest.approx([-17.75, -35.4])
    assert gallery.rows_by_author("4@n00") == list(range(4, ROWS, 7))
    # Nobody here has the photos.
    assert gallery.count_without_sha256() == gallery.rows
    assert gallery.evidence_rows == COMPACT_EVIDENCE_ROWS
    assert names_in(plan.galleries_folder) == ["mp16"]
    stages = [progress.stage for progress in seen]
    assert stages.index("reading the rows") < stages.index("writing the gallery")


def test_rows_without_a_position_are_left_out(plan: ImportPlan, heads, vectors: np.ndarray):
    rows = [row(n) for n in range(ROWS)]
    gone = [0, 1, 31, 32, 33, *range(300, 500), ROWS - 1]
    for number in gone:
        rows[number][2] = "nan"
    write_metadata(plan.metadata, rows)
    outcome = import_published(plan, heads)
    kept = np.setdiff1d(np.arange(ROWS), gone)
    assert (outcome.gallery.rows, outcome.without_position) == (len(kept), len(gone))
    found, _ = outcome.gallery.nearest(vectors[kept[::9]], 1)
    assert kept[found[:, 0]].tolist() == kept[::9].tolist()
    assert outcome.gallery.row(2).file.name == "ab_cd_1000000004.jpg"
    verify_gallery(outcome.gallery.folder)


def test_vectors_that_are_none_are_never_found(plan: ImportPlan, heads, vectors: np.ndarray):
    damaged = vectors.copy()
    damaged[40], damaged[41], damaged[699] = np.nan, 0, vectors[699] * 2
    write_index(plan.index, damaged)
    outcome = import_published(plan, heads)
    gallery = verify_gallery(outcome.gallery.folder)
    assert (gallery.rows, outcome.unsound) == (ROWS - 3, 3)
    assert gallery.removed.tolist() == [40, 41, 699]
    found, _ = gallery.nearest(vectors[[40, 41, 699]], ROWS)
    assert found.shape == (3, ROWS - 3)
    assert not np.isin(found, gallery.removed).any()
    assert np.isnan(gallery.lat_lon_deg[40]).all()
    with pytest.raises(IndexError):
        gallery.row(40)


@pytest.mark.parametrize("count", [ROWS - 1, ROWS + 1, 0])
def test_counts_that_differ_are_refused(plan: ImportPlan, heads, count: int):
    write_metadata(plan.metadata, [row(n) for n in range(count)])
    with pytest.raises(GalleryError, match=r"has .* rows and .* has 700") as caught:
        import_published(plan, heads)
    assert caught.value.exit_status == 4
    assert names_in(plan.galleries_folder) == []


def test_rows_of_another_encoder_are_refused(plan: ImportPlan, heads):
    others = dataclasses.replace(heads) if dataclasses.is_dataclass(heads) else make_heads()
    others.heads = (make_head(12), make_head(13))
    with pytest.raises(GalleryError, match="were not made by this encoder"):
        import_published(plan, others)
    assert names_in(plan.galleries_folder) == []
    short = type(heads)((DIM,), heads.heads[:1])
    with pytest.raises(GalleryError, match="have 144 numbers"):
        import_published(plan, short)


def test_a_name_that_is_taken_is_refused(plan: ImportPlan, heads):
    (plan.galleries_folder / "mp16").mkdir(parents=True)
    # Left by an import that was killed when nothing else was to be done.
    (plan.galleries_folder / ".mp16.importing").mkdir()
    with pytest.raises(GalleryError, match="There is a gallery mp16 already"):
        import_published(plan, heads)
    assert names_in(plan.galleries_folder) == ["mp16"]


def test_a_missing_file_is_named(plan: ImportPlan, heads, tmp_path: Path):
    for change in ({"index": tmp_path / "no.index"}, {"metadata": tmp_path / "no.csv"}):
        with pytest.raises(GalleryError, match=r"Cannot read .*no\."):
            import_published(dataclasses.replace(plan, **change), heads)
    plan.metadata.write_text("IMG_ID,LAT\n1,2\n")
    with pytest.raises(GalleryError, match="no column LON"):
        import_published(plan, heads)
    assert names_in(plan.galleries_folder) == []


def stop_at(stage: str, done: int):
    seen: list[Progress] = []

    def cancelled() -> bool:
        return bool(seen) and seen[-1].stage == stage and seen[-1].done >= done

    return seen.append, cancelled


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != "gallery.json"
    }


def test_a_stopped_import_goes_on_and_ends_the_same(plan: ImportPlan, heads):
    stops = [
        ("reading the rows", 0),
        ("learning from the rows", 0),
        ("writing the gallery", 0),
        ("writing the gallery", 300),
        ("writing the gallery", 600),
        ("checking what was written", 0),
    ]
    for stage, done in stops:
        report, cancelled = stop_at(stage, done)
        with pytest.raises(CancelledError):
            import_published(plan, heads, report=report, cancelled=cancelled)
        assert names_in(plan.galleries_folder) == [".mp16.importing"]
    seen: list[Progress] = []
    stopped = import_published(plan, heads, report=seen.append).gallery
    # Nothing was done twice.
    assert {progress.stage for progress in seen} == {"checking what was written"}
    whole = import_published(dataclasses.replace(plan, name="whole"), heads).gallery
    assert content(stopped.folder) == content(whole.folder)
    assert stopped.id == whole.id


def test_other_files_begin_anew(plan: ImportPlan, heads, vectors: np.ndarray):
    report, cancelled = stop_at("writing the gallery", 300)
    with pytest.raises(CancelledError):
        import_published(plan, heads, report=report, cancelled=cancelled)
    write_index(plan.index, vectors[::-1])
    gallery = import_published(plan, heads).gallery
    assert gallery.nearest(vectors[:1], 1)[0].tolist() == [[ROWS - 1]]


def test_a_stopped_import_can_be_removed(plan: ImportPlan, heads):
    report, cancelled = stop_at("writing the gallery", 300)
    with pytest.raises(CancelledError):
        import_published(plan, heads, report=report, cancelled=cancelled)
    remove_gallery("mp16", plan.galleries_folder)
    assert names_in(plan.galleries_folder) == []
