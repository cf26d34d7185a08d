"""Sentences from below the window: each of them has a template, and each template a sentence."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import g3desktop
from g3desktop.domain.dialogue import Reply
from g3desktop.engine import cautions, coordinates, replies
from g3desktop.engine.cautions import about_no_model, about_replies
from g3desktop.engine.consultation import Consultation, Counsel
from g3desktop.engine.replies import read_reply
from g3desktop.engine.sampling import Sample, SamplingPlan
from g3desktop.engine.votes import Ballot
from g3desktop.services.ollama.chat import SERVER_ERROR
from g3desktop.ui import (
    engine_sentences,
    library_sentences,
    pack_sentences,
    reference_sentences,
    sentences,
)
from g3desktop.ui.sentences import templates_in, translated_sentence
from tests.fakes import FakeVisionModel
from tests.ui.translators import WORDS, words_left

PACKAGE = Path(g3desktop.__file__).parent

# What of the program never speaks to the window; whatever is new is looked at by itself.

BESIDE = ("cli", "ui", "__main__.py", "evaluation/")
"""The command line, and the window itself."""

_TRAINING = (
    *("augmentation", "dataset", "folding", "g3_training", "held_out", "initial_weights"),
    *("objective", "photo_cache", "recall", "recipe", "trainable", "training", "training_data"),
    *("training_photos", "training_run", "training_state", "training_step"),
)
_CLUSTER = ("cluster", "cluster_link", "cluster_staff", "cluster_work")
SILENT_MODULES = frozenset(
    (
        *(f"engine/alignment/{name}.py" for name in _TRAINING),
        *(f"wiring/{name}.py" for name in ("training", "evaluation", "evaluation_inputs")),
        "wiring/granularity.py",
        "engine/prompts.py",
        *(f"services/{name}.py" for name in ("descriptions", "position_table", "written_aside")),
        *(f"engine/gallery/{name}.py" for name in _CLUSTER),
    )
)
"""Training, evaluation, tables of positions and builds on a cluster, which the command line alone
does, and what is said to a language model."""

_TEXT_PART = "The starter encoder has no text part."
SILENT = {
    "domain/geometry.py": (
        "latitude Q1 is outside [-90, 90]",
        "longitude Q1 is outside [-180, 180]",
    ),
    "engine/alignment/checkpoint.py": (
        "not stated in the checkpoint; that of the place it was downloaded from",
        "the published checkpoint of G3 (Jia et al., NeurIPS 2024), converted here",
    ),
    "engine/alignment/devices.py": ("out of memory", "can't allocate memory", "not enough memory"),
    "engine/alignment/features.py": ("encoding photos", "encoding texts"),
    "engine/alignment/g3.py": ("a position is not finite",),
    "engine/alignment/starter.py": (
        *("Q1 has Q2 features to whiten, fewer than the image vector's Q3.", _TEXT_PART),
        "Lower shape.image_dim in the recipe.",
    ),
    "engine/alignment/starter_encoder.py": (
        *("a position is not finite", "Use the g3 encoder."),
        "The encoder Q1 has no text part, so it cannot encode Q2 texts.",
    ),
    "engine/alignment/tensor_file.py": ("Q1 has shape Q2, not Q3",),
    "engine/gallery/intake.py": ("building the gallery",),
    "engine/gallery/integrity.py": ("checking the gallery",),
    "engine/gallery/journal.py": ("Q1 vectors for Q2 rows",),
    "engine/gallery/published.py": ("line Q1 has no position",),
    "engine/gallery/search.py": (
        *("Q1 exclusions for Q2 queries", "queries of Q1 numbers for rows of Q2"),
    ),
    "engine/gallery/segment_writer.py": ("writing the gallery",),
    "engine/messages.py": (
        *("Q1 cannot be sent: Q2", "Q1 is nothing that an engine is told", "Q1.Q2 is no value"),
    ),
    "engine/photo.py": ("short_side_px is Q1",),
    "engine/replies.py": ("Q1 side",),
    "engine/worker.py": ("locating photos",),
    "services/address.py": ("A photo taken far from any town.", "A photo taken in Q1."),
    "services/gazetteer.py": (
        "positions have shape Q1, not (N, 2)",
        "a position is not finite, or its latitude is outside [-90, 90]",
    ),
    "services/ollama/chat.py": ("not found",),
    "services/pack_archive.py": ("packing small files", "unpacking small files"),
    "services/supply/catalogue.py": ("part of the program",),
    "services/supply/fetch.py": ("asking what there is",),
    "services/supply/hub.py": ("Bearer Q1", "Q1 at Q2"),
    "services/supply/mirror.py": ("Q1, from Q2",),
    "services/supply/stock.py": ("partly downloaded",),
    "services/ollama/models.py": (
        *("the paper's family", "the paper's family, larger", "newer, larger"),
        *("newer, for small machines", "for the smallest machines"),
    ),
    "services/ollama/server.py": ("not found", "file does not exist"),
    "wiring/gallery_packs.py": (
        *("copying the gallery", "not stated", "the gallery Q1, made by the encoder Q2"),
        *("The gallery Q1 was changed meanwhile.", "Export it again."),
        *("Q1 is a link.", "Put the file itself there."),
    ),
    "wiring/pack_placing.py": ("nobody knows what becomes of these files",),
    "store/answers.py": ("An answer cannot be written as JSON: Q1.", "An answer takes Q1 bytes."),
    "store/rows.py": ("Q1 bytes, where at most Q2 are kept",),
}
"""Faults of the program, what goes into files or is compared with, what the window says itself."""

FRAGMENTS = {
    "engine/cautions.py": (
        *("Q1 of Q2 questions were answered", "Q1 gave no position that countsQ2. Q3"),
    ),
    "engine/consultation.py": (
        *(", at most Q1 s", "on a CPU each may take half a minuteQ1", "about Q1Q2", "Q1 min"),
    ),
    "engine/failures.py": (" while writing Q1",),
    "engine/gallery/build.py": (" Q1 were left out, most often: Q2.",),
    "engine/gallery/published.py": ("more than Q1",),
    "engine/parts.py": ("a gallery", "fitted weights"),
    "engine/replies.py": (" and ",),
    "services/packs.py": ("the file",),
    "store/answers.py": ("the whole",),
}
"""Parts of sentences; the whole ones are made of them with the values below, or in a test."""

_AXES = {"NAMES[axis]": ("latitude", "longitude"), "name": ("latitude", "longitude")}
_ANSWERED = {"asked": ("3 of 9 questions were answered",)}
VALUES = {
    "domain/table_position.py": {"name": ("latitude", "longitude")},
    "engine/cautions.py": {"reason": ("", ": Q"), "heard": ("2 ambiguous",), **_ANSWERED},
    "engine/consultation.py": {
        "self._expectation()": (
            *("on a CPU each may take half a minute", "about 7"),
            *("on a CPU each may take half a minute, at most 9 s", "about 7, at most 9 s"),
        )
    },
    "engine/coordinates.py": _AXES,
    "engine/failures.py": {"where": ("", " while writing Q")},
    "engine/gallery/build.py": {"why": ("", " 3 were left out, most often: Q.")},
    "engine/gallery/positions.py": {
        "' or '.join(missing)": ("Q", "Q or Q", "Q or Q or Q"),
        "' and '.join(repeated)": ("Q", "Q and Q"),
    },
    "engine/gallery/published.py": {"rows": ("Q", "more than Q")},
    "engine/gallery/shelf.py": {"there": ("Q", "none")},
    "engine/parts.py": {"lacks": ("a gallery", "fitted weights")},
    "engine/replies.py": {**_AXES, "given": ("1 and 2",)},
    "services/packs.py": {"where": ("Q", "the file")},
    "store/answers.py": {"where": ("Q", "the whole")},
    "store/database.py": {"self.reason": ("Q.",)},
}
"""What stands in a sentence where another value would not do."""

CONSTANTS = {
    name: str(value)
    for module in (coordinates, replies, cautions)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str | int)
}
"""Reasons and other words that sentences are made of."""

# None of these speak to the user: a log, a pattern, SQL, the name of a stage, which the window
# knows from elsewhere, the name of a tag, a fault of the program.
_UNSPOKEN_CALLS = {"compile", "execute", "executemany", "warning", "error", "exception"}
_FAULTS = {"RuntimeError", "TypeError", "AssertionError", "IndexError"}
_UNSPOKEN = re.compile(
    r"\s*[A-Z]{4,} |(Image|GPS|EXIF) \w+$|.*(\(\?|%\(| = | ORDER BY )|[a-z ]{200}", re.DOTALL
)
_STAYING = re.compile(r"cpu|float32|storage\.folder")
"""Names that are no values in the sources, but are values of templates."""


@dataclass(frozen=True)
class Example:
    """A sentence as it may be said, with names of capitals and digits in it."""

    where: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """Return everything that is said below the window, with names and numbers put in."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        if not module.startswith(BESIDE) and module not in SILENT_MODULES:
            found += _examples(module, ast.parse(path.read_text("utf-8")))
    return tuple(found)


