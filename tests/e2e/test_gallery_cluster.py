"""Builds on a real cluster of two workers: the same galleries as without, whoever dies."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.domain.errors import EngineError
from g3desktop.domain.work import Cancelled, Progress, Report, ignore_progress, never_cancelled
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.gallery import cluster_link
from g3desktop.engine.gallery.build import BuildOutcome, BuildPlan, build_gallery
from g3desktop.engine.gallery.cluster import Cluster, ClusterIntake
from g3desktop.engine.gallery.cluster_link import LOCAL, check_nodes, connected
from g3desktop.engine.gallery.cluster_staff import Encoders, Losses, wait
from g3desktop.engine.gallery.cluster_work import EncoderRecipe, pack_recipe
from g3desktop.engine.gallery.intake import CHUNK_PHOTOS, Seen, Source
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.journal import Journal
from g3desktop.services.packs import read_pack
from tests.cluster_workers import ENCODING, READING, WIDE, company_recipe, gated_recipe
from tests.e2e.program import run
from tests.engine_child_gate import Arrival, Gate
from tests.fakes import CompanyEncoder
from tests.pictures import write_photo, write_photos
from tests.tiny_pack import write_tiny_pack

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
    pytest.mark.slow,
]

REPOSITORY = Path(__file__).parents[2]
PHOTOS = 19 * 16
STORE_BYTES = 100 << 20


class Workers:
    """A cluster on this machine: a head that takes no work, and nodes of one processor each."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        # The head finds out soon that a node is gone.
        impatient = {
            "health_check_initial_delay_ms": 0,
            "health_check_period_ms": 500,
            "health_check_failure_threshold": 2,
        }
        head = {"num_cpus": 0, "include_dashboard": False, "_system_config": impatient}
        self._cluster = Cluster(
            initialize_head=True, head_node_args=head | {"object_store_memory": STORE_BYTES}
        )
        self._nodes: list = []
        self.fill()

    @property
    def address(self) -> str:
        return self._cluster.address

    def fill(self) -> None:
        """Have two workers, whoever was killed."""
        while len(self._nodes) < 2:
            node = self._cluster.add_node(num_cpus=1, object_store_memory=STORE_BYTES)
            self._nodes.append(node)

    def node_of(self, pid: int):
        """Return the node that has started a process."""
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        parent = int(rest.split()[1])
        return next(
            node for node in self._nodes if node.all_processes["raylet"][0].process.pid == parent
        )

    def kill(self, node) -> None:
        self._nodes.remove(node)
        self._cluster.remove_node(node, allow_graceful=False)

    def shutdown(self) -> None:
        self._cluster.shutdown()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    # Ray makes sockets there, whose paths may not be long.
    folder = tempfile.mkdtemp(prefix="g3-", dir="/tmp")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_TMPDIR", folder)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        running = Workers()
        yield running
        running.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four chunks and more; towards the end wide ones, one twice, broken ones, one of nowhere."""
    folder = tmp_path_factory.mktemp("photos")
    paths = write_photos(folder, PHOTOS)
    for number in range(4 * CHUNK_PHOTOS + 4, PHOTOS, 16):
        write_photo(paths[number], (1, number / 10), seed=number, size=WIDE)
    shutil.copy(paths[10], paths[11].with_name("0011-again.jpg"))
    write_photo(paths[20].with_name("0020-nowhere.jpg"), seed=5000)
    paths[30].with_name("0030-text.jpg").write_bytes(b"no photo")
    paths[31].with_name("0031-cut.jpg").write_bytes(paths[31].read_bytes()[:900])
    return folder


@pytest.fixture(scope="module")
def undisturbed(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildOutcome:
    return build(photos, tmp_path_factory.mktemp("undisturbed"))


def build(photos: Path, shelf: Path) -> BuildOutcome:
    """Build in this process."""
    return build_gallery(BuildPlan(photos, "mine", shelf), CompanyEncoder())


def build_on(
    address: str,
    recipe: EncoderRecipe,
    photos: Path,
    shelf: Path,
    *,
    encoder=None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> BuildOutcome:
    """Build on a cluster."""

    plan = BuildPlan(photos, "mine", shelf, cluster=Cluster(address, recipe))
    return build_gallery(plan, encoder or CompanyEncoder(), report=report, cancelled=cancelled)


def assert_same(outcome: BuildOutcome, other: BuildOutcome) -> None:
    """Same gallery, byte for byte, and the same account of the photos."""
    ours, theirs = outcome.gallery, other.gallery
    assert ours.id == theirs.id
    assert ours.rows == theirs.rows
    for mine, its in zip(ours.manifest.files, theirs.manifest.files, strict=True):
        assert mine == its
        assert (ours.folder / mine.path).read_bytes() == (theirs.folder / its.path).read_bytes()
    thumbnails = [sorted((g.folder / "thumbs").rglob("*.jpg")) for g in (ours, theirs)]
    assert [p.name for p in thumbnails[0]] == [p.name for p in thumbnails[1]]
    assert outcome.added == other.added
    assert outcome.known == other.known
    assert outcome.skipped == other.skipped
    assert outcome.warnings == other.warnings
    verify_gallery(ours.folder)


class Killing:
    """Waits until one node reads a photo and encodes a chunk, and kills it right then."""

    def __init__(self, workers: Workers, gate: Gate) -> None:
        self._workers, self._gate = workers, gate
        self._waiting: list[tuple[object, Arrival]] = []
        self.killed = None

    def __call__(self) -> bool:
        """Take the place of `cancelled`, which is asked again and again."""
        if self.killed:
            self._gate.let_all_through()
            return False
        while self._gate.is_awaited:
            arrival = self._gate.wait()
            self._waiting.append((self._workers.node_of(arrival.pid), arrival))
        for node, _ in self._waiting:
            busy = {arrival.where for where, arrival in self._waiting if where is node}
            if busy == {READING, ENCODING}:
                self._kill(node)
                break
        return False

    def _kill(self, node) -> None:
        self.killed = node
        self._workers.kill(node)
        for where, arrival in self._waiting:
            if where is node:
                arrival.leave()
            else:
                arrival.let_through()


def test_a_worker_killed_in_the_middle_changes_nothing(
    workers: Workers, photos: Path, undisturbed: BuildOutcome, tmp_path: Path
):
    workers.fill()
    gate = Gate()
    killing = Killing(workers, gate)
    reports: list[Progress] = []
    outcome = build_on(
        workers.address,
        gated_recipe(gate.port),
        photos,
        tmp_path,
        report=reports.append,
        cancelled=killing,
    )
    gate.close()
    assert killing.killed
    assert_same(outcome, undisturbed)
    done = [progress.done for progress in reports if progress.total]
    assert done == sorted(done)
    assert done[-1] == reports[-1].total or reports[-1].total is None


def run_child(
    address: str, photos: Path, shelf: Path, how: str
) -> subprocess.CompletedProcess[str]:
    arguments = (str(photos), str(shelf), address, how)
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.cluster_child", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"TMPDIR": os.environ["RAY_TMPDIR"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_builds_that_are_killed_and_stopped_go_on(
    workers: Workers, photos: Path, undisturbed: BuildOutcome, tmp_path: Path
):
    """Killed on a cluster, stopped on one of its own, finished by this process alone."""
    killed = run_child(workers.address, photos, tmp_path, f"kill:{CHUNK_PHOTOS + 1}")
    assert (killed.returncode, killed.stdout, killed.stderr) == (-signal.SIGKILL, "", "")
    folder = Path(os.environ["RAY_TMPDIR"])
    before = set(folder.iterdir())
    stopped = run_child(LOCAL, photos, tmp_path, f"stop:{3 * CHUNK_PHOTOS + 1}")
    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, "", "")
    assert set(folder.iterdir()) == before
    assert not (tmp_path / "mine").exists()
    assert_same(build(photos, tmp_path), undisturbed)


def test_a_pack_s_rows_are_the_same_to_the_last_bit(workers: Workers, tmp_path: Path):
    """With an encoder of real layers, whose last chunk is a single photo."""
    write_photos(tmp_path / "photos", CHUNK_PHOTOS + 1)
    pack = read_pack(write_tiny_pack(tmp_path / "packs"))
    encoder = load_encoder(pack, device="cpu")
    alone = build_gallery(BuildPlan(tmp_path / "photos", "mine", tmp_path / "alone"), encoder)
    outcome = build_on(
        workers.address,
        pack_recipe(pack, encoder),
        tmp_path / "photos",
        tmp_path / "shelf",
        encoder=encoder,
    )
    assert_same(outcome, alone)


def open_all(encoders: Encoders) -> None:
    """Wait until all of them are open."""
    encoders.hire()
    while opening := encoders.awaited(()):
        encoders.collect((), wait(opening))
        encoders.hire()


def test_nodes_that_would_do_other_things_are_refused(
    workers: Workers, photos: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    capfd.readouterr()
    seen_here_alone = os.open(photos, os.O_RDONLY)
    hidden = Path(f"/proc/self/fd/{seen_here_alone}/roll0/0000.jpg")
    with connected(workers.address, never_cancelled):
        with pytest.raises(EngineError, match=f"does not see {hidden}") as caught:
            check_nodes([hidden], never_cancelled)
        assert "shared folder" in caught.value.hint
        encoders = Encoders(company_recipe("company-2"), Losses())
        with pytest.raises(EngineError, match="has the encoder company-1, this machine company-2"):
            open_all(encoders)
    # What the first look does not find out, reading does.
    paths = [photos / "roll0" / "0001.jpg", hidden]
    with Journal.open(
        tmp_path / "journal", "", known=(), thumbnails_folder=tmp_path, row_bytes=64
    ) as (journal, _):
        intake = ClusterIntake(
            Cluster(workers.address, company_recipe()),
            journal,
            Seen(),
            describe=None,
            thumbnails=False,
        )
        with pytest.raises(EngineError, match=f"cannot read {hidden}, which this machine can"):
            intake.take(
                [Source(path, path, None) for path in paths],
                workers=None,
                report=ignore_progress,
                cancelled=never_cancelled,
            )
    os.close(seen_here_alone)
    assert capfd.readouterr().out == ""


def test_the_command_says_in_one_line_what_is_wrong_with_an_address(
    photos: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(cluster_link, "_REACH_TIMEOUT_S", 0.5)
    command = ("gallery", "build", photos, "--name", "x", "--encoder", "starter", "--ray")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        absent = run(capsys, *command, f"127.0.0.1:{silent.getsockname()[1]}")
    wrong = run(capsys, *command, "nowhere")
    assert (wrong.status, wrong.out, absent.status, absent.out) == (2, "", 5, "")
    assert "no address of a Ray cluster" in wrong.err
    assert "cannot be reached" in absent.err
    assert (len(wrong.err.splitlines()), len(absent.err.splitlines())) == (1, 1)
