"""The starter encoder: its pack, its folded network, and weights from other projects' files."""

from __future__ import annotations

import copy
import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import timm
import torch

from g3desktop.domain.errors import EngineError, PackError, UsageError
from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.folding import fold_batch_norms
from g3desktop.engine.alignment.initial_weights import (
    create_starter,
    efficientnet_lite_names,
    find_image_weights,
    load_image_weights,
    load_location_weights,
)
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.location_encoder import LocationEncoder, published_name
from g3desktop.engine.alignment.recipe import StarterShape
from g3desktop.engine.alignment.starter import (
    StarterModel,
    load_model,
    prepare_square,
    save_pack,
)
from g3desktop.engine.alignment.starter_encoder import StarterEncoder
from g3desktop.engine.alignment.trainable import PackLabel
from g3desktop.services.packs import read_pack, verify_pack, write_manifest
from tests.tiny_starter import TINY_RECIPE, tiny_model, tiny_recipe


def lively(model: StarterModel) -> StarterModel:
    """Give batch norms statistics of their own, so that folding them is not a no-op."""
    generator = torch.Generator().manual_seed(5)
    for module in model.backbone.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2, generator=generator)
            module.running_var.uniform_(0.5, 1.5, generator=generator)
    return model.eval()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("starter")
    write_manifest(folder, save_pack(lively(tiny_model()), folder, PackLabel("tiny")))
    return read_pack(folder)


def squares(count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    return [rng.integers(0, 256, (32, 32, 3), dtype=np.uint8) for _ in range(count)]


def test_pack_is_whole_and_small(pack: Pack) -> None:
    verify_pack(pack)
    spec = pack.manifest.encoder
    assert (spec.family, spec.projection, spec.image_dim) == ("starter", "equal_earth", 256)
    assert (spec.text_dim, spec.gps_dim) == (0, 512)
    weights = safetensors.torch.load_file(pack.weights_path)
    assert weights["location_encoder.capsules.2.mlp.0.weight"].dtype == torch.float16
    # Frequencies in half precision would move a position's phase by a quarter turn.
    assert weights["location_encoder.capsules.2.frequencies"].dtype == torch.float32


def test_encoder_gives_what_the_model_gives(pack: Pack) -> None:
    encoder = load_encoder(pack, device="cpu")
    assert isinstance(encoder, StarterEncoder)
    assert (encoder.id, encoder.device, encoder.precision) == (pack.encoder_id, "cpu", "float32")
    vectors = encoder.encode_images(squares(3))
    model = lively(tiny_model())
    with torch.inference_mode():
        features = model.square_features(torch.from_numpy(np.stack(squares(3))))
        aligned = model.align_images(features)
    for ours, exact in ((vectors.image, aligned.image), (vectors.image_gps, aligned.image_gps)):
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
        assert (ours * exact.numpy()).sum(axis=1).min() > 0.9999
    assert vectors.image_text.shape == (3, 0)
    assert vectors.parts() == 2


def test_batches_do_not_change_the_answer(pack: Pack) -> None:
    encoder = load_encoder(pack, device="cpu")
    together = encoder.encode_images(squares(20)).concatenated()
    apart = np.concatenate([encoder.encode_images([s]).concatenated() for s in squares(20)])
    np.testing.assert_allclose(together, apart, atol=1e-5)
    assert len(encoder.encode_images([])) == 0


def test_positions_are_unit_vectors_everywhere(pack: Pack) -> None:
    encoder = load_encoder(pack, device="cpu")
    places = np.array([[90, 0], [-90, 10], [0, 180], [0, -180], [0, 540], [48.85, 2.35]], float)
    vectors = encoder.encode_locations(places)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[2], vectors[3], atol=1e-5)
    np.testing.assert_allclose(vectors[2], vectors[4], atol=1e-5)
    assert encoder.encode_locations(np.empty((0, 2))).shape == (0, 512)
    with pytest.raises(ValueError, match="finite"):
        encoder.encode_locations(np.array([[np.nan, 0.0]]))


def test_texts_are_refused(pack: Pack) -> None:
    with pytest.raises(EngineError, match="no text part"):
        load_encoder(pack, device="cpu").encode_texts(["a"])


