"""Answers as text: whole on the way back, and nothing believed."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.answer import (
    Agreement,
    Answer,
    Candidate,
    EngineFacts,
    GalleryFacts,
    ModelFacts,
    PhotoFacts,
    Place,
    Reference,
    Rejected,
    SamplingFacts,
    Source,
    Timings,
    to_json,
)
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts
from g3desktop.store.answers import MAX_TEXT_BYTES, AnswerFormatError, from_json, to_text

# Halves of surrogate pairs too: they stand for bytes of a file name that are no UTF-8.
texts = st.text(st.characters(codec=None, categories=None), max_size=12)
maybe_texts = st.none() | texts
counts = st.integers(0, 2**40)
integers = st.integers(-(2**63) + 1, 2**63 - 1)
finite = st.floats(allow_nan=False, allow_infinity=False)
cosines = st.floats(-1, 1)
positions = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))
# The published shape gives times to a thousandth.
times = st.floats(0, 1e9).map(lambda value: round(value, 3))
facts = st.dictionaries(
    texts.filter(lambda name: name != "kind"), st.none() | texts | integers | finite, max_size=4
)
references = st.builds(
    Reference,
    row=counts,
    where=positions,
    cosine=cosines,
    distance_km=st.floats(0, 21_000),
    title=maybe_texts,
    image=maybe_texts,
    url=maybe_texts,
    author=maybe_texts,
)
candidates = st.builds(
    Candidate,
    rank=st.integers(1, 10_000),
    where=positions,
    cosine=cosines,
    score=finite,
    place=st.builds(Place, texts, texts, texts, texts),
    sources=st.lists(st.builds(Source, texts, facts), max_size=3).map(tuple),
    references=st.lists(references, max_size=3).map(tuple),
    agreement=st.builds(Agreement, st.booleans(), counts, st.booleans()),
)
answers = st.builds(
    Answer,
    photo=st.builds(
        PhotoFacts,
        path=texts,
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
        width=counts,
        height=counts,
        exif=st.builds(
            ExifFacts,
            position=st.none() | positions,
            taken_at=maybe_texts,
            camera=maybe_texts,
            author=st.none(),
            title=st.none(),
        ),
    ),
    engine=st.builds(
        EngineFacts,
        encoder=texts,
        device=texts,
        precision=texts,
        gallery=st.none() | st.builds(GalleryFacts, texts, texts, counts),
        ranking=st.sampled_from(["paper", "fused"]),
        seed=integers,
        llm=st.none() | st.builds(ModelFacts, texts, texts),
    ),
    candidates=st.lists(candidates, max_size=3).map(tuple),
    warnings=st.lists(texts, max_size=3).map(tuple),
    timings_ms=st.builds(Timings, times, times, times, times, times, times),
    rejected=st.lists(
        st.builds(Rejected, reason=texts, prompt=counts, sample=counts, seed=integers, raw=texts),
        max_size=3,
    ).map(tuple),
    sampling=st.none()
    | st.builds(
        SamplingFacts,
        planned=counts,
        answered=counts,
        accepted=counts,
        stopped=st.sampled_from(["", "budget", "settled", "failed"]),
        wall_s=times,
        server_s=times,
    ),
)

PLAIN = Answer(
    PhotoFacts("a.jpg", "ab" * 32, 4, 3, ExifFacts()),
    EngineFacts("tiny", "cpu", "float32", GalleryFacts("mine", "id", 3), "paper", 0),
    (
        Candidate(
            1,
            LatLon(1, 2),
            0.5,
            0.5,
            Place("Here"),
            (Source("retrieved", {"row": 2}),),
            (Reference(2, LatLon(1, 2), 0.9, 0.0),),
        ),
    ),
    (),
    Timings(),
)


def changed(value: object, *where: str | int) -> str:
    """Return a plain answer's text with one value put in."""
    document = json.loads(to_text(PLAIN))
    inner = document
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    return json.dumps(document)


@given(answers)
def test_reading_is_the_inverse_of_writing(answer: Answer):
    text = to_text(answer)
    assert text.isascii()
    assert from_json(text) == answer
    assert from_json(json.dumps(to_json(answer), ensure_ascii=False, indent=1)) == answer


def test_fields_that_later_versions_add_are_left_out():
    text = changed({"list": [1]}, "later")
    assert from_json(text) == PLAIN
    for where in (
        ("photo", "later"),
        ("photo", "exif", "later"),
        ("engine", "later"),
        ("engine", "gallery", "later"),
        ("candidates", 0, "later"),
        ("candidates", 0, "place", "later"),
        ("candidates", 0, "sources", 0, "later"),
        ("candidates", 0, "references", 0, "later"),
        ("candidates", 0, "agreement", "later"),
        ("timings_ms", "later"),
    ):
        assert from_json(changed({"list": [1]}, *where)) == PLAIN, where


