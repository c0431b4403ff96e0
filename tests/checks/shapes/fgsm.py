"""`fgsm`: shape 6, takes a model; what a call does to the model is watched without a scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Exercise, Made, Mistake, Observation, Tolerance, public, tensor
from course.checks.facts import kept_world
from course.checks.plain import Tensor


@public
def trial_net(W: Any, b: Any, V: Any, c: Any) -> Any:
    """Return Linear–BatchNorm–Tanh–Dropout–Linear in training mode, with given weights; it flattens its input."""
    import torch

    with kept_world():
        net = torch.nn.Sequential(
            torch.nn.Flatten(), torch.nn.Linear(*W.shape), torch.nn.BatchNorm1d(W.shape[1]), torch.nn.Tanh(), torch.nn.Dropout(0.5), torch.nn.Linear(*V.shape)
        )  # fmt: skip
    with torch.no_grad():
        for layer, weight, bias in ((net[1], W, b), (net[5], V, c)):
            layer.weight.copy_(torch.from_numpy(weight.T))
            layer.bias.copy_(torch.from_numpy(bias))
    return net


def _gradient(model: Any, x: Any, y: Any, sign: float = 1.0) -> np.ndarray:
    import torch

    model = model.eval().double()
    x = x.detach().double().requires_grad_()
    (g,) = torch.autograd.grad(sign * torch.nn.functional.cross_entropy(model(x), y), x)
    return np.asarray(g.numpy())


def _step(move: Callable[[np.ndarray], np.ndarray], clip: bool = True) -> Any:
    """Return x moved by eps·move(gradient), in the box."""

    def spec(model: Any, x: Any, y: Any, eps: float) -> np.ndarray:
        moved = x.numpy().astype(float) + eps * move(_gradient(model, x, y))
        return (np.clip(moved, 0, 1) if clip else moved).astype(np.float32)

    return spec


def _wrong(move: Callable[[np.ndarray], np.ndarray], clip: bool = True) -> Any:
    return lambda c, right: _step(move, clip)(**vars(c))


def _free(inputs: SimpleNamespace, seen: Observation) -> Breach | None:
    if isinstance(seen.value, Tensor) and (seen.value.graph or seen.value.requires_grad):
        return Breach("not-detached", "the result still hangs on the graph of the model")
    return None


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(n: int, shape: tuple[int, ...], h: int, k: int, eps: float, **where: Any) -> Case:
        d = int(np.prod(shape))
        weights = tuple(rng.normal(size=s).astype("f") for s in ((d, h), (h,), (h, k), (k,)))
        x, y = tensor(rng.uniform(size=(n, *shape)).astype("f")), tensor(rng.integers(k, size=n))
        return Case({"model": Made("trial_net", weights), "x": x, "y": y, "eps": eps}, **where)

    yield case(4, (3,), 2, 2, 0.1)
    yield case(3, (2, 4), 5, 3, 0.03)
    yield case(5, (1, 3, 3), 4, 3, 0.3)
    yield case(1, (4,), 3, 2, 0.05, family="one example", level=EDGE)


fgsm = Exercise(
    name="fgsm",
    points=14,
    law="fgsm(model, x, y, eps) → clamp(x + eps·sign(∇ₓ CE(model(x), y)), 0, 1), detached; the model's mode and gradients stay",
    cases=_cases,
    spec=_step(np.sign),
    outputs=("x_adv",),
    tolerance=Tolerance(rtol=1e-4),
    contract=_free,
    imports=("torch", "tests.checks.shapes.fgsm"),
    mistakes=(
        Mistake("minus", _wrong(lambda g: -np.sign(g)), "x moves against the gradient: the model is helped"),
        Mistake("sign-missing", _wrong(lambda g: g), "x moves by the gradient itself, not by its sign"),
        Mistake("not-clipped", _wrong(np.sign, clip=False), "pixels leave [0, 1]"),
        Mistake("half-step", _wrong(lambda g: np.sign(g) / 2), "the step is half as long"),
        Mistake("direction-only", lambda c, right: (c.eps * np.sign(_gradient(c.model, c.x, c.y))).astype(np.float32), "this is the perturbation, not x with it"),
        Mistake("scaled-by-norm", _wrong(lambda g: g / np.abs(g).max()), "the step is scaled by the largest slope, not by signs"),
    ),
)  # fmt: skip
