"""`LeNet5`: shape 7, a torch module; a scenario traces its layers and looks at one batch in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import Breach, Case, Exercise, Holds, Mistake, scenario, tensor

OUTPUTS = ("layers", "shape", "parameters", "one image alone", "logits")
SHAPES = ["conv 6×28×28", "conv 16×10×10", "linear 120", "linear 84", "linear 10"]


def _trace(model: Any) -> tuple[list[str], list[Any]]:
    """Hook every layer with weights; return the list that fills up, and the handles."""
    import torch

    seen: list[str] = []

    def note(kind: str) -> Any:
        return lambda module, given, out: seen.append(f"{kind} {'×'.join(map(str, out.shape[1:]))}")

    kinds = {torch.nn.Conv2d: "conv", torch.nn.Linear: "linear"}
    return seen, [m.register_forward_hook(note(kinds[type(m)])) for m in model.modules() if type(m) in kinds]


@scenario
def trial_image_model(Model: Any, x: Any) -> dict[str, Any]:
    """Build the module, run it on `x` and on the first image alone."""
    import torch

    model = Model().eval()
    seen, handles = _trace(model)
    with torch.no_grad():
        out = model(x)
        for handle in handles:
            handle.remove()
        alone = model(x[:1])
    gap = float((alone - out[:1]).abs().max()) if alone.shape == out[:1].shape else "another shape"
    parameters = sum(p.numel() for p in model.parameters())
    return dict(zip(OUTPUTS, (seen, tuple(out.shape), parameters, gap, out), strict=True))


def _alone(gap: Any) -> Breach | None:
    if gap == "another shape" or gap > 1e-4:
        return Breach(
            "batch-mixed",
            "an image's answer depends on the other images of the batch",
            "flatten merges the batch, or eval is ignored",
        )
    return None


def _logits(value: Any) -> Breach | None:
    out = np.asarray(value, float)
    if (out >= 0).all() and np.allclose(out.sum(1), 1, atol=1e-4):
        return Breach(
            "softmax-at-the-end", "the rows add up to 1: probabilities, where the loss expects logits"
        )
    if (out <= 0).all() and np.allclose(np.exp(out).sum(1), 1, atol=1e-4):
        return Breach("softmax-at-the-end", "these are log-probabilities, where the law says logits")
    return None


def _spec(x: Any) -> dict[str, Any]:
    laws = Holds("f(x[:1]) = f(x)[:1]", _alone), Holds("logits, no softmax", _logits)
    return dict(zip(OUTPUTS, (SHAPES, (len(x), 10), 61_706, *laws), strict=True))


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    for n in (2, 3):
        yield Case({"x": tensor(rng.uniform(size=(n, 1, 28, 28)).astype("f"))}, scenario="trial_image_model")


def _with(changes: dict[str, Any], c: SimpleNamespace, right: Any) -> Any:
    return {**right, **changes}


LeNet5 = Exercise(
    name="LeNet5",
    points=12,
    law="LeNet5(): (N, 1, 28, 28) → (N, 10) logits; conv 6@5×5 pad 2, act, pool 2, conv 16@5×5, act, pool 2, 120, act, 84, act, 10",
    cases=_cases,
    spec=_spec,
    outputs=OUTPUTS,
    imports=("torch", "tests.checks.shapes.LeNet5"),
    touches=("torch's global generator",),
    mistakes=(
        Mistake("padding-missing", partial(_with, {"layers": ["conv 6×24×24", "conv 16×8×8", *SHAPES[2:]]}), "the first convolution has no padding"),
        Mistake("pool-missing", partial(_with, {"layers": [SHAPES[0], "conv 16×24×24", *SHAPES[2:]]}), "no pooling follows the first convolution"),
        Mistake("hidden-layer-missing", partial(_with, {"layers": [*SHAPES[:3], SHAPES[4]]}), "the layer of 84 is missing"),
        Mistake("layers-not-registered", partial(_with, {"layers": []}), "no layer is found: a Python list does not register its modules"),
        Mistake("no-bias", partial(_with, {"parameters": 61_706 - 236}), "the layers have no bias"),
    ),
)  # fmt: skip
