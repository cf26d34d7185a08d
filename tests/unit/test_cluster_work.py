"""What a cluster's machines do, and what is refused before or without one."""

from __future__ import annotations

import pickle
import socket
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, EngineError, PackError, UsageError
from g3desktop.domain.work import never_cancelled
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.gallery import cluster_link
from g3desktop.engine.gallery.cluster_link import check_address, connected, require_same
from g3desktop.engine.gallery.cluster_staff import Losses
from g3desktop.engine.gallery.cluster_work import (
    EncodingActor,
    KnownArrays,
    NodeFacts,
    look_around,
    pack_recipe,
)
from g3desktop.engine.gallery.reading import encode_rows
from g3desktop.services.packs import read_pack
from tests.cluster_workers import company_recipe
from tests.fakes import BrokenEncoder, CompanyEncoder
from tests.tiny_pack import write_tiny_pack

HERE = NodeFacts("here", {"torch": "2.15.0", "pillow": "13.0.0"}, 1000)

# Such as NumPy would take for shorter ones among them.
HASHES = st.binary(min_size=32, max_size=32) | st.binary(min_size=1, max_size=1).map(
    lambda head: head.ljust(32, b"\0")
)


@given(st.sets(HASHES), st.sets(st.integers(0, 1 << 40)), HASHES, st.integers(0, 1 << 40))
def test_known_arrays_know_what_sets_know(
    hashes: set[bytes], sizes: set[int], other: bytes, size: int
):
    known = KnownArrays.of(sizes, {one.hex() for one in hashes})
    assert all(known.has(one.hex()) for one in hashes)
    assert all(known.may_have(one) for one in sizes)
    assert known.has(other.hex()) == (other in hashes)
    assert known.may_have(size) == (size in sizes)


@pytest.mark.parametrize(
    "address", ["auto", "local", "127.0.0.1:6379", "head.example:1", "[::1]:6379"]
)
def test_addresses_that_can_be_some(address: str):
    check_address(address)


@pytest.mark.parametrize(
    "address", ["", "head", "head:", "head:x", "http://head:6379", "a b:1", "ray://", "head:123456"]
)
def test_addresses_that_can_be_none(address: str):
    with pytest.raises(UsageError, match="no address of a Ray cluster") as caught:
        check_address(address)
    assert "HOST:PORT" in caught.value.hint


@pytest.mark.parametrize(
    ("missing", "address"), [("ray", "auto"), ("pyarrow", "local"), ("grpc", "ray://head:10001")]
)
def test_what_is_not_installed_is_said(missing: str, address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match="which is not installed") as caught:
        check_address(address)
    assert caught.value.hint == "Install g3desktop[ray]."


def test_a_cluster_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    # Another Ray of this machine's user might be there.
    failure = "raise ConnectionError('Could not find any Ray instance. Please specify one.')"
    monkeypatch.setattr(cluster_link, "_PROBE", failure)
    with (
        pytest.raises(
            EngineError, match="auto cannot be reached: Could not find any Ray"
        ) as caught,
        connected("auto", never_cancelled),
    ):
        pass
    assert caught.value.one_line().count("instance. Start it with `ray start`") == 1
    assert capfd.readouterr() == ("", "")


def test_a_cluster_that_does_not_answer_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(cluster_link, "_REACH_TIMEOUT_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with (
            pytest.raises(EngineError, match=f"{address} .* nobody answered"),
            connected(address, never_cancelled),
        ):
            pass
        with pytest.raises(CancelledError), connected(address, lambda: True):
            pass


def test_nodes_have_to_be_like_this_machine(tmp_path: Path):
    sample = tmp_path / "a.jpg"
    require_same(HERE, NodeFacts("there", dict(HERE.versions), 1000), sample)
    other = NodeFacts("there", HERE.versions | {"pillow": "12.1.0"}, 1000)
    with pytest.raises(EngineError, match=r"there has pillow 12\.1\.0, this machine 13\.0\.0"):
        require_same(HERE, other, sample)
    with pytest.raises(EngineError, match=r"there does not see .*a\.jpg"):
        require_same(HERE, NodeFacts("there", HERE.versions, None), sample)
    with pytest.raises(EngineError, match=r"there sees another file as .*a\.jpg"):
        require_same(HERE, NodeFacts("there", HERE.versions, 999), sample)


def test_a_look_around_tells_versions_and_the_photo(tmp_path: Path):
    sample = tmp_path / "a.jpg"
    assert look_around(sample).sample_size is None
    sample.write_bytes(b"12345")
    facts = look_around(sample)
    assert facts.sample_size == 5
    assert facts.versions["numpy"] == np.__version__


def test_losses_count_until_something_is_done():
    losses, error = Losses(), OSError()
    for _ in range(3):
        for _ in range(5):
            losses.add(error)
        losses.forget()
    for _ in range(5):
        losses.add(error)
    with pytest.raises(EngineError, match="again and again"):
        losses.add(error)


def test_an_encoder_elsewhere_gives_the_rows_it_gives_here():
    actor = EncodingActor(company_recipe())
    assert actor.open() == "company-1"
    squares = [np.full((8, 8, 3), level, np.uint8) for level in (3, 200)]
    vectors = actor.encode(squares)
    assert (vectors == encode_rows(CompanyEncoder(), squares)).all()
    with pytest.raises(RuntimeError, match="before the encoder was open"):
        EncodingActor(company_recipe()).encode(squares)


class FaultyEncoder(CompanyEncoder):
    def encode_images(self, prepared):
        raise RuntimeError("a fault of the program")


def test_what_the_user_can_mend_comes_back_with_the_host_s_name():
    actor = EncodingActor(broken_recipe(BrokenEncoder))
    actor.open()
    answer = pickle.loads(pickle.dumps(actor.encode([np.zeros((8, 8, 3), np.uint8)])))
    assert isinstance(answer, EngineError)
    assert "fails: The encoder fake-1 gave numbers that are not finite" in str(answer)
    assert "--precision" in answer.hint
    told = EncodingActor(broken_recipe(missing_pack)).open()
    assert isinstance(told, PackError)
    faulty = EncodingActor(broken_recipe(FaultyEncoder))
    faulty.open()
    with pytest.raises(RuntimeError, match="a fault of the program"):
        faulty.encode([np.zeros((8, 8, 3), np.uint8)])


def missing_pack():
    raise PackError("There is no pack.")


def broken_recipe(opens):
    recipe = company_recipe()
    return type(recipe)(recipe.encoder_id, "cpu", 8, 1, recipe.prepare, opens)


def test_the_recipe_of_a_pack_opens_the_same_encoder_elsewhere(tmp_path: Path):
    pack = read_pack(write_tiny_pack(tmp_path))
    encoder = load_encoder(pack, device="cpu")
    recipe = pickle.loads(pickle.dumps(pack_recipe(pack, encoder)))
    pixels = np.random.default_rng(1).integers(0, 256, (50, 70, 3), dtype=np.uint8)
    square = encoder.prepare(pixels)
    assert (recipe.prepare(pixels) == square).all()
    opened = recipe.open()
    assert (recipe.encoder_id, recipe.device) == (opened.id, opened.device) == (encoder.id, "cpu")
    assert recipe.short_side_px == encoder.short_side_px
    rows = encode_rows(opened, [square])
    assert (rows == encode_rows(encoder, [square])).all()
