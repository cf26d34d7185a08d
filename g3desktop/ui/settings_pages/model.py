"""Which language model is asked, and getting another one.

What talks to Ollama takes half a second to import: only other threads do so here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QPushButton
from typing_extensions import override

from g3desktop.domain.errors import CancelledError, UserError
from g3desktop.domain.work import Cancelled, Progress, never_cancelled
from g3desktop.services.hosts import runs_in_cloud
from g3desktop.settings import Settings
from g3desktop.ui.background import Background
from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import error_words, translated_sentence
from g3desktop.ui.settings_pages.page import (
    SettingsPage,
    choose_value,
    value_combo,
)

if TYPE_CHECKING:
    from g3desktop.services.ollama import InstalledModel, SuggestedModel


@dataclass(frozen=True, slots=True)
class Stock:
    """What a server of language models has.

    Attributes:
        host: Where it is.
        models: Those that see images.
        problem: Why nothing is known, or "".
        is_here: Whether it is on this machine.
        is_kept_back: Whether it was not asked as it is another machine.
    """

    host: str
    models: tuple[InstalledModel, ...] = ()
    problem: str = ""
    is_here: bool = True
    is_kept_back: bool = False


def take_stock(setting: str, *, remote_ok: bool, cancelled: Cancelled = never_cancelled) -> Stock:
    """Ask the server what it has; another machine is not asked without a yes.

    Raises:
        CancelledError: `cancelled` said so.
    """
    from g3desktop.services.ollama import OllamaServer, is_this_machine, resolve_host

    host, is_here = setting, True
    try:
        host = resolve_host(setting or None)
        is_here = is_this_machine(host)
        if not (remote_ok or is_here):
            far = QCoreApplication.translate(
                "ModelPage", "%1 is another machine: it is not asked before you allow it."
            )
            return Stock(host, problem=far.replace("%1", host), is_here=False, is_kept_back=True)
        models = OllamaServer(host, remote_ok=remote_ok).models(cancelled=cancelled)
    except UserError as error:
        return Stock(host, problem=error_words(error), is_here=is_here)
    return Stock(host, tuple(model for model in models if model.sees_images), is_here=is_here)


def find_offers() -> tuple[SuggestedModel, ...]:
    """Return the suggested models that this machine has the memory for, as far as is known."""
    from g3desktop.services.ollama import SUGGESTED_MODELS, fits, total_memory_bytes

    memory = total_memory_bytes()
    return tuple(model for model in SUGGESTED_MODELS if fits(model, memory) is not False)


class ModelPage(SettingsPage):
    """Chooses server and model, and downloads models through the server.

    Args:
        settings: As they stand.
        background: Where the server is asked.
    """

    privacy_wanted = Signal()
    """The user wants to see what may use the network."""

    failed = Signal(object)
    """UserError: a download that did not come to its end."""

    _progress = Signal(object)

    def __init__(self, settings: Settings, background: Background) -> None:
        super().__init__(self.tr("Language model"))
        self._background = background
        self._remote_ok = settings.llm.host_remote_ok
        self._downloads_ok = settings.network.model_downloads
        self._stop_pull = self._is_pulling = self._is_closing = False
        self._asked = 0
        self._is_host_kept_back = False
        self._in_cloud: frozenset[str] = frozenset()
        self._progress.connect(self._show_progress)
        self.add_note(
            self.tr(
                "A language model that sees images proposes places, in addition to those of the "
                "gallery. It runs in Ollama, a program of its own."
            )
        )
        self._build_choice(settings)
        self._build_download()
        self.finish()
        self._show_permission()

    def _build_choice(self, settings: Settings) -> None:
        self.host = QLineEdit(settings.llm.host)
        self.host.setPlaceholderText(self.tr("this machine (OLLAMA_HOST, else port 11434)"))
        self.host.setAccessibleName(self.tr("Address of Ollama"))
        self.host.editingFinished.connect(self.look)
        self.model = value_combo(
            self.tr("Model"), [("", self.tr("the best one installed"))], settings.llm.model
        )
        self.stock = plain_label("dim")
        self.cloud = plain_label("dim")
        self._allow_remote = self._door_to_privacy()
        self.model.currentIndexChanged.connect(self._show_kept_back)
        form = self.add_section("")
        self.add_row(form, self.tr("Address of Ollama"), self.host)
        self.add_row(form, self.tr("Model"), self.model)
        self.column.addWidget(self.stock)
        self.column.addWidget(self.cloud)
        self.column.addWidget(self._allow_remote, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_kept_back()

    def _build_download(self) -> None:
        self.suggested = value_combo(self.tr("Model to download"), [], "")
        self.pull = QPushButton(self.tr("Download through Ollama"))
        self.pull.setAutoDefault(False)
        self.pull.clicked.connect(self._pull_or_stop)
        self._allow_downloads = self._door_to_privacy()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Download"))
        self.bar.hide()
        form = self.add_section(self.tr("Get another model"))
        self.add_row(form, self.tr("Model to download"), self.suggested)
        row = QHBoxLayout()
        row.addWidget(self.pull)
        row.addWidget(self._allow_downloads)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.bar)
        self.permission = self.add_note("")

    def _door_to_privacy(self) -> QPushButton:
        door = QPushButton(self.tr("Privacy…"))
        door.setAutoDefault(False)
        door.setToolTip(self.tr("Show what may use the network"))
        door.clicked.connect(self.privacy_wanted)
        return door

    def _reasons(self) -> dict[str, str]:
        """Return what speaks for the suggested models, in the window's language."""
        return {
            "the paper's family": self.tr("the paper's family"),
            "the paper's family, larger": self.tr("the paper's family, larger"),
            "newer": self.tr("newer"),
            "newer, larger": self.tr("newer, larger"),
            "newer, for small machines": self.tr("newer, for small machines"),
            "for the smallest machines": self.tr("for the smallest machines"),
        }

    # What the privacy page allows.

    def allow_remote(self, *, allowed: bool) -> None:
        """Let another machine be asked, or not any more."""
        self._remote_ok = allowed
        self._show_kept_back()
        self.look()

    def allow_downloads(self, *, allowed: bool) -> None:
        """Let models be downloaded, or not any more, not even the one that is on its way."""
        self._downloads_ok = allowed
        self._stop_pull = self._stop_pull or not allowed
        self._show_permission()

    def _show_kept_back(self) -> None:
        """Say where the chosen model runs, if not in Ollama, and offer to allow what is asked."""
        name = self.model.currentData()
        in_cloud = name in self._in_cloud or runs_in_cloud(name)
        if self._remote_ok:
            text = self.tr("%1 runs in the cloud: photos go there, as you allowed.")
        else:
            text = self.tr("%1 runs in the cloud: it is not asked before you allow it.")
        self.cloud.setText(text.replace("%1", one_line(name)))
        self.cloud.setVisible(in_cloud)
        is_kept_back = self._is_host_kept_back or (in_cloud and not self._remote_ok)
        self._allow_remote.setVisible(is_kept_back)

    def _show_permission(self) -> None:
        is_ready = self._downloads_ok and self.suggested.count() > 0
        self.pull.setEnabled(is_ready or self._is_pulling)
        self.permission.setVisible(not self._downloads_ok)
        self.permission.setText(
            self.tr("Downloads use the network, and are switched off under Privacy.")
        )
        self._allow_downloads.setVisible(not self._downloads_ok)

    # What the server has, and what there is to get.

    def start(self) -> None:
        """Find out what there is."""
        self._background.run(find_offers, self._show_offers)
        self.look()

    def _show_offers(self, offers: tuple[SuggestedModel, ...]) -> None:
        reasons = self._reasons()
        for one in offers:
            text = f"{one.name} · {_size(one.download_bytes)} · {reasons[one.why]}"
            self.suggested.addItem(text, one.name)
        self._show_permission()

    def look(self) -> None:
        """Ask the server what it has."""
        host, remote_ok = self.host.text().strip(), self._remote_ok
        self._asked += 1
        turn = self._asked
        self.stock.setText(self.tr("Looking for models…"))

        def show(stock: Stock) -> None:
            # An answer to an earlier question may come after that to a later one.
            if turn == self._asked:
                self._show_stock(stock)

        self._background.run(
            lambda: take_stock(host, remote_ok=remote_ok, cancelled=lambda: self._is_closing), show
        )

    def _show_stock(self, stock: Stock) -> None:
        chosen = self.model.currentData()
        while self.model.count() > 1:
            self.model.removeItem(1)
        elsewhere = {one.name for one in stock.models if one.elsewhere or runs_in_cloud(one.name)}
        for model in stock.models:
            size = _size(model.size_bytes)
            fact = self.tr("in the cloud") if model.name in elsewhere else size
            self.model.addItem(f"{model.name} · {fact}", model.name)
        self._in_cloud, self._is_host_kept_back = frozenset(elsewhere), stock.is_kept_back
        choose_value(self.model, chosen)
        self._show_kept_back()
        if stock.problem:
            self.stock.setText(stock.problem)
        elif not stock.models:
            self.stock.setText(self.tr("Ollama runs, and has no model that sees images."))
        elif stock.is_here:
            self.stock.setText(self.tr("Ollama runs on this machine: %1").replace("%1", stock.host))
        else:
            self.stock.setText(
                self.tr("Ollama runs on another machine: %1").replace("%1", stock.host)
            )

    # Downloads.

    def _pull_or_stop(self) -> None:
        if self._is_pulling:
            self._stop_pull = True
            return
        name, host, remote_ok = self.suggested.currentData(), self.host.text(), self._remote_ok
        self._stop_pull, self._is_pulling = False, True
        self.bar.setRange(0, 0)
        self.bar.show()
        self.pull.setText(self.tr("Stop; it goes on there next time"))

        def pull() -> None:
            from g3desktop.services.ollama import OllamaServer, resolve_host

            server = OllamaServer(resolve_host(host.strip() or None), remote_ok=remote_ok)
            server.pull(name, report=self._progress.emit, cancelled=lambda: self._stop_pull)

        self._background.run(pull, lambda _nothing: self._pulled(), self._not_pulled)

    def _show_progress(self, progress: Progress) -> None:
        if progress.total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * progress.done / progress.total))
        if progress.note:
            self.stock.setText(translated_sentence(progress.note))

    def _pulled(self) -> None:
        self._is_pulling = False
        self.bar.hide()
        self.pull.setText(self.tr("Download through Ollama"))
        self._show_permission()
        self.look()

    def _not_pulled(self, error: BaseException) -> None:
        self._pulled()
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(error)

    def stop(self) -> None:
        """Stop a download or a question that is under way."""
        self._stop_pull = self._is_closing = True

    @override
    def chosen(self, settings: Settings) -> Settings:
        llm = replace(settings.llm, host=self.host.text().strip(), model=self.model.currentData())
        return replace(settings, llm=llm)


def _size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
