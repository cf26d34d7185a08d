"""`g3desktop describe`: place names for a table of positions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from g3desktop.cli.options import path_type
from g3desktop.cli.terminal import job, note, plain, print_json
from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Report, ignore_progress

if TYPE_CHECKING:
    from g3desktop.services.descriptions import Described, DescribeWish


_HELP = """\
Add MP16-Pro's columns of place names to a table of positions, without a network.

\b
neighbourhood  the nearest place, where it lies within the city: a quarter
city           the town whose built-up area reaches the position, or the
               nearest within 50 km
county         second-level division of the nearest town within 10 km
state          first-level region of the nearest town within 200 km
region         group of states, in Brazil, France, Indonesia and Russia
country        of the nearest town within 200 km
continent      of that country; by region in Russia and the United States

A cell is empty where nothing is known. Everything else stays as it is: the order of rows, all
other cells with their quotation marks, line ends, a byte order mark. Rows without a usable
position get empty cells. The rows that got no name are counted for each column.

Names are those of GeoNames (CC BY 4.0).
"""


@click.command("describe", short_help="Add place names to a table of positions.", help=_HELP)
@click.option(
    "--csv",
    type=path_type(),
    required=True,
    metavar="FILE",
    help="A table in UTF-8 whose first line names the columns; cells are parted by commas, "
    "semicolons or tabs.",
)
@click.option(
    "--out",
    type=path_type(),
    metavar="FILE",
    help="Where to write; what is there is replaced at the end.  [default: standard output]",
)
@click.option(
    "--lat",
    default="",
    metavar="COLUMN",
    help="Column of latitudes in degrees.  [default: lat or latitude, in any case]",
)
@click.option(
    "--lon",
    default="",
    metavar="COLUMN",
    help="Column of longitudes in degrees.  [default: lon, lng, long or longitude, in any case]",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Write over columns of these names that the table has.  [default: refuse them]",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Write what was counted as one JSON object; needs --out.",
)
def command(
    *, csv: Path, out: Path | None, lat: str, lon: str, replace: bool, as_json: bool
) -> None:
    """Add place names; `_HELP` says what they are."""
    from g3desktop.services.descriptions import DescribeWish

    if bool(lat.strip()) != bool(lon.strip()):
        raise UsageError("--lat and --lon go together.", hint="Name both columns, or neither.")
    if as_json and out is None:
        raise UsageError(
            "--json writes to standard output, where the table goes.", hint="Add --out FILE."
        )
    described = _describe(DescribeWish(csv, lat, lon, replace), out)
    if as_json:
        print_json(_json(described))
        return
    for line in _sentences(described):
        if out is None:
            note(line)
        else:
            click.echo(plain(line))


def _describe(wish: DescribeWish, out: Path | None) -> Described:
    from g3desktop.services.descriptions import describe_table
    from g3desktop.services.written_aside import written_aside
    from g3desktop.wiring import load_gazetteer

    gazetteer = load_gazetteer()
    with job(in_bytes=True) as (report, cancelled):
        if out is not None:
            with written_aside(out, reading=wish.path) as sink:
                return describe_table(
                    wish, sink, gazetteer.addresses, report=report, cancelled=cancelled
                )
        # No bar on a terminal that shows the table.
        shown: Report = ignore_progress if sys.stdout.isatty() else report
        sink = sys.stdout.buffer
        return describe_table(wish, sink, gazetteer.addresses, report=shown, cancelled=cancelled)


def _sentences(described: Described) -> list[str]:
    from g3desktop.services.descriptions import COLUMNS

    lines = [f"{described.rows:,} rows."]
    if described.without_position:
        first = ", ".join(map(str, described.first_without))
        rest = ", ..." if described.without_position > len(described.first_without) else ""
        lines.append(
            f"{described.without_position:,} without a usable position, on lines {first}{rest}"
        )
    if described.rows:
        shares = ", ".join(
            f"{name} {unnamed / described.rows:.1%}"
            for name, unnamed in zip(COLUMNS, described.unnamed, strict=True)
        )
        lines.append(f"Without a name: {shares}")
    return lines


def _json(described: Described) -> dict[str, Any]:
    from g3desktop.services.descriptions import COLUMNS

    return {
        "rows": described.rows,
        "without_position": described.without_position,
        "first_lines_without_position": list(described.first_without),
        "unnamed": {
            name: {"rows": rows, "share": rows / described.rows if described.rows else None}
            for name, rows in zip(COLUMNS, described.unnamed, strict=True)
        },
    }
