"""`equivariance_gap`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


def shift(x, dy, dx):
    H, W = x.shape
    out = np.zeros_like(x)
    out[max(dy, 0) : H + min(dy, 0), max(dx, 0) : W + min(dx, 0)] = x[max(-dy, 0) : H + min(-dy, 0), max(-dx, 0) : W + min(-dx, 0)]
    return out


@variant("equivariance_gap", "reference")
def equivariance_gap(f, x, dy, dx):
    return float(np.max(np.abs(f(shift(x, dy, dx)) - shift(f(x), dy, dx))))


@variant("equivariance_gap", "two named images, a NumPy scalar")
def _(f, x, dy, dx):
    first_moved, then_moved = f(shift(x, dy, dx)), shift(f(x), dy, dx)
    return np.abs(then_moved - first_moved).max()


@variant("equivariance_gap", "the norm of order infinity")
def _(f, x, dy, dx):
    return np.linalg.norm((f(shift(x, dy, dx)) - shift(f(x), dy, dx)).ravel(), np.inf)


@variant("equivariance_gap", "loops")
def _(f, x, dy, dx):
    a, b = f(shift(x, dy, dx)), shift(f(x), dy, dx)
    gap = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            gap = max(gap, abs(a[i, j] - b[i, j]))
    return gap


BASE = """
def equivariance_gap(f, x, dy, dx):
    a = f(shift(x, dy, dx))
    b = shift(f(x), dy, dx)
    return float(np.abs(a - b).max())
"""
B, R = "shift(f(x), dy, dx)", "float(np.abs(a - b).max())"
slips("equivariance_gap", BASE, [
    ("invariance", B, "f(x)"),
    ("output-moved", "f(shift(x, dy, dx))", "f(x)"),
    ("against-input", B, "shift(x, dy, dx)"),
    ("dy-dx-swapped", "dy, dx)\n", "dx, dy)\n", "shift(x, dy, dx)", "shift(x, dx, dy)"),
    ("dy-dx-swapped-once", B, "shift(f(x), dx, dy)"),
    ("shift-back", B, "shift(f(x), -dy, -dx)"),
    ("opposite-shift", "    a =", "    dy, dx = -dy, -dx\n    a ="),
    ("without-absolute", R, "float((a - b).max())"),
    ("without-absolute", R, "float(abs((a - b).max()))"),
    ("wraps-around", "shift(x, dy, dx)", "np.roll(x, (dy, dx), (0, 1))", "shift(f(x), dy, dx)", "np.roll(f(x), (dy, dx), (0, 1))"),
    ("smallest", ".max()", ".min()"),
    ("mean", ".max()", ".mean()"),
    ("sum", ".max()", ".sum()"),
    ("norm", R, "float(np.linalg.norm(a - b))"),
    ("root-mean-square", R, "float(np.sqrt(np.mean((a - b) ** 2)))"),
    ("mean-square", R, "float(np.mean((a - b) ** 2))"),
    ("difference-of-maxima", R, "float(abs(a.max() - b.max()))"),
    ("whole-image", R, "np.abs(a - b)"),
    ("yes-or-no", R, "np.allclose(a, b)"),
    ("returns-none", "return ", ""),
    ("crash", "shift(f(x), dy, dx)", "f(shift(x), dy, dx)"),
], {"shift": shift})
