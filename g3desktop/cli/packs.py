"""`g3desktop packs`: encoder packs on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from g3desktop.cli.options import path_type
from g3desktop.cli.terminal import job, print_json, print_rows, readable_size, warn

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack

_pack_id = click.argument("pack_id", metavar="ID")


@click.group("packs", short_help="List, import, verify and remove encoder packs.")
def command() -> None:
    """List, import, verify and remove encoder packs. This version downloads nothing."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def list_(*, as_json: bool) -> None:
    """List the packs: id, version, size, licence, and where they lie."""
    from g3desktop.services.packs import damaged_packs, list_packs
    from g3desktop.settings import find_folders
    from g3desktop.wiring import bundled_packs

    user, bundled = find_folders().packs, bundled_packs()
    packs = list_packs(user, bundled)
    for problem in damaged_packs(user, bundled):
        warn(problem.one_line())
    if as_json:
        listed = [
            {
                "id": pack.manifest.id,
                "kind": pack.manifest.kind,
                "version": pack.manifest.version,
                "encoder": pack.encoder_id,
                "licence": pack.manifest.licence,
                "source": pack.manifest.source,
                "bytes": _size(pack),
                "bundled": pack.bundled,
                "folder": str(pack.folder),
            }
            for pack in packs
        ]
        print_json({"packs": listed})
        return
    rows = [
        (
            pack.manifest.id,
            pack.manifest.version,
            readable_size(_size(pack)),
            pack.manifest.licence,
            "part of the program" if pack.bundled else str(pack.folder),
        )
        for pack in packs
    ]
    print_rows(("ID", "VERSION", "SIZE", "LICENCE", "WHERE"), rows)


@command.command("import")
@click.argument("folder", type=path_type(), metavar="FOLDER")
def import_(*, folder: Path) -> None:
    """Copy the pack in FOLDER into the program's packs, verified.

    FOLDER holds a pack.json, or the published checkpoint g3.pth, which becomes the pack `g3`. The
    checkpoint is read without running anything in it and converted once.
    """
    from g3desktop.settings import find_folders
    from g3desktop.wiring import import_pack

    with job() as (report, cancelled):
        pack = import_pack(folder, find_folders().packs, report=report, cancelled=cancelled)
    click.echo(f"Imported pack {pack.manifest.id} ({readable_size(_size(pack))}).")


@command.command("verify")
@_pack_id
def verify(*, pack_id: str) -> None:
    """Read every file of pack ID and compare it with the pack's description."""
    from g3desktop.services.packs import verify_pack

    pack = _find(pack_id)
    with job() as (report, cancelled):
        verify_pack(pack, report=report, cancelled=cancelled)
    click.echo(f"Pack {pack_id} is sound: {len(pack.manifest.files)} files.")


@command.command("remove")
@_pack_id
def remove(*, pack_id: str) -> None:
    """Remove pack ID from this machine."""
    from g3desktop.services.packs import remove_pack

    remove_pack(_find(pack_id))
    click.echo(f"Removed pack {pack_id}.")


def _find(pack_id: str) -> Pack:
    from g3desktop.services.packs import find_pack
    from g3desktop.settings import find_folders
    from g3desktop.wiring import bundled_packs

    return find_pack(pack_id, find_folders().packs, bundled_packs())


def _size(pack: Pack) -> int:
    return sum(file.size for file in pack.manifest.files)
