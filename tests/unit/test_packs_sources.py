"""Who has a pack: the hub, a mirror, a folder, a file of the day; and what each refuses."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from g3desktop.domain.errors import PackError
from g3desktop.services.supply.catalogue import KNOWN_PACKS, DailyOrigin, HubOrigin, find_known
from g3desktop.services.supply.failures import AttemptError, SupplyError
from g3desktop.services.supply.fetch import Source
from g3desktop.services.supply.hub import HubSource
from g3desktop.services.supply.mirror import AddressSource, FolderSource, source_at
from g3desktop.services.supply.offer import Offer, pick_file
from g3desktop.services.supply.single import DailySource, FileSource, is_file_of, today
from g3desktop.services.supply.wire import Patience, Wire
from tests.pack_server import COMMIT, Odd, PackServer, sha256_of
from tests.unit.test_packs import edit, make_pack

CONTENT = b"weights" * 100
G3 = find_known("g3")
INDEX = find_known("g3-index")
WORLD = find_known("world-map")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PackServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with PackServer.running() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


def ask(source: Source) -> Offer:
    """Ask a source, waiting for nobody."""

    async def no_sleep(_seconds: float) -> None:
        return

    async def work() -> Offer:
        async with Wire(Patience(sleep=no_sleep)).opened() as wire:
            return await source.offer(wire)

    return asyncio.run(work())


# The catalogue.


def test_what_is_known_can_be_got_and_says_its_licence():
    assert [known.id for known in KNOWN_PACKS] == [
        *("starter", "g3", "mp16-pro", "g3-index", "world-map"),
    ]
    for known in KNOWN_PACKS:
        assert known.licence
        assert known.title
        assert (known.origin is None) == (known.id == "starter") == (not known.files)
        assert {find_known(need).id for need in known.needs} == set(known.needs)
    assert find_known("mp16-pro").terms.url.startswith("https://")
    assert find_known("nope") is None


@pytest.mark.parametrize(
    ("names", "picked"),
    [
        (["g3.index"], "g3.index"),
        (["other.index", "deep/g3.index"], "deep/g3.index"),
        (["other.index", "README.md"], "other.index"),
        (["one.index", "two.index"], None),
        (["g3.pth"], None),
        ([], None),
    ],
)
def test_the_index_is_known_by_its_name(names: list[str], picked: str | None):
    assert pick_file(names, INDEX.files) == picked


# The hub.


def hub(repo: str = "a/b", repo_type: str = "model") -> HubSource:
    return HubSource(G3, HubOrigin(repo, repo_type))


def test_the_hub_says_commit_size_and_hash(server: PackServer):
    server.repos["models/a/b"] = {"deep/g3.pth": CONTENT, "README.md": b"x"}
    offer = ask(hub())
    (file,) = offer.files
    assert (file.path, file.size, file.sha256) == ("g3.pth", len(CONTENT), sha256_of(CONTENT))
    assert file.place == f"{server.url}/a/b/resolve/{COMMIT}/deep/g3.pth"
    assert offer.version == COMMIT[:12]
    assert COMMIT[:12] in offer.source
    (listed,) = server.got("/api/")
    assert listed.path == "/api/models/a/b"
    assert len(server.asked) == 2  # and nothing else: no telemetry


def test_data_sets_of_the_hub_are_found(server: PackServer):
    server.repos["datasets/a/b"] = {"g3.pth": CONTENT}
    (file,) = ask(hub(repo_type="dataset")).files
    assert "/datasets/a/b/resolve/" in str(file.place)


def test_a_closed_repository_is_said_before_anything_comes(server: PackServer):
    server.repos["models/a/b"] = {"g3.pth": CONTENT}
    gated = Odd(status=403, headers={"X-Error-Code": "GatedRepo"})
    server.behave("g3.pth", gated, method="HEAD")
    with pytest.raises(AttemptError) as raised:
        ask(hub())
    error = raised.value.as_error("g3.pth")
    assert "people alone who asked" in str(error)
    assert "hf auth login" in error.hint
    assert error.exit_status == 4


def test_what_the_hub_has_not_is_said(server: PackServer):
    with pytest.raises(AttemptError) as raised:
        ask(hub("no/where"))
    assert raised.value.is_gated  # the hub does not tell one from the other
    server.repos["models/a/b"] = {"another.pth": CONTENT}
    with pytest.raises(SupplyError, match=r"has no g3\.pth"):
        ask(hub())
    server.repos["models/a/b"] = {"g3.pth": CONTENT}
    server.behave("g3.pth", Odd(status=404), method="HEAD")
    with pytest.raises(AttemptError) as raised:
        ask(hub())
    assert raised.value.is_missing


def test_a_busy_hub_is_asked_again(server: PackServer):
    server.repos["models/a/b"] = {"g3.pth": CONTENT}
    server.behave("/api/models/a/b", Odd(status=503), Odd(status=429))
    assert ask(hub()).total_bytes == len(CONTENT)


def test_a_hub_that_says_two_things_is_not_believed(server: PackServer):
    server.repos["models/a/b"] = {"g3.pth": CONTENT}
    server.behave("g3.pth", Odd(headers={"X-Linked-Size": "5"}), method="HEAD")
    with pytest.raises(SupplyError, match="two things"):
        ask(hub())


def test_a_hub_that_is_not_there_is_offline(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(AttemptError) as raised:
        ask(hub())
    assert "cannot be reached" in str(raised.value.as_error("g3"))


# Packs that lie ready.


@pytest.fixture
def mirror(server: PackServer, tmp_path: Path) -> Path:
    """A folder of packs that is served, too."""
    make_pack(tmp_path / "mirror" / "some")
    server.serve_folder(tmp_path / "mirror", "/packs")
    return tmp_path / "mirror"


def test_a_mirror_and_a_folder_offer_the_same(server: PackServer, mirror: Path):
    offers = [
        ask(source_at(where, "some", None))
        for where in (
            *(f"{server.url}/packs", f"{server.url}/packs/", f"{server.url}/packs/some"),
            *(str(mirror), str(mirror / "some")),
        )
    ]
    for offer in offers:
        assert offer.manifest == offers[0].manifest
        plain = [replace(file, place="") for file in offer.files]
        assert plain == [replace(file, place="") for file in offers[0].files]
    assert all(Path(file.place).is_file() for file in offers[-1].files)


def test_what_a_mirror_has_not_is_said(server: PackServer, mirror: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for where in (f"{server.url}/none", str(tmp_path / "none"), str(tmp_path / "empty")):
        with pytest.raises(SupplyError, match="holds nothing of the pack some") as raised:
            ask(source_at(where, "some", None))
        assert raised.value.exit_status == 4


def test_a_mirror_that_holds_another_pack_is_refused(server: PackServer, mirror: Path):
    (mirror / "some").rename(mirror / "other")
    server.files["/packs/other/pack.json"] = server.files["/packs/some/pack.json"]
    for source in (
        FolderSource(mirror, "other", None),
        AddressSource(f"{server.url}/packs", "other"),
    ):
        with pytest.raises(PackError, match="holds the pack 'some'"):
            ask(source)


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "a/../../x", "C:\\x", "..\\x", "pack.json", "a//b", ""]
)
def test_a_mirror_cannot_name_files_outside_the_pack(server: PackServer, mirror: Path, path: str):
    file = {"path": path, "size": 1, "sha256": "0" * 64}
    manifest = json.loads((mirror / "some" / "pack.json").read_text())
    edit(mirror / "some", files=[*manifest["files"], file])
    server.serve_folder(mirror, "/packs")
    for where in (f"{server.url}/packs", str(mirror)):
        with pytest.raises(PackError, match="damaged"):
            ask(source_at(where, "some", None))


def test_a_description_without_end_is_not_read(server: PackServer, mirror: Path):
    server.files["/packs/some/pack.json"] = b" " * (1 << 22)
    with pytest.raises(PackError, match="too large"):
        ask(AddressSource(f"{server.url}/packs", "some"))


def test_the_published_file_lies_in_a_folder(tmp_path: Path):
    (tmp_path / "g3.pth").write_bytes(CONTENT)
    offer = ask(FolderSource(tmp_path, "g3", G3))
    assert [(file.path, file.place) for file in offer.files] == [("g3.pth", tmp_path / "g3.pth")]
    assert offer.manifest is None
    (tmp_path / "g3").mkdir()
    shutil.move(tmp_path / "g3.pth", tmp_path / "g3" / "g3.pth")
    assert ask(FolderSource(tmp_path, "g3", G3)).files[0].place == tmp_path / "g3" / "g3.pth"
    for name in ("one.pmtiles", "two.pmtiles"):
        (tmp_path / name).touch()
    with pytest.raises(SupplyError):
        ask(FolderSource(tmp_path, "world-map", WORLD))


# Files that no hash is known of.


def daily(server: PackServer, begun: str = "") -> DailySource:
    origin = DailyOrigin(server.url + "/{date}.pmtiles", days=3)
    return DailySource(origin, WORLD, begun, day=lambda: date(2026, 3, 2))


def test_the_newest_of_the_days_is_taken(server: PackServer):
    server.files["/20260228.pmtiles"] = CONTENT
    server.files["/20260227.pmtiles"] = CONTENT
    offer = ask(daily(server))
    assert offer.version == "20260228"
    assert [one.path for one in server.got(".pmtiles", "HEAD")] == [
        *("/20260302.pmtiles", "/20260301.pmtiles", "/20260228.pmtiles"),
    ]


def test_the_day_that_was_begun_is_gone_on_with_as_long_as_it_is_there(server: PackServer):
    server.files["/20260301.pmtiles"] = CONTENT
    server.files["/20260101.pmtiles"] = CONTENT
    begun = f"{server.url}/20260101.pmtiles"
    assert ask(daily(server, begun)).version == "20260101"
    del server.files["/20260101.pmtiles"]
    assert ask(daily(server, begun)).version == "20260301"
    assert ask(daily(server, "http://127.0.0.1:9/20260301.pmtiles")).version == "20260301"


def test_no_file_of_the_last_days_says_what_to_do(server: PackServer):
    with pytest.raises(SupplyError, match="last 3 days") as raised:
        ask(daily(server))
    assert "--from" in raised.value.hint
    assert "pmtiles extract" in raised.value.hint


def test_a_file_whose_length_nobody_says_is_refused(server: PackServer):
    server.files["/x.pmtiles"] = CONTENT
    server.behave("/x.pmtiles", Odd(without_length=True), method="HEAD")
    with pytest.raises(SupplyError, match="how large"):
        ask(FileSource(f"{server.url}/x.pmtiles", WORLD))


def test_a_file_is_told_from_a_folder():
    assert is_file_of("https://a/b/20260101.pmtiles?x=1", WORLD)
    assert not is_file_of("https://a/b/", WORLD)
    assert not is_file_of("https://a/b/x.pmtiles", G3)
    assert not is_file_of("https://a/g3.pth", None)
    assert today() >= date(2026, 1, 1)
