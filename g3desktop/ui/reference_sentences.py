"""What is said of pictures of references that are fetched; see `sentences`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

FLICKR = (
    QT_TRANSLATE_NOOP("Sentences", "The photo is no longer on %1."),
    QT_TRANSLATE_NOOP("Sentences", "%1 does not show this photo to everybody."),
    QT_TRANSLATE_NOOP("Sentences", "Its page may say why."),
    QT_TRANSLATE_NOOP("Sentences", "%1 asks to slow down."),
    QT_TRANSLATE_NOOP("Sentences", "Try again in %1 s."),
    QT_TRANSLATE_NOOP("Sentences", "Try again in some minutes."),
    QT_TRANSLATE_NOOP("Sentences", "%1 answers with HTTP %2."),
    QT_TRANSLATE_NOOP("Sentences", "Try again later."),
    QT_TRANSLATE_NOOP("Sentences", "%1 takes too long to answer."),
    QT_TRANSLATE_NOOP("Sentences", "The connection to %1 broke off."),
    QT_TRANSLATE_NOOP("Sentences", "%1 cannot be reached."),
    QT_TRANSLATE_NOOP("Sentences", "Check the network connection, then try again."),
    QT_TRANSLATE_NOOP(
        "Sentences", "The proxy that the system names is of a kind that cannot be used."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Use an HTTP proxy, or none."),
    QT_TRANSLATE_NOOP("Sentences", "%1 sent nothing that can be used: %2."),
    QT_TRANSLATE_NOOP("Sentences", "it is no page of a photo"),
    QT_TRANSLATE_NOOP("Sentences", "it leads to another site"),
    QT_TRANSLATE_NOOP("Sentences", "it is redirected again and again"),
    QT_TRANSLATE_NOOP("Sentences", "it is too large"),
    QT_TRANSLATE_NOOP("Sentences", "it is no description of a picture"),
    QT_TRANSLATE_NOOP("Sentences", "its page shows no picture"),
    QT_TRANSLATE_NOOP("Sentences", "it is no picture, or a damaged one"),
)
