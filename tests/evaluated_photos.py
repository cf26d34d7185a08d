"""An evaluation made by hand, with everything in it that a report has to bear."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from g3desktop.domain.answer import Place, Reference
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.evaluation.outcomes import (
    NO_ANSWER_KM,
    Curve,
    Dataset,
    Evaluation,
    Heard,
    LeftOut,
    Outcome,
    Plot,
    Query,
    Run,
    Twin,
)
from tests.pictures import write_photo

MARKUP = "<script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;\"'`|*_\n]](x)"
RIGHT_TO_LEFT = "\u202eהר הצופים.jpg"
EMOJI = "🗻 fuji\t👨‍👩‍👧.jpg"

_TRUTHS = (
    (27.1751, 78.0421, "Agra", "India", "Asia"),
    (48.8584, 2.2945, "Paris", "France", "Europe"),
    (-16.5, 179.9, "Labasa", "Fiji", "Oceania"),
    (90.0, 0.0, "", "", ""),
    (-90.0, 45.0, "", "", "Antarctica"),
    (-33.8568, 151.2153, "Sydney", "Australia", "Oceania"),
    (40.6892, -74.0445, "New York", "United States", "North America"),
    (35.3606, 138.7274, "Fujinomiya", "Japan", "Asia"),
)
_ANSWERS = (
    (27.1751, 78.0421),
    (48.86, 2.35),
    (-17.0, -179.0),
    (-89.0, 10.0),
    (70.0, -135.0),
    None,
    (-40.6892, 105.9555),
    (51.5, -0.12),
)
_NAMES = (
    "a.jpg",
    f"{MARKUP}.jpg",
    RIGHT_TO_LEFT,
    EMOJI,
    "gone.jpg",
    'say "hi".jpg',
    "f,g.jpg",
    "h",
)


def hostile_evaluation(folder: Path) -> Evaluation:
    """Return eight photos and two runs; names, titles, replies and notes are hostile.

    Args:
        folder: Where the photos are written; the fifth one is missing.
    """
    queries = tuple(
        Query(
            line=at + 2,
            name=name,
            path=folder / f"{at}.jpg",
            where=LatLon(*truth[:2]),
            author=f"<b>{at}</b>" if at % 2 else None,
        )
        for at, (name, truth) in enumerate(zip(_NAMES, _TRUTHS, strict=True))
    )
    for at, query in enumerate(queries):
        if at != 4:
            write_photo(
                query.path,
                (query.where.lat_deg, query.where.lon_deg),
                seed=at,
                size=(640, 360 + 60 * at),
                author="x",
            )
    thumbnail = write_photo(folder / "reference.jpg", seed=99, size=(256, 192))
    references = (
        Reference(1, LatLon(27.2, 78.0), 0.91, 3.0, MARKUP, str(thumbnail), "javascript:alert(1)"),
        Reference(
            *(2, LatLon(-17.2, -179.5), -0.2, 10.0, "Two", str(folder / "no.jpg")),
            url="https://example.org/photo?a=1&b=2",
            author=MARKUP,
        ),
        Reference(3, LatLon(0, 0), 0.5, 10.0, url='https://example.org/"onclick="x'),
    )
    replies = (
        Heard(5, 0, f"</pre>{MARKUP}\ud800\x00", ""),
        Heard(0, 1, "x" * 5000, f"no position: {MARKUP}"),
        Heard(0, 2, "", "nothing came"),
    )
    outcomes = tuple(
        Outcome(
            query=query,
            answer=LatLon(*answer) if answer else None,
            distance_km=distance_km(LatLon(*answer), query.where) if answer else NO_ANSWER_KM,
            sources=("retrieved", "llm") if answer else (),
            references=references,
            replies=replies,
            elapsed_ms=12.34,
        )
        for query, answer in zip(queries, _ANSWERS, strict=True)
    )
    moved = tuple(replace(one, answer=one.query.where, distance_km=0.0) for one in outcomes[:7])
    return Evaluation(
        experiment="overall",
        dataset=Dataset(
            f"set {MARKUP}",
            "plain",
            "ab" * 32,
            queries,
            refused=(LeftOut(20, MARKUP, "latitude 91 is outside [-90, 90]"),),
            missing=(LeftOut(21, "", "no file"),),
        ),
        unreadable=(LeftOut(22, "torn.jpg", f"truncated {MARKUP}"),),
        runs=(
            Run(
                "fused",
                f"G3, fused {MARKUP}",
                outcomes,
                {"way": "g3", "ranking": "fused", "of": {"x": MARKUP}},
            ),
            Run("truth", "The truth itself", moved, {}),
        ),
        places={
            query.line: Place(truth[2], "", truth[3], "")
            for query, truth in zip(queries, _TRUTHS, strict=True)
        },
        continents={q.line: truth[4] for q, truth in zip(queries, _TRUTHS, strict=True)},
        twins=(Twin(queries[0], 7, MARKUP, 0.99999, same_file=True),),
        settings={"encoder": "starter-x", "gallery": MARKUP, "models": ["llava"], "seed": 0},
        plots=(
            Plot(
                *("references", f"References {MARKUP}", "references", "per cent within 25 km"),
                (
                    Curve("one", (0, 5, 10, 15), (20.0, 31.5, 30.2, math.nan)),
                    Curve(MARKUP, (0, 5, 10, 15), (10, 12, 14, 16.5)),
                ),
            ),
            Plot("empty", "Empty", "x", "y", ()),
            Plot(
                "none",
                "None",
                "x",
                "y",
                (Curve("dead", (0.0, -1.0), (1.0, 1.0)),),
                logarithmic=True,
            ),
        ),
        notes=(f"The model {MARKUP} was slow.",),
    )


def many_outcomes(count: int, seed: int = 0) -> tuple[Outcome, ...]:
    """Return outcomes spread over the globe, from right to antipodal; none has a file."""
    random = np.random.default_rng(seed)
    lat = np.degrees(np.arcsin(random.uniform(-1, 1, count)))
    lon = random.uniform(-180, 180, count)
    error = 10 ** random.uniform(-3, 2, count)
    turn = random.uniform(0, 2 * np.pi, count)
    found = []
    for at in range(count):
        where = LatLon(float(lat[at]), float(lon[at]))
        answer = LatLon(
            float(np.clip(lat[at] + error[at] * np.sin(turn[at]), -90, 90)),
            float((lon[at] + error[at] * np.cos(turn[at]) + 180) % 360 - 180),
        )
        query = Query(at + 2, f"{at}.jpg", Path(f"{at}.jpg"), where)
        found.append(Outcome(query, answer, distance_km(answer, where), ("retrieved",)))
    return tuple(found)
