"""Translators of sentences for tests, and what they left as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator

from g3desktop.ui.sentences import translated_sentence

WORDS = re.compile(r"[a-z]{2}")


class Scrambler(QTranslator):
    """Translates sentences so that every letter shows whether it was translated."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return re.sub(r"[^\W\d_]", "ø", source) if context == "Sentences" else source


class Dictionary(QTranslator):
    """Translates some sentences; the others stay."""

    def __init__(self, **wordings: str) -> None:
        super().__init__()
        self.wordings = wordings

    def translate(self, context, source, disambiguation=None, n=-1):
        return self.wordings.get(source, source)


@contextmanager
def translated_by(translator: QTranslator) -> Iterator[None]:
    QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(translator)


def words_left(text: str, *names: object) -> list[str]:
    """Return the words of a line that were not translated, but for names."""
    words = translated_sentence(text)
    for name in map(str, names):
        words = words.replace(name, "")
    return WORDS.findall(words)
