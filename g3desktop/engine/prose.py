"""Finding positions in running text, for models that answer in sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from g3desktop.engine.coordinates import (
    AMBIGUOUS,
    ANGLE,
    MALFORMED,
    START,
    Angle,
    Axis,
    Findings,
    UnreadableError,
    angle_of,
)

_ITEM = re.compile(
    rf"""
    {START}(?:(?:
      (?P<lat>(?i:lat(?:itude|itud)?|breite(?:ngrad)?))
    | (?P<lon>(?i:lon(?:gitude|gitud)?|lng|l(?:ä|ae)nge(?:ngrad)?)
        # An English word too: a label only before a number or a colon.
        | (?i:long)(?=[^\w]{{0,4}}[-+NSEWnsew]?[ ]?[0-9]|[^\w]{{0,2}}:))
    | (?P<pair>(?i:coordinates?|coords?|gps|lat[-_]?(?:lng|long?)))
    )(?![^\W\d_])
    | {ANGLE})""",
    re.VERBOSE,
)

# What shows, right behind a number, that it is none of ours: a version, a percentage, a unit that
# is stuck to it, a range.
_TAIL = re.compile(r"\.[0-9]|[ ]?%|[^\W_]|[-\u2212\u2013\u2014][0-9]|[ ][-\u2013\u2014][ ]?[0-9]")

_DIGIT = re.compile(r"[0-9]")
_DIGIT_GROUP = re.compile(r",[0-9]")
_DIGIT_APART = re.compile(r"\s*+[0-9]")
_SAME_SENTENCE = re.compile(r"(?:[^.!?;]|\.(?!\s+[A-Z])){0,60}")
# A sign, or a dash before a list's item or between a label and its number.
_DASH_APART = re.compile(r"(?:[-\u2212\u2013\u2014]|(?i:minus|negative))\s++\Z")
_UNFINISHED = re.compile(r"[\s.,°º˚'\"\u2032\u2033\u2019\u201d-]*+")
_AROUND = re.compile(r"[\W_]*+(?:json|text)?[\W_]*+")
_SEPARATORS = frozenset((",", ";", "/", "|", "&", "and", "und", "et"))
_LONGEST_GAP = 80
_AXES: dict[str, Axis] = {"lat": "lat", "lon": "lon"}
_LABELS = frozenset((*_AXES, "pair"))


class _Item(NamedTuple):
    """A label ("lat", "lon", "pair") or an "angle", which has a problem where it is unreadable."""

    kind: str
    start: int
    end: int
    angle: Angle | None = None
    problem: str = ""
    lettered: bool = False


class _Half(NamedTuple):
    axis: Axis
    item: _Item
    angle: Angle
    labelled: bool


def read_prose(text: str, *, alone: bool = False, open_ended: bool = False) -> Findings:
    """Find positions in running text.

    A position is two angles whose words ("latitude", "long:") or hemispheres say which is which,
    or a pair of bare numbers, latitude first, where something says that they are coordinates: a
    word just before, brackets around decimal fractions, three decimals in both.

    Args:
        text: Any text.
        alone: Nothing else was said: two whole numbers may be a position too.
        open_ended: The text may break off anywhere: a number at its end may lack digits.

    Returns:
        Positions, with offsets into `text`, and why others do not count.
    """
    reader = _Reader(text, alone=alone)
    if _DIGIT.search(text):
        reader.read(_items(text, open_ended=open_ended))
    return reader.findings


def _items(text: str, *, open_ended: bool) -> list[_Item]:
    items = []
    for match in _ITEM.finditer(text):
        kind = match.lastgroup
        if kind in _LABELS:
            items.append(_Item(kind, *match.span()))
        else:
            items.append(_angle_item(text, match))
    if open_ended and items and items[-1].angle and _UNFINISHED.fullmatch(text, items[-1].end):
        last = items[-1]
        # A letter behind the number ends it; one before does not.
        if not (last.angle and last.angle.axis and text[last.end - 1].isalpha()):
            items.pop()
    return items


def _angle_item(text: str, match: re.Match[str]) -> _Item:
    start, end = match.span()
    parts = match.groupdict()
    try:
        angle = angle_of(parts)
        _check_context(text, end, parts, angle)
    except UnreadableError as error:
        lettered = any(parts[name] for name in ("before", "after", "apart", "small"))
        return _Item("angle", start, end, None, str(error), lettered)
    return _Item("angle", start, end, angle)


def _check_context(text: str, end: int, parts: dict[str, str | None], angle: Angle) -> None:
    """Refuse numbers that are part of something longer.

    Raises:
        UnreadableError: It is.
    """
    shown = text[max(0, end - 10) : end + 10]
    tail = _TAIL.match(text, end)
    grouped = angle.comma and _DIGIT_GROUP.match(text, end)
    # "48° 51 N" without the mark of its minutes.
    minutes = parts["mark"] and not angle.axis and _DIGIT_APART.match(text, end)
    if tail or grouped or (minutes and angle.degrees.is_integer()):
        raise UnreadableError(MALFORMED, shown)
    if parts["bare_deg"] and not (angle.axis and (parts["bare_sec"] or parts["before"])):
        raise UnreadableError(AMBIGUOUS, shown)


class _Reader:
    """Walks over the items of a text, left to right, and pairs them."""

    def __init__(self, text: str, *, alone: bool) -> None:
        self.findings = Findings()
        self._text = text
        self._alone = alone
        self._labels: list[Axis] = []
        self._label_end = 0
        self._pair_end = -1
        self._half: _Half | None = None
        self._doubt = ""

    def read(self, items: list[_Item]) -> None:
        """Fill `findings`."""
        self._alone = self._alone and self._nothing_else(items)
        index = 0
        while index < len(items):
            item = items[index]
            if item.kind == "angle":
                index += self._read_angle(items, index)
            elif item.kind == "pair":
                self._pair_end = item.end
            else:
                self._read_label(item, _AXES[item.kind])
            index += 1
        if self._half and self._doubt:
            self.findings.problems.append(self._doubt)
        self.findings.half = self._half is not None

    def _nothing_else(self, items: list[_Item]) -> bool:
        if len(items) != 2 or any(item.angle is None for item in items):
            return False
        rest = self._text[: items[0].start] + self._text[items[1].end :]
        return _AROUND.fullmatch(rest) is not None

    def _read_label(self, item: _Item, axis: Axis) -> None:
        gap = self._gap(self._label_end, item.start).strip(" \t\n\"'()[]*_/,&|+-")
        if not (self._labels and gap in ("", "and", "und", "et", "y")):
            self._labels = []
        if axis not in self._labels:
            self._labels.append(axis)
        self._label_end = item.end

    def _read_angle(self, items: list[_Item], index: int) -> int:
        """Read the angle at `index` and return how many items after it belong to it."""
        item = items[index]
        label = self._take_label(item)
        if not label and (label := self._label_behind(items, index)):
            self._bind(item, label, labelled=True)
            return 1
        axis = item.angle.axis if item.angle else None
        if label or axis or item.lettered:
            self._bind(item, label or axis, labelled=bool(label))
            return 0
        self._doubt = item.problem or self._doubt
        return self._read_bare_pair(items, index)

    def _take_label(self, item: _Item) -> Axis | None:
        """Return what the words before an angle say that it is."""
        gap = self._gap(self._label_end, item.start)
        if not self._labels or not _SAME_SENTENCE.fullmatch(gap):
            self._labels = []
            return None
        axis = item.angle.axis if item.angle else None
        # Of "long/lat: 48.9 N, 2.3 E" the letters are more to be trusted.
        label = axis if axis in self._labels and len(self._labels) > 1 else self._labels[0]
        self._labels.remove(label)
        self._label_end = item.end
        return label

    def _label_behind(self, items: list[_Item], index: int) -> Axis | None:
        """Return what the word behind an angle says that it is: "48.9 degrees latitude"."""
        item = items[index]
        following = items[index + 1] if index + 1 < len(items) else None
        if not (item.angle and item.angle.precision and following):
            return None
        gap = self._gap(item.end, following.start).strip(" \t")
        after = self._text[following.end : following.end + 3].lstrip("*_\"' ")
        if gap not in ("", "of") or after.startswith((":", "=")):
            return None
        return _AXES.get(following.kind)

    def _bind(self, item: _Item, axis: Axis | None, *, labelled: bool) -> None:
        """Take an angle whose axis is known, and pair it with the one before."""
        angle = item.angle
        if angle and not angle.axis and self._sign_is_unclear(item):
            item = item._replace(problem=f"{AMBIGUOUS}: sign of {angle.degrees:g}")
        if item.problem or not angle or not axis:
            self.findings.problems.append(item.problem)
            self._half = None
            return
        half, new = self._half, _Half(axis, item, angle, labelled)
        if half and half.axis != axis and self._belong_together(half, new):
            lat, lon = (half, new) if axis == "lon" else (new, half)
            self.findings.add(half.item.start, lat.angle, lon.angle)
            self._half = None
        else:
            self._half = new

    def _sign_is_unclear(self, item: _Item) -> bool:
        return bool(_DASH_APART.search(self._text[max(0, item.start - 12) : item.start]))

    def _belong_together(self, first: _Half, second: _Half) -> bool:
        if first.labelled and second.labelled:
            return True
        gap = self._gap(first.item.end, second.item.start)
        if gap.strip(" \t\n\"'()[]*_,;/|&$") in ("", "and", "und", "et"):
            return True
        precise = first.angle.precision and second.angle.precision
        return bool(precise) and _SAME_SENTENCE.fullmatch(gap) is not None

    def _read_bare_pair(self, items: list[_Item], index: int) -> int:
        """Read two numbers that only their surroundings make a position."""
        if index + 1 == len(items):
            return 0
        first, second = items[index : index + 2]
        lat, lon = first.angle, second.angle
        if not (lat and lon) or lat.axis or lon.axis or lat.comma != lon.comma:
            return 0
        if not self._separated(first, second, blank=self._alone):
            return 0
        longer = (index and self._separated(items[index - 1], first)) or (
            index + 2 < len(items) and self._separated(second, items[index + 2])
        )
        if longer or self._sign_is_unclear(first):
            return 0
        if not (self._alone or self._are_coordinates(first, second)):
            return 0
        self.findings.add(first.start, lat, lon)
        return 1

    def _separated(self, first: _Item, second: _Item, *, blank: bool = False) -> bool:
        if first.kind != "angle" or second.kind != "angle":
            return False
        separator = self._gap(first.end, second.start).strip(" \t\n\"'")
        return separator in _SEPARATORS or (blank and not separator)

    def _are_coordinates(self, first: _Item, second: _Item) -> bool:
        introduced = self._pair_end >= 0 and _SAME_SENTENCE.fullmatch(
            self._gap(self._pair_end, first.start)
        )
        precisions = [item.angle.precision for item in (first, second) if item.angle]
        before = self._text[max(0, first.start - 3) : first.start].rstrip(" \"'")[-1:]
        after = self._text[second.end : second.end + 3].lstrip(" \"'")[:1]
        bracketed = f"{before}{after}" in ("()", "[]", "{}")
        return bool(introduced) or min(precisions) >= (1 if bracketed else 3)

    def _gap(self, start: int, end: int) -> str:
        # A longer one is as good as none: no rule allows that many characters.
        return self._text[start:end] if end - start <= _LONGEST_GAP else "." * _LONGEST_GAP
