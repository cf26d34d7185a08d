"""Encoders that cost nothing: deterministic, of small dimensions, without torch."""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Generator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from typing_extensions import override

from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.errors import EngineError
from g3desktop.domain.geometry import unit_vectors
from g3desktop.domain.pack import EncoderSpec
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.engine.alignment.encoder import ImageVectors, Vectors

_SIDE_PX = 8


class FakeEncoder:
    """Image and GPS parts from the colours of a photo, by fixed random projections.

    Like colours give like vectors, so that nearest neighbours mean something.
    """

    def __init__(
        self,
        encoder_id: str = "fake-1",
        *,
        image_dim: int = 20,
        text_dim: int = 0,
        gps_dim: int = 12,
    ) -> None:
        self._id = encoder_id
        self._spec = EncoderSpec(
            family="starter",
            weights="none",
            architecture="fake",
            input_px=_SIDE_PX,
            projection="equal_earth",
            image_dim=image_dim,
            text_dim=text_dim,
            gps_dim=gps_dim,
        )
        rng = np.random.default_rng(7)
        colours = 3 * _SIDE_PX**2
        self._image = rng.normal(size=(colours, image_dim))
        self._text = rng.normal(size=(colours, text_dim))
        self._gps = rng.normal(size=(colours, gps_dim))
        self._location = rng.normal(size=(3, gps_dim))

    @property
    def id(self) -> str:
        return self._id

    @property
    def spec(self) -> EncoderSpec:
        return self._spec

    @property
    def device(self) -> str:
        return "cpu"

    @property
    def precision(self) -> str:
        return "float32"

    @property
    def short_side_px(self) -> int:
        return _SIDE_PX

    def prepare(self, pixels: Pixels) -> Pixels:
        image = Image.fromarray(pixels).resize((_SIDE_PX, _SIDE_PX), Image.Resampling.BOX)
        return np.asarray(image)

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        if not len(prepared):
            empty = [np.empty((0, d), dtype=np.float32) for d in self._dims()]
            return ImageVectors(*empty)
        colours = np.stack(prepared).reshape(len(prepared), -1) / 255.0
        return self._vectors(colours)

    def encode_locations(self, lat_lon_deg: NDArray[np.float64]) -> Vectors:
        return _unit(np.tanh(unit_vectors(lat_lon_deg) @ self._location))

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        raise EngineError(f"The encoder {self.id} has no text part.", hint="Use another encoder.")

    def _dims(self) -> tuple[int, int, int]:
        return self._spec.image_dim, self._spec.text_dim, self._spec.gps_dim

    def _vectors(self, colours: NDArray[np.float64]) -> ImageVectors:
        return ImageVectors(
            _unit(colours @ self._image), _unit(colours @ self._text), _unit(colours @ self._gps)
        )


class FakeTextEncoder(FakeEncoder):
    """The same with an image-to-text part, as G3 has."""

    def __init__(self, encoder_id: str = "fake-text-1") -> None:
        super().__init__(encoder_id, text_dim=10)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        rows = [np.frombuffer(text.encode()[:64].ljust(64), dtype=np.uint8) for text in texts]
        letters = np.array(rows, dtype=np.float64).reshape(-1, 64)
        return _unit(letters @ np.random.default_rng(3).normal(size=(64, 10)))


class CompanyEncoder(FakeEncoder):
    """A vector here depends on the photos encoded beside it, as rounding makes it in real ones."""

    def __init__(self, encoder_id: str = "company-1", *, image_dim: int = 20) -> None:
        super().__init__(encoder_id, image_dim=image_dim)

    def _vectors(self, colours: NDArray[np.float64]) -> ImageVectors:
        return super()._vectors(colours + 0.2 * colours.mean(axis=0))


class BrokenEncoder(FakeEncoder):
    """Gives numbers that are not finite."""

    def _vectors(self, colours: NDArray[np.float64]) -> ImageVectors:
        return super()._vectors(np.full_like(colours, np.nan))


def _unit(vectors: NDArray[np.float64]) -> Vectors:
    if not vectors.shape[1]:
        return vectors.astype(np.float32)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def said(lat_deg: float, lon_deg: float) -> str:
    """Return the reply of a vision model that knows the position."""
    return json.dumps({"latitude": lat_deg, "longitude": lon_deg})


class FakeVisionModel:
    """Replies as scripted, the last reply over and over, on a clock of its own.

    Attributes:
        asked: The questions of each round.
        ended: Rounds that were asked to the end, or closed.
    """

    def __init__(
        self,
        *script: str | tuple[str, str],
        reply_s: float = 0.0,
        arrival: Sequence[int] | None = None,
    ) -> None:
        """Take texts, or texts with a problem; the order of arrival is that of asking by default.

        A reply takes `reply_s` in the model's own time, which passes at once.
        """
        self._script = [(one, "") if isinstance(one, str) else one for one in script]
        self._reply_s = reply_s
        self._arrival = arrival
        self.asked: list[Sequence[Question]] = []
        self.ended = 0

    @property
    def name(self) -> str:
        return "fake-llava"

    @property
    def host(self) -> str:
        return "http://127.0.0.1:1"

    @property
    def digest(self) -> str:
        return "fake"

    def replies(
        self,
        questions: Sequence[Question],
        *,
        deadline_s: float | None,
        cancelled: Cancelled,
    ) -> Generator[Reply]:
        self.asked.append(questions)
        now_s = time.monotonic()
        try:
            for index in self._arrival or range(len(questions)):
                check_cancelled(cancelled)
                now_s += self._reply_s
                if deadline_s is not None and now_s > deadline_s:
                    return
                text, problem = self._script[min(index, len(self._script) - 1)]
                text = self._reworded(text, questions[index])
                yield Reply(index, text, problem, server_s=self._reply_s, wall_s=self._reply_s)
        finally:
            self.ended += 1

    def _reworded(self, text: str, question: Question) -> str:
        """Return the text of a reply; here as scripted, whatever was asked."""
        return text


class EchoingModel(FakeVisionModel):
    """Repeats the last reference of a kind that a prompt shows; knows nothing without one."""

    def __init__(self, word: str) -> None:
        super().__init__("I cannot know.")
        self._shown = re.compile(rf"^{word}: (\S+), (\S+)", re.MULTILINE)

    @override
    def _reworded(self, text: str, question: Question) -> str:
        shown = self._shown.findall(question.text)
        # Digit for digit, as it was shown.
        return '{{"latitude": {}, "longitude": {}}}'.format(*shown[-1]) if shown else text


class SeededModel(FakeVisionModel):
    """Its replies depend on the question alone, as those of a real server with a seed do."""

    @override
    def _reworded(self, text: str, question: Question) -> str:
        seed = question.seed + zlib.crc32(question.image_jpeg)
        return said(seed % 80, seed % 170) if seed % 5 else text
