"""`avgpool_backward`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("avgpool_backward", "a window for each place")
def _(dY, X, size, stride=None):
    (h, k), (s, t) = size, np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * s : i * s + h, j * t : j * t + k] += dY[:, :, i, j][:, :, None, None] / (h * k)
    return dX


@variant("avgpool_backward", "loops over the window")
def _(dY, X, size, stride=None):
    s, t = size if stride is None else (stride, stride) if isinstance(stride, int) else stride
    dX = np.zeros(X.shape)
    for a in range(size[0]):
        for b in range(size[1]):
            dX[:, :, a : a + s * dY.shape[2] : s, b : b + t * dY.shape[3] : t] += dY
    return dX / np.prod(size)


@variant("avgpool_backward", "two matrices")
def _(dY, X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)

    def bands(n, places, width, step):
        M = np.zeros((n, places))
        for i in range(places):
            M[i * step : i * step + width, i] = 1 / width
        return M

    rows = bands(X.shape[2], dY.shape[2], size[0], s)
    columns = bands(X.shape[3], dY.shape[3], size[1], t)
    return np.einsum("yi,xj,ncij->ncyx", rows, columns, dY)


@variant("avgpool_backward", "four loops, float32")
def _(dY, X, size, stride=None):
    (h, k), (s, t) = size, np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape, np.float32)
    for n, c, i, j in np.ndindex(*dY.shape):
        dX[n, c, i * s : i * s + h, j * t : j * t + k] += dY[n, c, i, j] / (h * k)
    return dX


BASE = """
def avgpool_backward(dY, X, size, stride=None):
    h, k = size
    if stride is None:
        stride = size
    s, t = (stride, stride) if np.isscalar(stride) else stride
    N, C, H, W = X.shape
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            y, x = i * s, j * t
            g = dY[:, :, i, j][:, :, None, None]
            dX[:, :, y : y + h, x : x + k] += g / (h * k)
    return dX
"""
AT = "dX[:, :, y : y + h, x : x + k]"
slips("avgpool_backward", BASE, [
    ("not-divided", "g / (h * k)", "g"),
    ("to-the-maximum", "g / (h * k)", "g * (X[:, :, y : y + h, x : x + k] == X[:, :, y : y + h, x : x + k].max(axis=(2, 3), keepdims=True))"),
    ("divided-by-height", "(h * k)", "h"),
    ("divided-by-width", "(h * k)", "k"),
    ("divided-by-strides", "(h * k)", "(s * t)"),
    ("divided-by-four", "(h * k)", "4"),
    ("divided-twice", "return dX", "return dX / (h * k)"),
    ("overwritten", "+=", "="),
    ("overlap-averaged", "    for i in", "    seen = np.zeros(X.shape)\n    for i in", "            g =", "            seen[:, :, y : y + h, x : x + k] += 1\n            g =", "return dX", "return dX / np.maximum(seen, 1)"),
    ("upstream-ignored", "g / (h * k)", "1 / (h * k)"),
    ("first-entry", AT, "dX[:, :, y : y + 1, x : x + 1]"),
    ("whole-to-first-entry", AT, "dX[:, :, y : y + 1, x : x + 1]", "g / (h * k)", "g"),
    ("times-input", "return dX", "return dX * X"),
    ("stride-ignored", "i * s, j * t", "i * h, j * k"),
    ("stride-one", "i * s, j * t", "i, j"),
    ("stride-pair-swapped", "s, t = (stride", "t, s = (stride"),
    ("divided-by-n", "return dX", "return dX / N"),
    ("sign", "return dX", "return -dX"),
    ("zero", "return dX", "return np.zeros(X.shape)"),
    ("rows-and-columns-swapped", "return dX", "return dX.transpose(0, 1, 3, 2)"),
    ("returns-none", "return dX", "dX"),
    ("crash", "h, k = size", "h, k, _ = size"),
    ("shape", "return dX", "return dX[:, :, : y + h, : x + k][:, :, None]"),
])
