"""The photo that somebody looks at: its answer on the map and in the evidence, both at one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from g3desktop.domain.answer import Answer
from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.language import place_language
from g3desktop.ui.map_content import candidate_mark, content_of
from g3desktop.ui.map_view import MapView
from g3desktop.ui.news import Heat, Shown, Staged
from g3desktop.ui.photo_list import words_for
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.session import Session
from g3desktop.ui.stages import stage_words

_PREVIEWS_KEPT = 8
"""The latest few are enough to go back and forth."""

_PATIENCE_MS = 400
"""A photo's answer, which takes half of this, goes before its large picture and its density."""

_MAP_FIRST_MS = 150
"""How long the evidence waits for the map: drawing both at once makes the window stutter."""


class ChosenPhoto(QObject):
    """Keeps map and evidence at one photo and one of its places.

    Args:
        session: What the photos are known from.
        map_view: The map.
        evidence: The right column.
        thumbnail: Gives a photo's small picture, where it is known.
        parent: Owner.
    """

    changed = Signal(object)
    """PhotoRecord | None: another photo is looked at, or the same one is in another state."""

    def __init__(
        self,
        session: Session,
        map_view: MapView,
        evidence: EvidencePanel,
        thumbnail: Callable[[int], QPixmap | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._map, self._evidence = session, map_view, evidence
        self._thumbnail = thumbnail
        self._photo: int | None = None
        self._answer: Answer | None = None
        self._is_refined = False
        self._stage = ""
        self._heat: Heat | None = None
        self._previews: OrderedDict[int, QPixmap] = OrderedDict()
        self._preview_asked: int | None = None
        self._is_answered = False
        self._is_awaited = False
        self._map_goes_first = QTimer(self, interval=_MAP_FIRST_MS, singleShot=True)
        self._map_goes_first.timeout.connect(self._show_all)
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._ask_rest)
        session.changed.connect(self._change)
        session.staged.connect(self._take_stage)
        session.answered.connect(self._take_answer)
        session.heated.connect(self._take_heat)
        evidence.place_chosen.connect(lambda _rank: self._choose_in_map())
        evidence.evidence_chosen.connect(map_view.pick_evidence)
        evidence.hovered.connect(map_view.hover)
        map_view.selected.connect(self._choose_on_map)
        map_view.evidence_selected.connect(self._pick_on_map)
        map_view.hovered.connect(evidence.point)
        map_view.shown.connect(self._take_shown)

    @property
    def evidence(self) -> EvidencePanel:
        """What shows the evidence."""
        return self._evidence

    def show(self, photo: int | None) -> None:
        """Look at a photo, or at none."""
        self._photo, self._answer, self._preview_asked = photo, None, None
        self._stage, self._is_answered = "", False
        self._map_goes_first.stop()
        self._patience.start()
        record = None if photo is None else self._session.record(photo)
        self._is_awaited = record is not None and record.state is not PhotoState.DONE
        self._map.clear()
        self.changed.emit(record)
        if record is None:
            self._evidence.show_nothing()
            return
        self._show_state(record)
        if record.state is PhotoState.FAILED:
            self._ask_preview()
        else:
            self._session.show(record.id)

    def forget(self, photos: list[int]) -> None:
        """Know no more of photos that were removed or are placed again."""
        for photo in photos:
            self._previews.pop(photo, None)
            if self._preview_asked == photo:
                self._preview_asked = None
        if self._heat is not None and self._heat.photo in photos:
            self._heat = None

    def _show_state(self, record: PhotoRecord, stage: str = "") -> None:
        picture = self._picture(record.id)
        if record.state is PhotoState.FAILED:
            self._evidence.show_failed(
                translated_sentence(record.reason), str(record.path), picture
            )
            return
        waits = record.state is PhotoState.WAITING
        title = self.tr("Waiting") if waits else self.tr("Placing…")
        line = stage or words_for(record.state)
        self._evidence.show_state(title, line, picture, working=not waits)

    def _take_stage(self, staged: Staged) -> None:
        record = None if self._photo is None else self._session.record(self._photo)
        if record is not None and staged.photo == self._photo and self._answer is None:
            self._stage = stage_words(staged)
            self._show_state(record, self._stage)

    def _change(self, record: PhotoRecord) -> None:
        if record.id != self._photo:
            return
        self.changed.emit(record)
        if record.state is PhotoState.FAILED:
            self._answer = None
            self._map.clear()
            self._show_state(record)
        elif self._answer is None:
            self._show_state(record)

    def _picture(self, photo: int) -> QPixmap:
        return self._previews.get(photo) or self._thumbnail(photo) or QPixmap()

    def _take_shown(self) -> None:
        if self._map_goes_first.isActive():
            self._show_all()
            QTimer.singleShot(0, self, self._ask_rest)
        elif self._answer is not None:
            self._ask_rest()

    def _ask_rest(self) -> None:
        """Have made what may come after the answer."""
        self._patience.stop()
        self._ask_preview()
        photo = self._photo
        if self._is_answered and photo is not None:
            self._is_answered = False
            if self._heat is None or self._heat.photo != photo:
                self._session.describe(photo)

    def _ask_preview(self) -> None:
        """Have the photo's large picture made, once."""
        photo = self._photo
        if photo is not None and photo not in self._previews and self._preview_asked != photo:
            self._preview_asked = photo
            self._session.preview(photo, lambda image: self._take_preview(photo, image))

    def _take_preview(self, photo: int, image: QImage) -> None:
        if image.isNull():
            return
        self._previews[photo] = QPixmap.fromImage(image)
        while len(self._previews) > _PREVIEWS_KEPT:
            self._previews.popitem(last=False)
        record = self._session.record(photo)
        if photo != self._photo or record is None:
            return
        if self._answer is not None:
            self._show_answer(self._previews[photo])
        else:
            self._show_state(record, self._stage)

    def _take_answer(self, shown: Shown) -> None:
        if shown.photo != self._photo:
            return
        is_first, self._answer = self._answer is None, shown.answer
        self._is_refined = not shown.last
        self._is_answered = shown.last
        self._patience.start()
        if is_first and self._is_awaited:
            self._show_on_map(1)
            self._map_goes_first.start()
        elif not self._map_goes_first.isActive():
            self._show_all()

    def _show_all(self) -> None:
        """Show the answer in the evidence, and what is chosen there on the map."""
        if self._photo is not None:
            self._show_answer(self._picture(self._photo))
            self._show_on_map(self._evidence.chosen)

    def _show_answer(self, picture: QPixmap) -> None:
        self._map_goes_first.stop()
        if self._answer is not None:
            self._evidence.show_answer(self._answer, picture, refining=self._is_refined)

    def _take_heat(self, heat: Heat) -> None:
        if heat.photo == self._photo:
            self._heat = heat
            self._show_on_map(self._evidence.chosen)

    def _show_on_map(self, rank: int) -> None:
        if self._answer is None:
            return
        heat = self._heat
        density = heat.areas if heat is not None and heat.photo == self._photo else ()
        content = content_of(self._answer, density, language=place_language())
        self._map.show_answer(content, candidate_mark(rank))
        self._map.pick_evidence(self._evidence.picked)

    def _choose_in_map(self) -> None:
        self._map.select(candidate_mark(self._evidence.chosen))
        self._map.pick_evidence(self._evidence.picked)

    def _choose_on_map(self, mark: str) -> None:
        if mark.startswith("c") and mark[1:].isdigit():
            self._evidence.choose(int(mark[1:]))

    def _pick_on_map(self, mark: str) -> None:
        self._evidence.pick(mark)
        # Said back, which the page does not answer: the word may have crossed one of ours on its
        # way, and the camera's position is no evidence to go to.
        self._map.pick_evidence(self._evidence.picked)
