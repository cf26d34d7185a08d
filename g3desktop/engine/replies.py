"""Reading what a vision model replied: the positions in it, or why there is none.

Replies should be JSON, and often are: with prose around, in code fences, with comments, single
quotes or trailing commas, cut off. One forgiving scanner reads all of that, with a stack of its own
instead of recursion and in time linear in the text. Running text is read only where no JSON names a
latitude or a longitude, so that what a model considered does not pass for what it answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from g3desktop.domain.geometry import LatLon
from g3desktop.engine.coordinates import (
    CONTRADICTION,
    NAMES,
    Angle,
    Axis,
    Findings,
    UnreadableError,
    printable,
    read_angle,
)
from g3desktop.engine.prose import read_prose

MAX_CHARACTERS = 100_000
"""How much of a reply is looked at; a position takes fewer than a hundred characters."""

EMPTY = "the reply is empty"
CUT_OFF = "the reply is cut off"
TOO_LONG = "the reply is too long"
HALF = "half a position"
REFUSED = "the model declined"
NO_POSITION = "no position in the reply"

_SIDES = ("ref", "direction", "hemisphere")


def _roles() -> dict[str, str]:
    """Return what the keys of an object stand for, by their small letters."""
    roles = dict.fromkeys(("lonlat", "lnglat", "longlat"), "reversed") | {"type": "type"}
    pairs = (
        "coordinate coordinates coord coords location locations position positions latlon latlng "
        "latlong gps geolocation answer answers result results candidate candidates point points "
        "prediction predictions estimate estimates guess guesses"
    )
    roles |= dict.fromkeys(pairs.split(), "pair")
    for axis, stems in (("lat", ("lat", "latitude")), ("lon", ("lon", "lng", "long", "longitude"))):
        for stem in stems:
            roles |= {f"{stem}{side}": f"{axis} side" for side in _SIDES}
            for before in ("", "decimal", "gps", "estimated", "predicted"):
                roles |= {f"{before}{stem}{unit}": axis for unit in ("", "deg", "degrees")}
    return roles


_ROLES = _roles()

# Longitude first: https://www.rfc-editor.org/rfc/rfc7946#section-3.1.1
_GEOJSON = frozenset(("point", "multipoint", "linestring"))

# A quote closes a string only where something follows that may: the mark of seconds in
# "2°17'40.2" E" does not. No alternative can fail after a long match, so no text is read twice.
_CLOSES = r"(?=[ \t]*+(?:[,}\]\n\r]|\Z|//|/\*|\#))"
_DOUBLE = rf'"(?P<double>(?:[^"\\]++|\\(?:.|\Z)|"(?!{_CLOSES}))*)(?:"|\Z)'
_SINGLE = rf"'(?P<single>(?:[^'\\]++|\\(?:.|\Z)|'(?!{_CLOSES}))*)(?:'|\Z)"
_RAW = r"(?:[^,;}\]\n{\[\#/`]++|/(?![/*]))+"
_NOTE = r"//[^\n]*+|\#[^\n]*+|/\*(?:[^*]++|\*(?!/))*(?:\*/)?"
_KEY = r"\"(?:[^\"\\\n]++|\\.)*\"|'[^'\\\n]*+'"

_OPEN = re.compile(r"[{\[]")
_IN_LIST, _IN_OBJECT = (
    re.compile(
        rf"""[\s,;]*+(?:
          (?P<open>[{{\[]) | (?P<close>[}}\]]) | (?P<note>{_NOTE})
        | (?P<key>{key})\s*+[:=]
        | {_DOUBLE} | {_SINGLE} | (?P<raw>{_RAW}) | (?P<other>.)
        )""",
        re.VERBOSE | re.DOTALL,
    )
    for key in (_KEY, rf"{_KEY}|[^\W\d]\w{{0,60}}+")
)
# A comma between digits is a decimal comma here: a key would have to follow one that separates.
_MEMBER = re.compile(
    rf"""\s*+(?:(?:{_NOTE})\s*+)?(?:
      (?P<open>[{{\[]) | {_DOUBLE} | {_SINGLE} | (?P<raw>{_RAW}(?:(?<=[0-9]),(?=[0-9]){_RAW})?)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_NOT_LETTERS = re.compile(r"[^a-z]")
_DECLINED = re.compile(
    r"(?i)\b(?:cannot|can ?not|can['\u2019]?t|unable|not able|sorry|impossible|refuse)\b"
)


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What a reply says.

    Attributes:
        positions: The valid ones, in the order given, each once; the first is the answer.
        reason: "" where there is a position, else why the reply does not count. What comes before
            a colon is one of a few and may be counted; behind it are details.
    """

    positions: tuple[LatLon, ...]
    reason: str = ""


def read_reply(text: str, *, cut_off: bool = False) -> ReadReply:
    """Read the positions in a model's reply. No text makes it raise.

    An object that names its latitude or longitude twice, with different values, does not count. A
    number is taken only when something ends it: in JSON that was never closed, and at the end of a
    reply known to be cut off, digits may be missing. Of `<think>` only what follows is read, and
    of a reply longer than `MAX_CHARACTERS` only that many characters.

    Args:
        text: The reply, untrusted.
        cut_off: It is known to be cut off.

    Returns:
        Positions, or the reason why there is none.
    """
    too_long = len(text) > MAX_CHARACTERS
    text = _without_thoughts(text[:MAX_CHARACTERS])
    scanner = _Scanner(text, cut_off=cut_off or too_long)
    scanner.scan()
    findings = scanner.findings
    if not (findings.positions or findings.problems or findings.half):
        findings = scanner.read_running_text()
    if findings.positions:
        ordered = sorted(findings.positions, key=itemgetter(0))
        return ReadReply(tuple(dict.fromkeys(where for _, where in ordered)))
    if findings.problems:
        return ReadReply((), findings.problems[0])
    if too_long:
        return ReadReply((), f"{TOO_LONG}: nothing in its first {MAX_CHARACTERS} characters")
    return ReadReply((), _reason(text, cut_off=scanner.cut_off, half=findings.half))


def _reason(text: str, *, cut_off: bool, half: bool) -> str:
    if not text.strip():
        return EMPTY
    if cut_off:
        return CUT_OFF
    if half:
        return f"{HALF}: latitude or longitude is missing"
    if _DECLINED.search(text):
        return f"{REFUSED}: {printable(' '.join(text.split()))}"
    return NO_POSITION


def _without_thoughts(text: str) -> str:
    """Return what follows the model's thinking; nothing, where that never ended.

    Some models leave out the first tag. No string in JSON holds the line that the last one starts.
    """
    if text.lstrip().startswith("<think>"):
        return text.partition("</think>")[2]
    return text.rpartition("\n</think>")[2]


class _Frame:
    """An object or a list that is being read."""

    __slots__ = ("is_list", "items", "owns_pairs", "pairs", "role", "values")

    def __init__(self, parent: _Frame | None, role: str, *, is_list: bool) -> None:
        self.is_list = is_list
        self.role = role
        self.values: dict[str, list[tuple[int, str]]] = {}
        self.items: list[tuple[int, str]] = []
        # Lists hand their pairs to the object around them, whose "type" may say which is first.
        self.owns_pairs = parent is None or not is_list
        self.pairs: list[tuple[int, Angle, Angle, bool]] = (
            [] if parent is None or not is_list else parent.pairs
        )


class _Scanner:
    """One pass over a reply; collects positions in JSON, and the running text around and in it."""

    def __init__(self, text: str, *, cut_off: bool) -> None:
        self.findings = Findings()
        self.cut_off = cut_off
        self._text = text
        self._stack: list[_Frame] = []
        self._keys = 0
        self._said_until = 0
        self._strings: list[tuple[int, str, bool]] = []
        self._said: list[tuple[int, str, bool]] = []

    def scan(self) -> None:
        """Read the whole text; running text is only collected."""
        at, end = 0, len(self._text)
        while at < end and (opening := _OPEN.search(self._text, at)):
            self._keys = 0
            self._strings = []
            at = self._scan_container(opening.start())
            if self._keys:
                self._say(self._said_until, opening.start())
                self._said += self._strings
                self._said_until = at
        self._say(self._said_until, end)

    def read_running_text(self) -> Findings:
        """Look for positions in sentences: around the JSON, and in its strings."""
        findings = Findings()
        alone = self._said_until == 0
        for offset, text, open_ended in self._said:
            found = read_prose(text, alone=alone, open_ended=open_ended)
            findings.extend(found, offset)
        return findings

    def _say(self, start: int, end: int) -> None:
        if start < end:
            at_end = end == len(self._text)
            self._said.append((start, self._text[start:end], at_end and self.cut_off))

    def _scan_container(self, at: int) -> int:
        """Read from an opening bracket to the one that closes it; return where that ends."""
        self._open("", at)
        at += 1
        while self._stack:
            pattern = _IN_LIST if self._stack[-1].is_list else _IN_OBJECT
            match = pattern.match(self._text, at)
            if match is None:
                self._end_early()
                return len(self._text)
            at = self._step(match)
        return at

    def _step(self, match: re.Match[str]) -> int:
        kind, at = match.lastgroup, match.end()
        if kind == "open":
            frame = self._stack[-1]
            self._open(frame.role if frame.is_list else "", at - 1)
        elif kind == "close":
            self._close()
        elif kind == "key":
            return self._read_member(match["key"], at)
        elif kind in ("double", "single", "raw"):
            self._take_item(kind, match)
        return at

    def _read_member(self, key: str, at: int) -> int:
        self._keys += 1
        role = _role(key)
        match = _MEMBER.match(self._text, at)
        if match is None:
            self._take_value(role, at, "")
            return at
        kind, end = match.lastgroup, match.end()
        if kind == "open":
            self._take_value(role, at, "{...}")
            self._open(role, end - 1)
        elif kind is not None:
            self._take_text(role, kind, match)
        return end

    def _take_text(self, role: str, kind: str, match: re.Match[str]) -> None:
        start, value = match.start(kind), match[kind]
        if match.end() == len(self._text):
            # Nothing ends it.
            if kind != "raw":
                self._strings.append((start, _unescape(value), True))
            return
        if kind != "raw":
            value = _unescape(value)
            if role == "pair":
                self._read_string(start, value)
            elif not role:
                self._strings.append((start, value, False))
        self._take_value(role, start, value)

    def _read_string(self, start: int, value: str) -> None:
        found = read_prose(value, alone=True)
        found.half = False
        self.findings.extend(found, start)

    def _take_value(self, role: str, start: int, value: str) -> None:
        if role not in ("", "pair", "reversed"):
            self._stack[-1].values.setdefault(role, []).append((start, value))

    def _take_item(self, kind: str, match: re.Match[str]) -> None:
        start, value = match.start(kind), match[kind]
        open_ended = match.end() == len(self._text)
        if kind != "raw":
            value = _unescape(value)
            self._strings.append((start, value, open_ended))
        if not open_ended:
            self._stack[-1].items.append((start, value))

    def _open(self, role: str, at: int) -> None:
        parent = self._stack[-1] if self._stack else None
        self._stack.append(_Frame(parent, role, is_list=self._text[at] == "["))

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.is_list and frame.role in ("pair", "reversed"):
            self._read_list(frame)
        if frame.values:
            self._read_object(frame)
        if frame.pairs and frame.owns_pairs:
            kinds = {value.strip().lower() for _, value in frame.values.get("type", ())}
            for start, first, second, swapped in frame.pairs:
                if swapped or kinds & _GEOJSON:
                    first, second = second, first
                self.findings.add(start, first, second)

    def _end_early(self) -> None:
        """Take what is whole of the containers that were never closed."""
        while self._stack:
            frame = self._stack[-1]
            if frame.is_list:
                # More elements may have followed.
                frame.items = []
            self._close()
        self.cut_off |= self._keys > 0

    def _read_list(self, frame: _Frame) -> None:
        """Read [latitude, longitude]; a list of texts that hold both is read one by one."""
        try:
            angles = [read_angle(value) for _, value in frame.items]
        except UnreadableError as error:
            for start, value in frame.items:
                self._read_string(start, value)
            if len(frame.items) == 2:
                self.findings.problems.append(str(error))
            return
        if len(angles) == 2:
            first, second = angles
            lettered = (first.axis, second.axis) == ("lon", "lat")
            swapped = lettered or frame.role == "reversed"
            frame.pairs.append((frame.items[0][0], first, second, swapped))

    def _read_object(self, frame: _Frame) -> None:
        lat, lon = frame.values.get("lat"), frame.values.get("lon")
        if not (lat and lon):
            self.findings.half |= bool(lat or lon)
            return
        try:
            angles = (_one("lat", frame, lat), _one("lon", frame, lon))
        except UnreadableError as error:
            self.findings.problems.append(str(error))
            return
        self.findings.add(min(lat[0][0], lon[0][0]), *angles)


def _one(axis: Axis, frame: _Frame, values: list[tuple[int, str]]) -> Angle:
    """Read the one value that an object gives, with its hemisphere where that stands apart.

    Raises:
        UnreadableError: It is no angle, or there are several that differ.
    """
    if len(values) == 1 and f"{axis} side" not in frame.values:
        return read_angle(values[0][1])
    sides = {text for _, text in frame.values.get(f"{axis} side", ())} or {""}
    if len(sides) > 1:
        raise UnreadableError(CONTRADICTION, f"several hemispheres of the {NAMES[axis]}")
    side = sides.pop()
    angles = [read_angle(f"{value} {side}") for _, value in values]
    if len({angle.degrees for angle in angles}) > 1:
        given = " and ".join(f"{angle.degrees:g}" for angle in angles[:2])
        raise UnreadableError(CONTRADICTION, f"{NAMES[axis]} {given}")
    return angles[0]


def _role(key: str) -> str:
    """Return what a key stands for; case and everything but letters does not matter."""
    name = key.strip("\"'")
    return _ROLES.get(name) or _ROLES.get(_NOT_LETTERS.sub("", name.lower()), "")


def _unescape(value: str) -> str:
    if "\\" not in value:
        return value
    return _ESCAPE.sub(_unescaped, value)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) == 5:
        return chr(int(code[1:], 16))
    return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)
