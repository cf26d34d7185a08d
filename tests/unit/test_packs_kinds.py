"""Packs that are no encoders: which descriptions are sound, and what is packed into one file."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from pathlib import Path

import pytest

from g3desktop.domain.errors import PackError, UsageError
from g3desktop.domain.pack import AcceptedTerms, PackManifest
from g3desktop.services.pack_archive import unpack_archive, write_archive
from g3desktop.services.packs import (
    describe_files,
    find_pack,
    list_packs,
    read_pack,
    verify_pack,
    write_manifest,
)
from g3desktop.services.supply.stock import list_standings
from g3desktop.settings import find_folders
from g3desktop.wiring import choose_pack
from g3desktop.wiring.packs import ImportWish, take_in
from tests.unit.test_packs import SPEC, make_pack, tree

MANIFEST = PackManifest(
    format=1,
    id="mp16-pro",
    kind="metadata",
    version="1",
    licence="for academic use alone",
    source="a test",
    files=(),
    terms=AcceptedTerms("Terms of use of MP16-Pro", "1", "2026-01-01T00:00:00+00:00"),
)


def make_other(folder: Path, **changes: object) -> Path:
    """Write a pack that is no encoder."""
    folder.mkdir(parents=True)
    (folder / "table.csv").write_text("IMG_ID\n", encoding="utf-8")
    manifest = dataclasses.replace(MANIFEST, files=describe_files(folder), **changes)
    write_manifest(folder, manifest)
    return folder


def test_what_is_no_encoder_is_read_and_taken_for_none(home: Path):
    folders = find_folders()
    make_other(folders.packs / "mp16-pro")
    make_pack(folders.packs / "some")
    pack = read_pack(folders.packs / "mp16-pro")
    verify_pack(pack)
    assert pack.manifest.terms == MANIFEST.terms
    none = home / "none"
    assert [one.manifest.id for one in list_packs(folders.packs, none)] == ["some"]
    assert len(list_packs(folders.packs, none, kind=None)) == 2
    assert find_pack("mp16-pro", folders.packs, none) == pack
    for use in (lambda: choose_pack("mp16-pro", folders), lambda: pack.encoder_id):
        with pytest.raises(PackError, match="is no encoder"):
            use()


def test_descriptions_of_encoders_are_written_as_before(tmp_path: Path):
    make_pack(tmp_path / "some")
    written = json.loads((tmp_path / "some" / "pack.json").read_text())
    assert set(written) == {
        *("format", "id", "kind", "version", "licence", "source", "files", "encoder", "fusion"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"encoder": SPEC},
        {"kind": "encoder"},
        {"kind": "gallery"},
        {"archive": "other.zip"},
    ],
)
def test_descriptions_that_contradict_themselves_are_refused(
    tmp_path: Path, changes: dict[str, object]
):
    with pytest.raises(PackError, match="is not sound"):
        make_other(tmp_path / "mp16-pro", **changes)


def test_names_that_differ_in_capitals_alone_are_refused(tmp_path: Path):
    folder = make_other(tmp_path / "mp16-pro")
    manifest = json.loads((folder / "pack.json").read_text())
    twin = {**manifest["files"][0], "path": "TABLE.csv"}
    (folder / "pack.json").write_text(json.dumps({**manifest, "files": [*manifest["files"], twin]}))
    with pytest.raises(PackError, match="names a file twice"):
        read_pack(folder)


def test_terms_that_nobody_accepted_stop_an_import(home: Path, tmp_path: Path):
    folders = find_folders()
    folder = make_other(tmp_path / "mp16-pro", terms=None)
    with pytest.raises(UsageError, match="were not accepted") as raised:
        take_in(ImportWish(folder), folders)
    assert raised.value.exit_status == 2
    take_in(ImportWish(folder, accept_terms=True), folders)
    accepted = read_pack(folders.packs / "mp16-pro").manifest.terms
    assert accepted.version == "1"
    assert accepted.accepted_at > "2026-01-01"


def test_terms_accepted_on_another_machine_count(home: Path, tmp_path: Path):
    folder = make_other(tmp_path / "mp16-pro")
    take_in(ImportWish(folder), find_folders())
    assert read_pack(find_folders().packs / "mp16-pro").manifest.terms == MANIFEST.terms


def test_a_note_of_a_gallery_counts_as_long_as_the_gallery_is_there(home: Path):
    folders = find_folders()
    note = make_other(folders.packs / "g3-index", id="g3-index", kind="index", name="large")
    (note / "table.csv").unlink()
    write_manifest(note, dataclasses.replace(read_manifest(note), files=()))

    def state() -> str:
        standings = list_standings(folders.packs, home / "none", folders.galleries)
        return next(one.state for one in standings if one.id == "g3-index")

    assert state() == "available"
    (folders.galleries / "large").mkdir(parents=True)
    assert state() == "installed"


def read_manifest(folder: Path) -> PackManifest:
    return dataclasses.replace(MANIFEST, id=folder.name, kind="index", name="large")


# Many small files in one.


def test_small_files_are_packed_and_unpacked(tmp_path: Path):
    source = tmp_path / "source"
    for name in ("thumbs/ab/1.jpg", "thumbs/ab/2.jpg", "top"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(name.encode())
    names = ["thumbs/ab/1.jpg", "thumbs/ab/2.jpg"]
    archives = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for archive in archives:
        write_archive(source, names, archive)
    assert archives[0].read_bytes() == archives[1].read_bytes()
    (tmp_path / "target").mkdir()
    unpack_archive(archives[0], tmp_path / "target")
    assert tree(tmp_path / "target") == {"thumbs", "thumbs/ab", *names}
    with pytest.raises(PackError, match="names a file twice"):
        unpack_archive(archives[0], tmp_path / "target")


@pytest.mark.parametrize(
    "name", ["../out", "/etc/x", "a/../../x", "C:x", "a\\b", "pack.json", "a//b", "folder/"]
)
def test_archives_cannot_write_elsewhere(tmp_path: Path, name: str):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("fine", b"x")
        archive.writestr(zipfile.ZipInfo(name), b"x")
    (tmp_path / "target").mkdir()
    with pytest.raises(PackError, match="no plain file"):
        unpack_archive(tmp_path / "a.zip", tmp_path / "target")
    assert tree(tmp_path / "target") == set()


def test_archives_that_would_swell_are_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large", bytes(1_000_000))
    with pytest.raises(PackError, match="no plain file"):
        unpack_archive(tmp_path / "a.zip", tmp_path)


@pytest.mark.parametrize("keep", [0, 10, 60])
def test_archives_that_are_none_are_refused(tmp_path: Path, keep: int):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("file", b"content")
    (tmp_path / "b.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:keep])
    with pytest.raises(PackError, match="damaged"):
        unpack_archive(tmp_path / "b.zip", tmp_path / "target")
