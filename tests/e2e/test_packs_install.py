"""`g3desktop packs install` as a user runs it, from a server on this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from g3desktop.services.packs import read_pack, verify_pack
from g3desktop.services.supply import fetch
from g3desktop.services.supply.wire import Patience
from g3desktop.settings import find_folders
from g3desktop.wiring import galleries, pack_placing
from g3desktop.wiring.gallery_packs import export_gallery
from g3desktop.wiring.pack_install import InstallWish, installation
from tests.e2e.program import ARGV, run, start
from tests.golden_checkpoint import hollow_weights
from tests.pack_server import Odd, PackServer, sha256_of
from tests.pmtiles import pmtiles_file
from tests.unit.test_packs import make_pack

CSV = b"IMG_ID,AUTHOR,LAT,LON\n" + b"1_1.jpg,somebody,48.85,2.35\n" * 5000
METADATA = "datasets/Jia-py/MP16-Pro"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PackServer]:
    """The hub, and a web server beside it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("G3DESKTOP_PACK_MIRROR", raising=False)
    with PackServer.running() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        running.repos[METADATA] = {"MP16_Pro_filtered.csv": CSV, "README.md": b"about it"}
        yield running


@pytest.fixture
def mirror(furnished: Path, tmp_path: Path) -> Path:
    """A folder of packs."""
    shutil.copytree(furnished / "packs" / "tiny", tmp_path / "mirror" / "tiny")
    return tmp_path / "mirror"


def states(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    listed = json.loads(run(capsys, "packs", "list", "--json").out)
    return {one["id"]: one["state"] for one in (*listed["packs"], *listed["available"])}


def test_a_new_machine_has_the_bundled_pack_and_may_have_the_others(capsys, home: Path):
    assert states(capsys) == {
        "starter": "bundled",
        **dict.fromkeys(("g3", "mp16-pro", "g3-index", "world-map"), "available"),
    }
    out = run(capsys, "packs", "list").out
    assert "about 1.8 GB" in out
    ended = run(capsys, "packs", "install", "starter")
    assert (ended.status, ended.out) == (0, "Pack starter is installed already.\n")
    assert not (home / "packs").exists() or list((home / "packs").iterdir()) == []


def test_terms_have_to_be_accepted_and_are_written_down(capsys, home: Path, server: PackServer):
    ended = run(capsys, "packs", "install", "mp16-pro")
    assert (ended.status, ended.out) == (2, "")
    assert "--accept-terms" in ended.err
    assert server.asked == []
    ended = run(capsys, "packs", "install", "mp16-pro", "--accept-terms")
    assert (ended.status, ended.err) == (0, "")
    pack = read_pack(home / "packs" / "mp16-pro")
    verify_pack(pack)
    assert (pack.folder / "MP16_Pro_filtered.csv").read_bytes() == CSV
    assert (pack.manifest.kind, pack.manifest.terms.version) == ("metadata", "1")
    assert pack.manifest.terms.accepted_at.startswith("20")
    assert [one.name for one in (home / "packs").iterdir()] == ["mp16-pro"]
    assert states(capsys)["mp16-pro"] == "installed"
    assert "sound: 1 files" in run(capsys, "packs", "verify", "mp16-pro").out
    again = run(capsys, "packs", "install", "mp16-pro")
    assert again.out == "Pack mp16-pro is installed already.\n"
    # It is no encoder, and nobody takes it for one.
    assert run(capsys, "locate", "--encoder", "mp16-pro", "x.jpg").status == 4
    assert run(capsys, "packs", "remove", "mp16-pro").status == 0
    assert states(capsys)["mp16-pro"] == "available"


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(("answer", "status"), [(b"y\n", 0), (b"\n", 2)])
def test_terms_are_shown_and_asked_for_on_a_terminal(
    home: Path, server: PackServer, answer: bytes, status: int
):
    ours, terminal = os.openpty()
    try:
        command = [*ARGV, "packs", "install", "mp16-pro"]
        with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal) as process:
            shown = b""
            while b"accept them?" not in shown:
                shown += os.read(ours, 1000)
            os.write(ours, answer)
            assert process.wait() == status
    finally:
        os.close(terminal)
        os.close(ours)
    assert b"academic use alone" in shown
    assert (home / "packs" / "mp16-pro").exists() == (status == 0)