def _examples(module: str, tree: ast.Module) -> Iterator[Example]:
    passed_over = (*SILENT.get(module, ()), *FRAGMENTS.get(module, ()))
    for node in _spoken(tree):
        if _written(node) in passed_over:
            continue
        for text in _said(module, node):
            is_spoken = WORDS.search(text) and not _UNSPOKEN.match(text)
            if is_spoken and (" " in text or isinstance(node, ast.Call)):
                yield Example(f"{module}:{node.lineno}", text)


def _spoken(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the strings in a piece of source, and the details of replies that do not count."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                # A docstring.
                continue
            case ast.Call(func=function) if _name(function) in _UNSPOKEN_CALLS | _FAULTS:
                continue
            case ast.Call(func=ast.Name("Progress"), keywords=keywords):
                yield from (one for keyword in keywords for one in _spoken(keyword))
            case ast.Call(func=ast.Name("UnreadableError"), args=[ast.Name(), _]):
                yield node
            case ast.JoinedStr() | ast.Constant(value=str()):
                yield node
            case _:
                yield from _spoken(node)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _said(module: str, node: ast.expr) -> list[str]:
    match node:
        case ast.Call(args=[ast.Name(kind), detail]):
            return [f"{CONSTANTS[kind]}: {one}" for one in _said(module, detail)]
        case ast.JoinedStr(values=parts):
            return ["".join(one) for one in itertools.product(*_choices(module, parts))]
        case ast.Constant(value=str(text)):
            return [text]
    return ["Q"]


def _choices(module: str, parts: Sequence[ast.expr]) -> Iterator[Sequence[str]]:
    """Yield what may stand for each part of an f-string."""
    for part in parts:
        match part:
            case ast.Constant(value=text):
                yield (text,)
            case ast.FormattedValue(value=ast.Name(name)) if name in CONSTANTS:
                yield (CONSTANTS[name],)
            case ast.FormattedValue(value=value, conversion=conversion):
                known = VALUES.get(module, {}).get(ast.unparse(value), ("Q",))
                yield [repr(one) if conversion == ord("r") else one for one in known]


def _written(node: ast.expr) -> str:
    """Return a string as it is named above, its values numbered."""
    if isinstance(node, ast.Constant):
        return node.value
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    count = itertools.count(1)
    return "".join(p.value if isinstance(p, ast.Constant) else f"Q{next(count)}" for p in parts)


# Every sentence that is said below the window.


def test_every_sentence_below_the_window_is_known(scrambled):
    """Where this fails, add a template with a translation, or say above why none is needed."""
    left = {
        (one.where, one.text)
        for one in examples()
        if WORDS.search(_STAYING.sub("", translated_sentence(one.text)))
    }
    assert left == set()


def test_the_sources_are_read():
    modules = {one.where.partition("/")[0] for one in examples()}
    assert modules >= {"engine", "services", "store", "wiring"}
    assert len(examples()) > 350


def test_what_is_left_out_is_still_there():
    paths = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    assert {*SILENT_MODULES, *SILENT, *FRAGMENTS, *VALUES} - paths == set()


def test_a_message_without_a_template_would_be_found(scrambled):
    source = 'raise PackError(f"{path} was eaten by a dog.", hint="Feed the dog.")'
    found = list(_examples("services/packs.py", ast.parse(source)))
    assert [one.text for one in found] == ["Q was eaten by a dog.", "Feed the dog."]
    assert all(WORDS.search(translated_sentence(one.text)) for one in found)


def test_every_reason_for_turning_a_reply_down_is_known(scrambled):
    reasons = [
        value
        for module in ("engine/coordinates.py", "engine/replies.py", "services/ollama/chat.py")
        for value in _constants(module)
    ]
    assert len(reasons) > 20
    assert [one for one in reasons if WORDS.search(translated_sentence(one))] == []


def _constants(module: str) -> list[str]:
    tree = ast.parse((PACKAGE / module).read_text("utf-8"))
    found = []
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(name)], value=ast.Constant(value=str(text)))
                | ast.AnnAssign(target=ast.Name(name), value=ast.Constant(value=str(text)))
            ) if not name.startswith("_"):
                found.append(text)
    return found


