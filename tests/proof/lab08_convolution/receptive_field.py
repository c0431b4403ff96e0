"""`receptive_field`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("receptive_field", "reference")
def receptive_field(layers):
    r, j = 1, 1
    for k, stride in layers:
        r += (k - 1) * j
        j *= stride
    return r


@variant("receptive_field", "from the output back")
def _(layers):
    r = 1
    for k, s in reversed(layers):
        r = (r - 1) * s + k
    return r


@variant("receptive_field", "product of the strides before")
def _(layers):
    return 1 + sum((k - 1) * int(np.prod([s for _, s in layers[:l]], dtype=int)) for l, (k, _) in enumerate(layers))


@variant("receptive_field", "the set of pixels seen")
def _(layers):
    seen = {0}
    for k, s in layers[::-1]:
        seen = {i * s + a for i in seen for a in range(k)}
    return max(seen) - min(seen) + 1


@variant("receptive_field", "recursion")
def _(layers):
    def field(l):
        return layers[0][0] if l == 0 else field(l - 1) + (layers[l][0] - 1) * jump(l)

    def jump(l):
        return 1 if l == 0 else jump(l - 1) * layers[l - 1][1]

    return field(len(layers) - 1) if layers else 1


BASE = """
def receptive_field(layers):
    r, j = 1, 1
    for k, stride in layers:
        r += (k - 1) * j
        j *= stride
    return r
"""
STEP = "        r += (k - 1) * j\n        j *= stride\n"
slips("receptive_field", BASE, [
    ("stride-before-use", STEP, "        j *= stride\n        r += (k - 1) * j\n"),
    ("strides-ignored", "        j *= stride\n", ""),
    ("k-for-k-minus-one", "(k - 1) * j", "k * j"),
    ("starts-at-zero", "r, j = 1, 1", "r, j = 0, 1"),
    ("starts-at-zero-with-k", "r, j = 1, 1", "r, j = 0, 1", "(k - 1) * j", "k * j"),
    ("product-of-kernels", "r += (k - 1) * j", "r *= k"),
    ("strides-added", "j *= stride", "j += stride"),
    ("strides-added-from-one", "j *= stride", "j += stride - 1"),
    ("only-this-stride", "(k - 1) * j", "(k - 1) * stride"),
    ("only-last-stride", "j *= stride", "j = stride"),
    ("wrong-end", "in layers", "in layers[::-1]"),
    ("wrong-end", STEP, "        r = (r - 1) * stride + k\n"),
    ("returns-distance", "return r", "return j"),
    ("returns-both", "return r", "return r, j"),
    ("area", "return r", "return r * r"),
    ("last-layer-only", "r += (k - 1) * j", "r = k"),
    ("first-layer-only", "        j *= stride\n    return r", "        return r\n    return r"),
    ("last-layer-left-out", "in layers", "in layers[:-1]"),
    ("returns-none", "return r", "r"),
])
