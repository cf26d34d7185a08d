"""A file comes whole and right from hosts that do what they want, or nothing is taken for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from g3desktop.domain.errors import CancelledError, EngineError, PackError
from g3desktop.domain.work import Progress
from g3desktop.services.supply import download, space
from g3desktop.services.supply.catalogue import HubOrigin, KnownPack, find_known
from g3desktop.services.supply.failures import OfflineError, SupplyError, read_retry_after
from g3desktop.services.supply.fetch import DOWNLOADING, Fetched, Source, fetch
from g3desktop.services.supply.hub import HubSource
from g3desktop.services.supply.offer import Offer, OfferedFile
from g3desktop.services.supply.partial import Partial, find_unfinished, remove_unfinished
from g3desktop.services.supply.single import FileSource
from g3desktop.services.supply.wire import Patience, Wire
from tests.pack_server import Odd, PackServer, etag_of, sha256_of

CONTENT = bytes(range(256)) * 400
"""100 KB, which come in several pieces."""

PATH = "/some/file.bin"
TENTHS = [len(CONTENT) * tenth // 10 for tenth in range(10)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PackServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with PackServer.running() as running:
        running.files[PATH] = CONTENT
        yield running


class Watch:
    """Counts waits in place of waiting, and remembers what was reported."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.reports: list[Progress] = []
        self.cancelled: Callable[[], bool] = lambda: False

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    @property
    def patience(self) -> Patience:
        return Patience(asking_waits_s=(1, 2), waits_s=(1, 2, 4), longest_s=100, sleep=self.sleep)

    @property
    def notes(self) -> list[str]:
        return [one.note for one in self.reports if one.note]


class FixedSource:
    """Offers what it is told to."""

    def __init__(self, *files: OfferedFile) -> None:
        self.files = files

    async def offer(self, wire: Wire) -> Offer:
        return Offer(self.files, "1", "a test")


def offered(server: PackServer, **changes: object) -> FixedSource:
    file = OfferedFile("file.bin", server.url + PATH, len(CONTENT), sha256_of(CONTENT))
    return FixedSource(replace(file, **changes))


def bring(source: Source, packs: Path, watch: Watch) -> Fetched:
    with Partial.held(packs, "some") as partial:
        return fetch(
            source,
            partial,
            check=lambda offer: 0.0,
            patience=watch.patience,
            report=watch.reports.append,
            cancelled=watch.cancelled,
        )


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_file_comes(server: PackServer, tmp_path: Path, watch: Watch):
    fetched = bring(offered(server), tmp_path, watch)
    assert fetched.paths["file.bin"].read_bytes() == CONTENT
    assert fetched.came
    assert watch.reports[-1] == Progress(DOWNLOADING, len(CONTENT), len(CONTENT))
    assert (watch.waits, watch.notes) == ([], [])
    # The second time there is nothing to ask for.
    asked = len(server.asked)
    assert bring(offered(server), tmp_path, watch).paths == fetched.paths
    assert len(server.asked) == asked


@pytest.mark.parametrize("cut", TENTHS)
def test_a_file_cut_off_anywhere_goes_on(
    server: PackServer, tmp_path: Path, watch: Watch, cut: int
):
    server.behave(PATH, Odd(cut=cut))
    fetched = bring(offered(server), tmp_path, watch)
    assert fetched.paths["file.bin"].read_bytes() == CONTENT
    first, second = server.got(PATH)
    assert (first.range, second.range) == ("", f"bytes={cut}-" if cut else "")
    assert watch.waits == [1]


