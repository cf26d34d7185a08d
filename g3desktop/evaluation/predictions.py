"""Positions that another program predicted, and which photos of a data set they are for.

The layouts:
    positions: a row for each photo: its name and one position. Columns that are called predicted
        count before plain ones, which hold the truth in files that have both.
    reference: G3's reference code: a row for each photo, and for each prompt and sample a column
        of latitudes and one of longitudes, such as zs_0_latitude (no references shown, sample 0)
        or 10_rag_3_longitude (ten references shown, sample 3).

Source: Jia et al. 2024 (G3), the published code for the columns of the reference layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.table_position import (
    LAT_COLUMNS,
    LON_COLUMNS,
    CoordinateError,
    is_null_island,
    read_position,
)
from g3desktop.engine.photo import SUPPORTED_SUFFIXES
from g3desktop.evaluation.csv_rows import Header, Row, open_rows
from g3desktop.evaluation.outcomes import Dataset, LeftOut

_FILE_COLUMNS = ("file", "filename", "img_id", "name", "image", "id")
# The last is what an evaluation writes.
_MARKS = ("pred", "predicted", "prediction", "answer")
_SAMPLE = re.compile(
    r"(?P<label>(?:zs|(?P<references>\d{1,6})_rag)_(?P<sample>\d{1,6}))_(?:latitude|longitude)",
    re.ASCII,
)
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class Predicted:
    """One predicted position.

    Attributes:
        where: The position.
        prompt: How many references its prompt showed, or None where the file does not say.
        sample: Which sample of that prompt, from 0, or None.
    """

    where: LatLon
    prompt: int | None = None
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a file of predictions holds.

    Attributes:
        layout: "positions": at most one for a photo; "reference": some from each prompt.
        by_name: By the photo's name as the file has it; in the reference layout in the order of
            prompts and samples, and () where no cell of the row is a position.
        refused: Rows and cells that are no position.
        samples: How many of the prompt that has the most were read; None in the other layout.
    """

    layout: Literal["positions", "reference"]
    by_name: Mapping[str, tuple[Predicted, ...]]
    refused: tuple[LeftOut, ...] = ()
    samples: int | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Predictions for the photos of a data set.

    Attributes:
        by_query: As many as the data set has queries, in their order; () for one without.
        unknown: Names that no photo of the data set has.
        ambiguous: Names without folder or ending that stand for several photos, or several names
            that stand for one; none of them is used.
    """

    by_query: tuple[tuple[Predicted, ...], ...]
    unknown: tuple[str, ...]
    ambiguous: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two columns that hold one position.

    Attributes:
        prompt: As `Predicted.prompt`.
        sample: As `Predicted.sample`.
        label: What their names begin with, or "" where a row has this pair alone.
        lat: Where the latitude stands.
        lon: Where the longitude stands.
    """

    prompt: int | None
    sample: int | None
    label: str
    lat: int
    lon: int


def read_predictions(path: Path, *, samples: int | None = None) -> Predictions:
    """Read predictions that were made elsewhere.

    Args:
        path: CSV in UTF-8; its first line names the columns, in any case and order.
        samples: Of each prompt those with the lowest numbers, this many; None takes all. The
            reference code writes ten and lets five count.

    Raises:
        UsageError: The file cannot be read, a column is missing, no cell is a position, or samples
            are counted in a file that has none.
    """
    by_name: dict[str, tuple[Predicted, ...]] = {}
    refused: list[LeftOut] = []
    with open_rows(path) as (header, rows):
        (file,) = header.need(_FILE_COLUMNS, hint="It must name the photo that each row is for.")
        sampled = _sample_pairs(header)
        if samples is not None:
            _check_sampled(sampled, path)
            sampled = tuple(_first_samples(sampled, samples))
        pairs = sampled or _only_pair(header)
        for row in rows:
            name = row.cells[file].strip() if row.cells else ""
            if problem := row.problem or _name_problem(name, by_name):
                refused.append(LeftOut(row.line, name, problem))
            else:
                found = _read_pairs(row, name, header, pairs, refused)
                by_name[name] = tuple(found)
    if not any(by_name.values()):
        why = [f"Line {one.line}, {one.name}: {one.reason}." for one in refused[:1]]
        raise UsageError(f"{path} has no prediction.", hint="".join(why))
    if not sampled:
        return Predictions("positions", by_name, tuple(refused))
    counts = Counter(prompt for prompt, _ in {(pair.prompt, pair.sample) for pair in sampled})
    return Predictions("reference", by_name, tuple(refused), max(counts.values()))


def _name_problem(name: str, before: Mapping[str, object]) -> str:
    if not name:
        return "names no photo"
    return "is there already; the first row counts" if name in before else ""


