"""`conv_forward`: right in other styles, and wrong as students write it."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("conv_forward", "two loops and tensordot")
def tensordot(X, W, b, stride=1, pad=0):
    N, _, H, Wd = X.shape
    F, _, h, k = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows, columns = (H + 2 * pad - h) // stride + 1, (Wd + 2 * pad - k) // stride + 1
    Y = np.zeros((N, F, rows, columns))
    for i in range(rows):
        for j in range(columns):
            block = P[:, :, i * stride : i * stride + h, j * stride : j * stride + k]
            Y[:, :, i, j] = np.tensordot(block, W, axes=((1, 2, 3), (1, 2, 3))) + b
    return Y


@variant("conv_forward", "plain loops")
def _(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    rows, columns = (H + 2 * pad - h) // stride + 1, (Wd + 2 * pad - k) // stride + 1
    Y = np.zeros((N, F, rows, columns))
    for n in range(N):
        for f in range(F):
            for i in range(rows):
                for j in range(columns):
                    Y[n, f, i, j] = b[f]
                    for c in range(C):
                        for p in range(h):
                            for q in range(k):
                                y, x = i * stride + p - pad, j * stride + q - pad
                                if 0 <= y < H and 0 <= x < Wd:
                                    Y[n, f, i, j] += X[n, c, y, x] * W[f, c, p, q]
    return Y


@variant("conv_forward", "einsum over windows")
def _(X, W, b, stride=1, pad=0):
    P = np.pad(X.astype(float), [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = sliding_window_view(P, W.shape[2:], (2, 3))[..., ::stride, ::stride, :, :]
    return np.einsum("ncijpq,fcpq->nfij", windows, W) + np.reshape(b, (1, -1, 1, 1))


@variant("conv_forward", "loops over the kernel")
def _(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    P = np.zeros((N, C, H + 2 * pad, Wd + 2 * pad))
    P[:, :, pad : pad + H, pad : pad + Wd] = X
    rows, columns = (P.shape[2] - h) // stride + 1, (P.shape[3] - k) // stride + 1
    Y = np.zeros((N, F, rows, columns)) + b[None, :, None, None]
    for p in range(h):
        for q in range(k):
            part = P[:, :, p : p + stride * rows : stride, q : q + stride * columns : stride]
            Y += np.einsum("nchw,fc->nfhw", part, W[:, :, p, q])
    return Y


@variant("conv_forward", "float32")
def _(X, W, b, stride=1, pad=0):
    return tensordot(X.astype(np.float32), W.astype(np.float32), b, stride, pad).astype(np.float32)


BASE = """
def conv_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = (H + 2 * pad - h) // stride + 1
    cols = (Wd + 2 * pad - k) // stride + 1
    Y = np.zeros((N, F, rows, cols))
    for i in range(rows):
        for j in range(cols):
            y, x = i * stride, j * stride
            block = P[:, :, y : y + h, x : x + k]
            Y[:, :, i, j] = np.tensordot(block, W, ((1, 2, 3), (1, 2, 3))) + b
    return Y
