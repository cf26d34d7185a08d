"""Text of strangers in the window: file names, replies of a model, names of places."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from g3desktop.engine.messages import PhotoOptions
from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.disclosure import Disclosure
from g3desktop.ui.photo_list import Role, one_line
from tests.pictures import write_photo
from tests.scripted_ollama import ScriptedOllama, answering, refusing, sending
from tests.ui.windows import Opened, opened, urls

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

DONE, FAILED = PhotoState.DONE, PhotoState.FAILED

NAMES = [
    b"<b>bold<b>.jpg",
    b"<img src=x onerror=window.__x=1>.jpg",
    b"&lt;i&gt;.jpg",
    b"\"quoted\" 'twice' `thrice`.jpg",
    b"two\nlines\r.jpg",
    "right\u202egpj.exe.jpg".encode(),
    "\u05e9\u05dc\u05d5\u05dd\u200f.jpg".encode(),
    b"caf\xe9.jpg",
    b"%1 %n %s {}.jpg",
    b"\\u003cscript\\u003e &amp .jpg",
]


@pytest.fixture
def run_in_page(run_script):
    """Run JavaScript in a window's map."""
    return lambda window, script: run_script(window.map, script)


def wait_drawn(window: Opened) -> None:
    window.wait(lambda: window.map.is_idle)


def spoken(widget: QWidget) -> str:
    tree = QAccessible.queryAccessibleInterface(widget)
    return tree.text(QAccessible.Text.Name)


NOTHING_RAN = "typeof window.__x"
STRANGE_ELEMENTS = "document.querySelectorAll('img, script:not([src]), iframe, b, i').length"


@pytest.mark.parametrize("broken", [False, True], ids=["good", "broken"])
def test_file_names_are_plain_text_everywhere(qtbot, tmp_path: Path, run_in_page, *, broken: bool):
    folder = tmp_path / "photos"
    for seed, name in enumerate(NAMES):
        path = write_photo(folder / "a.jpg", (10.0 + seed, 20.0), seed=seed)
        path = path.rename(folder / os.fsdecode(name))
        if broken:
            path.write_text("no picture")
    photos = sorted(folder.iterdir())
    with opened(qtbot, tmp_path / "home", with_page=True) as window:
        window.drag(window.list, urls(*photos))
        window.wait_idle()
        assert window.states() == [FAILED if broken else DONE] * len(NAMES)
        records = list(window.heard.records.values())
        assert [record.path for record in records] == photos
        assert window.rows() == [one_line(record.name) for record in records]
        for row, record in enumerate(records):
            window.window.select_photo(row)
            check_texts(window, row, record)
        window.wait_idle()
        wait_drawn(window)
        assert run_in_page(window, NOTHING_RAN) == "undefined"
        assert run_in_page(window, STRANGE_ELEMENTS) == 0


def check_texts(window: Opened, row: int, record: PhotoRecord) -> None:
    name = one_line(record.name)
    heard, _, chosen = window.read_aloud()[row]
    assert chosen
    assert heard.startswith(f"{name}, ")
    header = [one for one in window.window.findChildren(QLabel) if one.text() == name]
    assert header
    assert {one.textFormat() for one in header} == {Qt.TextFormat.PlainText}
    assert {spoken(one) for one in header} == {name}
    tip = window.rows(Qt.ItemDataRole.ToolTipRole)[row]
    shown = QTextDocumentFragment.fromHtml(tip).toPlainText().replace("\xa0", " ")
    assert one_line(str(record.path)).replace("\xa0", " ") in shown
    for label in window.window.findChildren(QLabel):
        # Nowhere does Qt decide by the text itself whether it is markup.
        if record.name in label.text() or name in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
    line = window.rows(Role.LINE)[row]
    assert "\n" not in line
    line.encode()


