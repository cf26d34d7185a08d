"""Replies become positions with votes and origins, or are kept with the reason why not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.dialogue import Reply
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.prompts import Reference, write_prompt
from g3desktop.engine.sampling import Sample
from g3desktop.engine.votes import Ballot

PARIS = LatLon(48.8584, 2.2945)
NEAR = Reference(11, LatLon(-33.856784, 151.215297), 0.8, "similar")
NEARER = Reference(12, LatLon(-33.857, 151.2154), 0.9, "similar")
FAR = Reference(13, LatLon(64.146648, -21.942341), -0.3, "dissimilar")


def sample(number: int = 0, prompt: int = 5, shown: tuple[Reference, ...] = ()) -> Sample:
    return Sample(prompt, number, seed=100 * prompt + number, shown=shown)


def said(where: LatLon) -> str:
    return f'{{"latitude": {where.lat_deg}, "longitude": {where.lon_deg}}}'


def ballot(*replies: tuple[Sample, str] | tuple[Sample, str, str]) -> Ballot:
    filled = Ballot("llava")
    for asked, text, *problem in replies:
        filled.add(asked, Reply(0, text, *problem))
    return filled


def test_an_empty_ballot() -> None:
    empty = Ballot("llava")
    assert (empty.accepted, empty.positions(), empty.sources(), empty.rejected) == (0, [], [], ())


def test_a_position_says_where_it_comes_from() -> None:
    text = f"Sure!\n```json\n{said(PARIS)}\n```"
    filled = Ballot("llava")
    assert filled.add(sample(3, 10), Reply(7, text))
    assert filled.positions() == [PARIS]
    ((source,),) = filled.sources()
    assert source.kind == "llm"
    assert source.facts == {
        "model": "llava",
        "prompt": 10,
        "sample": 3,
        "seed": 1003,
        "raw": text,
        "votes": 1,
    }


def test_a_reply_without_position_is_kept_with_its_reason() -> None:
    filled = Ballot("llava")
    assert not filled.add(sample(1), Reply(1, '{"latitude": 91, "longitude": 0}'))
    (one,) = filled.rejected
    assert (one.prompt, one.sample, one.seed) == (5, 1, 501)
    assert one.raw == '{"latitude": 91, "longitude": 0}'
    assert "91" in one.reason
    assert (filled.accepted, filled.positions()) == (0, [])


@pytest.mark.parametrize(
    ("text", "problem", "reason"),
    [
        ("", "no connection", "no connection"),
        ("", "HTTP 500: out of memory", "HTTP 500: out of memory"),
        ('{"latitude": 4', "connection cut", "connection cut"),
        (" ", "empty reply", "empty reply"),
        ("", "", "the reply is empty"),
        ('{"latitude": 4', "cut off", "the reply is cut off"),
        ("I cannot say.", "", "the model declined"),
        ("It is lovely.", "", "no position in the reply"),
    ],
)
def test_reasons(text: str, problem: str, reason: str) -> None:
    (one,) = ballot((sample(), text, problem)).rejected
    assert one.reason.startswith(reason)
    assert one.raw == text


@pytest.mark.parametrize("problem", ["cut off", "connection cut", "no answer in time"])
def test_a_reply_that_broke_off_after_a_whole_answer_counts(problem: str) -> None:
    filled = ballot((sample(), said(PARIS) + '\n{"latitude": 1', problem))
    assert filled.positions() == [PARIS]
    assert filled.rejected == ()


@pytest.mark.parametrize(
    "problem", ["cut off", "connection cut", "no answer in time", "server error: gone"]
)
@pytest.mark.parametrize(
    "text", ["Latitude: 48.8584, longitude: 2", "48.8584, 12.352", '{"latitude": 8, "longitude": 1']
)
def test_a_number_that_may_lack_digits_does_not_count(problem: str, text: str) -> None:
    filled = ballot((sample(), text, problem))
    assert filled.positions() == []
    assert len(filled.rejected) == 1


def test_a_similar_reference_that_is_repeated_gets_the_vote() -> None:
    shown = (NEAR, FAR)
    # As the prompt printed it, with four decimals.
    text = write_prompt([NEAR], []).splitlines()[-1].removeprefix("SIMILAR: ")
    lat, lon = text.split(", ")
    filled = ballot((sample(shown=shown), f'{{"latitude": {lat}, "longitude": {lon}}}'))
    assert filled.positions() == [NEAR.where]
    ((llm, retrieved),) = filled.sources()
    assert llm.facts["echo"] == "similar"
    assert llm.facts["row"] == 11
    assert retrieved.kind == "retrieved"
    assert retrieved.facts == {"row": 11, "cosine": 0.8}


def test_a_dissimilar_reference_that_is_repeated_is_marked_and_no_retrieved_one() -> None:
    filled = ballot((sample(shown=(NEAR, FAR)), said(FAR.where)))
    ((llm,),) = filled.sources()
    assert llm.kind == "llm"
    assert (llm.facts["echo"], llm.facts["row"]) == ("dissimilar", 13)


def test_the_nearest_of_several_references_is_the_one_repeated() -> None:
    filled = ballot((sample(shown=(NEAR, NEARER, FAR)), said(NEARER.where)))
    assert filled.sources()[0][0].facts["row"] == 12


def test_what_was_not_shown_is_not_repeated() -> None:
    filled = ballot((sample(prompt=0, shown=()), said(NEAR.where)))
    ((llm,),) = filled.sources()
    assert "echo" not in llm.facts


def test_a_position_near_a_reference_is_the_models_own() -> None:
    beside = LatLon(NEAR.where.lat_deg + 0.003, NEAR.where.lon_deg)  # 330 m
    filled = ballot((sample(shown=(NEAR,)), said(beside)))
    assert filled.positions() == [beside]
    assert "echo" not in filled.sources()[0][0].facts


def test_near_equal_answers_are_one_position_and_keep_their_votes() -> None:
    beside = LatLon(PARIS.lat_deg + 0.004, PARIS.lon_deg)
    away = LatLon(40.0, 2.3)
    filled = ballot(
        (sample(0), said(PARIS)), (sample(1), said(away)), (sample(2), said(beside), "")
    )
    assert filled.accepted == 3
    assert filled.positions() == [PARIS, away]
    merged, single = filled.sources()
    assert [one.facts["sample"] for one in merged] == [0, 2]
    assert [one.facts["votes"] for one in merged] == [2, 2]
    assert [one.facts["raw"] for one in merged] == [said(PARIS), said(beside)]
    assert [one.facts["votes"] for one in single] == [1]


def test_answers_on_both_sides_of_the_antimeridian_are_one() -> None:
    filled = ballot(
        (sample(0), said(LatLon(-17.0, 179.9999))), (sample(1), said(LatLon(-17.0, -179.9999)))
    )
    assert len(filled.positions()) == 1
    assert [one.facts["votes"] for one in filled.sources()[0]] == [2, 2]


def test_votes_stand_where_the_repeated_reference_does() -> None:
    beside = LatLon(NEAR.where.lat_deg + 0.003, NEAR.where.lon_deg)
    filled = ballot((sample(0, 0), said(beside)), (sample(0, 5, (NEAR,)), said(NEAR.where)))
    assert filled.positions() == [NEAR.where]
    assert [one.kind for one in filled.sources()[0]] == ["llm", "llm", "retrieved"]


def test_further_answers_in_a_reply_are_kept_beside_the_first() -> None:
    first, second = PARIS, LatLon(40.5, -3.25)
    filled = ballot((sample(), f"[{said(first)}, {said(second)}, {said(first)}]"))
    assert filled.positions() == [first]
    assert filled.accepted == 1
    assert filled.sources()[0][0].facts["also"] == "40.5, -3.25"


def test_the_first_valid_answer_counts() -> None:
    filled = ballot((sample(), f'{{"latitude": 95, "longitude": 1}} or {said(PARIS)}'))
    assert filled.positions() == [PARIS]


def test_control_characters_in_a_reply_are_kept_as_they_came() -> None:
    text = said(PARIS) + "\x1b[31m[red]\x00\u202e"
    assert ballot((sample(), text)).sources()[0][0].facts["raw"] == text
    assert ballot((sample(), "\x07[b]no[/b]")).rejected[0].raw == "\x07[b]no[/b]"


def test_the_order_of_arrival_changes_nothing() -> None:
    # Each is near the next and not near the one after: which are one depends on where one begins.
    chain = [LatLon(10 + 0.007 * n, 20) for n in range(4)]
    replies = [
        *((sample(n, 0), said(where)) for n, where in enumerate(chain)),
        (sample(4, 0), "no idea"),
        (sample(0, 5), "", "HTTP 500"),
    ]
    outcomes = set()
    for order in itertools.permutations(replies):
        filled = ballot(*order)
        sources = [tuple(str(one.facts) for one in group) for group in filled.sources()]
        outcomes.add((tuple(filled.positions()), tuple(sources), filled.rejected))
    assert len(outcomes) == 1


@given(
    st.lists(
        st.tuples(
            st.one_of(
                st.text(max_size=60),
                st.builds(
                    lambda lat, lon: f'{{"latitude": {lat}, "longitude": {lon}}}',
                    st.floats(-100, 100),
                    st.floats(-200, 200),
                ),
            ),
            st.sampled_from(["", "cut off", "connection cut", "HTTP 500"]),
        ),
        max_size=8,
    )
)
def test_every_reply_is_accounted_for(replies: list[tuple[str, str]]) -> None:
    filled = Ballot("llava")
    for number, (text, problem) in enumerate(replies):
        filled.add(sample(number, shown=(NEAR, FAR)), Reply(number, text, problem))
    assert filled.accepted + len(filled.rejected) == len(replies)
    groups = filled.sources()
    assert len(groups) == len(filled.positions())
    model = [one for group in groups for one in group if one.kind == "llm"]
    told = {one.facts["sample"] for one in model} | {one.sample for one in filled.rejected}
    assert told == set(range(len(replies)))
    for group in groups:
        votes = [one for one in group if one.kind == "llm"]
        assert {one.facts["votes"] for one in votes} == {len(votes)}
