"""`g3desktop evaluate`: options that have no use beside others, and numbers out of range."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.program import Ended, run


@pytest.fixture
def dataset(home: Path, tmp_path: Path) -> Path:
    """A table without photos: what is refused is refused before they are looked for."""
    (tmp_path / "photos").mkdir()
    table = tmp_path / "set.csv"
    table.write_text("file,lat,lon\na.jpg,1,2\n")
    return table


def evaluate(capsys, dataset: Path, *arguments: object) -> Ended:
    folder = dataset.parent
    return run(
        capsys, "evaluate", "--csv", dataset, "--images", folder / "photos",
        "--out", folder / "new" / "report", *arguments,
    )  # fmt: skip


PREDICTIONS = ("--predictions", "theirs.csv")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        *(
            ((*PREDICTIONS, *option), f"{option[0]} has no use with --predictions")
            for option in (
                ("--experiment", "overall"),
                ("--llm", "nope"),
                ("--llm-host", "http://127.0.0.1:9"),
                ("--llm-host-remote-ok",),
                ("--llm-parallel", 2),
                ("--temperature", 0.5),
                ("--ranking", "paper"),
                ("--knn-rows", 5),
                ("--knn-sigma", 5),
                ("--exclude-same-author",),
            )
        ),
        (("--llm", "a", "--llm", "b"), "The experiment overall asks one language model"),
        (("--llm", "a", "--no-llm"), "--llm and --no-llm exclude each other"),
        (("--no-llm", "--samples", 2), "--samples has no use with --no-llm"),
        (("--no-llm", "--llm-parallel", 2), "--llm-parallel has no use with --no-llm"),
        *(
            (("--experiment", experiment, option, value), f"{option} has no use in the experiment")
            for experiment, option, value in (
                ("candidates", "--samples", 3),
                ("ablation", "--ranking", "fused"),
                ("references", "--knn-rows", 5),
                ("retrieval", "--llm", "a"),
                ("failures", "--knn-sigma", 5),
            )
        ),
    ],
)
def test_an_option_without_a_use_is_refused_in_one_line(capsys, dataset: Path, arguments, words):
    ended = evaluate(capsys, dataset, *arguments)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert words in line
    assert not (dataset.parent / "new").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--seed", value) for value in (-1, 2**32, "x")),
        *(("--samples", value) for value in (0, -1, 101)),
        *(("--workers", value) for value in (0, 65)),
        *(("--knn-rows", value) for value in (0, 10_001)),
        *(("--knn-sigma", value) for value in (0, "1e-300", -5, "nan", "inf")),
        *(("--temperature", value) for value in (-0.1, "nan", "inf")),
    ],
)
def test_a_number_out_of_range_is_refused_at_once(capsys, dataset: Path, option, value):
    ended = evaluate(capsys, dataset, option, value)
    assert (ended.status, ended.out) == (2, "")
    assert option in ended.err
    assert not (dataset.parent / "new").exists()
