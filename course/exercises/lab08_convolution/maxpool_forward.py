"""`maxpool_forward`: the largest number of each window."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Exercise
from course.exercises.lab08_convolution.layers import pooled
from course.exercises.lab08_convolution.pooling import (
    LAW,
    cases,
    largest_magnitude,
    other,
    windows_and_strides,
)


def _spec(X: Any, size: Any, stride: Any = None) -> np.ndarray:
    return pooled(X, size, stride, np.max)


maxpool_forward = Exercise(
    name="maxpool_forward",
    points=6,
    law="maxpool_forward" + LAW.format("maximum"),
    cases=cases,
    spec=_spec,
    outputs=("Y",),
    read="section 9, pooling",
    think="Which numbers lie in the first window of the smallest case, and where does the second window begin?",
    hints=(
        "Which slice of X holds the window of Y[:, :, i, j], for all images and channels at once?",
        "X[:, :, i·s : i·s + h, j·t : j·t + k] has shape (N, C, h, k); over which of its axes does the maximum run?",
        "stride = size if stride is None; one int stands for both directions; the number of places is that of out_size.",
    ),
    mistakes=(
        other("mean", np.mean, "this is the mean of each window", "Which number of a window does the law name?", "average pooling"),
        other("minimum", np.min, "this is the smallest number of each window", "Which number of a window does the law name?", "min for max"),
        other("absolute", lambda w: np.abs(w).max(), "the sign is lost: this is the largest absolute value", "What is the maximum of −3 and −1?", "max of |x|"),
        other("largest-magnitude", largest_magnitude, "the number furthest from 0 is taken", "What is the maximum of −3 and −1?", "arg-max of |x|"),
        other("starts-at-zero", lambda w: max(0.0, w.max()), "a window of negative numbers gives 0", "With which number does your running maximum begin?", "running maximum from 0, or ReLU"),
        other("position", np.argmax, "this is the position of the maximum in its window, not its value", "argmax or max?", "argmax"),
        other("range", np.ptp, "this is the difference between the largest and the smallest number", "Which number of a window does the law name?", ""),
        *windows_and_strides(np.max, "maximum"),
    ),
)  # fmt: skip