def test_terms_accepted_once_are_not_asked_for_again_when_it_goes_on(
    capsys, home: Path, server: PackServer
):
    server.behave(sha256_of(CSV), Odd(cut=50_000), Odd(status=404))
    ended = run(capsys, "packs", "install", "mp16-pro", "--accept-terms")
    assert ended.status == 4
    assert states(capsys)["mp16-pro"] == "partly downloaded"
    (begun,) = (
        one
        for one in json.loads(run(capsys, "packs", "list", "--json").out)["available"]
        if one["id"] == "mp16-pro"
    )
    assert (begun["come_bytes"], begun["download_bytes"]) == (50_000, len(CSV))
    assert run(capsys, "packs", "install", "mp16-pro").status == 0
    assert server.got("/cdn/")[-1].range == "bytes=50000-"


def test_an_unfinished_download_is_dropped(capsys, home: Path, server: PackServer):
    server.behave(sha256_of(CSV), Odd(cut=50_000), Odd(status=404))
    run(capsys, "packs", "install", "mp16-pro", "--accept-terms")
    ended = run(capsys, "packs", "remove", "mp16-pro")
    assert ended.out == "Removed the unfinished download of mp16-pro (50.0 kB).\n"
    assert list((home / "packs").iterdir()) == []
    assert run(capsys, "packs", "remove", "mp16-pro").status == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C of POSIX")
