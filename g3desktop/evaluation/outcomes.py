"""What came of an evaluation: values that scoring, tables and the report share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from g3desktop.domain.answer import Place, Reference
from g3desktop.domain.geometry import LatLon

NO_ANSWER_KM = math.inf
"""How far an answer that is not there is from the truth."""


@dataclass(frozen=True, slots=True)
class Query:
    """One photo of a data set.

    Attributes:
        line: Where it stands in the file, from 1; the line of the column names is 1.
        name: As the file names it.
        path: The photo.
        where: Where it was taken.
        author: Who took it, or None where the file does not say.
    """

    line: int
    name: str
    path: Path
    where: LatLon
    author: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a data set that was not measured.

    Attributes:
        line: Where it stands in the file.
        name: As the file names it, or "".
        reason: Why, in a few words.
    """

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Photos of known position.

    Attributes:
        name: For headings: the CSV file's name without its ending.
        layout: Which layout the file has: "im2gps3k", "yfcc4k", "osv5m" or "plain".
        sha256: Of the CSV file.
        queries: Rows that can be measured, in the order of the file.
        refused: Rows whose position cannot be one.
        missing: Rows without a file.
    """

    name: str
    layout: str
    sha256: str
    queries: tuple[Query, ...]
    refused: tuple[LeftOut, ...] = ()
    missing: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """One reply of a language model.

    Attributes:
        prompt: How many similar references its prompt showed.
        sample: Which sample of that prompt, from 0.
        text: The reply as it came, untrusted; "" where nothing came.
        reason: Why it does not count; "" where it does.
    """

    prompt: int
    sample: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of answering said about one photo.

    Attributes:
        query: The photo.
        answer: The position, or None where there is none.
        distance_km: From the truth; `NO_ANSWER_KM` without an answer.
        sources: Kinds of the candidates' sources that led there, such as "retrieved" or "llm".
        references: The gallery photos most similar to it, where the way looks at any.
        replies: What a language model said, where one was asked.
        elapsed_ms: Time that the answer took when it was made, without reading and encoding the
            photo and without what is made once for all photos. Of a way that asks a language model
            its own, that of comparing a whole batch with the gallery with its first photo; of the
            others the mean of a batch. What another way or an earlier run found out already, such
            as the gallery's evidence or a model's replies, took its time there.
    """

    query: Query
    answer: LatLon | None
    distance_km: float
    sources: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    replies: tuple[Heard, ...] = ()
    elapsed_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """What one way of answering said about every photo.

    Attributes:
        key: Short, of lower-case letters, digits and "-"; tells runs of one evaluation apart and
            names their files.
        title: For people, such as "G3, fused ranking".
        outcomes: One for every query that could be read, in the order of the data set.
        settings: What the way depends on, so that it can be run again.
    """

    key: str
    title: str
    outcomes: tuple[Outcome, ...]
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Twin:
    """A query that the gallery holds too, or nearly.

    Attributes:
        query: The photo.
        row: Row of the gallery.
        title: What the gallery calls that row.
        cosine: Retrieval cosine of the two, in [-1, 1].
        same_file: Whether the two files are the same, byte for byte.
    """

    query: Query
    row: int
    title: str
    cosine: float
    same_file: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot, with what it stands on.

    Attributes:
        title: For the legend.
        x: Where.
        y: How much, as many.
    """

    title: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A diagram of one experiment.

    Attributes:
        key: As `Run.key`.
        title: Above it.
        x_label: Below it.
        y_label: Beside it.
        curves: What it shows.
        logarithmic: Whether x is drawn by its logarithm.
    """

    key: str
    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        key: Short, of lower-case letters and "-"; tells tables of one evaluation apart.
        title: Above it.
        columns: Names of the columns.
        rows: Cells of each row, as many as there are columns, untrusted.
        notes: Below it, one sentence or citation each.
        texts: How many leading columns are texts; the others are numbers.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    texts: int = 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that one call of `g3desktop evaluate` found.

    Attributes:
        experiment: Name of the preset, such as "overall".
        dataset: What was measured on.
        unreadable: Photos that could not be read.
        runs: The ways of answering, the main one first.
        places: Names of each query's true position, by its line.
        continents: Its continent, or "", by its line.
        twins: Queries that the gallery holds too, or nearly.
        same_author: How many queries have photos of their author in the gallery.
        exclude_same_author: Whether those were left out for each query.
        settings: Configuration and seeds of the whole evaluation.
        plots: The experiment's diagrams.
        tables: The experiment's own tables.
        notes: What a reader must know, one sentence each: warnings of the engine, what was missing.
    """

    experiment: str
    dataset: Dataset
    unreadable: tuple[LeftOut, ...]
    runs: tuple[Run, ...]
    places: Mapping[int, Place]
    continents: Mapping[int, str]
    twins: tuple[Twin, ...] = ()
    same_author: int = 0
    exclude_same_author: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
