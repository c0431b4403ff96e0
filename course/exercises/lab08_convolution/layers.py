"""Forward specifications of the lab's layers, and the wrong forwards that several exercises share.

`conv` keeps leading axes in front of its arguments, so that the derivative oracle runs all perturbations in one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


def conv(X: Any, W: Any, b: Any, stride: int = 1, pad: int = 0) -> Any:
    """Cross-correlate X (..., N, C, H, W) with W (..., F, C, h, k), add b (..., F): (..., N, F, H′, W′)."""
    X = np.pad(X, [(0, 0)] * (X.ndim - 2) + [(pad, pad)] * 2)
    h, k = W.shape[-2:]
    rows, columns = ((size - s) // stride + 1 for size, s in zip(X.shape[-2:], (h, k), strict=True))
    Y = np.asarray(b)[..., None, :, None, None]
    for i in range(h):
        for j in range(k):
            window = X[..., i : i + stride * rows : stride, j : j + stride * columns : stride]
            Y = Y + np.einsum("...nchw,...fc->...nfhw", window, W[..., i, j])
    return Y


def flat_conv(X: Any, K: Any) -> np.ndarray:
    """Cross-correlate one image (H, W) with one kernel (h, k): (H − h + 1, W − k + 1)."""
    X, K = np.asarray(X, float), np.asarray(K, float)
    return np.asarray(conv(X[None, None], K[None, None], np.zeros(1))[0, 0])


def padded(X: Any, before: int, after: int | None = None, mode: str = "constant", **more: Any) -> np.ndarray:
    """Pad the last two axes of X (N, C, H, W); zeros unless `mode` says otherwise."""
    widths = (before, before if after is None else after)
    return np.pad(np.asarray(X, float), [(0, 0), (0, 0), widths, widths], mode, **more)  # type: ignore[call-overload,no-any-return]


def pair(value: Any) -> tuple[int, int]:
    """Return a step as (rows, columns)."""
    return (int(value), int(value)) if np.ndim(value) == 0 else (int(value[0]), int(value[1]))


def steps(size: Any, stride: Any) -> tuple[int, int]:
    """Return the step of a pooling window: its own size where no stride is given."""
    return pair(size) if stride is None else pair(stride)


def corners(shape: tuple[int, ...], size: Any, stride: Any) -> Iterator[tuple[int, int, int, int]]:
    """Return (i, j, y, x) of every complete window: its place in the output and its corner in the image."""
    (h, k), (s, t) = pair(size), steps(size, stride)
    for i in range((shape[0] - h) // s + 1):
        for j in range((shape[1] - k) // t + 1):
            yield i, j, i * s, j * t


def pooled(X: Any, size: Any, stride: Any, f: Callable[[np.ndarray], Any]) -> np.ndarray:
    """Apply `f` to every complete window (h, k) of X (N, C, H, W): (N, C, H′, W′)."""
    X, (h, k), (s, t) = np.asarray(X, float), pair(size), steps(size, stride)
    N, C, H, W = X.shape
    Y = np.zeros((N, C, (H - h) // s + 1, (W - k) // t + 1))
    for i, j, y, x in corners((H, W), size, stride):
        for n in range(N):
            for c in range(C):
                Y[n, c, i, j] = f(X[n, c, y : y + h, x : x + k])
    return Y


def widened(X: Any, size: Any, stride: Any, fill: float) -> np.ndarray:
    """Add rows and columns of `fill` at the end, so that the last incomplete window becomes complete."""
    X, (h, k), (s, t) = np.asarray(X, float), pair(size), steps(size, stride)
    H, W = X.shape[2:]
    more = [max(0, -(-(n - w) // d) * d + w - n) for n, w, d in ((H, h, s), (W, k, t))]
    return np.pad(X, [(0, 0), (0, 0), (0, more[0]), (0, more[1])], constant_values=fill)


def square(kernel: Any) -> bool:
    """Tell whether the last two axes are equally long, so that a transposed kernel fits."""
    return bool(kernel.shape[-1] == kernel.shape[-2])
