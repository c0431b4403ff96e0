"""The gradients of a convolutional layer by the oracle, and what students' wrong ones are made of."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import Holds
from course.checks.mistakes import ANY, Predict
from course.checks.oracles import checkpoints
from course.exercises.lab08_convolution.layers import conv, padded

OUTPUTS = ("dX", "dW", "db")


def gradients(
    dY: Any, X: Any, W: Any, stride: int, pad: int, wrt: tuple[str, ...] = ("X", "W", "b")
) -> tuple[Any, ...]:
    """Return the derivatives of Σ dY · conv(X, W, b) by the names in `wrt`."""
    steps = [("Y", lambda e: conv(e["X"], e["W"], e["b"], stride, pad))]
    d = checkpoints(steps, {"X": X, "W": W, "b": np.zeros(len(W))}, wrt, np.asarray(dY, float))
    return tuple(d[name] for name in wrt)


def on(output: str, f: Callable[[SimpleNamespace, Any], Any]) -> Predict:
    """Change one output and leave the others right; where a law takes the place of an answer, say nothing."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        if isinstance(right, Holds):
            return ANY
        out, at = list(right), OUTPUTS.index(output)
        out[at] = f(_plain(c), right[at])
        return ANY if out[at] is ANY else tuple(out)

    return predict


def on_all(f: Callable[[SimpleNamespace, Any], Any]) -> Predict:
    """Change all outputs; where a law takes the place of an answer, say nothing."""
    return lambda c, right: ANY if isinstance(right, Holds) else f(_plain(c), right)


def _plain(c: SimpleNamespace) -> SimpleNamespace:
    """Return the arguments as float64, with defaults."""
    dY, X, W = (np.asarray(a, float) for a in (c.dY, c.X, c.W))
    return SimpleNamespace(dY=dY, X=X, W=W, s=getattr(c, "stride", 1), p=getattr(c, "pad", 0))


def dX(c: SimpleNamespace, **other: Any) -> Any:
    """Return the derivative by X, with other arguments than the case's."""
    given = {"dY": c.dY, "X": c.X, "W": c.W, "stride": c.s, "pad": c.p} | other
    return gradients(**given, wrt=("X",))[0]


def dW(c: SimpleNamespace, **other: Any) -> Any:
    """Return the derivative by W, with other arguments than the case's."""
    given = {"dY": c.dY, "X": c.X, "W": c.W, "stride": c.s, "pad": c.p} | other
    return gradients(**given, wrt=("W",))[0]


def last_window(c: SimpleNamespace, right: Any) -> Any:
    """Predict a dX in which each window overwrites what an earlier one has left."""
    (h, k), out = c.W.shape[2:], padded(0 * c.X, c.p)
    for i in range(c.dY.shape[2]):
        for j in range(c.dY.shape[3]):
            y, x = i * c.s, j * c.s
            out[:, :, y : y + h, x : x + k] = np.einsum("nf,fcij->ncij", c.dY[:, :, i, j], c.W)
    return out[:, :, c.p : out.shape[2] - c.p, c.p : out.shape[3] - c.p]


def whole(c: SimpleNamespace) -> Any:
    """Return the gradient of the padded image."""
    return dX(c, X=padded(c.X, c.p), pad=0)


def crop(c: SimpleNamespace, start: int) -> Any:
    """Cut the gradient of the padded image to the size of X, beginning at `start`."""
    return whole(c)[:, :, start : start + c.X.shape[2], start : start + c.X.shape[3]]


def near(c: SimpleNamespace) -> dict[str, Any]:
    """Return the arguments of a backward pass whose windows lie at distance 1."""
    shape = conv(c.X, c.W, np.zeros(len(c.W)), 1, c.p).shape
    dY = np.zeros(shape)
    dY[:, :, : c.dY.shape[2], : c.dY.shape[3]] = c.dY
    return {"dY": dY, "stride": 1}


def one_place(dY: np.ndarray, at: int) -> np.ndarray:
    """Return dY with zeros everywhere but at one place."""
    out = np.zeros(dY.shape)
    out[:, :, at, at] = dY[:, :, at, at]
    return out


def counted(c: SimpleNamespace) -> Any:
    """Return by how many windows each pixel is seen."""
    return np.maximum(dX(c, dY=np.ones((len(c.X), 1, *c.dY.shape[2:])), W=np.ones((1, *c.W.shape[1:]))), 1)
