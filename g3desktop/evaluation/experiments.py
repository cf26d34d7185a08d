"""The paper's experiments, each as a set of ways of answering and what is drawn of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from g3desktop.domain.answer import RankingRule
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.engine.parts import LocateOptions
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation.baselines import (
    KNN_ROWS,
    KNN_SIGMA_KM,
    ByChance,
    CoordinateGallery,
    KernelDensity,
    Nearest,
)
from g3desktop.evaluation.diagnosis import (
    IsCovered,
    case_table,
    failure_table,
    retrieval_plot,
    retrieval_table,
)
from g3desktop.evaluation.granularity import TEXTS
from g3desktop.evaluation.outcomes import Curve, Plot, Run, Table
from g3desktop.evaluation.ways import (
    ALL_PARTS,
    OneReply,
    Part,
    Pipeline,
    Way,
)

PROMPTS = (0, 5, 10, 15)
"""Similar references of each prompt, in the order in which the paper adds prompts."""

PAPER_SAMPLES = 5
"""Replies to each prompt on IM2GPS3K."""

TEMPERATURE = 0.7
"""Of the paper's experiments with an open model."""

ONE_PROMPT = (10,)
"""The one prompt that is left without geo-diversification."""

_SAMPLES = (1, 3, 5, 7, 9)
_SIMILAR = 15


@dataclass(frozen=True, slots=True)
class Setting:
    """What an experiment is made with.

    Attributes:
        models: Language models, the main one first; none where none is asked.
        has_text: Whether the encoder has an image-to-text part.
        ranking: The rule of the main way; None for the one that `locate` takes.
        samples: Replies to each prompt.
        temperature: Of the models' sampling.
        knn_rows: k of kNN.
        knn_sigma_km: Width of its kernel.
        seed: Of everything drawn at random.
    """

    models: tuple[VisionModel, ...] = ()
    has_text: bool = True
    ranking: RankingRule | None = None
    samples: int = PAPER_SAMPLES
    temperature: float = TEMPERATURE
    knn_rows: int = KNN_ROWS
    knn_sigma_km: float = KNN_SIGMA_KM
    seed: int = 0

    @property
    def model(self) -> VisionModel | None:
        """The main model."""
        return self.models[0] if self.models else None

    def plan(self, prompts: tuple[int, ...] = PROMPTS) -> SamplingPlan | None:
        """Return how the models are asked, or None."""
        if not self.models:
            return None
        return SamplingPlan(prompts, samples=self.samples, temperature=self.temperature)

    def main(self) -> Pipeline:
        """Return the program's own way."""
        return Pipeline(
            "g3",
            "G3 Desktop, as locate answers",
            ranking=self.ranking,
            plan=self.plan(),
            model=self.model,
            seed=self.seed,
        )

    def paper(self, key: str, title: str) -> Pipeline:
        """Return the paper's own way."""
        return Pipeline(
            key, title, ranking="paper", plan=self.plan(), model=self.model, seed=self.seed
        )


@dataclass(frozen=True, slots=True)
class Design:
    """What is run, and what is drawn of it.

    Attributes:
        ways: The main one first.
        plots: Makes the diagrams of the runs.
        tables: Makes the tables that this experiment alone has.
        notes: What a reader must know, one sentence each.
    """

    ways: tuple[Way, ...]
    plots: Callable[[Sequence[Run]], tuple[Plot, ...]] = lambda _runs: ()
    tables: Callable[[Sequence[Run], IsCovered], tuple[Table, ...]] = lambda _runs, _is_covered: ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """An experiment.

    Attributes:
        name: As the user types it.
        what: What it shows, in a few words.
        design: Makes it.
        needs_model: Whether there is nothing to it without a language model.
        trains: Whether an encoder with a text part is trained for it, once with each of `TEXTS`;
            its ways are then those of each, and its diagrams are of all runs.
    """

    name: str
    what: str
    design: Callable[[Setting], Design]
    needs_model: bool = False
    trains: bool = False


