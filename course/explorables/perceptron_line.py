"""The perceptron's line: points of two classes, and a line that moves at each mistake (lab 1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import traitlets as t
from numpy.typing import ArrayLike, NDArray

from course.explorables.base import Explorable
from course.explorables.poster import plane_svg

__all__ = ["PerceptronLine"]

Floats = NDArray[np.float64]
Update = Callable[[Floats, NDArray[np.int_], Floats, float, NDArray[np.int_]], tuple[Floats, int]]

# The first mistake of this start turns 3 wrong points into 9; the fifth epoch is the first without a mistake.
POINTS = (
    (2.4, 2.4, 1), (2.1, -1.3, -1), (-0.1, 2.5, 1), (1.0, -2.2, -1), (-2.3, 1.0, -1), (1.4, 0.7, 1),
    (-1.3, 0.3, -1), (2.1, 0.9, 1), (-2.6, -1.1, -1), (2.2, 0.3, 1), (-1.6, 0.8, -1), (2.1, -0.3, 1),
)  # fmt: skip
START = (0.5, 1.0, -1.0)


class PerceptronLine(Explorable):
    """Points of two classes and the line ``w[0] + w[1] x1 + w[2] x2 = 0`` of a perceptron.

    Parameters
    ----------
    X : array_like of shape (N, 2), optional
        Positions of the points; a small separable set by default.
    y : array_like of shape (N,), optional
        Classes, +1 or -1.
    w : array_like of shape (3,), optional
        First weights, bias first.
    eta : float
        Learning rate, between 0.1 and 2.
    update : callable, optional
        The student's ``perceptron_epoch(X, y, w, eta, order) -> (w_new, n_mistakes)``. It visits the points
        of `order` and predicts +1 where ``w[0] + x @ w[1:] > 0``; on a mistake w becomes
        w + eta * y_n * (1, x_n).

    Attributes
    ----------
    points : list of [x1, x2, y]
        The points as they are now.
    w : list of 3 floats
        The weights as they are now.
    mistakes : list of int
        Mistakes of each epoch; the last one may still be running.
    cursor : int
        How many points the running epoch has visited.
    history : list of lists of 3 floats
        The weights after each of the last 20 steps or epochs, oldest first.

    Examples
    --------
    >>> PerceptronLine(X=[[0, 0, 0]], y=[1])
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (N, 2), got (1, 3): choose two columns, for example X[:, :2]
    """

    parts: ClassVar[tuple[str, ...]] = ("plane.js", "panel.js", "perceptron_words.js", "perceptron_line.js")
    title: ClassVar[str] = "The perceptron's line"

    points = t.List(t.List(t.CFloat())).tag(sync=True)
    w = t.List(t.CFloat(), minlen=3, maxlen=3, default_value=list(START)).tag(sync=True)
    start = t.List(t.CFloat(), minlen=3, maxlen=3, default_value=list(START)).tag(sync=True)
    eta = t.CFloat(1.0, min=0.1, max=2.0).tag(sync=True)
    cursor = t.Int(0, min=0).tag(sync=True)
    mistakes = t.List(t.Int()).tag(sync=True)
    history = t.List(t.List(t.CFloat())).tag(sync=True)
    view = t.List(t.CFloat(), minlen=4, maxlen=4).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        w: ArrayLike = START,
        eta: float = 1.0,
        update: Update | None = None,
        **more: Any,
    ) -> None:
        points = _points(X, y)
        first = _weights(w, "w")
        view = _square(points)
        super().__init__(code=update, points=points, w=first, start=first, eta=eta, view=view, **more)

    @t.validate("points")
    def _valid_points(self, proposal: dict[str, Any]) -> list[list[float]]:
        value: list[list[float]] = proposal["value"]
        if any(len(point) != 3 or point[2] not in (-1, 1) for point in value):
            message = "points must be a list of [x1, x2, y] with y = +1 or -1"
            raise t.TraitError(message)
        return value

    def answer(self, code: Update, question: dict[str, Any]) -> dict[str, Any]:
        """Return what the student's function makes of the visits `order`, checked for its form only.

        Parameters
        ----------
        code : callable
            The student's ``perceptron_epoch``.
        question : dict
            points, w, eta and order, as the front end has them.

        Returns
        -------
        dict
            ``w`` (3 floats) and ``mistakes`` (int).

        Raises
        ------
        TypeError, ValueError
            If the function does not return ``(w_new, n_mistakes)``.
        """
        table = np.asarray(question["points"], dtype=np.float64).reshape(-1, 3)  # (N, 3)
        w = np.asarray(question["w"], dtype=np.float64)  # (3,)
        order = np.asarray(question["order"], dtype=np.int_)
        result: Any = code(table[:, :2].copy(), table[:, 2].astype(np.int_), w, float(question["eta"]), order)
        if not (isinstance(result, (tuple, list)) and len(result) == 2):
            message = f"it must return (w_new, n_mistakes), got {_kind(result)}"
            raise TypeError(message)
        mistakes = np.asarray(result[1])
        if mistakes.ndim or mistakes.dtype.kind not in "iufb" or not np.isfinite(mistakes):
            message = f"n_mistakes must be one number, got {_kind(result[1])}"
            raise TypeError(message)
        return {"w": _weights(result[0], "w_new"), "mistakes": int(mistakes)}

    def poster(self) -> str:
        """Return the present points and line as a static SVG."""
        label = f"{len(self.points)} points of two classes and the line w[0] + w[1] x1 + w[2] x2 = 0"
        return plane_svg(self.points, self.w, self.view, label)


def _points(X: ArrayLike | None, y: ArrayLike | None) -> list[list[float]]:
    """Return [x1, x2, y] rows of valid data."""
    if X is None and y is None:
        return [[float(value) for value in point] for point in POINTS]
    if X is None or y is None:
        message = "X and y belong together, got only one of them: pass both"
        raise ValueError(message)
    positions, classes = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if positions.ndim != 2 or positions.shape[1] != 2:
        message = f"X must have shape (N, 2), got {positions.shape}: choose two columns, for example X[:, :2]"
        raise ValueError(message)
    if classes.shape != (len(positions),):
        message = f"y must have shape ({len(positions)},), one class for each row of X, got {classes.shape}"
        raise ValueError(message)
    if not np.isfinite(positions).all():
        message = "X must be finite, got NaN or infinity: remove these rows"
        raise ValueError(message)
    if not np.isin(classes, (-1.0, 1.0)).all():
        odd = classes[~np.isin(classes, (-1.0, 1.0))][0]
        message = f"y must hold +1 and -1 only, got {odd:g}: classes 0 and 1 become 2 * y - 1"
        raise ValueError(message)
    rows: list[list[float]] = np.column_stack([positions, classes]).tolist()
    return rows


def _weights(w: Any, name: str) -> list[float]:
    """Return three finite floats, or say what is wrong with them."""
    array = np.asarray(w, dtype=np.float64)
    if array.shape != (3,):
        message = f"{name} must have shape (3,), bias first, got {array.shape}"
        raise ValueError(message)
    if not np.isfinite(array).all():
        message = f"{name} must be finite, got {array.tolist()}"
        raise ValueError(message)
    values: list[float] = array.tolist()
    return values


def _square(points: Sequence[Sequence[float]]) -> list[float]:
    """Return a square of the plane with all points and some margin: low1, high1, low2, high2.

    Examples
    --------
    >>> _square([[0.0, 1.0, 1.0], [4.0, 1.0, -1.0]])
    [-0.5, 4.5, -1.5, 3.5]
    """
    if not points:
        return [-3.0, 3.0, -3.0, 3.0]
    table = np.asarray(points)[:, :2]  # (N, 2)
    low, high = table.min(axis=0), table.max(axis=0)
    centre, half = (low + high) / 2, max((high - low).max() / 2, 1e-6) * 1.2
    if half > 1:  # round edges read better
        centre, half = np.round(2 * centre) / 2, np.ceil(2 * (half + 0.05)) / 2
    return [float(v) for v in (centre[0] - half, centre[0] + half, centre[1] - half, centre[1] + half)]


def _kind(value: Any) -> str:
    return (
        f"{type(value).__name__} of shape {value.shape}"
        if isinstance(value, np.ndarray)
        else type(value).__name__
    )
