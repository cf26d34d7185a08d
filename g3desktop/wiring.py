"""Puts the parts together: from names that a user types to an engine that answers.

Everything heavy is imported inside the functions, so that `--help` costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from g3desktop.domain.errors import PackError, UsageError
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    ignore_progress,
    never_cancelled,
)
from g3desktop.settings import (
    EngineSettings,
    Folders,
    LlmSettings,
    find_folders,
    find_resources,
    read_settings,
)

if TYPE_CHECKING:
    from g3desktop.domain.dialogue import VisionModel
    from g3desktop.domain.pack import Pack
    from g3desktop.engine.alignment.encoder import Encoder
    from g3desktop.engine.alignment.recipe import TrainingRecipe
    from g3desktop.engine.alignment.trainable import TrainableEncoder
    from g3desktop.engine.alignment.training_data import TrainingOutcome
    from g3desktop.engine.alignment.training_photos import HeldOut
    from g3desktop.engine.gallery.store import Gallery
    from g3desktop.engine.pipeline import Engine
    from g3desktop.services.gazetteer import Gazetteer

PAPER_PACK = "g3"
CHECKPOINT_NAME = "g3.pth"
STARTER: Final = "starter"
"""Names of the bundled pack and of the bundled gallery that it made."""

NO_MODEL_WANTED = "none was asked for"
"""Why there is no model where the user wants none."""

GRID_MIN_POPULATION = 5000
"""Some 69,000 towns; ten seconds of encoding, once, on two cores of a plain CPU."""


@dataclass(frozen=True, slots=True)
class LlmWish:
    """Which language model the user asked for; None leaves the choice to the settings.

    Attributes:
        model: Its name.
        host: Of Ollama.
        host_remote_ok: Whether photos may go to a host that is not this machine.
        parallel: Questions under way at once.
    """

    model: str | None = None
    host: str | None = None
    host_remote_ok: bool = False
    parallel: int | None = None


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


@dataclass(frozen=True, slots=True)
class TrainingWish:
    """What the user wants trained.

    Attributes:
        folder: Photos to learn from.
        csv: Their positions; None takes them from EXIF.
        only: Rows of the CSV to take, by column and value.
        out: Folder of the run.
        resume: Go on with the run in `out`.
        encoder: "starter", or the id of a pack of G3.
        recipe: File with the fields of the recipe to change.
        changes: Fields to change over that.
        init_image: First weights of a starter's image network: a file, or a package.
        init_location: First weights of a starter's location encoder.
        extra_positions: Places without photos.
        held_out: Photos to measure on.
        held_out_csv: Their positions.
        held_out_only: Rows of that CSV to take.
        hold_out_sets: Sets of the training photos to measure on instead.
        hold_out_share: Share of the training photos to hold out, in whole sets.
        pack_id: Id of the new pack.
        pack_version: Its version.
        licence: Its licence.
        source: Where it comes from.
        device: "cuda", "mps" or "cpu"; None takes the fastest.
        precision: Of the frozen towers of G3; None is float32.
        checkpoint_every_s: Seconds between states on disk.
    """

    folder: Path
    csv: Path | None
    only: Mapping[str, str]
    out: Path
    resume: bool
    encoder: str
    recipe: Path | None
    changes: dict[str, object]
    init_image: str | None
    init_location: Path | None
    extra_positions: Path | None
    held_out: Path | None
    held_out_csv: Path | None
    held_out_only: Mapping[str, str]
    hold_out_sets: tuple[str, ...]
    hold_out_share: float
    pack_id: str
    pack_version: str
    licence: str
    source: str
    device: str | None
    precision: str | None
    checkpoint_every_s: float


def bundled_packs() -> Path:
    """Return the folder of the packs that came with the program."""
    return find_resources() / "packs"


def gallery_shelves(folders: Folders) -> list[Path]:
    """Return the folders that galleries stand in, the user's first."""
    return [folders.galleries, find_resources() / "galleries"]


def load_gazetteer() -> Gazetteer:
    """Load the names of places.

    Raises:
        PackError: The table that came with the program is missing or damaged.
    """
    from g3desktop.services.gazetteer import Gazetteer

    return Gazetteer.load(find_resources() / "gazetteer")