NASTY = [
    "<script>window.__x = 1</script>",
    '<img src=x onerror="window.__x = 1">',
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "\u202emoc.elpmaxe\u202c \u2066\u2069",
    '"</script><script>window.__x = 1</script>',
    "javascript:window.__x=1 [link](javascript:window.__x=1)",
    "\u2028\u2029 \u0000 \ud83c\udf0d",
    "x" * 100_000,
]


def as_answer(text: str, number: int) -> str:
    return json.dumps({"latitude": 10.5 + number, "longitude": 20.25, "reason": text}) + text


def ask(host: str) -> dict:
    return {"ollama": host, "places": "<img src=x onerror='window.__x=1'> <b>place</b>"}


@pytest.fixture
def ollama():
    with ScriptedOllama() as server:
        model = {"name": "llava<b>:7b", "model": "llava<b>:7b", "size": 1}
        server.otherwise["/api/tags"] = sending({"models": [model]})
        server.otherwise["/api/show"] = sending({"capabilities": ["completion", "vision"]})
        yield server


@pytest.mark.slow
@pytest.mark.parametrize("counts", [True, False], ids=["answers", "no answers"])
def test_replies_with_markup_are_shown_as_they_came(
    qtbot, tmp_path: Path, run_in_page, ollama: ScriptedOllama, *, counts: bool
):
    for number, text in enumerate(NASTY):
        ollama.script["/api/chat"].append(answering(as_answer(text, number) if counts else text))
    options = PhotoOptions(effort="standard", prompts=(0,), samples=len(NASTY), top=20)
    with opened(qtbot, tmp_path / "home", ask(ollama.host), options, with_page=True) as window:
        window.drag(window.list, urls(write_photo(tmp_path / "a.jpg")))
        window.wait_idle()
        assert window.states() == [DONE]
        wait_drawn(window)
        said = read_disclosures(window)
        for text in NASTY:
            piece = text.strip()[:12]
            if piece.isprintable():
                assert piece in said
        # Nothing that turns the direction of writing or speaks to a terminal is left.
        assert not set(said) & set("\x1b\x07\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2069")
        assert "\\x1b[31mred" in said
        assert "\\u202emoc.elpmaxe" in said
        assert len(said) < 2_000_000
        check_map(window, run_in_page)


def read_disclosures(window: Opened) -> str:
    """Open what is behind a line, and return all of its text."""
    texts = []
    for disclosure in window.window.findChildren(Disclosure):
        if disclosure.isVisible():
            disclosure.open()
            (text,) = disclosure.findChildren(QPlainTextEdit)
            assert text.isVisible()
            texts.append(text.toPlainText())
    assert texts
    return "".join(texts)


def check_map(window: Opened, run_in_page) -> None:
    """Nothing of a stranger's runs or becomes an element in the map's page."""
    count = len(window.evidence._answer.candidates)
    for rank in range(1, count + 1):
        window.map.hover(f"c{rank}")
        window.map.select(f"c{rank}")
    for evidence in ("m1", "r1", ""):
        window.map.hover(evidence)
    wait_drawn(window)
    assert run_in_page(window, NOTHING_RAN) == "undefined"
    assert run_in_page(window, STRANGE_ELEMENTS) == 0
    for label in window.window.findChildren(QLabel):
        if "<" in label.text() and label.isVisible():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()


def test_an_error_of_the_server_with_markup(qtbot, tmp_path: Path, ollama: ScriptedOllama):
    ollama.otherwise["/api/chat"] = refusing(500, "\x1b[31m<img src=x>\u202e" + "y" * 5000)
    options = PhotoOptions(effort="standard", prompts=(0,), samples=2)
    with opened(qtbot, tmp_path / "home", ask(ollama.host), options) as window:
        window.drag(window.list, urls(write_photo(tmp_path / "a.jpg")))
        window.wait_idle()
        # What retrieval found stands.
        assert window.states() == [DONE]
        for label in window.window.findChildren(QLabel):
            if "<img" in label.text():
                assert label.textFormat() == Qt.TextFormat.PlainText
            assert not set(label.text()) & set("\x1b\u202e")
