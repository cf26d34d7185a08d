"""What the program is made of, read from the packages and files that are there."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from g3desktop import __version__
from g3desktop.domain.errors import UsageError
from g3desktop.ui import credits as credits_
from g3desktop.ui.about import CITATION, AboutDialog, _Card


@pytest.fixture
def dialog(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.done(0)


def button(dialog: AboutDialog, text: str) -> QPushButton:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == text)
    return found


def document(dialog: AboutDialog, name: str) -> QPlainTextEdit:
    texts = dialog.findChildren(QPlainTextEdit)
    return next(one for one in texts if one.accessibleName() == name)


def test_version_parts_and_paper_are_shown(qtbot, dialog):
    def texts() -> set[str]:
        return {label.text() for label in dialog.findChildren(QLabel)}

    qtbot.waitUntil(lambda: "PySide6" in texts())
    assert {f"Version {__version__}", CITATION, qVersion()} <= texts()
    assert importlib.metadata.version("torch") in texts()


def test_nothing_heavy_is_imported_for_it():
    script = (
        "import sys; from g3desktop.ui import about, credits; credits.main_parts();"
        " credits.libraries(); print({'torch', 'faiss', 'open_clip'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.stdout.strip() == "set()"


def test_licence_notice_and_model_card_are_shown(qtbot, dialog):
    qtbot.waitUntil(lambda: "Apache License" in document(dialog, "LICENSE").toPlainText())
    qtbot.waitUntil(lambda: "GeoNames" in document(dialog, "NOTICE").toPlainText())
    (card,) = dialog.findChildren(_Card)
    qtbot.waitUntil(lambda: "Model card" in card.toPlainText())
    # Rendered, and read from its beginning.
    assert "# Model card" not in card.toPlainText()
    assert card.textCursor().position() == 0


def test_markup_and_pictures_in_a_card_do_nothing(qtbot, tmp_path):
    card = _Card()
    qtbot.addWidget(card)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"not read")
    card.show_markdown(f"<b>bold</b> ![seen]({picture.as_uri()})")
    assert "<b>bold</b>" in card.toPlainText()
    kind = QTextDocument.ResourceType.ImageResource.value
    assert card.loadResource(kind, picture.as_uri()) is None


def test_libraries_are_listed_with_their_licences(qtbot, dialog):
    model = dialog._libraries
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    rows = {
        model.index(row, 0).data().lower(): [model.index(row, column).data() for column in (1, 2)]
        for row in range(model.rowCount())
    }
    assert rows["torch"][0] == importlib.metadata.version("torch")
    assert "BSD-3-Clause" in rows["torch"][1]
    # Needed by what we need.
    assert "markupsafe" in rows
    assert all(licence for _version, licence in rows.values())
    # Only for developing.
    assert "hypothesis" not in rows


def test_citation_and_versions_are_copied(dialog):
    button(dialog, "Copy citation").click()
    assert QGuiApplication.clipboard().text() == CITATION
    button(dialog, "Copy versions").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"G3 Desktop {__version__}\n")
    assert f"Qt {qVersion()}" in copied
    assert str(Path.home()) not in copied


def test_closing_before_everything_is_read(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    assert not dialog.isVisible()


def install(folder: Path, *files: str) -> None:
    """Make what an installed wheel leaves: a package, its resources, and its metadata."""
    record = [*files, "g3desktop-9.9.dist-info/METADATA", "g3desktop-9.9.dist-info/RECORD"]
    wheel = folder / "wheel.zip"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in files:
            archive.writestr(name, f"text of {name}")
        archive.writestr(record[-2], "Metadata-Version: 2.4\nName: g3desktop\nVersion: 9.9\n")
        archive.writestr(record[-1], "".join(f"{name},,\n" for name in record))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def test_an_installed_wheel_has_its_documents_too(tmp_path, monkeypatch):
    install(
        tmp_path,
        "g3desktop/resources/packs/starter/README.md",
        "g3desktop-9.9.dist-info/licenses/LICENSE",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(credits_, "find_resources", lambda: tmp_path / "g3desktop" / "resources")
    assert "licenses/LICENSE" in credits_.read_document(credits_.LICENCE)
    assert "starter/README.md" in credits_.read_document(credits_.MODEL_CARD)
    with pytest.raises(UsageError, match="lacks its file NOTICE"):
        credits_.read_document(credits_.NOTICE)
