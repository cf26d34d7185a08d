"""`g3desktop gallery` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.program import run
from tests.pictures import write_photo, write_photos


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    write_photos(tmp_path / "photos", 6)
    return tmp_path / "photos"


@pytest.fixture
def build(capsys, own_home: Path):
    def built(folder: Path, *arguments: object):
        command = ("gallery", "build", folder, "--name", "trip", "--encoder", "tiny", *arguments)
        return run(capsys, *command)

    return built


def test_a_gallery_is_built_listed_shown_verified_and_removed(
    capsys, build, photos: Path, own_home: Path
):
    ended = build(photos)
    assert (ended.status, ended.err) == (0, "")
    assert "Gallery trip has 6 rows" in ended.out
    assert "6 added, 0 known already, 0 skipped." in ended.out

    listed = json.loads(run(capsys, "gallery", "list", "--json").out)["galleries"]
    (trip,) = (one for one in listed if one["name"] == "trip")
    assert (trip["rows"], trip["problem"]) == (6, None)
    assert "trip" in run(capsys, "gallery", "list").out

    shown = json.loads(run(capsys, "gallery", "info", "trip", "--json").out)
    assert shown["id"] == trip["id"]
    assert shown["encoder"].startswith("tiny-")
    assert shown["folder"] == str(own_home / "galleries" / "trip")
    assert shown["id"] in run(capsys, "gallery", "info", "trip").out

    assert "is sound: 6 rows" in run(capsys, "gallery", "verify", "trip").out
    assert run(capsys, "gallery", "remove", "trip").status == 0
    assert run(capsys, "gallery", "info", "trip").status == 4
    assert len(list(photos.rglob("*.jpg"))) == 6


def test_a_second_run_adds_only_what_is_new(build, photos: Path):
    build(photos)
    write_photo(photos / "new.jpg", (1.0, 2.0), seed=99)
    assert "1 added, 6 known already" in build(photos).out


def test_positions_come_from_a_csv_whose_bad_rows_are_named(build, tmp_path: Path):
    for n in range(3):
        write_photo(tmp_path / "photos" / f"{n}.jpg", seed=n)
    table = tmp_path / "where.csv"
    table.write_text("file,lat,lon\n0.jpg,1,2\n1.jpg,north,2\n2.jpg,95,2\n")
    ended = build(tmp_path / "photos", "--csv", table)
    assert ended.status == 0
    assert "has 1 rows" in ended.out
    assert ended.err.count("warning: ") >= 2
    assert "3" in ended.err
    assert "4" in ended.err


def test_a_gallery_without_pictures_has_none(build, photos: Path, own_home: Path):
    assert build(photos, "--no-pictures").status == 0
    assert not list((own_home / "galleries" / "trip").rglob("*.jpg"))


def test_skipped_photos_are_named(build, photos: Path):
    (photos / "broken.jpg").write_bytes(b"nothing")
    write_photo(photos / "unplaced.jpg", seed=50)
    ended = build(photos)
    assert "2 skipped" in ended.out
    assert "skipped " in ended.err
    assert "broken.jpg" in ended.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("build", "nowhere", "--name", "x", "--encoder", "tiny"), 2),
        (("build", ".", "--name", "a/b", "--encoder", "tiny"), 2),
        (("build", "."), 2),
        (("build", ".", "--name", "x", "--encoder", "nope"), 4),
        (("info", "nope"), 4),
        (("verify", "nope"), 4),
        (("remove", "nope"), 4),
        (("remove", "../packs"), 2),
        (("paint",), 2),
    ],
)
def test_what_cannot_be_done_is_one_line_and_its_status(
    capsys, own_home: Path, tmp_path: Path, monkeypatch, arguments, status
):
    monkeypatch.chdir(tmp_path)
    ended = run(capsys, "gallery", *arguments)
    assert (ended.status, ended.out) == (status, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("error: ")


def test_a_damaged_gallery_is_listed_and_found_out(capsys, build, photos: Path, own_home: Path):
    build(photos)
    vectors = next((own_home / "galleries" / "trip").glob("vectors-*"))
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 255
    vectors.write_bytes(content)
    ended = run(capsys, "gallery", "verify", "trip")
    assert ended.status == 4
    assert vectors.name in ended.err
    (own_home / "galleries" / "trip" / "gallery.json").unlink()
    assert "damaged" in run(capsys, "gallery", "list").out


def test_an_empty_list_says_how_to_begin(capsys, home: Path, monkeypatch, tmp_path: Path):
    from g3desktop.wiring import bundled

    monkeypatch.setattr(bundled, "find_resources", lambda: tmp_path)
    ended = run(capsys, "gallery", "list")
    assert (ended.status, ended.out) == (0, "")
    assert "gallery build" in ended.err


def test_a_gallery_is_brought_up_to_date(capsys, build, photos: Path):
    build(photos)
    ended = run(capsys, "gallery", "update", "trip")
    assert (ended.status, ended.err) == (0, "")
    assert "0 added, 0 removed, 0 moved, 6 unchanged, 0 skipped." in ended.out
    write_photo(photos / "new.jpg", (1.0, 2.0), seed=99)
    (photos / "broken.jpg").write_bytes(b"nothing")
    paths = sorted(photos.rglob("0*.jpg"))
    paths[0].rename(photos / "moved.jpg")
    paths[1].unlink()
    ended = run(capsys, "gallery", "update", "trip")
    assert ended.status == 0
    assert "has 6 rows" in ended.out
    assert "1 added, 1 removed, 1 moved, 4 unchanged, 1 skipped." in ended.out
    assert "broken.jpg" in ended.err
    assert run(capsys, "gallery", "verify", "trip").status == 0


def test_a_gallery_of_an_encoder_that_is_gone_cannot_be_updated(
    capsys, build, photos: Path, own_home: Path
):
    build(photos)
    run(capsys, "packs", "remove", "tiny")
    assert run(capsys, "gallery", "update", "trip").status == 0
    write_photo(photos / "new.jpg", (1.0, 2.0), seed=99)
    ended = run(capsys, "gallery", "update", "trip")
    assert ended.status == 4
    assert "No pack here has the encoder tiny-" in ended.err
    assert "6 rows" in run(capsys, "gallery", "verify", "trip").out


def test_the_published_gallery_needs_its_pack(capsys, own_home: Path, tmp_path: Path):
    files = ("--index", tmp_path / "G3.index", "--metadata", tmp_path / "rows.csv")
    ended = run(capsys, "gallery", "import", *files, "--name", "mp16")
    assert (ended.status, ended.out) == (4, "")
    assert "needs the pack g3" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_gallery_goes_to_another_machine(
    capsys, build, photos: Path, own_home: Path, tmp_path: Path
):
    build(photos, "--no-pictures")
    assert run(capsys, "gallery", "export", "trip", tmp_path / "out").status == 0
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or str(photos).encode() not in path.read_bytes()
    assert run(capsys, "gallery", "export", "trip", tmp_path / "out").status != 0
    ended = run(capsys, "packs", "import", tmp_path / "out", "--name", "elsewhere")
    assert ended.status == 0, ended.err
    first, second = (
        json.loads(run(capsys, "gallery", "info", name, "--json").out)
        for name in ("trip", "elsewhere")
    )
    assert (first["id"], first["rows"]) == (second["id"], second["rows"])
    assert run(capsys, "gallery", "verify", "elsewhere").status == 0
    assert run(capsys, "gallery", "export", "nope", tmp_path / "x").status == 4
