"""`hebb_update`: what fires together is wired together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula, scaled


def _tilde(X: Any) -> np.ndarray:
    return np.hstack([np.ones((len(X), 1)), np.asarray(X, float)])


def _spec(X: Any, y: Any, w: Any, eta: float) -> np.ndarray:
    out = [float(v) for v in w]
    for n in range(len(y)):
        for i, x in enumerate([1.0, *map(float, X[n])]):
            out[i] += eta * float(y[n]) * x
    return np.array(out)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[2.0]]), "y": np.array([0.5]), "w": np.array([1.0, -1.0]), "eta": 0.5})
    yield Case(
        {
            "X": np.array([[1.0, -2.0], [3.0, 0.5]]),
            "y": np.array([1.0, -0.5]),
            "w": np.array([0.25, 1.0, -1.0]),
            "eta": 0.5,
        }
    )
    for n, d in ((6, 2), (4, 3), *(((9, 5),) if hidden else ())):
        yield Case(
            {"X": rng.normal(size=(n, d)), "y": rng.normal(size=n), "w": rng.normal(size=d + 1), "eta": 0.3}
        )
    X, y = rng.normal(size=(6, 2)), rng.normal(size=6)
    y[::2] = 0.0
    yield Case({"X": X, "y": y, "w": rng.normal(size=3), "eta": 0.1}, "silent rows", EDGE)
    yield Case(
        {"X": rng.normal(size=(5, 3)), "y": np.zeros(5), "w": rng.normal(size=4), "eta": 0.1},
        "silent rows",
        EDGE,
    )
    yield Case(
        {"X": rng.normal(size=(1, 3)), "y": np.array([1.5]), "w": rng.normal(size=4), "eta": 0.2},
        "one example",
        EDGE,
    )
    yield Case(
        {
            "X": rng.integers(-3, 4, size=(4, 2)),
            "y": np.array([1, -1, 0, 2]),
            "w": np.array([0, 1, 2]),
            "eta": 1,
        },
        "integers",
        EDGE,
    )


def _update(f: Any) -> Any:
    return formula(
        lambda X, y, w, eta: (
            np.asarray(w, float) + eta * f(_tilde(X), np.asarray(y, float), np.asarray(w, float))
        )
    )


hebb_update = Exercise(
    name="hebb_update",
    points=4,
    law="hebb_update(X (N, D), y (N,), w (D + 1,), eta) → w + η·Σ_n y_n·x̃_n, where y is the given activity of the unit",
    cases=_cases,
    spec=_spec,
    outputs=("w_new",),
    read="section 6, Hebb's law",
    think="Which two activities does Hebb's law multiply?",
    hints=(
        "Which two things happen together when a connection grows?",
        "Each example adds η·y_n·x̃_n; the bias sees an input of 1.",
        "X̃ᵀ y sums the products over the examples.",
    ),
    mistakes=(
        Mistake("sign", scaled(lambda c: -1.0, about=lambda c: np.asarray(c.w, float)), "connections weaken where they should grow", "Which sign has η·y·x̃?", "minus sign"),
        Mistake("mean-for-sum", scaled(lambda c: 1.0 / len(c.X), about=lambda c: np.asarray(c.w, float)), "the step is divided by N", "Is it a sum or a mean?", "mean instead of sum"),
        Mistake("eta-ignored", scaled(lambda c: 1.0 / c.eta, about=lambda c: np.asarray(c.w, float)), "the step does not depend on η", "Where does η enter?", "eta missing"),
        Mistake("step-only", formula(lambda X, y, w, eta: _spec(X, y, 0 * np.asarray(w), eta)), "this is the step alone, without the w it starts from", "What is the step added to?", "returns Δw"),
        Mistake("own-activity", _update(lambda X, y, w: (X @ w) @ X), "the activity is computed from w; here it is given as y", "Where does the activity come from?", "activity recomputed"),
        Mistake("delta-rule", _update(lambda X, y, w: (y - X @ w) @ X), "this subtracts the output: that is the delta rule", "Does Hebb's law know an error?", "delta rule"),
        Mistake("bias-not-learned", _update(lambda X, y, w: np.concatenate([[0.0], (y @ X)[1:]])), "w[0] does not move", "Which input does w[0] belong to?", "bias left out"),
        Mistake("bias-plain-one", _update(lambda X, y, w: np.concatenate([[1.0], (y @ X)[1:]])), "w[0] moves by η, whatever the activity", "By what is the constant input multiplied?", "y missing for the bias"),
        Mistake("activity-ignored", _update(lambda X, y, w: X.sum(0)), "the step does not depend on y", "Which two activities are multiplied?", "y missing"),
        Mistake("sums-apart", _update(lambda X, y, w: y.sum() * X.sum(0)), "activities and inputs are summed separately and then multiplied", "Is a sum of products the product of the sums?", "Σa·Σb for Σab"),
        Mistake("last-example", _update(lambda X, y, w: y[-1] * X[-1]), "only the last example counts", "Is the earlier step overwritten?", "= instead of +="),
        Mistake("first-example", _update(lambda X, y, w: y[0] * X[0]), "only the first example counts", "Does your loop end too early?", "return in the loop"),
        Mistake("only-firing", _update(lambda X, y, w: (y * (y > 0)) @ X), "rows with negative activity are left out", "What does a negative activity do to the step?", "y > 0 only"),
        Mistake("sign-of-activity", _update(lambda X, y, w: np.sign(y) @ X), "only the sign of the activity counts", "What is the step when y = 0.5?", "sign(y)"),
        Mistake("binary-activity", _update(lambda X, y, w: (y > 0).astype(float) @ X), "the activity is turned into 0 or 1 first", "What is the step when y = 0.5?", "y > 0 as a mask"),
        Mistake("absolute-activity", _update(lambda X, y, w: np.abs(y) @ X), "the sign of the activity is lost", "What does a negative activity do to the step?", "|y|"),
        Mistake("oja", _update(lambda X, y, w: y @ X - (y @ y) * w), "a decay term is subtracted: that is Oja's rule", "Does anything shrink w in Hebb's law?", "Oja's rule"),
        Mistake("normalised", formula(lambda X, y, w, eta: _spec(X, y, w, eta) / np.linalg.norm(_spec(X, y, w, eta))), "w is scaled to length 1 afterwards", "Does the law limit the length of w?", ""),
        Mistake("bias-count", _update(lambda X, y, w: np.concatenate([[len(X)], (y @ X)[1:]])), "w[0] grows by η for each example, whatever its activity", "By what is the constant input multiplied?", "y missing for the bias"),
        Mistake("w-per-example", formula(lambda X, y, w, eta: _spec(X, y, 0 * np.asarray(w), eta) + len(X) * np.asarray(w, float)), "the old w is added once for each example", "How often is w itself added?", "w inside the sum"),
        Mistake("perceptron-rule", _update(lambda X, y, w: (y * (np.where(X @ w > 0, 1, -1) != y)) @ X), "only examples that a perceptron gets wrong count", "Does Hebb's law know an error?", "perceptron rule"),
        Mistake("bias-last", formula(lambda X, y, w, eta: w + eta * np.roll(np.asarray(y, float) @ _tilde(X), -1)), "the last entry of w is treated as the bias", "Which entry of w belongs to the constant input?", "bias at the end"),
    ),
)  # fmt: skip
