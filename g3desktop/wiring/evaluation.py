"""An evaluation from what a user types to a folder with its report."""

from __future__ import annotations

from collections.abc import Sequence
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
    from g3desktop.wiring.evaluation_inputs import Submission
    from g3desktop.wiring.granularity import TrainingPhotos, Trial

_SUBMISSION = "predictions made elsewhere"


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
        samples: Replies to each prompt; None for as many as the paper. Of predictions, how many of
            each prompt count; None for all.
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
    from g3desktop.evaluation.report.files import report_folder

    # Refused before hours of work.
    with report_folder(wish.out):
        return _evaluate(wish, folders or find_folders(), report, cancelled)


def _evaluate(
    wish: EvaluationWish, folders: Folders, report: Report, cancelled: Cancelled
) -> tuple[Evaluation, tuple[Table, ...]]:
    from g3desktop.evaluation.report.files import write_report
    from g3desktop.wiring.evaluation_inputs import check_authors, read_earlier, read_photos
    from g3desktop.wiring.granularity import plan_trial

    earlier = None if wish.against is None else read_earlier(wish.against)
    experiment = _SUBMISSION if wish.predictions else wish.experiment
    trial = plan_trial(experiment, wish.training, wish.engine, wish.seed, folders)
    report(Progress("reading the data set", 0))
    dataset = read_photos(wish.csv, wish.images, layout=wish.layout, split=wish.split)
    if wish.exclude_same_author:
        check_authors(dataset, wish.csv)
    work = _Work(wish, dataset, folders, report, cancelled)
    if trial is not None:
        evaluation = work.trial(trial)
    else:
        evaluation = work.submission(wish.predictions) if wish.predictions else work.experiment()
    against = None
    if earlier is not None:
        against, compared = earlier.distances, {"against": earlier.settings}
        evaluation = replace(evaluation, settings={**evaluation.settings, **compared})
    report(Progress("writing the report", 0))
    tables = write_report(
        evaluation, wish.out, against=against, seed=wish.seed, report=report, cancelled=cancelled
    )
    return evaluation, tables


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
        from g3desktop.evaluation.remembered_model import remembered

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
            setting = self._setting(remembered(models, memory), has_text=has_text)
            plan = design(wish.experiment, setting)
            measured = self._measure(plan, memory, engine)
        self._tell_of(plan, measured)
        found = self._evaluation(wish.experiment, measured, engine=engine, models=_asked(plan))
        is_covered = coverage(
            engine.gallery, measured.twins, exclude_same_author=self._wish.exclude_same_author
        )
        tables = plan.tables(measured.runs, is_covered)
        return replace(found, plots=plan.plots(measured.runs), tables=tables)

    def trial(self, trial: Trial) -> Evaluation:
        """Train an encoder with each kind of texts, and run a preset on each."""
        from g3desktop.evaluation.experiments import design
        from g3desktop.evaluation.memory import opened
        from g3desktop.evaluation.remembered_model import remembered
        from g3desktop.evaluation.sight import identify
        from g3desktop.wiring.granularity import measure_texts

        wish = self._wish
        models = self._models()
        with opened(self._folders.cache / "evaluation") as memory:
            plan = design(wish.experiment, self._setting(remembered(models, memory)))
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
        found = self._evaluation(wish.experiment, outcome.measured)
        settings = {**found.settings, **outcome.settings, **self._way_settings(_asked(plan))}
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
        if self._wish.exclude_same_author:
            self._tell_of_authors(measured)

    def _tell_of_authors(self, measured: Measured) -> None:
        """Say where nothing could be left out for its author."""
        outcomes = measured.runs[0].outcomes
        nameless = sum(not outcome.query.author for outcome in outcomes)
        if nameless:
            self._notes.append(
                f"{nameless} of {len(outcomes)} photos name no author, and nothing was left out "
                "for them."
            )
        if not measured.same_author:
            self._notes.append(
                "The gallery names none of the photos' authors, and nothing was left out of it."
            )

    def submission(self, path: Path) -> Evaluation:
        """Score what another program predicted."""
        from g3desktop.evaluation.measuring import Measured
        from g3desktop.evaluation.submission import run_of_positions
        from g3desktop.wiring.evaluation_inputs import read_submission

        found = read_submission(path, self._dataset, samples=self._wish.samples)
        self._notes += found.notes
        if found.is_ranked:
            scored = self._verified(found)
        else:
            run = run_of_positions(self._dataset, found.matched, key="predicted", title=path.name)
            scored = self._evaluation(_SUBMISSION, Measured([run]))
        return replace(scored, settings={**scored.settings, "predictions": found.settings})

    def _verified(self, submission: Submission) -> Evaluation:
        """Let geo-verification choose among several predictions for each photo."""
        from g3desktop.evaluation.measuring import Study, measure
        from g3desktop.evaluation.memory import opened
        from g3desktop.evaluation.submission import Submitted, runs_of_prompts

        engine, matched = self._engine(), submission.matched
        with opened(self._folders.cache / "evaluation") as memory:
            ways = (Submitted.of(self._dataset, matched),)
            study = Study(self._dataset, ways, engine, memory, workers=self._wish.workers)
            measured = measure(study, report=self._report, cancelled=self._cancelled)
        measured.runs += runs_of_prompts(self._dataset, matched)
        return self._evaluation(_SUBMISSION, measured, engine=engine)

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
        models: Sequence[str] = (),
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
            settings=self._settings(engine, models, measured.twin_cosine),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def _settings(
        self, engine: Engine | None, models: Sequence[str], twin_cosine: float | None
    ) -> dict[str, object]:
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
            "gallery_rows_without_hash": gallery.count_without_sha256() if gallery else None,
            "twin_cosine": twin_cosine,
            **self._way_settings(models),
        }

    def _way_settings(self, models: Sequence[str]) -> dict[str, object]:
        return {
            "models": list(models),
            "exclude_same_author": self._wish.exclude_same_author,
        }


def _asked(plan: Design) -> list[str]:
    """Return the names of the language models that an experiment asks."""
    return list(dict.fromkeys(way.model.name for way in plan.ways if way.model is not None))


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
