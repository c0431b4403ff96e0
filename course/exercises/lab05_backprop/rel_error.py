"""`rel_error`: how far two gradients are apart, on a scale that does not depend on their size."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, isfinite, sqrt
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import ANY, formula, scaled


def _length(a: Any) -> float:
    return hypot(*map(float, np.ravel(a)))


def _gap(a: Any, b: Any) -> float:
    return _length(np.asarray(a, float) - np.asarray(b, float))


def _spec(a: Any, b: Any) -> float:
    both = _length(a) + _length(b)
    return _gap(a, b) / both if both else 0.0


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"a": np.array([3.0, 4.0]), "b": np.array([3.0, 0.0])})
    yield Case({"a": rng.normal(size=5), "b": rng.normal(size=5)})
    yield Case({"a": rng.normal(size=(3, 2)), "b": rng.normal(size=(3, 2))})
    near = rng.normal(size=(2, 4))
    yield Case({"a": near, "b": near + 1e-3 * rng.normal(size=(2, 4))})
    yield Case({"a": 1e-6 * rng.normal(size=4), "b": 1e-6 * rng.normal(size=4)})
    for scale in (1e-9, 1e-13, 1e-14):
        yield Case({"a": scale * rng.normal(size=3), "b": scale * rng.normal(size=3)}, "tiny", EDGE)
    if hidden:
        yield Case({"a": rng.normal(size=(4, 4)), "b": rng.normal(size=(4, 4))})
    for shape in ((4,), (2, 3)):
        a = rng.normal(size=shape)
        yield Case({"a": a, "b": -a}, "opposite", EDGE)
    for shape in ((3,), (2, 2)):
        yield Case({"a": np.zeros(shape), "b": np.zeros(shape)}, "zeros", EDGE)
    yield Case({"a": rng.normal(size=3), "b": np.zeros(3)}, "zeros", EDGE)
    yield Case({"a": np.zeros(3), "b": rng.normal(size=3)}, "zeros", EDGE)
    yield Case({"a": 2.0, "b": -1.0}, "scalars", EDGE)
    yield Case({"a": -0.5, "b": -0.25}, "scalars", EDGE)
    yield Case({"a": np.array([1, -2, 2]), "b": np.array([0, 2, 1])}, "integers", EDGE)
    yield Case(
        {"a": rng.normal(size=(2, 3, 2)), "b": np.asfortranarray(rng.normal(size=(2, 3, 2)))},
        "three axes",
        EDGE,
    )


def _quotient(f: Any) -> Any:
    """Predict f(a, b) on float arrays; 0 where both are zero, nothing where the wrong denominator is 0."""

    def predict(a: Any, b: Any) -> Any:
        a, b = np.asarray(a, float), np.asarray(b, float)
        try:
            value = float(f(a, b)) if a.any() or b.any() else 0.0
        except ZeroDivisionError:
            return ANY
        return value if isfinite(value) else ANY

    return formula(predict)


def _eps(eps: float) -> Any:
    return formula(lambda a, b: _gap(a, b) / (_length(a) + _length(b) + eps))


def _floor(eps: float) -> Any:
    return formula(lambda a, b: _gap(a, b) / max(_length(a) + _length(b), eps))


def _abs_sum(x: np.ndarray) -> float:
    return float(np.abs(x).sum())


def _spectral(x: np.ndarray) -> float:
    return float(np.linalg.svd(x)[1][0]) if x.ndim == 2 else _length(x)


def _where_any(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return |a − b| / (|a| + |b|) entry by entry, 0 where both are 0."""
    both = np.abs(a) + np.abs(b)
    return np.asarray(np.abs(a - b) / np.where(both == 0, 1.0, both))


