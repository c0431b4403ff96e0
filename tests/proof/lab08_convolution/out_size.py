"""`out_size`: right in other styles, and wrong as students write it."""
import math

import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("out_size", "reference")
def out_size(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("k ≥ 1, stride ≥ 1, pad ≥ 0 and k ≤ n + 2·pad")
    return (n + 2 * pad - k) // stride + 1


@variant("out_size", "counting windows")
def _(n, k, pad=0, stride=1):
    if min(k, stride) < 1 or pad < 0:
        raise ValueError("too small")
    count, start = 0, 0
    while start + k <= n + 2 * pad:
        count, start = count + 1, start + stride
    if count == 0:
        raise ValueError("does not fit")
    return count


@variant("out_size", "a range")
def _(n, k, pad=0, stride=1):
    if pad < 0 or k < 1 or stride < 1 or (total := n + 2 * pad) < k:
        raise ValueError(f"{n} {k} {pad} {stride}")
    return len(range(0, total - k + 1, stride))


@variant("out_size", "math.floor, NumPy's int")
def _(n, k, pad=0, stride=1):
    for bad in (k < 1, stride < 1, pad < 0, n + 2 * pad < k):
        if bad:
            raise ValueError
    return np.int64(math.floor((n + 2 * pad - k) / stride) + 1)


BASE = """
def out_size(n, k, pad=0, stride=1):
    if k < 1:
        raise ValueError("kernel")
    if stride < 1:
        raise ValueError("stride")
    if pad < 0:
        raise ValueError("pad")
    if k > n + 2 * pad:
        raise ValueError("too large")
    return (n + 2 * pad - k) // stride + 1
"""
R = "(n + 2 * pad - k) // stride + 1"
CHECKS = BASE[BASE.index("    if k < 1"):BASE.index("    return")]
GIVEN = {"math": math}
slips("out_size", BASE, [
    ("no-plus-one", " // stride + 1", " // stride"),
    ("rounds-up", R, "math.ceil((n + 2 * pad - k) / stride) + 1"),
    ("rounds-to-nearest", R, "round((n + 2 * pad - k) / stride) + 1"),
    ("not-rounded", " // stride", " / stride"),
    ("pad-once", R, "(n + pad - k) // stride + 1"),
    ("pad-ignored", R, "(n - k) // stride + 1"),
    ("pad-after", R, "(n - k) // stride + 1 + 2 * pad"),
    ("stride-ignored", R, "n + 2 * pad - k + 1"),
    ("plus-one-inside", R, "(n + 2 * pad - k + 1) // stride"),
    ("plus-one-inside-up", R, "(n + 2 * pad - k + 1) // stride + 1"),
    ("length-over-stride", R, "(n + 2 * pad) // stride"),
    ("stride-times-kernel", R, "(n + 2 * pad) // (k * stride)"),
    ("pad-removed", R, "(n - 2 * pad - k) // stride + 1"),
    ("pad-by-stride", R, "(n - k) // stride + 2 * pad // stride + 1"),
    ("nothing-refused", CHECKS, ""),
    ("large-kernel-accepted", '    if k > n + 2 * pad:\n        raise ValueError("too large")\n', ""),
    ("padding-forgotten-in-test", "k > n + 2 * pad", "k > n"),
    ("negative-pad-accepted", '    if pad < 0:\n        raise ValueError("pad")\n', ""),
    ("zero-kernel-accepted", '    if k < 1:\n        raise ValueError("kernel")\n', ""),
    ("stride-accepted", '    if stride < 1:\n        raise ValueError("stride")\n', ""),
    ("exact-fit-refused", "k > n + 2 * pad", "k >= n + 2 * pad"),
    ("remainder-refused", "    return", '    if (n + 2 * pad - k) % stride:\n        raise ValueError("does not divide")\n    return'),
    ("negative-to-zero", 'raise ValueError("kernel")', "return 0", 'raise ValueError("stride")', "return 0", 'raise ValueError("pad")', "return 0", 'raise ValueError("too large")', "return 0"),
    ("none-for-error", 'raise ValueError("kernel")', "return None", 'raise ValueError("stride")', "return None", 'raise ValueError("pad")', "return None", 'raise ValueError("too large")', "return None"),
    ("assertion", CHECKS, "    assert k >= 1 and stride >= 1 and pad >= 0 and k <= n + 2 * pad\n"),
], GIVEN)
