"""Puts the parts together: from names that a user types to an engine that answers.

Everything heavy is imported inside the functions, so that `--help` costs nothing.
"""

from g3desktop.wiring.bundled import STARTER, bundled_packs, load_gazetteer
from g3desktop.wiring.engine import GRID_MIN_POPULATION, EngineWish, build_engine, open_encoder
from g3desktop.wiring.galleries import gallery_shelves
from g3desktop.wiring.model import NO_MODEL_WANTED, LlmWish, open_model
from g3desktop.wiring.packs import PAPER_PACK, choose_pack, import_pack
from g3desktop.wiring.training import TrainingWish, run_training

__all__ = [
    "GRID_MIN_POPULATION",
    "NO_MODEL_WANTED",
    "PAPER_PACK",
    "STARTER",
    "EngineWish",
    "LlmWish",
    "TrainingWish",
    "build_engine",
    "bundled_packs",
    "choose_pack",
    "gallery_shelves",
    "import_pack",
    "load_gazetteer",
    "open_encoder",
    "open_model",
    "run_training",
]