def test_a_file_cut_off_at_every_tenth_goes_on(server: PackServer, tmp_path: Path, watch: Watch):
    server.behave(PATH, *(Odd(cut=len(CONTENT) // 10) for _ in range(9)))
    fetched = bring(offered(server), tmp_path, watch)
    assert fetched.paths["file.bin"].read_bytes() == CONTENT
    assert [one.range for one in server.got(PATH)][1:] == [f"bytes={at}-" for at in TENTHS[1:]]
    # Each try brought something, so that none of them counts against the next.
    assert watch.waits == [1] * 9


def test_what_had_come_before_a_failure_is_gone_on_with(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=70_000), *(Odd(status=503) for _ in range(3)))
    with pytest.raises(SupplyError, match="HTTP 503"):
        bring(offered(server), tmp_path, watch)
    assert watch.waits == [1, 2, 4]
    begun = find_unfinished("some", tmp_path)
    assert (begun.come_bytes, begun.total_bytes) == (70_000, len(CONTENT))
    bring(offered(server), tmp_path, watch)
    assert server.got(PATH)[-1].range == "bytes=70000-"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_host_is_asked_again(server: PackServer, tmp_path: Path, watch: Watch, status: int):
    server.behave(PATH, Odd(status=status), Odd(status=status))
    bring(offered(server), tmp_path, watch)
    assert watch.waits == [1, 2]


def test_a_host_is_waited_for_as_long_as_it_asks(server: PackServer, tmp_path: Path, watch: Watch):
    server.behave(PATH, Odd(status=429, headers={"Retry-After": "37"}))
    bring(offered(server), tmp_path, watch)
    assert watch.waits == [37]


def test_a_host_that_asks_to_wait_for_hours_is_not(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(status=429, headers={"Retry-After": "7200"}))
    with pytest.raises(SupplyError, match="HTTP 429"):
        bring(offered(server), tmp_path, watch)
    assert watch.waits == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12", 12), ("0.5", 0.5), ("-3", 0), ("soon", 0), ("", 0), ("nan", 0), ("inf", 0),
     ("Thu, 01 Jan 1970 00:01:40 GMT", 90), ("Thu, 01 Jan 1970 00:00:00 GMT", 0)],
)  # fmt: skip
def test_how_long_to_wait_is_read_as_seconds_or_a_date(text: str, seconds: float):
    assert read_retry_after(text, now_s=10) == seconds


@pytest.mark.parametrize(
    ("odd", "says"),
    [
        (Odd(status=403, headers={"X-Error-Code": "GatedRepo"}), "people alone who asked"),
        (Odd(status=404), "has no file.bin"),
        (Odd(status=400), "HTTP 400"),
        (Odd(content=CONTENT + b"!"), "sends 102401 bytes"),
        (Odd(content=CONTENT[:-1]), "sends 102399 bytes"),
        (Odd(content=CONTENT + b"!", without_length=True), "more bytes"),
        (Odd(content=CONTENT[:-1] + b"?"), "another sha256"),
        (Odd(headers={"Content-Encoding": "gzip"}), "compresses"),
    ],
)
def test_what_no_further_try_mends_is_said(
    server: PackServer, tmp_path: Path, watch: Watch, odd: Odd, says: str
):
    server.behave(PATH, odd)
    with pytest.raises(PackError, match=says) as raised:
        bring(offered(server), tmp_path, watch)
    assert raised.value.exit_status == 4
    assert watch.waits == []
    assert not (tmp_path / ".partial-some" / "files" / "file.bin").exists()
    # A host that has come to its senses is believed again.
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT


def test_a_body_without_length_that_breaks_off_goes_on(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=500, without_length=True))
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT


def test_a_host_that_knows_no_parts_sends_all_again(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=50_000), Odd(ignores_range=True))
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT


def test_a_host_that_sends_another_part_is_not_believed(
    server: PackServer, tmp_path: Path, watch: Watch
):
    part = Odd(status=206, headers={"Content-Range": f"bytes 7-9/{len(CONTENT)}"})
    server.behave(PATH, Odd(cut=50_000), part)
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert len(watch.waits) == 2


@pytest.mark.parametrize("honest", [True, False])
def test_a_file_that_changes_between_two_parts_starts_anew(
    server: PackServer, tmp_path: Path, watch: Watch, *, honest: bool
):
    old = CONTENT[::-1]
    server.behave(PATH, Odd(cut=50_000, content=old, etag=etag_of(old)))
    if not honest:
        # It sends the part that was asked for, of something else, and gives itself away.
        server.behave(PATH, Odd(etag='"another"'))
    source = offered(server, sha256="", etag="a name of the content")
    assert bring(source, tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert server.got(PATH)[1].headers["if-range"] == etag_of(old)
    if not honest:
        assert "changed at its source" in watch.notes[0]


def test_a_file_that_changes_without_end_is_given_up(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, *(Odd(cut=5000, etag=f'"{n}"') for n in range(20)))
    source = offered(server, sha256="", etag="a name of the content")
    with pytest.raises(SupplyError, match="while it is downloaded"):
        bring(source, tmp_path, watch)


def test_a_changed_part_that_nobody_owns_up_to_is_found_by_its_hash(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=50_000, content=CONTENT[::-1], etag=""), Odd(etag=""))
    with pytest.raises(SupplyError, match="another sha256"):
        bring(offered(server), tmp_path, watch)


