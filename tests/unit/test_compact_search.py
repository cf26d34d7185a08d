"""A large gallery's search: small codes, and the same answers as the exact one."""

import itertools

import faiss
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_st
from safetensors.numpy import load_file, save_file

from g3desktop.domain.errors import GalleryError
from g3desktop.engine.gallery.compact_model import LEAST_COSINE, CompactModel
from g3desktop.engine.gallery.compact_search import CompactSearch
from g3desktop.engine.gallery.device_scan import DeviceScan, has_room
from g3desktop.engine.gallery.row_codes import RowCodes, record_type
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.search import ExactSearch, JoinedSearch
from g3desktop.engine.gallery.sketch import BLOCK_ROWS, Sketch, SketchSpec, codes_of, levels_of
from tests.clustered_rows import DIM, make_embeddings, make_head, make_heads

ROWS = 4000


@pytest.fixture(scope="module")
def heads():
    return make_heads()


@pytest.fixture(scope="module")
def rows(heads):
    return heads.rows(make_embeddings(ROWS, 4)).numpy()


@pytest.fixture(scope="module")
def queries(heads):
    return heads.rows(make_embeddings(40, 5)).numpy()


@pytest.fixture(scope="module")
def model(heads, rows):
    return CompactModel.learn(rows, heads)


@pytest.fixture(scope="module")
def compact(model_file, rows):
    codes, records = CompactModel.load(model_file).encode(rows)
    return CompactSearch(model_file, codes, records, 3 * DIM)


def joined(model_file, model, rows, removed=()):
    """Three searches as one: an exact one, a compact one, and a few rows more."""
    cuts = [rows[:1000], rows[1000:3990], rows[3990:]]
    middle = CompactSearch(model_file, *model.encode(cuts[1]), 3 * DIM)
    searches = [ExactSearch(cuts[0], 3), middle, ExactSearch(cuts[2], 3)]
    return JoinedSearch(searches, np.array(removed, np.int64))


@pytest.fixture(scope="module")
def model_file(model, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "model.safetensors"
    model.save(path)
    return path


@pytest.fixture(scope="module", params=["exact", "compact", "joined"])
def search(request, rows, model, model_file):
    if request.param == "exact":
        return ExactSearch(rows, 3)
    if request.param == "compact":
        return request.getfixturevalue("compact")
    return joined(model_file, model, rows)


def recall(found, true):
    return np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(found, true, strict=True)])


def test_a_row_is_its_embedding_and_what_the_heads_make_of_it(heads):
    embeddings = make_embeddings(5, 6)
    rows = heads.rows(embeddings)
    assert rows.shape == (5, heads.row_dim)
    for part, head in zip(rows.split(DIM, dim=1)[1:], heads.heads, strict=True):
        hidden = torch.relu(torch.nn.functional.linear(embeddings, head.weight_1, head.bias_1))
        answer = torch.nn.functional.linear(hidden, head.weight_2, head.bias_2)
        torch.testing.assert_close(part, answer / answer.norm(dim=1, keepdim=True))


def test_an_embedding_is_found_again_from_its_row(heads):
    embeddings = make_embeddings(500, 7)
    rows = heads.rows(embeddings)
    usual = heads.usual_length(rows)
    again = heads.rows(heads.embeddings(rows, usual))
    assert ((again * rows).sum(dim=1) / heads.parts).min() > 0.9998
    ratio = heads.embeddings(rows, usual).norm(dim=1) / embeddings.norm(dim=1)
    assert (ratio - 1).abs().median() < 0.03


def test_rows_without_heads_are_their_own_embeddings():
    heads = RowHeads((8, 4))
    rows = heads.rows(torch.randn(6, 12, generator=torch.Generator().manual_seed(0)))
    assert heads.parts == 2
    torch.testing.assert_close(heads.rows(heads.embeddings(rows, 1.0)), rows)


def test_a_model_is_written_and_read(model, rows, tmp_path):
    path = tmp_path / "model.safetensors"
    model.save(path)
    again = CompactModel.load(path)
    assert again.heads.slices == model.heads.slices
    assert np.abs(again.decode(again.encode(rows[:99])[1]) - rows[:99]).max() < 0.02
    again.save(tmp_path / "again.safetensors")
    assert (tmp_path / "again.safetensors").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"not what it should be", b"PK\x03\x04" + bytes(9)])
def test_a_damaged_model_is_named(content, tmp_path):
    path = tmp_path / "odd.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GalleryError, match="odd"):
        CompactModel.load(path)


