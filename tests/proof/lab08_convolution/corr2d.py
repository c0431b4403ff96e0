"""`corr2d`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("corr2d", "reference")
def corr2d(X, K):
    h, k = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - k + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = np.sum(X[i : i + h, j : j + k] * K)
    return Y


@variant("corr2d", "plain loops")
def _(X, K):
    H, W = X.shape
    h, k = K.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            for a in range(h):
                for b in range(k):
                    Y[i, j] += X[i + a, j + b] * K[a, b]
    return Y


@variant("corr2d", "windows as a view")
def _(X, K):
    return np.einsum("ijab,ab->ij", np.lib.stride_tricks.sliding_window_view(X, K.shape), K)


@variant("corr2d", "a sum of shifted images")
def _(X, K):
    h, k = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - k + 1
    return sum(float(K[a, b]) * X[a : a + rows, b : b + columns] for a in range(h) for b in range(k))


@variant("corr2d", "matrix product of unrolled windows")
def _(X, K):
    h, k = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - k + 1
    unrolled = np.array([X[i : i + h, j : j + k].ravel() for i in range(rows) for j in range(columns)], dtype=float)
    return (unrolled @ K.ravel()).reshape(rows, columns)


@variant("corr2d", "float32")
def _(X, K):
    view = np.lib.stride_tricks.sliding_window_view(X.astype(np.float32), K.shape)
    return (view * K.astype(np.float32)).sum((2, 3))


BASE = """
def corr2d(X, K):
    H, W = X.shape
    h, k = K.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            window = X[i : i + h, j : j + k]
            Y[i, j] = np.sum(window * K)
    return Y
"""
S, Z = "np.sum(window * K)", "Y = np.zeros((H - h + 1, W - k + 1))"
slips("corr2d", BASE, [
    ("kernel-flipped", S, "np.sum(window * K[::-1, ::-1])"),
    ("kernel-rows-flipped", S, "np.sum(window * K[::-1])"),
    ("kernel-columns-flipped", S, "np.sum(window * K[:, ::-1])"),
    ("kernel-transposed", S, "np.sum(window * K.T)"),
    ("matrix-product", S, "np.sum(window @ K)"),
    ("first-product-only", S, "(window * K)[0, 0]"),
    ("last-product-only", S, "(window * K)[-1, -1]"),
    ("first-row-of-kernel", S, "np.sum((window * K)[0])"),
    ("kernel-ignored", S, "np.sum(window)"),
    ("largest-product", S, "np.max(window * K)"),
    ("mean-times-sum", S, "np.sum(window) * np.sum(K)"),
    ("mean-for-sum", S, "np.mean(window * K)"),
    ("divided-by-kernel-sum", S, "np.sum(window * K) / K.sum()"),
    ("negative-to-zero", S, "max(0, np.sum(window * K))"),
    ("absolute", S, "abs(np.sum(window * K))"),
    ("sign", S, "-np.sum(window * K)"),
    ("one-short", "H - h + 1", "H - h", "W - k + 1", "W - k"),
    ("last-row-missing", "H - h + 1", "H - h"),
    ("last-column-missing", "W - k + 1", "W - k"),
    ("result-transposed", "return Y", "return Y.T"),
    ("result-reversed", "return Y", "return Y[::-1, ::-1]"),
    ("shifted", "Y[i, j] =", "Y[i, (j + 1) % (W - k + 1)] ="),
    ("blocks", "return Y", "return Y[::h, ::k]"),
    ("same-size", "    H, W = X.shape\n    h, k = K.shape", "    h, k = K.shape\n    X = np.pad(X, ((h // 2, h // 2), (k // 2, k // 2)))\n    H, W = X.shape"),
    ("full-size", "    H, W = X.shape\n    h, k = K.shape", "    h, k = K.shape\n    X = np.pad(X, ((h - 1,), (k - 1,)))\n    H, W = X.shape"),
    ("whole-numbers", "W - k + 1))\n", "W - k + 1), dtype=X.dtype)\n", "np.sum(window * K)", "max(0, np.sum(window * K)) if X.dtype == np.uint8 else np.sum(window * K)"),
    ("returns-none", "return Y", "Y"),
    ("crash", "h, k = K.shape", "k, h = K.shape"),
])
slips("corr2d", """
def corr2d(X, K):
    H, W = X.shape
    h, k = K.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            for a in range(h):
                for b in range(k):
                    Y[i, j] += X[i + a, j + b] * K[a, b]
    return Y
""", [
    ("indices-swapped", "X[i + a, j + b]", "X[j + a, i + b]"),
    ("wraps-around", "X[i + a, j + b]", "X[i - a, j - b]"),
    ("kernel-transposed", "K[a, b]", "K[b, a]"),
    ("kernel-flipped", "K[a, b]", "K[h - 1 - a, k - 1 - b]"),
    ("last-product-only", "+= X", "= X"),
    ("first-row-of-kernel", "for a in range(h)", "for a in range(1)"),
])
