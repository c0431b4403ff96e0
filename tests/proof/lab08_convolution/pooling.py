"""The three pooling layers: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import compiled, slips

PLACES = """
def POOL(X, size, stride=None):
    h, k = size
    if stride is None:
        stride = size
    s, t = (stride, stride) if np.isscalar(stride) else stride
    N, C, H, W = X.shape
    rows, cols = (H - h) // s + 1, (W - k) // t + 1
    Y = np.zeros((N, C, rows, cols))
    for i in range(rows):
        for j in range(cols):
            y, x = i * s, j * t
            block = X[:, :, y : y + h, x : x + k]
            Y[:, :, i, j] = block.REDUCE(axis=(2, 3))
    return Y
"""
RIGHT = {
    "a slice for each place": PLACES,
    "windows as a view": """
def POOL(X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    windows = np.lib.stride_tricks.sliding_window_view(X, size, (2, 3))
    return windows[:, :, ::s, ::t].REDUCE((-2, -1))
""",
    "loops": """
def POOL(X, size, stride=None):
    stride = stride or size
    s, t = stride if isinstance(stride, tuple) else (stride, stride)
    return np.array([[[[m[i : i + size[0], j : j + size[1]].REDUCE() for j in range(0, m.shape[1] - size[1] + 1, t)]
                       for i in range(0, m.shape[0] - size[0] + 1, s)] for m in image] for image in X])
""",
    "blocks put on one axis": """
def POOL(X, size, stride=None):
    (h, k), N, C = size, X.shape[0], X.shape[1]
    s, t = size if stride is None else (stride, stride) if isinstance(stride, int) else stride
    top, left = np.arange(0, X.shape[2] - h + 1, s), np.arange(0, X.shape[3] - k + 1, t)
    rows = (top[:, None] + np.arange(h))[:, None, :, None]
    columns = (left[:, None] + np.arange(k))[None, :, None, :]
    return X[:, :, rows, columns].reshape(N, C, len(top), len(left), h * k).REDUCE(axis=4)
""",
    "float32": """
def POOL(X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    windows = np.lib.stride_tricks.sliding_window_view(X.astype(np.float32), size, (2, 3))
    return windows[:, :, ::s, ::t].REDUCE((-2, -1))
""",
}
SIZES = "rows, cols = (H - h) // s + 1, (W - k) // t + 1"
LINE = "block.REDUCE(axis=(2, 3))"
SHARED = [
    ("default-stride-one", "stride = size", "stride = 1"),
    ("stride-ignored", "    if stride is None:\n        stride = size", "    stride = size"),
    ("stride-always-one", "    if stride is None:\n        stride = size", "    stride = 1"),
    ("stride-pair-swapped", "s, t = (stride", "t, s = (stride"),
    ("first-stride-for-both", "    N, C", "    t = s\n    N, C"),
    ("second-stride-for-both", "    N, C", "    s = t\n    N, C"),
    ("stride-in-size-only", "i * s, j * t", "i, j"),
    ("window-transposed", "    h, k = size", "    size = size[::-1]\n    h, k = size"),
    ("height-for-both", "    h, k = size", "    size = (size[0], size[0])\n    h, k = size"),
    ("width-for-both", "    h, k = size", "    size = (size[1], size[1])\n    h, k = size"),
    ("incomplete-windows-kept", SIZES, "rows, cols = -(-(H - h) // s) + 1, -(-(W - k) // t) + 1"),
    ("incomplete-windows-filled", SIZES, "rows, cols = -(-(H - h) // s) + 1, -(-(W - k) // t) + 1\n    X = np.pad(X, ((0, 0), (0, 0), (0, max(0, (rows - 1) * s + h - H)), (0, max(0, (cols - 1) * t + k - W))))"),
    ("one-short", "+ 1", "+ 0"),
    ("whole-map", "return Y", "return X.REDUCE(axis=(2, 3), keepdims=True)"),
    ("rows-and-columns-swapped", "return Y", "return Y.swapaxes(2, 3)"),
    ("first-of-window", LINE, "block[:, :, 0, 0]"),
    ("last-of-window", LINE, "block[:, :, -1, -1]"),
    ("middle-of-window", LINE, "np.median(block, axis=(2, 3))"),
    ("sum-of-window", LINE, "block.sum(axis=(2, 3))"),
    ("over-channels", LINE, "block.REDUCE(axis=(1, 2, 3))[:, None]"),
    ("over-images", LINE, "block.REDUCE(axis=(0, 2, 3))"),
    ("returns-none", "return Y", "Y"),
    ("crash", "h, k = size", "h, k, _ = size"),
]
OWN = {
    "maxpool_forward": [
        ("mean", LINE, "block.mean(axis=(2, 3))"),
        ("minimum", LINE, "block.min(axis=(2, 3))"),
        ("absolute", LINE, "np.abs(block).max(axis=(2, 3))"),
        ("largest-magnitude", LINE, "np.take_along_axis(block.reshape(N, C, -1), np.abs(block).reshape(N, C, -1).argmax(-1)[..., None], -1)[..., 0]"),
        ("starts-at-zero", LINE, "np.maximum(Y[:, :, i, j], block.max(axis=(2, 3)))"),
        ("position", LINE, "block.reshape(N, C, -1).argmax(-1)"),
        ("range", LINE, "block.max(axis=(2, 3)) - block.min(axis=(2, 3))"),
    ],
    "avgpool_forward": [
        ("maximum", LINE, "block.max(axis=(2, 3))"),
        ("minimum", LINE, "block.min(axis=(2, 3))"),
        ("absolute", LINE, "np.abs(block).mean(axis=(2, 3))"),
        ("rounded-down", LINE, "block.sum(axis=(2, 3)) // (h * k)"),
        ("middle-of-range", LINE, "(block.max(axis=(2, 3)) + block.min(axis=(2, 3))) / 2"),
        ("divided-by-height", LINE, "block.sum(axis=(2, 3)) / h"),
        ("divided-by-width", LINE, "block.sum(axis=(2, 3)) / k"),
        ("divided-by-strides", LINE, "block.sum(axis=(2, 3)) / (s * t)"),
        ("divided-by-four", LINE, "block.sum(axis=(2, 3)) / 4"),
    ],
    "minpool_forward": [
        ("mean", LINE, "block.mean(axis=(2, 3))"),
        ("maximum", LINE, "block.max(axis=(2, 3))"),
        ("negated-once", LINE, "-block.max(axis=(2, 3))"),
        ("negated-inside", LINE, "(-block).max(axis=(2, 3))"),
        ("absolute", LINE, "np.abs(block).min(axis=(2, 3))"),
        ("smallest-magnitude", LINE, "np.take_along_axis(block.reshape(N, C, -1), np.abs(block).reshape(N, C, -1).argmin(-1)[..., None], -1)[..., 0]"),
        ("starts-at-zero", LINE, "np.minimum(Y[:, :, i, j], block.min(axis=(2, 3)))"),
        ("position", LINE, "block.reshape(N, C, -1).argmin(-1)"),
    ],
}
for name, reduce in (("maxpool_forward", "max"), ("avgpool_forward", "mean"), ("minpool_forward", "min")):
    for note, source in RIGHT.items():
        variant(name, note)(compiled(source.replace("POOL", name).replace("REDUCE", reduce), name))
    wrong = [(label, *(c.replace("REDUCE", reduce) for c in changes)) for label, *changes in SHARED + OWN[name]]
    slips(name, PLACES.replace("POOL", name).replace("REDUCE", reduce), wrong)


@variant("maxpool_forward", "a running maximum from minus infinity")
def _(X, size, stride=None):
    h, k = size
    s, t = (size[0], size[1]) if stride is None else np.broadcast_to(stride, 2)
    rows, cols = (X.shape[2] - h) // s + 1, (X.shape[3] - k) // t + 1
    Y = np.full((*X.shape[:2], rows, cols), -np.inf)
    for a in range(h):
        for b in range(k):
            Y = np.maximum(Y, X[:, :, a : a + s * rows : s, b : b + t * cols : t])
    return Y


@variant("minpool_forward", "minus the maximum of minus X")
def _(X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    return -np.lib.stride_tricks.sliding_window_view(-X, size, (2, 3))[:, :, ::s, ::t].max((4, 5))
