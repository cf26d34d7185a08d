"""`g3desktop gallery`: build and look after galleries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from g3desktop.cli.options import device_options, engine_options, path_type
from g3desktop.cli.terminal import job, note, print_json, print_rows, readable_size, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from g3desktop.domain.pack import Pack
    from g3desktop.engine.alignment.encoder import Encoder
    from g3desktop.engine.gallery.build import BuildOutcome
    from g3desktop.engine.gallery.cluster import Cluster
    from g3desktop.engine.gallery.intake import SkippedPhoto
    from g3desktop.engine.gallery.store import Gallery

_SHOWN_SKIPPED = 20
_name = click.argument("name", metavar="NAME")


class _BuildArguments(TypedDict):
    folder: Path
    name: str
    csv: Path | None
    encoder: str | None
    device: str | None
    precision: str | None
    pictures: bool
    ray: str | None


@click.group("gallery", short_help="Build and look after galleries of photos with positions.")
def command() -> None:
    """Build and look after galleries: photos with known positions that others are compared with."""


@command.command("build")
@click.argument("folder", type=path_type(), metavar="FOLDER")
@click.option("--name", required=True, metavar="NAME", help="The gallery's name.")
@click.option(
    "--csv",
    type=path_type(),
    metavar="FILE",
    help="Positions: columns file,lat,lon with file relative to FOLDER; also title, author, url, "
    "source, taken_at.  [default: positions from EXIF]",
)
@click.option(
    "--pictures/--no-pictures",
    default=True,
    show_default=True,
    help="Keep thumbnails and full paths; without, the gallery can go to other machines.",
)
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Encode on a Ray cluster: auto, local, HOST:PORT or ray://HOST:PORT. Photos and packs "
    "have to lie under the same paths there. Trust its machines: see docs/decisions/0009.",
)
@engine_options
def build(**arguments: Unpack[_BuildArguments]) -> None:
    """Make a gallery from the photos below FOLDER, or add new ones to it.

    Photos are known by their content, so that a second run adds only what is new. A build that was
    stopped goes on when the same command is run again. The photos themselves stay where they are.
    """
    from g3desktop.engine.gallery.build import BuildPlan, build_gallery
    from g3desktop.settings import find_folders
    from g3desktop.wiring import EngineWish, load_gazetteer, open_encoder

    folders, ray = find_folders(), arguments["ray"]
    if ray is not None:
        from g3desktop.engine.gallery.cluster_link import check_address

        check_address(ray)
    wish = EngineWish(
        encoder=arguments["encoder"], device=arguments["device"], precision=arguments["precision"]
    )
    with job() as (report, cancelled):
        pack, encoder = open_encoder(wish, folders, report=report)
        plan = BuildPlan(
            folder=arguments["folder"],
            name=arguments["name"],
            galleries_folder=folders.galleries,
            csv=arguments["csv"],
            describe=load_gazetteer().describe,
            pictures=arguments["pictures"],
            cluster=_cluster(ray, pack, encoder),
        )
        outcome = build_gallery(plan, encoder, report=report, cancelled=cancelled)
    _print_outcome(outcome)


@command.command("update")
@_name
@device_options
def update(*, name: str, device: str | None, precision: str | None) -> None:
    """Bring gallery NAME up to date with the folders that it was built from.

    New and changed photos are encoded, moved ones are found again by their content, and those that
    are gone are left out. Photos that did not change are not read.
    """
    from g3desktop.settings import find_folders
    from g3desktop.wiring.gallery_update import update_gallery

    with job() as (report, cancelled):
        outcome = update_gallery(
            name,
            find_folders(),
            device=device,
            precision=precision,
            report=report,
            cancelled=cancelled,
        )
    _warn_of(outcome.warnings, outcome.skipped)
    gallery = outcome.gallery
    size = readable_size(gallery.manifest.size_bytes)
    click.echo(
        f"Gallery {gallery.name} has {gallery.rows} rows ({size}): {outcome.added} added, "
        f"{outcome.removed} removed, {outcome.moved} moved, {outcome.unchanged} unchanged, "
        f"{len(outcome.skipped)} skipped."
    )


@command.command("import")
@click.option(
    "--index",
    type=path_type(),
    required=True,
    metavar="FILE",
    help="The published gallery: a flat FAISS index by inner product.",
)
@click.option(
    "--metadata",
    type=path_type(),
    required=True,
    metavar="FILE",
    help="MP16_Pro_filtered.csv; row k of it is row k of the index.",
)
@click.option("--name", required=True, metavar="NAME", help="The new gallery's name.")
def import_(*, index: Path, metadata: Path, name: str) -> None:
    """Make a gallery of the paper's published index, a tenth of its size.

    Needs the pack `g3`, whose encoder made the index. Both files are read piece by piece, in less
    than 2 GB of memory, and stay where they are. An import that was stopped goes on when the same
    command is run again.
    """
    from g3desktop.settings import find_folders
    from g3desktop.wiring.galleries import import_published

    with job() as (report, cancelled):
        outcome = import_published(
            index, metadata, name, find_folders(), report=report, cancelled=cancelled
        )
    if outcome.without_position:
        warn(f"left out {outcome.without_position:,} rows without a position")
    if outcome.unsound:
        warn(f"left out {outcome.unsound:,} rows whose vectors are not of unit length")
    gallery = outcome.gallery
    size = readable_size(gallery.manifest.size_bytes)
    click.echo(f"Gallery {gallery.name} has {gallery.rows:,} rows ({size}).")


@command.command("export")
@_name
@click.argument("folder", type=path_type(), metavar="FOLDER")
def export(*, name: str, folder: Path) -> None:
    """Write gallery NAME into the new FOLDER, for `g3desktop packs import` on another machine.

    A gallery that was built with pictures takes the full paths of its photos and its thumbnails
    along; one that was built with --no-pictures takes neither.
    """
    from g3desktop.engine.gallery.shelf import find_gallery
    from g3desktop.settings import find_folders
    from g3desktop.wiring import gallery_shelves
    from g3desktop.wiring.gallery_packs import export_gallery

    gallery = find_gallery(name, gallery_shelves(find_folders()))
    with job() as (report, cancelled):
        pack = export_gallery(gallery.folder, folder, report=report, cancelled=cancelled)
    size = readable_size(sum(file.size for file in pack.manifest.files))
    click.echo(f"Exported gallery {gallery.name} to {folder} ({size}).")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def list_(*, as_json: bool) -> None:
    """List the galleries: name, rows, the encoder that made them, and where they lie."""
    from g3desktop.engine.gallery.shelf import list_galleries
    from g3desktop.settings import find_folders
    from g3desktop.wiring import gallery_shelves

    entries = list_galleries(gallery_shelves(find_folders()))
    if as_json:
        listed = [
            {
                "name": entry.name,
                "id": entry.manifest.id if entry.manifest else None,
                "rows": entry.manifest.rows if entry.manifest else None,
                "encoder": entry.manifest.encoder_id if entry.manifest else None,
                "folder": str(entry.folder),
                "problem": entry.problem or None,
            }
            for entry in entries
        ]
        print_json({"galleries": listed})
        return
    if not entries:
        note("There is no gallery yet: `g3desktop gallery build FOLDER --name NAME` makes one.")
        return
    rows = [
        (
            entry.name,
            str(entry.manifest.rows) if entry.manifest else "-",
            entry.manifest.encoder_id if entry.manifest else "-",
            entry.problem or str(entry.folder),
        )
        for entry in entries
    ]
    print_rows(("NAME", "ROWS", "ENCODER", "WHERE"), rows)


@command.command("info")
@_name
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def info(*, name: str, as_json: bool) -> None:
    """Show what gallery NAME holds."""
    from g3desktop.engine.gallery.shelf import find_gallery
    from g3desktop.settings import find_folders
    from g3desktop.wiring import gallery_shelves

    facts = _facts(find_gallery(name, gallery_shelves(find_folders())))
    if as_json:
        print_json(facts)
        return
    print_rows(("FACT", "VALUE"), [(key, str(value)) for key, value in facts.items()])


@command.command("verify")
@_name
def verify(*, name: str) -> None:
    """Read every file of gallery NAME and compare it with what the gallery says of itself."""
    from g3desktop.engine.gallery.integrity import verify_gallery
    from g3desktop.engine.gallery.shelf import find_gallery
    from g3desktop.settings import find_folders
    from g3desktop.wiring import gallery_shelves

    folder = find_gallery(name, gallery_shelves(find_folders())).folder
    with job() as (report, cancelled):
        gallery = verify_gallery(folder, report=report, cancelled=cancelled)
    click.echo(f"Gallery {gallery.name} is sound: {gallery.rows} rows.")


@command.command("remove")
@_name
def remove(*, name: str) -> None:
    """Remove gallery NAME; the photos that it was made from stay."""
    from g3desktop.engine.gallery.shelf import remove_gallery
    from g3desktop.settings import find_folders

    remove_gallery(name, find_folders().galleries)
    click.echo(f"Removed gallery {name}.")


def _cluster(address: str | None, pack: Pack, encoder: Encoder) -> Cluster | None:
    if address is None:
        return None
    from g3desktop.engine.gallery.cluster import Cluster
    from g3desktop.engine.gallery.cluster_work import pack_recipe

    return Cluster(address, pack_recipe(pack, encoder))


def _facts(gallery: Gallery) -> dict[str, str | int]:
    manifest = gallery.manifest
    return {
        "name": gallery.name,
        "id": gallery.id,
        "rows": gallery.rows,
        "removed": len(gallery.removed),
        "segments": len(manifest.segments),
        "rows_as_codes": sum(one.rows for one in manifest.segments if one.is_compact),
        "encoder": gallery.encoder_id,
        "created": manifest.created,
        "bytes": manifest.size_bytes,
        "folder": str(gallery.folder),
    }


def _print_outcome(outcome: BuildOutcome) -> None:
    _warn_of(outcome.warnings, outcome.skipped)
    gallery = outcome.gallery
    size = readable_size(gallery.manifest.size_bytes)
    click.echo(
        f"Gallery {gallery.name} has {gallery.rows} rows ({size}): {outcome.added} added, "
        f"{outcome.known} known already, {len(outcome.skipped)} skipped."
    )


def _warn_of(warnings: Sequence[str], skipped: Sequence[SkippedPhoto]) -> None:
    for line in warnings:
        warn(line)
    for one in skipped[:_SHOWN_SKIPPED]:
        warn(f"skipped {one.path}: {one.reason}")
    if len(skipped) > _SHOWN_SKIPPED:
        warn(f"skipped {len(skipped) - _SHOWN_SKIPPED} more")
