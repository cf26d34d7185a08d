"""A network without its batch norms: the same numbers with less work."""

from __future__ import annotations

import timm
from torch import nn
from torch.nn.utils import fusion


def fold_batch_norms(backbone: nn.Module) -> nn.Module:
    """Merge each batch norm of an EfficientNet into the convolution before it.

    Other networks come back as they are: only where children stand in the order of computation
    is the convolution before a norm the one that it belongs to.

    Args:
        backbone: In evaluation mode; changed in place.
    """
    if isinstance(backbone, timm.models.efficientnet.EfficientNet):
        _fold_children(backbone)
    return backbone


def _fold_children(network: nn.Module) -> None:
    for parent in list(network.modules()):
        before: tuple[str, nn.Conv2d] | None = None
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.BatchNorm2d) and before is not None:
                conv_name, conv = before
                setattr(parent, conv_name, fusion.fuse_conv_bn_eval(conv, child))
                setattr(parent, name, getattr(child, "act", nn.Identity()))
            before = (name, child) if isinstance(child, nn.Conv2d) else None
