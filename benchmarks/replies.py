"""Reading 10,000 answers of a vision model against json.loads of 10,000 clean ones.

Ours reads what models write: mostly clean JSON, as the schema asks for, and besides it JSON in a
code fence with a sentence before, strings with degrees, minutes and seconds, single quotes,
sentences, refusals and replies that are cut off.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.engine.replies import read_reply

ANSWERS = 10_000
REPEATS = 15


def main() -> list[Row]:
    """Measure the row."""
    baseline, ours, clean = (
        run_fresh("benchmarks.replies", name) for name in ("baseline", "ours", "clean")
    )
    return [
        Row(
            "reading 10,000 answers",
            baseline["seconds"],
            ours["seconds"],
            20,
            baseline["peak_mb"],
            ours["peak_mb"],
            f"{ours['read']:.0f} of them with a position; "
            f"the clean ones alone: ratio {clean['seconds'] / baseline['seconds']:.1f}",
        )
    ]


def _clean(lat: float, lon: float) -> str:
    return json.dumps({"latitude": lat, "longitude": lon})


def _fenced(lat: float, lon: float) -> str:
    fence = "```"
    return f"The signs suggest this town.\n\n{fence}json\n{_clean(lat, lon)}\n{fence}\n"


def _sexagesimal(lat: float, lon: float) -> str:
    def written(value: float, letters: str) -> str:
        minutes, tenths = divmod(round(abs(value) * 36000), 600)
        degrees, minutes = divmod(minutes, 60)
        return f"{degrees}°{minutes}'{tenths / 10:04.1f}\" {letters[value < 0]}"

    return json.dumps({"latitude": written(lat, "NS"), "longitude": written(lon, "EW")})


def _quoted(lat: float, lon: float) -> str:
    return f"{{'lat': '{lat}', 'lon': '{lon}',}}"


def _sentence(lat: float, lon: float) -> str:
    return (
        "The architecture and the plants point to a town near the coast. The photo was probably "
        f"taken at a latitude of {lat} and a longitude of {lon}, near the old harbour."
    )


def _refusal(_lat: float, _lon: float) -> str:
    return "I'm sorry, but I cannot determine where this photo was taken from the image alone."


def _cut(lat: float, lon: float) -> str:
    return _clean(lat, lon)[:-4]


# Of ten answers each.
MIX: list[Callable[[float, float], str]] = [
    *[_clean] * 4,
    _fenced,
    _sexagesimal,
    _quoted,
    _sentence,
    _refusal,
    _cut,
]


def _answers(mix: list[Callable[[float, float], str]]) -> list[str]:
    numbers = random.Random(0)
    return [
        mix[n % len(mix)](round(numbers.uniform(-90, 90), 4), round(numbers.uniform(-180, 180), 4))
        for n in range(ANSWERS)
    ]


def _measure(
    read: Callable[[str], object], mix: list[Callable[[float, float], str]]
) -> dict[str, float]:
    answers = _answers(mix)
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        for answer in answers:
            read(answer)
        times.append(time.perf_counter() - start)
    found = sum(bool(read_reply(answer).positions) for answer in answers)
    # The least of them: what else runs on the machine only ever adds.
    return {"seconds": min(times), "peak_mb": peak_mb(), "read": found}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        show(main())
    else:
        kinds = {
            "baseline": (json.loads, [_clean]),
            "ours": (read_reply, MIX),
            "clean": (read_reply, [_clean]),
        }
        print(json.dumps(_measure(*kinds[sys.argv[1]])))
