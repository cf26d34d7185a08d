"""Prompts for a vision language model: the task, and references that may help.

The image and the task come first and references follow pair by pair, so that a longer prompt begins
with the whole of a shorter one: a server that keeps what it has read needs to read only the rest.
No example holds a number, since models repeat such numbers as their answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal

from g3desktop.domain.geometry import LatLon

REPLY_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "latitude": {"type": "number"},
        "longitude": {"type": "number"},
    },
    "required": ["latitude", "longitude"],
}

_TASK = """\
Where on Earth was this photo taken? Look at landmarks, writing, architecture, vegetation,
terrain, vehicles, road markings, clothing and light, and decide on the single most likely point.
Reply with one JSON object and nothing else. It has two numbers: "latitude", in degrees north of
the equator from minus ninety to plus ninety, and "longitude", in degrees east of Greenwich from
minus one hundred and eighty to plus one hundred and eighty. South and west are negative. Give as
many decimals as you are sure of. Always decide, even when you are unsure."""

_REFERENCES = """
Here are positions of other photos, as latitude, longitude. Photos marked SIMILAR look much like
this one and may have been taken near it or not; photos marked DIFFERENT look least like it, and
it was probably not taken there. Use them as hints only; what you see in the photo comes first."""

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """A gallery photo's position, as a prompt shows it.

    Attributes:
        row: Row of the gallery.
        where: Its position.
        cosine: Its retrieval cosine with the photo.
        kind: Whether it is one of the most or of the least similar photos.
        place: Its place in words, or "" to show the position alone.
    """

    row: int
    where: LatLon
    cosine: float
    kind: Literal["similar", "dissimilar"]
    place: str = ""


def write_prompt(similar: Sequence[Reference], dissimilar: Sequence[Reference]) -> str:
    """Return the text of a prompt.

    Args:
        similar: Most similar first; may be empty.
        dissimilar: Least similar first.
    """
    if not similar and not dissimilar:
        return _TASK
    pairs = zip_longest(similar, dissimilar)
    lines = [_line(one) for pair in pairs for one in pair if one is not None]
    return "\n".join([_TASK, _REFERENCES, *lines])


def _line(reference: Reference) -> str:
    word = {"similar": "SIMILAR", "dissimilar": "DIFFERENT"}[reference.kind]
    where = reference.where
    place = f" ({_one_line(reference.place)})" if reference.place else ""
    return f"{word}: {where.lat_deg:.{_DECIMALS}f}, {where.lon_deg:.{_DECIMALS}f}{place}"


def _one_line(text: str) -> str:
    """Return a name without anything that could pass for a line of the prompt."""
    return "".join(character if character.isprintable() else " " for character in text)[:80]
