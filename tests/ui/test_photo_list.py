"""The list of photos: rows, order, filter, and names that look like something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPixmap, QTextDocumentFragment
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from g3desktop.domain.errors import UserError
from g3desktop.store.records import PhotoState
from g3desktop.ui.photo_list import (
    PhotoDelegate,
    PhotoFilter,
    PhotoModel,
    Role,
    Row,
    cover,
    one_line,
    tooltip,
    words_for,
)
from g3desktop.ui.theme import small_font, tokens

pytestmark = pytest.mark.usefixtures("qapp")

NASTY = [
    "<b>bold</b>.jpg",
    "a<img src=x onerror=alert(1)>.jpg",
    "&lt;i&gt;.jpg",
    "\"quoted\" 'twice'.jpg",
    "two\nlines\r.jpg",
    "right\u202egpj.exe",
    "שלום\u200f.jpg",
    os.fsdecode(b"caf\xe9.jpg"),
]


def row(number: int, name: str = "", state: PhotoState = PhotoState.WAITING, line: str = "") -> Row:
    name = name or f"{number}.jpg"
    return Row(number, name, f"/photos/{name}", state, line or words_for(state))


def names(model) -> list[str]:
    return [model.index(n, 0).data() for n in range(model.rowCount())]


@pytest.fixture
def model():
    model = PhotoModel()
    # Raises nothing itself: what it finds is a warning of Qt, which fails the test.
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    yield model
    tester.deleteLater()


def test_rows_come_change_and_go(model: PhotoModel):
    model.append([row(1), row(2), row(3)])
    model.change(row(2, state=PhotoState.DONE, line="Kyoto, Japan"))
    model.change(row(9))
    assert model.row(2).line == "Kyoto, Japan"
    model.remove([1, 3, 9])
    assert names(model) == ["2.jpg"]
    assert model.row(1) is None
    assert not model.index_of(3).isValid()
    assert model.index_of(2).row() == 0
    model.replace_all([row(4), row(5)])
    assert names(model) == ["4.jpg", "5.jpg"]


def test_a_row_that_is_there_already_is_changed(model: PhotoModel):
    model.append([row(1), row(2)])
    model.append([row(1, state=PhotoState.FAILED, line="truncated"), row(3)])
    assert names(model) == ["1.jpg", "2.jpg", "3.jpg"]
    assert model.row(1).line == "truncated"


def test_another_order_keeps_what_is_chosen(model: PhotoModel):
    model.append([row(n) for n in range(5)])
    chosen = QPersistentModelIndex(model.index_of(4))
    model.arrange([4, 2, 99])
    assert names(model) == ["4.jpg", "2.jpg", "0.jpg", "1.jpg", "3.jpg"]
    assert chosen.row() == 0
    assert chosen.data(Role.ID) == 4


def test_several_rows_are_removed_while_a_view_looks(model: PhotoModel):
    shown = PhotoFilter(model)
    seen: list[list[str]] = []
    shown.rowsRemoved.connect(lambda *_: seen.append(names(shown)))
    model.append([row(n) for n in range(4)])
    model.remove([0, 2])
    assert seen[-1] == ["1.jpg", "3.jpg"]


def test_filter_and_order(model: PhotoModel):
    shown = PhotoFilter(model)
    model.append(
        [
            row(1, "b.jpg", PhotoState.DONE, "Kyoto, Japan"),
            row(2, "C.jpg", PhotoState.FAILED, "truncated"),
            row(3, "a.jpg", PhotoState.WORKING),
        ]
    )
    assert names(shown) == ["b.jpg", "C.jpg", "a.jpg"]
    shown.sort_by("name")
    assert names(shown) == ["a.jpg", "b.jpg", "C.jpg"]
    shown.sort_by("state")
    assert names(shown) == ["a.jpg", "C.jpg", "b.jpg"]
    shown.show_only("KYOTO ")
    assert names(shown) == ["b.jpg"]
    shown.show_only(states=frozenset({PhotoState.FAILED}))
    assert names(shown) == ["C.jpg"]
    model.change(row(1, "b.jpg", PhotoState.FAILED, "gone"))
    assert names(shown) == ["b.jpg", "C.jpg"]


@pytest.mark.parametrize("name", NASTY)
def test_names_are_plain_text(model: PhotoModel, name: str):
    path = f"/photos/{name}"
    model.append([Row(1, name, path, PhotoState.FAILED, f"{path} <u>is broken</u>")])
    index = model.index(0, 0)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Role.LINE):
        text = index.data(role)
        assert "\n" not in text
        assert all(c.isprintable() for c in text)
        text.encode()
    assert index.data(Role.LINE) == "<u>is broken</u>"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert GuiQt.mightBeRichText(tip)
    shown = QTextDocumentFragment.fromHtml(tip).toPlainText()
    assert one_line(path) in shown
    assert "<u>is broken</u>" in shown


@given(st.text())
def test_a_tooltip_shows_what_it_was_given(text: str):
    shown = QTextDocumentFragment.fromHtml(tooltip(f"a{text}z")).toPlainText()
    assert shown.replace("\xa0", " ") == one_line(f"a{text}z").replace("\xa0", " ")


@given(st.text(alphabet=st.characters()))
def test_a_line_is_printable_and_readable_text_stays(text: str):
    line = one_line(text)
    assert "".join(c for c in line if c not in "\u200c\u200d\u00a0\u202f").isprintable()
    if text.isprintable():
        assert line == text


def test_spaces_that_no_line_breaks_at_stay():
    line = "4\u202f692 photos\xa0: a"
    assert one_line(line) == UserError(line).one_line() == line


@pytest.mark.parametrize("state", list(PhotoState))
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_every_state_is_drawn(model: PhotoModel, state: PhotoState, direction: Qt.LayoutDirection):
    picture = QPixmap(160, 120)
    picture.fill(Qt.GlobalColor.red)
    delegate = PhotoDelegate(tokens("dark"))
    model.append([Row(1, NASTY[0], "/a", state, "x" * 500, picture)])
    option = QStyleOptionViewItem()
    option.direction = direction
    option.state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
    option.rect = QRect(0, 0, 240, delegate.sizeHint(option, model.index(0, 0)).height())
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    red = [x for x in range(240) if image.pixelColor(x, image.height() // 2).red() > 250]
    left = direction == Qt.LayoutDirection.LeftToRight
    assert red
    assert (max(red) < 120) if left else (min(red) > 120)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_row_is_as_high_as_its_two_lines(model: PhotoModel, times: int):
    delegate = PhotoDelegate(tokens("light"))
    model.append([row(1)])
    option = QStyleOptionViewItem()
    option.font.setPointSizeF(9.0 * times)
    lines = QFontMetrics(option.font).height() + QFontMetrics(small_font(option.font)).height()
    assert delegate.sizeHint(option, model.index(0, 0)).height() >= lines + 16


def test_a_long_name_keeps_its_ends_and_is_whole_in_the_tooltip(model: PhotoModel):
    name = "A" + "long" * 40 + "0042.jpg"
    model.append([row(1, name)])
    tip = QTextDocumentFragment.fromHtml(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert name in tip.toPlainText()
    same_ends, same_start = (
        "A" + "long" * 20 + "soon" + "long" * 19 + "0042.jpg",
        "A" + "long" * 40 + "0043.jpg",
    )
    pictures = [drawn(PhotoDelegate(tokens("light")), one) for one in (name, same_ends, same_start)]
    assert pictures[0] == pictures[1], "the middle is left out"
    assert pictures[0] != pictures[2], "the number at the end is not"


def drawn(delegate: PhotoDelegate, name: str) -> QImage:
    """A row with this name, as it is drawn."""
    model = PhotoModel()
    model.append([Row(1, name, "/a", PhotoState.DONE, "Kyoto, Japan")])
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 240, delegate.sizeHint(option, model.index(0, 0)).height())
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


class Counting(PhotoDelegate):
    """Counts the rows that it draws."""

    drawn = 0

    def paint(self, painter, option, index) -> None:
        self.drawn += 1
        super().paint(painter, option, index)


def test_of_500_rows_those_are_drawn_that_are_seen(qtbot, model: PhotoModel):
    model.append([row(number) for number in range(500)])
    view, delegate = QListView(), Counting(tokens("dark"))
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.setItemDelegate(delegate)
    view.setModel(model)
    view.resize(250, 600)
    view.grab()
    assert 5 < delegate.drawn < 30


def test_a_thumbnail_is_scaled_once_for_a_size(qapp):
    picture = QPixmap(160, 120)
    picture.fill(Qt.GlobalColor.red)
    first = cover(picture, QSize(52, 40), 2.0)
    assert cover(picture, QSize(52, 40), 2.0).cacheKey() == first.cacheKey()
    assert (first.size(), first.devicePixelRatio()) == (QSize(104, 80), 2.0)
    assert cover(picture, QSize(40, 52), 1.0).size() == QSize(40, 52)


def test_a_broken_file_says_so(model: PhotoModel, tmp_path: Path):
    path = str(tmp_path / "a.jpg")
    model.append([Row(1, "a.jpg", path, PhotoState.FAILED, f"{path}: the file is truncated.")])
    assert model.index(0, 0).data(Role.LINE) == "the file is truncated."
