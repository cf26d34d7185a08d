"""What the engine is doing, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from g3desktop.ui.news import Staged

STAGES = (
    QT_TRANSLATE_NOOP("Stages", "starting"),
    QT_TRANSLATE_NOOP("Stages", "encoding positions"),
    QT_TRANSLATE_NOOP("Stages", "loading gallery and places"),
    QT_TRANSLATE_NOOP("Stages", "reading"),
    QT_TRANSLATE_NOOP("Stages", "aligning"),
    QT_TRANSLATE_NOOP("Stages", "comparing"),
)
NAMED_STAGES = (
    QT_TRANSLATE_NOOP("Stages", "asking %1"),
    QT_TRANSLATE_NOOP("Stages", "loading encoder %1"),
)
"""Those that the engine says, the second kind with a name; anything else is shown as it stands."""


def stage_words(staged: Staged) -> str:
    """Return a stage with how far it is."""
    many = f" {staged.done}/{staged.total}" if staged.total and staged.total > 1 else ""
    return translated(staged.stage) + many


def translated(stage: str) -> str:
    """Return a stage in the user's language."""
    for pattern in map(str, NAMED_STAGES):
        words = pattern.removesuffix("%1")
        if stage.startswith(words):
            return QCoreApplication.translate("Stages", pattern).replace(
                "%1", stage.removeprefix(words)
            )
    return QCoreApplication.translate("Stages", stage)