def test_damage_on_this_disk_starts_the_file_anew_once(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=50_000), Odd(status=404))
    with pytest.raises(SupplyError):
        bring(offered(server), tmp_path, watch)
    part = tmp_path / ".partial-some" / "files" / "file.bin.part"
    part.write_bytes(bytes(50_000))
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert watch.notes == ["file.bin was damaged on this disk: its download starts anew."]


def test_another_content_at_the_source_drops_what_had_come(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=50_000), Odd(status=404))
    with pytest.raises(SupplyError):
        bring(offered(server), tmp_path, watch)
    new = CONTENT[::-1]
    server.files[PATH] = new
    fetched = bring(offered(server, sha256=sha256_of(new)), tmp_path, watch)
    assert fetched.paths["file.bin"].read_bytes() == new
    assert watch.notes == ["file.bin changed at its source: its download starts anew."]
    assert server.got(PATH)[-1].range == ""


def test_a_part_longer_than_the_file_is_dropped(server: PackServer, tmp_path: Path, watch: Watch):
    server.behave(PATH, Odd(cut=50_000), Odd(status=404))
    with pytest.raises(SupplyError):
        bring(offered(server), tmp_path, watch)
    part = tmp_path / ".partial-some" / "files" / "file.bin.part"
    part.write_bytes(CONTENT * 2)
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT


