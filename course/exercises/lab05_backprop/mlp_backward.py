"""`mlp_backward`: the backward pass of any chain of layers; the first wrong layer is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import RAISES
from course.exercises.lab05_backprop.chains import derivatives, forward_pass, gradients, right_act
from course.exercises.lab05_backprop.forward import activation, laid_out

DEEPEST = 4


def _spec(dY: Any, cache: Any) -> Any:
    return gradients(dY, cache)


def _by_layer(value: Any) -> Any:
    """Name the gradients in the order of the backward pass: the last layer first."""
    grads, dX = value
    named: dict[str, Any] = {}
    for k, (dW, db) in enumerate(reversed(list(grads)), 1):
        named |= {f"dW[-{k}]": dW, f"db[-{k}]": db}
    return {**named, "dX": dX}


def _case(
    rng: np.random.Generator, n: int, widths: list[int], names: str, *where: Any, order: str = "C"
) -> Case:
    layers = [
        (laid_out(rng.normal(size=(d, m)), order), rng.normal(size=m), name)
        for d, m, name in zip(widths, widths[1:], names.split(), strict=False)
    ]
    X = laid_out(rng.normal(size=(n, widths[0])), order)
    return Case(
        {"dY": laid_out(rng.normal(size=(n, widths[-1])), order), "cache": forward_pass(X, layers)},
        *where,
    )


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case(
        {
            "dY": np.array([[2.0]]),
            "cache": forward_pass(np.array([[3.0]]), [(np.array([[0.5]]), np.array([-1.0]), "identity")]),
        }
    )
    yield _case(rng, 2, [2, 1], "tanh")
    yield _case(rng, 5, [3, 2], "sigmoid")
    yield _case(rng, 4, [2, 3], "relu")
    yield _case(rng, 5, [4, 3, 2], "relu identity")
    yield _case(rng, 7, [2, 4, 3], "tanh tanh")
    yield _case(rng, 6, [2, 5, 4, 3], "leaky tanh leaky")
    if hidden:
        yield _case(rng, 3, [6, 2, 5, 4], "relu leaky sigmoid")
        yield _case(rng, 4, [3, 2, 3, 5, 2], "tanh leaky identity tanh")
    yield _case(rng, 3, [3, 3, 3], "tanh leaky", "all sizes equal", EDGE)
    yield _case(rng, 4, [4, 4], "relu", "all sizes equal", EDGE)
    yield _case(rng, 2, [2, 2, 2, 2], "sigmoid tanh identity", "all sizes equal", EDGE)
    yield _case(rng, 1, [3, 4, 2], "leaky identity", "one example", EDGE)
    yield _case(rng, 1, [2, 3], "tanh", "one example", EDGE)
    yield _case(rng, 4, [3, 2, 4], "leaky tanh", "memory order", EDGE, order="F")
    X, W = np.array([[1, 0], [0, 2], [-1, 1]]), np.array([[1, -1, 0], [2, 0, 1]])
    V = np.array([[1, 0], [-1, 1], [0, 2]])
    kinks = forward_pass(X, [(W, np.array([0, 0, -1]), "relu"), (V, np.array([1, -1]), "leaky")])
    yield Case({"dY": np.array([[1, -1], [2, 0], [0, 3]]), "cache": kinks}, "integers, and Z = 0", EDGE)


def _all(change: Callable[[SimpleNamespace, Any], Any], also_dX: bool = False) -> Any:
    """Predict every dW and db changed: change(c, array); dX too if asked."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        grads, dX = right
        return [(change(c, dW), change(c, db)) for dW, db in grads], change(c, dX) if also_dX else dX

    return predict


def _with_slope(slope: Callable[[dict[str, Any], int, SimpleNamespace], Any]) -> Any:
    """Predict the gradients of a network with other slopes: it is linear about its pre-activations."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        def act(layer: dict[str, Any], i: int) -> Callable[[Any], Any]:
            Z, A = layer["Z"], activation(layer["df"])(layer["Z"])
            return lambda z: A + slope(layer, i, c) * (z - Z)

        return gradients(c.dY, c.cache, act)

    return predict


def _slope(layer: dict[str, Any]) -> Any:
    return layer["df"](layer["Z"])


def _handed_down(down: Callable[[Any, dict[str, Any], SimpleNamespace], Any]) -> Any:
    """Predict where each layer's own gradients are right for what it is given, and `down(dZ, layer, own)` goes below."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        grads, dA = [], np.asarray(c.dY, float)
        for layer in reversed(c.cache):
            d = derivatives(dA, [layer], right_act)
            own = SimpleNamespace(dA=dA, dW=d["W1"], right=d["A0"])
            grads.append((d["W1"], d["b1"]))
            dA = down(d["Z1"], layer, own)
            if dA is RAISES:
                return RAISES
        return grads[::-1], dA

    return predict


