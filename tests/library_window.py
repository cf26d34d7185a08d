"""A window of galleries that builds one: `library_window PHOTOS`; it writes what it loaded."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from g3desktop.settings import find_folders
from g3desktop.ui.library_dialog import LibraryDialog
from g3desktop.ui.library_work import BuildGallery
from g3desktop.ui.workshop import Outcome, Workshop


def main(photos: Path) -> None:
    application = QApplication([])
    folders = find_folders()
    workshop = Workshop(folders)
    dialog = LibraryDialog(folders, workshop)
    dialog.show()

    def show_next(outcome: Outcome) -> None:
        # What there is was asked for before this is.
        dialog._background.run(lambda: outcome, leave)

    def leave(outcome: Outcome) -> None:
        names = [item.name for item in dialog._stock.galleries]
        sys.stdout.write(f"{outcome.result} {names} {sorted(sys.modules)}\n")
        dialog.reject()
        workshop.close()
        application.quit()

    workshop.finished.connect(show_next)
    workshop.begin(BuildGallery("mine", photos, None, "tiny", pictures=True, folders=folders))
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
