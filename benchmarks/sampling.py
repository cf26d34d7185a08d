"""Asking a model 4 prompts x 5 samples: in our order and side by side, against one by one.

The server is the one that G3_TEST_OLLAMA names, with the model tinyllava or G3_TEST_MODEL. Each
way begins with one unmeasured question, so that neither pays for loading the model.
"""

from __future__ import annotations

import importlib.util
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, peak_mb, show
from g3desktop import wiring
from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.work import never_cancelled
from g3desktop.engine.consultation import references_for
from g3desktop.engine.photo import content_sha256, jpeg_for_model, read_photo
from g3desktop.engine.retrieval import Exclusion, retrieve
from g3desktop.engine.sampling import SamplingPlan, plan_samples, write_questions
from g3desktop.services.ollama import OllamaModel

_PLAN = SamplingPlan(samples=5)


def main() -> list[Row]:
    """Measure both rows; none where no server is named."""
    host = os.environ.get("G3_TEST_OLLAMA")
    if not host:
        return []
    photo = _demo_photo()
    together = OllamaModel(os.environ.get("G3_TEST_MODEL", "tinyllava"), host)
    alone = OllamaModel(together.name, host, parallel=1)
    questions = _questions(photo)
    _ask(alone, questions[:1])
    baseline_s = _one_by_one(alone, photo, questions)
    _ask(together, questions[:1])
    ours_s, _ = _timed(together, photo, questions)
    in_turn_s, replies = _timed(alone, photo, questions)
    server_s = sum(reply.server_s for reply in replies)
    peak = peak_mb()
    return [
        Row(
            "4 prompts x 5 samples on a real server",
            baseline_s,
            ours_s,
            0.8,
            peak,
            peak,
            f"{together.name}; {in_turn_s / baseline_s:.2f} of it with one question at a time",
        ),
        Row(
            "our own share of that, one question at a time",
            server_s,
            in_turn_s - server_s,
            0.2,
            peak,
            peak,
            f"{len(replies)} replies",
        ),
    ]


def _demo_photo() -> Path:
    package = importlib.util.find_spec("sklearn")
    if package is None or package.submodule_search_locations is None:
        raise SystemExit("needs scikit-learn, which carries the demo's photo")
    return Path(package.submodule_search_locations[0]) / "datasets" / "images" / "china.jpg"


def _questions(photo: Path) -> list[Question]:
    """Return the questions that `locate` would ask, with the starter's references."""
    engine = wiring.build_engine(wiring.EngineWish(encoder=wiring.STARTER))
    encoder = engine.encoder
    pixels = read_photo(photo, short_side_px=encoder.short_side_px).pixels
    vectors = encoder.encode_images([encoder.prepare(pixels)])
    (evidence,) = retrieve(engine.gallery, vectors, [Exclusion()])
    similar, dissimilar = references_for(evidence, _PLAN, engine.names)
    samples = plan_samples(_PLAN, similar, dissimilar, seed=0)
    image_jpeg = jpeg_for_model(photo, content_sha256(photo))
    return write_questions(samples, image_jpeg=image_jpeg, temperature=_PLAN.temperature)


def _ask(model: OllamaModel, questions: Sequence[Question]) -> list[Reply]:
    replies = list(model.replies(questions, deadline_s=None, cancelled=never_cancelled))
    broken = [reply.problem for reply in replies if reply.problem not in ("", "cut off")]
    if broken:
        raise SystemExit(f"the server failed: {broken[0]}")
    return replies


def _timed(
    model: OllamaModel, photo: Path, questions: Sequence[Question]
) -> tuple[float, list[Reply]]:
    started = time.perf_counter()
    jpeg_for_model(photo, content_sha256(photo))
    replies = _ask(model, questions)
    return time.perf_counter() - started, replies


def _one_by_one(model: OllamaModel, photo: Path, questions: Sequence[Question]) -> float:
    shuffled = random.Random(0).sample(questions, len(questions))
    started = time.perf_counter()
    for question in shuffled:
        jpeg_for_model(photo, content_sha256(photo))
        _ask(model, [question])
    return time.perf_counter() - started


if __name__ == "__main__":
    show(main())
