"""Training runs: what moves, what is measured, what is refused, and that stopping costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from g3desktop.domain.errors import CancelledError, EngineError, UsageError
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.recipe import TrainingRecipe, read_recipe
from g3desktop.engine.alignment.starter import StarterModel
from g3desktop.engine.alignment.trainable import PackLabel
from g3desktop.engine.alignment.training import train
from g3desktop.engine.alignment.training_data import TrainingData, TrainingOutcome
from g3desktop.engine.alignment.training_run import (
    METRICS_NAME,
    RECIPE_NAME,
    STATE_NAME,
    RunOptions,
)
from g3desktop.engine.alignment.training_state import load_state
from g3desktop.engine.alignment.training_step import epoch_batches, jitter
from g3desktop.services.packs import read_pack, verify_pack
from tests.tiny_starter import TINY_RECIPE, tiny_model, tiny_photos, tiny_recipe

TUNED = {"optimisation": {"backbone_lr_scale": 0.1, "ema_decay": 0.9, "tune_batch_norm": True}}


def data_for(tmp_path: Path, recipe: TrainingRecipe) -> TrainingData:
    learn, held = tiny_photos(tmp_path, recipe)
    places = np.random.default_rng(0).uniform((-80, -180), (80, 180), (40, 2))
    return TrainingData(learn, held, places)


def run_training(
    tmp_path: Path,
    recipe: TrainingRecipe = TINY_RECIPE,
    *,
    out: str = "run",
    model: StarterModel | None = None,
    stop_after: int | None = None,
    **options: object,
) -> TrainingOutcome:
    asked = iter(range(10_000))
    return train(
        model or tiny_model(recipe),
        recipe,
        data_for(tmp_path, recipe),
        run=RunOptions(tmp_path / out, **options),
        report=ignore_progress,
        cancelled=lambda: stop_after is not None and next(asked) >= stop_after,
    )


def weights_of(outcome: TrainingOutcome) -> dict[str, torch.Tensor]:
    return safetensors.torch.load_file(outcome.folder / outcome.manifest.encoder.weights)


def test_loss_falls_and_the_pack_encodes(tmp_path: Path) -> None:
    outcome = run_training(tmp_path, tiny_recipe(epochs=8), label=PackLabel("mine"))
    losses = [epoch.loss for epoch in outcome.history]
    assert losses[-1] < losses[0]
    pack = read_pack(outcome.folder)
    verify_pack(pack)
    assert pack.manifest == outcome.manifest
    assert pack.manifest.id == "mine"
    assert len(load_encoder(pack, device="cpu").encode_images([np.zeros((32, 32, 3), "u1")])) == 1


def test_only_the_head_moves(tmp_path: Path) -> None:
    outcome = run_training(tmp_path)
    before, after = tiny_model().state_dict(), weights_of(outcome)
    moved = {
        name
        for name, tensor in after.items()
        if not torch.equal(tensor, before[name].to(tensor.dtype))
    }
    assert moved
    assert all(name.startswith(("gps_head.", "logit_scale")) for name in moved)


def test_tuning_moves_network_statistics_and_location_encoder(tmp_path: Path) -> None:
    recipe = tiny_recipe(
        epochs=1,
        optimisation={**TUNED["optimisation"], "location_lr_scale": 0.1},
        objective={
            "extra_negatives": 8,
            "positive_scale_km": 50.0,
            "label_smoothing": 0.1,
            "place_weight": 0.5,
            "place_scale_km": 2000.0,
            "jitter_positions": True,
        },
        shape={"image_dim": 16},
    )
    after = weights_of(run_training(tmp_path, recipe))
    before = tiny_model(recipe).state_dict()
    for name in (
        "backbone.conv_head.weight",
        "backbone.bn2.running_mean",
        "location_encoder.capsules.0.mlp.6.bias",
        "image_projection.weight",
        "gps_head.1.weight",
        "logit_scale",
    ):
        assert not torch.equal(after[name], before[name].to(after[name].dtype)), name
    frequencies = "location_encoder.capsules.1.frequencies"
    assert torch.equal(after[frequencies], before[frequencies])


def test_whitened_image_vectors_spread_evenly(tmp_path: Path) -> None:
    recipe = tiny_recipe(shape={"image_dim": 4, "whitened": True})
    model = tiny_model(recipe)
    run_training(tmp_path, recipe, model=model)
    learn, _ = tiny_photos(tmp_path, recipe)
    with torch.inference_mode():
        features = model.square_features(torch.from_numpy(np.array(learn.prepared)))
        even = torch.nn.functional.normalize(features, dim=1) * features.shape[1] ** 0.5
        spread = torch.cov(model.image_projection(even).T)
    torch.testing.assert_close(spread, torch.eye(4), atol=0.02, rtol=0)


def test_whitening_to_more_than_there_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="256 features"):
        run_training(tmp_path, tiny_recipe(shape={"image_dim": 300, "whitened": True}))


def test_same_seed_same_result_and_another_seed_another(tmp_path: Path) -> None:
    first = run_training(tmp_path, out="a").manifest.files
    assert run_training(tmp_path, out="b").manifest.files == first
    other = tiny_recipe(seed=1)
    assert run_training(tmp_path, other, out="c", model=tiny_model()).manifest.files != first


@pytest.mark.parametrize("stop_after", [1, 4])
def test_stopped_run_ends_as_an_undisturbed_one(tmp_path: Path, stop_after: int) -> None:
    recipe = tiny_recipe(keep="best", objective={"extra_negatives": 8}, **TUNED)
    whole = run_training(tmp_path, recipe, out="whole")
    # Photos and positions are asked about beforehand; training has two steps an epoch.
    with pytest.raises(CancelledError):
        run_training(tmp_path, recipe, out="cut", stop_after=stop_after)
    tensors, facts = load_state(tmp_path / "cut" / STATE_NAME)
    assert facts.step == stop_after
    assert any(name.startswith("average|") for name in tensors)
    resumed = run_training(tmp_path, recipe, out="cut", resume=True)
    assert resumed.manifest.files == whole.manifest.files
    assert resumed.history == whole.history
    assert resumed.kept_epoch == whole.kept_epoch
    metrics = [(tmp_path / out / METRICS_NAME).read_text() for out in ("whole", "cut")]
    assert metrics[0] == metrics[1]


def test_finished_run_keeps_what_explains_it_and_no_more(tmp_path: Path) -> None:
    outcome = run_training(tmp_path, checkpoint_every_s=0)
    names = {path.name for path in (tmp_path / "run").iterdir()}
    assert names == {"pack", METRICS_NAME, RECIPE_NAME, "run.json"}
    assert read_recipe(tmp_path / "run" / RECIPE_NAME, TINY_RECIPE) == TINY_RECIPE
    lines = (tmp_path / "run" / METRICS_NAME).read_text().splitlines()
    assert [json.loads(line)["epoch"] for line in lines] == [1, 2, 3]
    assert all(len(json.loads(line)["both"]) == 5 for line in lines)
    assert len(outcome.history[0].retrieval) == 5


def test_progress_counts_photos_and_notes_each_epoch(tmp_path: Path) -> None:
    seen: list[Progress] = []
    train(
        tiny_model(),
        TINY_RECIPE,
        data_for(tmp_path, TINY_RECIPE),
        run=RunOptions(tmp_path / "run"),
        report=seen.append,
        cancelled=never_cancelled,
    )
    epochs = [progress for progress in seen if progress.stage.startswith("epoch")]
    assert [p.done for p in epochs] == [6, 12, 18, 24, 30, 36]
    assert {p.total for p in epochs} == {36}
    notes = [p.note for p in epochs if p.note]
    assert len(notes) == 3
    assert "held-out recall" in notes[0]
    assert "photos/s" in notes[0]
    assert "left" in notes[0]


def test_best_epoch_is_kept(tmp_path: Path) -> None:
    outcome = run_training(tmp_path, tiny_recipe(keep="best", epochs=4))
    sums = [sum(epoch.both) for epoch in outcome.history]
    assert outcome.kept_epoch == 1 + sums.index(max(sums))


def test_best_without_held_out_is_refused(tmp_path: Path) -> None:
    recipe = tiny_recipe(keep="best")
    learn, _ = tiny_photos(tmp_path, recipe)
    with pytest.raises(UsageError, match="held out"):
        train(
            tiny_model(),
            recipe,
            TrainingData(learn),
            run=RunOptions(tmp_path / "run"),
            report=ignore_progress,
            cancelled=never_cancelled,
        )


def test_nothing_held_out_measures_nothing(tmp_path: Path) -> None:
    learn, _ = tiny_photos(tmp_path, TINY_RECIPE)
    outcome = train(
        tiny_model(),
        TINY_RECIPE,
        TrainingData(learn),
        run=RunOptions(tmp_path / "run"),
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    assert outcome.history[-1].both == ()


def test_taken_folders_are_refused(tmp_path: Path) -> None:
    run_training(tmp_path)
    with pytest.raises(UsageError, match="finished run"):
        run_training(tmp_path, resume=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="not empty"):
        run_training(tmp_path, out="full")
    with pytest.raises(CancelledError):
        run_training(tmp_path, out="cut", stop_after=2)
    with pytest.raises(UsageError, match="unfinished run") as caught:
        run_training(tmp_path, out="cut")
    assert "--resume" in caught.value.hint


@pytest.mark.parametrize(
    "change", [{"seed": 5}, {"epochs": 9}, {"optimisation": {"lr": 1e-2}}], ids=str
)
def test_another_recipe_cannot_go_on(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(CancelledError):
        run_training(tmp_path, out="cut", stop_after=2)
    with pytest.raises(UsageError, match="another recipe"):
        run_training(tmp_path, tiny_recipe(**change), model=tiny_model(), out="cut", resume=True)


def test_other_first_weights_cannot_go_on(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        run_training(tmp_path, out="cut", stop_after=2)
    with pytest.raises(UsageError, match="other weights"):
        run_training(tmp_path, out="cut", resume=True, model=tiny_model(tiny_recipe(seed=3)))


def test_damaged_state_is_named(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        run_training(tmp_path, out="cut", stop_after=2)
    state = tmp_path / "cut" / STATE_NAME
    state.write_bytes(state.read_bytes()[:-10])
    with pytest.raises(EngineError, match=r"state\.safetensors"):
        run_training(tmp_path, out="cut", resume=True)


def test_loss_that_is_no_number_stops_the_run(tmp_path: Path) -> None:
    model = tiny_model()
    with torch.no_grad():
        model.gps_head[1].weight.fill_(float("nan"))
    with pytest.raises(EngineError, match="no longer a number"):
        run_training(tmp_path, model=model)


def test_out_that_is_a_file_is_an_error_of_the_engine(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(EngineError, match="run"):
        run_training(tmp_path)


def test_one_photo_is_too_few(tmp_path: Path) -> None:
    learn, _ = tiny_photos(tmp_path, TINY_RECIPE, count=3)
    assert len(learn) == 2
    few = type(learn)(learn.photos[:1], learn.prepared[:1], learn.whole[:1], learn.aspects[:1])
    with pytest.raises(UsageError, match="two photos"):
        train(
            tiny_model(),
            TINY_RECIPE,
            TrainingData(few),
            run=RunOptions(tmp_path / "run"),
            report=ignore_progress,
            cancelled=never_cancelled,
        )


def test_average_of_weights_lags_behind(tmp_path: Path) -> None:
    plain = weights_of(run_training(tmp_path, out="plain"))
    averaged = weights_of(
        run_training(tmp_path, tiny_recipe(optimisation={"ema_decay": 0.99}), out="averaged")
    )
    first = tiny_model().state_dict()["gps_head.4.weight"]
    key = "gps_head.4.weight"
    assert (averaged[key].float() - first).norm() < (plain[key].float() - first).norm()


def test_temperature_stays_above_a_hundredth(tmp_path: Path) -> None:
    outcome = run_training(tmp_path, tiny_recipe(logit_scale=9.0))
    assert outcome.history[-1].temperature >= 0.01 - 1e-6


def test_epoch_sees_every_photo_of_whole_batches_once() -> None:
    rows = torch.cat(epoch_batches(TINY_RECIPE, 20, 0)).tolist()
    assert len(rows) == len(set(rows)) == 18
    assert rows != torch.cat(epoch_batches(TINY_RECIPE, 20, 1)).tolist()
    assert [len(batch) for batch in epoch_batches(TINY_RECIPE, 4, 0)] == [4]


def test_jitter_stays_within_precision() -> None:
    from g3desktop.domain.geometry import distances_km

    where = torch.tensor([[0.0, 0.0], [60.0, 179.999], [-45.0, 10.0], [10.0, 10.0]]).double()
    precision = torch.tensor([1.0, 10.0, 5.0, 0.0]).double()
    for seed in range(20):
        moved = jitter(where, precision, torch.Generator().manual_seed(seed))
        away = distances_km(where.numpy(), moved.numpy())
        assert (away <= 1.001 * precision.numpy() + 1e-9).all()


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
def test_accelerator_trains_and_goes_on(tmp_path: Path) -> None:
    recipe = tiny_recipe(objective={"extra_negatives": 8, "positive_scale_km": 5.0}, **TUNED)
    with pytest.raises(CancelledError):
        run_training(tmp_path, recipe, stop_after=3, device="cuda")
    outcome = run_training(tmp_path, recipe, resume=True, device="cuda")
    assert len(outcome.history) == recipe.epochs
    assert len(outcome.history[-1].both) == 5