def _templates(*modules: ModuleType) -> list[str]:
    return [
        str(source)
        for module in modules
        for name, group in vars(module).items()
        if name.isupper() and isinstance(group, tuple) and not name.startswith("_")
        for source in group
    ]


def test_nothing_has_a_template_that_nobody_says():
    said = [*(one.text for one in examples()), *_replies_told(), f"{SERVER_ERROR}: Q"]
    for module in ("engine/coordinates.py", "engine/replies.py", "services/ollama/chat.py"):
        said += _constants(module)
    used = {template for text in said for template in templates_in(text)}
    modules = (engine_sentences, library_sentences, pack_sentences, reference_sentences)
    assert set(_templates(*modules)) - used == set()


def test_every_template_is_used_and_stands_there_once():
    modules = (
        *(engine_sentences, library_sentences, pack_sentences),
        *(reference_sentences, sentences),
    )
    every = _templates(*modules)
    assert sorted(every) == sorted(set(every))
    joint = str(sentences.JOINED[0])
    overlooked = [one for one in every if not templates_in(one.replace("%", "Q"))]
    assert overlooked == [joint]


def _consultation(stopped: str, came: Sequence[Reply]) -> Consultation:
    sample, counsel = Sample(0, 0, 1, ()), Counsel(FakeVisionModel(), SamplingPlan())
    consultation = Consultation(counsel, (sample,) * 9, Ballot("M"), stopped=stopped)
    for reply in came:
        consultation.answered += 1
        consultation.ballot.add(sample, reply)
    return consultation


