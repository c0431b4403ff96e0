"""Predictions for pooling backwards: another rule for a window, or other windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.checks.mistakes import ANY, formula
from course.exercises.lab08_convolution import routes
from course.exercises.lab08_convolution.layers import pair, steps
from course.exercises.lab08_convolution.routes import places, route


def by(pick: routes.Pick, **window: Any) -> Any:
    """Predict another rule, or other windows: size and where take (size, stride) and (X, size, stride)."""
    size_of, where = window.get("size", lambda size, stride: size), window.get("where", places)
    return formula(
        lambda dY, X, size, stride=None: _fitted(dY, X, size_of(size, stride), where(X, size, stride), pick)
    )


def _fitted(dY: Any, X: Any, size: Any, where: Any, pick: routes.Pick) -> Any:
    (h, k), inside = pair(size), {(i, j) for i, j, _, _ in where}
    late = any(y + h > X.shape[2] or x + k > X.shape[3] for _, _, y, x in where)
    if late or inside < {(i, j) for i in range(dY.shape[2]) for j in range(dY.shape[3])}:
        return ANY
    return route(dY, X, size, where, pick)


def moved(step: Callable[[tuple[int, int], tuple[int, int]], tuple[int, int]]) -> Any:
    """Return windows of the right number at another distance: step takes (strides, size)."""

    def where(X: Any, size: Any, stride: Any) -> Any:
        s, t = step(steps(size, stride), pair(size))
        return [(i, j, i * s, j * t) for i, j, _, _ in places(X, size, stride)]

    return where
