"""An evaluation from what a user types to a folder with its report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import g3desktop
from g3desktop.domain.answer import Place, RankingRule
from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, Progress, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders, find_folders, read_settings
from g3desktop.wiring.engine import EngineWish, build_engine
from g3desktop.wiring.model import NO_MODEL_WANTED, LlmWish, open_model

if TYPE_CHECKING:
    from g3desktop.domain.dialogue import VisionModel
    from g3desktop.engine.parts import Engine
    from g3desktop.evaluation.experiments import Design, Setting
    from g3desktop.evaluation.measuring import Measured
    from g3desktop.evaluation.memory import Memory
    from g3desktop.evaluation.outcomes import Dataset, Evaluation, Run, Table
    from g3desktop.evaluation.predictions import Matched
    from g3desktop.wiring.granularity import TrainingPhotos, Trial

_SUBMISSION = "predictions made elsewhere"
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class EvaluationWish:
    """What the user asked for.

    Attributes:
        csv: The data set.
        images: Folder of its photos.
        out: Folder for the report.
        layout: Of the data set; None recognises it.
        split: Rows whose column `split` says so alone; None takes all.
        experiment: Name of the preset.
        engine: Encoder, gallery, device; its language model is not looked at.
        models: Language models; () takes the best one installed.
        llm: Where they are, and whether photos may go there; None asks no model.
        ranking: Rule of the main way; None for the one that `locate` takes.
        samples: Replies to each prompt; None for as many as the paper.
        temperature: Of the models' sampling.
        knn_rows: k of kNN; None for the paper's.
        knn_sigma_km: Width of its kernel; None for the paper's.
        exclude_same_author: Leave out gallery photos of each query's author.
        predictions: A file that another program wrote, or None.
        against: Folder of another evaluation to compare with, or None.
        workers: Threads that decode photos; None leaves that to the program.
        seed: Of everything drawn at random.
        training: What an experiment that trains learns from; None for the others.
    """

    csv: Path
    images: Path
    out: Path
    layout: str | None = None
    split: str | None = None
    experiment: str = "overall"
    engine: EngineWish = field(default_factory=EngineWish)
    models: tuple[str, ...] = ()
    llm: LlmWish | None = None
    ranking: RankingRule | None = None
    samples: int | None = None
    temperature: float | None = None
    knn_rows: int | None = None
    knn_sigma_km: float | None = None
    exclude_same_author: bool = False
    predictions: Path | None = None
    against: Path | None = None
    workers: int | None = None
    seed: int = 0
    training: TrainingPhotos | None = None


def run_evaluation(
    wish: EvaluationWish,
    *,
    folders: Folders | None = None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> tuple[Evaluation, tuple[Table, ...]]:
    """Measure, and write the report.

    Args:
        wish: What the user asked for.
        folders: The user's folders; found where they are by default.
        report: Told how far it is.
        cancelled: Asked between batches and several times a second while a model is asked; what
            was answered is kept, and the same call goes on there.

    Returns:
        What was found, and the tables that were written to the folder asked for, the main one
        first.

    Raises:
        UsageError: The data set, the predictions or the arguments cannot be used.
        PackError: The encoder's pack is missing or damaged.
        GalleryError: The gallery is missing or damaged, or another encoder made it.
        EngineError: The encoder failed, or the disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.evaluation.dataset import read_dataset
    from g3desktop.evaluation.report.files import write_report
    from g3desktop.evaluation.report.queries import read_queries
    from g3desktop.wiring.granularity import plan_trial

    _check_out(wish.out)
    against = None if wish.against is None else read_queries(wish.against)
    folders = folders or find_folders()
    experiment = _SUBMISSION if wish.predictions else wish.experiment
    trial = plan_trial(experiment, wish.training, wish.engine, wish.seed, folders)
    report(Progress("reading the data set", 0))
    dataset = read_dataset(wish.csv, wish.images, layout=wish.layout, split=wish.split)
    work = _Work(wish, dataset, folders, report, cancelled)
    if trial is not None:
        evaluation = work.trial(trial)
    else:
        evaluation = work.submission() if wish.predictions else work.experiment()
    report(Progress("writing the report", 0))
    tables = write_report(
        evaluation, wish.out, against=against, seed=wish.seed, report=report, cancelled=cancelled
    )
    return evaluation, tables


def _check_out(out: Path) -> None:
    """Refuse before hours of work what could not be written, and what is somebody else's."""
    from g3desktop.evaluation.report.facts import METRICS_FILE

    try:
        out.mkdir(parents=True, exist_ok=True)
        # A report that was killed on its way leaves names with a dot.
        there = [path.name for path in out.iterdir() if not path.name.startswith(".")]
        foreign = there and METRICS_FILE not in there
    except OSError as error:
        raise UsageError(
            f"{out} cannot be used as a folder: {error.strerror}.", hint="Name another with --out."
        ) from error
    if foreign:
        raise UsageError(
            f"{out} holds other files.", hint="Name an empty or a new folder with --out."
        )


