"""What is said of packs that are installed, and of those who have them; see `sentences`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

PACKS = (
    QT_TRANSLATE_NOOP("Sentences", "The pack %1 is no encoder."),
    QT_TRANSLATE_NOOP("Sentences", "`g3desktop packs list` shows which are."),
    QT_TRANSLATE_NOOP("Sentences", "Get the pack again."),
    QT_TRANSLATE_NOOP("Sentences", "the archive %1 is not among its files"),
    QT_TRANSLATE_NOOP("Sentences", "it describes an encoder, and is none"),
    QT_TRANSLATE_NOOP("Sentences", "it does not say what the gallery is called"),
    QT_TRANSLATE_NOOP("Sentences", "it describes no encoder"),
    QT_TRANSLATE_NOOP("Sentences", "it holds what is no plain file of the pack"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is not part of the pack."),
    QT_TRANSLATE_NOOP("Sentences", "Remove that file."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "The pack %1 is being installed or removed by another run of the program.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Wait until that is done."),
    QT_TRANSLATE_NOOP("Sentences", "The pack %1 is part of the program, and is not there."),
    QT_TRANSLATE_NOOP("Sentences", "Install the program again."),
    QT_TRANSLATE_NOOP("Sentences", "The pack %1 holds nothing."),
    QT_TRANSLATE_NOOP("Sentences", "Name another source."),
    QT_TRANSLATE_NOOP("Sentences", "There is no pack %1 to install."),
    QT_TRANSLATE_NOOP(
        "Sentences", "Known are %1; others come with --from or `g3desktop packs import`."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Nobody knows what becomes of the files of %1."),
    QT_TRANSLATE_NOOP("Sentences", "Name a folder or an address that holds a pack.json."),
    QT_TRANSLATE_NOOP("Sentences", "The pack %1 needs the pack %2, which is not installed."),
    QT_TRANSLATE_NOOP("Sentences", "Install that first: g3desktop packs install %1."),
    QT_TRANSLATE_NOOP("Sentences", "There is a gallery %1 already."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Remove that one: g3desktop gallery remove %1; or import it with --name.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "The %1 were not accepted."),
    QT_TRANSLATE_NOOP("Sentences", "Read them (%1), then use --accept-terms."),
)
"""Of packs, and of what they need."""

KNOWN = (
    QT_TRANSLATE_NOOP("Sentences", "Terms of use of MP16-Pro"),
    QT_TRANSLATE_NOOP("Sentences", "small encoder, part of the program"),
    QT_TRANSLATE_NOOP("Sentences", "the paper's encoder"),
    QT_TRANSLATE_NOOP(
        "Sentences", "positions, authors and places of the paper's 4.12 million photos"
    ),
    QT_TRANSLATE_NOOP("Sentences", "for academic use alone"),
    QT_TRANSLATE_NOOP("Sentences", "the paper's gallery; becomes a compact one"),
    QT_TRANSLATE_NOOP("Sentences", "streets and places of the whole world for the map"),
    QT_TRANSLATE_NOOP("Sentences", "ODbL-1.0, © OpenStreetMap contributors"),
    QT_TRANSLATE_NOOP("Sentences", "MP16-Pro is published for academic use alone."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "It describes photos that their authors put on Flickr under Creative Commons "
        "licences: names of authors, positions, and names of places.",
    ),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "By accepting you say that you use it for research or teaching, that you name "
        "its source (Jia et al., G3, NeurIPS 2024) and each photo's author where you "
        "show or publish what came from it, that you keep to the licence of each "
        "photo, and that you do not use it against the people who took the photos or "
        "are seen in them.",
    ),
)
"""What the packs are that can be had, and what one accepts with them."""

SUPPLY = (
    QT_TRANSLATE_NOOP("Sentences", "%1 was damaged on this disk: its download starts anew."),
    QT_TRANSLATE_NOOP("Sentences", "%1 changed at its source: its download starts anew."),
    QT_TRANSLATE_NOOP(
        "Sentences", "What %1 sends as %2 is not what was announced: it has another sha256."
    ),
    QT_TRANSLATE_NOOP("Sentences", "Nothing was installed."),
    QT_TRANSLATE_NOOP("Sentences", "Try again later, or another source with --from."),
    QT_TRANSLATE_NOOP("Sentences", "%1 sends %2 bytes of %3, and announced %4."),
    QT_TRANSLATE_NOOP("Sentences", "%1 changes at %2 while it is downloaded."),
    QT_TRANSLATE_NOOP("Sentences", "%1 cannot be reached: %2."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "What has come stays: run the same command again when there is a connection.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "What has come stays: run the same command again later."),
    QT_TRANSLATE_NOOP("Sentences", "Installed and working: %1."),
    QT_TRANSLATE_NOOP("Sentences", "%1 gives %2 to people alone who asked for it."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Ask for it on its page there, log in with `hf auth login`, and try again.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "%1 has no %2."),
    QT_TRANSLATE_NOOP("Sentences", "It may have been moved: name another source with --from."),
    QT_TRANSLATE_NOOP("Sentences", "%1 does not give %2: %3."),
    QT_TRANSLATE_NOOP("Sentences", "%1 does not say the sha256 of %2."),
    QT_TRANSLATE_NOOP("Sentences", "%1 says two things about %2."),
    QT_TRANSLATE_NOOP("Sentences", "Run the same command again later."),
    QT_TRANSLATE_NOOP("Sentences", "%1 on %2 has no %3."),
    QT_TRANSLATE_NOOP("Sentences", "It may have been renamed: get the file and use --from FOLDER."),
    QT_TRANSLATE_NOOP("Sentences", "%1 holds nothing of the pack %2."),
    QT_TRANSLATE_NOOP("Sentences", "Name one that holds %1."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "A mirror holds a folder for each pack, with its pack.json and its files.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "%1 has no file of the last %2 days."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Look at %1 for one, or make a smaller one with `pmtiles extract`, and name "
        "it: g3desktop packs install %2 --from ADDRESS_OR_FOLDER.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "Name another source with --from."),
    QT_TRANSLATE_NOOP("Sentences", "%1 does not say how large %2 is."),
    QT_TRANSLATE_NOOP("Sentences", "%1 has %2 free, and %3 are needed."),
    QT_TRANSLATE_NOOP(
        "Sentences",
        "Free %1, or let G3DESKTOP_HOME or [storage] folder in the settings name a "
        "folder on a larger disk.",
    ),
    QT_TRANSLATE_NOOP("Sentences", "What has come stays."),
)
"""Of those who have packs."""

REASONS = (
    QT_TRANSLATE_NOOP("Sentences", "it stopped before the end"),
    QT_TRANSLATE_NOOP("Sentences", "it sends another part than was asked for"),
    QT_TRANSLATE_NOOP("Sentences", "HF_HUB_OFFLINE is set"),
    QT_TRANSLATE_NOOP("Sentences", "there is no connection to it"),
    QT_TRANSLATE_NOOP("Sentences", "it sends from one address to the next"),
    QT_TRANSLATE_NOOP("Sentences", "%1 is no address"),
    QT_TRANSLATE_NOOP("Sentences", "it sends to an address without encryption"),
    QT_TRANSLATE_NOOP("Sentences", "it compresses what it sends"),
    QT_TRANSLATE_NOOP("Sentences", "it does not answer"),
    QT_TRANSLATE_NOOP("Sentences", "it fell silent"),
    QT_TRANSLATE_NOOP("Sentences", "the proxy refuses"),
    QT_TRANSLATE_NOOP("Sentences", "the connection broke off"),
)
"""Why they do not give them, inside another sentence."""
