"""Vision models that run in Ollama, on this machine unless the user says otherwise."""

from g3desktop.services.hosts import (
    DEFAULT_HOST,
    HOST_VARIABLE,
    RemoteHostError,
    is_this_machine,
    require_yes,
    resolve_host,
)
from g3desktop.services.ollama.chat import OllamaModel
from g3desktop.services.ollama.models import (
    SUGGESTED_MODELS,
    InstalledModel,
    NoModelError,
    SuggestedModel,
    choose_model,
    fits,
    total_memory_bytes,
)
from g3desktop.services.ollama.server import OllamaServer
from g3desktop.services.ollama.wire import OllamaError, Patience

__all__ = [
    "DEFAULT_HOST",
    "HOST_VARIABLE",
    "SUGGESTED_MODELS",
    "InstalledModel",
    "NoModelError",
    "OllamaError",
    "OllamaModel",
    "OllamaServer",
    "Patience",
    "RemoteHostError",
    "SuggestedModel",
    "choose_model",
    "fits",
    "is_this_machine",
    "require_yes",
    "resolve_host",
    "total_memory_bytes",
]
