"""`delta_hidden`: the error term of the hidden units, handed down through the weights above them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import RAISES, formula, scaled
from course.exercises.lab05_backprop.forward import delta_below, laid_out, sigma


def _case(rng: np.random.Generator, n: int, H: int, K: int, *where: Any, order: str = "C") -> Case:
    """Return a case with n examples; n = 0: one example without an axis for it."""
    rows = (n,) if n else ()
    h, W2 = sigma(rng.normal(size=(*rows, H))), rng.normal(size=(H + 1, K))
    delta = 0.5 * rng.normal(size=(*rows, K))
    args = {"h": h, "W2": W2, "delta": delta}
    return Case({k: laid_out(v, order) for k, v in args.items()}, *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"h": np.array([0.5]), "W2": np.array([[3.0], [2.0]]), "delta": np.array([0.1])})
    yield Case({"h": np.array([0.8, 0.5]), "W2": np.array([[9.0], [2.0], [-1.0]]), "delta": np.array([0.25])})
    for n, H, K in ((0, 3, 2), (0, 2, 4), (5, 4, 2), (4, 2, 3), *(((7, 3, 5),) if hidden else ())):
        yield _case(rng, n, H, K)
    for n, H, K in ((0, 3, 3), (4, 2, 2), (0, 3, 4), (5, 2, 3)):
        yield _case(rng, n, H, K, "H = K and H + 1 = K", EDGE)
    for H, K in ((3, 2), (2, 5)):
        yield _case(rng, 1, H, K, "one example", EDGE)
    yield _case(rng, 3, 3, 3, "all sizes equal", EDGE)
    yield _case(rng, 2, 2, 2, "all sizes equal", EDGE)
    yield Case(
        {
            "h": np.array([0.0, 1.0, 0.5]),
            "W2": np.array([[1, 2], [3, -1], [0, 2], [-2, 1]]),
            "delta": np.array([1, -1]),
        },
        "integers and saturated units",
        EDGE,
    )
    yield Case(
        {"h": np.array([[1, 0]]), "W2": rng.normal(size=(3, 2)), "delta": rng.normal(size=(1, 2))},
        "integers and saturated units",
        EDGE,
    )
    yield _case(rng, 3, 4, 2, "memory order", EDGE, order="F")


def _law(f: Any) -> Any:
    return formula(
        lambda h, W2, delta: f(np.asarray(h, float), np.asarray(W2, float), np.asarray(delta, float))
    )


def _slope(f: Any) -> Any:
    """Predict with another factor in the place of h(1 − h): f(h) times what comes down."""
    return _law(lambda h, W2, d: f(h) * _down(h, W2, d))


def _down(h: np.ndarray, W2: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Return what comes down, by the same oracle: at h = ½ the slope is ¼."""
    return 4.0 * delta_below(np.full_like(h, 0.5), W2, delta)


def _with_rows(rows: Any) -> Any:
    """Predict with other rows of W2 in the place of W2[1:]: rows(W2) of shape (H, K)."""
    return _law(lambda h, W2, d: delta_below(h, np.vstack([W2[:1], rows(W2)]), d))


def _untransposed(W2: np.ndarray) -> np.ndarray:
    return W2[1:].T


def _square_only(f: Any) -> Any:
    """Predict f where H = K; elsewhere the product has no shape and raises."""
    return _law(lambda h, W2, d: f(h, W2, d) if W2.shape[0] - 1 == W2.shape[1] else RAISES)


