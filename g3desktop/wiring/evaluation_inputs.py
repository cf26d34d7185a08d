"""What an evaluation begins with: photos, predictions of another program, an earlier report."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError

if TYPE_CHECKING:
    from g3desktop.evaluation.outcomes import Dataset
    from g3desktop.evaluation.predictions import Matched, Predictions

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Earlier:
    """An evaluation to compare with.

    Attributes:
        distances: Title and distances in km by name, of its main way.
        settings: Which evaluation this is.
    """

    distances: tuple[str, Mapping[str, float]]
    settings: dict[str, object]


@dataclass(frozen=True, slots=True)
class Submission:
    """What another program predicted for a data set.

    Attributes:
        matched: Predictions for its photos.
        is_ranked: Whether geo-verification has several to choose from.
        settings: Which predictions these are.
        notes: What a reader must know, one sentence each.
    """

    matched: Matched
    is_ranked: bool
    settings: dict[str, object]
    notes: tuple[str, ...]


def read_photos(csv: Path, images: Path, *, layout: str | None, split: str | None) -> Dataset:
    """Read a data set, as `read_dataset` does.

    Raises:
        UsageError: It cannot be used, or is no file.
    """
    from g3desktop.evaluation.dataset import read_dataset

    _refuse_stream(csv)
    return read_dataset(csv, images, layout=layout, split=split)


def check_authors(dataset: Dataset, csv: Path) -> None:
    """Refuse to leave out photos by author where no photo has one.

    Raises:
        UsageError: None has.
    """
    if not any(query.author for query in dataset.queries):
        raise UsageError(
            f"{csv} names the author of no photo: --exclude-same-author has nothing to go by.",
            hint="Leave it out, or add a column author.",
        )


def read_earlier(folder: Path) -> Earlier:
    """Read what another evaluation found.

    Args:
        folder: Where it was written.

    Raises:
        UsageError: There is no evaluation in the folder, or it is damaged.
    """
    from g3desktop.evaluation.csv_rows import content_sha256
    from g3desktop.evaluation.report.facts import QUERIES_FILE
    from g3desktop.evaluation.report.queries import read_queries

    distances = read_queries(folder)
    sha256 = content_sha256(folder / QUERIES_FILE)
    return Earlier(distances, {"folder": folder.resolve().name, "queries_sha256": sha256})


def read_submission(path: Path, dataset: Dataset, *, samples: int | None) -> Submission:
    """Read predictions, and find the photos that they are for.

    Args:
        path: The file.
        dataset: The photos.
        samples: How many of each prompt count; None for all that there are.

    Raises:
        UsageError: The file cannot be used, is for other photos, or has no samples to count.
    """
    from g3desktop.evaluation.csv_rows import content_sha256
    from g3desktop.evaluation.predictions import match, read_predictions

    _refuse_stream(path)
    sha256 = content_sha256(path)
    predictions = read_predictions(path, samples=samples)
    matched = match(predictions, dataset)
    settings: dict[str, object] = {
        "file": path.name,
        "sha256": sha256,
        "layout": predictions.layout,
    }
    if predictions.samples is not None:
        settings["samples"] = predictions.samples
    return Submission(
        matched=matched,
        is_ranked=predictions.layout == "reference",
        settings=settings,
        notes=tuple(_unused(matched, predictions)),
    )


def _unused(matched: Matched, predictions: Predictions) -> Iterator[str]:
    for names, what in (
        (matched.unknown, "are for photos that the data set does not have"),
        (matched.ambiguous, "could be for several photos"),
    ):
        if names:
            shown = ", ".join(names[:_NAMES_SHOWN])
            yield f"{len(names)} predictions {what}, such as {shown}."
    if predictions.refused:
        yield f"{len(predictions.refused)} cells or rows of the predictions are no position."


def _refuse_stream(table: Path) -> None:
    """Refuse what gives its content but once: a table is hashed, and then read."""
    # Whoever reads it says what else is wrong with it.
    with suppress(OSError):
        mode = table.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise UsageError(
                f"{table} is no file: what a pipe or a device gives cannot be read twice.",
                hint="Save it as a file, and name that.",
            )
