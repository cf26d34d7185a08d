"""Reading one angle as people and models write it: decimal or sexagesimal, signed or lettered.

Nothing is guessed. What can be read in two ways is refused, and a refusal says why in a short
sentence; the part before its colon is one of a few, so that refusals can be counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from g3desktop.domain.geometry import LatLon

Axis = Literal["lat", "lon"]

NAMES: dict[Axis, str] = {"lat": "latitude", "lon": "longitude"}

NOT_A_NUMBER = "not a number"
MALFORMED = "malformed angle"
OUT_OF_RANGE = "out of range"
AMBIGUOUS = "ambiguous"
CONTRADICTION = "contradiction"
NULL_ISLAND = "null island"

_LONGEST = 120
"""Characters of the longest text that can be an angle."""

_LONGEST_NUMBER = 40
"""Characters of the longest number; a double needs 17 digits."""

# "O" is east in German (Ost) and west in French (Ouest) and Spanish (Oeste).
_HEMISPHERES: dict[str, tuple[Axis, int]] = {
    **dict.fromkeys(("n", "north", "nord", "norte"), ("lat", 1)),
    **dict.fromkeys(("s", "south", "süd", "sued", "sud", "sur"), ("lat", -1)),
    **dict.fromkeys(("e", "east", "ost", "est", "este"), ("lon", 1)),
    **dict.fromkeys(("w", "west", "ouest", "oeste"), ("lon", -1)),
}
_PREFIX = r"[NSEWO]|(?i:north|south|east|west)"
_SUFFIX = r"[NSEWO]|(?i:north|nord|norte|south|süd|sued|sud|sur|east|este|est|ost|west|ouest|oeste)"

# Quantifiers that repeat are possessive, so that matching takes linear time. Groups have none: they
# stand beside "or it is not ahead". Python 3.11 now and then keeps what such a group failed to
# match, https://github.com/python/cpython/issues/101955
_SIGN = "[-+\u2212\u2013]"
_DIGITS = r"[0-9]++(?:[.,][0-9]++|(?![.,][0-9]))"
_NUMBER = rf"(?:{_DIGITS}|\.[0-9]++)(?:[eE][-+\u2212]?+[0-9]++|(?![eE][-+\u2212]?[0-9]))"
_DEGREE = r"(?:Â?[°º˚]|\^\{?\\circ\}?|&deg;|(?i:deg(?:rees?)?)(?![^\W\d_])\.?)"
_MINUTE = r"(?:['\u2032\u2019\u2018\u00b4]|(?i:min(?:utes?)?)(?![^\W\d_])\.?)"
_SECOND = (
    r"(?:[\"\u2033\u201d\u201c]|''|\u2032\u2032|\u2019\u2019|(?i:sec(?:onds?)?)(?![^\W\d_])\.?)"
)
_SPACE = "[ \t\u00a0\u202f\u2009]"
_BODY = rf"""
    (?:
      (?P<deg>[0-9]++)\s*+{_DEGREE}\s*+(?P<min>{_DIGITS})\s*+{_MINUTE}
        (?:\s*+(?P<sec>{_DIGITS})\s*+(?:{_SECOND}|(?!{_SECOND}))(?!\s*+{_DEGREE}))?
    | (?P<bare_deg>[0-9]++)(?:{_SPACE}++|:)(?P<bare_min>{_DIGITS})(?![.,]?[0-9])
        (?:(?:{_SPACE}++|:)(?P<bare_sec>{_DIGITS}))?
    | (?P<number>{_NUMBER})(?P<mark>\s*+{_DEGREE})?
    )"""
_AFTER = rf"""
    (?(before)|(?:
      {_SPACE}{{0,2}}(?P<after>{_SUFFIX})(?![^\W_])
    | {_SPACE}{{0,2}}[,(]{_SPACE}{{0,2}}(?P<apart>{_SUFFIX})(?![^\W_])(?![\s:.]{{0,2}}[0-9])
    | {_SPACE}{{0,2}}(?P<small>[nsew])(?![^\W_])(?!(?<=[ ]e)\W{{0,3}}[0-9])  # Italian: "and"
    )?)"""
ANGLE = rf"""
    (?:(?P<before>{_PREFIX})[\s:.)]{{0,4}}+)?(?P<sign>{_SIGN}?+){_BODY}{_AFTER}"""
"""Pattern, to be compiled with re.VERBOSE, of an angle that begins at `START` in running text."""

# First of all the characters that anything of interest begins with, because it is tried everywhere.
START = rf"(?=[-+\u2212\u2013.0-9BbCcEeGgLlNnOSsWw])(?:(?<![^\W_])|(?={_SIGN}))"
"""Pattern of the places where a number, or a word that says something about one, may begin."""

_ALONE = re.compile(
    rf"""(?:[~≈]|ca\.?|approx(?:\.|imately)?|about|around)?\s*+
    (?:(?P<before>{_PREFIX})[\s:.)]{{0,4}}+)?(?P<sign>{_SIGN}?+)\s*+{_BODY}{_AFTER}[.;)\s]*+""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,20})?")


