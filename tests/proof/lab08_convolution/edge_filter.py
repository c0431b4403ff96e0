"""`edge_filter`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("edge_filter", "reference")
def edge_filter(img):
    img = np.asarray(img, dtype=float)
    return img[:, 1:] - img[:, :-1]


@variant("edge_filter", "np.diff")
def _(img):
    return np.diff(img.astype(float), axis=1)


@variant("edge_filter", "plain loops")
def _(img):
    H, W = img.shape
    y = np.zeros((H, W - 1))
    for i in range(H):
        for j in range(W - 1):
            y[i, j] = float(img[i, j + 1]) - float(img[i, j])
    return y


@variant("edge_filter", "matrix product")
def _(img):
    W = img.shape[1]
    D = np.eye(W, W - 1, k=-1) - np.eye(W, W - 1)
    return img @ D


@variant("edge_filter", "float32")
def _(img):
    img = img.astype(np.float32)
    return img[:, 1:] - img[:, :-1]


BASE = """
def edge_filter(img):
    x = np.asarray(img, dtype=float)
    return x[:, 1:] - x[:, :-1]
"""
R = "x[:, 1:] - x[:, :-1]"
slips("edge_filter", BASE, [
    ("sign", R, "x[:, :-1] - x[:, 1:]"),
    ("rows-for-columns", R, "x[1:] - x[:-1]"),
    ("bytes-wrap", ", dtype=float", ""),
    ("absolute", R, "np.abs(x[:, 1:] - x[:, :-1])"),
    ("squared", R, "(x[:, 1:] - x[:, :-1]) ** 2"),
    ("zero-column-in-front", R, "np.pad(np.diff(x), ((0, 0), (1, 0)))"),
    ("zero-column-behind", R, "np.pad(np.diff(x), ((0, 0), (0, 1)))"),
    ("wraps-around", R, "x - np.roll(x, 1, axis=1)"),
    ("wraps-behind", R, "np.roll(x, -1, axis=1) - x"),
    ("zero-border", R, "x - np.pad(x, ((0, 0), (1, 0)))[:, :-1]"),
    ("two-apart", R, "x[:, 2:] - x[:, :-2]"),
    ("two-apart-halved", R, "(x[:, 2:] - x[:, :-2]) / 2"),
    ("sum", " - x", " + x"),
    ("twice", R, "np.diff(np.diff(x))"),
    ("negative-to-zero", R, "np.clip(x[:, 1:] - x[:, :-1], 0, None)"),
    ("diagonal", R, "x[1:, 1:] - x[:-1, :-1]"),
    ("one-row-short", R, "(x[:, 1:] - x[:, :-1])[:-1]"),
    ("returns-none", "return ", "y = "),
])
slips("edge_filter", """
def edge_filter(img):
    H, W = img.shape
    y = np.zeros((H, W - 1))
    for i in range(H):
        for j in range(W - 1):
            y[i, j] = float(img[i, j + 1]) - float(img[i, j])
    return y
""", [
    ("crash", "W - 1", "W"),
    ("sign", "float(img[i, j + 1]) - float(img[i, j])", "float(img[i, j]) - float(img[i, j + 1])"),
    ("bytes-wrap", "y = np.zeros((H, W - 1))", "y = np.zeros((H, W - 1), dtype=np.uint8 if img.dtype == np.uint8 else float)",
     "float(img[i, j + 1]) - float(img[i, j])", "int(img[i, j + 1]) - int(img[i, j]) & 255 if img.dtype == np.uint8 else float(img[i, j + 1]) - float(img[i, j])"),
])
