"""What makes gallery rows of embeddings, for each encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from g3desktop.engine.gallery.row_heads import Head, RowHeads

if TYPE_CHECKING:
    from torch import nn

    from g3desktop.domain.pack import Pack
    from g3desktop.engine.alignment.encoder import Encoder
    from g3desktop.engine.alignment.g3 import G3Model


def heads_of_encoder(encoder: Encoder) -> RowHeads:
    """Return the heads of the paper's encoder; the rows of any other are their own embeddings."""
    from g3desktop.engine.alignment.g3 import G3Encoder

    if isinstance(encoder, G3Encoder):
        return _heads_of(encoder.model)
    spec = encoder.spec
    return RowHeads(tuple(dim for dim in (spec.image_dim, spec.text_dim, spec.gps_dim) if dim))


def heads_of_pack(pack: Pack) -> RowHeads:
    """Return the heads of the paper's encoder without reading the rest of its pack.

    Raises:
        PackError: The file of the heads is missing or damaged.
    """
    from g3desktop.engine.alignment.g3 import ALIGNMENT_FILE, G3Model

    model = G3Model()
    model.load_alignment(pack.folder / ALIGNMENT_FILE, device="cpu")
    return _heads_of(model)


def _heads_of(model: G3Model) -> RowHeads:
    heads = _head(model.image_text_head), _head(model.image_gps_head)
    return RowHeads((heads[0].weight_1.shape[1],), heads)


def _head(layers: nn.Module) -> Head:
    tensors = layers.state_dict()
    names = ("0.weight", "0.bias", "2.weight", "2.bias")
    return Head(*(tensors[name].float().cpu() for name in names))
