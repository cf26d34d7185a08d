"""What the user chooses once and for all, on a few pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop import __version__
from g3desktop.domain.errors import CancelledError, UserError
from g3desktop.domain.work import Progress
from g3desktop.services.ollama import (
    SUGGESTED_MODELS,
    InstalledModel,
    OllamaServer,
    fits,
    is_this_machine,
    resolve_host,
    total_memory_bytes,
)
from g3desktop.settings import (
    EngineSettings,
    Folders,
    Settings,
    WindowSettings,
    find_resources,
    write_settings,
)
from g3desktop.ui.background import Background
from g3desktop.wiring import bundled_packs, gallery_shelves


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from.

    Attributes:
        encoders: Ids of packs.
        galleries: Names of galleries.
    """

    encoders: tuple[str, ...]
    galleries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What a server of language models has.

    Attributes:
        host: Where it is.
        models: Those that see images.
        problem: Why nothing is known, or "".
    """

    host: str
    models: tuple[InstalledModel, ...] = ()
    problem: str = ""


def _choices(folders: Folders) -> Choices:
    from g3desktop.engine.gallery.shelf import list_galleries
    from g3desktop.services.packs import list_packs

    return Choices(
        tuple(pack.manifest.id for pack in list_packs(folders.packs, bundled_packs())),
        tuple(entry.name for entry in list_galleries(gallery_shelves(folders)) if entry.manifest),
    )


def _stock(setting: str, *, remote_ok: bool) -> Stock:
    """Ask the server what it has; another machine is not asked without a yes."""
    host = setting
    try:
        host = resolve_host(setting or None)
        if not (remote_ok or is_this_machine(host)):
            far = QCoreApplication.translate(
                "SettingsDialog", "%1 is another machine: it is not asked before you allow it."
            )
            return Stock(host, problem=far.replace("%1", host))
        models = OllamaServer(host, remote_ok=remote_ok).models()
    except UserError as error:
        return Stock(host, problem=error.one_line())
    return Stock(host, tuple(model for model in models if model.sees_images))


def _combo(name: str, values: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for value, text in values:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo


class SettingsDialog(QDialog):
    """Pages of settings; `saved` says that the file was written.

    Args:
        folders: Where files are.
        settings: As they stand.
        parent: The window.
    """

    saved = Signal(object)
    """Settings."""

    _progress = Signal(object)

    def __init__(self, folders: Folders, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._settings = folders, settings
        self._background = Background(2, "settings", self)
        self._stop_pull = False
        self._progress.connect(self._show_progress)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        pages = QTabWidget()
        pages.addTab(self._engine_page(), self.tr("Engine"))
        pages.addTab(self._model_page(), self.tr("Language model"))
        pages.addTab(self._look_page(), self.tr("Appearance"))
        pages.addTab(self._about_page(), self.tr("About"))
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        self._problem = QLabel()
        self._problem.setProperty("role", "failure")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(pages)
        column.addWidget(self._problem)
        column.addWidget(buttons)
        self._background.run(lambda: _choices(folders), self._show_choices, self._say)
        self._look_for_models()

    # Pages.

    def _engine_page(self) -> QWidget:
        engine = self._settings.engine
        self._encoder = _combo(
            self.tr("Encoder"), (("", self.tr("g3 where it is installed, else starter")),), ""
        )
        self._gallery = _combo(self.tr("Gallery"), (("", self.tr("the one that fits")),), "")
        self._device = _combo(
            self.tr("Device"),
            (
                ("", self.tr("the fastest")),
                ("cuda", "NVIDIA (CUDA)"),
                ("mps", "Apple (MPS)"),
                ("cpu", self.tr("processor")),
            ),
            engine.device,
        )
        folder = QLabel(str(self._folders.packs.parent))
        folder.setTextFormat(Qt.TextFormat.PlainText)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return _page(
            (self.tr("Encoder"), self._encoder),
            (self.tr("Gallery"), self._gallery),
            (self.tr("Compute on"), self._device),
            (self.tr("Files lie in"), folder),
        )

    def _model_page(self) -> QWidget:
        llm = self._settings.llm
        self._effort = _combo(
            self.tr("Effort"),
            (
                ("quick", self.tr("ask no model")),
                ("standard", self.tr("ask each prompt once")),
                ("thorough", self.tr("ask each prompt five times, as in the paper")),
            ),
            llm.effort,
        )
        self._host = QLineEdit(llm.host)
        self._host.setPlaceholderText(self.tr("this machine (OLLAMA_HOST, else port 11434)"))
        self._host.setAccessibleName(self.tr("Address of Ollama"))
        self._host.editingFinished.connect(self._look_for_models)
        self._remote = QCheckBox(self.tr("Photos may be sent to another machine"))
        self._remote.setChecked(llm.host_remote_ok)
        self._remote.toggled.connect(self._look_for_models)
        self._model = _combo(self.tr("Model"), (("", self.tr("the best one installed")),), "")
        self._stock_label = QLabel()
        self._stock_label.setWordWrap(True)
        self._stock_label.setTextFormat(Qt.TextFormat.PlainText)
        self._stock_label.setProperty("role", "dim")
        memory = total_memory_bytes()
        self._suggested = _combo(
            self.tr("Model to download"),
            tuple(
                (one.name, f"{one.name} · {one.download_bytes / 1e9:.1f} GB · {one.why}")
                for one in SUGGESTED_MODELS
                if fits(one, memory) is not False
            ),
            "",
        )
        self._pull = QPushButton(self.tr("Download through Ollama"))
        self._pull.clicked.connect(self._pull_or_stop)
        self._bar = QProgressBar()
        self._bar.hide()
        return _page(
            (self.tr("Effort"), self._effort),
            (self.tr("Address"), self._host),
            ("", self._remote),
            (self.tr("Model"), self._model),
            ("", self._stock_label),
            (self.tr("Get another"), self._suggested),
            ("", self._pull),
            ("", self._bar),
        )

    def _look_page(self) -> QWidget:
        self._theme = _combo(
            self.tr("Theme"),
            (
                ("system", self.tr("as the system")),
                ("dark", self.tr("dark")),
                ("light", self.tr("light")),
            ),
            self._settings.window.theme,
        )
        return _page((self.tr("Theme"), self._theme))

    def _about_page(self) -> QWidget:
        text = QPlainTextEdit(_about_text())
        text.setReadOnly(True)
        text.setMinimumHeight(220)
        text.setAccessibleName(self.tr("About"))
        page = QWidget()
        QVBoxLayout(page).addWidget(text)
        return page

    # What is found out in the background.

    def _show_choices(self, choices: Choices) -> None:
        for combo, values, chosen in (
            (self._encoder, choices.encoders, self._settings.engine.encoder),
            (self._gallery, choices.galleries, self._settings.engine.gallery),
        ):
            for value in values:
                combo.addItem(value, value)
            _choose(combo, chosen)

    def _look_for_models(self, *_: object) -> None:
        host, remote_ok = self._host.text().strip(), self._remote.isChecked()
        self._stock_label.setText(self.tr("Looking for models…"))
        self._background.run(lambda: _stock(host, remote_ok=remote_ok), self._show_stock, self._say)

    def _show_stock(self, stock: Stock) -> None:
        chosen = self._model.currentData() or self._settings.llm.model
        while self._model.count() > 1:
            self._model.removeItem(1)
        for model in stock.models:
            self._model.addItem(f"{model.name} · {model.size_bytes / 1e9:.1f} GB", model.name)
        _choose(self._model, chosen)
        if stock.problem:
            self._stock_label.setText(stock.problem)
        elif not stock.models:
            self._stock_label.setText(self.tr("Ollama runs, and has no model that sees images."))
        else:
            here = is_this_machine(stock.host)
            where = self.tr("on this machine") if here else self.tr("NOT on this machine")
            self._stock_label.setText(f"Ollama {where}: {stock.host}")

    # Downloads.

    def _pull_or_stop(self) -> None:
        if self._bar.isVisible():
            self._stop_pull = True
            return
        name, host = self._suggested.currentData(), self._host.text().strip()
        remote_ok = self._remote.isChecked()
        self._stop_pull = False
        self._bar.setRange(0, 0)
        self._bar.show()
        self._pull.setText(self.tr("Stop; it goes on there next time"))

        def pull() -> None:
            server = OllamaServer(resolve_host(host or None), remote_ok=remote_ok)
            server.pull(name, report=self._progress.emit, cancelled=lambda: self._stop_pull)

        self._background.run(pull, lambda _nothing: self._pulled(), self._not_pulled)

    def _show_progress(self, progress: Progress) -> None:
        if progress.total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * progress.done / progress.total))
        if progress.note:
            self._stock_label.setText(progress.note)

    def _pulled(self) -> None:
        self._bar.hide()
        self._pull.setText(self.tr("Download through Ollama"))
        self._look_for_models()

    def _not_pulled(self, error: BaseException) -> None:
        self._pulled()
        if not isinstance(error, CancelledError):
            self._say(error)

    # The end.

    def _say(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._problem.setText(error.one_line())

    def settings(self) -> Settings:
        """Return what is chosen now."""
        device: Callable[[], str] = self._device.currentData
        return Settings(
            llm=replace(
                self._settings.llm,
                host=self._host.text().strip(),
                model=self._model.currentData() or "",
                host_remote_ok=self._remote.isChecked(),
                effort=self._effort.currentData(),
            ),
            engine=EngineSettings(
                encoder=self._encoder.currentData() or "",
                gallery=self._gallery.currentData() or "",
                device=device(),  # type: ignore[arg-type]  # one of the values above
            ),
            window=WindowSettings(theme=self._theme.currentData()),
        )

    def _save(self) -> None:
        chosen = self.settings()
        try:
            write_settings(self._folders.settings, chosen)
        except UserError as error:
            self._say(error)
            return
        self.saved.emit(chosen)
        self.accept()

    @override
    def done(self, result: int) -> None:
        """Close, and stop what is still under way."""
        self._stop_pull = True
        self._background.close()
        super().done(result)


def _page(*rows: tuple[str, QWidget]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(16, 16, 16, 16)
    form.setVerticalSpacing(10)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for text, widget in rows:
        form.addRow(text, widget)
    return page


def _choose(combo: QComboBox, value: str) -> None:
    """Choose a value, which is shown even where there is no such thing any more."""
    if value and combo.findData(value) < 0:
        combo.addItem(value, value)
    combo.setCurrentIndex(max(combo.findData(value), 0))


def _about_text() -> str:
    card = find_resources() / "packs" / "starter" / "README.md"
    parts = [f"G3 Desktop {__version__}", "Apache-2.0"]
    notice = find_resources().parent / "NOTICE"
    for path in (notice, card):
        parts.append(_text_of(path))
    return "\n\n".join(filter(None, parts))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
