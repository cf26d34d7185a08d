"""What is said of one gallery: in the list, beside it, and before it is removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from g3desktop.ui.library_list import Fact, Mood, Row, size_words, time_words
from g3desktop.ui.library_stock import GalleryItem
from g3desktop.ui.sentences import translated_sentence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class GalleryView:
    """A gallery and what the window knows of it.

    Attributes:
        item: As it lies on the disk.
        problem: Why it cannot be used and what to try, or "".
        is_sound: Whether every file was read and found as it was written.
        is_in_work: Whether it is being built or checked.
        is_in_use: Whether the engine has it open.
    """

    item: GalleryItem
    problem: str
    is_sound: bool
    is_in_work: bool
    is_in_use: bool

    @property
    def is_usable(self) -> bool:
        """Whether the engine could have it open."""
        return bool(self.item.id and self.item.pack and not self.problem)

    def row(self) -> Row:
        """Return its row of the list."""
        item = self.item
        parts = [self._photos(), item.pack or item.encoder_id]
        parts.append(size_words(item.size_bytes) if item.size_bytes else "")
        parts.append(self._origin())
        if not any(parts):
            parts = [translate("Galleries", "cannot be used")]
        state, mood = self.state()
        return Row(str(item.folder), item.name, " · ".join(filter(None, parts)), state, mood)

    def state(self) -> tuple[str, Mood]:
        """Return its state in a word or two, and its colour."""
        if self.is_in_work:
            return translate("Galleries", "◐ in work"), "working"
        if self.problem:
            return translate("Galleries", "✕ damaged"), "failure"
        if self.is_in_use:
            return translate("Galleries", "✓ in use"), "chosen"
        if self.item.unfinished is not None:
            return translate("Galleries", "◔ not finished"), "working"
        return "", ""

    def sentence(self) -> str:
        """Say how it stands with it."""
        item = self.item
        if self.is_in_work:
            return translate("Galleries", "It is in work: how far it is stands below.")
        if self.problem:
            return translated_sentence(self.problem)
        if item.unfinished is not None:
            return self._begun(item.unfinished.rows)
        if not item.pack:
            return translate(
                "Galleries", "It cannot be used: the encoder that made it is not installed."
            )
        if item.sources_problem:
            return translated_sentence(item.sources_problem)
        if self.is_sound:
            return translate("Galleries", "✓ Checked: every file is as it was written.")
        if self.is_in_use:
            return translate("Galleries", "New photos are compared with it.")
        return ""

    def facts(self) -> list[Fact]:
        """Return all that is known of it."""
        item = self.item
        return [
            Fact(translate("Galleries", "Holds"), self._photos()),
            Fact(translate("Galleries", "Pictures"), self._pictures()),
            Fact(translate("Galleries", "Written"), time_words(item.created)),
            Fact(translate("Galleries", "Size"), self._size()),
            Fact(translate("Galleries", "Origin"), self._origin()),
            Fact(translate("Galleries", "Encoder"), item.encoder_id, is_code=True),
            Fact(translate("Galleries", "Id"), item.id, is_code=True),
            *(
                Fact(translate("Galleries", "Built from"), str(folder), is_code=True)
                for folder in self._sources()
            ),
            Fact(translate("Galleries", "Folder"), str(item.folder), is_code=True),
        ]

    def loss(self) -> str:
        """Say what its removal does."""
        if not self.item.is_there:
            return translate(
                "Galleries", "What is done of it is lost. The photos stay where they are."
            )
        stay = translate("Galleries", "The photos that it was made from stay where they are.")
        if not self.is_in_use:
            return stay
        in_use = translate(
            "Galleries",
            "It is in use: places that were found with it stay, without the small pictures of "
            "their references. New photos are compared with another gallery that fits, or with "
            "none.",
        )
        return f"{stay} {in_use}"

    def _begun(self, rows: int) -> str:
        if self.item.is_half_updated:
            return translate(
                "Galleries",
                "An update was stopped after %Ln photo(s). It can go on from there.",
                "",
                rows,
            )
        return translate(
            "Galleries",
            "A build was stopped after %Ln photo(s). It can go on from there.",
            "",
            rows,
        )

    def _photos(self) -> str:
        rows = self.item.rows
        return translate("Galleries", "%Ln photo(s)", "", rows) if rows else ""

    def _size(self) -> str:
        size = size_words(self.item.size_bytes) if self.item.size_bytes else ""
        if not self.item.is_compact:
            return size
        return translate("Galleries", "%1, kept compactly").replace("%1", size)

    def _pictures(self) -> str:
        match self.item.pictures:
            case "published":
                return translate(
                    "Galleries",
                    "none of its own; the picture of a reference is fetched when you ask for it",
                )
            case "none":
                return translate("Galleries", "none of its own")
            case "own":
                return ""

    def _sources(self) -> tuple[Path, ...]:
        begun = self.item.unfinished
        return tuple(dict.fromkeys((*self.item.sources, *([begun.folder] if begun else []))))

    def _origin(self) -> str:
        bundled = self.item.bundled
        return translate("Galleries", "came with the program") if bundled else ""
