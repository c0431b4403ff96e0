"""Pooling backwards by the oracle: every rule for a window is a forward that the derivative is taken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.checks.oracles import checkpoints
from course.exercises.lab08_convolution.layers import corners, pair

Pick = Callable[[Any], Any]
Places = Sequence[tuple[int, int, int, int]]


def best(value: Callable[[Any], Any] = lambda w: w, last: bool = False, by_columns: bool = False) -> Pick:
    """Return the rule that takes one entry of a window (..., h, k): the first that has the largest value.

    The choice looks at real parts only, so that a complex step passes through it.
    """

    def pick(w: Any) -> Any:
        w = np.swapaxes(w, -1, -2) if by_columns else w
        flat = w.reshape(*w.shape[:-2], -1)
        flat = flat[..., ::-1] if last else flat
        at = value(flat.real).argmax(-1)[..., None]
        return np.take_along_axis(flat, at, -1)[..., 0]

    return pick


def _largest(w: Any) -> Any:
    return w.real == w.real.max((-1, -2), keepdims=True)


def all_largest(w: Any) -> Any:
    """Return the sum of all maxima: each gets the whole gradient."""
    return (w * _largest(w)).sum((-1, -2))


def shared(w: Any) -> Any:
    """Return the mean of all maxima: they share the gradient."""
    return all_largest(w) / _largest(w).sum((-1, -2))


def mean(w: Any) -> Any:
    """Return the mean of a window."""
    return w.mean((-1, -2))


def total(w: Any) -> Any:
    """Return the sum of a window."""
    return w.sum((-1, -2))


def entry(i: int, j: int) -> Pick:
    """Return the rule that takes one fixed entry."""
    return lambda w: w[..., i, j]


def places(X: Any, size: Any, stride: Any) -> Places:
    """Return the windows of a pooling layer."""
    return list(corners(X.shape[2:], size, stride))


def route(dY: Any, X: Any, size: Any, where: Places, pick: Pick) -> np.ndarray:
    """Return the derivative of Σ dY·pick(window) by X (N, C, H, W), window by window."""
    X, dY, (h, k) = np.asarray(X, float), np.asarray(dY, float), pair(size)

    def forward(env: dict[str, Any]) -> Any:
        x, at = env["X"], {}
        for i, j, top, left in where:
            at[i, j] = pick(x[..., top : top + h, left : left + k])
        rows = [np.stack([at[i, j] for j in range(dY.shape[3])], -1) for i in range(dY.shape[2])]
        return np.stack(rows, -2)

    return np.asarray(checkpoints([("Y", forward)], {"X": X}, ("X",), dY)["X"])
