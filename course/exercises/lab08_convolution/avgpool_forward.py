"""`avgpool_forward`: the mean of each window."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Exercise, Mistake
from course.checks.mistakes import formula
from course.exercises.lab08_convolution.layers import pair, pooled, steps
from course.exercises.lab08_convolution.pooling import LAW, cases, other, windows_and_strides


def _spec(X: Any, size: Any, stride: Any = None) -> np.ndarray:
    return pooled(X, size, stride, np.mean)


def _over(divisor: Any) -> Any:
    """Predict the sum of each window over another number: divisor takes (h, k, s, t)."""
    return formula(
        lambda X, size, stride=None: (
            pooled(X, size, stride, np.sum) / divisor(*pair(size), *steps(size, stride))
        )
    )


avgpool_forward = Exercise(
    name="avgpool_forward",
    points=2,
    law="avgpool_forward" + LAW.format("mean"),
    cases=cases,
    spec=_spec,
    outputs=("Y",),
    read="section 9, pooling",
    think="Which numbers lie in the first window of the smallest case, and by how many are they divided?",
    hints=(
        "What of maxpool_forward has to change?",
        "The slice is the same; the mean runs over its last two axes.",
        "Replace the maximum by the mean, and nothing else.",
    ),
    mistakes=(
        other("maximum", np.max, "this is the largest number of each window", "Which number of a window does the law name?", "max pooling"),
        other("minimum", np.min, "this is the smallest number of each window", "Which number of a window does the law name?", ""),
        other("absolute", lambda w: np.abs(w).mean(), "the signs are lost before the mean", "Do negative numbers count as negative?", "mean of |x|"),
        other("rounded-down", lambda w: np.floor(w.sum() / w.size), "the mean is rounded down", "/ or //?", "whole division"),
        other("middle-of-range", lambda w: (w.min() + w.max()) / 2, "this is the middle between the largest and the smallest number", "How many numbers does the mean take in?", ""),
        Mistake("divided-by-height", _over(lambda h, k, s, t: h), "the sum is divided by the height of the window", "How many numbers has a window?", "h for h·k"),
        Mistake("divided-by-width", _over(lambda h, k, s, t: k), "the sum is divided by the width of the window", "How many numbers has a window?", "k for h·k"),
        Mistake("divided-by-strides", _over(lambda h, k, s, t: s * t), "the sum is divided by the product of the strides", "How many numbers has a window?", "s·t for h·k"),
        Mistake("divided-by-four", _over(lambda h, k, s, t: 4), "the sum is always divided by 4", "How many numbers has a window?", "hard-coded 2 × 2"),
        *windows_and_strides(np.mean, "mean"),
    ),
)  # fmt: skip