def design(name: str, setting: Setting) -> Design:
    """Return an experiment.

    Raises:
        UsageError: There is none of this name, or it needs a language model.
    """
    preset = PRESETS.get(name)
    if preset is None:
        raise UsageError(
            f"There is no experiment {name!r}.", hint=f"Choose one of {', '.join(PRESETS)}."
        )
    if preset.needs_model and not setting.models:
        raise UsageError(
            f"The experiment {name} is about language models, and none is there.",
            hint="Start Ollama and name a model with --llm.",
        )
    return preset.design(setting)


def _overall(setting: Setting) -> Design:
    ways: list[Way] = [
        setting.main(),
        setting.paper("g3-paper", "G3, the paper's rule"),
        Nearest(),
        KernelDensity(setting.knn_rows, setting.knn_sigma_km),
        CoordinateGallery(seed=setting.seed),
        ByChance(setting.seed),
    ]
    notes = []
    if setting.model is None:
        notes.append("Without a language model there is no Img2Loc to compare with.")
    else:
        ways.insert(4, OneReply(setting.model, setting.seed, setting.temperature))
    return Design(tuple(ways), notes=tuple(notes))


def _ablation(setting: Setting) -> Design:
    whole = setting.paper("g3-paper", "G3, the paper's rule")
    ways = [
        whole,
        replace(whole, key="without-alignment", title="without geo-alignment", parts=("image",)),
        replace(
            whole,
            key="without-diversification",
            title="without geo-diversification",
            plan=setting.plan(ONE_PROMPT),
        ),
        replace(
            whole, key="without-verification", title="without geo-verification", verified=False
        ),
    ]
    notes = [
        "Without geo-alignment references are found by the image vector alone; without "
        f"geo-diversification there is one prompt, of {ONE_PROMPT[0]} references; without "
        f"geo-verification one candidate is drawn by chance, of {_unverified_pool(setting)}; "
        "towns, which verification itself proposes, are not among them.",
    ]
    if setting.model is None:
        del ways[2]
        notes.append("Without a language model there is no geo-diversification to leave out.")
    return Design(tuple(ways), notes=tuple(notes))


def _unverified_pool(setting: Setting) -> str:
    """Say what is drawn from where nothing is verified."""
    similar = f"the first {LocateOptions().proposals} different positions of similar photos"
    if setting.model is None:
        return similar
    return (
        "the model's replies and the most similar photo's position or, where no reply counts, of "
        f"{similar}"
    )


def _models(setting: Setting) -> Design:
    ways: list[Way] = []
    for number, model in enumerate(setting.models, 1):
        one = replace(setting, models=(model,))
        ways.append(one.paper(f"g3-{number}", f"G3, {model.name}"))
        ways.append(OneReply(model, setting.seed, setting.temperature, key=f"img2loc-{number}"))
    alone = replace(setting, models=())
    ways.append(alone.paper("g3-no-model", "G3 without a language model"))
    return Design(tuple(ways))


def _representations(setting: Setting) -> Design:
    kinds: list[tuple[str, str, tuple[Part, ...]]] = [
        ("image", "image", ("image",)),
        ("image-gps", "image + GPS", ("image", "gps")),
        ("image-gps-text", "image + GPS + text", ALL_PARTS),
    ]
    notes = ["Image + GPS leaves the image-to-text vector out; the paper trained it without texts."]
    if not setting.has_text:
        kinds.pop()
        notes = ["The encoder has no text part: the third representation is left out."]
    whole = setting.paper("g3", "G3")
    ways: list[Way] = []
    # All the vectors together are the main way.
    for key, title, parts in reversed(kinds):
        ways.append(replace(whole, key=f"g3-{key}", title=f"G3, {title}", parts=parts))
    for key, title, parts in reversed(kinds):
        ways.append(Nearest(f"nearest-{key}", f"nearest neighbour, {title}", parts))
    return Design(tuple(ways), notes=tuple(notes))


