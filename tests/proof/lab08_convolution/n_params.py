"""`n_params`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("n_params", "reference")
def n_params(kind, n_in, n_out, k=1, bias=True):
    window = k**2 if kind == "conv" else 1
    return n_in * n_out * window + (n_out if bias else 0)


@variant("n_params", "bias as a number")
def _(kind, n_in, n_out, k=1, bias=True):
    return n_out * (n_in * {"dense": 1, "conv": k * k}[kind] + bias)


@variant("n_params", "shapes")
def _(kind, n_in, n_out, k=1, bias=True):
    shape = (n_in, n_out) if kind == "dense" else (n_out, n_in, k, k)
    return int(np.prod(shape, dtype=np.int64)) + n_out * int(bias)


@variant("n_params", "two branches")
def _(kind, n_in, n_out, k=1, bias=True):
    if kind == "dense":
        weights = n_in * n_out
    else:
        weights = sum(n_in * k * k for _ in range(n_out))
    if bias:
        weights += n_out
    return weights


BASE = """
def n_params(kind, n_in, n_out, k=1, bias=True):
    if kind == "dense":
        weights = n_in * n_out
    if kind == "conv":
        weights = n_in * n_out * k * k
    biases = n_out if bias else 0
    return weights + biases
"""
B, CONV, DENSE = "n_out if bias else 0", "n_in * n_out * k * k", "weights = n_in * n_out\n"
slips("n_params", BASE, [
    ("bias-always", B, "n_out"),
    ("bias-never", B, "0"),
    ("one-bias", B, "1 if bias else 0"),
    ("bias-per-input", B, "n_in if bias else 0"),
    ("bias-per-weight", B, "weights if bias else 0"),
    ("bias-per-kernel", B, "0 if not bias else n_out if kind == 'dense' else n_in * n_out"),
    ("bias-flag-inverted", B, "0 if bias else n_out"),
    ("kernel-not-squared", CONV, "n_in * n_out * k"),
    ("kernel-ignored", CONV, "n_in * n_out"),
    ("kernel-doubled", CONV, "n_in * n_out * k * 2"),
    ("input-channels-forgotten", CONV, "n_out * k * k"),
    ("output-channels-forgotten", CONV, "n_in * k * k"),
    ("channels-added", CONV, "(n_in + n_out) * k * k"),
    ("dense-with-window", DENSE, "weights = n_in * n_out * k * k\n"),
    ("kinds-swapped", '"dense"', '"Conv"', '"conv"', '"dense"', '"Conv"', '"conv"'),
    ("dense-added", DENSE, "weights = n_in + n_out\n"),
    ("returns-none", "return weights + biases", "weights + biases"),
    ("crash", '"conv":', '"Conv2D":'),
])