def test_ctrl_c_pauses_and_the_same_command_goes_on(capsys, home: Path, server: PackServer):
    slow = Odd(piece_bytes=10_000)
    server.behave(sha256_of(CSV), slow)
    with start(["packs", "install", "mp16-pro", "--accept-terms"]) as process:
        for _ in range(3):
            slow.more.release()
            slow.sent.acquire()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        for _ in range(len(CSV) // 10_000 + 1):
            slow.more.release()
    assert process.returncode == 130
    assert b"To go on: g3desktop packs install mp16-pro." in err
    assert b"Traceback" not in err
    assert states(capsys)["mp16-pro"] == "partly downloaded"
    assert run(capsys, "packs", "install", "mp16-pro").status == 0
    verify_pack(read_pack(home / "packs" / "mp16-pro"))


def test_offline_is_said_in_a_line_with_what_works(capsys, own_home: Path, monkeypatch):
    async def no_sleep(_seconds: float) -> None:
        return

    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(fetch, "Patience", lambda: Patience(sleep=no_sleep))
    ended = run(capsys, "packs", "install", "g3")
    assert (ended.status, ended.out) == (4, "")
    (line,) = ended.err.splitlines()
    assert "cannot be reached" in line
    assert line.endswith("Installed and working: starter, tiny.")
    assert run(capsys, "packs", "verify", "tiny").status == 0


def test_a_pack_nobody_knows_is_named(capsys, home: Path):
    for pack_id in ("nope", "../packs", "A"):
        ended = run(capsys, "packs", "install", pack_id)
        assert ended.status == 4
        assert "Known are starter, g3" in ended.err


# From a mirror, and without any network.


@pytest.mark.parametrize("how", ["address", "folder", "variable"])
def test_a_pack_of_a_mirror_is_installed(
    capsys, home: Path, server: PackServer, mirror: Path, monkeypatch, how: str
):
    server.serve_folder(mirror, "/packs")
    where = {"address": f"{server.url}/packs", "folder": str(mirror), "variable": ""}[how]
    if how == "variable":
        monkeypatch.setenv("G3DESKTOP_PACK_MIRROR", f"{server.url}/packs")
    ended = run(capsys, "packs", "install", "tiny", *(("--from", where) if where else ()))
    assert (ended.status, ended.err) == (0, "")
    installed = read_pack(home / "packs" / "tiny")
    verify_pack(installed)
    assert installed.manifest == read_pack(mirror / "tiny").manifest
    assert states(capsys)["tiny"] == "installed"
    assert [one.name for one in (home / "packs").iterdir()] == ["tiny"]


def test_a_mirror_that_was_tampered_with_is_refused(
    capsys, home: Path, server: PackServer, mirror: Path
):
    weights = next((mirror / "tiny").glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 255
    weights.write_bytes(content)
    server.serve_folder(mirror, "/packs")
    for where in (f"{server.url}/packs", str(mirror)):
        ended = run(capsys, "packs", "install", "tiny", "--from", where)
        assert ended.status == 4
        assert "safetensors" in ended.err
    assert not (home / "packs" / "tiny").exists()


def test_links_of_a_folder_that_lead_out_are_refused(capsys, home: Path, mirror: Path):
    weights = next((mirror / "tiny").glob("*.safetensors"))
    weights.rename(mirror / "elsewhere")
    weights.symlink_to(mirror / "elsewhere")
    ended = run(capsys, "packs", "install", "tiny", "--from", str(mirror))
    assert ended.status == 4
    assert "leads out" in ended.err


def test_a_mirror_that_lacks_a_pack_is_not_passed_by(
    capsys, home: Path, server: PackServer, mirror: Path, monkeypatch
):
    monkeypatch.setenv("G3DESKTOP_PACK_MIRROR", str(mirror))
    ended = run(capsys, "packs", "install", "mp16-pro", "--accept-terms")
    assert ended.status == 4
    assert "holds nothing of the pack mp16-pro" in ended.err
    assert server.asked == []


def test_a_file_too_many_is_found(capsys, home: Path, mirror: Path):
    run(capsys, "packs", "install", "tiny", "--from", str(mirror))
    (home / "packs" / "tiny" / "extra.sh").write_text("echo", encoding="utf-8")
    ended = run(capsys, "packs", "verify", "tiny")
    assert ended.status == 4
    assert "extra.sh is not part of the pack" in ended.err


# The map.


@pytest.mark.parametrize("how", ["address", "folder"])
def test_the_world_map_is_installed(
    capsys, home: Path, server: PackServer, tmp_path: Path, how: str
):
    tiles = pmtiles_file(tmp_path / "20260101.pmtiles", content=5000)
    server.files["/maps/20260101.pmtiles"] = tiles.read_bytes()
    where = f"{server.url}/maps/20260101.pmtiles" if how == "address" else str(tmp_path)
    ended = run(capsys, "packs", "install", "world-map", "--from", where)
    assert ended.status == 0
    installed = home / "packs" / "world-map" / "world.pmtiles"
    assert str(installed) in ended.err
    assert installed.read_bytes() == tiles.read_bytes()
    assert "OpenStreetMap" in read_pack(installed.parent).manifest.licence
    verify_pack(read_pack(installed.parent))


def test_what_is_no_map_is_refused(capsys, home: Path, server: PackServer):
    server.files["/maps/x.pmtiles"] = b"an error page" * 50
    ended = run(capsys, "packs", "install", "world-map", "--from", f"{server.url}/maps/x.pmtiles")
    assert ended.status == 4
    assert "no PMTiles file" in ended.err
    assert not (home / "packs" / "world-map").exists()


# Galleries.


def test_the_index_says_what_it_needs_before_it_is_downloaded(
    capsys, home: Path, server: PackServer
):
    server.repos["models/Jia-py/G3-checkpoint"] = {"g3.index": b"index" * 100}
    ended = run(capsys, "packs", "install", "g3-index")
    assert ended.status == 4
    assert "packs install g3." in ended.err
    assert server.got("/cdn/") == []


def test_a_gallery_goes_to_another_machine(
    capsys, furnished: Path, home: Path, own_home: Path, tmp_path: Path
):
    exported = export_gallery(furnished / "galleries" / "mine", tmp_path / "out")
    assert exported.manifest.archive
    verify_pack(read_pack(tmp_path / "out"))
    ended = run(capsys, "packs", "import", tmp_path / "out")
    assert ended.status == 0
    assert "Imported gallery mine" in ended.out
    assert run(capsys, "gallery", "verify", "mine").status == 0
    photo = furnished / "photos" / "roll0" / "0000.jpg"
    located = run(
        capsys, *("locate", "--json", "--no-llm", "--encoder", "tiny", "--gallery", "mine"), photo
    )
    assert json.loads(located.out)["engine"]["gallery"]["name"] == "mine"
    taken = run(capsys, "packs", "import", tmp_path / "out")
    assert taken.status == 4
    assert "--name" in taken.err
    assert run(capsys, "packs", "import", tmp_path / "out", "--name", "other").status == 0
    galleries = json.loads(run(capsys, "gallery", "list", "--json").out)["galleries"]
    assert {"mine", "other"} <= {one["name"] for one in galleries}


def test_a_gallery_that_was_tampered_with_is_refused(
    capsys, furnished: Path, home: Path, tmp_path: Path
):
    export_gallery(furnished / "galleries" / "mine", tmp_path / "out")
    for path in sorted((tmp_path / "out").rglob("*")):
        if path.name == "pack.json" or path.is_dir():
            continue
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 255
        changed = shutil.copytree(tmp_path / "out", tmp_path / f"changed-{path.name}")
        (changed / path.relative_to(tmp_path / "out")).write_bytes(content)
        ended = run(capsys, "packs", "import", changed)
        assert ended.status == 4, path
        assert path.name in ended.err
    assert list((home / "galleries").iterdir()) == []


def test_a_gallery_of_a_mirror_is_installed(
    capsys, furnished: Path, home: Path, server: PackServer, tmp_path: Path
):
    export_gallery(furnished / "galleries" / "mine", tmp_path / "mirror" / "mine")
    server.serve_folder(tmp_path / "mirror", "/packs")
    ended = run(capsys, "packs", "install", "mine", "--from", f"{server.url}/packs")
    assert (ended.status, ended.out) == (0, "Installed pack mine: the gallery mine.\n")
    assert run(capsys, "gallery", "verify", "mine").status == 0
    assert states(capsys)["mine"] == "installed"
    # The note of a gallery that is gone says nothing.
    assert run(capsys, "gallery", "remove", "mine").status == 0
    assert "mine" not in states(capsys)
    again = run(capsys, "packs", "install", "mine", "--from", f"{server.url}/packs")
    assert again.status == 0
    removed = run(capsys, "packs", "remove", "mine")
    assert "gallery remove mine" in removed.err
    assert run(capsys, "gallery", "verify", "mine").status == 0


class IndexImport:
    """Stands for what makes a gallery of the published index: takes one that is there."""

    def __init__(self, gallery: Path) -> None:
        self.gallery, self.calls = gallery, []

    def __call__(self, index, metadata, name, folders, *, report, cancelled):
        self.calls.append((index.read_bytes(), metadata.read_bytes()))
        shutil.copytree(self.gallery, folders.galleries / name)


@pytest.fixture
def index(capsys, furnished: Path, home: Path, server: PackServer, monkeypatch) -> IndexImport:
    """A home with all that the index needs, and a hub that has it."""
    made = IndexImport(furnished / "galleries" / "mine")
    monkeypatch.setattr(galleries, "import_published", made)
    server.repos["models/Jia-py/G3-checkpoint"] = {"g3.index": b"index" * 1000}
    make_pack(home / "packs" / "g3", "g3")
    assert run(capsys, "packs", "install", "mp16-pro", "--accept-terms").status == 0
    return made


@pytest.mark.parametrize("option", ["--drop-originals", "--keep-originals"])
def test_the_index_becomes_a_gallery(capsys, home: Path, index: IndexImport, option: str):
    ended = run(capsys, "packs", "install", "g3-index", option)
    assert (ended.status, ended.out) == (0, "Installed pack g3-index: the gallery mp16-pro.\n")
    assert index.calls == [(b"index" * 1000, CSV)]
    assert run(capsys, "gallery", "verify", "mp16-pro").status == 0
    assert states(capsys)["g3-index"] == "installed"
    assert sorted(one.name for one in (home / "packs").iterdir()) == ["g3", "g3-index", "mp16-pro"]
    kept = home / "originals" / "g3-index" / "g3.index"
    assert kept.exists() == (option == "--keep-originals")
    assert run(capsys, "packs", "verify", "g3-index").status == 0


def test_an_index_whose_gallery_had_just_been_made_is_not_taken_in_twice(
    capsys, home: Path, index: IndexImport, monkeypatch
):
    def fail(self, manifest: object, name: str) -> None:
        raise KeyboardInterrupt  # at the last moment before it is written down

    with monkeypatch.context() as patched:
        patched.setattr(pack_placing._Making, "_note_gallery", fail)
        assert run(capsys, "packs", "install", "g3-index").status == 130
    assert states(capsys)["g3-index"] == "partly downloaded"
    assert run(capsys, "packs", "install", "g3-index").status == 0
    assert len(index.calls) == 1


def test_a_gallery_of_that_name_stops_an_index_before_it_is_downloaded(
    capsys, furnished: Path, home: Path, server: PackServer, index: IndexImport
):
    shutil.copytree(furnished / "galleries" / "mine", home / "galleries" / "mp16-pro")
    asked = len(server.got("/cdn/"))
    ended = run(capsys, "packs", "install", "g3-index")
    assert ended.status == 4
    assert "gallery remove mp16-pro" in ended.err
    assert len(server.got("/cdn/")) == asked


# The checkpoint.


@pytest.mark.slow
def test_the_checkpoint_becomes_an_encoder_and_is_dropped_or_kept(
    home: Path, server: PackServer, tmp_path: Path
):
    torch.save(hollow_weights(torch.float16), tmp_path / "g3.pth")
    checkpoint = (tmp_path / "g3.pth").read_bytes()
    server.repos["models/Jia-py/G3-checkpoint"] = {"g3.pth": checkpoint}
    folders = find_folders()
    with installation(InstallWish("g3", folders, keep_originals=True)) as under_way:
        under_way.fetch()
        installed = under_way.finish()
    assert installed.kept == home / "originals" / "g3"
    assert (installed.kept / "g3.pth").read_bytes() == checkpoint
    pack = read_pack(home / "packs" / "g3")
    assert pack.spec.family == "g3"
    assert pack.manifest.licence == "Apache-2.0"
    assert "Jia-py/G3-checkpoint at " in pack.manifest.source
    assert [one.name for one in (home / "packs").iterdir()] == ["g3"]
