"""Installs and imports that are killed at thirty random moments: old or new, then new."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.domain.errors import PackError
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.shelf import list_galleries
from g3desktop.services.packs import damaged_packs, list_packs, read_pack, verify_pack
from g3desktop.services.supply.stock import list_standings
from g3desktop.settings import Folders, find_folders
from g3desktop.wiring.gallery_packs import export_gallery
from g3desktop.wiring.pack_install import InstallWish, install_pack
from g3desktop.wiring.packs import ImportWish, take_in
from tests.pack_server import Odd, PackServer
from tests.unit.test_packs import make_pack, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")

REPOSITORY = Path(__file__).parents[2]
KILLS = 30
WEIGHTS = bytes(range(256)) * 4000
"""1 MB: several pieces on any network."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackServer]:
    """A mirror of one pack."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    folder = tmp_path / "mirror" / "some"
    folder.mkdir(parents=True)
    (folder / "more.bin").write_bytes(WEIGHTS)
    make_pack(folder)
    with PackServer.running() as running:
        running.serve_folder(tmp_path / "mirror", "/packs")
        yield running


def homes(tmp_path: Path, what: str, *points: int) -> dict[int, tuple[Folders, str]]:
    """Run the child; return where each worked and how it ended."""
    command = [sys.executable, "-m", "tests.e2e.packs_child", str(tmp_path / "homes"), what]
    ended = subprocess.run(
        [*command, *map(str, points)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    lines = dict(line.split(" ") for line in ended.stdout.splitlines())
    assert ended.stderr == ""
    return {
        int(point): (find_folders({"G3DESKTOP_HOME": str(tmp_path / "homes" / point)}), how)
        for point, how in lines.items()
    }


def killed(tmp_path: Path, what: str) -> Iterator[Folders]:
    """Yield homes in which it was killed at random moments, from its first write to its last."""
    _, steps = homes(tmp_path, what, 0)[0]
    total = int(steps)
    assert total >= KILLS
    points = sorted(random.Random(5).sample(range(1, total + 1), KILLS))
    for folders, how in homes(tmp_path, what, *points).values():
        assert how == "killed"
        yield folders


def assert_nothing_else(folder: Path, name: str) -> None:
    assert [one.name for one in folder.iterdir()] == [name]


def test_an_install_that_is_killed_goes_on(server: PackServer, tmp_path: Path):
    new = read_pack(tmp_path / "mirror" / "some").manifest
    source = f"{server.url}/packs"
    for folders in killed(tmp_path, f"install some {source}"):
        there = list_packs(folders.packs, tmp_path / "none", kind=None)
        assert damaged_packs(folders.packs, tmp_path / "none") == []
        for pack in there:
            assert pack.manifest == new
            verify_pack(pack)
        states = [
            (one.id, one.state)
            for one in list_standings(folders.packs, tmp_path / "none", folders.galleries)
            if one.id == "some"
        ]
        expected = "installed" if there else "partly downloaded"
        assert states in ([("some", expected)], [])
        asked = len(server.got("more.bin"))
        installed = install_pack(InstallWish("some", folders, source))
        assert installed.was_there == bool(there)
        assert len(server.got("more.bin")) <= asked + 1
        verify_pack(read_pack(folders.packs / "some"))
        assert_nothing_else(folders.packs, "some")


def test_an_import_that_is_killed_leaves_nothing_half(tmp_path: Path):
    source = tmp_path / "some"
    (source / "deep").mkdir(parents=True)
    for n in range(12):
        (source / "deep" / f"{n}.bin").write_bytes(WEIGHTS[:5000])
    make_pack(source)
    for folders in killed(tmp_path, f"import {source}"):
        there = list_packs(folders.packs, tmp_path / "none", kind=None)
        assert damaged_packs(folders.packs, tmp_path / "none") == []
        for pack in there:
            verify_pack(pack)
        if not there:
            take_in(ImportWish(source), folders)
        elif any(one.name.startswith(".") for one in folders.packs.iterdir()):
            continue  # whoever writes there next clears what is left
        assert_nothing_else(folders.packs, "some")
        assert tree(folders.packs / "some") == tree(source)


def test_a_gallery_whose_import_is_killed_is_there_whole_or_not(
    furnished: Path, server: PackServer, tmp_path: Path
):
    exported = export_gallery(furnished / "galleries" / "mine", tmp_path / "mirror" / "mine")
    server.serve_folder(tmp_path / "mirror", "/packs")
    source = f"{server.url}/packs"
    for folders in killed(tmp_path, f"install mine {source}"):
        shelf = [folders.galleries]
        for entry in list_galleries(shelf) if folders.galleries.is_dir() else []:
            assert verify_gallery(entry.folder).id == exported.manifest.version
        install_pack(InstallWish("mine", folders, source))
        assert verify_gallery(folders.galleries / "mine").id == exported.manifest.version
        assert_nothing_else(folders.packs, "mine")
        assert_nothing_else(folders.galleries, "mine")


def test_a_full_disk_keeps_what_came(server: PackServer, tmp_path: Path):
    """No file may grow beyond the limit: what a disk does that is full, but for the number."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    command = [sys.executable, "-m", "tests.e2e.packs_child", str(tmp_path / "homes")]
    ended = subprocess.run(
        [*command, f"install some {server.url}/packs", "0"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1])),
    )
    (line,) = ended.stderr.splitlines()
    assert "is full" in line
    assert ended.stdout == "0 failed\n"
    folders = find_folders({"G3DESKTOP_HOME": str(tmp_path / "homes" / "0")})
    assert list_packs(folders.packs, tmp_path / "none", kind=None) == []
    install_pack(InstallWish("some", folders, f"{server.url}/packs"))
    assert server.got("more.bin")[-1].range == "bytes=400000-"
    verify_pack(read_pack(folders.packs / "some"))


def test_an_install_goes_on_at_another_host(server: PackServer, tmp_path: Path):
    folders = find_folders({"G3DESKTOP_HOME": str(tmp_path / "home")})
    server.behave("more.bin", Odd(cut=600_000), Odd(status=404))
    with pytest.raises(PackError):
        install_pack(InstallWish("some", folders, f"{server.url}/packs"))
    with PackServer.running() as other:
        other.serve_folder(tmp_path / "mirror", "/elsewhere")
        install_pack(InstallWish("some", folders, f"{other.cdn}/elsewhere"))
        assert [one.range for one in other.got("more.bin")] == ["bytes=600000-"]
    verify_pack(read_pack(folders.packs / "some"))
