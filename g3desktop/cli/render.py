"""An answer as a person reads it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from g3desktop.cli.terminal import plain
from g3desktop.domain.answer import Answer, Candidate, Place, Reference
from g3desktop.domain.geometry import distance_km

if TYPE_CHECKING:
    from rich.console import Console

_AGREE_KM = 200.0
_PLAIN_WIDTH = 190
_MAX_TITLE = 40
_MAX_AUTHOR = 24


def print_answer(answer: Answer) -> None:
    """Print one answer: a sentence, the ranked places, the comparison with EXIF, the warnings.

    Nothing in a file's name, a title or an author is read as markup.
    """
    console = _console()
    _line(console, answer.photo.path)
    _line(console, headline(answer))
    if answer.candidates:
        _print_table(console, answer)
    comparison = exif_comparison(answer)
    if comparison:
        _line(console, comparison)
    for warning in answer.warnings:
        _line(console, f"Note: {warning}")
    sys.stdout.flush()


def headline(answer: Answer) -> str:
    """Return one sentence that says what the best guess is and how well it is supported."""
    if not answer.candidates:
        return "No place can be named: there was nothing to compare the photo with."
    best = answer.candidates[0]
    others = answer.candidates[1:]
    near = sum(distance_km(best.where, other.where) <= _AGREE_KM for other in others)
    agreement = (
        f" {near} of the {len(others)} other places lie within {_AGREE_KM:.0f} km of it;"
        if others
        else ""
    )
    photos = (
        "similar gallery photos were taken there"
        if best.agreement.retrieval
        else "no similar gallery photo was taken there"
    )
    photos += _model_view(answer)
    return f"Best guess: {first_place(answer)};{agreement} {photos}. A lead to check, not a proof."


def _model_view(answer: Answer) -> str:
    """Return what the language model adds to the sentence; "" where none was heard."""
    if answer.engine.llm is None or answer.sampling is None or not answer.sampling.accepted:
        return ""
    votes, heard = answer.candidates[0].agreement.model, answer.sampling.accepted
    return f"; {votes} of {heard} answers of {answer.engine.llm.model} say so too"


def exif_comparison(answer: Answer) -> str:
    """Return how far the answer lies from what the file itself says; "" where it says nothing."""
    position = answer.photo.exif.position
    if position is None:
        return ""
    said = f"The file's EXIF says {position.lat_deg:.5f}, {position.lon_deg:.5f}"
    if not answer.candidates:
        return f"{said}."
    away_km = distance_km(position, answer.candidates[0].where)
    return f"{said}, {_distance(away_km)} from the first place; it was not used."


def _print_table(console: Console, answer: Answer) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    # Pipes and files get columns without frames, wide enough for every cell.
    style = box.SIMPLE_HEAD if console.is_terminal else None
    table = Table(box=style, pad_edge=False)
    for head in ("", "Place", "Region", "Country", "Position", "Cosine", "Agree", "Nearest photo"):
        right = head in ("", "Cosine")
        table.add_column(
            head, justify="right" if right else "left", no_wrap=not console.is_terminal
        )
    for candidate in answer.candidates:
        table.add_row(*(Text(plain(cell)) for cell in _cells(candidate)))
    console.print(table)


def _cells(candidate: Candidate) -> tuple[str, ...]:
    place = candidate.place
    return (
        str(candidate.rank),
        place.name or "-",
        place.admin1 or "-",
        place.country or "-",
        _position(candidate),
        f"{candidate.cosine:.3f}",
        agreeing(candidate),
        _reference(min(candidate.references, key=lambda one: one.distance_km, default=None)),
    )


def agreeing(candidate: Candidate) -> str:
    """Return which ways of looking lead to a place."""
    agreement = candidate.agreement
    ways = [
        "photos" if agreement.retrieval else "",
        ("model" if agreement.model == 1 else f"model x{agreement.model}")
        if agreement.model
        else "",
        "best verified" if agreement.verification else "",
    ]
    return " + ".join(filter(None, ways)) or "town"


def first_place(answer: Answer) -> str:
    """Return the name of the leading place, or its position; "" where there is none."""
    if not answer.candidates:
        return ""
    best = answer.candidates[0]
    return _names(best.place) or _position(best)


def _reference(reference: Reference | None) -> str:
    if reference is None:
        return "-"
    name = _short(reference.title or f"row {reference.row}", _MAX_TITLE)
    if reference.author:
        name += f" by {_short(reference.author, _MAX_AUTHOR)}"
    return f"{name}, {_distance(reference.distance_km)}"


def _short(name: str, most: int) -> str:
    shown = plain(name)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def _position(candidate: Candidate) -> str:
    return f"{candidate.where.lat_deg:.4f}, {candidate.where.lon_deg:.4f}"


def _names(place: Place) -> str:
    names = dict.fromkeys((place.name, place.admin1, place.country))
    return ", ".join(name for name in names if name)


def _distance(km: float) -> str:
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def _console() -> Console:
    from rich.console import Console

    plain_width = None if sys.stdout.isatty() else _PLAIN_WIDTH
    return Console(width=plain_width, markup=False, highlight=False, emoji=False)


def _line(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(plain(text), markup=False, highlight=False)
    else:
        click.echo(plain(text))
