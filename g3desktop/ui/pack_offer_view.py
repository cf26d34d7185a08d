"""What is said of a pack that is no encoder, or that is not here yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from g3desktop.services.basemap import SUFFIX
from g3desktop.services.supply.catalogue import named_mirror
from g3desktop.services.supply.stock import Standing
from g3desktop.ui.library_list import Fact, Mood, Row, size_words, time_words
from g3desktop.ui.sentences import translated_sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PackOfferView:
    """A pack and what the window knows of it.

    Attributes:
        standing: How it stands with it.
        folder: Where it lies, or will.
        is_sound: Whether every file was read and found as it was made.
        is_in_work: Whether it is being installed or checked.
        problem: Why it cannot be used and what to try, or "".
        basemap: The file that the map draws; "" for none.
    """

    standing: Standing
    folder: Path
    is_sound: bool = False
    is_in_work: bool = False
    problem: str = ""
    basemap: str = ""

    @property
    def id(self) -> str:
        """Of the pack."""
        return self.standing.id

    @property
    def is_here(self) -> bool:
        """Whether it is installed."""
        return self.standing.pack is not None

    @property
    def is_begun(self) -> bool:
        """Whether some of it has come."""
        return self.standing.unfinished is not None

    @property
    def is_in_use(self) -> bool:
        """Whether the map draws it; the engine takes encoders alone."""
        return self.map_file is not None and str(self.map_file) == self.basemap

    @property
    def map_file(self) -> Path | None:
        """The file of streets in it, or None."""
        pack = self.standing.pack
        if pack is None or pack.manifest.kind != "basemap":
            return None
        names = (file.path for file in pack.manifest.files if file.path.endswith(SUFFIX))
        return next((self.folder / name for name in names), None)

    def row(self) -> Row:
        """Return its row of the list."""
        # What it is may be long, and what stands last is left out first.
        line = " · ".join(filter(None, (self._size(), self._title())))
        state, mood = self.state()
        return Row(str(self.folder), self.id, line, state, mood)

    def state(self) -> tuple[str, Mood]:
        """Return its state in a word or two, and its colour."""
        if self.is_in_work:
            return translate("Packs", "◐ in work"), "working"
        if self.problem:
            return translate("Packs", "✕ damaged"), "failure"
        if self.is_in_use:
            return translate("Packs", "✓ in use"), "chosen"
        if self.is_begun:
            return translate("Packs", "◔ begun"), ""
        return ("", "") if self.is_here else (translate("Packs", "○ not here"), "")

    def sentence(self) -> str:
        """Say how it stands with it."""
        if self.is_in_work:
            return translate("Packs", "It is in work: how far it is stands below.")
        if self.problem:
            return translated_sentence(self.problem)
        if self.is_sound:
            return translate("Packs", "✓ Checked: every file is as its maker described it.")
        if self.is_begun:
            return translate("Packs", "A part of it has come, and stays until you go on.")
        if not self.is_here:
            return translate("Packs", "It is not on this machine; it can be downloaded.")
        if self.is_in_use:
            return translate("Packs", "The map draws its streets.")
        gallery = self._gallery()
        if not gallery:
            return ""
        return translate("Packs", "It became the gallery %1.").replace("%1", gallery)

    def facts(self) -> list[Fact]:
        """Return all that is known of it."""
        facts = [Fact(translate("Packs", "What it is"), self._title())]
        pack, known = self.standing.pack, self.standing.known
        if pack is not None:
            manifest = pack.manifest
            facts += [
                Fact(translate("Packs", "Version"), manifest.version),
                Fact(translate("Packs", "Licence"), manifest.licence),
                Fact(translate("Packs", "Source"), manifest.source),
            ]
            if manifest.terms is not None:
                accepted = time_words(manifest.terms.accepted_at)
                facts.append(Fact(translate("Packs", "Terms accepted"), accepted))
        elif known is not None:
            facts += [
                Fact(translate("Packs", "Licence"), translated_sentence(known.licence)),
                Fact(translate("Packs", "Source"), known.source),
            ]
            if known.needs:
                facts.append(Fact(translate("Packs", "Needs first"), ", ".join(known.needs)))
        facts.append(Fact(translate("Packs", "Size"), self._size()))
        if self.is_here:
            facts.append(Fact(translate("Packs", "Folder"), str(self.folder), is_code=True))
        return [fact for fact in facts if fact.value]

    def offer(self) -> str:
        """Say what installing it does, and what the user accepts by it."""
        known = self.standing.known
        if known is None:
            return ""
        where = named_mirror() or known.source
        parts = [translate("Packs", "It is downloaded from %1.").replace("%1", where)]
        if known.download_bytes:
            size = translate("Packs", "About %1 come over the network.")
            parts.append(size.replace("%1", size_words(known.download_bytes)))
        if self.is_begun:
            parts.append(translate("Packs", "What has come already stays."))
        if known.becomes == "gallery":
            parts.append(translate("Packs", "It becomes a gallery; the download is removed then."))
        text = " ".join(parts)
        if known.terms is not None:
            text += f"\n\n{translated_sentence(known.terms.text)}\n\n{known.terms.url}"
        return text

    def loss(self) -> str:
        """Say what its removal does."""
        text = translate("Packs", "Its files are removed from this machine.")
        gallery = self._gallery()
        if gallery:
            stays = translate("Packs", "The gallery %1 stays.").replace("%1", gallery)
            text = f"{text} {stays}"
        if self.is_in_use:
            gone = translate("Packs", "The map draws no streets any more.")
            text = f"{text} {gone}"
        return text

    def _gallery(self) -> str:
        pack = self.standing.pack
        return pack.manifest.name if pack is not None and pack.manifest.kind == "index" else ""

    def _title(self) -> str:
        known = self.standing.known
        return translated_sentence(known.title) if known is not None else ""

    def _size(self) -> str:
        pack, known, begun = self.standing.pack, self.standing.known, self.standing.unfinished
        if pack is not None:
            size = sum(file.size for file in pack.manifest.files)
            return size_words(size) if size else ""
        if begun is not None and begun.total_bytes:
            text = translate("Packs", "%1 of %2").replace("%1", size_words(begun.come_bytes))
            return text.replace("%2", size_words(begun.total_bytes))
        if known is not None and known.download_bytes:
            size_text = size_words(known.download_bytes)
            return translate("Packs", "about %1").replace("%1", size_text)
        return ""
