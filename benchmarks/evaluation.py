"""An evaluation of which everything is kept, against reading what is kept.

    python -m benchmarks.evaluation PHOTOS

PHOTOS holds photos.csv (file, split, lat, lon) and the files that it names. The engine is loaded
before the clock starts; from there on ours reads the data set, looks whether each photo is as it
was, reads what was answered, and works out every figure. The second row writes the whole report
too, pictures included.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.evaluation.findings import find
from g3desktop.evaluation.outcomes import Evaluation, Table
from g3desktop.evaluation.report import files
from g3desktop.evaluation.tables import tables_of
from g3desktop.settings import find_folders
from g3desktop.wiring import build_engine, evaluation
from g3desktop.wiring.evaluation import EvaluationWish, run_evaluation

_RUNS = 5


def main() -> list[Row]:
    """Measure both, each in a process of its own."""
    photos = os.environ.get("G3DESKTOP_TEST_DATA")
    if photos is None:
        raise SystemExit("G3DESKTOP_TEST_DATA names no folder of shared data.")
    return measure(Path(photos) / "photos")


def measure(photos: Path) -> list[Row]:
    """Measure with the queries among some photos."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["G3DESKTOP_HOME"] = home
        run_fresh("benchmarks.evaluation", "ours", photos)
        read = run_fresh("benchmarks.evaluation", "read", photos)
        ours = run_fresh("benchmarks.evaluation", "ours", photos)
    of = f"{ours['photos']:.0f} photos, {ours['runs']:.0f} ways of answering"
    memory = read["peak_mb"], ours["peak_mb"]
    what = "evaluating the queries, everything kept"
    return [
        Row(what, read["seconds"], ours["figures_s"], 3, *memory, of),
        Row(f"{what}, with the report", read["seconds"], ours["seconds"], 3, *memory, of),
    ]


def read(_photos: Path) -> dict[str, float]:
    """Read all that is kept, and make numbers and texts of it."""
    path = find_folders().cache / "evaluation" / "evaluation.sqlite"
    seconds = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        connection = sqlite3.connect(path)
        for table in ("files", "vectors", "replies"):
            connection.execute(f"SELECT * FROM {table}").fetchall()
        for _, _, answer in connection.execute("SELECT way, photo, answer FROM answers"):
            for line in answer.split("\n"):
                json.loads(line)
        connection.close()
        seconds.append(time.perf_counter() - started)
    return {"seconds": min(seconds), "peak_mb": peak_mb()}


def ours(photos: Path) -> dict[str, float]:
    """Evaluate again and again; the first time of all nothing is kept yet."""
    wish = EvaluationWish(
        csv=photos / "photos.csv",
        images=photos,
        out=Path(tempfile.mkdtemp(dir=os.environ["G3DESKTOP_HOME"])),
        split="queries",
    )
    # What is loaded once is no part of it.
    engine = build_engine(wish.engine)
    vars(evaluation)["build_engine"] = lambda *_arguments, **_named: engine

    def timed() -> float:
        started = time.perf_counter()
        run_evaluation(wish, report=ignore_progress, cancelled=never_cancelled)
        return time.perf_counter() - started

    found, _ = run_evaluation(wish, report=ignore_progress, cancelled=never_cancelled)
    seconds = min(timed() for _ in range(_RUNS))
    files.write_report = _figures_alone
    return {
        "seconds": seconds,
        "figures_s": min(timed() for _ in range(_RUNS)),
        "peak_mb": peak_mb(),
        "photos": len(found.runs[0].outcomes),
        "runs": len(found.runs),
    }


def _figures_alone(
    evaluation: Evaluation, _folder: Path, *, seed: int, **_named: object
) -> tuple[Table, ...]:
    return tables_of(evaluation, find(evaluation, against=None, seed=seed))


if __name__ == "__main__":
    if sys.argv[1] in {"read", "ours"}:
        print(json.dumps({"read": read, "ours": ours}[sys.argv[1]](Path(sys.argv[2]))))
    else:
        show(measure(Path(sys.argv[1])))
