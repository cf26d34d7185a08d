"""What is said of one pack: in the list, beside it, and before it is removed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from g3desktop.domain.pack import EncoderSpec
from g3desktop.ui.library_list import Fact, Mood, Row, size_words
from g3desktop.ui.library_stock import PackItem
from g3desktop.ui.sentences import translated_sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack and what the window knows of it.

    Attributes:
        item: As it lies on the disk.
        problem: Why it cannot be used and what to try, or "".
        is_sound: Whether every file was read and found as it was made.
        is_in_work: Whether it is being checked.
        is_in_use: Whether the engine has it open.
    """

    item: PackItem
    problem: str
    is_sound: bool
    is_in_work: bool
    is_in_use: bool

    def row(self) -> Row:
        """Return its row of the list."""
        item, parts = self.item, list[str]()
        if item.pack is not None:
            manifest = item.pack.manifest
            version = translate("Packs", "version %1").replace("%1", manifest.version)
            # A licence may be long, and what stands last is left out first.
            parts = [version, size_words(item.size_bytes), self._origin(), manifest.licence]
        elif item.bundled:
            parts = [self._origin()]
        if not any(parts):
            parts = [translate("Packs", "cannot be used")]
        state, mood = self.state()
        return Row(str(item.folder), item.id, " · ".join(filter(None, parts)), state, mood)

    def state(self) -> tuple[str, Mood]:
        """Return its state in a word or two, and its colour."""
        if self.is_in_work:
            return translate("Packs", "◐ in work"), "working"
        if self.problem:
            return translate("Packs", "✕ damaged"), "failure"
        if self.is_in_use:
            return translate("Packs", "✓ in use"), "chosen"
        return "", ""

    def sentence(self) -> str:
        """Say how it stands with it."""
        if self.is_in_work:
            return translate("Packs", "It is in work: how far it is stands below.")
        if self.problem:
            return translated_sentence(self.problem)
        if self.is_sound:
            return translate("Packs", "✓ Checked: every file is as its maker described it.")
        if self.is_in_use:
            return translate("Packs", "Photos are encoded with it.")
        return ""

    def facts(self) -> list[Fact]:
        """Return all that is known of it."""
        item = self.item
        folder = Fact(translate("Packs", "Folder"), str(item.folder), is_code=True)
        origin = Fact(translate("Packs", "Origin"), self._origin())
        if item.pack is None:
            return [origin, folder]
        manifest = item.pack.manifest
        return [
            Fact(translate("Packs", "Version"), manifest.version),
            Fact(translate("Packs", "Kind"), _kind(manifest.kind)),
            Fact(translate("Packs", "Licence"), manifest.licence),
            Fact(translate("Packs", "Source"), manifest.source),
            Fact(translate("Packs", "Size"), size_words(item.size_bytes)),
            Fact(translate("Packs", "Network"), _network(item.pack.spec)),
            origin,
            Fact(translate("Packs", "Encoder id"), item.pack.encoder_id, is_code=True),
            folder,
        ]

    def loss(self, galleries: int) -> str:
        """Say what its removal does.

        Args:
            galleries: How many galleries it made.
        """
        parts = [translate("Packs", "Its files are removed from this machine.")]
        if galleries:
            lost = translate(
                "Packs", "Galleries that it made cannot be used until it is imported again: %1."
            )
            parts.append(lost.replace("%1", QLocale().toString(galleries)))
        if self.is_in_use:
            parts.append(
                translate("Packs", "It is in use: photos are encoded with another one from now on.")
            )
        return " ".join(parts)

    def _origin(self) -> str:
        return translate("Packs", "came with the program") if self.item.bundled else ""


def _kind(kind: str) -> str:
    return translate("Packs", "encoder of photos") if kind == "encoder" else kind


def _network(spec: EncoderSpec) -> str:
    text = translate("Packs", "%1, photos of %2 by %2 pixels")
    return text.replace("%2", QLocale().toString(spec.input_px)).replace("%1", spec.architecture)