def _prompts(setting: Setting) -> Design:
    whole = setting.paper("g3", "G3")
    counts = range(len(PROMPTS), 0, -1)
    ways = tuple(
        replace(
            whole,
            key=f"prompts-{count}",
            title=f"{count} prompts" if count > 1 else "1 prompt",
            plan=setting.plan(PROMPTS[:count]),
        )
        for count in counts
    )
    single = tuple(
        replace(
            whole,
            key=f"references-{references}",
            title=f"one prompt, {references} references",
            plan=setting.plan((references,)),
        )
        for references in PROMPTS
    )
    by_key = {f"prompts-{count}": float(count) for count in counts}
    by_references = {f"references-{references}": float(references) for references in PROMPTS}

    def plots(runs: Sequence[Run]) -> tuple[Plot, ...]:
        return (
            _hyperparameter("prompts", "Number of prompts", "prompts", runs, by_key),
            _hyperparameter(
                "references",
                "Number of references in one prompt",
                "similar references, and as many dissimilar ones",
                runs,
                by_references,
            ),
        )

    prompts = ", ".join(map(str, PROMPTS))
    return Design(
        (*ways, *single),
        plots,
        notes=(f"Prompts are added in the order of their references: {prompts}.",),
    )


def _candidates(setting: Setting) -> Design:
    ways = tuple(
        replace(setting, samples=samples).paper(
            f"samples-{samples}", f"{samples} replies to each prompt"
        )
        for samples in reversed(_SAMPLES)
    )
    by_key = {f"samples-{samples}": float(samples) for samples in _SAMPLES}

    def plots(runs: Sequence[Run]) -> tuple[Plot, ...]:
        title = "Number of candidates from each prompt"
        return (_hyperparameter("candidates", title, "replies to each prompt", runs, by_key),)

    return Design(ways, plots)


def _retrieval(_setting: Setting) -> Design:
    ways = (
        Nearest("nearest", "all vectors", shown=_SIMILAR),
        Nearest("nearest-image", "image alone", ("image",), shown=_SIMILAR),
    )

    def tables(runs: Sequence[Run], _is_covered: IsCovered) -> tuple[Table, ...]:
        return (retrieval_table(runs), *map(case_table, runs))

    return Design(ways, plots=lambda runs: (retrieval_plot(runs),), tables=tables)


def _failures(setting: Setting) -> Design:
    ways: tuple[Way, ...] = (
        setting.main(),
        Nearest("nearest", "nearest neighbour", shown=_SIMILAR),
    )

    def tables(runs: Sequence[Run], is_covered: IsCovered) -> tuple[Table, ...]:
        answers, similar = runs
        return (failure_table(answers, similar, is_covered),)

    return Design(ways, tables=tables)


def _granularity(setting: Setting) -> Design:
    by_key = {f"g3-{texts.key}": float(len(texts.levels)) for texts in TEXTS}

    def plots(runs: Sequence[Run]) -> tuple[Plot, ...]:
        title, x_label = "Names in the texts of training", "levels that a text may name"
        return (_hyperparameter("granularity", title, x_label, runs, by_key),)

    return Design((setting.paper("g3", "G3"), Nearest()), plots)


def _hyperparameter(
    key: str, title: str, x_label: str, runs: Sequence[Run], x_of: Mapping[str, float]
) -> Plot:
    """Draw the share of photos within each threshold over a parameter."""
    points = sorted((x_of[run.key], run) for run in runs if run.key in x_of)
    curves = tuple(
        Curve(
            f"within {threshold:g} km",
            tuple(x for x, _ in points),
            tuple(
                100 * sum(one.distance_km <= threshold for one in run.outcomes) / len(run.outcomes)
                for _, run in points
            ),
        )
        for threshold in THRESHOLDS_KM
    )
    return Plot(key, title, x_label, "per cent of photos", curves)


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset("overall", "G3 beside other ways on the same gallery", _overall),
        Preset("ablation", "G3 without each of its three parts", _ablation),
        Preset("models", "G3 and Img2Loc with each language model", _models, needs_model=True),
        Preset("representations", "gallery rows of one, two and three vectors", _representations),
        Preset("references", "number of prompts and of references", _prompts, needs_model=True),
        Preset("candidates", "number of replies to each prompt", _candidates, needs_model=True),
        Preset("retrieval", "how far away the most similar photos are", _retrieval),
        Preset("failures", "where wrong answers come from", _failures),
        Preset("granularity", "training with more names in the texts", _granularity, trains=True),
    )
}
"""Every experiment by its name."""
