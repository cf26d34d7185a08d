"""`g3desktop evaluate`: every experiment on twenty photos, as a user starts it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
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


@pytest.mark.parametrize(
    "experiment",
    [name for name, one in PRESETS.items() if not one.trains and name != "retrieval"],
)
def test_an_experiment_with_a_model(capsys, dataset: Path, server: ScriptedOllama, experiment: str):
    wanted = ["--experiment", experiment, "--llm", MODEL]
    if experiment == "candidates":
        # Nine replies to each of four prompts: hundreds of questions even so.
        dataset.write_text("".join(dataset.read_text().splitlines(keepends=True)[:6]))
    else:
        wanted += ["--samples", "1"]
    ended = evaluate(capsys, dataset, *wanted)
    assert ended.status == 0, ended.err
    found = metrics(dataset)
    assert found["settings"]["models"] == [MODEL]
    by_key = {run["key"]: run for run in found["runs"]}
    if experiment == "overall":
        assert by_key["img2loc"]["answered"] == QUERIES
        assert by_key["img2loc"]["sources"][0]["name"] == "llm"
    assert server.chats()


def test_a_model_that_is_not_asked_is_not_recorded(capsys, dataset: Path, server: ScriptedOllama):
    ended = evaluate(capsys, dataset, "--experiment", "retrieval")
    assert ended.status == 0, ended.err
    assert metrics(dataset)["settings"]["models"] == []
    assert not server.chats()


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
    right, wrong = answering('{"latitude": 10.5, "longitude": 20.5}'), refusing(500, "busy")
    # Two of three questions, whichever they are.
    server.otherwise["/api/chat"] = lambda one: (wrong if one.number % 3 else right)(one)
    failed = evaluate(capsys, dataset, *wanted)
    assert failed.status == 0, failed.err
    assert metrics(dataset)["runs"][0]["answered"] == QUERIES
    asked = len(server.chats())
    lost = sum(one.number % 3 > 0 for one in server.chats())
    assert f"{lost} questions to the language model failed" in failed.err
    server.otherwise["/api/chat"] = right
    assert evaluate(capsys, dataset, *wanted).status == 0
    assert len(server.chats()) > asked
    assert metrics(dataset)["runs"][4]["answered"] == QUERIES


def test_a_server_that_answers_nothing_ends_the_run(capsys, dataset: Path, server: ScriptedOllama):
    wanted = ("--llm", MODEL, "--samples", 1)
    server.otherwise["/api/chat"] = refusing(500, "out of memory")
    ended = evaluate(capsys, dataset, *wanted)
    assert ended.status == 5
    line = ended.err.splitlines()[-1]
    assert f"{MODEL} at {server.host} answered nothing about 3 photos in a row" in line
    assert "HTTP 500: out of memory" in line
    assert not (dataset.parent / "report" / "metrics.json").exists()
    server.otherwise["/api/chat"] = answering('{"latitude": 10.5, "longitude": 20.5}')
    assert evaluate(capsys, dataset, *wanted).status == 0


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
    assert not [line for line in metrics(dataset, "without")["notes"] if "author" in line]


def test_what_could_not_be_left_out_for_its_author_is_said(capsys, dataset: Path):
    lines = dataset.read_text().splitlines()
    some = [line.rpartition(",")[0] + "," for line in lines[1:4]]
    dataset.write_text("\n".join([lines[0], *some, *lines[4:]]))
    ended = evaluate(capsys, dataset, "--no-llm", "--exclude-same-author")
    assert ended.status == 0, ended.err
    assert f"3 of {QUERIES} photos name no author" in ended.err
    assert "names none of the photos' authors" not in ended.err
    strangers = [f"{line.rpartition(',')[0]},Stranger" for line in lines[1:]]
    dataset.write_text("\n".join([lines[0], *strangers]))
    ended = evaluate(capsys, dataset, "--no-llm", "--exclude-same-author")
    assert "names none of the photos' authors" in ended.err
    assert "name no author" not in ended.err


def test_photos_without_authors_leave_out_none(capsys, dataset: Path):
    lines = [line.rpartition(",")[0] for line in dataset.read_text().splitlines()]
    dataset.write_text("\n".join(lines))
    ended = evaluate(capsys, dataset, "--no-llm", "--exclude-same-author")
    assert ended.status == 2
    assert "set.csv names the author of no photo" in ended.err
    assert not (dataset.parent / "report").exists()


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
    former = (dataset.parent / "report" / "queries.csv").read_bytes()
    assert metrics(dataset, "second")["settings"]["against"] == {
        "folder": "report",
        "queries_sha256": hashlib.sha256(former).hexdigest(),
    }
    # Compared with what is written anew.
    again = evaluate(capsys, dataset, "--no-llm", "--against", dataset.parent / "report/../report")
    assert again.status == 0, again.err
    assert (
        metrics(dataset)["settings"]["against"] == metrics(dataset, "second")["settings"]["against"]
    )
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
    recorded = metrics(dataset)["settings"]["predictions"]
    assert recorded == {
        "file": "predictions.csv",
        "sha256": hashlib.sha256(predictions.read_bytes()).hexdigest(),
        "layout": layout,
        **({"samples": 1} if layout == "reference" else {}),
    }


def test_as_many_samples_count_as_are_wanted(capsys, dataset: Path):
    with dataset.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    predictions = dataset.with_name("predictions.csv")
    with predictions.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        labels = [f"zs_{number}" for number in range(3)]
        what = [f"{label}_{name}" for label in labels for name in ("latitude", "longitude")]
        writer.writerow(["IMG_ID", *what])
        writer.writerows([row["file"], 10, 20, -30, -40, 50, 60] for row in rows)
    given = ("--predictions", predictions)
    chosen = {}
    for out, arguments in (("one", ("--samples", 1)), ("two", ("--samples", 2)), ("all", ())):
        ended = evaluate(capsys, dataset, *given, *arguments, out=out)
        assert ended.status == 0, ended.err
        verified = [row for row in answers(dataset, out) if row[0] == "verified"]
        samples = metrics(dataset, out)["settings"]["predictions"]["samples"]
        chosen[samples] = {row[7] for row in verified}
    there = ("10.000000", "-30.000000", "50.000000")
    assert list(chosen) == [1, 2, 3]
    assert all(found <= set(there[:samples]) for samples, found in chosen.items())
    assert chosen[1] != chosen[3]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
@pytest.mark.parametrize("option", ["--csv", "--predictions"])
def test_a_pipe_is_not_taken_for_an_empty_file(capsys, dataset: Path, option: str):
    pipe = dataset.with_name("pipe")
    os.mkfifo(pipe)
    # The last of two --csv counts.
    ended = evaluate(capsys, dataset, option, pipe)
    assert ended.status == 2
    (line,) = ended.err.splitlines()
    assert "pipe is no file" in line
    assert "Save it as a file" in line
    assert not (dataset.parent / "report").exists()


def test_a_folder_with_other_files_is_left_alone(capsys, dataset: Path):
    ended = evaluate(capsys, dataset, "--no-llm", out="photos")
    assert ended.status == 2
    assert "holds other files" in ended.err


def test_the_figures_of_another_program_are_not_taken_for_a_report(capsys, dataset: Path):
    report = dataset.with_name("report")
    report.mkdir()
    (report / "metrics.json").write_text('{"schema": "another/1"}')
    (report / "report.md").write_text("mine")
    ended = evaluate(capsys, dataset, "--no-llm")
    assert ended.status == 2
    assert "holds other files" in ended.err
    assert (report / "report.md").read_text() == "mine"


def test_a_refused_table_leaves_no_folder(capsys, dataset: Path):
    dataset.write_text("neither,nor\n")
    ended = evaluate(capsys, dataset, "--no-llm", out="new/report")
    assert ended.status == 2
    assert not (dataset.parent / "new").exists()


def test_a_gallery_is_needed(capsys, dataset: Path, home: Path):
    (home / "galleries" / "mine").unlink()
    ended = evaluate(capsys, dataset, "--no-llm")
    assert ended.status == 2
    assert "no gallery" in ended.err
