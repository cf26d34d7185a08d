"""Work killed at moments by chance: `random_kills import|build|update|evaluate FOLDER`.

A timer kills the working process wherever it is, in the middle of a library's call as well. Work
and checks run in forks of this process, which itself never computes: a fork of one whose libraries
have started threads would hang.
"""

from __future__ import annotations

import contextlib
import csv
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import numpy as np

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import GalleryError
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.gallery import flat_index, published, segment_writer
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.published import ImportPlan, import_published
from g3desktop.engine.gallery.segment_writer import Origin
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.gallery.update import UpdatePlan, update_gallery
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation import measuring
from g3desktop.evaluation.baselines import ByChance, CoordinateGallery, KernelDensity, Nearest
from g3desktop.evaluation.measuring import Study, measure
from g3desktop.evaluation.memory import opened
from g3desktop.evaluation.outcomes import Evaluation
from g3desktop.evaluation.remembered_model import RememberedModel
from g3desktop.evaluation.report.files import write_report
from g3desktop.evaluation.ways import OneReply, Pipeline
from tests.clustered_rows import DIM, make_embeddings, make_heads
from tests.fakes import FakeEncoder, SeededModel
from tests.pictures import write_photo, write_photos
from tests.small_study import dataset_of, furnish, open_engine

KILLS = 30
EVALUATION_KILLS = 10
ROWS = 600
EVALUATED = 40
NAME = "mine"


def in_fork(work: Callable[[], None], *, kill_after_s: float | None = None) -> bool:
    """Run in a process of its own; tell whether it came to its end.

    Raises:
        RuntimeError: It failed.
    """
    child = os.fork()
    if child == 0:
        try:
            if kill_after_s is not None:
                signal.signal(signal.SIGALRM, signal.SIG_DFL)
                signal.setitimer(signal.ITIMER_REAL, kill_after_s)
            work()
        # Whatever it is, a fork must not go on as its parent would.
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return False
    if status:
        raise RuntimeError(f"ended with {status}")
    return True


def kill_often(
    reset: Callable[[], None],
    work: Callable[[], None],
    check: Callable[[], None],
    kills: int = KILLS,
) -> None:
    """Kill, look at what is left, let the next run end it, and look again."""
    chance = random.Random(20241210)
    reset()
    started = time.perf_counter()
    in_fork(work)
    duration_s = time.perf_counter() - started
    in_fork(check)
    killed = 0
    while killed < kills:
        reset()
        # Killed twice: what goes on is killed as well.
        for _ in range(2):
            killed += not in_fork(work, kill_after_s=duration_s * chance.uniform(0.02, 0.98))
            in_fork(check)
        in_fork(work)
        in_fork(check)


def kill_imports(folder: Path) -> None:
    """Every import leaves nothing or all, and the next run ends in all."""
    for module in (published, segment_writer):
        module.BLOCK_ROWS = 32
    shelf, whole = folder / "shelf", folder / "whole"

    def plan(galleries: Path) -> ImportPlan:
        files = folder / "G3.index", folder / "rows.csv"
        return ImportPlan(*files, NAME, galleries, Origin("g3-1", (DIM, DIM, DIM)))

    def prepare() -> None:
        vectors = make_heads().rows(make_embeddings(ROWS, 4)).numpy()
        header = flat_index.HEADER.pack(b"IxFI", 3 * DIM, ROWS, 1, 1, 1, 0, vectors.size)
        (folder / "G3.index").write_bytes(header + vectors.tobytes())
        with (folder / "rows.csv").open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["IMG_ID", "AUTHOR", "LAT", "LON"])
            writer.writerows([f"{10**8 + n}.jpg", "a", n / 50 + 1, n / 10] for n in range(ROWS))
        import_published(plan(whole), make_heads())

    def check() -> None:
        if (shelf / NAME).exists():
            ours, its = verify_gallery(shelf / NAME), Gallery.open(whole / NAME)
            assert list(ours.records()) == list(its.records())
            # The last bits of a product may be others the next time.
            assert np.abs(ours.vectors(range(ROWS)) - its.vectors(range(ROWS))).max() < 0.01

    def work() -> None:
        # Refused where it is there, but for what the import before may have left.
        refused = (GalleryError,) if (shelf / NAME).exists() else ()
        with contextlib.suppress(*refused):
            import_published(plan(shelf), make_heads())

    in_fork(prepare)
    kill_often(lambda: _empty(shelf), work, check)
    assert [path.name for path in shelf.iterdir() if path.suffix != ".lock"] == [NAME]


def kill_builds(folder: Path) -> None:
    """Every build leaves nothing or all; one on a cluster writes in the same way, here alone."""
    photos, whole, shelf = folder / "photos", folder / "whole", folder / "shelf"

    def plan(galleries: Path) -> BuildPlan:
        return BuildPlan(photos, NAME, galleries, compact_rows=60)

    def prepare() -> None:
        write_photos(photos, 90)
        build_gallery(plan(whole), FakeEncoder())

    def check() -> None:
        if (shelf / NAME).exists():
            ours, its = verify_gallery(shelf / NAME), Gallery.open(whole / NAME)
            assert list(ours.records()) == list(its.records())
            assert ours.id == its.id

    def work() -> None:
        if not (shelf / NAME).exists():
            build_gallery(plan(shelf), FakeEncoder())
        assert Gallery.open(shelf / NAME).rows == Gallery.open(whole / NAME).rows

    in_fork(prepare)
    kill_often(lambda: _empty(shelf), work, check)


