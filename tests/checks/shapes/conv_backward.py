"""`conv_backward`: shape 2, the derivative of a specification written with leading axes."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import flipped, rolled, scaled
from course.checks.oracles import checkpoints


def conv(X: Any, W: Any, b: Any, stride: int, pad: int) -> Any:
    """Cross-correlate with leading axes: X (..., N, C, H, W), W (..., F, C, h, k), b (..., F) → (..., N, F, H′, W′)."""
    X = np.pad(X, [(0, 0)] * (X.ndim - 2) + [(pad, pad)] * 2)
    h, k = W.shape[-2:]
    rows, columns = ((size - s) // stride + 1 for size, s in zip(X.shape[-2:], (h, k), strict=True))
    Y = b[..., None, :, None, None]
    for i in range(h):
        for j in range(k):
            window = X[..., i : i + stride * rows : stride, j : j + stride * columns : stride]
            Y = Y + np.einsum("...nchw,...fc->...nfhw", window, W[..., i, j])
    return Y


def _gradients(dY: Any, X: Any, W: Any, stride: int = 1, pad: int = 0) -> tuple[Any, Any, Any]:
    steps = [("Y", lambda e: conv(e["X"], e["W"], e["b"], stride, pad))]
    d = checkpoints(steps, {"X": X, "W": W, "b": np.zeros(len(W))}, ("X", "W", "b"), dY)
    return d["X"], d["W"], d["b"]


def _pairs(dY: Any) -> Iterator[tuple[int, int]]:
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            yield i, j


def _last_window(c: SimpleNamespace, right: Any) -> Any:
    """Predict a dX in which each window overwrites what an earlier one has left."""
    stride, pad = getattr(c, "stride", 1), getattr(c, "pad", 0)
    h, k = c.W.shape[2:]
    out = np.zeros(np.pad(c.X, [(0, 0), (0, 0), (pad, pad), (pad, pad)]).shape)
    for i, j in _pairs(c.dY):
        y, x = i * stride, j * stride
        out[:, :, y : y + h, x : x + k] = np.einsum("nf,fcij->ncij", c.dY[:, :, i, j], c.W)
    return out[:, :, pad : out.shape[2] - pad, pad : out.shape[3] - pad], right[1], right[2]


def _flipped_kernel(c: SimpleNamespace, right: Any) -> Any:
    stride, pad = getattr(c, "stride", 1), getattr(c, "pad", 0)
    return _gradients(c.dY, c.X, c.W[:, :, ::-1, ::-1], stride, pad)[0], right[1], right[2]


def _uncropped(c: SimpleNamespace, right: Any) -> Any:
    """Predict a dX cut at the end of the padded image: shifted by `pad`."""
    stride, pad = getattr(c, "stride", 1), getattr(c, "pad", 0)
    X = np.pad(c.X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    whole = _gradients(c.dY, X, c.W, stride, 0)[0]
    return whole[:, :, : c.X.shape[2], : c.X.shape[3]], right[1], right[2]


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(
        n: int,
        c: int,
        size: tuple[int, int],
        f: int,
        kernel: tuple[int, int],
        stride: int = 1,
        pad: int = 0,
        **where: Any,
    ) -> Case:
        X, W = rng.normal(size=(n, c, *size)), rng.normal(size=(f, c, *kernel))
        dY = rng.normal(size=conv(X, W, np.zeros(f), stride, pad).shape)
        given = {"dY": dY, "X": X, "W": W} | (
            {"stride": stride, "pad": pad} if (stride, pad) != (1, 0) else {}
        )
        return Case(given, **where)

    yield case(1, 1, (3, 2), 1, (2, 2))
    yield case(2, 3, (5, 4), 2, (3, 2))
    yield case(3, 1, (4, 6), 2, (2, 3))
    yield case(2, 2, (4, 5), 3, (3, 2), pad=1, family="padding", level=EDGE)
    yield case(1, 2, (3, 4), 2, (2, 3), pad=2, family="padding", level=EDGE)
    yield case(2, 1, (6, 5), 2, (3, 2), stride=2, family="strides", level=EDGE)
    yield case(1, 2, (7, 6), 1, (2, 3), stride=3, pad=1, family="strides", level=EDGE)
    yield case(2, 2, (2, 2), 2, (2, 2), family="all sizes equal", level=EDGE)
    yield case(3, 3, (3, 3), 3, (3, 3), pad=1, family="all sizes equal", level=EDGE)
    yield case(2, 2, (3, 4), 3, (1, 1), family="1 × 1 kernel", level=EDGE)


def _places(c: SimpleNamespace) -> float:
    return 1 / (len(c.X) * c.dY.shape[2] * c.dY.shape[3])


conv_backward = Exercise(
    name="conv_backward",
    points=20,
    law="conv_backward(dY (N, F, H′, W′), X (N, C, H, W), W (F, C, h, k), stride=1, pad=0) → (dX, dW, db): sums, no averages",
    cases=_cases,
    spec=_gradients,
    outputs=("dX", "dW", "db"),
    mistakes=(
        Mistake("dX-last-window-only", _last_window, "where windows overlap, dX keeps the last contribution"),
        Mistake("dX-kernel-flipped", _flipped_kernel, "W is flipped in dX"),
        Mistake("dX-cropped-wrongly", _uncropped, "dX is shifted by the padding"),
        Mistake("dW-flipped", flipped((-2, -1), on=1), "dW is flipped on both axes"),
        Mistake("dW-averaged", scaled(lambda c: 1 / len(c.X), on=1), "dW is divided by N"),
        Mistake("db-averaged", scaled(_places, on=2), "db is a mean over examples and places, the law has a sum"),
        Mistake("db-per-example", scaled(lambda c: 1 / len(c.X), on=2), "db is divided by N"),
        Mistake("dX-shifted", rolled(1, -1, on=0), "dX is shifted by one column"),
    ),
)  # fmt: skip
