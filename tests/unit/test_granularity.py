"""Textual granularity: what the texts name, and that nothing is trained twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.pack import Pack, PackFile, PackManifest
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.alignment.g3 import ALIGNMENT_FILE, SPEC
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.location_encoder import FEATURES_DIM, unit
from g3desktop.engine.alignment.starter import StarterModel, save_pack
from g3desktop.engine.alignment.trainable import AlignedImages, PackLabel
from g3desktop.evaluation.experiments import Setting, design
from g3desktop.evaluation.granularity import (
    PACKS_FOLDER,
    TEXTS,
    Lesson,
    Trained,
    join,
    train_each,
)
from g3desktop.evaluation.measuring import Measured
from g3desktop.evaluation.outcomes import Outcome, Query, Run
from g3desktop.services.address import Address, write_sentence
from g3desktop.services.packs import read_pack, verify_pack, write_manifest
from g3desktop.settings import find_folders
from g3desktop.wiring import EngineWish, load_gazetteer
from g3desktop.wiring.evaluation import EvaluationWish, run_evaluation
from g3desktop.wiring.granularity import TrainingPhotos, plan_trial
from tests.pictures import write_photos
from tests.tiny_pack import write_tiny_pack
from tests.tiny_starter import TINY_RECIPE, tiny_photos, tiny_recipe

MONTMARTRE = Address("Montmartre", "Paris", "Paris", "Ile-de-France", "", "France", "Europe")
LETTERS = 64


class TextedStarter(StarterModel):
    """A tiny starter that learns from texts as well: its one head answers to both."""

    text_dim = FEATURES_DIM

    def __init__(self) -> None:
        super().__init__(TINY_RECIPE.shape)
        self.text_head = nn.Linear(LETTERS, FEATURES_DIM)
        self.text_scale = nn.Parameter(torch.tensor(math.log(20.0)))

    def align_images(self, features: Tensor) -> AlignedImages:
        aligned = super().align_images(features)
        return replace(aligned, image_text=aligned.image_gps)

    def text_tower(self, texts: Sequence[str]) -> Tensor:
        rows = [np.frombuffer(text.encode()[:LETTERS].ljust(LETTERS), np.uint8) for text in texts]
        return torch.from_numpy(np.array(rows, np.float32) / 255)

    def align_texts(self, features: Tensor) -> Tensor:
        return unit(self.text_head(features))

    def text_logit_scale(self) -> Tensor:
        return self.text_scale

    def save_pack(self, folder: Path, label: PackLabel) -> PackManifest:
        plain = StarterModel(self.shape)
        state = self.state_dict()
        plain.load_state_dict({name: state[name] for name in plain.state_dict()})
        return save_pack(plain, folder, label)


class School:
    """A lesson of twelve photos, and how often its first weights were asked for."""

    def __init__(self, root: Path) -> None:
        self.opened = 0
        photos, _ = tiny_photos(root, TINY_RECIPE)
        self.lesson = Lesson(
            photos=photos,
            addresses=[
                MONTMARTRE._replace(neighbourhood=f"Quarter {at}" if at % 2 else "", city=f"T{at}")
                for at in range(len(photos))
            ],
            recipe=tiny_recipe(epochs=2),
            first=read_pack(write_tiny_pack(root / "first")),
            open_model=self.open_model,
            device="cpu",
            precision="float32",
        )

    def open_model(self) -> StarterModel:
        self.opened += 1
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(7)
            return TextedStarter()


def train(lesson: Lesson, folder: Path, *, stop_after: int | None = None) -> tuple[Trained, ...]:
    asked = iter(range(100_000))
    return train_each(
        lesson,
        folder,
        report=ignore_progress,
        cancelled=lambda: stop_after is not None and next(asked) >= stop_after,
    )


def weights(folder: Path, trained: Sequence[Trained]) -> list[str]:
    packs = [read_pack(folder / PACKS_FOLDER / one.pack_id) for one in trained]
    return [pack.manifest.files[0].sha256 for pack in packs]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    return School(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="module")
def finished(school: School, tmp_path_factory: pytest.TempPathFactory):
    """Return the folder of a lesson that was never stopped, and what was trained."""
    folder = tmp_path_factory.mktemp("finished")
    return folder, train(school.lesson, folder)


def test_texts_name_their_levels_in_the_sentence_of_descriptions():
    sentences = {texts.key: write_sentence(MONTMARTRE.names(texts.levels)) for texts in TEXTS}
    assert sentences == {
        "state": "A photo taken in Paris, Ile-de-France, France.",
        "city": "A photo taken in Paris, France.",
        "neighbourhood": "A photo taken in Montmartre, Paris, Ile-de-France, France.",
    }
    assert TEXTS[0].key == "state"


def test_what_has_no_name_is_left_out():
    nowhere = Address(country="France")
    assert write_sentence(nowhere.names(TEXTS[2].levels)) == "A photo taken in France."
    assert write_sentence(Address().names(TEXTS[2].levels)) == "A photo taken far from any town."
    monaco = Address(city="Monaco", country="Monaco")
    assert write_sentence(monaco.names(TEXTS[0].levels)) == "A photo taken in Monaco."


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@given(
    where=st.lists(
        st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False)),
        max_size=20,
    )
)
def test_descriptions_are_sentences_of_four_levels(gazetteer, where):
    levels = ("city", "state", "country", "continent")
    sentences = [write_sentence(one.names(levels)) for one in gazetteer.addresses(where)]
    assert sentences == gazetteer.describe(where)


def test_each_kind_of_texts_makes_a_pack_of_its_own(school: School, finished):
    folder, trained = finished
    assert [one.texts for one in trained] == list(TEXTS)
    assert len(set(weights(folder, trained))) == len(TEXTS)
    for one in trained:
        pack = read_pack(folder / PACKS_FOLDER / one.pack_id)
        verify_pack(pack)
        assert pack.manifest.id == one.pack_id
        assert one.texts.title in pack.manifest.source
        assert load_encoder(pack, device="cpu").encode_locations(np.zeros((1, 2))).shape[0] == 1
    photos = len(school.lesson.photos)
    assert [one.named for one in trained] == [photos, photos, photos // 2]
    assert trained[2].example == "A photo taken in Quarter 1, T1, Ile-de-France, France."
    assert not list(folder.glob("*.f32"))


def test_nothing_is_trained_twice(school: School, finished):
    folder, trained = finished
    opened = school.opened
    assert train(school.lesson, folder) == trained
    assert school.opened == opened


@pytest.mark.parametrize("stop_after", [0, 3, 6, 10, 14])
def test_what_was_stopped_goes_on_and_ends_in_the_same_weights(
    school: School, finished, tmp_path: Path, stop_after: int
):
    folder, trained = finished
    with pytest.raises(CancelledError):
        train(school.lesson, tmp_path, stop_after=stop_after)
    packs = tmp_path / PACKS_FOLDER
    before = {path.name: path.stat().st_ino for path in packs.iterdir()}
    assert len(before) < len(TEXTS)
    opened = school.opened
    assert train(school.lesson, tmp_path) == trained
    assert school.opened - opened == len(TEXTS) - len(before)
    assert {name: (packs / name).stat().st_ino for name in before} == before
    assert weights(tmp_path, trained) == weights(folder, trained)


def test_a_kill_before_the_pack_has_its_place_costs_no_training(
    school: School, finished, tmp_path: Path
):
    trained = train(school.lesson, tmp_path)
    last = trained[-1].pack_id
    (tmp_path / PACKS_FOLDER / last).rename(tmp_path / "runs" / last / "pack")
    opened = school.opened
    assert train(school.lesson, tmp_path) == trained
    assert school.opened == opened
    assert weights(tmp_path, trained) == weights(*finished)


def test_the_key_tells_lessons_apart(school: School):
    lesson = school.lesson
    manifest = lesson.first.manifest
    other_file = replace(manifest.files[0], sha256="0" * 64)
    others = [
        replace(lesson, recipe=tiny_recipe(epochs=2, seed=1)),
        replace(lesson, precision="bfloat16"),
        replace(lesson, device="cuda"),
        replace(
            lesson, first=replace(lesson.first, manifest=replace(manifest, files=(other_file,)))
        ),
        replace(lesson, photos=replace(lesson.photos, photos=lesson.photos.photos[::-1])),
    ]
    assert len({lesson.key(), *(one.key() for one in others)}) == 1 + len(others)


def test_other_texts_are_trained_anew(school: School, finished, tmp_path: Path):
    _, trained = finished
    moved = replace(
        school.lesson, addresses=[one._replace(city="Lyon") for one in school.lesson.addresses]
    )
    assert {one.pack_id for one in train(moved, tmp_path)}.isdisjoint(
        one.pack_id for one in trained
    )


def measured(km: float, failed: int) -> Measured:
    query = Query(2, "a.jpg", Path("a.jpg"), LatLon(0, 0))
    outcome = Outcome(query, LatLon(0, 0), km)
    runs = [
        Run(way.key, way.title, (outcome,), way.settings())
        for way in design("granularity", Setting()).ways
    ]
    return Measured(runs, same_author=3, failed=failed)


def test_runs_of_all_packs_stand_side_by_side():
    parts = [
        (Trained(texts, f"pack-{at}", "", 0), measured(10.0 ** (at + 1), at), {"encoder": str(at)})
        for at, texts in enumerate(TEXTS)
    ]
    joined = join(parts)
    assert [run.key for run in joined.runs] == [
        "g3-state", "g3-city", "g3-neighbourhood",
        "nearest-state", "nearest-city", "nearest-neighbourhood",
    ]  # fmt: skip
    assert joined.runs[0].title == "G3, texts of city, state and country"
    assert [run.settings["encoder"] for run in joined.runs] == ["0", "1", "2"] * 2
    assert joined.runs[0].settings["ranking"] == "paper"
    assert (joined.same_author, joined.failed) == (3, 0 + 1 + 2)
    (plot,) = design("granularity", Setting()).plots(joined.runs)
    curves = {curve.title: curve for curve in plot.curves}
    # Ten kilometres with three names, a hundred with two, a thousand with four.
    assert curves["within 25 km"].x == (2, 3, 4)
    assert curves["within 25 km"].y == (0, 100, 0)
    assert curves["within 2500 km"].y == (100, 100, 100)


@pytest.fixture
def texted(home: Path) -> Pack:
    """The description of a pack with a text part, and a file in place of its weights."""
    folder = home / "packs" / "g3"
    folder.mkdir(parents=True)
    (folder / ALIGNMENT_FILE).write_bytes(b"weights")
    file = PackFile(ALIGNMENT_FILE, len(b"weights"), "0" * 64)
    manifest = PackManifest(1, "g3", "encoder", "1", "MIT", "made", (file,), SPEC)
    write_manifest(folder, manifest)
    return read_pack(folder)


PHOTOS = TrainingPhotos(Path("photos"))


def trial(experiment: str = "granularity", photos: TrainingPhotos | None = PHOTOS, **wish: str):
    return plan_trial(experiment, photos, EngineWish(**wish), 5, find_folders())


def test_an_encoder_with_a_text_part_is_trained(texted: Pack):
    found = trial(device="cpu")
    assert found is not None
    assert (found.pack, found.seed, found.wish.device) == (texted, 5, "cpu")
    assert trial("overall", None) is None


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"encoder": "starter"}, "The encoder starter has no text part"),
        ({"photos": None}, "there are no photos to learn from"),
        ({"gallery": "mine"}, "makes its galleries"),
        ({"experiment": "overall"}, "have no use without the experiment granularity"),
    ],
)
def test_what_cannot_be_tried_is_one_line(texted: Pack, wish, words):
    with pytest.raises(UsageError, match=words) as refused:
        trial(**wish)
    assert refused.value.hint
    assert "\n" not in refused.value.one_line()


def test_photos_that_are_measured_are_not_trained_with(texted: Pack, tmp_path: Path):
    photos = write_photos(tmp_path / "photos", 4)
    table = tmp_path / "set.csv"
    table.write_text(f"file,lat,lon\n{photos[0].name},1,2\n", encoding="utf-8")
    wish = EvaluationWish(
        csv=table,
        images=photos[0].parent,
        out=tmp_path / "report",
        experiment="granularity",
        training=TrainingPhotos(tmp_path / "photos"),
    )
    with pytest.raises(UsageError, match="1 training photos also stand in the held-out set"):
        run_evaluation(wish, report=ignore_progress, cancelled=never_cancelled)
