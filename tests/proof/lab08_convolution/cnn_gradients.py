"""`cnn_gradients`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.conv_backward import blocks
from tests.proof.lab08_convolution.conv_forward import tensordot
from tests.proof.lab08_convolution.edits import compiled, slips


def maxpool_forward(X, size):
    N, C, H, W = X.shape
    return X[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2).max((3, 5))


def maxpool_backward(dY, X, size):
    N, C, H, W = dY.shape
    blocks_ = X[:, :, : 2 * H, : 2 * W].reshape(N, C, H, 2, W, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H, W, 4)
    spread = (np.arange(4) == blocks_.argmax(-1)[..., None]) * dY[..., None]
    dX = np.zeros(X.shape)
    dX[:, :, : 2 * H, : 2 * W] = spread.reshape(N, C, H, W, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, 2 * H, 2 * W)
    return dX


def softmax_xent(Z, y):
    e = np.exp(Z - Z.max(1, keepdims=True))
    P, rows = e / e.sum(1, keepdims=True), np.arange(len(y))
    loss = -np.log(P[rows, y]).mean()
    P[rows, y] -= 1
    return loss, P / len(y)


GIVEN = {"conv_forward": tensordot, "conv_backward": blocks, "maxpool_forward": maxpool_forward,
         "maxpool_backward": maxpool_backward, "softmax_xent": softmax_xent}
BASE = """
def cnn_gradients(params, X, y):
    W, b, V, c = (params[k] for k in "WbVc")
    Z = conv_forward(X, W, b)
    A = np.maximum(Z, 0)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(len(X), -1)
    loss, dS = softmax_xent(flat @ V + c, y)
    dV, dc = flat.T @ dS, dS.sum(axis=0)
    dM = (dS @ V.T).reshape(M.shape)
    dA = maxpool_backward(dM, A, (2, 2))
    dZ = dA * (Z > 0)
    _, dW, db = conv_backward(dZ, X, W)
    return loss, {"W": dW, "b": db, "V": dV, "c": dc}
"""
variant("cnn_gradients", "line by line")(compiled(BASE, "cnn_gradients", GIVEN))
variant("cnn_gradients", "the maxima of Z, the mask from A")(compiled(
    BASE.replace("maxpool_backward(dM, A, (2, 2))", "maxpool_backward(dM, Z, (2, 2))").replace("Z > 0", "A > 0"), "cnn_gradients", GIVEN))
variant("cnn_gradients", "ReLU after the pool: the two can be exchanged")(compiled(
    BASE.replace("A = np.maximum(Z, 0)", "P = maxpool_forward(Z, (2, 2))").replace("M = maxpool_forward(A, (2, 2))", "M = np.maximum(P, 0)")
    .replace("dA = maxpool_backward(dM, A, (2, 2))", "dP = dM * (P > 0)").replace("dZ = dA * (Z > 0)", "dZ = maxpool_backward(dP, Z, (2, 2))"), "cnn_gradients", GIVEN))


@variant("cnn_gradients", "softmax written out, einsum for the linear layer")
def _(params, X, y):
    Z = tensordot(X, params["W"], params["b"])
    A = Z.clip(0)
    M = maxpool_forward(A, (2, 2))
    V = params["V"].reshape(*M.shape[1:], -1)
    S = np.einsum("ncij,cijk->nk", M, V) + params["c"]
    logP = S - S.max(1, keepdims=True)
    logP = logP - np.log(np.exp(logP).sum(1, keepdims=True))
    Y = np.eye(S.shape[1])[y]
    dS = (np.exp(logP) - Y) / len(y)
    dA = maxpool_backward(np.einsum("nk,cijk->ncij", dS, V), A, (2, 2))
    _, dW, db = blocks(np.where(Z > 0, dA, 0), X, params["W"])
    grads = {"c": dS.sum(0), "V": np.einsum("ncij,nk->cijk", M, dS).reshape(params["V"].shape), "b": db, "W": dW}
    return float(-(Y * logP).sum() / len(y)), grads


DS = "loss, dS = softmax_xent(flat @ V + c, y)"
slips("cnn_gradients", BASE, [
    ("relu-mask-missing", "dA * (Z > 0)", "dA"),
    ("relu-mask-inverted", "Z > 0", "Z < 0"),
    ("sum-for-mean", DS, DS + "; dS = dS * len(y)"),
    ("divided-twice", DS, DS + "; dS = dS / len(y)"),
    ("loss-summed", DS, DS + "; loss, dS = loss * len(y), dS * len(y)"),
    ("loss-only-summed", "return loss,", "return loss * len(y),"),
    ("ascent", DS, DS + "; dS = -dS"),
    ("onehot-missing", DS, DS + "; dS = dS + np.eye(len(c))[y] / len(y)"),
    ("probabilities-left-out", DS, DS + "; dS = -np.eye(len(c))[y] / len(y)"),
    ("c-averaged", "dS.sum(axis=0)", "dS.mean(axis=0)"),
    ("V-averaged", "flat.T @ dS", "flat.T @ dS / len(X)"),
    ("W-averaged", '"W": dW', '"W": dW / len(X)'),
    ("V-transposed", "flat.T @ dS", "dS.T @ flat"),
    ("b-zero", '"b": db', '"b": 0 * db'),
    ("W-zero", '"W": dW', '"W": 0 * dW'),
    ("c-zero", '"c": dc', '"c": np.zeros(len(c))'),
    ("returns-none", "return loss, ", ""),
    ("crash", "dS @ V.T", "dS @ V"),
], GIVEN)
