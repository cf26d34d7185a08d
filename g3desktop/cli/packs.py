"""`g3desktop packs`: encoders, galleries and maps that come as packs."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from g3desktop.cli.options import path_type
from g3desktop.cli.terminal import (
    job,
    note,
    plain,
    print_json,
    print_rows,
    readable_size,
    warn,
)
from g3desktop.domain.errors import CancelledError

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack
    from g3desktop.services.supply.catalogue import Terms
    from g3desktop.services.supply.stock import Standing
    from g3desktop.wiring.pack_install import Installed, InstallWish

_pack_id = click.argument("pack_id", metavar="ID")
_accept_terms = click.option(
    "--accept-terms", is_flag=True, help="Accept the terms of use that the pack has."
)


@click.group("packs", short_help="List, install, import, verify and remove packs.")
def command() -> None:
    """List, install, import, verify and remove packs: encoders, galleries, maps.

    `install` alone uses the network. G3DESKTOP_PACK_MIRROR names a folder or an address that it
    takes packs from instead, HF_ENDPOINT a mirror of the Hugging Face hub.
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def list_(*, as_json: bool) -> None:
    """List the packs: those installed, those begun, and those to be had.

    In JSON, `packs` are those installed, `available` the others.
    """
    from g3desktop.services.packs import damaged_packs
    from g3desktop.services.supply.stock import list_standings
    from g3desktop.settings import find_folders
    from g3desktop.wiring import bundled_packs

    folders, bundled = find_folders(), bundled_packs()
    standings = list_standings(folders.packs, bundled, folders.galleries)
    for problem in damaged_packs(folders.packs, bundled):
        warn(problem.one_line())
    if as_json:
        installed = [_installed_json(one, one.pack) for one in standings if one.pack is not None]
        others = [_available_json(one) for one in standings if one.pack is None]
        print_json({"packs": installed, "available": others})
        return
    print_rows(
        ("ID", "STATE", "VERSION", "SIZE", "LICENCE", "WHERE"), [_row(one) for one in standings]
    )


@command.command("install")
@_pack_id
@_accept_terms
@click.option(
    "--keep-originals/--drop-originals",
    default=False,
    show_default=True,
    help="Keep what was downloaded where something else is made of it.",
)
@click.option(
    "--from",
    "--url",
    "source",
    default="",
    metavar="FOLDER_OR_URL",
    help="Take it from there.  [default: G3DESKTOP_PACK_MIRROR, else where it is published]",
)
def install(*, pack_id: str, accept_terms: bool, keep_originals: bool, source: str) -> None:
    """Install pack ID from where it is published, from a mirror, or from a folder.

    Ctrl-C pauses: what has come stays, and the same command goes on from there, also after the
    power failed. `g3desktop packs remove ID` drops what has come.
    """
    from g3desktop.settings import find_folders
    from g3desktop.wiring.pack_install import InstallWish, pending_terms

    folders = find_folders()
    if not accept_terms:
        terms = pending_terms(pack_id, folders)
        accept_terms = terms is not None and _ask(terms)
    wish = InstallWish(pack_id, folders, source, accept_terms, keep_originals)
    try:
        installed = _install(wish)
    except CancelledError:
        _say_paused(wish)
        raise
    _say_installed(installed)


@command.command("import")
@click.argument("folder", type=path_type(), metavar="FOLDER")
@click.option("--name", default="", metavar="NAME", help="What to call the gallery, if it is one.")
@_accept_terms
def import_(*, folder: Path, name: str, accept_terms: bool) -> None:
    """Copy the pack in FOLDER into the program's packs, verified.

    FOLDER holds a pack.json, or the published checkpoint g3.pth, which becomes the pack `g3`. The
    checkpoint is read without running anything in it and converted once. A gallery that was
    exported elsewhere is put among the galleries.
    """
    from g3desktop.settings import find_folders
    from g3desktop.wiring.packs import ImportWish, take_in, unaccepted_terms

    if not accept_terms:
        terms = unaccepted_terms(folder)
        accept_terms = terms is not None and _ask(terms)
    wish = ImportWish(folder, name, accept_terms)
    with job() as (report, cancelled):
        taken = take_in(wish, find_folders(), report=report, cancelled=cancelled)
    what = f"gallery {taken.gallery}" if taken.gallery else f"pack {taken.id}"
    click.echo(plain(f"Imported {what} ({readable_size(taken.size_bytes)})."))


@command.command("verify")
@_pack_id
def verify(*, pack_id: str) -> None:
    """Read every file of pack ID and compare it with the pack's description."""
    from g3desktop.services.packs import verify_pack

    pack = _find(pack_id)
    with job() as (report, cancelled):
        verify_pack(pack, report=report, cancelled=cancelled)
    click.echo(f"Pack {pack_id} is sound: {len(pack.manifest.files)} files.")
    if pack.manifest.kind == "index":
        note(f"What came of it: g3desktop gallery verify {shlex.quote(pack.manifest.name)}")


