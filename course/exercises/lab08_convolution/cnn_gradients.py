"""`cnn_gradients`: a small network of the student's own layers, and what it learns about digits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Mistake, Tolerance
from course.checks.mistakes import ANY, Predict
from course.checks.oracles import Step, checkpoints, run
from course.data import load
from course.exercises.lab08_convolution import scenes
from course.exercises.lab08_convolution.layers import conv, corners
from course.exercises.lab08_convolution.routes import best

LIMIT = 0.93
PARAMS = ("W", "b", "V", "c")


def _relu(Z: Any) -> Any:
    return Z * (Z.real > 0)


def _pool(A: Any) -> Any:
    where, pick = list(corners(A.shape[-2:], (2, 2), None)), best()
    flat = np.stack([pick(A[..., y : y + 2, x : x + 2]) for _, _, y, x in where], -1)
    return flat.reshape(*A.shape[:-3], -1)


def _cross_entropy(S: Any, y: Any) -> Any:
    S = S - S.real.max(-1, keepdims=True)
    picked = np.take_along_axis(S, np.broadcast_to(np.asarray(y), S.shape[:-1])[..., None], -1)[..., 0]
    return (np.log(np.exp(S).sum(-1)) - picked).mean(-1)


def _steps(y: Any, relu: Callable[[Any], Any] = _relu) -> list[Step]:
    return [
        ("Z", lambda e: conv(e["X"], e["W"], e["b"])),
        ("A", lambda e: relu(e["Z"])),
        ("M", lambda e: _pool(e["A"])),
        ("S", lambda e: e["M"] @ e["V"] + e["c"][..., None, :]),
        ("loss", lambda e: _cross_entropy(e["S"], y)),
    ]


def scores(params: Mapping[str, Any], X: Any) -> Any:
    """Return the class scores (N, 10) of images X (N, 1, 8, 8)."""
    return run(_steps(np.zeros(len(X), int))[:-1], {**{k: params[k] for k in PARAMS}, "X": X})["S"]


def accuracy(params: Mapping[str, Any]) -> float:
    """Return the share of held-out digits whose largest score is the right one."""
    digits = load("digits", part="test")
    return float(np.mean(scores(params, digits.images[:, None] / 16).argmax(-1) == digits.y))


def _good_enough(value: Any) -> Breach | None:
    wrong = [k for k in PARAMS if not np.isfinite(value[k]).all()]
    if wrong:
        return Breach("diverged", f"after training {wrong[0]} is no longer finite")
    share = accuracy(value)
    if share < LIMIT:
        return Breach(
            "learns-too-little",
            f"after training {share:.1%} of the held-out digits are right; with the right gradients it is always over {LIMIT:.0%}",
        )
    return None


def _spec(params: Any = None, X: Any = None, y: Any = None, seed: int | None = None) -> Any:
    if seed is not None:
        return Holds(f"after ten epochs at least {LIMIT:.0%} of 450 held-out digits are right", _good_enough)
    inputs = {**params, "X": X}
    grads = checkpoints(_steps(y), inputs, PARAMS)
    return float(run(_steps(y), inputs)["loss"]), grads


def _case(
    rng: np.random.Generator,
    n: int,
    c: int,
    size: int,
    f: int,
    classes: int,
    family: str = "core",
    level: int = 0,
) -> Case:
    places = ((size - 2) // 2) ** 2
    params = {
        "W": rng.normal(size=(f, c, 3, 3)),
        "b": rng.normal(size=f),
        "V": rng.normal(size=(f * places, classes)),
        "c": rng.normal(size=classes),
    }
    X, y = rng.normal(size=(n, c, size, size)), rng.integers(0, classes, size=n)
    return Case({"params": params, "X": X, "y": y}, family, level)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case(rng, 1, 1, 4, 2, 3)
    yield _case(rng, 3, 1, 6, 2, 4)
    yield _case(rng, 2, 1, 6, 3, 5)
    yield _case(rng, 4, 1, 8, 2, 3)
    yield _case(rng, 2, 2, 7, 3, 4, "odd sizes, two channels", EDGE)
    yield _case(rng, 3, 3, 5, 2, 3, "odd sizes, two channels", EDGE)
    yield Case({"seed": int(rng.integers(2**31))}, "held-out digits", EDGE, scenario="trained")


def _other(change: Callable[[dict[str, Any], Any, Any, tuple[float, dict[str, Any]]], Any]) -> Predict:
    """Predict change(params, X, y, right) where gradients are asked for; training ends somewhere else then."""

    def predict(c: Any, right: Any) -> Any:
        if isinstance(right, Holds):
            return ANY
        return change(c.params, c.X, c.y, right)

    return predict


def _upstream(factor: Callable[[int], float], loss: Callable[[int], float] = lambda n: 1.0) -> Predict:
    """Predict all gradients times a factor of N, and the loss times another."""
    return _other(lambda p, X, y, r: (r[0] * loss(len(y)), {k: g * factor(len(y)) for k, g in r[1].items()}))


def _scores_by(upstream: Callable[[Any, Any], Any], relu: Callable[[Any], Any] = _relu) -> Predict:
    """Predict the gradients of another upstream gradient at the scores (of (softmax, y)), or of another ReLU."""

    def change(p: Any, X: Any, y: Any, r: Any) -> Any:
        S = run(_steps(y), {**p, "X": X})["S"]
        e = np.exp(S - S.max(-1, keepdims=True))
        return r[0], _through(p, X, y, upstream(e / e.sum(-1, keepdims=True), y), relu)

    return _other(change)


def _through(p: Any, X: Any, y: Any, dS: Any, relu: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the derivatives of Σ dS·S, with `relu` in place of the ReLU around the point."""
    Z = run(_steps(y)[:1], {**p, "X": X})["Z"]
    there = Z * (Z > 0)
    steps = _steps(y, lambda z: there + (relu(z) - relu(Z)))[:-1]
    return checkpoints(steps, {**p, "X": X}, PARAMS, dS)


