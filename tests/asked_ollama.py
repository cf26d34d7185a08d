"""Questions for a scripted Ollama server, and a client that does not wait long."""

from __future__ import annotations

from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.work import never_cancelled
from g3desktop.services.ollama import OllamaModel, Patience

# Stands for a photo: what is asked of it here is to arrive as it is.
PHOTO = bytes(range(256)) * 40
SCHEMA = {"type": "object", "properties": {"latitude": {"type": "number"}}}

HASTY = Patience(silence_s=0.3, retry_waits_s=(0.0,))


def questions(count: int) -> list[Question]:
    """Return questions about one photo, told apart by their seeds."""
    return [Question(f"question {k}", PHOTO, SCHEMA, k, 0.7, 2048, 64) for k in range(count)]


def ask(
    host: str,
    count: int = 1,
    *,
    parallel: int = 1,
    patience: Patience = HASTY,
    deadline_s: float | None = None,
) -> list[Reply]:
    """Ask a server that many questions, and return the replies as they came."""
    model = OllamaModel("m", host, parallel=parallel, patience=patience)
    return list(model.replies(questions(count), deadline_s=deadline_s, cancelled=never_cancelled))