def _own(dW: Any = None, db: Any = None) -> Any:
    """Predict layers that hand down the right thing and have another dW(dZ, layer, dA) or db(dZ, layer, dA)."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        grads, dA = [], np.asarray(c.dY, float)
        for layer in reversed(c.cache):
            d = derivatives(dA, [layer], right_act)
            given = d["Z1"], layer, dA
            grads.append((dW(*given) if dW else d["W1"], db(*given) if db else d["b1"]))
            dA = d["A0"]
        return grads[::-1], dA

    return predict


def _slopes_at_upstream(c: SimpleNamespace, right: Any) -> Any:
    """Predict dZ = dA · f′(dA) in every layer."""
    grads, dA = [], np.asarray(c.dY, float)
    for layer in reversed(c.cache):
        d = derivatives(dA * layer["df"](dA), [layer], lambda _, i: lambda z: z)
        grads.append((d["W1"], d["b1"]))
        dA = d["A0"]
    return grads[::-1], dA


def _slope_of_product(c: SimpleNamespace, right: Any) -> Any:
    grads, dA = [], np.asarray(c.dY, float)
    for layer in reversed(c.cache):
        d = derivatives(layer["df"](layer["Z"] * dA), [layer], lambda _, i: lambda z: z)
        grads.append((d["W1"], d["b1"]))
        dA = d["A0"]
    return grads[::-1], dA


def _slopes_at_X(c: SimpleNamespace, right: Any) -> Any:
    if any(layer["W"].shape[0] not in (1, layer["W"].shape[1]) for layer in c.cache):
        return RAISES
    return _with_slope(lambda layer, i, c: layer["df"](layer["X"]))(c, right)


def _first_upstream(c: SimpleNamespace, right: Any) -> Any:
    """Predict ∂R/∂A1 as dX: the derivative by Z1 of the network with slope 1 in its first layer."""
    others = c.cache[1:]
    dA = gradients(c.dY, others)[1] if others else np.asarray(c.dY, float)
    return right[0], dA


def _if_square(dZ: Any, layer: dict[str, Any], own: SimpleNamespace) -> Any:
    W = layer["W"]
    return dZ @ W if W.shape[0] == W.shape[1] else RAISES


def _constant(c: SimpleNamespace) -> float:
    return 1.0 / len(c.dY)


mlp_backward = Exercise(
    name="mlp_backward",
    points=14,
    law="mlp_backward(dY (N, m_L), cache) → (grads, dX): cache = list of {'X' (N, d), 'W' (d, m), 'Z' (N, m), 'df'} in forward order, "
        "grads[l] = (dW, db) in the same order; sums over N, no average",
    cases=_cases,
    spec=_spec,
    outputs=(*(f"{p}[-{k}]" for k in range(1, DEEPEST + 1) for p in ("dW", "db")), "dX"),
    outputs_of=_by_layer,
    imports=("course.exercises.lab05_backprop.scenes",),
    weights={"core": 0.7, "all sizes equal": 0.15, "one example": 0.05, "memory order": 0.05, "integers, and Z = 0": 0.05},
    read="section 9, one loop for any network",
    think="One layer, one example, one unit: from dY, df(Z), X and W, which products give dW, db and dX, and what does the next layer receive as its dY?",
    hints=(
        "Which array must have the shape of W, which the shape of b, and which the shape of X?",
        "In each layer: dZ = dA · f′(Z), entry by entry; dW = Xᵀ dZ; db adds up the rows of dZ; what goes below is dZ Wᵀ.",
        "Walk through reversed(cache), and put each (dW, db) in front of those that you have: the last layer comes first.",
    ),
    mistakes=(
        Mistake("sign", _all(lambda c, g: -g, True), "everything has the opposite sign: this is −∂R/∂·", "dY is +∂R/∂Y. Does the chain rule add a minus?", "Mitchell's sign"),
        Mistake("averaged", _all(lambda c, g: g * _constant(c)), "dW and db are divided by N; here the factor is in dY already", "Who divides by N: the loss, or every layer?", "1/N twice"),
        Mistake("averaged-throughout", _all(lambda c, g: g * _constant(c), True), "everything is divided by N; here the factor is in dY already", "Who divides by N: the loss, or every layer?", "1/N twice"),
        Mistake("dW-averaged", _own(dW=lambda dZ, layer, dA: layer["X"].T @ dZ / len(dZ)), "dW is divided by N, db is not", "Who divides by N: the loss, or every layer?", ""),
        Mistake("db-averaged", _own(db=lambda dZ, layer, dA: dZ.mean(0)), "db is a mean over the examples, the law has a sum", "b is added to every example. How do their shares add up?", "mean for sum"),
        Mistake("slopes-missing", _with_slope(lambda layer, i, c: 1.0), "no layer's f′ enters: every layer is taken for a linear one", "Where does Z enter?", "f′ forgotten"),
        Mistake("hidden-slopes-missing", _with_slope(lambda layer, i, c: _slope(layer) if i == len(c.cache) else 1.0), "f′ enters in the last layer only", "Is f′ inside the loop?", "f′ before the loop"),
        Mistake("last-slope-missing", _with_slope(lambda layer, i, c: 1.0 if i == len(c.cache) else _slope(layer)), "f′ of the last layer is missing: dY is taken for dZ", "dY is the derivative by the last activation. What is it by the last Z?", "dY taken for dZ"),
        Mistake("first-slope-missing", _with_slope(lambda layer, i, c: 1.0 if i == 1 and len(c.cache) > 1 else _slope(layer)), "f′ of the first layer is missing", "Does your loop treat the first layer like the others?", ""),
        Mistake("slopes-twice", _with_slope(lambda layer, i, c: _slope(layer) ** 2), "f′ enters twice in every layer", "How often does the chain pass through f?", ""),
        Mistake("slopes-at-A", _with_slope(lambda layer, i, c: layer["df"](activation(layer["df"])(layer["Z"]))), "f′ is taken at the activation where it belongs to Z", "df is a function of Z. What does it give at f(Z)?", "df(A)"),
        Mistake("slopes-at-dA", _slopes_at_upstream, "f′ is taken at the upstream gradient", "At which point did the forward pass stand?", "mask on dY"),
        Mistake("values-for-slopes", _with_slope(lambda layer, i, c: layer["Z"]), "Z itself stands where f′(Z) belongs", "Which function is in the cache?", "Z for df(Z)"),
        Mistake("upstream-ignored", lambda c, right: _spec(np.ones(np.shape(c.dY)), c.cache), "dY plays no part: it is taken for ones", "What does dY say about each output?", "ones upstream"),
        Mistake("upstream-summed", lambda c, right: _spec(np.broadcast_to(np.asarray(c.dY, float).sum(0), np.shape(c.dY)), c.cache), "dY is summed over the examples before it is used", "Do two examples share an upstream gradient?", ""),
        Mistake("dW-transposed", lambda c, right: ([(dW.T, db) for dW, db in right[0]], right[1]), "dW is the transpose", "Which shape must dW have?", "dZᵀX"),
        Mistake("dW-from-Z", _own(dW=lambda dZ, layer, dA: layer["Z"].T @ dZ), "Z stands where X belongs in dW", "Which array is multiplied by W in the forward pass?", "Z for X"),
        Mistake("dW-without-slope", _own(dW=lambda dZ, layer, dA: layer["X"].T @ dA), "dW is built with dA; what reaches W has passed through f", "Which of dA and dZ stands right behind X W?", "dA for dZ in dW"),
        Mistake("db-without-slope", _own(db=lambda dZ, layer, dA: dA.sum(0)), "db is the sum of dA; what reaches b has passed through f", "Which of dA and dZ stands right behind + b?", "dA for dZ in db"),
        Mistake("dW-and-db-without-slope", _own(lambda dZ, layer, dA: layer["X"].T @ dA, lambda dZ, layer, dA: dA.sum(0)), "dW and db are built with dA; what reaches them has passed through f", "Which of dA and dZ stands right behind X W + b?", "dA for dZ in dW and db"),
        Mistake("db-over-units", _own(db=lambda dZ, layer, dA: dZ.sum(1)), "db is summed over the units: one number an example", "b has one entry a unit. Over which axis is the sum?", "axis=1"),
        Mistake("db-not-summed", _own(db=lambda dZ, layer, dA: dZ), "db is dZ itself: the sum over the examples is missing", "How many biases has the layer?", "no sum"),
        Mistake("db-keepdims", _own(db=lambda dZ, layer, dA: dZ.sum(0, keepdims=True)), "db has shape (1, m); b has shape (m,)", "Which shape has b?", "keepdims"),
        Mistake("db-one-number", _own(db=lambda dZ, layer, dA: dZ.sum()), "db is one number: the sum runs over everything", "How many biases has the layer?", "no axis"),
        Mistake("db-last-example", _own(db=lambda dZ, layer, dA: dZ[-1]), "db is the last example's dZ", "b is added to every example. Where do the others go?", ""),
        Mistake("untransposed", _handed_down(_if_square), "W is not transposed on the way down, which only square matrices allow", "Which shape must go below?", "dZ @ W"),
        Mistake("handed-down-without-slope", _handed_down(lambda dZ, layer, own: own.dA @ layer["W"].T), "what goes below is dA Wᵀ: f′ is used for dW and db and then lost", "Which of dA and dZ is handed down?", "dA for dZ in the hand-over"),
        Mistake("handed-down-by-dW", _handed_down(lambda dZ, layer, own: dZ @ own.dW.T), "what goes below is multiplied by dW; it passed through W", "Through which matrix did X reach Z?", "dW for W"),
        Mistake("handed-down-averaged", _handed_down(lambda dZ, layer, own: own.right / len(dZ)), "what goes below is divided by N in every layer", "Who divides by N?", ""),
        Mistake("dX-is-dZ", lambda c, right: (right[0], derivatives(c.dY, c.cache, right_act)["Z1"]), "dX is dZ of the first layer: the last step, through W, is missing", "Which shape has X?", "loop ends one step early"),
        Mistake("order-reversed", lambda c, right: (right[0][::-1], right[1]), "grads begin with the last layer", "In which order does the law want them?", "append without reversing"),
        Mistake("pairs-swapped", lambda c, right: ([(db, dW) for dW, db in right[0]], right[1]), "each pair is (db, dW); the law says (dW, db)", "Which comes first in a pair?", ""),

        Mistake("dX-is-upstream", _first_upstream, "dX is what the first layer receives: the layer itself is missing", "dX is the derivative by X of the first layer. What lies between X and its activation?", "loop ends one step early"),
        Mistake("relu-built-in", _with_slope(lambda layer, i, c: np.where(np.asarray(layer["Z"]) > 0, 1.0, 0.0)), "ReLU's slope is built in; each layer brings its own df", "Which activations may a layer have?", "mask Z > 0"),
        Mistake("first-df-everywhere", _with_slope(lambda layer, i, c: c.cache[0]["df"](layer["Z"])), "the first layer's df is used in all layers", "May two layers have different activations?", "cache[0]['df']"),
        Mistake("last-df-everywhere", _with_slope(lambda layer, i, c: c.cache[-1]["df"](layer["Z"])), "the last layer's df is used in all layers", "May two layers have different activations?", "cache[-1]['df']"),
        Mistake("hidden-slopes-at-A", _with_slope(lambda layer, i, c: _slope(layer) if i == len(c.cache) else layer["df"](activation(layer["df"])(layer["Z"]))), "in hidden layers f′ is taken at the activation where it belongs to Z", "df is a function of Z. What does it give at f(Z)?", "df(A)"),
        Mistake("df-of-product", _slope_of_product, "f′ is taken of Z times the upstream", "At which point did the forward pass stand?", "df(Z·dA)"),
        Mistake("slopes-at-X", _slopes_at_X, "f′ is taken at X where it belongs to Z, which only layers with d = m allow", "At which point did the forward pass stand?", "df(X)"),
        Mistake("double", _all(lambda c, g: 2 * g, True), "everything is twice too large", "Is there a square in this function?", "2 of a squared error"),
    ),
)  # fmt: skip