def test_without_a_hash_only_what_was_synced_is_gone_on_with(
    server: PackServer, tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(download, "SYNC_BYTES", 30_000)
    server.behave(PATH, Odd(cut=80_000), Odd(status=404))
    source = offered(server, sha256="", etag="a name of the content")
    with pytest.raises(SupplyError):
        bring(source, tmp_path, watch)
    assert bring(source, tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    begin = int(server.got(PATH)[-1].range.removeprefix("bytes=").rstrip("-"))
    assert 30_000 <= begin <= 80_000


def test_without_a_name_for_its_content_nothing_is_gone_on_with(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave(PATH, Odd(cut=80_000), Odd(status=404))
    for _ in range(2):
        source = offered(server, sha256="")
        with pytest.raises(SupplyError):
            bring(source, tmp_path, watch)
        server.behave(PATH, Odd(status=404))
    assert server.got(PATH)[-1].range == ""


def test_nobody_there_is_offline(tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    source = FixedSource(OfferedFile("file.bin", "http://127.0.0.1:9/x", 5, "0" * 64))
    with pytest.raises(OfflineError, match=r"127\.0\.0\.1 cannot be reached") as raised:
        bring(source, tmp_path, watch)
    assert raised.value.exit_status == 4
    assert watch.waits == [1, 2, 4]


@pytest.mark.parametrize("address", ["http://", "gopher://x/y", "http://[", "http://a b/"])
def test_what_is_no_address_is_said(tmp_path: Path, watch: Watch, address: str):
    with pytest.raises(PackError):
        bring(FixedSource(OfferedFile("f", address, 5, "0" * 64)), tmp_path, watch)


def test_a_slow_host_is_left_at_once(server: PackServer, tmp_path: Path, watch: Watch):
    dribble = Odd(piece_bytes=1000)
    server.behave(PATH, dribble)
    for _ in range(3):
        dribble.more.release()
    part = tmp_path / ".partial-some" / "files" / "file.bin.part"
    watch.cancelled = lambda: part.exists() and part.stat().st_size > 0
    try:
        with pytest.raises(CancelledError):
            bring(offered(server), tmp_path, watch)
    finally:
        for _ in range(len(CONTENT) // 1000 + 1):
            dribble.more.release()
    begun = find_unfinished("some", tmp_path)
    assert 0 < begun.come_bytes <= 3000
    watch.cancelled = lambda: False
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert server.got(PATH)[-1].range == f"bytes={begun.come_bytes}-"


def test_a_silent_host_is_left_at_once(server: PackServer, tmp_path: Path, watch: Watch):
    silent = Odd(piece_bytes=len(CONTENT))
    server.behave(PATH, silent)
    watch.cancelled = lambda: bool(server.got(PATH))
    try:
        with pytest.raises(CancelledError):
            bring(offered(server), tmp_path, watch)
    finally:
        silent.more.release()


# Room on the disk.


def free(monkeypatch: pytest.MonkeyPatch, *answers: int) -> None:
    """Let the disk have so much free, each time it is asked."""
    left = list(answers)

    def disk_usage(_path: object) -> SimpleNamespace:
        return SimpleNamespace(free=left.pop(0) if len(left) > 1 else left[0])

    monkeypatch.setattr(shutil, "disk_usage", disk_usage)


def test_a_disk_that_is_too_small_is_said_before(
    server: PackServer, tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    free(monkeypatch, space.RESERVE_BYTES + len(CONTENT) - 1)
    with pytest.raises(EngineError, match="are needed") as raised:
        bring(offered(server), tmp_path, watch)
    assert raised.value.exit_status == 5
    assert server.got(PATH) == []
    free(monkeypatch, space.RESERVE_BYTES + len(CONTENT))
    bring(offered(server), tmp_path, watch)


def test_a_disk_that_others_fill_meanwhile_is_said(
    server: PackServer, tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(download, "SYNC_BYTES", 40_000)
    free(monkeypatch, 10**12, 1000)
    with pytest.raises(EngineError, match="are needed"):
        bring(offered(server), tmp_path, watch)
    begun = find_unfinished("some", tmp_path)
    assert 40_000 <= begun.come_bytes < len(CONTENT)
    free(monkeypatch, 10**12)
    bring(offered(server), tmp_path, watch)
    assert server.got(PATH)[-1].range == f"bytes={begun.come_bytes}-"


# What was begun.


def test_two_runs_do_not_bring_the_same_pack(tmp_path: Path):
    with (
        Partial.held(tmp_path, "some"),
        pytest.raises(PackError, match="another run of the program"),
        Partial.held(tmp_path, "some"),
    ):
        pass
    (tmp_path / ".partial-some").mkdir()
    with pytest.raises(PackError), Partial.held(tmp_path, "some"):
        remove_unfinished("some", tmp_path)


def test_what_was_begun_is_removed_whole(server: PackServer, tmp_path: Path, watch: Watch):
    server.behave(PATH, Odd(cut=50_000), Odd(status=404))
    with pytest.raises(SupplyError):
        bring(offered(server), tmp_path, watch)
    assert remove_unfinished("some", tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not remove_unfinished("some", tmp_path)
    assert not remove_unfinished("../some", tmp_path)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"format": 2, "id": "some"}', b"\xff"])
def test_a_damaged_note_of_what_was_begun_begins_anew(
    server: PackServer, tmp_path: Path, watch: Watch, text: bytes
):
    folder = tmp_path / ".partial-some"
    (folder / "files").mkdir(parents=True)
    (folder / "state.json").write_bytes(text)
    (folder / "files" / "file.bin.part").write_bytes(b"of something else")
    assert find_unfinished("some", tmp_path) is None
    assert bring(offered(server), tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert server.got(PATH)[-1].range == ""


# The hub, whose storage stands elsewhere.

KNOWN = KnownPack("some", "metadata", "a test", "none", "a test", ("file.bin",))


def test_the_hub_sends_to_its_storage_without_saying_who_asks(
    server: PackServer, tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    server.repos["models/a/b"] = {"deep/file.bin": CONTENT, "README.md": b"hello"}
    source = HubSource(KNOWN, HubOrigin("a/b"))
    server.behave(sha256_of(CONTENT), Odd(cut=30_000))
    assert bring(source, tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT
    assert {one.headers.get("authorization") for one in server.got("/resolve/")} == {
        "Bearer hf_secret"
    }
    stored = server.got("/cdn/")
    assert [one.range for one in stored] == ["", "bytes=30000-"]
    for one in stored:
        assert one.headers["host"].startswith("localhost")
        assert "authorization" not in one.headers


def test_a_file_is_taken_from_where_its_address_leads(
    server: PackServer, tmp_path: Path, watch: Watch
):
    server.behave("/moved", Odd(status=302, headers={"Location": f"{server.cdn}{PATH}"}))
    source = offered(server, place=f"{server.url}/moved")
    assert bring(source, tmp_path, watch).paths["file.bin"].read_bytes() == CONTENT


def test_an_address_that_leads_in_circles_is_left(server: PackServer, tmp_path: Path, watch: Watch):
    server.behave(PATH, *(Odd(status=302, headers={"Location": PATH}) for _ in range(30)))
    with pytest.raises(SupplyError, match="from one address to the next"):
        bring(offered(server), tmp_path, watch)


def test_a_single_file_is_known_by_its_etag(server: PackServer, tmp_path: Path, watch: Watch):
    known = find_known("world-map")
    server.files["/maps/20990101.pmtiles"] = CONTENT
    source = FileSource(f"{server.url}/maps/20990101.pmtiles", known)
    fetched = bring(source, tmp_path, watch)
    assert fetched.offer.files[0].etag == etag_of(CONTENT)
    assert fetched.offer.version == "20990101"
    assert fetched.paths["world.pmtiles"].read_bytes() == CONTENT
