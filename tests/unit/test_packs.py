"""Packs on disk: what is read, what is refused, and that nothing is ever half there."""

from __future__ import annotations

import dataclasses
import errno
import json
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, EngineError, PackError
from g3desktop.domain.pack import EncoderSpec, FusionWeights, Pack, PackFile, PackManifest
from g3desktop.services.packs import (
    damaged_packs,
    describe_files,
    find_pack,
    import_folder,
    list_packs,
    read_pack,
    remove_pack,
    staged_folder,
    verify_pack,
    write_manifest,
)

SPEC = EncoderSpec(
    family="starter",
    weights="weights.safetensors",
    architecture="tf_efficientnet_lite2",
    input_px=260,
    projection="equal_earth",
    image_dim=1280,
    text_dim=0,
    gps_dim=512,
)
FUSION = FusionWeights(
    temperature=0.1, scales_km=(1.0, 25.0), scale_weights=(0.5, 0.5), verification=0.25
)


def make_pack(folder: Path, pack_id: str = "some", **changes: object) -> Pack:
    (folder / "cards").mkdir(parents=True)
    (folder / "weights.safetensors").write_bytes(b"weights of " + pack_id.encode())
    (folder / "cards" / "model.md").write_text("what it cannot do", encoding="utf-8")
    manifest = PackManifest(
        format=1,
        id=pack_id,
        kind="encoder",
        version="1",
        licence="Apache-2.0",
        source="a test",
        files=describe_files(folder),
        encoder=SPEC,
        fusion=FUSION,
    )
    manifest = dataclasses.replace(manifest, **changes)
    write_manifest(folder, manifest)
    return Pack(folder, manifest)


def edit(folder: Path, **changes: object) -> None:
    path = folder / "pack.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}), encoding="utf-8")


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    read = read_pack(tmp_path / "some")
    assert read == pack
    assert read.weights_path.is_file()
    assert {file.path for file in read.manifest.files} == {
        "weights.safetensors",
        "cards/model.md",
    }
    verify_pack(read)