rel_error = Exercise(
    name="rel_error",
    points=4,
    law="rel_error(a, b) → float: ‖a − b‖ / (‖a‖ + ‖b‖), where ‖·‖ is the root of the sum of all squared entries; 0.0 if both are zero",
    cases=_cases,
    spec=_spec,
    outputs=("error",),
    weights={"core": 0.55, "tiny": 0.05, "opposite": 0.1, "zeros": 0.1, "scalars": 0.1, "integers": 0.05, "three axes": 0.05},
    read="section 1, how close is close",
    think="For a = (3, 4) and b = (3, 0): how long are a, b and a − b?",
    hints=(
        "How long is an array: which single number stands for all its entries?",
        "np.linalg.norm of an array without further arguments is the root of the sum of squares, whatever its shape.",
        "Numerator: one length. Denominator: a sum of two lengths, which is 0 only if both arrays are.",
    ),
    mistakes=(
        Mistake("difference-only", _quotient(_gap), "this is the length of the difference, relative to nothing", "What is 0.001 worth if a is 0.001 long, and if a is 1,000 long?", "absolute error"),
        Mistake("by-first", _quotient(lambda a, b: _gap(a, b) / _length(a)), "only ‖a‖ stands in the denominator", "Which value do you get for b = 0, and for a = 0?", "‖a‖ alone"),
        Mistake("by-second", _quotient(lambda a, b: _gap(a, b) / _length(b)), "only ‖b‖ stands in the denominator", "Which value do you get for b = 0, and for a = 0?", "‖b‖ alone"),
        Mistake("by-larger", _quotient(lambda a, b: _gap(a, b) / max(_length(a), _length(b))), "the denominator is the larger of the two lengths, the law has their sum", "Is the denominator one length or two?", "max for sum"),
        Mistake("by-product", _quotient(lambda a, b: _gap(a, b) / (_length(a) * _length(b))), "the denominator is the product of the two lengths", "Is the denominator a sum or a product?", ""),
        Mistake("by-sum-of-arrays", _quotient(lambda a, b: _gap(a, b) / _length(a + b)), "the denominator is ‖a + b‖, which is 0 for opposite arrays", "Is the length of a sum the sum of the lengths?", "‖a + b‖"),
        Mistake("sum-in-numerator", _quotient(lambda a, b: (_length(a) - _length(b)) / (_length(a) + _length(b))), "two lengths are subtracted where the law takes the length of a difference", "How long is a − b if b = −a?", "‖a‖ − ‖b‖"),
        Mistake("abs-of-lengths", _quotient(lambda a, b: abs(_length(a) - _length(b)) / (_length(a) + _length(b))), "two lengths are compared where the law takes the length of a difference", "How long is a − b if b = −a?", "|‖a‖ − ‖b‖|"),
        Mistake("precedence", _quotient(lambda a, b: _gap(a, b) / _length(a) + _length(b)), "‖b‖ is added to the quotient: a bracket is missing", "What does Python make of x / y + z?", "precedence"),
        Mistake("mean-of-lengths", scaled(lambda c: 2.0), "twice too large, as with the mean of the two lengths", "What is the largest value that the law can give?", "½ in the denominator"),
        Mistake("half", scaled(lambda c: 0.5), "half as large as the law", "What should come out for b = −a?", "factor 2 in the denominator"),
        Mistake("squared", _quotient(lambda a, b: _gap(a, b) ** 2 / (_length(a) ** 2 + _length(b) ** 2)), "squared lengths: the roots are missing", "Where is the root of the sum of squares taken?", "no sqrt"),
        Mistake("root-of-squares", _quotient(lambda a, b: _gap(a, b) / sqrt(_length(a) ** 2 + _length(b) ** 2)), "the denominator is the root of ‖a‖² + ‖b‖²", "Is the denominator a sum of lengths or of squares?", ""),
        Mistake("absolute-values", _quotient(lambda a, b: _abs_sum(a - b) / (_abs_sum(a) + _abs_sum(b))), "sums of absolute values in the place of lengths", "What is the length of (3, 4)?", "1-norm"),
        Mistake("largest-entries", _quotient(lambda a, b: np.abs(a - b).max() / (np.abs(a).max() + np.abs(b).max())), "largest entries in the place of lengths", "What is the length of (3, 4)?", "max-norm"),
        Mistake("largest-quotient", _quotient(lambda a, b: _where_any(a, b).max()), "this is the largest of the quotients of single entries", "Are the entries summed up before or after the division?", "CS231n's rel_error"),
        Mistake("mean-quotient", _quotient(lambda a, b: _where_any(a, b).mean()), "this is the mean of the quotients of single entries", "Are the entries summed up before or after the division?", "elementwise, then mean"),
        Mistake("signed-sums", _quotient(lambda a, b: (a - b).sum() / (a.sum() + b.sum())), "entries are summed with their signs, so that they can cancel", "How can a length be 0 for an array that is not?", "no absolute value"),
        Mistake("spectral", _quotient(lambda a, b: _spectral(a - b) / (_spectral(a) + _spectral(b))), "for matrices this is another norm: np.linalg.norm(a, 2) of a matrix is its largest singular value", "Which norm does np.linalg.norm take of a matrix without further arguments?", "spectral norm"),
        *(Mistake(f"eps-{e:g}", _eps(e), f"about {e:g} is added to the denominator, which spoils small gradients", "What comes out for a = 1e-9, b = −1e-9?", "ε in the denominator")
          for e in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
        *(Mistake(f"floor-{e:g}", _floor(e), f"the denominator is at least {e:g}, which spoils small gradients", "What comes out for a = 1e-13, b = −1e-13?", "max(…, ε) in the denominator")
          for e in (1.0, 1e-8, 1e-10, 1e-12)),
        Mistake("one-for-zeros", formula(lambda a, b: _spec(a, b) if np.any(a) or np.any(b) else 1.0), "two zero arrays are equal, and get an error of 1", "How far apart are two equal gradients?", ""),
        Mistake("zero-if-one-is", formula(lambda a, b: _spec(a, b) if np.any(a) and np.any(b) else 0.0), "the answer is 0 as soon as one of the arrays is zero; the law asks for both", "Is a gradient of zeros a good copy of one that is not?", "or for and"),
    ),
)  # fmt: skip