delta_hidden = Exercise(
    name="delta_hidden",
    points=10,
    law="delta_hidden(h (…, H), W2 (H + 1, K), delta (…, K)) → −∂E/∂net of the hidden units, (…, H): h(1 − h)·Σ_k w_hk δ_k; row 0 of W2 belongs to the bias",
    cases=_cases,
    spec=delta_below,
    outputs=("delta",),
    weights={"core": 0.6, "H = K and H + 1 = K": 0.15, "one example": 0.05, "all sizes equal": 0.1, "integers and saturated units": 0.05, "memory order": 0.05},
    read="section 4, the error term of a hidden unit",
    think="One hidden unit, one output: h = 0.5, weight 2, δ = 0.1. Which three numbers are multiplied, and where does the bias weight go?",
    hints=(
        "Through which weights did h reach the outputs, and is the bias among them?",
        "Σ_k w_hk δ_k adds up over the outputs: shapes (…, K) times (K, H). Row 0 of W2 has no hidden unit.",
        "What comes down is multiplied, entry by entry, by the slope h(1 − h) of the unit itself.",
    ),
    mistakes=(
        Mistake("sign", scaled(lambda c: -1.0), "the sign is the opposite one: δ keeps its sign on the way down", "If δ of an output is positive and the weight is positive, which way should h move?", "minus too many"),
        Mistake("slope-missing", _slope(lambda h: 1.0), "the factor h(1 − h) is missing", "How much does h move when its net moves?", "σ′ forgotten"),
        Mistake("sign-without-slope", _slope(lambda h: -1.0), "the factor h(1 − h) is missing, and the sign is the opposite one", "How much does h move when its net moves?", ""),
        Mistake("slope-only-in-h", _slope(lambda h: h), "one factor 1 − h of the slope is missing", "What is σ′ in terms of σ?", "h only"),
        Mistake("half-slope", _slope(lambda h: 1 - h), "one factor h of the slope is missing", "What is σ′ in terms of σ?", "(1 − h) only"),
        Mistake("tanh-slope", _slope(lambda h: 1 - h * h), "the slope 1 − h² belongs to tanh", "What is σ′ in terms of σ?", "tanh′"),
        Mistake("slope-of-h", _slope(lambda h: sigma(h) * (1 - sigma(h))), "σ is applied once more: h is σ(net) already", "Is the slope at the net written with h or with σ(h)?", "σ(h)(1 − σ(h))"),
        Mistake("slope-twice", _slope(lambda h: (h * (1 - h)) ** 2), "the slope enters twice", "How often does the chain pass through the hidden unit?", ""),
        Mistake("slope-precedence", _law(lambda h, W2, d: h * 1 - h * _down(h, W2, d)), "the bracket round 1 − h is missing", "What does Python make of h * 1 - h * s?", "brackets"),
        Mistake("last-row-dropped", _with_rows(lambda W2: W2[:-1]), "rows 0 … H − 1 of W2 are used: the bias row takes part, and the last hidden unit does not", "Which row of W2 belongs to the bias?", "W2[:-1] for W2[1:]"),
        Mistake("bias-unit-kept", _law(lambda h, W2, d: np.concatenate([np.zeros((*h.shape[:-1], 1)), delta_below(h, W2, d)], -1)), "there are H + 1 entries: the bias unit has got a δ of its own, which is 0", "Which weights lead into the bias unit?", "bias unit treated as a neuron"),
        Mistake("bias-added", _law(lambda h, W2, d: h * (1 - h) * (_down(h, W2, d) + (d * W2[0]).sum(-1, keepdims=True))), "the bias weights take part in every sum", "Does h reach the outputs through the bias?", "W2[0] added"),
        Mistake("untransposed", _square_only(lambda h, W2, d: delta_below(h, np.vstack([W2[:1], _untransposed(W2)]), d)), "W2 is not transposed: the sum runs over the wrong index, which only a square matrix allows", "Over which index of W2 does the sum run?", "δ @ W2[1:]"),
        Mistake("sums-apart", _law(lambda h, W2, d: h * (1 - h) * W2[1:].sum(1) * d.sum(-1, keepdims=True)), "weights and error terms are summed separately and then multiplied", "Is a sum of products the product of the sums?", "Σw·Σδ"),
        Mistake("weights-missing", _law(lambda h, W2, d: h * (1 - h) * d.sum(-1, keepdims=True)), "the weights play no part: every hidden unit gets the same sum of δ", "How strongly does h act on output k?", "W2 forgotten"),
        Mistake("errors-missing", _law(lambda h, W2, d: h * (1 - h) * W2[1:].sum(1)), "the δ of the outputs play no part", "What does an output that is right send down?", "δ forgotten"),
        Mistake("mean-over-outputs", scaled(lambda c: 1.0 / c.W2.shape[1]), "divided by K: a mean over the outputs, where the law has a sum", "Does h act on all outputs, or on an average one?", "mean for sum"),
        Mistake("averaged", scaled(lambda c: 1.0 / len(c.h)), "divided by the length of h; δ belongs to one unit and one example", "Is E a sum or a mean?", "mean over examples"),
        Mistake("largest-only", _law(lambda h, W2, d: h * (1 - h) * _largest(W2, d)), "only the largest of the terms w·δ comes down", "Through how many outputs does h act on E?", "max for sum"),
        Mistake("first-output-only", _law(lambda h, W2, d: delta_below(h, W2[:, :1], d[..., :1])), "only output 1 sends its δ down", "Through how many outputs does h act on E?", "one term of the sum"),
        Mistake("activity-for-weight", _law(lambda h, W2, d: h * (1 - h) * h * d.sum(-1, keepdims=True)), "h stands where the weight belongs", "How strongly does h act on output k?", ""),

        Mistake("slope-of-delta", _law(lambda h, W2, d: _down(h, W2, d * (1 - d))), "the slope is taken of δ: what comes down needs the slope of h", "Which unit's net do we differentiate by?", "δ(1 − δ)"),
        Mistake("last-output-only", _law(lambda h, W2, d: delta_below(h, W2[:, -1:], d[..., -1:])), "only the last output sends its δ down: the sum is overwritten", "Does your loop add up, or assign?", "= for +="),
        Mistake("first-output-missing", _law(lambda h, W2, d: delta_below(h, W2[:, 1:], d[..., 1:])), "output 1 sends nothing down", "Which of the outputs has no weight to h?", "loop or slice starts at 1"),
        Mistake("deltas-summed", _law(lambda h, W2, d: delta_below(h, W2, np.broadcast_to(d.sum(0), d.shape)) if h.ndim > 1 else delta_below(h, W2, d)), "δ is added up over the examples before it is handed down", "Do two examples share a net?", "sum over n"),
        Mistake("double", scaled(lambda c: 2.0), "twice too large", "Where could a factor 2 come from?", ""),
        Mistake("half", scaled(lambda c: 0.5), "half as large", "Where could a ½ come from?", ""),
        Mistake("summed-over-examples", _law(lambda h, W2, d: np.broadcast_to(delta_below(h, W2, d).sum(0), h.shape) if h.ndim > 1 else delta_below(h, W2, d)), "the examples are added up: every row is the same", "Do two examples share a net?", "sum over n"),
    ),
)  # fmt: skip


def _largest(W2: np.ndarray, d: np.ndarray) -> np.ndarray:
    return np.asarray((W2[1:] * d[..., None, :]).max(-1))
