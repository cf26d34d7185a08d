"""Training of g3 against the reference: its parameters, its first step, and its frozen towers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open

from g3desktop.domain.pack import Pack
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.alignment.g3 import ALIGNMENT_FILE
from g3desktop.engine.alignment.g3_training import G3Training
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.objective import Pairing, geo_alignment_loss
from g3desktop.engine.alignment.photo_cache import Squares
from g3desktop.engine.alignment.recipe import G3_RECIPE, change_recipe
from g3desktop.engine.alignment.training import train
from g3desktop.engine.alignment.training_data import TrainingData
from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource, gather_photos
from g3desktop.engine.alignment.training_run import RunOptions
from g3desktop.services.packs import read_pack, verify_pack
from tests.golden_checkpoint import synthetic_image
from tests.pictures import write_photos

pytestmark = pytest.mark.slow

Golden = Mapping[str, np.ndarray]


@pytest.fixture(scope="module")
def model(golden_pack: Pack) -> G3Training:
    model = G3Training(golden_pack, device="cpu")
    model.set_trainable(G3_RECIPE)
    return model


def test_trainable_parameters(model: G3Training) -> None:
    groups = model.parameter_groups(G3_RECIPE)
    parameters = dict(model.named_parameters())
    count = sum(parameters[name].numel() for group in groups for name in group.names)
    assert count == 13_648_131


def test_first_step_is_the_reference_s(model: G3Training, golden: Golden) -> None:
    squares = np.stack([model.prepare(synthetic_image(k)) for k in range(3)])
    with torch.no_grad():
        images = model.align_images(model.square_features(torch.from_numpy(squares)))
        texts = model.align_texts(model.text_tower(golden["texts"].tolist()))
        where = torch.from_numpy(golden["train_coordinates"].astype(np.float64))
        locations = model.align_locations(where)
        assert images.image_text is not None
        image_text = Pairing(images.image_text, texts, model.text_logit_scale())
        image_gps = Pairing(images.image_gps, locations, model.gps_logit_scale())
        loss = geo_alignment_loss(image_text, image_gps)
    for ours, name in ((image_text, "text"), (image_gps, "gps")):
        reference = golden[f"train_logits_image_{name}"]
        # Logits are cosines times exp(3.99); 1e-5 is asked of the cosines.
        assert np.abs(ours.logits().detach().numpy() - reference).max() <= 1e-5 * np.exp(3.99)
    assert float(loss) == pytest.approx(float(golden["train_loss"]), abs=1e-5)


def test_run_moves_the_heads_and_leaves_the_towers(golden_pack: Pack, tmp_path: Path) -> None:
    write_photos(tmp_path / "photos", 6)
    model = G3Training(golden_pack, device="cpu")
    learn, held = gather_photos(
        PhotoSource(tmp_path / "photos"),
        HeldOut(groups=("roll2",)),
        Squares(model.prepare, model.input_px),
        cache=tmp_path / "cache",
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    asked: list[np.ndarray] = []

    def describe(lat_lon_deg: np.ndarray) -> list[str]:
        asked.append(lat_lon_deg)
        return [f"A photo near {lat:.0f}, {lon:.0f}." for lat, lon in lat_lon_deg]

    outcome = train(
        model,
        change_recipe(G3_RECIPE, {"epochs": 2, "batch": 4, "optimisation": {"lr": 1e-5}}),
        TrainingData(learn, held, describe=describe),
        run=RunOptions(tmp_path / "run"),
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    assert outcome.history[1].loss < outcome.history[0].loss
    assert len(asked) == 1
    pack = read_pack(outcome.folder)
    verify_pack(pack)
    files = {file.path: file for file in pack.manifest.files}
    for before in golden_pack.manifest.files:
        same = files[before.path].sha256 == before.sha256
        assert same == (before.path != ALIGNMENT_FILE)
    with (
        safe_open(golden_pack.folder / ALIGNMENT_FILE, framework="pt") as before,
        safe_open(outcome.folder / ALIGNMENT_FILE, framework="pt") as after,
    ):
        unmoved = {
            name
            for name in before.keys()  # noqa: SIM118 -- safe_open is no mapping
            if torch.equal(before.get_tensor(name), after.get_tensor(name))
        }
    # The paper's objective has no term for the third temperature; frequencies are fixed.
    assert unmoved == {"logit_scale3"} | {
        f"location_encoder.capsules.{n}.frequencies" for n in range(3)
    }
    encoder = load_encoder(pack, device="cpu", precision="float32")
    assert encoder.encode_locations(np.array([[1.0, 2.0]])).shape == (1, 768)