class UnreadableError(ValueError):
    """A text is no angle, or two angles are no position; the message is the reason."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {printable(detail)}")


class Angle(NamedTuple):
    """An angle that was read.

    Attributes:
        degrees: North and east positive; maybe out of range, never NaN.
        axis: What its hemisphere letter says it is; None without one.
        precision: Digits after the decimal mark; at least 1 with a degree mark.
        comma: The decimal mark is a comma.
    """

    degrees: float
    axis: Axis | None = None
    precision: int = 0
    comma: bool = False


@dataclass(slots=True)
class Findings:
    """What one way of reading found in a reply.

    Attributes:
        positions: Valid ones, each with its offset in the text.
        problems: Why others do not count.
        half: There is a latitude without a longitude, or the other way round.
    """

    positions: list[tuple[int, LatLon]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    half: bool = False

    def add(self, offset: int, lat: Angle, lon: Angle) -> None:
        """Add a position, or the reason why it is none."""
        try:
            self.positions.append((offset, position(lat, lon)))
        except UnreadableError as error:
            self.problems.append(str(error))

    def extend(self, other: Findings, offset: int) -> None:
        """Add what was found in a part of the text that starts at `offset`."""
        self.positions.extend((offset + at, where) for at, where in other.positions)
        self.problems.extend(other.problems)
        self.half |= other.half


def printable(text: str) -> str:
    """Return the first characters of an untrusted text, safe to show on a terminal."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:_LONGEST_NUMBER])
    return shown + "..." if len(text) > _LONGEST_NUMBER else shown


def position(lat: Angle, lon: Angle) -> LatLon:
    """Make a position of two angles.

    Longitudes beyond 180 are out of range as well: a model that counts to 360 was not asked to.
    Swapped angles are not swapped back. Exactly 0, 0 is refused: no photo is taken in that open
    sea, while models and broken parsers like to answer with zeros.

    Raises:
        UnreadableError: They are none.
    """
    _check(lat, "lat", 90)
    _check(lon, "lon", 180)
    if lat.degrees == 0 and lon.degrees == 0:
        raise UnreadableError(NULL_ISLAND, "the model gave 0, 0")
    return LatLon(lat.degrees, lon.degrees)


def _check(angle: Angle, axis: Axis, limit_deg: float) -> None:
    if angle.axis and angle.axis != axis:
        raise UnreadableError(CONTRADICTION, f"the {NAMES[axis]} has the letter of the other")
    if not abs(angle.degrees) <= limit_deg:
        raise UnreadableError(OUT_OF_RANGE, f"{NAMES[axis]} {angle.degrees:g}")


def read_angle(text: str) -> Angle:
    """Read a text that is one angle and nothing else.

    Raises:
        UnreadableError: It is none, or one with several meanings.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return Angle(float(text) + 0.0, None, len(text.partition(".")[2]))
    if not text:
        raise UnreadableError(NOT_A_NUMBER, "nothing")
    match = _ALONE.fullmatch(text) if len(text) <= _LONGEST else None
    if not match:
        raise UnreadableError(NOT_A_NUMBER, text)
    parts = match.groupdict()
    if parts["bare_deg"] and not (parts["bare_sec"] or _letter(parts)):
        # "48 85" may be minutes or a lost decimal mark.
        raise UnreadableError(AMBIGUOUS, text)
    return angle_of(parts)


def angle_of(parts: dict[str, str | None]) -> Angle:
    """Make an angle of the groups that `ANGLE` matched.

    Raises:
        UnreadableError: It is malformed, or has several meanings.
    """
    number = parts["number"]
    if number:
        degrees, precision = _number(number), _decimals(number)
        if parts["mark"]:
            precision = max(1, precision)
        comma = "," in number
    else:
        kind = "" if parts["deg"] else "bare_"
        fields = [parts[kind + name] for name in ("deg", "min", "sec")]
        degrees, precision, comma = _sexagesimal([f for f in fields if f]), 4, False
    axis, negative = _hemisphere(_letter(parts), parts["sign"] or "")
    # Adding zero makes +0.0 of -0.0.
    return Angle((-degrees if negative else degrees) + 0.0, axis, precision, comma)


def _letter(parts: dict[str, str | None]) -> str:
    return parts["before"] or parts["after"] or parts["apart"] or parts["small"] or ""


def _hemisphere(letter: str, sign: str) -> tuple[Axis | None, bool]:
    """Return the axis and whether the angle is negative.

    "-33.9 S" says south twice and is read as south; "-48.9 N" and "+33.9 S" say both.
    """
    minus = sign not in ("", "+")
    if not letter:
        return None, minus
    known = _HEMISPHERES.get(letter.lower())
    if known is None:
        raise UnreadableError(AMBIGUOUS, f"hemisphere {letter}")
    axis, direction = known
    if sign and minus != (direction < 0):
        raise UnreadableError(CONTRADICTION, f"sign {sign} and hemisphere {letter}")
    return axis, direction < 0


def _sexagesimal(fields: list[str]) -> float:
    degrees, minutes, seconds = (*map(_number, fields), 0.0)[:3]
    uneven = len(fields) == 3 and _decimals(fields[1])
    if uneven or minutes >= 60 or seconds >= 60:
        raise UnreadableError(MALFORMED, " ".join(fields))
    return degrees + minutes / 60 + seconds / 3600


def _number(text: str) -> float:
    if len(text) > _LONGEST_NUMBER:
        raise UnreadableError(MALFORMED, text)
    try:
        return float(text.replace(",", ".").replace("\u2212", "-"))
    except ValueError as error:
        raise UnreadableError(MALFORMED, text) from error


def _decimals(number: str) -> int:
    """Return how many digits follow the decimal mark; "12." has none."""
    mantissa = number.lower().partition("e")[0]
    return len(mantissa.replace(",", ".").partition(".")[2])
