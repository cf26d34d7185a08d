"""What the window works with for once, where the settings or the storage folder cannot be used.

Nothing is written: what is wrong stays as it is. Nothing here is of Qt, as the engine's process
loads it too.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, Report
from g3desktop.settings import Folders, Settings, find_folders, read_settings, usual_folders
from g3desktop.wiring import EngineWish
from g3desktop.wiring import build_engine as build_usual_engine

if TYPE_CHECKING:
    from g3desktop.engine.parts import Engine

BUILDER = f"{__name__}:build_engine"


def usable_parts() -> tuple[Folders, Settings]:
    """Return the user's folders and settings; in place of those that cannot be used, the usual.

    They are looked at anew, so that what was mended is used.
    """
    usual = usual_folders()
    try:
        settings = read_settings(usual.settings)
    except UsageError:
        # Whoever reads an empty file has the default settings.
        return replace(usual, settings=Path(os.devnull)), Settings()
    try:
        return find_folders(), settings
    except UsageError:
        return usual, settings


def build_engine(wish: EngineWish, *, report: Report, cancelled: Cancelled) -> Engine:
    """Build the engine from what can be used.

    Raises:
        UserError: See `g3desktop.wiring.build_engine`.
    """
    folders, _ = usable_parts()
    return build_usual_engine(wish, folders=folders, report=report, cancelled=cancelled)
