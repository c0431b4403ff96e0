"""`mlp_backward`: shape 2, a gradient whose forward pass is declared as named steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import Case, Exercise, Mistake, Public, public
from course.checks.oracles import Step, checkpoints

DEEPEST = 3


@public
def trial_relu(z: Any) -> Any:
    return (z > 0) * 1.0


@public
def trial_leaky(z: Any) -> Any:
    return np.where(z > 0, 1.0, 0.1)


@public
def trial_tanh(z: Any) -> Any:
    return 1 - np.tanh(z) ** 2


@public
def trial_identity(z: Any) -> Any:
    return np.ones_like(z)


FORWARD: dict[str, Callable[[Any], Any]] = {
    "trial_relu": lambda z: np.where(z.real > 0, z, 0),
    "trial_leaky": lambda z: np.where(z.real > 0, z, 0.1 * z),
    "trial_tanh": np.tanh,
    "trial_identity": lambda z: z,
}


def _gradients(dY: Any, cache: Any, act: Callable[[dict[str, Any], int], Callable[[Any], Any]]) -> Any:
    """Return (grads, dX) as derivatives of Σ dY·Y for a network whose activations are `act(layer, index)`."""
    steps: list[Step] = []
    inputs: dict[str, Any] = {"A0": cache[0]["X"]}
    for i, layer in enumerate(cache, 1):
        f = act(layer, i)
        inputs |= {f"W{i}": layer["W"], f"b{i}": (layer["Z"] - layer["X"] @ layer["W"])[0]}
        steps.append((f"Z{i}", lambda e, i=i: e[f"A{i - 1}"] @ e[f"W{i}"] + e[f"b{i}"][:, None]))
        steps.append((f"A{i}", lambda e, i=i, f=f: f(e[f"Z{i}"])))
    wrt = [f"{p}{i}" for i in range(1, len(cache) + 1) for p in "Wb"]
    d = checkpoints(steps, inputs, ["A0", *wrt], dY)
    return [(d[f"W{i}"], d[f"b{i}"]) for i in range(1, len(cache) + 1)], d["A0"]


def _spec(dY: Any, cache: Any) -> Any:
    return _gradients(dY, cache, lambda layer, i: FORWARD[layer["df"].__name__])


def _with_slope(slope: Callable[[dict[str, Any], int, SimpleNamespace], Any]) -> Any:
    """Predict the gradients of a network with other slopes: it is linear about its pre-activations."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        def act(layer: dict[str, Any], i: int) -> Callable[[Any], Any]:
            Z, A = layer["Z"], FORWARD[layer["df"].__name__](layer["Z"])
            return lambda z: A + slope(layer, i, c) * (z - Z)

        return _gradients(c.dY, c.cache, act)

    return predict


def _by_layer(value: Any) -> dict[str, Any]:
    """Name the gradients in the order of the backward pass: the last layer first."""
    grads, dX = value
    named = {}
    for k, (dW, db) in enumerate(reversed(list(grads)), 1):
        named |= {f"dW[-{k}]": dW, f"db[-{k}]": db}
    return {**named, "dX": dX}


def _case(
    rng: np.random.Generator, n: int, widths: list[int], slopes: list[str], order: str = "C", **where: Any
) -> Case:
    cache, X = [], rng.normal(size=(n, widths[0]))
    for d, m, slope in zip(widths, widths[1:], slopes, strict=False):
        W = np.array(rng.normal(size=(d, m)), order=order)  # type: ignore[call-overload]
        Z = X @ W + rng.normal(size=m)
        cache.append({"X": X, "W": W, "Z": Z, "df": Public(f"trial_{slope}")})
        X = FORWARD[f"trial_{slope}"](Z)
    return Case({"dY": rng.normal(size=(n, widths[-1])), "cache": cache}, **where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case(rng, 1, [2, 1], ["tanh"])
    yield _case(rng, 5, [3, 2], ["tanh"])
    yield _case(rng, 4, [2, 3], ["relu"])
    yield _case(rng, 5, [4, 3, 2], ["relu", "identity"])
    yield _case(rng, 7, [2, 4, 3], ["tanh", "tanh"])
    yield _case(rng, 6, [2, 5, 4, 3], ["leaky", "tanh", "leaky"])
    yield _case(rng, 3, [3, 3, 3], ["tanh", "leaky"], family="all sizes equal", level=1)
    yield _case(rng, 4, [4, 4], ["relu"], family="all sizes equal", level=1)
    yield _case(rng, 1, [3, 4, 2], ["leaky", "identity"], order="F", family="one example", level=1)
    if hidden:
        yield _case(rng, 3, [6, 2, 5, 4], ["relu", "leaky", "tanh"])


mlp_backward = Exercise(
    name="mlp_backward",
    points=14,
    law="mlp_backward(dY (N, m_L), cache) → (grads, dX): grads[l] = (dW, db) in forward order, sums over N, no average",
    cases=_cases,
    spec=_spec,
    outputs=(*(f"{p}[-{k}]" for k in range(1, DEEPEST + 1) for p in ("dW", "db")), "dX"),
    outputs_of=_by_layer,
    imports=("tests.checks.shapes.mlp_backward",),
    mistakes=(
        Mistake("slope-missing", _with_slope(lambda layer, i, c: 1.0), "no layer's f′ enters: every layer is taken for a linear one"),
        Mistake("hidden-slope-missing", _with_slope(lambda layer, i, c: layer["df"](layer["Z"]) if i == len(c.cache) else 1.0),
                "f′ enters in the last layer only"),
        Mistake("last-slope-missing", _with_slope(lambda layer, i, c: 1.0 if i == len(c.cache) else layer["df"](layer["Z"])),
                "f′ of the last layer is missing"),
        Mistake("upstream-ignored", lambda c, right: _spec(np.ones_like(c.dY), c.cache), "dY plays no part"),
        Mistake("averaged", lambda c, right: ([(dW / len(c.dY), db / len(c.dY)) for dW, db in right[0]], right[1]),
                "dW and db are divided by N; here the factor is in dY already"),
        Mistake("db-averaged", lambda c, right: ([(dW, db / len(c.dY)) for dW, db in right[0]], right[1]), "db is a mean, the law has a sum"),
        Mistake("dW-transposed", lambda c, right: ([(dW.T, db) for dW, db in right[0]], right[1]), "dW is the transpose"),
        Mistake("order-reversed", lambda c, right: (right[0][::-1], right[1]), "grads begin with the last layer"),
        Mistake("sign", lambda c, right: ([(-dW, -db) for dW, db in right[0]], -right[1]), "this is −∂R/∂·"),
    ),
)  # fmt: skip
