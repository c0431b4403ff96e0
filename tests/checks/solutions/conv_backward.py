import numpy as np

from tests.checks.solutions import right, wrong


@right("conv_backward")
def windows(dY, X, W, stride=1, pad=0):
    padded = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX, dW = np.zeros_like(padded), np.zeros_like(W)
    h, k = W.shape[2:]
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            at = (
                slice(None),
                slice(None),
                slice(i * stride, i * stride + h),
                slice(j * stride, j * stride + k),
            )
            dX[at] += np.einsum("nf,fcij->ncij", dY[:, :, i, j], W)
            dW += np.einsum("nf,ncij->fcij", dY[:, :, i, j], padded[at])
    return dX[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dW, dY.sum((0, 2, 3))


@right("conv_backward")
def kernel_entries(dY, X, W, stride=1, pad=0):
    padded = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for a in range(W.shape[2]):
        for b in range(W.shape[3]):
            rows, columns = (
                slice(a, a + stride * dY.shape[2], stride),
                slice(b, b + stride * dY.shape[3], stride),
            )
            dW[:, :, a, b] = np.tensordot(dY, padded[:, :, rows, columns], ((0, 2, 3), (0, 2, 3)))
            dX[:, :, rows, columns] += np.moveaxis(np.tensordot(dY, W[:, :, a, b], (1, 0)), -1, 1)
    return dX[:, :, pad : dX.shape[2] - pad, pad : dX.shape[3] - pad], dW, np.einsum("nfij->f", dY)


@wrong("conv_backward", "dX-last-window-only")
def assigns(dY, X, W, stride=1, pad=0):
    _, dW, db = windows(dY, X, W, stride, pad)
    dX = np.zeros((*X.shape[:2], X.shape[2] + 2 * pad, X.shape[3] + 2 * pad))
    h, k = W.shape[2:]
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * stride : i * stride + h, j * stride : j * stride + k] = np.einsum(
                "nf,fcij->ncij", dY[:, :, i, j], W
            )
    return dX[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dW, db


@wrong("conv_backward", "dX-kernel-flipped")
def flips_the_kernel(dY, X, W, stride=1, pad=0):
    return windows(dY, X, W[:, :, ::-1, ::-1], stride, pad)[0], *windows(dY, X, W, stride, pad)[1:]


@wrong("conv_backward", "dX-cropped-wrongly")
def crops_at_the_end(dY, X, W, stride=1, pad=0):
    padded = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX, dW, db = windows(dY, padded, W, stride, 0)
    return dX[:, :, : X.shape[2], : X.shape[3]], dW, db


@wrong("conv_backward", "dW-flipped")
def true_convolution(dY, X, W, stride=1, pad=0):
    dX, dW, db = windows(dY, X, W, stride, pad)
    return dX, dW[:, :, ::-1, ::-1], db


@wrong("conv_backward", "dW-averaged")
def mean_dW(dY, X, W, stride=1, pad=0):
    dX, dW, db = windows(dY, X, W, stride, pad)
    return dX, dW / len(X), db


@wrong("conv_backward", "db-averaged")
def mean_db(dY, X, W, stride=1, pad=0):
    dX, dW, _ = windows(dY, X, W, stride, pad)
    return dX, dW, dY.mean((0, 2, 3))


@wrong("conv_backward", "shape")
def db_over_too_few_axes(dY, X, W, stride=1, pad=0):
    dX, dW, _ = windows(dY, X, W, stride, pad)
    return dX, dW, dY.sum((2, 3))


@wrong("conv_backward", "")
def strided_wrongly(dY, X, W, stride=1, pad=0):
    dX, dW, db = windows(dY, X, W, stride, pad)
    return dX / stride, dW, db