def kill_updates(folder: Path) -> None:
    """Every update leaves the old gallery or the new one, and the next run the new one."""
    photos, before, shelf = folder / "photos", folder / "before", folder / "shelf"
    how = {"compact_rows": 60}

    def prepare() -> None:
        write_photos(photos, 90)
        build_gallery(BuildPlan(photos, NAME, before, **how), FakeEncoder())
        change_photos(photos)
        build_gallery(BuildPlan(photos, NAME, folder / "fresh", **how), FakeEncoder())

    def reset() -> None:
        _empty(shelf)
        shelf.rmdir()
        shutil.copytree(before, shelf)

    def facts(gallery: Gallery) -> set[object]:
        return {record for _, record in gallery.records()}

    def check() -> None:
        ours = facts(verify_gallery(shelf / NAME))
        old, new = (facts(Gallery.open(folder / name / NAME)) for name in ("before", "fresh"))
        assert ours in (old, new), f"{len(ours)} rows, {len(ours - new)} of them wrong"

    def work() -> None:
        update_gallery(UpdatePlan(NAME, shelf, **how), FakeEncoder)
        new = Gallery.open(folder / "fresh" / NAME)
        assert facts(Gallery.open(shelf / NAME)) == facts(new)

    in_fork(prepare)
    kill_often(reset, work, check)


def kill_evaluations(folder: Path) -> None:
    """Every evaluation that goes on after a kill reports what an undisturbed one does."""
    # Many small blocks and transactions, each of which may be the one that is killed.
    measuring._BLOCK_BATCHES = 1
    whole, out, kept = folder / "whole", folder / "out", folder / "kept"

    def reset() -> None:
        for one in (out, kept):
            _empty(one)

    def prepare() -> None:
        furnish(folder, EVALUATED)
        (folder / "queries" / "0007.jpg").write_text("no photo")
        evaluate(folder, folder / "first", whole)

    def check() -> None:
        there = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".part"}
        for name, content in there.items():
            assert _timeless(name, content) == _timeless(name, (whole / name).read_bytes()), name

    def work() -> None:
        evaluate(folder, kept, out)
        assert {path.name for path in out.iterdir()} == {path.name for path in whole.iterdir()}

    in_fork(prepare)
    kill_often(reset, work, check, EVALUATION_KILLS)


def evaluate(folder: Path, kept: Path, out: Path) -> None:
    """Measure several ways, with a language model too, and write the report."""
    engine = open_engine(folder)
    with opened(kept) as memory:
        model = RememberedModel(SeededModel("?"), memory)
        ways = (
            Pipeline("g3", "G3", "paper", SamplingPlan((0, 5)), model),
            Nearest(),
            KernelDensity(),
            OneReply(model),
            CoordinateGallery(),
            ByChance(),
        )
        dataset = dataset_of(sorted((folder / "queries").iterdir()))
        study = Study(dataset, ways, engine, memory, workers=2)
        measured = measure(study, report=ignore_progress, cancelled=never_cancelled)
    queries = dataset.queries
    evaluation = Evaluation(
        experiment="overall",
        dataset=dataset,
        unreadable=tuple(measured.unreadable),
        runs=tuple(measured.runs),
        places={query.line: Place(country="Nowhere") for query in queries},
        continents={query.line: "Europe" for query in queries},
        twins=tuple(measured.twins),
    )
    write_report(evaluation, out, report=ignore_progress, cancelled=never_cancelled)


def _timeless(name: str, content: bytes) -> bytes:
    """Return a report's file without the times that answers took."""
    if name != "queries.csv":
        return content
    return b"\n".join(line.rpartition(b",")[0] for line in content.splitlines())


def change_photos(photos: Path) -> None:
    """Remove, move and change some photos, and add others."""
    for n, path in enumerate(sorted(photos.rglob("*.jpg"))):
        if n % 9 == 0:
            path.unlink()
        elif n % 9 == 1:
            path.rename(path.with_name(f"moved{n}.jpg"))
        elif n % 9 == 2:
            write_photo(path, (n / 3 + 1, n), seed=1000 + n)
    for n in range(70):
        write_photo(photos / f"new{n}.jpg", (n / 3 + 1, n), seed=2000 + n)


def _empty(shelf: Path) -> None:
    shutil.rmtree(shelf, ignore_errors=True)
    shelf.mkdir()


if __name__ == "__main__":
    np.seterr(divide="raise", over="raise", invalid="raise")
    kinds = {
        "import": kill_imports,
        "build": kill_builds,
        "update": kill_updates,
        "evaluate": kill_evaluations,
    }
    kinds[sys.argv[1]](Path(sys.argv[2]))