@pytest.mark.parametrize(
    "name", ["mean", "axes", "levels", "kinds", "slices", "usual_length", "head_0.bias_2"]
)
def test_a_model_whose_parts_do_not_fit_is_refused(name, model, tmp_path):
    path = tmp_path / "odd.safetensors"
    model.save(path)
    arrays = load_file(path)
    cut = arrays[name][:, :-1] if name == "kinds" else arrays[name][:-1]
    save_file({**arrays, name: np.ascontiguousarray(cut)}, path)
    with pytest.raises(GalleryError, match="fit together"):
        CompactModel.load(path)
    del arrays[name]
    save_file(arrays, path)
    with pytest.raises(GalleryError, match=name):
        CompactModel.load(path)


def test_rows_of_other_heads_are_told(model, heads):
    others = RowHeads((DIM,), (make_head(12), make_head(13)))
    assert model.least_cosine(heads.rows(make_embeddings(50, 10)).numpy()) > LEAST_COSINE
    assert model.least_cosine(others.rows(make_embeddings(50, 10)).numpy()) < 0.9


@settings(max_examples=50, deadline=None)
@given(
    numpy_st.arrays(
        np.float32, (5, 6), elements=st.floats(-1e6, 1e6, width=32, allow_subnormal=False)
    )
)
def test_a_number_is_off_by_half_a_step_at_most(embeddings):
    codes = RowCodes(np.zeros((1, 6), np.float32))
    records = codes.encode(embeddings)
    assert records.dtype == record_type(6)
    steps = np.abs(embeddings).max(axis=1, keepdims=True) / 127
    off = np.abs(codes.decode(records) - embeddings)
    assert (off <= steps * 0.501 + 1e-30).all()


def test_usual_embeddings_make_the_steps_finer():
    embeddings = make_embeddings(3000, 9).numpy()
    learnt, plain = RowCodes.learn(embeddings), RowCodes(np.zeros((1, DIM), np.float32))
    off = [
        np.square(codes.decode(codes.encode(embeddings)) - embeddings).mean()
        for codes in (learnt, plain)
    ]
    assert off[0] < 0.7 * off[1]


def test_a_sketch_learns_the_same_twice(rows):
    one, two = SketchSpec.learn(rows), SketchSpec.learn(rows)
    assert np.array_equal(one.encode(rows), two.encode(rows))


@pytest.mark.parametrize("count", [ROWS, ROWS - 19, BLOCK_ROWS, 1])
def test_a_device_scans_for_the_same_rows(rows, queries, count):
    spec = SketchSpec.learn(rows)
    codes = spec.encode(rows[:count])
    plain, scan = Sketch(spec, codes, count), DeviceScan(spec, codes, count, "cpu")
    wanted = min(200, count)
    found, others = scan.promising(queries, wanted), plain.promising(queries, wanted)
    assert found.shape == others.shape == (len(queries), wanted)
    assert found.max() < count
    assert recall(found, others) > 0.95
    true = np.argsort(-(queries @ rows[:count].T), axis=1)[:, :15]
    assert np.isin(true, found).mean() > 0.99


def test_the_codes_are_read_as_they_were_written(rows):
    spec = SketchSpec.learn(rows)
    turned = (rows[:99] - spec.mean) @ spec.axes
    nearest = np.abs(turned[:, :, None] - spec.levels[None]).argmin(axis=2)
    assert np.array_equal(levels_of(spec.encode(rows[:99]))[:99], nearest)


def test_the_codes_are_laid_out_as_faiss_does(rows):
    spec = SketchSpec.learn(rows)
    codes = spec.encode(rows[:99])
    index = spec.index(codes[:0], 0)
    index.add(np.ascontiguousarray((rows[:99] - spec.mean) @ spec.axes))
    theirs = faiss.AlignedTable_to_array(index.codes).reshape(codes.shape)
    assert np.array_equal(codes, theirs)
    assert np.array_equal(codes_of(levels_of(codes)), codes)


def test_only_a_graphics_processor_with_room_scans():
    assert not has_room(1, 256, "cpu")
    if torch.cuda.is_available():
        assert has_room(1, 256, "cuda")
        assert not has_room(10**12, 256, "cuda")


def test_levels_stand_for_what_is_near_them():
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(4000, 8)).astype(np.float32)
    spec = SketchSpec.learn(rows)
    turned = (rows - spec.mean) @ spec.axes
    apart = np.abs(turned[:, :, None] - spec.levels[None]).min(axis=2)
    # The least that sixteen values can leave of a Gaussian (Max 1960).
    assert np.square(apart).mean() / np.square(turned).mean() == pytest.approx(0.0095, rel=0.1)


def test_pieces_of_whole_blocks_have_the_codes_of_the_whole(rows):
    spec, cut = SketchSpec.learn(rows), 10 * BLOCK_ROWS
    pieces = [spec.encode(rows[:cut]), spec.encode(rows[cut:])]
    assert np.array_equal(np.concatenate(pieces), spec.encode(rows))


