"""Textual granularity with the paper's encoder, from photos to a report, and a second time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from safetensors.numpy import load_file

from g3desktop.domain.pack import Pack
from g3desktop.domain.work import Progress, never_cancelled
from g3desktop.engine.alignment.g3 import ALIGNMENT_FILE
from g3desktop.evaluation.granularity import TEXTS
from g3desktop.evaluation.report.files import PAGE_FILE
from g3desktop.settings import Folders, find_folders
from g3desktop.wiring import EngineWish
from g3desktop.wiring.evaluation import EvaluationWish, run_evaluation
from g3desktop.wiring.granularity import FOLDER, TrainingPhotos
from tests.pictures import write_photo

pytestmark = pytest.mark.slow

PHOTOS = 8
QUERIES = 2
CITIES = ((48.8867, 2.3431), (35.0394, 135.7292), (-33.8568, 151.2153), (40.6892, -74.0445))


def write_table(folder: Path, count: int, first_seed: int) -> Path:
    """Write photos taken in four cities, and a table of their positions."""
    table = folder.with_suffix(".csv")
    with table.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "lat", "lon"])
        for at in range(count):
            write_photo(folder / f"{at}.jpg", seed=first_seed + at)
            lat, lon = CITIES[at % len(CITIES)]
            writer.writerow([f"{at}.jpg", lat + at / 1000, lon])
    return table


@pytest.fixture
def folders(golden_pack: Pack, home: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    # Three encoders would take minutes for the vectors of every town.
    monkeypatch.setattr("g3desktop.wiring.engine.GRID_MIN_POPULATION", 1_000_000)
    found = find_folders()
    found.packs.mkdir(parents=True)
    (found.packs / "g3").symlink_to(golden_pack.folder)
    return found


@pytest.fixture
def wish(tmp_path: Path) -> EvaluationWish:
    learned = write_table(tmp_path / "learned", PHOTOS, 0)
    measured = write_table(tmp_path / "measured", QUERIES, 1000)
    recipe = tmp_path / "recipe.json"
    recipe.write_text(json.dumps({"epochs": 1, "batch": 4, "optimisation": {"lr": 1e-4}}))
    return EvaluationWish(
        csv=measured,
        images=tmp_path / "measured",
        out=tmp_path / "report",
        experiment="granularity",
        engine=EngineWish(encoder="g3", device="cpu"),
        seed=3,
        training=TrainingPhotos(tmp_path / "learned", learned, recipe),
    )


def packs(folders: Folders) -> Iterator[Path]:
    return folders.cache.glob(f"evaluation/{FOLDER}/*/packs/*")


def test_three_trainings_make_one_report(golden_pack: Pack, folders: Folders, wish: EvaluationWish):
    stages: list[str] = []

    def report(progress: Progress) -> None:
        stages.append(progress.stage)

    evaluation, tables = run_evaluation(wish, report=report, cancelled=never_cancelled)
    keys = [run.key for run in evaluation.runs]
    assert keys == [f"{way}-{texts.key}" for way in ("g3", "nearest") for texts in TEXTS]
    assert all(len(run.outcomes) == QUERIES for run in evaluation.runs)
    assert [row[0] for row in tables[0].rows] == [run.title for run in evaluation.runs]
    training = evaluation.settings["training"]
    assert isinstance(training, dict)
    assert (training["photos"], training["recipe"]["seed"]) == (PHOTOS, 3)
    assert {run.settings["gallery_rows"] for run in evaluation.runs} == {PHOTOS}
    assert len({run.settings["encoder"] for run in evaluation.runs}) == len(TEXTS)
    assert [plot.key for plot in evaluation.plots] == ["granularity"]

    # Every text taught something else; the towers lie on the disk but once.
    made = {folder.name.partition("-")[0]: folder for folder in packs(folders)}
    assert set(made) == {texts.key for texts in TEXTS}
    heads = [load_file(folder / ALIGNMENT_FILE) for folder in made.values()]
    head = "text_alignment_head.0.weight"
    assert len({tensors[head].tobytes() for tensors in heads}) == len(TEXTS)
    for file in golden_pack.manifest.files:
        own = [(one / file.path).samefile(golden_pack.folder / file.path) for one in made.values()]
        assert own == [file.path != ALIGNMENT_FILE] * len(TEXTS)

    page = (wish.out / PAGE_FILE).read_bytes()
    stages.clear()
    again, _ = run_evaluation(wish, report=report, cancelled=never_cancelled)
    assert again.settings == evaluation.settings
    assert (wish.out / PAGE_FILE).read_bytes() == page
    assert not any("epoch" in stage or "encoding" in stage for stage in stages)
