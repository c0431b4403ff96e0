"""`perceptron_predict`: which side of the line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula
from course.data.toy import lattice


def _net(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.array(
        [float(w[0]) + sum(float(a) * float(b) for a, b in zip(w[1:], row, strict=True)) for row in X]
    )


def _spec(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.array([1 if z > 0 else -1 for z in _net(X, w)])


def _on_the_line(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Points of which every other one lies exactly on the line; all numbers are multiples of 1/4."""
    w = lattice(rng, 1, d + 1)[0]
    w[1] = 1.0
    X = lattice(rng, n, d)
    X[::2, 0] = -(w[0] + X[::2, 1:] @ w[2:])
    return X, w


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[2.0]]), "w": np.array([-1.0, 1.0])})
    yield Case({"X": np.array([[1.0, 0.5]]), "w": np.array([1.0, -2.0, 0.5])})
    for n, d in ((200, 2), (7, 3), *(((5, 6),) if hidden else ())):
        yield Case({"X": rng.normal(size=(n, d)), "w": rng.normal(size=d + 1)})
    for n, d in ((2, 1), (6, 2), (8, 3)):
        X, w = _on_the_line(rng, n, d)
        yield Case({"X": X, "w": w}, "exactly on the line", EDGE)
    yield Case({"X": rng.normal(size=(9, 2)), "w": np.zeros(3)}, "exactly on the line", EDGE)
    for sign in (5.0, -5.0):
        yield Case({"X": rng.normal(size=(6, 2)), "w": np.array([sign, 0.5, -0.25])}, "large bias", EDGE)
    yield Case(
        {"X": rng.integers(-3, 4, size=(6, 2)), "w": np.array([1, -2, 2])}, "integers", EDGE
    )  # odd: never 0


perceptron_predict = Exercise(
    name="perceptron_predict",
    points=8,
    law="perceptron_predict(X (N, D), w (D + 1,)) → (N,) of ±1: +1 if w[0] + X·w[1:] > 0, else −1 (0 gives −1)",
    cases=_cases,
    spec=_spec,
    outputs=("y_hat",),
    read="section 2, the perceptron unit",
    think="For one point of the smallest case, what is w[0] + x·w[1:]?",
    hints=(
        "Which entry of w is not multiplied by an input?",
        "net = w[0] + X @ w[1:] has one entry an example; np.where picks one of two values by a condition.",
        "np.sign gives 0 at 0; the law wants −1 there.",
    ),
    mistakes=(
        Mistake("geq-threshold", formula(lambda X, w: np.where(_net(X, w) >= 0, 1, -1)),
                "a point exactly on the line is called +1", "What does the law say at 0?", "≥ instead of >"),
        Mistake("sign-at-zero", formula(lambda X, w: np.sign(_net(X, w))),
                "a point exactly on the line gets 0, which is no class", "Which two values are allowed?", "np.sign at 0"),
        Mistake("zero-one-labels", formula(lambda X, w: (_net(X, w) > 0).astype(int)),
                "the answers are 0 and 1, or False and True; the perceptron's are −1 and +1", "Which two values does the law name?", "0/1 labels, or a mask"),
        Mistake("bias-last", formula(lambda X, w: np.where(X @ w[:-1] + w[-1] > 0, 1, -1)),
                "the last entry of w is used as the bias; here it is the first", "Which entry of w belongs to the constant input?", "bias at the end"),
        Mistake("bias-ignored", formula(lambda X, w: np.where(X @ w[1:] > 0, 1, -1)),
                "w[0] plays no part: every line goes through the origin", "Where does w[0] enter?", "bias forgotten"),
        Mistake("bias-subtracted", formula(lambda X, w: np.where(X @ w[1:] - w[0] > 0, 1, -1)),
                "w[0] is subtracted, or compared with, like a threshold; here it is added", "Which sign has w[0] in the law?", "bias taken for a threshold"),
        Mistake("sides-swapped", formula(lambda X, w: -_spec(X, w)),
                "every point gets the other class", "On which side is the net positive?", "classes swapped"),
        Mistake("lower-side", formula(lambda X, w: np.where(_net(X, w) < 0, 1, -1)),
                "points with a negative net are called +1", "On which side is the net positive?", "< instead of >"),
        Mistake("returns-net", formula(lambda X, w: _net(X, w)),
                "this is the net input itself, before the threshold", "What turns the net into a class?", "threshold missing"),
        Mistake("integer-net", formula(lambda X, w: np.where(_net(X, w).astype(int) > 0, 1, -1)),
                "the net is cut to an integer before it is compared", "What happens to a net of 0.4?", ""),
    ),
)  # fmt: skip