def test_later_fields_are_tolerated(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    edit(tmp_path / "some", homepage="somewhere")
    assert read_pack(tmp_path / "some") == pack


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 2},
        {"format": "1"},
        {"id": "../up"},
        {"id": "Some Pack"},
        {"id": ""},
        {"kind": "virus"},
        {"files": []},
        {"files": "weights.safetensors"},
        {"encoder": None},
        {"encoder": {**dataclasses.asdict(SPEC), "input_px": "260"}},
        {"encoder": {**dataclasses.asdict(SPEC), "input_px": 0}},
        {"encoder": {**dataclasses.asdict(SPEC), "family": "other"}},
        {"fusion": {**dataclasses.asdict(FUSION), "temperature": 0}},
        {"fusion": {**dataclasses.asdict(FUSION), "scale_weights": [1.0]}},
        {"fusion": {**dataclasses.asdict(FUSION), "verification": float("nan")}},
    ],
)
def test_unsound_descriptions_are_refused(changes: dict[str, object], tmp_path: Path) -> None:
    make_pack(tmp_path / "some")
    edit(tmp_path / "some", **changes)
    with pytest.raises(PackError, match=r"pack\.json is damaged"):
        read_pack(tmp_path / "some")


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "/etc/passwd",
        "a/../../secret",
        "C:\\secret",
        "C:secret",
        "..\\secret",
        "a//b",
        "./a",
        "",
        "pack.json",
        "a\0b",
        "x" * 500,
    ],
)
def test_paths_that_leave_the_folder_are_refused(path: str, tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    files = [dataclasses.asdict(f) for f in pack.manifest.files]
    edit(tmp_path / "some", files=[*files, {**files[0], "path": path}])
    with pytest.raises(PackError, match=r"pack\.json is damaged"):
        read_pack(tmp_path / "some")
    odd = dataclasses.replace(
        pack.manifest, files=(*pack.manifest.files, PackFile(path, 1, "0" * 64))
    )
    with pytest.raises(PackError):
        write_manifest(tmp_path, odd)
    assert not (tmp_path / "pack.json").exists()


def test_links_that_leave_the_folder_are_refused(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    secret = tmp_path / "secret"
    secret.write_bytes(pack.weights_path.read_bytes())
    pack.weights_path.unlink()
    pack.weights_path.symlink_to(secret)
    with pytest.raises(PackError, match="leads out"):
        read_pack(pack.folder)
    pack.weights_path.unlink()
    pack.weights_path.symlink_to(pack.weights_path.name)  # a loop
    with pytest.raises(PackError, match="missing"):
        read_pack(pack.folder)


@given(st.binary(max_size=200))
def test_noise_is_no_description(noise: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pack.json").write_bytes(noise)
        with pytest.raises(PackError):
            read_pack(Path(folder))


def test_descriptions_nested_or_long_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_bytes(b"[" * 100_000)
    with pytest.raises(PackError, match="damaged"):
        read_pack(tmp_path)
    (tmp_path / "pack.json").write_bytes(b" " * (1 << 21))
    with pytest.raises(PackError, match="too large"):
        read_pack(tmp_path)


def test_missing_description_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.json"):
        read_pack(tmp_path / "nowhere")


def test_missing_and_shortened_files_are_named(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    pack.weights_path.write_bytes(b"w")
    with pytest.raises(PackError, match=r"weights\.safetensors is damaged"):
        read_pack(pack.folder)
    pack.weights_path.unlink()
    with pytest.raises(PackError, match=r"weights\.safetensors is missing"):
        read_pack(pack.folder)
    with pytest.raises(PackError, match=r"weights\.safetensors is missing"):
        verify_pack(pack)


def test_changed_file_of_the_same_size_is_named(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "some")
    data = pack.weights_path.read_bytes()
    pack.weights_path.write_bytes(data[:-1] + b"!")
    assert read_pack(pack.folder) == pack  # a quick look does not tell
    with pytest.raises(PackError, match=r"weights\.safetensors is damaged"):
        verify_pack(pack)
    with pytest.raises(PackError, match=r"weights\.safetensors is damaged"):
        import_folder(pack.folder, tmp_path / "packs")
    assert tree(tmp_path / "packs") == set()


def test_lists_sound_packs_and_names_the_others(tmp_path: Path) -> None:
    mine, bundled = tmp_path / "packs", tmp_path / "bundled"
    assert list_packs(mine, bundled) == []
    make_pack(mine / "tuned", "tuned")
    make_pack(mine / "starter", "starter", version="2")
    make_pack(bundled / "starter", "starter")
    make_pack(bundled / "tiny", "tiny")
    make_pack(mine / "renamed", "original")
    (mine / "empty").mkdir()
    (mine / ".staging-left").mkdir()
    (mine / "a file").touch()
    packs = list_packs(mine, bundled)
    assert [(p.manifest.id, p.manifest.version, p.bundled) for p in packs] == [
        ("starter", "2", False),
        ("tiny", "1", True),
        ("tuned", "1", False),
    ]
    assert len(damaged_packs(mine, bundled)) == 2


def test_finds_by_id(tmp_path: Path) -> None:
    mine, bundled = tmp_path / "packs", tmp_path / "bundled"
    make_pack(bundled / "starter", "starter")
    assert find_pack("starter", mine, bundled).bundled
    make_pack(mine / "starter", "starter")
    assert not find_pack("starter", mine, bundled).bundled
    for absent in ("g3", "../bundled/starter", "", "."):
        with pytest.raises(PackError) as caught:
            find_pack(absent, mine, bundled)
        assert "packs import" in caught.value.hint


def test_import_copies_what_the_description_names(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "download")
    (pack.folder / "extra.sh").write_text("echo", encoding="utf-8")
    imported = import_folder(pack.folder, tmp_path / "home" / "packs")
    assert imported.folder == tmp_path / "home" / "packs" / "some"
    assert imported == dataclasses.replace(read_pack(imported.folder))
    assert tree(tmp_path / "home" / "packs") == {
        "some",
        "some/pack.json",
        "some/weights.safetensors",
        "some/cards",
        "some/cards/model.md",
    }
    with pytest.raises(PackError, match="there already"):
        import_folder(pack.folder, tmp_path / "home" / "packs")
    verify_pack(imported)


def test_cancelled_import_leaves_nothing(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "download")
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) == 2

    with pytest.raises(CancelledError):
        import_folder(pack.folder, tmp_path / "packs", cancelled=cancelled)
    assert tree(tmp_path / "packs") == set()


def test_removes_whole_and_leaves_the_bundled(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "packs" / "some")
    with pytest.raises(PackError, match="part of the program"):
        remove_pack(dataclasses.replace(pack, bundled=True))
    verify_pack(pack)
    remove_pack(pack)
    assert tree(tmp_path / "packs") == set()


def test_removing_a_link_leaves_what_it_leads_to(tmp_path: Path) -> None:
    elsewhere = make_pack(tmp_path / "elsewhere")
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "some").symlink_to(elsewhere.folder)
    remove_pack(find_pack("some", tmp_path / "packs", tmp_path / "none"))
    assert tree(tmp_path / "packs") == set()
    verify_pack(elsewhere)


def test_nothing_shows_until_the_block_ends(tmp_path: Path) -> None:
    parent = tmp_path / "packs"
    with staged_folder(parent, "new") as aside:
        (aside / "deep").mkdir()
        (aside / "deep" / "file").write_bytes(b"data")
        assert not (parent / "new").exists()
        assert list_packs(parent, tmp_path / "none") == []
    assert tree(parent) == {"new", "new/deep", "new/deep/file"}


def test_failed_block_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with staged_folder(tmp_path, "new") as aside:
            (aside / "file").write_bytes(b"data")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert tree(tmp_path) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_full_disk_leaves_nothing(tmp_path: Path) -> None:
    def fill(aside: Path) -> None:
        (aside / "file").write_bytes(b"data")
        with Path("/dev/full").open("wb") as full:
            full.write(b"data")

    with (
        pytest.raises(EngineError, match="full") as caught,
        staged_folder(tmp_path, "new") as aside,
    ):
        fill(aside)
    assert "space" in caught.value.hint
    assert tree(tmp_path) == set()


def test_disk_that_fails_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with (
        pytest.raises(EngineError, match="Input/output"),
        staged_folder(tmp_path, "new") as aside,
    ):
        (aside / "file").write_bytes(b"data")
    monkeypatch.undo()
    assert tree(tmp_path) == set()


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(EngineError, match="file"),
        staged_folder(tmp_path / "file" / "packs", "new"),
    ):
        pass


def test_taken_name_is_refused_even_at_the_end(tmp_path: Path) -> None:
    def stage() -> None:
        with staged_folder(tmp_path, "new") as aside:
            (aside / "file").write_bytes(b"mine")
            (tmp_path / "new").mkdir()
            (tmp_path / "new" / "file").write_bytes(b"theirs")

    with pytest.raises(PackError, match="there already"):
        stage()
    assert tree(tmp_path) == {"new", "new/file"}
    assert (tmp_path / "new" / "file").read_bytes() == b"theirs"


def _fill_and_wait(parent: Path, ready, done) -> None:
    with staged_folder(parent, "new") as aside:
        (aside / "file").write_bytes(b"data")
        ready.set()
        done.wait(60)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_leftovers_of_the_killed_go_and_those_at_work_stay(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    killed_ready, living_ready, done = context.Event(), context.Event(), context.Event()
    # An event of its own: setting one that a dead process waits for would never return.
    never = context.Event()
    killed = context.Process(target=_fill_and_wait, args=(tmp_path, killed_ready, never))
    living = context.Process(target=_fill_and_wait, args=(tmp_path, living_ready, done))
    try:
        killed.start()
        assert killed_ready.wait(60)
        os.kill(killed.pid, signal.SIGKILL)
        killed.join()
        left = tree(tmp_path)
        assert len(left) == 3  # folder, file and lock
        living.start()
        assert living_ready.wait(60)
        now = tree(tmp_path)
        assert len(now) == 3
        assert not left & now
        with staged_folder(tmp_path, "other"):
            assert now <= tree(tmp_path)
        done.set()
        living.join()
        assert living.exitcode == 0
        assert tree(tmp_path) == {"new", "new/file", "other"}
    finally:
        for process in (killed, living):
            if process.is_alive():
                process.kill()
                process.join()
            process.close()


def test_copying_needs_the_source(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "download")
    shutil.rmtree(pack.folder / "cards")
    with pytest.raises(PackError, match="missing"):
        import_folder(pack.folder, tmp_path / "packs")
    assert not (tmp_path / "packs").exists()
