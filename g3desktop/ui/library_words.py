"""What is said of work on galleries and packs: what it is, how far, how it ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from g3desktop.ui.library_list import size_words
from g3desktop.ui.library_work import (
    BuildGallery,
    CheckGallery,
    CheckPack,
    GalleryBuilt,
    GallerySound,
    GalleryUpdated,
    ImportPack,
    InstallPack,
    PackImported,
    PackInstalled,
    PackSound,
    Result,
    UpdateGallery,
    Wish,
)
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.time_left import time_left_words
from g3desktop.ui.words import number_words
from g3desktop.ui.workshop import Outcome, Working

translate = QCoreApplication.translate


def wish_words(wish: Wish) -> str:
    """Say what is being done."""
    match wish:
        case BuildGallery(name=name):
            return translate("Library", "Building the gallery %1").replace("%1", one_line(name))
        case UpdateGallery(name=name):
            text = translate("Library", "Bringing the gallery %1 up to date")
            return text.replace("%1", one_line(name))
        case CheckGallery(name=name):
            return translate("Library", "Checking the gallery %1").replace("%1", one_line(name))
        case CheckPack(pack=pack):
            return translate("Library", "Checking the pack %1").replace("%1", pack.manifest.id)
        case ImportPack(source=source):
            return translate("Library", "Importing from %1").replace("%1", one_line(source.name))
        case InstallPack(id=pack_id):
            return translate("Library", "Installing the pack %1").replace("%1", one_line(pack_id))


_COUNTED_IN_PHOTOS = ("building the gallery", "checking the gallery")
_COUNTED_IN_BYTES = ("downloading", "copying", "copying the gallery")


def progress_words(working: Working) -> str:
    """Say how far it is: the stage, done of total, pace, and the time that is left."""
    if working.is_stopping:
        return translate("Library", "Stopping…")
    progress, locale = working.progress, QLocale()
    parts = [_stage_words(progress.stage)]
    in_bytes = progress.stage in _COUNTED_IN_BYTES
    count_words = size_words if in_bytes else locale.toString
    if progress.total:
        count = translate("Library", "%1 of %2").replace("%1", count_words(progress.done))
        parts.append(count.replace("%2", count_words(progress.total)))
    if working.per_s and in_bytes:
        pace = translate("Library", "%1 a second")
        parts.append(pace.replace("%1", size_words(round(working.per_s))))
    if working.per_s and progress.stage in _COUNTED_IN_PHOTOS:
        decimals = 0 if working.per_s >= 10 else 1
        pace = translate("Library", "%1 photos a second")
        parts.append(pace.replace("%1", number_words(working.per_s, decimals=decimals)))
    if working.left_s:
        parts.append(time_left_words(working.left_s))
    return " · ".join(parts)


def _stage_words(stage: str) -> str:
    if stage.startswith("loading encoder"):
        return translate("Library", "loading the encoder")
    known = {
        "starting": translate("Library", "starting"),
        "building the gallery": translate("Library", "reading photos"),
        "writing the gallery": translate("Library", "writing the gallery"),
        "checking the gallery": translate("Library", "reading rows and thumbnails"),
        "reading the rows": translate("Library", "reading the table of photos"),
        "learning from the rows": translate("Library", "learning how to keep them compactly"),
        "checking what was written": translate("Library", "checking what was written"),
        "verifying files": translate("Library", "reading files"),
        "copying files": translate("Library", "copying files"),
        "copying": translate("Library", "copying files"),
        "copying the gallery": translate("Library", "copying files"),
        "asking what there is": translate("Library", "asking what there is"),
        "downloading": translate("Library", "downloading"),
        "packing small files": translate("Library", "packing small files"),
        "unpacking small files": translate("Library", "unpacking small files"),
        "converting weights": translate("Library", "converting weights"),
    }
    return known.get(stage, one_line(stage))


def outcome_words(outcome: Outcome) -> str:
    """Say how a work ended, in a sentence or two."""
    if outcome.problem:
        return translated_sentence(outcome.problem)
    if outcome.result is not None:
        return _result_words(outcome.result)
    if isinstance(outcome.wish, BuildGallery):
        return translate(
            "Library", "The gallery %1 is not finished. What is done is kept for the next time."
        ).replace("%1", one_line(outcome.wish.name))
    if isinstance(outcome.wish, UpdateGallery):
        return translate(
            "Library",
            "The gallery %1 is not up to date yet. What is done is kept for the next time.",
        ).replace("%1", one_line(outcome.wish.name))
    if isinstance(outcome.wish, InstallPack):
        return translate(
            "Library", "What has come of the pack %1 stays: go on with it whenever you like."
        ).replace("%1", one_line(outcome.wish.id))
    return translate("Library", "Nothing was changed.")


def _result_words(result: Result) -> str:
    match result:
        case GalleryBuilt():
            return _built_words(result)
        case GalleryUpdated():
            return _updated_words(result)
        case GallerySound(name=name, rows=rows):
            text = translate(
                "Library", "The gallery %1 is sound: all of its %Ln photo(s).", "", rows
            )
            return text.replace("%1", one_line(name))
        case PackSound(id=pack_id, files=files):
            text = translate("Library", "The pack %1 is sound: all of its %Ln file(s).", "", files)
            return text.replace("%1", one_line(pack_id))
        case PackImported(id=pack_id, gallery=gallery) | PackInstalled(id=pack_id, gallery=gallery):
            text = translate("Library", "The pack %1 is here now, and its files are sound.")
            if gallery:
                text = translate("Library", "The pack %1 is here now: it became the gallery %2.")
            return text.replace("%2", one_line(gallery)).replace("%1", one_line(pack_id))


def _built_words(built: GalleryBuilt) -> str:
    has = translate("Library", "The gallery %1 has %Ln photo(s):", "", built.rows)
    parts = [translate("Library", "%Ln new", "", built.added)]
    if built.known:
        parts.append(translate("Library", "%Ln known already", "", built.known))
    parts.append(translate("Library", "%Ln left out", "", built.skipped))
    return f"{has.replace('%1', one_line(built.name))} {', '.join(parts)}."


def _updated_words(updated: GalleryUpdated) -> str:
    name = one_line(updated.name)
    if not updated.has_changed and not updated.skipped:
        text = translate(
            "Library",
            "The gallery %1 is up to date: nothing has changed in its %Ln photo(s).",
            "",
            updated.rows,
        )
        return text.replace("%1", name)
    has = translate("Library", "The gallery %1 has %Ln photo(s):", "", updated.rows)
    return f"{has.replace('%1', name)} {', '.join(update_counts(updated))}."


def update_counts(updated: GalleryUpdated) -> list[str]:
    """Say how many photos an update found in which state, those of which there are none apart."""
    counts = [
        (updated.added, translate("Library", "%Ln new", "", updated.added)),
        (updated.removed, translate("Library", "%Ln removed", "", updated.removed)),
        (updated.moved, translate("Library", "%Ln moved or described anew", "", updated.moved)),
        (updated.unchanged, translate("Library", "%Ln unchanged", "", updated.unchanged)),
        (updated.skipped, translate("Library", "%Ln left out", "", updated.skipped)),
    ]
    return [words for count, words in counts if count]
