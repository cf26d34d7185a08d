"""`g3desktop evaluate --experiment granularity`: what it refuses before anything is trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.program import run
from tests.tiny_pack import write_tiny_pack

LEARN = ("--training-images", "photos")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--experiment", "granularity", *LEARN), "The encoder tiny has no text part"),
        (("--experiment", "granularity", "--training-csv", "a.csv"), "need --training-images"),
        (("--experiment", "overall", *LEARN), "have no use without the experiment granularity"),
        (("--predictions", "a.csv", *LEARN), "have no use without the experiment granularity"),
    ],
)
def test_refused_in_one_line(capsys, home: Path, tmp_path: Path, arguments, words):
    write_tiny_pack(home / "packs")
    ended = run(
        capsys, "evaluate", "--csv", "set.csv", "--images", "queries", "--encoder", "tiny",
        "--out", tmp_path / "report", "--no-llm", *arguments,
    )  # fmt: skip
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert words in line
    assert not (home / "cache" / "evaluation").exists()