class _Work:
    """One evaluation on its way."""

    def __init__(
        self,
        wish: EvaluationWish,
        dataset: Dataset,
        folders: Folders,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        self._wish, self._dataset, self._folders = wish, dataset, folders
        self._report, self._cancelled = report, cancelled
        self._notes: list[str] = []

    def experiment(self) -> Evaluation:
        """Run a preset."""
        from g3desktop.evaluation.diagnosis import coverage
        from g3desktop.evaluation.experiments import design
        from g3desktop.evaluation.memory import opened

        wish = self._wish
        # First, as it may refuse at once what loading would take seconds to reach.
        models = self._models()
        engine = self._engine()
        if engine.gallery is None:
            raise UsageError(
                f"There is no gallery for {engine.encoder.id} to answer with.",
                hint="Name one with --gallery, or build it with `g3desktop gallery build`.",
            )
        with opened(self._folders.cache / "evaluation") as memory:
            has_text = engine.encoder.spec.text_dim > 0
            setting = self._setting(_remembered(models, memory), has_text=has_text)
            plan = design(wish.experiment, setting)
            measured = self._measure(plan, memory, engine)
        self._tell_of(plan, measured)
        found = self._evaluation(wish.experiment, measured, engine=engine, models=models)
        tables = plan.tables(measured.runs, coverage(engine.gallery, measured.twins))
        return replace(found, plots=plan.plots(measured.runs), tables=tables)

    def trial(self, trial: Trial) -> Evaluation:
        """Train an encoder with each kind of texts, and run a preset on each."""
        from g3desktop.evaluation.experiments import design
        from g3desktop.evaluation.memory import opened
        from g3desktop.evaluation.sight import identify
        from g3desktop.wiring.granularity import measure_texts

        wish = self._wish
        models = self._models()
        with opened(self._folders.cache / "evaluation") as memory:
            plan = design(wish.experiment, self._setting(_remembered(models, memory)))
            queries, _ = identify(self._dataset.queries, memory, cancelled=self._cancelled)
            outcome = measure_texts(
                trial,
                queries,
                partial(self._measure, plan, memory),
                report=self._report,
                cancelled=self._cancelled,
            )
        self._tell_of(plan, outcome.measured)
        self._notes += outcome.notes
        found = self._evaluation(wish.experiment, outcome.measured, models=models)
        settings = {**found.settings, **outcome.settings, **self._way_settings(models)}
        return replace(found, settings=settings, plots=plan.plots(outcome.measured.runs))

    def _measure(self, plan: Design, memory: Memory, engine: Engine) -> Measured:
        from g3desktop.evaluation.measuring import Study, measure

        wish = self._wish
        study = Study(
            self._dataset, plan.ways, engine, memory, wish.exclude_same_author, wish.workers
        )
        return measure(study, report=self._report, cancelled=self._cancelled)

    def _tell_of(self, plan: Design, measured: Measured) -> None:
        self._notes += plan.notes
        if measured.failed:
            self._notes.append(
                f"{measured.failed} questions to the language model failed, and photos were "
                "answered without them: the same command asks them again."
            )

    def submission(self) -> Evaluation:
        """Score what another program predicted."""
        from g3desktop.evaluation.measuring import Measured
        from g3desktop.evaluation.predictions import match, read_predictions
        from g3desktop.evaluation.submission import run_of_positions

        path = self._wish.predictions
        if path is None:
            raise ValueError("no predictions")
        predictions = read_predictions(path)
        matched = match(predictions, self._dataset)
        self._tell_unused(matched, len(predictions.refused))
        if predictions.layout == "positions":
            run = run_of_positions(self._dataset, matched, key="predicted", title=path.name)
            return self._evaluation(_SUBMISSION, Measured([run]))
        return self._verified(path, matched)

    def _verified(self, path: Path, matched: Matched) -> Evaluation:
        """Let geo-verification choose among several predictions for each photo."""
        from g3desktop.evaluation.csv_rows import content_sha256
        from g3desktop.evaluation.measuring import Study, measure
        from g3desktop.evaluation.memory import opened
        from g3desktop.evaluation.submission import Submitted, runs_of_prompts

        queries = self._dataset.queries
        by_path = {
            str(query.path): some for query, some in zip(queries, matched.by_query, strict=True)
        }
        engine = self._engine()
        with ExitStack() as stack:
            memory = stack.enter_context(opened(self._folders.cache / "evaluation"))
            ways = (Submitted(by_path, content_sha256(path)),)
            study = Study(self._dataset, ways, engine, memory, workers=self._wish.workers)
            measured = measure(study, report=self._report, cancelled=self._cancelled)
        measured.runs += runs_of_prompts(self._dataset, matched)
        return self._evaluation(_SUBMISSION, measured, engine=engine)

    def _tell_unused(self, matched: Matched, refused: int) -> None:
        for names, what in (
            (matched.unknown, "are for photos that the data set does not have"),
            (matched.ambiguous, "could be for several photos"),
        ):
            if names:
                shown = ", ".join(names[:_NAMES_SHOWN])
                self._notes.append(f"{len(names)} predictions {what}, such as {shown}.")
        if refused:
            self._notes.append(f"{refused} cells or rows of the predictions are no position.")

    def _engine(self) -> Engine:
        wish = replace(self._wish.engine, llm=None)
        engine = build_engine(
            wish, folders=self._folders, report=self._report, cancelled=self._cancelled
        )
        self._notes += engine.warnings
        return engine

    def _models(self) -> list[VisionModel]:
        """Find the language models; what stands against one that nobody named is a note."""
        wish = self._wish
        if wish.llm is None:
            self._notes.append(f"No language model was asked: {NO_MODEL_WANTED}.")
            return []
        settings = read_settings(self._folders.settings).llm
        found = []
        for name in wish.models or (None,):
            model, why = open_model(
                replace(wish.llm, model=name), settings, cancelled=self._cancelled
            )
            if model is not None:
                found.append(model)
            elif name is not None:
                raise UsageError(f"{name} cannot be asked: {why}.", hint="See g3desktop doctor.")
            else:
                self._notes.append(f"No language model was asked: {why}.")
        return found

    def _setting(self, models: Sequence[VisionModel], *, has_text: bool = True) -> Setting:
        from g3desktop.evaluation.baselines import KNN_ROWS, KNN_SIGMA_KM
        from g3desktop.evaluation.experiments import PAPER_SAMPLES, TEMPERATURE, Setting

        wish = self._wish
        return Setting(
            models=tuple(models),
            has_text=has_text,
            ranking=wish.ranking,
            samples=wish.samples or PAPER_SAMPLES,
            temperature=TEMPERATURE if wish.temperature is None else wish.temperature,
            knn_rows=wish.knn_rows or KNN_ROWS,
            knn_sigma_km=wish.knn_sigma_km or KNN_SIGMA_KM,
            seed=wish.seed,
        )

    def _evaluation(
        self,
        experiment: str,
        measured: Measured,
        *,
        engine: Engine | None = None,
        models: Sequence[VisionModel] = (),
    ) -> Evaluation:
        from g3desktop.evaluation.outcomes import Evaluation

        names, continents = _places(measured.runs, engine)
        return Evaluation(
            experiment=experiment,
            dataset=self._dataset,
            unreadable=tuple(measured.unreadable),
            runs=tuple(measured.runs),
            places=names,
            continents=continents,
            twins=tuple(measured.twins),
            same_author=measured.same_author,
            exclude_same_author=self._wish.exclude_same_author,
            settings=self._settings(engine, models),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def _settings(self, engine: Engine | None, models: Sequence[VisionModel]) -> dict[str, object]:
        """Return what has to be the same for the same numbers."""
        wish = self._wish
        settings: dict[str, object] = {
            "program": f"g3desktop {g3desktop.__version__}",
            "seed": wish.seed,
            "split": wish.split,
        }
        if engine is None:
            return settings
        gallery = engine.gallery
        return settings | {
            "encoder": engine.encoder.id,
            "device": engine.encoder.device,
            "precision": engine.encoder.precision,
            "gallery": gallery.name if gallery else None,
            "gallery_id": gallery.id if gallery else None,
            "gallery_rows": gallery.rows if gallery else None,
            **self._way_settings(models),
        }

    def _way_settings(self, models: Sequence[VisionModel]) -> dict[str, object]:
        return {
            "models": [model.name for model in models],
            "exclude_same_author": self._wish.exclude_same_author,
        }


def _places(runs: Sequence[Run], engine: Engine | None) -> tuple[dict[int, Place], dict[int, str]]:
    """Name the true positions of what was measured, by line."""
    from g3desktop.services.gazetteer import Gazetteer
    from g3desktop.wiring.bundled import load_gazetteer

    queries = [outcome.query for outcome in runs[0].outcomes]
    where = [(query.where.lat_deg, query.where.lon_deg) for query in queries]
    loaded = engine.names if engine else None
    gazetteer = loaded if isinstance(loaded, Gazetteer) else load_gazetteer()
    places: dict[int, Place] = {}
    continents: dict[int, str] = {}
    found = zip(queries, gazetteer.places(where), gazetteer.addresses(where), strict=True)
    for query, place, address in found:
        places[query.line], continents[query.line] = place, address.continent
    return places, continents


def _remembered(models: Sequence[VisionModel], memory: Memory) -> list[VisionModel]:
    from g3desktop.evaluation.remembered_model import RememberedModel

    return [RememberedModel(model, memory) for model in models]
