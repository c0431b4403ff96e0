"""`not_separable`: a certificate that no line separates four points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Exercise, Holds, Mistake, Tolerance
from course.checks.compare import difference, show
from course.checks.mistakes import ANY, formula
from course.data.toy import XOR_X, XOR_Y

AND_Y = np.array([-1, -1, -1, 1])
TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)
ROUNDING = 1e-9  # a null vector is known to about 1e-16; what is smaller than this counts as 0
CLEAR = 0.02  # probes keep every |α_n| above this: no answer hangs on rounding


def combination(X: Any, y: Any) -> np.ndarray:
    """Return the α (up to a factor) with Σ α_n y_n x̃_n = 0, from 3×3 determinants; largest |α| is 1."""
    A = np.hstack([np.ones((4, 1)), np.asarray(X, float)])
    alpha = np.array([(-1) ** n * np.linalg.det(np.delete(A, n, axis=0)) for n in range(4)]) * np.asarray(
        y, float
    )
    return np.asarray(alpha / np.abs(alpha).max())


def _certificate(X: Any, y: Any) -> np.ndarray | None:
    alpha = combination(X, y)
    alpha = np.where(np.abs(alpha) < ROUNDING, 0.0, alpha)
    if (alpha < 0).any() and (alpha > 0).any():
        return None
    return np.asarray(np.abs(alpha) / np.abs(alpha).sum())


def _spec(X: Any, y: Any) -> Any:
    alpha = _certificate(X, y)
    if alpha is None or alpha.min() > 0:
        return alpha
    return Holds(f"alpha is {show(alpha)}", lambda value: _with_a_zero(value, alpha))


def _with_a_zero(value: Any, alpha: np.ndarray) -> Breach | None:
    """Judge a certificate that does not need one of the points: there rounding decides on the sign of a 0."""
    if value is None:
        return Breach("zero-rejected", "None is returned although a certificate exists: one of its entries is 0, which rounding may turn into −1e-17",
                      "α > 0 asked for, or no allowance for rounding")  # fmt: skip
    found = difference(value, alpha, TOLERANCE, set())
    return Breach("", found.text) if found else None


def _clear(X: np.ndarray) -> bool:
    A = np.hstack([np.ones((4, 1)), X])
    dets = np.array([np.linalg.det(np.delete(A, n, axis=0)) for n in range(4)])
    return bool(np.abs(dets).min() > CLEAR * np.abs(dets).max() and np.abs(dets).max() > 0.05)


def _points(rng: np.random.Generator) -> np.ndarray:
    while True:
        X = rng.normal(size=(4, 2))
        if _clear(X):
            return X


def _moved(rng: np.random.Generator, X: np.ndarray) -> np.ndarray:
    """Rotate, stretch and shift the points."""
    a = rng.uniform(0.2, 1.3)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return np.asarray((X * rng.uniform(0.5, 2.0, size=2)) @ turn + rng.normal(size=2) * 3)


def _crossed(X: np.ndarray) -> np.ndarray:
    """Return the labels that make X inseparable: they follow the signs of the combination."""
    return np.asarray(np.sign(combination(X, np.ones(4))), dtype=int)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": XOR_X, "y": XOR_Y})
    yield Case({"X": XOR_X, "y": AND_Y})
    yield Case({"X": XOR_X, "y": -XOR_Y})
    for _ in range(3):
        X = _points(rng)
        yield Case({"X": X, "y": _crossed(X)})
        yield Case({"X": X, "y": np.array([1, 1, -1, -1])[rng.permutation(4)]})
    X = np.array(
        [[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [1.0, 0.5]]
    )  # one point inside the triangle of the others
    yield Case({"X": X, "y": np.array([1, 1, 1, -1])})
    for _ in range(3):
        yield Case({"X": _moved(rng, XOR_X), "y": XOR_Y}, "moved and turned XOR", EDGE)
    row = np.array(
        [[-1.0, 0.5], [0.0, 0.5], [2.0, 0.5], [0.25, 2.0]]
    )  # + − + in a row: the fourth point is not needed
    for turn in (0, 1):
        yield Case({"X": np.roll(row, turn, 0), "y": np.roll([1, -1, 1, 1], turn)}, "a point to spare", EDGE)
        yield Case(
            {"X": np.roll(row, -turn, 0), "y": np.roll([-1, 1, -1, 1], -turn)}, "a point to spare", EDGE
        )
    yield Case({"X": _points(rng), "y": np.array([1, 1, 1, 1])}, "one class only", EDGE)
    yield Case({"X": _points(rng), "y": np.array([-1, -1, -1, -1])}, "one class only", EDGE)
    for _ in range(200 if hidden else 20):
        yield Case({"X": _points(rng), "y": rng.choice([-1, 1], size=4)}, "random labels", EDGE)
    yield Case(
        {"X": np.array([[0, 0], [2, 3], [3, 0], [0, 2]]), "y": np.array([1, 1, -1, -1])}, "integers", EDGE
    )


def _if_certificate(f: Any) -> Any:
    """Predict f(alpha) where a certificate exists, None where none does."""

    def predict(X: Any, y: Any) -> Any:
        alpha = _certificate(X, y)
        return None if alpha is None else f(alpha)

    return formula(predict)


not_separable = Exercise(
    name="not_separable",
    points=8,
    law="not_separable(X (4, 2), y (4,) of ±1) → alpha (4,) with α ≥ 0, Σ α = 1 and Σ α_n·y_n·x̃_n = 0 if there is one, else None; |α_n| < 1e-9 counts as 0",
    cases=_cases,
    spec=_spec,
    outputs=("alpha",),
    tolerance=TOLERANCE,
    weights={"core": 0.6, "moved and turned XOR": 0.1, "one class only": 0.1, "random labels": 0.1, "a point to spare": 0.05, "integers": 0.05},
    read="section 8, XOR and a proof that there is no line",
    think="For the smallest case: which vector does your function test, and what does it test before it answers None or α?",
    hints=(
        "Σ α_n y_n x̃_n = 0 is three equations for four unknowns: how many solutions are there, up to a factor?",
        "The columns y_n·x̃_n form a (3, 4) matrix; its null space is one line. When can a vector on that line be made ≥ 0?",
        "np.linalg.svd(A) gives a basis of the null space in the last row of Vᵗ; flip its sign, test it, divide by its sum.",
    ),
    mistakes=(
        Mistake("not-normalised", _if_certificate(lambda a: a / np.linalg.norm(a)), "α has length 1; the law asks that its entries add up to 1",
                "What should np.sum(alpha) be?", "norm for sum"),
        Mistake("largest-is-one", _if_certificate(lambda a: a / a.max()), "the largest entry is 1; the law asks that the entries add up to 1",
                "What should np.sum(alpha) be?", "scaled by the maximum"),
        Mistake("smallest-is-one", _if_certificate(lambda a: a / a.min() if a.min() > 0 else ANY), "the smallest entry is 1; the law asks that the entries add up to 1", "What should np.sum(alpha) be?", ""),
        Mistake("last-is-one", _if_certificate(lambda a: a / a[-1] if a[-1] > 0 else ANY), "the last entry is 1; the law asks that the entries add up to 1", "What should np.sum(alpha) be?", ""),
        Mistake("first-is-one", _if_certificate(lambda a: a / a[0] if a[0] > 0 else ANY), "the first entry is 1; the law asks that the entries add up to 1", "What should np.sum(alpha) be?", ""),
        Mistake("negated", _if_certificate(lambda a: -a), "α has the wrong sign: a null vector may be flipped", "May α be negative?", "sign of the null vector"),
        Mistake("always-none", formula(lambda X, y: None), "None is returned although a certificate exists", "Which sign has the vector that you test, and where do the labels enter?",
                "sign of the null vector not tried; or y missing: without it Σ α = 0, so no α ≥ 0"),
        Mistake("always-alpha", formula(lambda X, y: _any_sign(X, y)), "an α with negative entries is returned where there is no certificate",
                "What does a negative α_n mean for the proof?", "α ≥ 0 not checked"),
        Mistake("always-absolute", formula(lambda X, y: np.abs(combination(X, y)) / np.abs(combination(X, y)).sum()), "the signs of α are dropped, so every labelling seems inseparable",
                "Does Σ α_n y_n x̃_n = 0 still hold after abs?", "abs of the null vector"),
        Mistake("always-quarter", formula(lambda X, y: np.full(4, 0.25)), "¼ each is the certificate of XOR only", "Does Σ α_n y_n x̃_n = 0 hold for these points?", "hard-coded XOR"),
        Mistake("quarter-or-none", _if_certificate(lambda a: np.full(4, 0.25)), "¼ each is the certificate of XOR only", "Does Σ α_n y_n x̃_n = 0 hold for these points?", "hard-coded weights"),
        Mistake("column-of-vt", formula(lambda X, y: _last_column(X, y)), "the last column of Vᵗ was taken; its rows span the spaces",
                "Of which shape is Vt, and what is A @ your vector?", "Vt[:, -1] for Vt[-1]"),
        Mistake("sign-not-tried", formula(lambda X, y: _first_sign(X, y)), "None is returned where the null vector came with the other sign",
                "If v is in the null space, is −v?", "tests α ≥ 0 without trying −α"),
        Mistake("signed", formula(lambda X, y: None if _certificate(X, y) is None else _certificate(X, y) * y), "this is α·y, with the signs of the labels", "May α be negative?", "α_n y_n returned"),
        Mistake("true-false", formula(lambda X, y: _certificate(X, y) is not None), "the answer is True or False; the law asks for the certificate itself", "What would convince a reader?", "bool returned"),
        Mistake("true-for-alpha", _if_certificate(lambda a: True), "True is returned where the law asks for the certificate itself", "What would convince a reader?", "bool returned"),
        Mistake("zeros-for-none", formula(lambda X, y: np.zeros(4) if _certificate(X, y) is None else _certificate(X, y)), "zeros are returned where the law says None", "What does the law return when there is none?", ""),
        Mistake("answers-swapped", formula(lambda X, y: None if _certificate(X, y) is not None else _any_sign(X, y)), "None and α have changed places", "When is there a certificate?", ""),
        Mistake("one-class-certified", formula(lambda X, y: np.full(4, 0.25) if len(set(np.asarray(y).tolist())) == 1 else _certificate(X, y)), "one class alone can be separated: there is no certificate", "Which w answers +1 everywhere?", ""),
    ),
)  # fmt: skip


def _any_sign(X: Any, y: Any) -> Any:
    alpha = combination(X, y)  # for one class alone its sum is 0, and scaling it gives no number to predict
    return ANY if abs(alpha.sum()) < ROUNDING else alpha / alpha.sum()


def _first_sign(X: Any, y: Any) -> np.ndarray | None:
    """The null vector with the sign that LAPACK happens to give, tested as it is."""
    v = np.linalg.svd((np.asarray(y)[:, None] * np.hstack([np.ones((4, 1)), np.asarray(X, float)])).T)[2][-1]
    return np.asarray(np.maximum(v, 0) / np.maximum(v, 0).sum()) if (v >= -ROUNDING).all() else None


def _last_column(X: Any, y: Any) -> np.ndarray | None:
    v = np.linalg.svd((np.asarray(y)[:, None] * np.hstack([np.ones((4, 1)), np.asarray(X, float)])).T)[2][
        :, -1
    ]
    v = v / v[np.argmax(np.abs(v))]
    return None if (v < -ROUNDING).any() else np.asarray(np.maximum(v, 0) / np.maximum(v, 0).sum())