def choose_pack(encoder_id: str | None, folders: Folders) -> Pack:
    """Return the pack asked for, else `g3` where it is installed, else the starter.

    Raises:
        PackError: There is none of that id, or it is damaged.
    """
    from g3desktop.services.packs import find_pack

    if encoder_id is None:
        # An installed g3 that is damaged is an error to see, not a reason to answer with less.
        encoder_id = PAPER_PACK if (folders.packs / PAPER_PACK).exists() else STARTER
    return find_pack(encoder_id, folders.packs, bundled_packs())


def import_pack(
    folder: Path,
    packs_folder: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Take a pack, or the published checkpoint of G3, into the user's packs.

    Args:
        folder: Holds pack.json, or g3.pth.
        packs_folder: Where packs lie.
        report: Told after each file.
        cancelled: Asked between files and parts of them.

    Raises:
        PackError: The folder holds neither, what it holds is damaged, or the id is taken.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.domain.pack import MANIFEST_NAME
    from g3desktop.services.packs import import_folder, read_pack, staged_folder, write_manifest

    checkpoint = folder / CHECKPOINT_NAME
    if (folder / MANIFEST_NAME).exists():
        return import_folder(folder, packs_folder, report=report, cancelled=cancelled)
    if not checkpoint.is_file():
        raise PackError(
            f"{folder} holds neither {MANIFEST_NAME} nor {CHECKPOINT_NAME}.",
            hint="Name the folder of a pack, or the one that the published checkpoint lies in.",
        )
    with staged_folder(packs_folder, PAPER_PACK) as aside:
        from g3desktop.engine.alignment.checkpoint import convert_g3

        manifest = convert_g3(checkpoint, aside, report=report, cancelled=cancelled)
        write_manifest(aside, manifest)
    return read_pack(packs_folder / PAPER_PACK)


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


def choose_gallery(
    name: str | None, encoder_id: str, shelves: Sequence[Path]
) -> tuple[Gallery | None, tuple[str, ...]]:
    """Return the gallery asked for, else the one that fits the encoder.

    Without a name that is the bundled gallery if this encoder made it, else the only gallery that
    it made. Two or more are the user's to choose between.

    Returns:
        The gallery, or None, and warnings that say why there is none.

    Raises:
        GalleryError: The gallery is missing or damaged, or another encoder made it.
    """
    from g3desktop.engine.gallery.shelf import find_gallery, list_galleries

    if name is not None:
        gallery = find_gallery(name, shelves)
        gallery.require_encoder(encoder_id)
        return gallery, ()
    fitting = [
        entry.name
        for entry in list_galleries(shelves)
        if entry.manifest is not None and entry.manifest.encoder_id == encoder_id
    ]
    chosen = STARTER if STARTER in fitting else fitting[0] if len(fitting) == 1 else None
    if chosen is not None:
        return find_gallery(chosen, shelves), ()
    if fitting:
        return None, (
            f"No gallery was used: name one of {', '.join(fitting)} with --gallery. "
            "The candidates are towns alone.",
        )
    return None, (
        f"There is no gallery made by {encoder_id}: the candidates are towns alone. "
        "`g3desktop gallery build` makes one from photos of your own.",
    )


def open_model(
    wish: LlmWish, settings: LlmSettings, *, cancelled: Cancelled = never_cancelled
) -> tuple[VisionModel | None, str]:
    """Find the vision model to ask, on this machine unless the user says otherwise.

    Args:
        wish: What the user asked for now.
        settings: What the user chose once and for all.
        cancelled: Asked while the server is.

    Returns:
        The model and "", or None and why there is none, in words for a warning.

    Raises:
        RemoteHostError: The host or model asked for is not on this machine, and nobody said that
            photos may leave it. Nothing was connected to.
        UsageError: The host is no address.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.services.ollama import (
        OllamaError,
        OllamaModel,
        OllamaServer,
        Patience,
        choose_model,
        resolve_host,
    )

    remote_ok = wish.host_remote_ok or settings.host_remote_ok
    wanted = wish.model or settings.model or None
    patience = Patience(silence_s=settings.silence_limit_s)
    parallel = settings.parallel if wish.parallel is None else wish.parallel
    try:
        host = resolve_host(wish.host or settings.host)
        server = OllamaServer(host, remote_ok=remote_ok, patience=patience)
        name = choose_model(server.models(cancelled=cancelled), wanted, remote_ok=remote_ok)
        return OllamaModel(
            name, host, remote_ok=remote_ok, parallel=parallel, patience=patience
        ), ""
    except OllamaError as error:
        return None, error.one_line().rstrip(".")
    except UsageError as error:
        if wish.model or wish.host:
            raise
        # Nobody asked for a model: OLLAMA_HOST may be there for other programs.
        return None, error.one_line().rstrip(".")


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


def run_training(wish: TrainingWish, *, report: Report, cancelled: Cancelled) -> TrainingOutcome:
    """Train as wished.

    Args:
        wish: What and how.
        report: Told after every photo and every step; notes are worth keeping.
        cancelled: Asked between them; the state is saved first.

    Raises:
        UsageError: What was asked for does not fit together, or a photo stands in both sets.
        PackError: First weights are missing or do not fit.
        EngineError: The loss is no longer a number, or memory or disk is full.
        CancelledError: `cancelled` said so.
    """
    import numpy as np

    from g3desktop.engine.alignment.dataset import read_extra_positions
    from g3desktop.engine.alignment.devices import choose_device
    from g3desktop.engine.alignment.photo_cache import Squares
    from g3desktop.engine.alignment.trainable import PackLabel
    from g3desktop.engine.alignment.training import train
    from g3desktop.engine.alignment.training_data import TrainingData
    from g3desktop.engine.alignment.training_photos import PhotoSource, gather_photos
    from g3desktop.engine.alignment.training_run import RunOptions

    folders = find_folders()
    device = choose_device(wish.device)
    label = PackLabel(wish.pack_id, wish.pack_version, wish.licence, wish.source)
    run = RunOptions(wish.out, wish.resume, device, label, wish.checkpoint_every_s)
    extra = np.empty((0, 2))
    if wish.extra_positions is not None:
        extra = read_extra_positions(wish.extra_positions)
    held_out = _held_out(wish)
    recipe, model = _first_model(wish, device, folders)
    squares = Squares(
        model.prepare, model.input_px, recipe.stored_px if recipe.tunes_backbone else 0
    )
    learned, measured = gather_photos(
        PhotoSource(wish.folder, wish.csv, wish.only),
        replace(held_out, seed=recipe.seed),
        squares,
        cache=folders.cache / "training",
        report=report,
        cancelled=cancelled,
    )
    describe = load_gazetteer().describe
    data = TrainingData(learned, measured, extra_lat_lon_deg=extra, describe=describe)
    return train(model, recipe, data, run=run, report=report, cancelled=cancelled)


def _first_model(
    wish: TrainingWish, device: str, folders: Folders
) -> tuple[TrainingRecipe, TrainableEncoder]:
    """Return the recipe and the model as it stands before training."""
    from g3desktop.engine.alignment.recipe import change_recipe, default_recipe, read_recipe

    pack = None if wish.encoder == STARTER else choose_pack(wish.encoder, folders)
    base = default_recipe(pack.manifest.encoder.family if pack else STARTER)
    if wish.recipe is not None:
        base = read_recipe(wish.recipe, base)
    recipe = change_recipe(base, wish.changes)
    if pack is None:
        from g3desktop.engine.alignment.initial_weights import create_starter

        model: TrainableEncoder = create_starter(
            recipe, init_image=wish.init_image, init_location=wish.init_location
        )
        return recipe, model
    if wish.init_image is not None or wish.init_location is not None:
        raise UsageError(
            "--init-image and --init-location are for the starter.",
            hint=f"Training {wish.encoder} starts from that pack's own weights.",
        )
    from g3desktop.engine.alignment.g3_training import G3Training

    return recipe, G3Training(pack, device=device, precision=wish.precision or "float32")


def _held_out(wish: TrainingWish) -> HeldOut:
    from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource

    source = None
    if wish.held_out is not None or wish.held_out_csv is not None:
        source = PhotoSource(wish.held_out or wish.folder, wish.held_out_csv, wish.held_out_only)
    return HeldOut(source, wish.hold_out_sets, wish.hold_out_share)