def _one(key: str, change: Callable[[Any, int], Any]) -> Predict:
    return _other(lambda p, X, y, r: (r[0], {**r[1], key: change(r[1][key], len(y))}))


def _hot(P: Any, y: Any) -> Any:
    return np.eye(P.shape[-1])[y]


cnn_gradients = Exercise(
    name="cnn_gradients",
    points=4,
    law='cnn_gradients(params, X (N, C, H, W), y (N,)) → (loss, grads): conv W, b → ReLU → max-pool 2 × 2 → flatten (C, H, W order) → scores M @ V + c → mean cross-entropy; grads has the keys "W", "b", "V", "c"',
    cases=_cases,
    spec=_spec,
    outputs=("loss", *PARAMS),
    outputs_of=lambda value: {"loss": value[0], **value[1]},
    weights={"core": 0.5, "odd sizes, two channels": 0.1, "held-out digits": 0.4},
    tolerance=Tolerance(rtol=1e-6, atol=1e-10),
    imports=(scenes.__name__,),
    evidence=(Evidence("held-out digits: at least 93 % right after ten epochs", runs=100),),
    read="section 13, a network of your own layers",
    think="Which intermediate does each gradient need, and which of your functions gives it?",
    hints=(
        "Write the forward pass line by line and give every intermediate a name: Z, A, M, flat, S.",
        "Go back through the lines in reverse: dS from softmax_xent, dV = flatᵗ dS, d(flat) = dS Vᵗ, then maxpool_backward, the ReLU's mask, conv_backward.",
        "The mask is Z > 0, and it multiplies what comes out of maxpool_backward.",
    ),
    mistakes=(
        Mistake("relu-mask-missing", _scores_by(lambda P, y: (P - _hot(P, y)) / len(y), lambda z: z), "the gradient passes through the ReLU as if it were not there", "What is ReLU′(z) for z < 0?", "mask missing"),
        Mistake("relu-mask-inverted", _scores_by(lambda P, y: (P - _hot(P, y)) / len(y), lambda z: z * (z.real < 0)), "the ReLU lets the gradient through where it is closed", "What is ReLU′(z) for z < 0?", "mask inverted"),
        Mistake("sum-for-mean", _upstream(lambda n: n), "all gradients are N times too large: the loss is a mean", "Where does the 1/N enter?", "1/N missing"),
        Mistake("divided-twice", _upstream(lambda n: 1 / n), "all gradients are divided by N once too often", "Does softmax_xent divide already?", "1/N twice"),
        Mistake("loss-summed", _upstream(lambda n: n, lambda n: n), "loss and gradients are sums over the images, the law has means", "Is the loss a mean or a sum?", "sum everywhere"),
        Mistake("loss-only-summed", _upstream(lambda n: 1, lambda n: n), "the loss is a sum over the images, the law has a mean", "Is the loss a mean or a sum?", ""),
        Mistake("ascent", _upstream(lambda n: -1), "all gradients have the opposite sign: training climbs", "Is P − onehot or onehot − P the gradient?", "sign"),
        Mistake("onehot-missing", _scores_by(lambda P, y: P / len(y)), "the right classes do not enter the gradient", "What is the gradient of the loss by the score of the right class?", "P instead of P − onehot"),
        Mistake("probabilities-left-out", _scores_by(lambda P, y: -_hot(P, y) / len(y)), "the probabilities do not enter the gradient", "What is the gradient of the loss by the score of a wrong class?", "−onehot"),
        Mistake("c-averaged", _one("c", lambda g, n: g / n), "dc is divided by N once too often", "Does softmax_xent divide already?", "mean for sum"),
        Mistake("V-averaged", _one("V", lambda g, n: g / n), "dV is divided by N once too often", "Does softmax_xent divide already?", "mean for sum"),
        Mistake("W-averaged", _one("W", lambda g, n: g / n), "dW is divided by N once too often", "Does softmax_xent divide already?", "mean for sum"),
        Mistake("V-transposed", _one("V", lambda g, n: g.T), "dV is the transpose", "Which shape must dV have?", ""),
        Mistake("b-zero", _one("b", lambda g, n: 0 * g), "db is 0", "Which output of conv_backward is db?", ""),
        Mistake("W-zero", _one("W", lambda g, n: 0 * g), "dW is 0", "Which output of conv_backward is dW?", ""),
        Mistake("c-zero", _one("c", lambda g, n: 0 * g), "dc is 0", "On which images does c act?", ""),
    ),
)  # fmt: skip