def _replies_told() -> list[str]:
    """Return what answers say of the replies to their questions."""
    good = Reply(0, '{"latitude": 48.5, "longitude": 2.25}')
    poor = (Reply(0, "", "no connection"), Reply(0, '{"latitude": 95, "longitude": 2}'))
    told = []
    for stopped in ("", "budget", "settled"):
        for came in ((), (good,), poor, (good, *poor)):
            told += about_replies(_consultation(stopped, came))
    return told


def test_what_an_answer_says_of_the_model_is_known(scrambled):
    told = _replies_told()
    assert len(told) == 11
    assert [one for one in told if words_left(one, "fake-llava")] == []


def test_why_there_was_no_model_is_known(scrambled):
    error = "No Ollama server answers at H. Start Ollama there, or see whether the address is right"
    lines = [about_no_model(why) for why in ("", "none was asked for", error)]
    assert [one for one in lines if words_left(one)] == []


@pytest.mark.parametrize(
    "reply",
    [
        *("", "{", "no idea", '{"lat": 1}', "0, 0", '{"lat": 91, "lon": 1}', "A" * 100_001),
        *('{"lat": 1, "lon": 181}', '{"lat": "1 E", "lon": "1 E"}', '{"lat": "X", "lon": 1}'),
        *('{"lat": "48 85", "lon": 1}', '{"lat": "1° 99\'", "lon": 1}', '{"lat": "", "lon": 1}'),
        *('{"lat": 1, "lat": 2, "lon": 1}', '{"lat": "-1 N", "lon": 1}', "I CANNOT SAY"),
        '{"lat": 1, "latref": "N", "latside": "S", "lathemisphere": "S", "lon": 1}',
    ],
)
def test_why_a_reply_does_not_count_is_known(scrambled, reply: str):
    reason = read_reply(reply).reason
    assert reason
    assert words_left(reason) == []


def test_nothing_changes_without_a_translation():
    for one in examples():
        assert translated_sentence(one.text) == one.text
