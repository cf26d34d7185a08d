"""`g3desktop evaluate` killed on its way: the same command ends in an undisturbed one's report."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pictures import write_photos
from tests.scripted_ollama import ScriptedOllama, answering, sending

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals of POSIX")

REPOSITORY = Path(__file__).parents[2]
MODEL = "eye:latest"
PHOTOS = 5
# As it begins, while the model is asked, and in the middle of putting the four files in place.
KILLS = ("progress:2", "progress:30", "replace:3")
QUESTIONS = 5 * PHOTOS
"""Of four prompts, and Img2Loc's."""


@pytest.fixture
def homes(furnished: Path, tmp_path: Path) -> Path:
    for name in ("none", *KILLS):
        home = tmp_path / "homes" / name
        (home / "cache").mkdir(parents=True)
        for part in ("packs", "galleries", "cache/locations"):
            (home / part).symlink_to(furnished / part)
    return tmp_path / "homes"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    names = [path.relative_to(folder).as_posix() for path in write_photos(folder, PHOTOS)]
    rows = [f"{name},{number},{-number}" for number, name in enumerate(names, 1)]
    table = tmp_path / "set.csv"
    table.write_text("\n".join(["file,lat,lon", *rows]))
    return table


def timeless(folder: Path) -> dict[str, object]:
    """Return a report's files; the table without the time that answers took."""
    files: dict[str, object] = {path.name: path.read_bytes() for path in folder.iterdir()}
    with (folder / "queries.csv").open(newline="", encoding="utf-8") as stream:
        return files | {"queries.csv": [row[:-1] for row in csv.reader(stream)]}


def test_a_killed_evaluation_goes_on_to_the_same_report(homes: Path, table: Path, tmp_path: Path):
    outs = tmp_path / "reports"
    with ScriptedOllama() as scripted:
        scripted.otherwise["/api/tags"] = sending({"models": [{"name": MODEL, "size": 10**9}]})
        scripted.otherwise["/api/show"] = sending({"capabilities": ["vision"], "details": {}})
        scripted.otherwise["/api/chat"] = answering('{"latitude": 10.5, "longitude": 20.5}')
        run = subprocess.run(
            [
                *(sys.executable, "-m", "tests.e2e.evaluate_child", ",".join(("none", *KILLS))),
                *(homes, outs, "--csv", table, "--images", tmp_path / "photos", "--seed", "3"),
                *("--encoder", "tiny", "--llm", MODEL, "--samples", "1"),
            ],
            cwd=REPOSITORY,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OLLAMA_HOST": scripted.host},
            capture_output=True,
            text=True,
            check=False,
        )
        asked = len(scripted.chats())
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["none 0", *(f"{one} {-signal.SIGKILL}" for one in KILLS)]
    undisturbed = timeless(outs / "none")
    assert len(undisturbed) == 4
    for kill in KILLS:
        assert timeless(outs / kill) == undisturbed, kill
    # What was replied before a kill is not asked again, but for the questions under way.
    assert asked < (1 + len(KILLS)) * QUESTIONS + 10