def _read_pairs(
    row: Row, name: str, header: Header, pairs: Sequence[_Pair], refused: list[LeftOut]
) -> Iterator[Predicted]:
    """Yield a row's positions, and note the cells that are none."""
    cells = row.cells
    for pair in pairs:
        try:
            where = read_position(cells[pair.lat], cells[pair.lon], header.separator)
            if pair.label:
                _check_reply(where)
        except CoordinateError as reason:
            said = f"{pair.label}: {reason}" if pair.label else str(reason)
            refused.append(LeftOut(row.line, name, said))
        else:
            yield Predicted(where, pair.prompt, pair.sample)


def _check_reply(where: LatLon) -> None:
    # The reference code writes both as zero where it finds no numbers in a reply.
    if is_null_island(where):
        raise CoordinateError("latitude 0 and longitude 0 stand for a reply without a position")


def _only_pair(header: Header) -> tuple[_Pair, ...]:
    predicted = [_marked(LAT_COLUMNS), _marked(LON_COLUMNS)]
    # Never one of each kind: the other would be the truth.
    marked = any(header.find(names) is not None for names in predicted)
    lat, lon = header.need(
        *(predicted if marked else (LAT_COLUMNS, LON_COLUMNS)),
        hint="Name them in the first line, such as file,lat,lon or file,pred_lat,pred_lon.",
    )
    return (_Pair(None, None, "", lat, lon),)


def _marked(names: Sequence[str]) -> tuple[str, ...]:
    """Return what predicted latitudes or longitudes may be called."""
    pairs = [(mark, name) for mark in _MARKS for name in names]
    return tuple(called for mark, name in pairs for called in (f"{mark}_{name}", f"{name}_{mark}"))


def _sample_pairs(header: Header) -> tuple[_Pair, ...]:
    """Return the reference layout's pairs, by prompt and sample; none in the other layout."""
    pairs = []
    for prompt, sample, label in sorted(_labels(header.names)):
        lat, lon = header.need(
            (f"{label}_latitude",),
            (f"{label}_longitude",),
            hint="The reference code writes both columns for each sample.",
        )
        pairs.append(_Pair(prompt, sample, label, lat, lon))
    return tuple(pairs)


def _check_sampled(pairs: Sequence[_Pair], path: Path) -> None:
    if not pairs:
        raise UsageError(
            f"{path} has no samples to count: it has one position for each photo.",
            hint="Leave --samples out.",
        )


def _first_samples(pairs: Iterable[_Pair], count: int) -> Iterator[_Pair]:
    """Yield of each prompt the pairs whose samples have the lowest numbers.

    Args:
        pairs: By prompt and sample.
        count: Samples of each prompt.
    """
    numbers: dict[int | None, set[int | None]] = {}
    for pair in pairs:
        taken = numbers.setdefault(pair.prompt, set())
        if pair.sample in taken or len(taken) < count:
            taken.add(pair.sample)
            yield pair


def _labels(names: Iterable[str]) -> set[tuple[int, int, str]]:
    found = [_SAMPLE.fullmatch(name) for name in names]
    return {(int(one["references"] or 0), int(one["sample"]), one["label"]) for one in found if one}


def match(predictions: Predictions, dataset: Dataset) -> Matched:
    """Find each photo's predictions: by its name, else by its name without folder and ending.

    Names are compared whole first; what is left must fit one photo and one name alone. Names of
    photos that the data set leaves out are neither unknown nor ambiguous.

    Raises:
        UsageError: No prediction is for a photo of the data set.
    """
    by_name = predictions.by_name
    names = {query.name.strip() for query in dataset.queries}
    left_out = {one.name.strip() for one in (*dataset.refused, *dataset.missing)} - names
    rest = _by_bare(name for name in by_name if name not in names and name not in left_out)
    of_queries = _by_bare(names)
    of_left_out = _by_bare(left_out)
    called = {name: name for name in names if name in by_name}
    unknown: list[str] = []
    ambiguous: list[str] = []
    for bare, given in rest.items():
        wanted = of_queries.get(bare, [])
        if len(given) == len(wanted) == 1 and wanted[0] not in called and bare not in of_left_out:
            called[wanted[0]] = given[0]
        elif wanted:
            ambiguous += given
        elif bare not in of_left_out:
            unknown += given
    if not called:
        raise UsageError(
            f"No prediction is for a photo of {dataset.name}: the first is for "
            f"{next(iter(by_name), 'none')}.",
            hint=f"Photos must have the names of the data set, such as {min(names, default='')}.",
        )
    by_query = tuple(
        by_name[called[name]] if name in called else ()
        for name in (query.name.strip() for query in dataset.queries)
    )
    return Matched(by_query, tuple(unknown), tuple(ambiguous))


def _by_bare(names: Iterable[str]) -> dict[str, list[str]]:
    """Group names by what is left of them without folder and ending."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        grouped.setdefault(_bare(name), []).append(name)
    return grouped


def _bare(name: str) -> str:
    last = _SEPARATORS.split(name)[-1]
    stem, dot, ending = last.rpartition(".")
    return stem if f"{dot}{ending}".lower() in SUPPORTED_SUFFIXES else last