@command.command("remove")
@_pack_id
def remove(*, pack_id: str) -> None:
    """Remove pack ID from this machine, or what has come of it."""
    from g3desktop.services.packs import remove_pack
    from g3desktop.services.supply.partial import find_unfinished, remove_unfinished
    from g3desktop.settings import find_folders
    from g3desktop.wiring.pack_install import originals_folder

    folders = find_folders()
    begun = find_unfinished(pack_id, folders.packs)
    is_there = (folders.packs / pack_id).is_dir()
    if remove_unfinished(pack_id, folders.packs) and not is_there:
        come = f" ({readable_size(begun.come_bytes)})" if begun is not None else ""
        click.echo(f"Removed the unfinished download of {pack_id}{come}.")
        return
    pack = _find(pack_id)
    remove_pack(pack)
    click.echo(f"Removed pack {pack_id}.")
    originals = originals_folder(pack_id, folders)
    if originals.is_dir():
        note(f"What it was made from stays in {originals}")
    if pack.manifest.kind == "index":
        name = shlex.quote(pack.manifest.name)
        note(f"The gallery {name} stays. To remove it: g3desktop gallery remove {name}")


def _install(wish: InstallWish) -> Installed:
    from g3desktop.wiring.pack_install import installation

    with installation(wish) as under_way:
        # Bytes, and then things that are counted: a bar shows one or the other.
        with job(in_bytes=True) as (report, cancelled):
            under_way.fetch(report=report, cancelled=cancelled)
        with job() as (report, cancelled):
            return under_way.finish(report=report, cancelled=cancelled)


def _ask(terms: Terms) -> bool:
    """Show terms of use and ask, where there is somebody to ask."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    for line in (terms.title, "", terms.text, "", terms.url):
        click.echo(click.wrap_text(line, width=80), err=True)
    return click.confirm("Do you accept them?", default=False, err=True)


def _say_installed(installed: Installed) -> None:
    if installed.was_there:
        click.echo(f"Pack {installed.id} is installed already.")
        return
    if installed.gallery:
        click.echo(plain(f"Installed pack {installed.id}: the gallery {installed.gallery}."))
    else:
        click.echo(f"Installed pack {installed.id} ({readable_size(installed.size_bytes)}).")
    if installed.file is not None:
        note(f"To see it on the map: Settings, Map, File with streets: {installed.file}")
    if installed.kept is not None:
        note(f"What it was made from is kept in {installed.kept}")


def _say_paused(wish: InstallWish) -> None:
    from g3desktop.services.supply.partial import find_unfinished

    begun = find_unfinished(wish.id, wish.folders.packs)
    if begun is None or not begun.total_bytes:
        return
    again = f"g3desktop packs install {wish.id}"
    if wish.source:
        again += f" --from {shlex.quote(wish.source)}"
    if wish.keep_originals:
        again += " --keep-originals"
    note(
        f"{readable_size(begun.come_bytes)} of {readable_size(begun.total_bytes)} have come and "
        f"stay. To go on: {again}. To drop them: g3desktop packs remove {wish.id}"
    )


def _row(standing: Standing) -> tuple[str, ...]:
    pack, known, begun = standing.pack, standing.known, standing.unfinished
    if pack is not None:
        size = readable_size(_size(pack)) if pack.manifest.files else "-"
        where = "part of the program" if pack.bundled else str(pack.folder)
        if pack.manifest.kind == "index":
            where = f"gallery {pack.manifest.name}"
        manifest = pack.manifest
        return standing.id, standing.state, manifest.version, size, manifest.licence, where
    size = "-"
    if known is not None and known.download_bytes:
        size = f"about {readable_size(known.download_bytes)}"
    if begun is not None and begun.total_bytes:
        size = f"{readable_size(begun.come_bytes)} of {readable_size(begun.total_bytes)}"
    licence, where = (known.licence, known.title) if known is not None else ("-", "-")
    return standing.id, standing.state, "-", size, licence, where


def _installed_json(standing: Standing, pack: Pack) -> dict[str, Any]:
    manifest = pack.manifest
    return {
        "id": manifest.id,
        "kind": manifest.kind,
        "version": manifest.version,
        "encoder": pack.encoder_id if manifest.kind == "encoder" else None,
        "licence": manifest.licence,
        "source": manifest.source,
        "bytes": _size(pack),
        "bundled": pack.bundled,
        "folder": str(pack.folder),
        "state": standing.state,
        "gallery": manifest.name or None,
        "terms_accepted_at": manifest.terms.accepted_at if manifest.terms else None,
    }


def _available_json(standing: Standing) -> dict[str, Any]:
    known, begun = standing.known, standing.unfinished
    return {
        "id": standing.id,
        "kind": known.kind if known else None,
        "title": known.title if known else None,
        "licence": known.licence if known else None,
        "source": known.source if known else None,
        "needs": list(known.needs) if known else [],
        "terms": known.terms.url if known and known.terms else None,
        "download_bytes": (begun.total_bytes if begun else 0)
        or (known.download_bytes if known else None),
        "come_bytes": begun.come_bytes if begun else 0,
        "state": standing.state,
    }


def _find(pack_id: str) -> Pack:
    from g3desktop.services.packs import find_pack
    from g3desktop.settings import find_folders
    from g3desktop.wiring import bundled_packs

    return find_pack(pack_id, find_folders().packs, bundled_packs())


def _size(pack: Pack) -> int:
    return sum(file.size for file in pack.manifest.files)
