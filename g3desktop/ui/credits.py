"""What the program is made of: versions, licences, and the texts that it comes with.

Everything here is read from package metadata and files, so that nothing heavy is imported; it may
be called in any thread.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QCoreApplication, qVersion

from g3desktop import __version__
from g3desktop.domain.errors import UsageError
from g3desktop.settings import find_resources

_PROGRAM = "g3desktop"
_MAIN_PARTS = ("PySide6", "torch", "open_clip_torch", "faiss-cpu", "pillow", "ollama")
_LONGEST_LICENCE_NAME = 200

LICENCE, NOTICE, MODEL_CARD = "LICENSE", "NOTICE", "packs/starter/README.md"
"""Documents that `read_document` finds; the last one lies among the resources."""


@dataclass(frozen=True, slots=True)
class Part:
    """A library that the program stands on.

    Attributes:
        name: As its package calls itself.
        version: "" where it is not installed.
        licence: As its package states it, "" where it does not.
    """

    name: str
    version: str
    licence: str = ""


def main_parts() -> list[Part]:
    """Return what matters most when something fails: Python, Qt, and the engine's libraries."""
    named = [Part("Python", platform.python_version()), Part("Qt", qVersion())]
    return named + [_find_part(name) or Part(name, "") for name in _MAIN_PARTS]


def libraries() -> list[Part]:
    """Return every installed library that the program needs, directly or not, by name."""
    found: dict[str, Part] = {}
    waiting = list(_needed_by(_PROGRAM)) or list(_MAIN_PARTS)
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key not in found and (part := _find_part(name)) is not None:
            found[key] = part
            waiting.extend(_needed_by(name))
    return [found[key] for key in sorted(found)]


def describe_system() -> str:
    """Return versions and system as lines for a report of a fault; nothing in it is personal."""
    lines = [f"G3 Desktop {__version__}", platform.platform()]
    return "\n".join(lines + [f"{part.name} {part.version or '-'}" for part in main_parts()])


def read_document(name: str) -> str:
    """Return one of the texts that come with the program, installed or in a source tree.

    Raises:
        UsageError: This installation lacks it.
    """
    resources = find_resources()
    places = [resources / name, resources.parent / name]
    try:
        files = metadata.files(_PROGRAM) or ()
    except metadata.PackageNotFoundError:
        files = ()
    # A wheel keeps them in its metadata.
    kept = (file for file in files if file.match(f"*.dist-info/licenses/{name}"))
    places += [Path(str(file.locate())) for file in kept]
    for place in places:
        try:
            return place.read_text(encoding="utf-8")
        except OSError:
            continue
    missing = QCoreApplication.translate("Credits", "This installation lacks its file %1.")
    raise UsageError(
        missing.replace("%1", name),
        hint=QCoreApplication.translate("Credits", "Install the program again."),
    )


def _find_part(name: str) -> Part | None:
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return Part(found.metadata["Name"] or name, found.version, _licence_of(found.metadata))


def _licence_of(facts: metadata.PackageMetadata) -> str:
    """Return the licence that a package states, in a name and not in the whole text."""
    for field in ("License-Expression", "License"):
        for stated in facts.get_all(field) or []:
            if stated and "\n" not in stated and len(stated) <= _LONGEST_LICENCE_NAME:
                return str(stated)
    classifiers = facts.get_all("Classifier") or []
    return ", ".join(
        one.rsplit(" :: ", 1)[-1] for one in classifiers if one.startswith("License ::")
    )


def _needed_by(name: str) -> Iterable[str]:
    """Return the names of what a package needs; what is for its extras alone is left out."""
    try:
        wanted = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    for line in wanted:
        requirement, _, marker = line.partition(";")
        named = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
        if named and "extra ==" not in marker:
            yield named.group()
