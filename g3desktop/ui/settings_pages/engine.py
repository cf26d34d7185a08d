"""What answers: encoder, gallery, device."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typing_extensions import override

from g3desktop.settings import Folders, Settings
from g3desktop.ui.settings_pages.page import SettingsPage, value_combo
from g3desktop.wiring import bundled_packs, gallery_shelves


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from.

    Attributes:
        encoders: Ids of packs.
        galleries: Names of galleries.
    """

    encoders: tuple[str, ...]
    galleries: tuple[str, ...]


def find_choices(folders: Folders) -> Choices:
    """Look for packs and galleries; reads files."""
    from g3desktop.engine.gallery.shelf import list_galleries
    from g3desktop.services.packs import list_packs

    return Choices(
        tuple(pack.manifest.id for pack in list_packs(folders.packs, bundled_packs())),
        tuple(entry.name for entry in list_galleries(gallery_shelves(folders)) if entry.manifest),
    )


class EnginePage(SettingsPage):
    """Chooses encoder, gallery and device.

    Args:
        settings: As they stand.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(self.tr("Engine"))
        engine = settings.engine
        self.encoder = value_combo(
            self.tr("Encoder"),
            [("", self.tr("g3 where it is installed, else starter"))],
            engine.encoder,
        )
        self.gallery = value_combo(
            self.tr("Gallery"), [("", self.tr("the one that fits the encoder"))], engine.gallery
        )
        self.device = value_combo(
            self.tr("Compute on"),
            [
                ("", self.tr("the fastest there is")),
                ("cuda", self.tr("graphics processor (NVIDIA CUDA)")),
                ("mps", self.tr("graphics processor (Apple)")),
                ("cpu", self.tr("processor")),
            ],
            engine.device,
        )
        form = self.add_section("")
        self.add_row(form, self.tr("Encoder"), self.encoder)
        self.add_row(form, self.tr("Gallery"), self.gallery)
        self.add_row(form, self.tr("Compute on"), self.device)
        self.add_note(
            self.tr(
                "An encoder turns a photo into numbers, and compares them with those of the "
                "gallery's photos. A gallery fits the encoder that made it, and no other."
            )
        )
        self.finish()

    def show_choices(self, choices: Choices) -> None:
        """Offer what there is."""
        for combo, values in (
            (self.encoder, choices.encoders),
            (self.gallery, choices.galleries),
        ):
            for value in values:
                if combo.findData(value) < 0:
                    combo.addItem(value, value)

    @override
    def chosen(self, settings: Settings) -> Settings:
        engine = replace(
            settings.engine,
            encoder=self.encoder.currentData(),
            gallery=self.gallery.currentData(),
            device=self.device.currentData(),
        )
        return replace(settings, engine=engine)
