"""`avgpool_backward`: every entry of a window gets an equal share of the gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Exercise, Mistake
from course.checks.mistakes import formula, transposed
from course.exercises.lab08_convolution import routes
from course.exercises.lab08_convolution.layers import pair, steps
from course.exercises.lab08_convolution.maxpool_backward import cases
from course.exercises.lab08_convolution.routes import best, places, route
from course.exercises.lab08_convolution.windows import by, moved


def _spec(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
    return route(dY, X, size, places(X, size, stride), routes.mean)


def _over(divisor: Any) -> Any:
    """Predict another divisor: divisor takes (h, k, s, t)."""
    return formula(
        lambda dY, X, size, stride=None: (
            route(dY, X, size, places(X, size, stride), routes.total)
            / divisor(*pair(size), *steps(size, stride))
        )
    )


def _assigned(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
    (h, k), out = pair(size), np.zeros(X.shape)
    for i, j, y, x in places(X, size, stride):
        out[:, :, y : y + h, x : x + k] = dY[:, :, i : i + 1, j : j + 1] / (h * k)
    return out


def _averaged(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
    seen = route(np.ones(dY.shape), X, size, places(X, size, stride), routes.total)
    return np.asarray(_spec(dY, X, size, stride) / np.maximum(seen, 1))


avgpool_backward = Exercise(
    name="avgpool_backward",
    points=3,
    law="avgpool_backward(dY (N, C, H′, W′), X (N, C, H, W), size (h, k), stride=None) → dX: each entry of a window gets dY[n, c, i, j]/(h·k); where windows overlap, what arrives adds up",
    cases=cases,
    spec=_spec,
    outputs=("dX",),
    read="section 12, pooling backwards",
    think="In the smallest case, by how much does Y[0, 0, 0, 0] change when one entry of its window grows by 1?",
    hints=(
        "What is the derivative of a mean of h·k numbers by one of them?",
        "Each place (i, j) adds one number to every entry of its window.",
        "dX[:, :, slice, slice] += dY[:, :, i, j] with two new axes behind, divided by h·k.",
    ),
    mistakes=(
        Mistake("not-divided", by(routes.total), "every entry gets the whole gradient", "What is the derivative of a mean?", "1/(h·k) missing"),
        Mistake("to-the-maximum", by(best()), "the gradient goes to the largest entry: that is max pooling", "Which entries does a mean depend on?", "max pooling"),
        Mistake("divided-by-height", _over(lambda h, k, s, t: h), "the gradient is divided by the height of the window", "How many entries share it?", "h for h·k"),
        Mistake("divided-by-width", _over(lambda h, k, s, t: k), "the gradient is divided by the width of the window", "How many entries share it?", "k for h·k"),
        Mistake("divided-by-strides", _over(lambda h, k, s, t: s * t), "the gradient is divided by the product of the strides", "How many entries share it?", "s·t for h·k"),
        Mistake("divided-by-four", _over(lambda h, k, s, t: 4), "the gradient is always divided by 4", "How many entries has a window?", "hard-coded 2 × 2"),
        Mistake("divided-twice", _over(lambda h, k, s, t: (h * k) ** 2), "the gradient is divided by h·k twice", "How often is it shared?", ""),
        Mistake("overwritten", formula(_assigned), "where windows overlap, a later window wipes out what an earlier one has left", "A pixel that two windows see: how many terms has its gradient?", "= for +="),
        Mistake("overlap-averaged", formula(_averaged), "where windows overlap, dX is their mean", "A pixel that two windows see: is its gradient the sum or the mean?", ""),
        Mistake("upstream-ignored", formula(lambda dY, X, size, stride=None: _spec(np.ones(dY.shape), X, size, stride)), "dX does not depend on dY", "Where does dY enter?", ""),
        Mistake("first-entry", by(lambda w: w[..., 0, 0] / (w.shape[-1] * w.shape[-2])), "one entry of each window gets its share, the others nothing", "Which entries does a mean depend on?", "slice missing"),
        Mistake("whole-to-first-entry", by(routes.entry(0, 0)), "the upper left entry of each window gets the whole gradient", "Which entries does a mean depend on?", ""),
        Mistake("times-input", lambda c, r: r * c.X, "the gradient is multiplied by the input", "Does the derivative of a mean depend on X?", ""),
        Mistake("stride-ignored", by(routes.mean, where=moved(lambda s, size: size)), "the windows lie side by side, whatever stride says", "Where did the window of Y[…, i, j] begin?", "stride = size"),
        Mistake("stride-one", by(routes.mean, where=moved(lambda s, size: (1, 1))), "the windows lie at distance 1", "Where did the window of Y[…, i, j] begin?", "i for i·stride"),
        Mistake("stride-pair-swapped", by(routes.mean, where=moved(lambda s, size: s[::-1])), "the two strides have changed places", "Which stride belongs to the rows?", ""),
        Mistake("divided-by-n", lambda c, r: r / len(c.X), "dX is divided by N", "Do backward functions of layers divide, or does the loss?", "1/N"),
        Mistake("sign", lambda c, r: -r, "dX has the opposite sign", "Is dX the gradient or the step?", ""),
        Mistake("zero", lambda c, r: 0 * r, "dX is 0 everywhere", "Is dX ever written?", "a copy is filled"),
        Mistake("rows-and-columns-swapped", transposed(), "rows and columns of dX have changed places", "Which shape must dX have?", ""),
    ),
)  # fmt: skip
