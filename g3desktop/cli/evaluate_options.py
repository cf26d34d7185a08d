"""Which options of `g3desktop evaluate` have a use beside which others."""

from __future__ import annotations

from collections.abc import Mapping

import click
from click.core import ParameterSource

from g3desktop.domain.errors import UsageError

OF_MODELS = ("llm", "llm_host", "llm_host_remote_ok", "llm_parallel", "samples", "temperature")
"""Of asking language models, as click calls them."""

_OF_KNN = ("knn_rows", "knn_sigma")
_OF_PROGRAM = (
    *(one for one in OF_MODELS if one != "samples"),
    *("experiment", "ranking", *_OF_KNN, "exclude_same_author"),
)

UNUSED: Mapping[str, tuple[str, ...]] = {
    "overall": (),
    "ablation": ("ranking", *_OF_KNN),
    "models": ("ranking", *_OF_KNN),
    "representations": ("ranking", *_OF_KNN),
    "references": ("ranking", *_OF_KNN),
    "candidates": ("ranking", *_OF_KNN, "samples"),
    "retrieval": ("ranking", *_OF_KNN, *OF_MODELS),
    "failures": _OF_KNN,
    "granularity": ("ranking", *_OF_KNN),
}
"""Of each experiment, what none of its ways of answering depends on."""

_SEVERAL_MODELS = "models"


def check_options(context: click.Context) -> None:
    """Refuse what the user typed and nothing would come of.

    Raises:
        UsageError: An option has no use beside another.
    """
    given = context.params
    if given["no_llm"] and given["llm"]:
        raise UsageError("--llm and --no-llm exclude each other.")
    if given["predictions"] is not None:
        _refuse(context, _OF_PROGRAM, "with --predictions")
        return
    experiment = given["experiment"]
    _refuse(context, UNUSED[experiment], f"in the experiment {experiment}")
    if given["no_llm"]:
        _refuse(context, OF_MODELS, "with --no-llm")
    if len(given["llm"]) > 1 and experiment != _SEVERAL_MODELS:
        raise UsageError(
            f"The experiment {experiment} asks one language model, and --llm names "
            f"{len(given['llm'])}.",
            hint=f"Name one, or compare them with --experiment {_SEVERAL_MODELS}.",
        )


def _refuse(context: click.Context, names: tuple[str, ...], where: str) -> None:
    for parameter in context.command.params:
        name = parameter.name or ""
        typed = context.get_parameter_source(name) is not ParameterSource.DEFAULT
        if name in names and typed:
            raise UsageError(f"{parameter.opts[0]} has no use {where}.", hint="Leave it out.")
