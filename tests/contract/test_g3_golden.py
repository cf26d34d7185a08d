"""The g3 encoder against every number of the paper's reference implementation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import torch

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.clip_tower import normalise_pixels, tokenize
from g3desktop.engine.alignment.g3 import G3Encoder, G3Model
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.alignment.location_encoder import unit
from g3desktop.engine.alignment.objective import Pairing, geo_alignment_loss
from g3desktop.services.packs import read_pack, verify_pack
from tests.golden_checkpoint import synthetic_image

pytestmark = pytest.mark.slow

Golden = Mapping[str, np.ndarray]

FLOAT32_TOLERANCE = 1e-5
BFLOAT16_COSINE = 0.9998
BFLOAT16_SIMILARITY = 2e-3


@pytest.fixture(scope="module")
def encoder(golden_pack: Pack) -> G3Encoder:
    built = load_encoder(golden_pack, device="cpu", precision="float32")
    assert isinstance(built, G3Encoder)
    return built


@pytest.fixture(scope="module")
def squares(encoder: G3Encoder) -> Sequence[np.ndarray]:
    return [encoder.prepare(synthetic_image(k)) for k in range(3)]


def far(ours: np.ndarray | torch.Tensor, reference: np.ndarray) -> float:
    """Greatest difference after both are brought to unit length."""
    ours = np.asarray(ours.detach() if isinstance(ours, torch.Tensor) else ours)
    assert ours.shape == reference.shape
    unit_ours = ours / np.linalg.norm(ours, axis=-1, keepdims=True)
    unit_reference = reference / np.linalg.norm(reference, axis=-1, keepdims=True)
    return float(np.abs(unit_ours - unit_reference).max())


def test_pack_is_whole(golden_pack: Pack) -> None:
    read = read_pack(golden_pack.folder)
    assert read.manifest == golden_pack.manifest
    verify_pack(read)


def test_pixels(squares: Sequence[np.ndarray], golden: Golden) -> None:
    pixels = normalise_pixels(torch.from_numpy(np.stack(squares)))
    ours = pixels[0, :, ::8, ::8].numpy()
    assert np.abs(ours - golden["pixels_0"]).max() <= FLOAT32_TOLERANCE


def test_image_tower(encoder: G3Encoder, squares: Sequence[np.ndarray], golden: Golden) -> None:
    batch = torch.from_numpy(np.stack(squares))
    tower = encoder.model.visual
    pooled: list[torch.Tensor] = []
    seen = tower.ln_post.register_forward_hook(lambda _m, _i, out: pooled.append(out[:, 0]))
    try:
        with torch.inference_mode():
            embedding = encoder.model.clip_image(batch)
    finally:
        seen.remove()
    assert far(pooled[0], golden["vision_pooled"]) <= FLOAT32_TOLERANCE
    assert far(embedding, golden["clip_embedding"]) <= FLOAT32_TOLERANCE


def test_image_vectors(encoder: G3Encoder, squares: Sequence[np.ndarray], golden: Golden) -> None:
    vectors = encoder.encode_images(squares)
    for name in ("image", "image_text", "image_gps"):
        ours = getattr(vectors, name)
        assert ours.dtype == np.float32
        assert np.abs(ours - golden[name]).max() <= FLOAT32_TOLERANCE, name
    locations = encoder.encode_locations(golden["coordinates"])
    similarity = vectors.image_gps @ locations.T
    assert np.abs(similarity - golden["similarity"]).max() <= FLOAT32_TOLERANCE


def test_texts(encoder: G3Encoder, golden: Golden) -> None:
    texts = [str(text) for text in golden["texts"]]
    tokens = tokenize(texts)
    np.testing.assert_array_equal(tokens.numpy(), golden["tokens"])
    ours = encoder.encode_texts(texts)
    assert np.abs(ours - golden["text"]).max() <= FLOAT32_TOLERANCE
    with torch.inference_mode():
        embedding = encoder.model.clip_text(tokens)
    assert far(embedding, golden["text_clip_embedding"]) <= FLOAT32_TOLERANCE


def test_locations(encoder: G3Encoder, golden: Golden) -> None:
    ours = encoder.encode_locations(golden["coordinates"])
    assert np.abs(ours - golden["location_gps"]).max() <= FLOAT32_TOLERANCE
    with torch.inference_mode():
        features = encoder.model.location_encoder.features(torch.from_numpy(golden["coordinates"]))
    assert far(features, golden["location"]) <= FLOAT32_TOLERANCE


def test_training_step(encoder: G3Encoder, golden: Golden) -> None:
    model = encoder.model
    image = torch.from_numpy(golden["clip_embedding"])
    text = torch.from_numpy(golden["text_clip_embedding"])
    positions = torch.from_numpy(golden["train_coordinates"].astype(np.float64))
    image_text, image_gps = model.image_heads(image)
    texts = Pairing(unit(image_text), unit(model.text_head(text)), model.logit_scale1)
    places = Pairing(unit(image_gps), unit(model.location(positions)), model.logit_scale2)
    loss = geo_alignment_loss(texts, places)
    # Logits are cosines times exp(3.99), 54: the tolerance of the cosines grows with them.
    tolerance = 54 * FLOAT32_TOLERANCE
    for pairing, name in ((texts, "text"), (places, "gps")):
        reference = golden[f"train_logits_image_{name}"]
        assert np.abs(pairing.logits().detach().numpy() - reference).max() <= tolerance
    assert float(loss.detach()) == pytest.approx(float(golden["train_loss"]), abs=1e-5)


def test_what_the_paper_trains(encoder: G3Encoder) -> None:
    trained = dict.fromkeys(encoder.model.trained_parameters())
    assert sum(parameter.numel() for parameter in trained) == 13_648_131
    towers = [*encoder.model.visual.parameters(), *encoder.model.text.parameters()]
    assert not any(parameter in trained for parameter in towers)


def test_batches_do_not_change_a_vector(
    encoder: G3Encoder, squares: Sequence[np.ndarray], golden: Golden
) -> None:
    assert len(encoder.encode_images([])) == 0
    assert encoder.encode_texts([]).shape == (0, 768)
    assert encoder.encode_locations(np.empty((0, 2))).shape == (0, 768)
    rng = np.random.default_rng(0)
    many = rng.uniform((-80, -179), (80, 179), (5000, 2))  # more than one batch
    many[-10:] = golden["coordinates"]
    ours = encoder.encode_locations(many)
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    assert np.abs(ours[-10:] - golden["location_gps"]).max() <= FLOAT32_TOLERANCE


def test_edges_of_the_map_are_finite_and_continuous(encoder: G3Encoder) -> None:
    positions = np.array(
        [
            [90, 10],
            [85.0511, 10],
            [-90, -20],
            [-89.9, -20],
            [12, 180],
            [12, -180],
            [12, 179.99998],
            [12, -179.99998],
            [12, 190],
            [12, -170],
            [12, 550],
            [12, 180.00002],
        ],
        dtype=np.float64,
    )
    vectors = encoder.encode_locations(positions)
    assert np.isfinite(vectors).all()
    cosine = vectors @ vectors.T
    for a, b in ((0, 1), (2, 3), (4, 5), (8, 9), (8, 10), (7, 11)):
        assert cosine[a, b] > 1 - 1e-6, (positions[a], positions[b])
    for a, b in ((4, 6), (5, 7), (6, 7)):
        assert cosine[a, b] > 1 - 1e-4, (positions[a], positions[b])
    with pytest.raises(ValueError, match="finite"):
        encoder.encode_locations(np.array([[np.nan, 0.0]]))


def test_bfloat16(golden_pack: Pack, squares: Sequence[np.ndarray], golden: Golden) -> None:
    # Straight to the class: `load_encoder` refuses where bfloat16 is emulated. One image and one
    # text keep that bearable.
    encoder = G3Encoder(golden_pack, device="cpu", precision="bfloat16")
    assert encoder.precision == "bfloat16"
    vectors = encoder.encode_images(squares[:1])
    locations = encoder.encode_locations(golden["coordinates"])
    texts = encoder.encode_texts([str(golden["texts"][0])])
    for ours, name in (
        (vectors.image, "image"),
        (vectors.image_text, "image_text"),
        (vectors.image_gps, "image_gps"),
        (locations, "location_gps"),
        (texts, "text"),
    ):
        cosines = (ours * golden[name][: len(ours)]).sum(axis=1)
        assert cosines.min() >= BFLOAT16_COSINE, name
    similarity = vectors.image_gps @ locations.T
    assert np.abs(similarity - golden["similarity"][:1]).max() <= BFLOAT16_SIMILARITY


def test_bfloat16_file_holds_the_same_numbers(golden_pack: Pack, tmp_path) -> None:
    for described in golden_pack.manifest.files:
        if "bfloat16" not in described.path:
            (tmp_path / described.path).symlink_to(golden_pack.folder / described.path)
    models = [
        G3Model.load(folder, device="cpu", precision="bfloat16")
        for folder in (golden_pack.folder, tmp_path)
    ]
    stored, rounded = (model.visual.state_dict() for model in models)
    assert all(torch.equal(stored[name], tensor) for name, tensor in rounded.items())


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_cuda(
    precision: str, golden_pack: Pack, squares: Sequence[np.ndarray], golden: Golden
) -> None:
    encoder = load_encoder(golden_pack, device="cuda", precision=precision)
    vectors = encoder.encode_images(squares)
    locations = encoder.encode_locations(golden["coordinates"])
    texts = encoder.encode_texts([str(text) for text in golden["texts"]])
    pairs = {
        "image": vectors.image,
        "image_text": vectors.image_text,
        "image_gps": vectors.image_gps,
        "location_gps": locations,
        "text": texts,
    }
    for name, ours in pairs.items():
        if precision == "float32":
            assert np.abs(ours - golden[name]).max() <= FLOAT32_TOLERANCE, name
        else:
            assert (ours * golden[name]).sum(axis=1).min() >= BFLOAT16_COSINE, name


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_damaged_tower_is_refused(damage: str, golden_pack: Pack, tmp_path) -> None:
    for described in golden_pack.manifest.files:
        (tmp_path / described.path).symlink_to(golden_pack.folder / described.path)
    image = tmp_path / "image.safetensors"
    image.unlink()
    if damage == "cut":
        image.write_bytes((golden_pack.folder / "alignment.safetensors").read_bytes()[:-1])
    elif damage == "other":
        image.symlink_to(golden_pack.folder / "text.safetensors")
    with pytest.raises(PackError, match=r"image\.safetensors"):
        G3Encoder(Pack(tmp_path, golden_pack.manifest), device="cpu", precision="float32")
