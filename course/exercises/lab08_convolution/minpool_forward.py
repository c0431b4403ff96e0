"""`minpool_forward`: the smallest number of each window."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Exercise
from course.exercises.lab08_convolution.layers import pooled
from course.exercises.lab08_convolution.pooling import (
    LAW,
    cases,
    other,
    smallest_magnitude,
    windows_and_strides,
)


def _spec(X: Any, size: Any, stride: Any = None) -> np.ndarray:
    return pooled(X, size, stride, np.min)


minpool_forward = Exercise(
    name="minpool_forward",
    points=1,
    law="minpool_forward" + LAW.format("minimum"),
    cases=cases,
    spec=_spec,
    outputs=("Y",),
    read="section 9, pooling",
    think="Which numbers lie in the first window of the smallest case?",
    hints=(
        "The smallest number of a window is the largest of which numbers?",
        "min(x) = −max(−x).",
        "Call maxpool_forward with −X and turn the sign round, or take the minimum of the same slice.",
    ),
    mistakes=(
        other("mean", np.mean, "this is the mean of each window", "Which number of a window does the law name?", "average pooling"),
        other("maximum", np.max, "this is the largest number of each window", "Which number of a window does the law name?", "max for min"),
        other("negated-once", lambda w: -w.max(), "this is −max(x)", "On how many sides of max does the minus stand?", "min(x) = −max(x)"),
        other("negated-inside", lambda w: (-w).max(), "this is max(−x)", "On how many sides of max does the minus stand?", "outer minus missing"),
        other("absolute", lambda w: np.abs(w).min(), "the sign is lost: this is the smallest absolute value", "What is the minimum of −3 and 1?", "min of |x|"),
        other("smallest-magnitude", smallest_magnitude, "the number nearest to 0 is taken", "What is the minimum of −3 and 1?", "arg-min of |x|"),
        other("starts-at-zero", lambda w: min(0.0, w.min()), "a window of positive numbers gives 0", "With which number does your running minimum begin?", "running minimum from 0"),
        other("position", np.argmin, "this is the position of the minimum in its window, not its value", "argmin or min?", "argmin"),
        *windows_and_strides(np.min, "minimum"),
    ),
)  # fmt: skip
