"""The engine that answers: an encoder, a gallery, the places, and a language model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from g3desktop.domain.work import Cancelled, Progress, Report, ignore_progress, never_cancelled
from g3desktop.settings import EngineSettings, Folders, find_folders, read_settings
from g3desktop.wiring.bundled import load_gazetteer
from g3desktop.wiring.galleries import choose_gallery, gallery_shelves
from g3desktop.wiring.model import NO_MODEL_WANTED, LlmWish, open_model
from g3desktop.wiring.packs import choose_pack

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack
    from g3desktop.engine.alignment.encoder import Encoder
    from g3desktop.engine.pipeline import Engine

GRID_MIN_POPULATION = 5000
"""Some 69,000 towns; ten seconds of encoding, once, on two cores of a plain CPU."""


@dataclass(frozen=True, slots=True)
class EngineWish:
    """What the user asked for; None leaves the choice to the program.

    Attributes:
        encoder: Id of a pack.
        gallery: Name of a gallery.
        device: "cuda", "mps" or "cpu".
        precision: "float32" or "bfloat16".
        llm: The language model; None for none at all.
    """

    encoder: str | None = None
    gallery: str | None = None
    device: str | None = None
    precision: str | None = None
    llm: LlmWish | None = None


def open_encoder(
    wish: EngineWish, folders: Folders, *, report: Report = ignore_progress
) -> tuple[Pack, Encoder]:
    """Return the pack asked for and its encoder, ready to encode.

    Raises:
        PackError: The pack is missing or damaged.
        EngineError: This machine lacks the device, the precision or the memory.
        UsageError: No device or precision is called that.
    """
    pack = choose_pack(wish.encoder, folders)
    report(Progress(f"loading encoder {pack.manifest.id}", 0))
    from g3desktop.engine.alignment.load import load_encoder

    return pack, load_encoder(pack, device=wish.device, precision=wish.precision)


def build_engine(
    wish: EngineWish,
    *,
    folders: Folders | None = None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Engine:
    """Load everything that an answer needs.

    Args:
        wish: What the user asked for.
        folders: The user's folders; found where they are by default.
        report: Told what is being loaded.
        cancelled: Asked while a server of language models is looked for.

    Raises:
        PackError: The pack or the names of places are missing or damaged.
        GalleryError: The gallery is missing or damaged, or another encoder made it.
        EngineError: This machine lacks the device, the precision or the memory.
        UsageError: A name cannot be one, or photos would have to leave this machine.
    """
    folders = folders or find_folders()
    # First, as it may refuse at once what loading would take seconds to reach.
    model, without_model = None, NO_MODEL_WANTED
    settings = read_settings(folders.settings)
    wish = _with_settings(wish, settings.engine)
    if wish.llm is not None:
        model, without_model = open_model(wish.llm, settings.llm, cancelled=cancelled)
    pack, encoder = open_encoder(wish, folders, report=report)
    from g3desktop.engine.diversification import Grid
    from g3desktop.engine.pipeline import Engine
    from g3desktop.engine.verification import LocationCache
    from g3desktop.services.pace import PaceMemory

    report(Progress("loading gallery and places", 0))
    gallery, warnings = choose_gallery(wish.gallery, encoder.id, gallery_shelves(folders))
    gazetteer = load_gazetteer()
    towns = gazetteer.grid(GRID_MIN_POPULATION)
    return Engine(
        encoder=encoder,
        gallery=gallery,
        grid=Grid(towns.lat_lon_deg, towns.names),
        names=gazetteer,
        fusion=pack.manifest.fusion,
        locations=LocationCache(folders.cache / "locations"),
        warnings=warnings,
        model=model,
        pace=PaceMemory(folders.cache / "model-pace.json"),
        without_model=without_model,
    )


def _with_settings(wish: EngineWish, settings: EngineSettings) -> EngineWish:
    """Fill in what the user did not ask for now from what was chosen once and for all."""
    return replace(
        wish,
        encoder=wish.encoder or settings.encoder or None,
        # Another encoder than the usual one has a gallery of its own.
        gallery=wish.gallery or (settings.gallery if not wish.encoder else "") or None,
        device=wish.device or settings.device or None,
    )
