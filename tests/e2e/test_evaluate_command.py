"""`g3desktop evaluate`: every experiment on twenty photos, as a user starts it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.evaluation.experiments import PRESETS
from g3desktop.evaluation.report.files import PAGE_FILE, PLAIN_FILE
from tests.e2e.program import Ended, run
from tests.pictures import write_photos
from tests.scripted_ollama import ScriptedOllama, answering, refusing, sending

MODEL = "eye:latest"
QUERIES = 20
FILES = {PAGE_FILE, PLAIN_FILE, "queries.csv", "metrics.json"}


@pytest.fixture
def dataset(furnished: Path, home: Path, tmp_path: Path) -> Path:
    """Twenty photos, of which the gallery holds the first twelve, and their table."""
    for part in ("packs/tiny", "galleries/mine"):
        link = home / part
        link.parent.mkdir()
        link.symlink_to(furnished / part)
    shutil.copytree(furnished / "cache" / "locations", home / "cache" / "locations")
    photos = write_photos(tmp_path / "photos", QUERIES)
    with (tmp_path / "set.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "lat", "lon", "author"])
        for number, photo in enumerate(photos):
            name = photo.relative_to(tmp_path / "photos").as_posix()
            writer.writerow([name, 3 * number - 20, 9 * number - 80, f"Author {number % 3}"])
    return tmp_path / "set.csv"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedOllama]:
    with ScriptedOllama() as scripted:
        scripted.otherwise["/api/tags"] = sending({"models": [{"name": MODEL, "size": 10**9}]})
        scripted.otherwise["/api/show"] = sending({"capabilities": ["vision"], "details": {}})
        scripted.otherwise["/api/chat"] = answering('{"latitude": 10.5, "longitude": 20.5}')
        monkeypatch.setenv("OLLAMA_HOST", scripted.host)
        yield scripted


def evaluate(capsys, dataset: Path, *arguments: object, out: str = "report") -> Ended:
    folder = dataset.parent
    return run(
        capsys,
        "evaluate",
        "--csv", dataset,
        "--images", folder / "photos",
        "--out", folder / out,
        "--encoder", "tiny",
        *arguments,
    )  # fmt: skip


def metrics(dataset: Path, out: str = "report") -> dict:
    return json.loads((dataset.parent / out / "metrics.json").read_text())


def answers(dataset: Path, out: str = "report") -> list[list[str]]:
    """Return every row of queries.csv without the time that it took."""
    with (dataset.parent / out / "queries.csv").open(newline="", encoding="utf-8") as stream:
        return [row[:-1] for row in csv.reader(stream)]


@pytest.mark.parametrize(
    "experiment",
    [name for name, one in PRESETS.items() if not one.needs_model and not one.trains],
)
def test_an_experiment_without_a_model(capsys, dataset: Path, experiment: str):
    ended = evaluate(capsys, dataset, "--experiment", experiment, "--no-llm")
    assert ended.status == 0, ended.err
    assert {path.name for path in (dataset.parent / "report").iterdir()} == FILES
    found = metrics(dataset)
    assert found["experiment"] == experiment
    assert all(run["photos"] == QUERIES for run in found["runs"])
    assert found["runs"][0]["title"] in ended.out
    assert "No language model was asked" in ended.err


@pytest.mark.parametrize("experiment", [name for name, one in PRESETS.items() if not one.trains])
def test_an_experiment_with_a_model(capsys, dataset: Path, server: ScriptedOllama, experiment: str):
    if experiment == "candidates":
        # Nine replies to each of four prompts: hundreds of questions even so.
        dataset.write_text("".join(dataset.read_text().splitlines(keepends=True)[:6]))
    wanted = ("--experiment", experiment, "--llm", MODEL, "--samples", 1)
    ended = evaluate(capsys, dataset, *wanted)
    assert ended.status == 0, ended.err
    found = metrics(dataset)
    assert found["settings"]["models"] == [MODEL]
    by_key = {run["key"]: run for run in found["runs"]}
    if experiment == "overall":
        assert by_key["img2loc"]["answered"] == QUERIES
        assert by_key["img2loc"]["sources"][0]["name"] == "llm"
    asked = len(server.chats())
    assert (asked > 0) == (experiment != "retrieval")


def test_nothing_is_asked_or_answered_twice(capsys, dataset: Path, server: ScriptedOllama):
    wanted = ("--llm", MODEL, "--samples", 1)
    assert evaluate(capsys, dataset, *wanted).status == 0
    asked, before = len(server.chats()), answers(dataset)
    again = evaluate(capsys, dataset, *wanted, out="again")
    assert again.status == 0, again.err
    assert len(server.chats()) == asked
    assert answers(dataset, "again") == before
    for name in FILES - {"queries.csv"}:
        folder = dataset.parent
        assert (folder / "again" / name).read_bytes() == (folder / "report" / name).read_bytes()


def test_an_experiment_about_models_needs_one(capsys, dataset: Path):
    ended = evaluate(capsys, dataset, "--experiment", "models", "--no-llm")
    assert ended.status == 2
    (line,) = ended.err.splitlines()[-1:]
    assert "is about language models" in line


def test_a_model_that_is_not_there_is_said(capsys, dataset: Path, server: ScriptedOllama):
    ended = evaluate(capsys, dataset, "--llm", "other:latest")
    assert ended.status == 2
    assert "other:latest cannot be asked" in ended.err


def test_replies_that_failed_are_asked_for_again(capsys, dataset: Path, server: ScriptedOllama):
    wanted = ("--llm", MODEL, "--samples", 1)
    server.otherwise["/api/chat"] = refusing(500, "out of memory")
    failed = evaluate(capsys, dataset, *wanted)
    assert failed.status == 0, failed.err
    assert metrics(dataset)["runs"][0]["answered"] == QUERIES
    asked = len(server.chats())
    assert f"{asked} questions to the language model failed" in failed.err
    server.otherwise["/api/chat"] = answering('{"latitude": 10.5, "longitude": 20.5}')
    assert evaluate(capsys, dataset, *wanted).status == 0
    assert len(server.chats()) > asked
    assert metrics(dataset)["runs"][4]["answered"] == QUERIES


def test_the_gallery_s_own_photos_are_reported_and_never_answer(capsys, dataset: Path):
    assert evaluate(capsys, dataset, "--no-llm").status == 0
    leakage = metrics(dataset)["leakage"]
    assert sum(twin["same_file"] for twin in leakage["twins"]) == 12
    assert leakage["same_author"] == QUERIES
    with (dataset.parent / "report" / "queries.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["run"] == "nearest"]
    held = {twin["line"] for twin in leakage["twins"] if twin["same_file"]}
    own = {(row["line"], row["answer_lat"]) for row in rows if int(row["line"]) in held}
    assert len(own) == 12
    assert not leakage["exclude_same_author"]


def test_photos_of_the_same_author_are_left_out(capsys, dataset: Path):
    plain = evaluate(capsys, dataset, "--no-llm")
    without = evaluate(capsys, dataset, "--no-llm", "--exclude-same-author", out="without")
    assert (plain.status, without.status) == (0, 0)
    assert answers(dataset) != answers(dataset, "without")
    assert metrics(dataset, "without")["leakage"]["exclude_same_author"]


def test_workers_change_nothing(capsys, dataset: Path, home: Path):
    assert evaluate(capsys, dataset, "--no-llm", "--workers", 1).status == 0
    shutil.rmtree(home / "cache" / "evaluation")
    assert evaluate(capsys, dataset, "--no-llm", "--workers", 4, out="four").status == 0
    assert answers(dataset) == answers(dataset, "four")


def test_what_cannot_be_measured_is_named(capsys, dataset: Path):
    photos = dataset.parent / "photos"
    (photos / "roll0" / "0000.jpg").write_bytes(b"no photo")
    (photos / "roll0" / "0001.jpg").unlink()
    with dataset.open("a", encoding="utf-8") as stream:
        stream.write("roll0/0002b.jpg,95,3,\n")
    ended = evaluate(capsys, dataset, "--no-llm")
    assert ended.status == 3
    for word in ("line 2,", "line 3,", "line 22,", "1 photos are refused", "1 photos are missing"):
        assert word in ended.err
    found = metrics(dataset)["dataset"]
    assert [len(found[kind]) for kind in ("missing", "refused", "unreadable")] == [1, 1, 1]
    # Known to be no photo, and said again.
    again = evaluate(capsys, dataset, "--no-llm", out="again")
    assert (again.status, metrics(dataset, "again")["dataset"]) == (3, found)


def test_a_second_evaluation_is_compared(capsys, dataset: Path):
    assert evaluate(capsys, dataset, "--no-llm").status == 0
    ended = evaluate(
        capsys, dataset, "--no-llm", "--ranking", "paper",
        "--against", dataset.parent / "report", out="second",
    )  # fmt: skip
    assert ended.status == 0, ended.err
    pairs = metrics(dataset, "second")["pairs"]
    assert pairs[-1]["photos"] == QUERIES
    wrong = evaluate(capsys, dataset, "--no-llm", "--against", dataset.parent, out="third")
    assert wrong.status == 2
    assert len(wrong.err.splitlines()) == 1


@pytest.mark.parametrize("layout", ["positions", "reference"])
def test_predictions_of_another_program(capsys, dataset: Path, layout: str):
    with dataset.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    predictions = dataset.with_name("predictions.csv")
    with predictions.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        if layout == "positions":
            writer.writerow(["file", "lat", "lon"])
            writer.writerows([row["file"], row["lat"], row["lon"]] for row in rows)
        else:
            writer.writerow(
                [
                    "IMG_ID",
                    "zs_0_latitude",
                    "zs_0_longitude",
                    "5_rag_0_latitude",
                    "5_rag_0_longitude",
                ]
            )
            writer.writerows(
                [row["file"], row["lat"], row["lon"], -float(row["lat"]), row["lon"]]
                for row in rows
            )
    ended = evaluate(capsys, dataset, "--predictions", predictions)
    assert ended.status == 0, ended.err
    runs = {run["key"]: run["within_percent"][1]["value"] for run in metrics(dataset)["runs"]}
    if layout == "positions":
        assert runs == {"predicted": 100}
    else:
        assert set(runs) == {"verified", "prompt-0", "prompt-5"}
        assert runs["prompt-0"] == 100
        assert 0 < runs["verified"] < 100


def test_a_folder_with_other_files_is_left_alone(capsys, dataset: Path):
    ended = evaluate(capsys, dataset, "--no-llm", out="photos")
    assert ended.status == 2
    assert "holds other files" in ended.err


def test_a_gallery_is_needed(capsys, dataset: Path, home: Path):
    (home / "galleries" / "mine").unlink()
    ended = evaluate(capsys, dataset, "--no-llm")
    assert ended.status == 2
    assert "no gallery" in ended.err
