"""The translations: that every text of the window is in them, and that each is whole.

`python installer/translations.py` mends most of what fails here.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from g3desktop.settings import find_resources

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "g3desktop" / "ui"
FOLDER = find_resources() / "translations"
COMPLETE = ("de", "fr")
ALL = ("en", *COMPLETE)

MARKS = {"tr", "translate", "QT_TRANSLATE_NOOP"}
SHOWS_TEXT = {
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"),
    *("setText", "setToolTip", "setTitle", "setWindowTitle", "setPlaceholderText", "setItemText"),
    *("setAccessibleName", "setAccessibleDescription", "setSuffix", "setSpecialValueText"),
    *("addAction", "addMenu", "addItem", "addTab", "addRow", "showMessage", "setInformativeText"),
}


@dataclass(frozen=True, order=True)
class Text:
    context: str
    source: str
    comment: str
    has_plurals: bool


@dataclass(frozen=True)
class Call:
    """A call that marks a text for translation."""

    where: str
    node: ast.Call
    name: str
    context: str

    @property
    def texts(self) -> list[ast.expr]:
        """What is translated, and the comment and the count after it."""
        return self.node.args if self.name == "tr" else self.node.args[1:]

    def text(self) -> Text | None:
        """What is marked; None where that is no literal string."""
        source, comment, *count = [*self.texts, ast.Constant("")][: max(2, len(self.texts))]
        if not _is_text(source):
            return None
        return Text(self.context, source.value, comment.value or "", bool(count))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _calls(path: Path, tree: ast.AST, class_name: str = "") -> Iterator[Call]:
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, ast.ClassDef) else class_name
        yield from _calls(path, node, inside)
        if not isinstance(node, ast.Call) or _name(node) not in MARKS:
            continue
        if _name(node) == "tr":
            context = class_name
        elif len(node.args) > 1 and _is_text(node.args[0]):
            context = node.args[0].value
        else:
            # The translate of a painter or a str.
            continue
        yield Call(f"{path.name}:{node.lineno}", node, _name(node), context)


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCES.rglob("*.py"))}


@cache
def calls() -> tuple[Call, ...]:
    return tuple(call for path, tree in trees().items() for call in _calls(path, tree))


@dataclass(frozen=True)
class Message:
    text: Text
    forms: tuple[str, ...]
    is_unfinished: bool


@cache
def messages(language: str, folder: Path = FOLDER) -> tuple[Message, ...]:
    found = []
    for context in ET.parse(folder / f"g3desktop_{language}.ts").iter("context"):
        for one in context.iter("message"):
            has_plurals = one.get("numerus") == "yes"
            translation = one.find("translation")
            forms = translation.findall("numerusform") if has_plurals else [translation]
            texts = (context.findtext("name"), one.findtext("source"), one.findtext("comment", ""))
            found.append(
                Message(
                    Text(*texts, has_plurals),
                    tuple(form.text or "" for form in forms),
                    translation.get("type") is not None,
                )
            )
    return tuple(found)


each_language = pytest.mark.parametrize("language", ALL)


def test_the_sources_mark_texts_in_each_way():
    assert {call.name for call in calls()} == MARKS
    assert len(calls()) > 400


@pytest.mark.parametrize("language", COMPLETE)
def test_every_text_of_the_window_is_listed_and_no_other(language: str):
    marked = {text for call in calls() if (text := call.text())}
    assert {one.text for one in messages(language)} == marked


def test_english_has_the_texts_with_plurals_alone():
    marked = {text for call in calls() if (text := call.text()) and text.has_plurals}
    assert {one.text for one in messages("en")} == marked


def test_what_is_translated_is_a_literal_or_marked_elsewhere_in_its_module():
    """lupdate reads no variable; a wrapper around translate hides its texts."""
    marked_ahead = {
        (call.where.partition(":")[0], call.context)
        for call in calls()
        if call.name == "QT_TRANSLATE_NOOP"
    }
    hidden = [
        call.where
        for call in calls()
        if call.text() is None and (call.where.partition(":")[0], call.context) not in marked_ahead
    ]
    assert hidden == []


def test_nothing_is_translated_before_the_language_is_known():
    early = []
    for path, tree in trees().items():
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.Lambda)]
        later = {id(node) for function in functions for node in ast.walk(function)}
        early += [
            call.where
            for call in _calls(path, tree)
            if call.name != "QT_TRANSLATE_NOOP" and id(call.node) not in later
        ]
    assert early == []


def test_a_text_that_a_widget_shows_is_marked():
    unmarked = []
    for path, tree in trees().items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or _name(call) not in SHOWS_TEXT:
                continue
            literals = [part for one in call.args for part in _literals(one)]
            words = [text for text in literals if re.search(r"[^\W\d_]{2}", text)]
            if words and words != ["G3 Desktop"]:
                unmarked.append((path.name, call.lineno, words))
    assert unmarked == []


def _literals(node: ast.expr) -> Iterator[str]:
    if _is_text(node):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (one.value for one in node.values if isinstance(one, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from (*_literals(node.left), *_literals(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))


@each_language
def test_every_text_is_translated(language: str):
    left = [one.text for one in messages(language) if one.is_unfinished or not all(one.forms)]
    assert left == []


@each_language
def test_texts_with_a_number_have_each_form(language: str):
    plural = [one for one in messages(language) if one.text.has_plurals]
    # One, and any other; French counts none as one.
    assert {len(one.forms) for one in plural} == {2}
    unmarked = [one.text for one in messages(language) if "(s)" in "".join(one.forms)]
    assert unmarked == []


@each_language
def test_placeholders_are_those_of_the_source(language: str):
    def placeholders(text: str) -> Counter[str]:
        return Counter(re.findall(r"%L?n|%\d|\{\w*\}", text))

    differing = [
        (one.text.source, form)
        for one in messages(language)
        for form in one.forms
        if set(placeholders(form)) != set(placeholders(one.text.source))
    ]
    assert differing == []


@each_language
def test_what_stands_at_the_edges_is_kept(language: str):
    """An ellipsis says that a dialog follows, an ampersand underlines a letter."""

    def edges(text: str) -> tuple[bool, ...]:
        return (
            text.endswith("…"),
            text.startswith("…"),
            text.endswith("."),
            text.endswith("?"),
            text[:1].isspace(),
            text[-1:].isspace(),
            text.count("&") == 1,
        )

    differing = [
        (one.text.source, form)
        for one in messages(language)
        for form in one.forms
        if edges(form) != edges(one.text.source)
    ]
    assert differing == []


@each_language
def test_what_the_program_loads_says_what_the_translators_wrote(language: str, tmp_path: Path):
    builder = _load_builder()
    builder.release(FOLDER / f"g3desktop_{language}.ts", tmp_path / "made.qm")
    made, kept = QTranslator(), QTranslator()
    assert made.load(str(tmp_path / "made.qm"))
    assert kept.load(str(FOLDER / f"g3desktop_{language}.qm"))
    assert kept.language() == language
    for one in messages(language):
        key = (one.text.context, one.text.source, one.text.comment)
        for number in (0, 1, 2, 1000) if one.text.has_plurals else (-1,):
            assert kept.translate(*key, number) == made.translate(*key, number) != ""


def test_what_lupdate_would_overlook_reaches_it():
    source = (
        'translate("C", "%n é", "", one.rows)\n'
        'a = translate("C", "%n b", "", len(n)), QCoreApplication.translate("C", "c", "", n)\n'
        'self.tr("%n d", "", n); painter.translate(1, 2)\n'
    )
    assert _load_builder().with_plain_counts(source) == (
        'translate("C", "%n é", "", 1)\n'
        'a = translate("C", "%n b", "", 1), QCoreApplication.translate("C", "c", "", 1)\n'
        'self.tr("%n d", "", n); painter.translate(1, 2)\n'
    )


def test_the_script_finds_the_files_as_they_are(tmp_path: Path):
    """Nothing is lost or forgotten when it runs again."""
    for language in ALL:
        name = f"g3desktop_{language}.ts"
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    _load_builder().update(tmp_path)
    for language in ALL:
        assert messages(language, tmp_path) == messages(language)


def _load_builder():
    path = ROOT / "installer" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