def test_image_projection_survives_the_pack(tmp_path: Path) -> None:
    shape = StarterShape("test_efficientnet", input_px=32, hidden_dim=16, image_dim=24)
    torch.manual_seed(0)
    model = StarterModel(shape)
    write_manifest(tmp_path, save_pack(model, tmp_path, PackLabel("projected")))
    loaded = load_model(read_pack(tmp_path))
    assert loaded.image_dim == 24
    half = model.image_projection.weight.half().float()
    torch.testing.assert_close(loaded.image_projection.weight, half)


def test_folding_changes_nothing() -> None:
    network = lively(tiny_model()).backbone
    folded = fold_batch_norms(copy.deepcopy(network))
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in folded.modules())
    images = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        torch.testing.assert_close(network(images), folded(images), atol=1e-4, rtol=1e-4)


def test_other_networks_are_not_folded() -> None:
    network = timm.create_model("test_resnet", pretrained=False, num_classes=0).eval()
    assert fold_batch_norms(network) is network
    assert any(isinstance(m, torch.nn.BatchNorm2d) for m in network.modules())


@pytest.mark.parametrize("size", [(40, 90), (90, 40), (32, 32), (1, 500), (7, 5)])
def test_square_is_the_middle(size: tuple[int, int]) -> None:
    pixels = np.zeros((*size, 3), np.uint8)
    middle = tuple(slice(max(0, side // 2 - 2), side // 2 + 3) for side in size)
    pixels[middle] = 255
    square = prepare_square(pixels, 32, "centre")
    assert square.shape == (32, 32, 3)
    assert square[16, 16].min() > 100


def test_whole_photo_is_squeezed() -> None:
    pixels = np.zeros((40, 90, 3), np.uint8)
    pixels[:, :10] = 255
    assert prepare_square(pixels, 32, "whole")[:, 0].min() > 200
    assert prepare_square(pixels, 32, "centre").max() == 0


def damaged(pack: Pack, folder: Path, content: bytes) -> Pack:
    path = folder / pack.manifest.encoder.weights
    path.write_bytes(content)
    return Pack(folder, pack.manifest)


def test_damaged_weights_are_named(pack: Pack, tmp_path: Path) -> None:
    whole = pack.weights_path.read_bytes()
    with pytest.raises(PackError, match=r"starter\.safetensors cannot be read"):
        load_model(damaged(pack, tmp_path, whole[: len(whole) // 2]))
    missing = safetensors.torch.load(whole)
    del missing["logit_scale"]
    with pytest.raises(PackError, match="logit_scale"):
        load_model(damaged(pack, tmp_path, safetensors.torch.save(missing)))
    with pytest.raises(PackError, match="not a starter's"):
        load_model(damaged(pack, tmp_path, safetensors.torch.save({"a": torch.zeros(1)})))


def test_unknown_network_is_named(pack: Pack) -> None:
    text = json.dumps(asdict(pack.manifest)).replace("test_efficientnet", "no_such_network")
    from pydantic import TypeAdapter

    from g3desktop.domain.pack import PackManifest

    with pytest.raises(PackError, match="no_such_network"):
        load_model(Pack(pack.folder, TypeAdapter(PackManifest).validate_json(text)))


def lite0() -> torch.nn.Module:
    torch.manual_seed(1)
    return timm.create_model("tf_efficientnet_lite0", pretrained=False, num_classes=0)


def test_efficientnet_lite_file_loads_by_order_of_blocks(tmp_path: Path) -> None:
    source, target = lite0().state_dict(), lite0()
    names = efficientnet_lite_names(source)
    assert len(set(names.values())) == len(names)
    assert names["blocks.0.0.conv_pw.weight"] == "_blocks.0._project_conv.weight"
    assert names["blocks.1.0.bn1.bias"] == "_blocks.1._bn0.bias"
    assert names["blocks.2.0.conv_pwl.weight"] == "_blocks.3._project_conv.weight"
    assert names["bn2.running_var"] == "_bn1.running_var"
    published = {names[name]: tensor + 1 for name, tensor in source.items()}
    published |= {"_fc.weight": torch.zeros(1000, 1280), "_fc.bias": torch.zeros(1000)}
    torch.save(published, tmp_path / "lite.pth")
    load_image_weights(target, tmp_path / "lite.pth")
    for name, tensor in target.state_dict().items():
        torch.testing.assert_close(tensor, source[name] + 1)


def test_timm_file_loads_by_its_own_names(tmp_path: Path) -> None:
    source = lively(tiny_model()).backbone.state_dict()
    safetensors.torch.save_file(source, tmp_path / "tiny.safetensors")
    recipe = tiny_recipe(optimisation={"location_lr_scale": 1.0})
    model = create_starter(
        recipe, init_image=str(tmp_path / "tiny.safetensors"), init_location=None
    )
    for name, tensor in model.backbone.state_dict().items():
        torch.testing.assert_close(tensor, source[name])


def test_parts_without_weights_are_not_frozen() -> None:
    with pytest.raises(UsageError, match="image network") as caught:
        create_starter(TINY_RECIPE, init_image=None, init_location=None)
    assert "--init-image" in caught.value.hint
    recipe = tiny_recipe(optimisation={"backbone_lr_scale": 1.0})
    with pytest.raises(UsageError, match="location encoder") as caught:
        create_starter(recipe, init_image=None, init_location=None)
    assert "--init-location" in caught.value.hint


def test_seed_draws_the_first_weights() -> None:
    scales = {"backbone_lr_scale": 1.0, "location_lr_scale": 1.0}
    origins = [
        create_starter(
            tiny_recipe(seed=seed, optimisation=scales), init_image=None, init_location=None
        ).origin()
        for seed in (0, 0, 1)
    ]
    assert origins[0] == origins[1] != origins[2]


def test_location_file_loads_by_published_names(tmp_path: Path) -> None:
    torch.manual_seed(1)
    source, target = LocationEncoder("equal_earth"), LocationEncoder("equal_earth")
    tensors = source.state_dict()
    torch.save({published_name(n): t for n, t in tensors.items()}, tmp_path / "location.pth")
    load_location_weights(target, tmp_path / "location.pth")
    where = torch.tensor([[10.0, 20.0]], dtype=torch.float64)
    torch.testing.assert_close(source(where), target(where))


class Harmful:
    """Pickles to a call that makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_code_in_a_file_never_runs(tmp_path: Path) -> None:
    torch.save({"conv": Harmful(tmp_path / "ran")}, tmp_path / "bad.pth")
    with pytest.raises(PackError, match="not loaded"):
        load_image_weights(tiny_model().backbone, tmp_path / "bad.pth")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04broken"])
def test_file_that_is_no_weights(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.pth").write_bytes(content)
    with pytest.raises(PackError, match=r"bad\.pth"):
        load_image_weights(tiny_model().backbone, tmp_path / "bad.pth")


def test_weights_of_another_network_change_nothing(tmp_path: Path) -> None:
    model = tiny_model()
    before = {name: tensor.clone() for name, tensor in model.backbone.state_dict().items()}
    wrong = {name: tensor + 1 for name, tensor in before.items()}
    wrong["conv_head.weight"] = torch.zeros(3)
    safetensors.torch.save_file(wrong, tmp_path / "wrong.safetensors")
    with pytest.raises(PackError, match="conv_head"):
        load_image_weights(model.backbone, tmp_path / "wrong.safetensors")
    del wrong["conv_head.weight"]
    safetensors.torch.save_file(wrong, tmp_path / "wrong.safetensors")
    with pytest.raises(PackError, match=r"lacks .*conv_head"):
        load_image_weights(model.backbone, tmp_path / "wrong.safetensors")
    wrong = {name: tensor.clone() for name, tensor in before.items()}
    wrong["conv_head.weight"].view(-1)[0] = float("nan")
    safetensors.torch.save_file(wrong, tmp_path / "wrong.safetensors")
    with pytest.raises(PackError, match="not finite"):
        load_image_weights(model.backbone, tmp_path / "wrong.safetensors")
    for name, tensor in model.backbone.state_dict().items():
        torch.testing.assert_close(tensor, before[name])


def test_package_is_found_without_being_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "some_model"
    (package / "models").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    (package / "models" / "weights.pth").write_bytes(b"x")
    monkeypatch.syspath_prepend(tmp_path)
    assert find_image_weights("some-model") == package / "models" / "weights.pth"
    with pytest.raises(UsageError, match="no-such-model"):
        find_image_weights("no-such-model")
    with pytest.raises(UsageError, match="weights"):
        find_image_weights("a/path/to/nothing.pth")