"""
PAD = "P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
ROWS, COLS = "rows = (H + 2 * pad - h) // stride + 1", "cols = (Wd + 2 * pad - k) // stride + 1"
FROM_P = (ROWS, "rows = (P.shape[2] - h) // stride + 1", COLS, "cols = (P.shape[3] - k) // stride + 1")
DOT = "np.tensordot(block, W, ((1, 2, 3), (1, 2, 3))) + b"


def padding(widths):
    return PAD, f"P = np.pad(X, ({widths}))", *FROM_P


slips("conv_forward", BASE, [
    ("kernel-flipped", "block, W,", "block, W[:, :, ::-1, ::-1],"),
    ("kernel-rows-flipped", "block, W,", "block, W[:, :, ::-1],"),
    ("kernel-columns-flipped", "block, W,", "block, W[..., ::-1],"),
    ("channels-flipped", "block, W,", "block, W[:, ::-1],"),
    ("all-axes-flipped", "block, W,", "block, np.array([np.flip(w) for w in W]),"),
    ("filters-flipped", "block, W,", "block, np.flip(W),"),
    ("kernel-transposed", "block, W,", "block, W.transpose(0, 1, 3, 2),"),
    ("filters-and-channels-swapped", "block, W, ((1, 2, 3), (1, 2, 3))", "block, W, ((1, 2, 3), (0, 2, 3))"),
    ("channel-mean", DOT, "np.tensordot(block, W, ((1, 2, 3), (1, 2, 3))) / C + b"),
    ("window-mean", DOT, "np.tensordot(block, W, ((1, 2, 3), (1, 2, 3))) / (C * h * k) + b"),
    ("first-channel-only", DOT, "np.tensordot(block[:, 0], W[:, 0], ((1, 2), (1, 2))) + b"),
    ("one-filter-for-all", DOT, "np.tensordot(block, W[0], 3)[:, None] + b"),
    ("bias-forgotten", " + b\n", "\n"),
    ("bias-subtracted", " + b\n", " - b\n"),
    ("biases-summed", " + b\n", " + b.sum()\n"),
    ("first-bias", " + b\n", " + b[0]\n"),
    ("biases-reversed", " + b\n", " + b[::-1]\n"),
    ("pad-before-only", *padding("(0, 0), (0, 0), (pad, 0), (pad, 0)")),
    ("pad-after-only", *padding("(0, 0), (0, 0), (0, pad), (0, pad)")),
    ("pad-all-before", *padding("(0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)")),
    ("pad-all-after", *padding("(0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)")),
    ("pad-doubled", *padding("(0, 0), (0, 0), (2 * pad, 2 * pad), (2 * pad, 2 * pad)")),
    ("pad-ignored", PAD, "P = X", *FROM_P),
    ("pad-always-one", *padding("(0, 0), (0, 0), (int(pad > 0),) * 2, (int(pad > 0),) * 2")),
    ("pads-rows-only", *padding("(0, 0), (0, 0), (pad, pad), (0, 0)")),
    ("pads-columns-only", *padding("(0, 0), (0, 0), (0, 0), (pad, pad)")),
    ("pads-channels", PAD, "P = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (pad, pad)))", "P[:, :,", "P[:, :C,"),
    ("pads-with-edge", "(pad, pad)))", '(pad, pad)), mode="edge")'),
    ("pads-with-mirror", "(pad, pad)))", '(pad, pad)), mode="reflect")'),
    ("pads-with-other-side", "(pad, pad)))", '(pad, pad)), mode="wrap")'),
    ("pads-with-ones", "(pad, pad)))", "(pad, pad)), constant_values=1)"),
    ("pads-the-output", PAD, "P, p, pad = X, pad, 0", "return Y", "return np.pad(Y, ((0, 0), (0, 0), (p, p), (p, p)))"),
    ("stride-in-size-only", "i * stride, j * stride", "i, j"),
    ("stride-ignored", "    N, C", "    stride = 1\n    N, C"),
    ("stride-in-rows-only", COLS, "cols = Wd + 2 * pad - k + 1", "j * stride", "j"),
    ("stride-in-columns-only", ROWS, "rows = H + 2 * pad - h + 1", "i * stride,", "i,"),
    ("incomplete-windows", "(pad, pad)))", "(pad, pad + stride)))".replace("(pad, pad + stride)", "(pad, pad + stride)") , "(0, 0), (pad, pad), (pad, pad + stride)", "(0, 0), (pad, pad + stride), (pad, pad + stride)",
     "(H + 2 * pad - h) // stride", "-(-(H + 2 * pad - h) // stride)", "(Wd + 2 * pad - k) // stride", "-(-(Wd + 2 * pad - k) // stride)"),
    ("one-short", " // stride + 1", " // stride"),
    ("rows-and-columns-swapped", "return Y", "return Y.transpose(0, 1, 3, 2)"),
    ("filters-last", "return Y", "return Y.transpose(0, 2, 3, 1)"),
    ("filters-first", "return Y", "return Y.transpose(1, 0, 2, 3)"),
    ("columns-shifted", "Y[:, :, i, j] =", "Y[:, :, i, (j + 1) % cols] ="),
    ("relu", "return Y", "return np.maximum(Y, 0)"),
    ("whole-numbers", "cols))\n", "cols), dtype=X.dtype)\n"),
    ("returns-none", "return Y", "Y"),
    ("crash", "F, _, h, k = W.shape", "F, _, k, h = W.shape"),
    ("mutates-input", "    N, C", "    b *= 1.0 if b.dtype == float else 1\n    X -= 1 if X.dtype.kind == 'i' else 1.0\n    X = X + 1\n    N, C"),
    ("global-state", "    N, C", "    np.random.seed(0)\n    N, C"),
    ("crash", "rows, cols))", "cols, rows))"),
])
LOOPS = """
def conv_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = (H + 2 * pad - h) // stride + 1
    cols = (Wd + 2 * pad - k) // stride + 1
    Y = np.zeros((N, F, rows, cols))
    for f in range(F):
        for c in range(C):
            for i in range(rows):
                for j in range(cols):
                    block = P[:, c, i * stride : i * stride + h, j * stride : j * stride + k]
                    Y[:, f, i, j] += np.sum(block * W[f, c], axis=(1, 2))
        Y[:, f] += b[f]
    return Y
"""
ADD, BIAS = "Y[:, f, i, j] += np.sum(block * W[f, c], axis=(1, 2))", "        Y[:, f] += b[f]\n"
slips("conv_forward", LOOPS, [
    ("last-channel-only", "+= np.sum", "= np.sum"),
    ("one-kernel-for-all-channels", "W[f, c]", "W[f, 0]"),
    ("one-channel-for-all-kernels", "P[:, c,", "P[:, 0,"),
    ("bias-per-channel", ADD, ADD + " + b[f]", BIAS, ""),
    ("bias-per-product", ADD, "Y[:, f, i, j] += np.sum(block * W[f, c] + b[f], axis=(1, 2))", BIAS, ""),
    ("bias-per-pixel", "Y[:, f] += b[f]", "Y[:, f] += h * k * b[f]"),
    ("bias-forgotten", BIAS, ""),
    ("kernel-flipped", "W[f, c]", "W[f, c, ::-1, ::-1]"),
    ("stride-in-size-only", "i * stride : i * stride + h, j * stride : j * stride + k", "i : i + h, j : j + k"),
    ("first-channel-only", "range(C)", "range(1)"),
    ("one-filter-for-all", "W[f, c]", "W[0, c]"),
])
