"""What stands in the right column while the list is empty: what the program does, and a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.services.hosts import CLOUD
from g3desktop.ui.flow import FlowLayout
from g3desktop.ui.invitation import Invitation, Mark, MarkState
from g3desktop.ui.labels import plain_label
from g3desktop.ui.links import permission
from g3desktop.ui.network import NetworkUse, network_use, site_words
from g3desktop.ui.news import EngineView
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.theme import Tokens

if TYPE_CHECKING:
    from g3desktop.engine.messages import Ready


class _Ingredient(QWidget):
    """One thing that an answer is made of: what it is now, and what can be done about it."""

    pressed = Signal()
    """The user wants to change it."""

    def __init__(self, name: str, colours: Tokens) -> None:
        super().__init__()
        self._name = name
        self._mark = Mark(colours)
        self._value = plain_label("dim")
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        self._button.clicked.connect(self.pressed)
        title = plain_label("strong")
        title.setText(name)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addLayout(head)
        words.addWidget(self._value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_value(self, state: MarkState, value: str, way: str, note: str = "") -> None:
        """Show what it is, what the button does, and perhaps a note below."""
        self._mark.show_state(state)
        self._value.setText("\n".join(one_line(line) for line in (value, note) if line))
        self._button.setText(way)
        named = QCoreApplication.translate("Welcome", "%1: %2").replace("%2", way)
        self._button.setAccessibleName(named.replace("%1", self._name))
        self._button.setAccessibleDescription(one_line(value))

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._mark.set_colours(colours)


class Welcome(QScrollArea):
    """Invites photos, and says what the program has to work with.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    photos_wanted = Signal()
    """The user wants to choose photos."""

    folder_wanted = Signal()
    """The user wants to choose a folder."""

    settings_wanted = Signal(str)
    """Name of a page of the settings: "engine" or "model"."""

    galleries_wanted = Signal()
    """The user wants to see the galleries."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready: Ready | None = None
        self._invitation = Invitation(colours)
        self._invitation.pressed.connect(self.photos_wanted)
        self._encoder = _Ingredient(self.tr("Encoder"), colours)
        self._encoder.pressed.connect(lambda: self.settings_wanted.emit("engine"))
        self._gallery = _Ingredient(self.tr("Gallery"), colours)
        self._gallery.pressed.connect(self.galleries_wanted)
        self._model = _Ingredient(self.tr("Language model"), colours)
        self._model.pressed.connect(lambda: self.settings_wanted.emit("model"))
        self._problem = plain_label("failure", selectable=True)
        self._privacy = plain_label("small")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The page has nothing to choose in itself; its buttons take the focus.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = self._build()
        self.setWidget(self._body)
        self.show_engine(EngineView("starting"))
        permission.changed.connect(self._show_privacy)

    def _build(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(10)
        column.addWidget(self._invitation)
        column.addSpacing(6)
        column.addWidget(plain_label("answer", self.tr("Where was this photo taken?")))
        column.addWidget(
            plain_label(
                "",
                self.tr(
                    "Give the program a photo: it ranks the places that fit, and shows what speaks"
                    " for each, so that you can check it."
                ),
            )
        )
        column.addWidget(
            plain_label(
                "dim",
                self.tr(
                    "It does not claim more than it knows: where the evidence points to several"
                    " places, you see several."
                ),
            )
        )
        column.addWidget(self._build_buttons())
        column.addSpacing(8)
        column.addWidget(_rule())
        column.addWidget(plain_label("heading", self.tr("What it works with")))
        column.addWidget(self._problem)
        for part in (self._encoder, self._gallery, self._model):
            column.addWidget(part)
        column.addWidget(_rule())
        column.addWidget(self._privacy)
        column.addStretch(1)
        return body

    def _build_buttons(self) -> QWidget:
        buttons = QWidget()
        row = FlowLayout(buttons, spacing_px=8)
        self._choose = QPushButton(self.tr("Choose photos…"))
        self._choose.setProperty("role", "primary")
        self._choose.clicked.connect(self.photos_wanted)
        folder = QPushButton(self.tr("Open a folder…"))
        folder.clicked.connect(self.folder_wanted)
        row.addWidget(self._choose)
        row.addWidget(folder)
        return buttons

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a width at which nothing is cut off; it is scrolled in height alone."""
        bar = self.verticalScrollBar().sizeHint().width()
        line = self.fontMetrics().height()
        return QSize(self._body.minimumSizeHint().width() + bar, 8 * line)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        for part in (self._invitation, self._encoder, self._gallery, self._model):
            part.set_colours(colours)

    def focus_first(self) -> None:
        """Give the first thing to do the focus."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_engine(self, view: EngineView) -> None:
        """Show what there is to work with, and what can be done about what there is not."""
        is_lost = view.state == "unready"
        self._ready = view.ready
        self._problem.setVisible(bool(view.message))
        self._problem.setText(one_line(view.message))
        self._show_privacy()
        if view.ready is not None:
            self._show_encoder(view.ready)
            self._show_gallery(view.ready)
            self._show_model(view.ready)
            return
        change, manage = self.tr("Change…"), self.tr("Manage…")
        value = self.tr("Not known without an engine.") if is_lost else self.tr("Getting ready…")
        self._encoder.show_value("failed" if is_lost else "waiting", value, change)
        state: MarkState = "absent" if is_lost else "waiting"
        self._gallery.show_value(state, value, manage)
        self._model.show_value(state, value, change)

    def _show_privacy(self) -> None:
        self._privacy.setText(_privacy_words(network_use(self._ready)))

    def _show_encoder(self, ready: Ready) -> None:
        # Not at the window's start, which it would make longer.
        from g3desktop.wiring import STARTER

        name = ready.encoder.split("-", 1)[0]
        value = self.tr("%1, computed on %2").replace("%2", ready.device).replace("%1", name)
        small = self.tr("Small: good for a first look, not for proof.")
        self._encoder.show_value(
            "there", value, self.tr("Change…"), small if name == STARTER else ""
        )

    def _show_gallery(self, ready: Ready) -> None:
        gallery = ready.gallery
        if gallery is None:
            none = self.tr("None fits this encoder.")
            self._gallery.show_value("absent", none, self.tr("Build one…"))
            return
        many = self.tr("%Ln photo(s) whose place is known", "", gallery.rows)
        value = self.tr("%1: %2").replace("%2", many).replace("%1", gallery.name)
        self._gallery.show_value("there", value, self.tr("Manage…"))

    def _show_model(self, ready: Ready) -> None:
        from g3desktop.wiring import NO_MODEL_WANTED

        if ready.model is not None:
            value = self.tr("%1, on this machine")
            if sites := network_use(ready).sites:
                # The last one computes; those before pass the photos on.
                in_cloud = sites[-1] == CLOUD
                far = self.tr("%1, on another machine")
                value = self.tr("%1, in the cloud") if in_cloud else far
            value = value.replace("%1", ready.model.model)
            self._model.show_value("there", value, self.tr("Change…"))
        elif ready.without_model == NO_MODEL_WANTED:
            value = self.tr("None, as the settings say.")
            self._model.show_value("absent", value, self.tr("Change…"))
        else:
            value = self.tr("None. %1.").replace("%1", translated_sentence(ready.without_model))
            note = self.tr("It is not needed; with one, more places are considered.")
            self._model.show_value("absent", value, self.tr("Get one…"), note)


def _privacy_words(use: NetworkUse) -> str:
    """Return where photos go; what is true is said, also where it is not the rule."""
    translate = QCoreApplication.translate
    if use.is_offline:
        return translate(
            "Welcome", "Nothing leaves this machine. Photos are only read, never changed."
        )
    if use.sites:
        text = translate("Welcome", "Photos are sent to the language model at %1, as you allowed.")
        text = text.replace("%1", site_words(use.sites))
    elif use.may_send:
        text = translate(
            "Welcome", "Photos may be sent to a language model on another machine, as you allowed."
        )
    else:
        text = translate("Welcome", "Photos stay on this machine.")
    return text + " " + translate("Welcome", "They are only read, never changed.")


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    rule.setFixedHeight(1)
    return rule
