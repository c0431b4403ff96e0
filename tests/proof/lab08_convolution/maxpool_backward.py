"""`maxpool_backward`: right in other styles, and wrong as students write it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("maxpool_backward", "arg-max in four loops")
def _(dY, X, size, stride=None):
    h, k = size
    s, t = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(*dY.shape):
        window = X[n, c, i * s : i * s + h, j * t : j * t + k]
        a, b = np.unravel_index(window.argmax(), window.shape)
        dX[n, c, i * s + a, j * t + b] += dY[n, c, i, j]
    return dX


@variant("maxpool_backward", "plain loops")
def _(dY, X, size, stride=None):
    h, k = size
    if stride is None:
        stride = size
    s, t = stride if isinstance(stride, tuple) else (stride, stride)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    top, left = i * s, j * t
                    for a in range(h):
                        for b in range(k):
                            if X[n, c, i * s + a, j * t + b] > X[n, c, top, left]:
                                top, left = i * s + a, j * t + b
                    dX[n, c, top, left] += dY[n, c, i, j]
    return dX


@variant("maxpool_backward", "np.add.at on windows as a view")
def _(dY, X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    windows = sliding_window_view(X, size, (2, 3))[:, :, ::s, ::t]
    a, b = np.divmod(windows.reshape(*dY.shape, -1).argmax(-1), size[1])
    n, c, i, j = np.indices(dY.shape)
    dX = np.zeros(X.shape)
    np.add.at(dX, (n, c, i * s + a, j * t + b), dY)
    return dX


@variant("maxpool_backward", "equal shares at a tie")
def _(dY, X, size, stride=None):
    (h, k), (s, t) = size, np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            at = np.s_[:, :, i * s : i * s + h, j * t : j * t + k]
            mask = X[at] == X[at].max((2, 3), keepdims=True)
            dX[at] += mask / mask.sum((2, 3), keepdims=True) * dY[:, :, i : i + 1, j : j + 1]
    return dX


@variant("maxpool_backward", "the last maximum at a tie")
def _(dY, X, size, stride=None):
    (h, k), (s, t) = size, np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape, np.float32)
    for n, c, i, j in np.ndindex(*dY.shape):
        best = None
        for a in range(h):
            for b in range(k):
                if best is None or X[n, c, i * s + a, j * t + b] >= X[n, c, best[0], best[1]]:
                    best = i * s + a, j * t + b
        dX[n, c, best[0], best[1]] += dY[n, c, i, j]
    return dX


BASE = """
def maxpool_backward(dY, X, size, stride=None):
    h, k = size
    if stride is None:
        stride = size
    s, t = (stride, stride) if np.isscalar(stride) else stride
    N, C, H, W = X.shape
    dX = np.zeros(X.shape)
    for n in range(N):
        for c in range(C):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    y, x = i * s, j * t
                    block = X[n, c, y : y + h, x : x + k]
                    a, b = divmod(block.argmax(), k)
                    dX[n, c, y + a, x + b] += dY[n, c, i, j]
    return dX
"""
ARG, ADD = "divmod(block.argmax(), k)", "dX[n, c, y + a, x + b] += dY[n, c, i, j]"
WHOLE = "dX[n, c, y : y + h, x : x + k]"
slips("maxpool_backward", BASE, [
    ("counted-twice", ADD, WHOLE + " += dY[n, c, i, j] * (block == block.max())"),
    ("every-pixel", ADD, WHOLE + " += dY[n, c, i, j]"),
    ("shared-by-all", ADD, WHOLE + " += dY[n, c, i, j] / (h * k)"),
    ("to-the-minimum", "argmax", "argmin"),
    ("to-the-largest-magnitude", "block.argmax()", "np.abs(block).argmax()"),
    ("to-the-first-entry", ARG, "0, 0"),
    ("to-the-last-entry", ARG, "h - 1, k - 1"),
    ("window-overwritten", ADD, WHOLE + " = 0\n                    dX[n, c, y + a, x + b] = dY[n, c, i, j]"),
    ("winner-overwritten", "+= dY", "= dY"),
    ("upstream-ignored", "+= dY[n, c, i, j]", "+= 1"),
    ("times-the-maximum", "+= dY[n, c, i, j]", "+= dY[n, c, i, j] * block.max()"),
    ("maximum-not-gradient", "+= dY[n, c, i, j]", "+= block.max()"),
    ("negative-windows-lost", "return dX", "return dX * (X > 0)"),
    ("row-by-height", ARG, "divmod(block.argmax(), h)"),
    ("row-and-column-swapped", "a, b = divmod", "b, a = divmod"),
    ("column-by-column", "a, b = " + ARG, "b, a = divmod(block.argmax(), h)"),
    ("stride-ignored", "i * s, j * t", "i * h, j * k"),
    ("stride-one", "i * s, j * t", "i, j"),
    ("stride-pair-swapped", "s, t = (stride", "t, s = (stride"),
    ("first-stride-for-both", "j * t", "j * s"),
    ("second-stride-for-both", "i * s", "i * t"),
    ("across-channels", ADD, "if block.max() == X[n, :, y : y + h, x : x + k].max():\n                        " + ADD),
    ("one-winner-a-map", "block = X[n, c, y : y + h, x : x + k]", "y, x, k, block = 0, 0, W, X[n, c]"),
    ("divided-by-window", "+= dY[n, c, i, j]", "+= dY[n, c, i, j] / (h * k)"),
    ("divided-by-n", "return dX", "return dX / N"),
    ("sign", "return dX", "return -dX"),
    ("zero", "return dX", "return np.zeros_like(dX)"),
    ("rows-and-columns-swapped", "return dX", "return dX.transpose(0, 1, 3, 2)"),
    ("returns-none", "return dX", "dX"),
    ("crash", "h, k = size", "h, k, _ = size"),
    ("mutates-input", "dX = np.zeros(X.shape)", "dX = X; dX -= dX if X.dtype == float else dX"),
])
slips("maxpool_backward", """
def maxpool_backward(dY, X, size, stride=None):
    (h, k), (s, t) = size, np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            y, x = i * s, j * t
            block = X[:, :, y : y + h, x : x + k]
            mask = block == block.max(axis=(2, 3), keepdims=True)
            dX[:, :, y : y + h, x : x + k] += mask * dY[:, :, i, j][:, :, None, None]
    return dX
""", [
    ("counted-twice", "return dX", "return dX + 0"),
    ("every-pixel", "mask * dY", "dY"),
])
