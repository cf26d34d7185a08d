"""`g3desktop locate` as a user runs it, with a real if tiny encoder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.program import run, start
from tests.pictures import write_photo
from tests.tiny_pack import write_tiny_pack


@pytest.fixture
def photos(at_home: Path) -> list[Path]:
    return sorted((at_home / "photos").rglob("*.jpg"))


def test_one_photo_is_one_json_object_and_nothing_else(capsys, photos: list[Path]):
    ended = run(capsys, "locate", "--encoder", "tiny", "--json", photos[0])
    assert ended.status == 0
    (line,) = ended.out.splitlines()
    answer = json.loads(line)
    assert answer["schema"] == "g3desktop.locate/1"
    assert answer["photo"]["path"] == str(photos[0])
    assert answer["engine"]["gallery"]["name"] == "mine"
    assert answer["engine"]["ranking"] == "fused"
    assert answer["engine"]["encoder"].startswith("tiny-")
    assert 1 <= len(answer["candidates"]) <= 5
    images = [r["image"] for c in answer["candidates"] for r in c["references"]]
    assert images
    assert all(Path(image).is_file() for image in images)
    assert "No language model" in ended.err


def test_several_photos_are_a_line_each_and_unreadable_ones_do_not_stop_them(
    capsys, photos: list[Path], tmp_path: Path
):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(photos[0].read_bytes()[:300])
    ended = run(
        capsys, "locate", "--encoder", "tiny", "--json", photos[0], broken, tmp_path, photos[1]
    )
    assert ended.status == 3
    assert [json.loads(line)["photo"]["path"] for line in ended.out.splitlines()] == [
        str(photos[0]),
        str(photos[1]),
    ]
    errors = [line for line in ended.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 2
    assert str(broken) in errors[0]


def test_a_warning_is_said_once_for_all_photos(capsys, photos: list[Path]):
    ended = run(capsys, "locate", "--encoder", "tiny", "--json", *photos[:3])
    assert ended.err.count("No language model") == 1


def test_the_table_names_places_and_compares_with_exif(capsys, photos: list[Path]):
    ended = run(capsys, "locate", "--encoder", "tiny", "--top", 3, photos[0], photos[1])
    assert ended.status == 0
    assert ended.out.count("Best guess: ") == 2
    assert "%" not in ended.out
    assert ended.out.count("The file's EXIF says ") == 2
    assert "it was not used" in ended.out
    for head in ("Place", "Region", "Country", "Position", "Cosine", "Agree", "Nearest photo"):
        assert head in ended.out


def test_top_ranking_and_author_are_heeded(capsys, photos: list[Path]):
    ended = run(
        capsys, "locate", "--encoder", "tiny", "--json", "--top", 2, "--ranking", "paper",
        "--exclude-author", "author 1", "--seed", 7, "--no-llm", photos[0],
    )  # fmt: skip
    answer = json.loads(ended.out)
    assert len(answer["candidates"]) == 2
    assert answer["engine"]["ranking"] == "paper"
    assert answer["engine"]["seed"] == 7
    assert all(c["score"] == c["cosine"] for c in answer["candidates"])
    assert "Left out 4 gallery photos by author 1." in answer["warnings"]


def test_a_photo_finds_itself_only_when_asked(capsys, photos: list[Path]):
    question = ("locate", "--encoder", "tiny", "--json", photos[0])
    without = json.loads(run(capsys, *question).out)
    with_it = json.loads(run(capsys, *question, "--no-exclude-same-file").out)
    rows = [
        {s.get("row") for c in answer["candidates"] for s in c["sources"]}
        for answer in (without, with_it)
    ]
    assert 0 not in rows[0]
    assert 0 in rows[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "PHOTO"),
        (("--top", "0", "x.jpg"), "--top"),
        (("--ranking", "best", "x.jpg"), "--ranking"),
        (("--device", "abacus", "x.jpg"), "--device"),
        (("--prompts", "0,x", "x.jpg"), "not a list of numbers"),
        (("--prompts", "5,5", "x.jpg"), "must differ"),
        (("--budget", "0", "x.jpg"), "--budget"),
        (("--effort", "quick", "--samples", "2", "x.jpg"), "exclude each other"),
        (("--llm-host", "http://", "x.jpg"), "address"),
        (("--llm-host", "far.example:11434", "x.jpg"), "--llm-host-remote-ok"),
        (("--llm", "llava", "--no-llm", "x.jpg"), "exclude each other"),
        (("--frobnicate", "x.jpg"), "--frobnicate"),
        (("--encoder", "tiny", "--gallery", "../mine", "x.jpg"), "cannot be the name"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(capsys, at_home: Path, arguments, says):
    ended = run(capsys, "locate", *arguments)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("error: ")
    assert says in line


@pytest.mark.parametrize(
    "arguments", [("--encoder", "nope"), ("--encoder", "tiny", "--gallery", "nope")]
)
def test_a_missing_pack_or_gallery_is_status_4(capsys, photos: list[Path], arguments):
    ended = run(capsys, "locate", *arguments, photos[0])
    assert (ended.status, ended.out) == (4, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("error: ")
    assert "nope" in line


def test_a_gallery_of_another_encoder_is_status_4(
    capsys, furnished: Path, own_home: Path, photos: list[Path], monkeypatch
):
    monkeypatch.setenv("G3DESKTOP_HOME", str(own_home))
    shutil.copytree(furnished / "galleries", own_home / "galleries")
    write_tiny_pack(own_home / "packs", "other", fused=False)
    ended = run(capsys, "locate", "--encoder", "other", "--gallery", "mine", photos[0])
    assert ended.status == 4
    assert "was made by the encoder tiny-" in ended.err


def test_a_damaged_gallery_is_status_4(
    capsys, furnished: Path, own_home: Path, photos: list[Path], monkeypatch
):
    monkeypatch.setenv("G3DESKTOP_HOME", str(own_home))
    shutil.copytree(furnished / "galleries", own_home / "galleries")
    next((own_home / "galleries" / "mine").glob("vectors-*")).unlink()
    ended = run(capsys, "locate", "--encoder", "tiny", photos[0])
    assert ended.status == 4
    assert "damaged or missing" in ended.err


def test_without_a_gallery_towns_alone_are_named(
    capsys, own_home: Path, photos: list[Path], monkeypatch
):
    monkeypatch.setenv("G3DESKTOP_HOME", str(own_home))
    answer = json.loads(run(capsys, "locate", "--encoder", "tiny", "--json", photos[0]).out)
    assert answer["engine"]["gallery"] is None
    assert answer["engine"]["ranking"] == "paper"
    assert any("There is no gallery made by tiny-" in one for one in answer["warnings"])
    assert all(candidate["place"]["country"] for candidate in answer["candidates"])


def test_two_fitting_galleries_are_the_users_choice(
    capsys, furnished: Path, own_home: Path, photos: list[Path], monkeypatch
):
    monkeypatch.setenv("G3DESKTOP_HOME", str(own_home))
    for name in ("one", "two"):
        shutil.copytree(furnished / "galleries" / "mine", own_home / "galleries" / name)
    answer = json.loads(run(capsys, "locate", "--encoder", "tiny", "--json", photos[0]).out)
    assert answer["engine"]["gallery"] is None
    assert any("name one of one, two with --gallery" in one for one in answer["warnings"])
    named = run(capsys, "locate", "--encoder", "tiny", "--json", "--gallery", "two", photos[0])
    assert json.loads(named.out)["engine"]["gallery"]["name"] == "two"


def test_names_are_shown_as_they_are(capsys, at_home: Path, tmp_path: Path):
    path = write_photo(tmp_path / "[red]a 'b' \"c\" [link=x]\n\x1b[31m.jpg", title="[bold]x[/bold]")
    ended = run(capsys, "locate", "--encoder", "tiny", path)
    assert ended.status == 0
    assert "[red]a 'b' \"c\" [link=x]\\n\\x1b[31m.jpg" in ended.out
    assert "\x1b" not in ended.out
    answer = run(capsys, "locate", "--encoder", "tiny", "--json", path)
    assert json.loads(answer.out)["photo"]["path"] == str(path)
    assert len(answer.out.splitlines()) == 1


def test_debug_adds_the_traceback_wherever_it_stands(capsys, at_home: Path):
    for arguments in (
        ("--debug", "locate", "--encoder", "nope", "x.jpg"),
        ("locate", "--encoder", "nope", "x.jpg", "--debug"),
    ):
        ended = run(capsys, *arguments)
        assert ended.status == 4
        assert "Traceback" in ended.err
        assert ended.err.splitlines()[-1].startswith("error: ")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_not_utf8(at_home: Path, tmp_path: Path):
    written = write_photo(tmp_path / "a.jpg")
    name = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    os.rename(written, name)  # noqa: PTH104, the target is bytes
    missing = os.fsencode(tmp_path) + b"/\xff.jpg"
    with start(["locate", "--encoder", "tiny", "--json", name, missing]) as process:
        out, err = process.communicate()
    assert process.returncode == 3, err
    answer = json.loads(out.decode("utf-8"))
    assert os.fsencode(answer["photo"]["path"]) == name
    assert b"\\udcff.jpg" in err
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_with_130_and_whole_lines(photos: list[Path]):
    with start(["locate", "--encoder", "tiny", "--json", *photos[:1] * 4000]) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate()
    assert process.returncode == 130, err
    lines = [first, *rest.splitlines()]
    assert len(lines) < 4000
    assert all(json.loads(line)["schema"] == "g3desktop.locate/1" for line in lines)
    assert b"Traceback" not in err
    assert err.splitlines()[-1] == b"cancelled"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_leaves_is_no_failure(photos: list[Path]):
    with start(["locate", "--encoder", "tiny", "--json", *photos[:1] * 400]) as process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"error" not in err