def test_the_nearest_and_farthest_are_those_of_the_exact_search(compact, rows, queries):
    exact = ExactSearch(rows, 3)
    true, true_cosines = exact.nearest(queries, 15)
    found, cosines = compact.nearest(queries, 15)
    assert recall(found, true) >= 0.99
    assert np.abs(cosines - true_cosines).max() < 0.005
    assert recall(compact.farthest(queries, 15)[0], exact.farthest(queries, 15)[0]) >= 0.95


def test_removed_rows_are_never_found(model, model_file, rows):
    removed = [0, 5, 999, 1000, 2500, 3989, 3990]
    search = joined(model_file, model, rows, removed)
    assert (search.rows, search.living) == (ROWS, ROWS - 7)
    found, _ = search.nearest(rows[removed], 20)
    assert not np.isin(found, removed).any()
    found, _ = search.nearest(rows[:2], ROWS, exclude_rows=[[5, 6], [7]])
    for row, its in zip((6, 7), found, strict=True):
        assert set(its) == set(range(ROWS)) - {*removed, row}


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_joined_searches_are_one_search(data):
    sizes = data.draw(st.lists(st.integers(1, 12), min_size=1, max_size=4))
    total = sum(sizes)
    vectors = np.random.default_rng(total).normal(size=(total, 6)).astype(np.float32)
    vectors *= 2**0.5 / np.linalg.norm(vectors, axis=1, keepdims=True)
    edges = np.cumsum([0, *sizes])
    parts = [ExactSearch(vectors[a:b], 2) for a, b in itertools.pairwise(edges)]
    removed = sorted(data.draw(st.sets(st.integers(0, total - 1), max_size=total - 1)))
    search = JoinedSearch(parts, np.array(removed, np.int64))
    excluded = [data.draw(st.sets(st.integers(-1, total + 1))) for _ in range(2)]
    k, queries = data.draw(st.integers(1, total + 2)), vectors[:2] if total > 1 else vectors[[0, 0]]
    for ask, sign in ((search.nearest, 1), (search.farthest, -1)):
        found, cosines = ask(queries, k, exclude_rows=excluded)
        for query, rows_, cos, out in zip(queries, found, cosines, excluded, strict=True):
            order = np.argsort(-sign * (vectors @ query), kind="stable")
            expected = [row for row in order.tolist() if row not in out and row not in removed]
            assert rows_.tolist() == expected[: len(rows_)]
            assert search.cosines(query, rows_) == pytest.approx(cos, abs=1e-5)
        left = [set(range(total)) - set(removed) - out for out in excluded]
        assert found.shape[1] == min(k, *map(len, left))


# What holds of every search.


def test_a_row_finds_itself_first_and_the_order_is_by_cosine(search, rows):
    found, cosines = search.nearest(rows[:20], 10)
    assert np.array_equal(found[:, 0], np.arange(20))
    assert cosines[:, 0] == pytest.approx(1, abs=1e-3)
    assert (np.diff(cosines, axis=1) <= 0).all()


def test_the_farthest_come_first_and_are_far(search, queries):
    _, near = search.nearest(queries, 10)
    _, far = search.farthest(queries, 10)
    assert (np.diff(far, axis=1) >= 0).all()
    assert (far.max(axis=1) < near.min(axis=1)).all()


def test_cosines_of_some_rows_are_those_of_the_search(search, queries):
    (found,), (cosines,) = search.nearest(queries[:1], 50)
    backwards = found[::-1]
    assert search.cosines(queries[0], backwards) == pytest.approx(cosines[::-1], abs=1e-6)
    assert search.cosines(queries[0], found[:0]).shape == (0,)


def test_excluded_rows_are_not_found(search, rows):
    (before,), _ = search.nearest(rows[7:8], 6)
    (after,), _ = search.nearest(rows[7:8], 5, exclude_rows=[[7, -1, ROWS]])
    assert before[0] == 7
    assert np.array_equal(after, before[1:])


def test_each_query_leaves_out_its_own(search, rows):
    found, _ = search.nearest(rows[:2], 3, exclude_rows=[[0], [1]])
    assert 0 not in found[0]
    assert 1 not in found[1]
    with pytest.raises(ValueError, match="exclusions"):
        search.nearest(rows[:2], 3, exclude_rows=[[0]])


def test_no_more_rows_are_found_than_there_are(search, rows):
    found, cosines = search.nearest(rows[:2], ROWS + 5, exclude_rows=[[], [3]])
    assert found.shape == cosines.shape == (2, ROWS - 1)
    assert set(found[1]) == set(range(ROWS)) - {3}


def test_nothing_asked_is_nothing_found(search, rows):
    assert search.nearest(rows[:3], 0)[0].shape == (3, 0)
    assert search.nearest(rows[:0], 4)[0].shape == (0, 4)


def test_queries_of_another_length_are_refused(search, rows):
    with pytest.raises(ValueError, match="numbers for rows of"):
        search.nearest(rows[:1, :-1], 3)
