"""The packs that the program knows how to get."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from g3desktop.domain.pack import PackKind

MIRROR_VARIABLE = "G3DESKTOP_PACK_MIRROR"
"""Names a folder or an address that packs are taken from instead of where they are published."""

_GB = 10**9


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of use that have to be accepted before a download.

    Attributes:
        title: What they are called.
        version: Of the wording below; another one has to be accepted anew.
        text: What the user accepts.
        url: Where the publisher says more.
    """

    title: str
    version: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class HubOrigin:
    """A file of a repository on the Hugging Face hub.

    Attributes:
        repo: Its id.
        repo_type: What kind of repository.
    """

    repo: str
    repo_type: Literal["model", "dataset"] = "model"


@dataclass(frozen=True, slots=True)
class DailyOrigin:
    """A file that is made anew every day and kept for some.

    Attributes:
        url: Its address; `{date}` stands for year, month and day, eight digits.
        days: How many days back one may look.
    """

    url: str
    days: int = 14


@dataclass(frozen=True, slots=True)
class KnownPack:
    """A pack that the program knows how to get.

    Attributes:
        id: What the user types.
        kind: What the installed pack is.
        title: What it is, in a few words.
        licence: Of its content; SPDX id, or a sentence.
        source: Where it comes from, in words or as an address.
        files: Names that the one file to download may have, the preferred first; `*` for any part.
        stored_as: What that file is called afterwards; "" leaves its name.
        origin: Who publishes it; None where it comes with the program.
        download_bytes: About how much is downloaded; None where that is not known.
        installed_share: About how large the result is, as a share of the download; it is made
            beside the download.
        becomes: What is made of the file: nothing, the encoder, or a gallery.
        needs: Packs that have to be installed first.
        terms: What has to be accepted first; None where nothing has.
    """

    id: str
    kind: PackKind
    title: str
    licence: str
    source: str
    files: tuple[str, ...] = ()
    stored_as: str = ""
    origin: HubOrigin | DailyOrigin | None = None
    download_bytes: int | None = None
    installed_share: float = 0.0
    becomes: Literal["", "encoder", "gallery"] = ""
    needs: tuple[str, ...] = ()
    terms: Terms | None = None


G3_INDEX = "g3-index"
MP16_PRO = "mp16-pro"
WORLD_MAP = "world-map"
WORLD_MAP_FILE = "world.pmtiles"

_ACADEMIC = Terms(
    title="Terms of use of MP16-Pro",
    version="1",
    text=(
        "MP16-Pro is published for academic use alone. It describes photos that their authors "
        "put on Flickr under Creative Commons licences: names of authors, positions, and names "
        "of places. By accepting you say that you use it for research or teaching, that you name "
        "its source (Jia et al., G3, NeurIPS 2024) and each photo's author where you show or "
        "publish what came from it, that you keep to the licence of each photo, and that you do "
        "not use it against the people who took the photos or are seen in them."
    ),
    url="https://huggingface.co/datasets/Jia-py/MP16-Pro",
)

KNOWN_PACKS: tuple[KnownPack, ...] = (
    KnownPack(
        id="starter",
        kind="encoder",
        title="small encoder, part of the program",
        licence="Apache-2.0",
        source="part of the program",
    ),
    KnownPack(
        id="g3",
        kind="encoder",
        title="the paper's encoder",
        licence="Apache-2.0",
        source="https://huggingface.co/Jia-py/G3-checkpoint",
        files=("g3.pth",),
        origin=HubOrigin("Jia-py/G3-checkpoint"),
        download_bytes=round(1.8 * _GB),
        # Every tower once as it is, and the image tower once more in half the precision.
        installed_share=1.5,
        becomes="encoder",
    ),
    KnownPack(
        id=MP16_PRO,
        kind="metadata",
        title="positions, authors and places of the paper's 4.12 million photos",
        licence="for academic use alone",
        source="https://huggingface.co/datasets/Jia-py/MP16-Pro",
        files=("MP16_Pro_filtered.csv",),
        origin=HubOrigin("Jia-py/MP16-Pro", "dataset"),
        terms=_ACADEMIC,
    ),
    KnownPack(
        id=G3_INDEX,
        kind="index",
        title="the paper's gallery; becomes a compact one",
        licence="Apache-2.0",
        source="https://huggingface.co/Jia-py/G3-checkpoint",
        # Its name is not written down anywhere; the paper's program writes g3.index.
        files=("g3.index", "G3.index", "*.index"),
        origin=HubOrigin("Jia-py/G3-checkpoint"),
        download_bytes=round(38 * _GB),
        installed_share=0.15,
        becomes="gallery",
        needs=("g3", MP16_PRO),
    ),
    KnownPack(
        id=WORLD_MAP,
        kind="basemap",
        title="streets and places of the whole world for the map",
        licence="ODbL-1.0, © OpenStreetMap contributors",
        source="https://build.protomaps.com",
        files=("*.pmtiles",),
        stored_as=WORLD_MAP_FILE,
        origin=DailyOrigin("https://build.protomaps.com/{date}.pmtiles"),
        download_bytes=130 * _GB,
    ),
)
"""In the order in which they are listed. Sizes are rounded; the real ones are asked for."""


def find_known(pack_id: str) -> KnownPack | None:
    """Return the known pack of this id, or None."""
    return next((known for known in KNOWN_PACKS if known.id == pack_id), None)


def named_mirror(environ: Mapping[str, str] = os.environ) -> str:
    """Return the folder or address that `G3DESKTOP_PACK_MIRROR` names, or ""."""
    return environ.get(MIRROR_VARIABLE, "").strip()