def test_fields_that_were_added_since_may_be_missing():
    document = json.loads(to_text(PLAIN))
    for name in ("rejected", "sampling", "warnings", "timings_ms"):
        del document[name]
    del document["engine"]["llm"], document["candidates"][0]["agreement"]
    del document["candidates"][0]["references"][0]["author"]
    assert from_json(json.dumps(document)) == PLAIN


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("g3desktop.locate/2", ("schema",)),
        (None, ("schema",)),
        (91, ("candidates", 0, "lat")),
        (-180.5, ("candidates", 0, "lon")),
        (None, ("candidates", 0, "lat")),
        ("north", ("candidates", 0, "references", 0, "lat")),
        (1.5, ("candidates", 0, "cosine")),
        (-2, ("candidates", 0, "references", 0, "cosine")),
        (-1, ("candidates", 0, "references", 0, "row")),
        (-1, ("candidates", 0, "references", 0, "distance_km")),
        (0, ("candidates", 0, "rank")),
        (1.5, ("candidates", 0, "rank")),
        (["Here"], ("candidates", 0, "place")),
        ({"name": 3}, ("candidates", 0, "place")),
        ([{"row": 2}], ("candidates", 0, "sources")),
        ([{"kind": 3}], ("candidates", 0, "sources")),
        (["retrieved"], ("candidates", 0, "sources")),
        ("many", ("candidates",)),
        ([None], ("candidates",)),
        ("guess", ("engine", "ranking")),
        ("ab", ("photo", "sha256")),
        ("\ud800" * 64, ("photo", "sha256")),
        (-1, ("photo", "width")),
        (91, ("photo", "exif", "lat")),
        ([3], ("warnings",)),
        ([{"reason": "x"}], ("rejected",)),
        ({"stopped": "bored"}, ("sampling",)),
        (10**30, ("engine", "seed")),
        (2**63, ("engine", "seed")),
        (10**4000, ("engine", "seed")),
        ([0] * 100_001, ("warnings",)),
    ],
)
def test_what_is_out_of_its_shape_is_refused(value: object, where: tuple[str | int, ...]):
    with pytest.raises(AnswerFormatError):
        from_json(changed(value, *where))


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "3", '"text"', "{", "{}", "nonsense", "\x00", "[" * 100_000),
        '{"a": ' * 50_000,
        changed(0.25, "candidates", 0, "score").replace("0.25", "NaN"),
        changed(0.25, "candidates", 0, "score").replace("0.25", "-Infinity"),
        changed(0.25, "candidates", 0, "score").replace("0.25", "1e999"),
        changed(7777, "engine", "seed").replace("7777", "9" * 100_000),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_answer_is_refused(text: str):
    with pytest.raises(AnswerFormatError):
        from_json(text)


@given(st.text(max_size=40) | st.recursive(st.none() | finite | texts, st.lists).map(json.dumps))
def test_no_text_breaks_the_reader(text: str):
    with pytest.raises(AnswerFormatError):
        from_json(text)


@given(st.data())
def test_a_value_of_another_kind_is_refused_or_read_as_an_answer(data: st.DataObject):
    document = json.loads(to_text(PLAIN))
    paths = list(_paths(document))
    where = data.draw(st.sampled_from(paths))
    # The shape gives times to a thousandth: finer ones would come back as others.
    numbers = finite.map(lambda number: round(number, 3))
    junk = data.draw(st.none() | st.booleans() | numbers | texts | st.just([]) | st.just({}))
    try:
        answer = from_json(changed(junk, *where))
    except AnswerFormatError:
        return
    assert from_json(to_text(answer)) == answer


def _paths(value: object, so_far: tuple[str | int, ...] = ()):
    if so_far:
        yield so_far
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from _paths(inner, (*so_far, key))


def test_sizes_are_bounded_both_ways():
    with pytest.raises(AnswerFormatError, match="characters"):
        from_json(" " * (MAX_TEXT_BYTES + 1))
    large = Answer(PLAIN.photo, PLAIN.engine, (), ("x" * MAX_TEXT_BYTES,), Timings())
    with pytest.raises(AnswerFormatError, match="bytes"):
        to_text(large)


def test_a_number_that_json_lacks_is_not_written():
    with pytest.raises(AnswerFormatError, match="JSON"):
        to_text(Answer(PLAIN.photo, PLAIN.engine, (), (), Timings(decode=math.inf)))
