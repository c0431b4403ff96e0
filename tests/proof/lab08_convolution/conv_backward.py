"""`conv_backward`: right in other styles, and wrong as students write it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("conv_backward", "a block for each place")
def blocks(dY, X, W, stride=1, pad=0):
    h, k = W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            at = np.s_[:, :, i * stride : i * stride + h, j * stride : j * stride + k]
            dP[at] += np.tensordot(dY[:, :, i, j], W, axes=1)
            dW += np.tensordot(dY[:, :, i, j], P[at], axes=(0, 0))
    return dP[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dW, dY.sum(axis=(0, 2, 3))


@variant("conv_backward", "plain loops")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    g = dY[n, f, i, j]
                    db[f] += g
                    for p in range(h):
                        for q in range(k):
                            y, x = i * stride + p - pad, j * stride + q - pad
                            if 0 <= y < H and 0 <= x < Wd:
                                dX[n, :, y, x] += g * W[f, :, p, q]
                                dW[f, :, p, q] += g * X[n, :, y, x]
    return dX, dW, db


@variant("conv_backward", "loops over the kernel")
def _(dY, X, W, stride=1, pad=0):
    P = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for p in range(W.shape[2]):
        for q in range(W.shape[3]):
            rows = slice(p, p + stride * dY.shape[2], stride)
            columns = slice(q, q + stride * dY.shape[3], stride)
            dW[:, :, p, q] = np.einsum("nfij,ncij->fc", dY, P[:, :, rows, columns])
            dP[:, :, rows, columns] += np.einsum("nfij,fc->ncij", dY, W[:, :, p, q])
    return dP[:, :, pad : dP.shape[2] - pad, pad : dP.shape[3] - pad], dW, np.einsum("nfij->f", dY)


@variant("conv_backward", "dX as a full correlation of the spread dY with the flipped kernel")
def _(dY, X, W, stride=1, pad=0):
    N, F, rows, columns = dY.shape
    h, k = W.shape[2:]
    H, Wd = X.shape[2] + 2 * pad, X.shape[3] + 2 * pad
    spread = np.zeros((N, F, H + h - 1, Wd + k - 1))
    spread[:, :, h - 1 : h - 1 + stride * rows : stride, k - 1 : k - 1 + stride * columns : stride] = dY
    dP = np.einsum("nfijpq,fcpq->ncij", sliding_window_view(spread, (h, k), (2, 3)), W[:, :, ::-1, ::-1])
    P = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = sliding_window_view(P, (h, k), (2, 3))[:, :, ::stride, ::stride]
    return dP[:, :, pad : H - pad, pad : Wd - pad], np.einsum("nfij,ncijpq->fcpq", dY, windows), dY.sum(3).sum(2).sum(0)


@variant("conv_backward", "float32")
def _(dY, X, W, stride=1, pad=0):
    return tuple(v.astype(np.float32) for v in blocks(dY.astype(np.float32), X.astype(np.float32), W.astype(np.float32), stride, pad))


BASE = """
def conv_backward(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    rows, cols = dY.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    for i in range(rows):
        for j in range(cols):
            y, x = i * stride, j * stride
            block = P[:, :, y : y + h, x : x + k]
            g = dY[:, :, i, j]
            dP[:, :, y : y + h, x : x + k] += np.tensordot(g, W, axes=(1, 0))
            dW += np.tensordot(g, block, axes=(0, 0))
    dX = dP[:, :, pad : pad + H, pad : pad + Wd]
    db = dY.sum(axis=(0, 2, 3))
    return dX, dW, db
"""
GX, GW, GB = "np.tensordot(g, W, axes=(1, 0))", "np.tensordot(g, block, axes=(0, 0))", "dY.sum(axis=(0, 2, 3))"
RET, CROP, AT = "return dX, dW, db", "dP[:, :, pad : pad + H, pad : pad + Wd]", "dP[:, :, y : y + h, x : x + k] +="
slips("conv_backward", BASE, [
    ("dX-last-window-only", AT, AT.replace("+=", "=")),
    ("dX-kernel-flipped", GX, "np.tensordot(g, W[:, :, ::-1, ::-1], axes=(1, 0))"),
    ("dX-kernel-rows-flipped", GX, "np.tensordot(g, W[:, :, ::-1], axes=(1, 0))"),
    ("dX-kernel-columns-flipped", GX, "np.tensordot(g, W[:, :, :, ::-1], axes=(1, 0))"),
    ("dX-kernel-transposed", GX, "np.tensordot(g, W.transpose(0, 1, 3, 2), axes=(1, 0))"),
    ("dX-filters-and-channels-swapped", GX, "np.tensordot(g, W, axes=(1, 1))"),
    ("dX-not-cropped", CROP, "dP"),
    ("dX-cropped-at-the-end", CROP, "dP[:, :, :H, :Wd]"),
    ("dX-cropped-at-the-start", CROP, "dP[:, :, 2 * pad :, 2 * pad :]"),
    ("dX-stride-ignored", AT, "dP[:, :, i : i + h, j : j + k] +="),
    ("dX-last-filter-only", GX, "np.tensordot(g[:, -1:], W[-1:], axes=(1, 0))"),
    ("dX-first-filter-only", GX, "np.tensordot(g[:, :1], W[:1], axes=(1, 0))"),
    ("dX-filter-mean", GX, "np.tensordot(g, W, axes=(1, 0)) / F"),
    ("dX-overlap-averaged", "    dP = np.zeros(P.shape)", "    dP = np.zeros(P.shape)\n    seen = np.zeros(P.shape)", AT, "seen[:, :, y : y + h, x : x + k] += 1\n            " + AT, "    dX = dP", "    dP = dP / np.maximum(seen, 1)\n    dX = dP"),
    ("dX-channels-mixed", GX, "np.tensordot(g, W.sum(axis=1, keepdims=True), axes=(1, 0))"),
    ("dX-averaged", RET, "return dX / N, dW, db"),
    ("dX-sign", RET, "return -dX, dW, db"),
    ("dX-upstream-ignored", GX, "np.tensordot(np.ones(g.shape), W, axes=(1, 0))"),
    ("dX-shifted-column", RET, "return np.roll(dX, 1, axis=3), dW, db"),
    ("dX-shifted-row", RET, "return np.roll(dX, 1, axis=2), dW, db"),
    ("dX-zero", RET, "return np.zeros(X.shape), dW, db"),
    ("dW-flipped", GW, "np.tensordot(g, block, axes=(0, 0))[:, :, ::-1, ::-1]"),
    ("dW-rows-flipped", GW, "np.tensordot(g, block[:, :, ::-1], axes=(0, 0))"),
    ("dW-columns-flipped", GW, "np.tensordot(g, block[:, :, :, ::-1], axes=(0, 0))"),
    ("dW-transposed", GW, "np.tensordot(g, block.swapaxes(2, 3), axes=(0, 0))"),
    ("dW-filters-and-channels-swapped", RET, "return dX, dW.transpose(1, 0, 2, 3), db"),
    ("dW-last-image-only", GW, "np.tensordot(g[-1:], block[-1:], axes=(0, 0))"),
    ("dW-first-image-only", GW, "np.tensordot(g[:1], block[:1], axes=(0, 0))"),
    ("dW-last-window-only", "dW += ", "dW = "),
    ("dW-first-window-only", "dW += " + GW, "dW += " + GW + " * (i + j == 0)"),
    ("dW-stride-ignored", GW, "np.tensordot(g, P[:, :, i : i + h, j : j + k], axes=(0, 0))"),
    ("dW-edge-padding", "(pad, pad)))", '(pad, pad)), mode="edge")'),
    ("dW-channels-mixed", GW, "np.tensordot(g, block.sum(axis=1, keepdims=True), axes=(0, 0))"),
    ("dW-averaged", RET, "return dX, dW / N, db"),
    ("dW-mean-of-windows", RET, "return dX, dW / (N * rows * cols), db"),
    ("dW-mean-of-places", RET, "return dX, dW / (rows * cols), db"),
    ("dW-sign", RET, "return dX, -dW, db"),
    ("dW-upstream-ignored", GW, "np.tensordot(np.ones(g.shape), block, axes=(0, 0))"),
    ("dW-zero", "            dW += " + GW + "\n", ""),
    ("db-averaged", GB, "dY.sum(axis=(2, 3)).mean(axis=0)"),
    ("db-mean", GB, "dY.mean(axis=(0, 2, 3))"),
    ("db-mean-of-places", GB, "dY.mean(axis=(2, 3)).sum(axis=0)"),
    ("db-per-image", GB, "dY.sum(axis=(2, 3))"),
    ("db-per-place", GB, "dY.sum(axis=0)"),
    ("db-over-filters-rows", GB, "dY.sum(axis=(0, 1, 2))"),
    ("db-over-filters-columns", GB, "dY.sum(axis=(0, 1, 3))"),
    ("db-over-filters", GB, "dY.sum(axis=(1, 2, 3))"),
    ("db-total", GB, "np.ones(F) * dY.sum()"),
    ("db-one-number", GB, "dY.sum()"),
    ("db-kept-dimensions", GB, "dY.sum(axis=(0, 2, 3), keepdims=True)"),
    ("db-upstream-ignored", GB, "np.full(F, float(N * rows * cols))"),
    ("db-last-image-only", GB, "dY[-1].sum(axis=(1, 2))"),
    ("db-last-place-only", GB, "g.sum(axis=0)"),
    ("db-times-channels", GB, "C * dY.sum(axis=(0, 2, 3))"),
    ("db-times-kernel", GB, "h * k * dY.sum(axis=(0, 2, 3))"),
    ("db-sign", GB, "-dY.sum(axis=(0, 2, 3))"),
    ("db-zero", GB, "np.zeros(F)"),
    ("all-averaged", RET, "return dX / N, dW / N, db / N"),
    ("weights-averaged", RET, "return dX, dW / N, db / N"),
    ("all-negative", RET, "return -dX, -dW, -db"),
    ("upstream-ignored", "    rows, cols", "    dY = np.ones(dY.shape)\n    rows, cols"),
    ("stride-ignored", "i * stride, j * stride", "i, j"),
    ("true-convolution", GX, "np.tensordot(g, W[:, :, ::-1, ::-1], axes=(1, 0))", GW, "np.tensordot(g, block[:, :, ::-1, ::-1], axes=(0, 0))"),
    ("order-swapped", RET, "return dW, dX, db"),
    ("order-weights-first", RET, "return dW, db, dX"),
    ("type", RET, "return dX"),
    ("returns-none", RET, "dX, dW, db"),
    ("crash", "axes=(1, 0))", "axes=(0, 0))"),
    ("mutates-input", "    rows, cols", "    if dY.dtype == float:\n        dY *= 1.0; dY += 0.0; W = W + 0; dY[...] = dY + 1; dY = dY - 1\n    rows, cols"),
])
slips("conv_backward", """
def conv_backward(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dW, db = np.zeros(P.shape), np.zeros(W.shape), np.zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    y, x = i * stride, j * stride
                    dP[n, :, y : y + h, x : x + k] += dY[n, f, i, j] * W[f]
                    dW[f] += dY[n, f, i, j] * P[n, :, y : y + h, x : x + k]
                    db[f] += dY[n, f, i, j]
    return dP[:, :, pad : pad + H, pad : pad + Wd], dW, db
""", [
    ("dX-kernel-flipped", "* W[f]", "* W[f, :, ::-1, ::-1]"),
    ("dW-flipped", "x : x + k]\n                    db", "x : x + k][:, ::-1, ::-1]\n                    db"),
    ("db-last-image-only", "            for i in", "            db[f] = 0\n            for i in"),
    ("db-times-channels", "db[f] += dY[n, f, i, j]", "db[f] += C * dY[n, f, i, j]"),
    ("dX-upstream-ignored", "dY[n, f, i, j] * W[f]", "W[f]"),
])
