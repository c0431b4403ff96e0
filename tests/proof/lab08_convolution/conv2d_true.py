"""`conv2d_true`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.corr2d import corr2d
from tests.proof.lab08_convolution.edits import slips


@variant("conv2d_true", "reference")
def conv2d_true(X, K):
    return corr2d(X, K[::-1, ::-1])


@variant("conv2d_true", "np.flip")
def _(X, K):
    return corr2d(np.asarray(X), np.flip(K))


@variant("conv2d_true", "two quarter turns")
def _(X, K):
    return np.einsum("ijab,ab->ij", np.lib.stride_tricks.sliding_window_view(X, K.shape), np.rot90(K, 2))


@variant("conv2d_true", "all three turned round")
def _(X, K):
    return corr2d(X[::-1, ::-1], K)[::-1, ::-1]


@variant("conv2d_true", "plain loops")
def _(X, K):
    H, W = X.shape
    h, k = K.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            for a in range(h):
                for b in range(k):
                    Y[i, j] += X[i + h - 1 - a, j + k - 1 - b] * K[a, b]
    return Y


BASE = """
def conv2d_true(X, K):
    H, W = X.shape
    h, k = K.shape
    flipped = K[::-1, ::-1]
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            window = X[i : i + h, j : j + k]
            Y[i, j] = np.sum(window * flipped)
    return Y
"""
S = "np.sum(window * flipped)"
slips("conv2d_true", BASE, [
    ("not-flipped", "K[::-1, ::-1]", "K"),
    ("rows-only", "K[::-1, ::-1]", "K[::-1]"),
    ("columns-only", "K[::-1, ::-1]", "K[:, ::-1]"),
    ("transposed", "K[::-1, ::-1]", "K.T"),
    ("flipped-and-transposed", "K[::-1, ::-1]", "np.flip(K).T"),
    ("quarter-turn", "K[::-1, ::-1]", "np.rot90(K)"),
    ("quarter-turn-back", "K[::-1, ::-1]", "np.rot90(K, -1)"),
    ("one-flip-each", "K[::-1, ::-1]", "K[:, ::-1]; X = X[::-1]"),
    ("kernel-ignored", S, "np.sum(window)"),
    ("mean-for-sum", S, "np.mean(window * flipped)"),
    ("divided-by-kernel-sum", S, "np.sum(window * flipped) / K.sum()"),
    ("negative-to-zero", S, "max(0, np.sum(window * flipped))"),
    ("absolute", S, "abs(np.sum(window * flipped))"),
    ("sign", S, "-np.sum(window * flipped)"),
    ("one-short", "H - h + 1", "H - h", "W - k + 1", "W - k"),
    ("last-row-missing", "H - h + 1", "H - h"),
    ("last-column-missing", "W - k + 1", "W - k"),
    ("result-transposed", "return Y", "return Y.T"),
    ("result-reversed", "return Y", "return Y[::-1, ::-1]"),
    ("result-reversed", "K[::-1, ::-1]", "K; X = X[::-1, ::-1]"),
    ("shifted", "Y[i, j] =", "Y[i, (j + 1) % (W - k + 1)] ="),
    ("full-size", "    H, W = X.shape\n    h, k = K.shape", "    h, k = K.shape\n    X = np.pad(X, ((h - 1,), (k - 1,)))\n    H, W = X.shape"),
    ("whole-numbers", S, "np.trunc(np.sum(window * flipped)) if X.dtype.kind == 'i' else np.sum(window * flipped)"),
    ("returns-none", "return Y", "Y"),
    ("not-flipped", "K[::-1, ::-1]", "K[::-1, ::-1][::-1, ::-1]"),
])
