"""`delta_rule_step`: one step of Widrow and Hoff's rule, downhill on a squared error."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula, scaled
from course.checks.oracles import derivative


def _tilde(X: Any) -> np.ndarray:
    return np.hstack([np.ones((len(X), 1)), np.asarray(X, float)])


def _error(X: Any, t: Any, w: np.ndarray) -> np.ndarray:
    """E(w) = ½ Σ (t − x̃·w)² for weights with leading axes: (..., D + 1) → (...)."""
    return np.asarray(0.5 * ((np.asarray(t, float) - w @ _tilde(X).T) ** 2).sum(-1))


def _spec(X: Any, t: Any, w: Any, eta: float) -> np.ndarray:
    w = np.asarray(w, float)
    return np.asarray(w - eta * derivative(lambda v: _error(X, t, v), w))


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[2.0]]), "t": np.array([1.0]), "w": np.array([0.5, -1.0]), "eta": 0.5})
    yield Case(
        {"X": np.array([[1.0], [3.0]]), "t": np.array([0.0, 2.0]), "w": np.array([0.5, 1.5]), "eta": 0.25}
    )
    for n, d in ((7, 2), (5, 3), *(((11, 6),) if hidden else ())):
        yield Case(
            {"X": rng.normal(size=(n, d)), "t": rng.normal(size=n), "w": rng.normal(size=d + 1), "eta": 0.1}
        )
    yield Case({"X": rng.normal(size=(3, 3)), "t": rng.normal(size=3), "w": rng.normal(size=4), "eta": 0.7})
    for d in (2, 4):
        yield Case(
            {"X": rng.normal(size=(1, d)), "t": rng.normal(size=1), "w": rng.normal(size=d + 1), "eta": 0.3},
            "one example",
            EDGE,
        )
    X, w = rng.normal(size=(6, 2)), rng.normal(size=3)
    yield Case({"X": X, "t": _tilde(X) @ w, "w": w, "eta": 0.5}, "at the minimum", EDGE)
    yield Case(
        {
            "X": rng.integers(-3, 4, size=(5, 2)),
            "t": rng.integers(-2, 3, size=5),
            "w": np.array([1, 0, -2]),
            "eta": 0.3,
        },
        "integers",
        EDGE,
    )
    yield Case(
        {"X": rng.normal(size=(4, 2)), "t": rng.normal(size=4), "w": np.array([0, 1, -1]), "eta": 0.1},
        "integers",
        EDGE,
    )
    yield Case(
        {
            "X": np.asfortranarray(rng.normal(size=(4, 3))),
            "t": rng.normal(size=4),
            "w": rng.normal(size=4),
            "eta": 2,
        },
        "integers",
        EDGE,
    )


def _update(f: Any) -> Any:
    """Predict w + eta · f(X̃, t, w)."""
    return formula(
        lambda X, t, w, eta: (
            np.asarray(w, float) + eta * f(_tilde(X), np.asarray(t, float), np.asarray(w, float))
        )
    )


def _online(X: Any, t: Any, w: Any, eta: float) -> np.ndarray:
    w = np.asarray(w, float)
    for x, target in zip(_tilde(X), t, strict=True):
        w = w + eta * (target - x @ w) * x
    return np.asarray(w)


def _start(c: SimpleNamespace) -> np.ndarray:
    return np.asarray(c.w, float)


def _no_bias(X: np.ndarray, t: np.ndarray, w: np.ndarray) -> np.ndarray:
    g = (t - X @ w) @ X
    return np.concatenate([[0.0], g[1:]])


delta_rule_step = Exercise(
    name="delta_rule_step",
    points=10,
    law="delta_rule_step(X (N, D), t (N,), w (D + 1,), eta) → w_new = w + η·Σ_n (t_n − x̃_n·w)·x̃_n: linear output, one step for all examples, a sum",
    cases=_cases,
    spec=_spec,
    outputs=("w_new",),
    read="section 6, the delta rule",
    think="For one example, which way does w[0] have to move when the output is too small?",
    hints=(
        "What is the output of a linear unit for all examples at once, and what is its error?",
        "The error (t − o) has shape (N,), x̃ has shape (N, D + 1); the step has the shape of w.",
        "X̃ᵀ (t − X̃ w) sums over the examples; add η times that to w.",
    ),
    mistakes=(
        Mistake("sign", scaled(lambda c: -1.0, about=_start), "w moves uphill: the step has the opposite sign",
                "Does your step make the output larger when it is too small?", "o − t with a plus sign"),
        Mistake("mean-for-sum", scaled(lambda c: 1.0 / len(c.X), about=_start), "the step is divided by N: a mean where the law has a sum",
                "Is E a sum or a mean over the examples?", "mean instead of sum"),
        Mistake("double-step", scaled(lambda c: 2.0, about=_start), "the step is twice as long, as without the ½ in E",
                "What does the ½ in E do to the gradient?", "factor 2 from (t − o)²"),
        Mistake("half-step", scaled(lambda c: 0.5, about=_start), "the step is half as long", "Where does the ½ of E go when you differentiate?", "½ kept"),
        Mistake("double-mean", scaled(lambda c: 2.0 / len(c.X), about=_start), "this is the gradient step for the mean squared error, 2/N times the sum",
                "Which E does this section define?", "MSE gradient"),
        Mistake("eta-ignored", scaled(lambda c: 1.0 / c.eta, about=_start), "the step does not depend on η", "Where does η enter?", "eta missing"),
        Mistake("eta-squared", scaled(lambda c: c.eta, about=_start), "η enters twice", "How often is η multiplied in?", "lr applied twice"),
        Mistake("step-only", formula(lambda X, t, w, eta: _spec(X, t, w, eta) - w), "this is the step alone, without the w it starts from",
                "What does the law add the step to?", "returns Δw"),
        Mistake("gradient-only", formula(lambda X, t, w, eta: (w - _spec(X, t, w, eta)) / eta), "this is the gradient of E, not the new weights",
                "What is done with the gradient?", "returns ∇E"),
        Mistake("thresholded", _update(lambda X, t, w: (t - np.where(X @ w > 0, 1, -1)) @ X), "the output is thresholded before the error is taken: that is the perceptron's rule",
                "What is the output of a linear unit?", "perceptron and delta rule mixed"),
        Mistake("thresholded-01", _update(lambda X, t, w: (t - (X @ w > 0)) @ X), "the output is thresholded to 0 and 1 before the error is taken",
                "What is the output of a linear unit?", "step function in the output"),
        Mistake("sigmoid-output", _update(lambda X, t, w: (t - 1 / (1 + np.exp(-X @ w))) @ X), "the output passes through a sigmoid; this unit is linear",
                "What is the output of a linear unit?", "logistic unit"),
        Mistake("online", formula(_online), "w changes from example to example: N small steps, not one",
                "Which w do all outputs of one batch step use?", "online instead of batch"),
        Mistake("bias-not-learned", _update(_no_bias), "w[0] does not move", "Which column of X̃ belongs to w[0]?", "bias left out of the step"),
        Mistake("bias-not-used", _update(lambda X, t, w: (t - X[:, 1:] @ w[1:]) @ X), "the output is computed without w[0]",
                "Which input does w[0] belong to?", "bias left out of the output"),
        Mistake("first-example", _update(lambda X, t, w: (t[0] - X[0] @ w) * X[0]), "only the first example counts", "Does your loop end too early?", "return in the loop"),
        Mistake("last-example", _update(lambda X, t, w: (t[-1] - X[-1] @ w) * X[-1]), "only the last example counts", "Is the step of the earlier examples overwritten?", "= instead of +="),
        Mistake("error-only", _update(lambda X, t, w: np.full(len(w), (t - X @ w).sum())), "the step is the sum of the errors, without the inputs",
                "By what is each error multiplied?", "x̃ missing"),
        Mistake("sums-apart", _update(lambda X, t, w: (t - X @ w).sum() * X.sum(0)), "errors and inputs are summed separately and then multiplied",
                "Is a sum of products the product of the sums?", "Σa·Σb for Σab"),
        Mistake("squared-error", _update(lambda X, t, w: ((t - X @ w) ** 2) @ X), "the error is squared in the step", "What is the derivative of a square?", "(t − o)² in the update"),
        Mistake("target-only", _update(lambda X, t, w: t @ X), "the step uses the target alone, without the output: that is Hebb's rule",
                "What does the delta rule compare the target with?", "Hebb"),
        Mistake("slope-of-sigmoid", _update(lambda X, t, w: (lambda s: ((t - s) * s * (1 - s)) @ X)(1 / (1 + np.exp(-X @ w)))), "this is the step of a logistic unit; this unit is linear",
                "What is the output of a linear unit?", "logistic unit with its slope"),
        Mistake("only-wrong-signs", _update(lambda X, t, w: ((t - X @ w) * (np.sign(t) != np.sign(X @ w))) @ X), "only examples with the wrong sign count",
                "Does a squared error care about signs?", "perceptron's condition"),
        Mistake("error-matrix", _update(lambda X, t, w: ((t[:, None] - (X @ w)[None, :]) @ X).sum(0)), "every target is compared with every output: an (N, N) matrix of errors",
                "What are the shapes of t and of X̃·w?", "broadcast (N, 1) − (N,)"),
        Mistake("bias-last", formula(lambda X, t, w, eta: w + eta * (np.asarray(t, float) - np.roll(_tilde(X), -1, 1) @ w) @ np.roll(_tilde(X), -1, 1)),
                "the last entry of w is treated as the bias", "Which entry of w belongs to the constant input?", "bias at the end"),
    ),
)  # fmt: skip
