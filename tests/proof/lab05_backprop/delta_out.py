"""`delta_out`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("delta_out", "reference")
def delta_out(o, t):
    return o * (1 - o) * (t - o)


@variant("delta_out", "plain loops")
def _(o, t):
    flat = [float(a) * (1 - float(a)) * (float(b) - float(a)) for a, b in zip(np.ravel(o), np.ravel(t))]
    return np.array(flat).reshape(np.shape(o))


@variant("delta_out", "minus the chain, in steps")
def _(o, t):
    dE_do = -(t - o)
    do_dnet = o - o**2
    return -(dE_do * do_dnet)


@variant("delta_out", "multiplied out")
def _(o, t):
    o = np.asarray(o, float)
    return o * t - o**2 - o**2 * t + o**3


@variant("delta_out", "float32")
def _(o, t):
    o, t = np.float32(o), np.float32(t)
    return np.multiply(np.subtract(t, o), np.multiply(o, 1 - o))


# ------------------------------------------------------------------ wrong

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@mutant("delta_out", "sign")
def _(o, t):
    return o * (1 - o) * (o - t)


@mutant("delta_out", "slope-missing")
def _(o, t):
    return t - o


@mutant("delta_out", "sign-without-slope")
def _(o, t):
    return o - t


@mutant("delta_out", "slope-only")
def _(o, t):
    return o * (1 - o)


@mutant("delta_out", "tanh-slope")
def _(o, t):
    return (t - o) * (1 - o**2)


@mutant("delta_out", "half-slope")
def _(o, t):
    return (1 - o) * (t - o)


@mutant("delta_out", "half-slope-o")
def _(o, t):
    return o * (t - o)


@mutant("delta_out", "slope-twice")
def _(o, t):
    error = o * (1 - o) * (t - o)
    return error * o * (1 - o)


@mutant("delta_out", "slope-of-o")
def _(o, t):
    s = sigmoid(o)
    return s * (1 - s) * (t - o)


@mutant("delta_out", "slope-at-target")
def _(o, t):
    return t * (1 - t) * (t - o)


@mutant("delta_out", "double")
def _(o, t):
    return 2 * o * (1 - o) * (t - o)


@mutant("delta_out", "half")
def _(o, t):
    return 0.5 * (t - o) * o * (1 - o)


@mutant("delta_out", "squared-error")
def _(o, t):
    return o * (1 - o) * (t - o) ** 2


@mutant("delta_out", "absolute-error")
def _(o, t):
    return o * (1 - o) * abs(t - o)


@mutant("delta_out", "averaged")
def _(o, t):
    return o * (1 - o) * (t - o) / len(o)


@mutant("delta_out", "over-size")
def _(o, t):
    return o * (1 - o) * (t - o) / o.size


@mutant("delta_out", "precedence")
def _(o, t):
    return o * (1 - o) * t - o


@mutant("delta_out", "precedence-slope")
def _(o, t):
    return o * 1 - o * (t - o)


@mutant("delta_out", "factors-swapped")
def _(o, t):
    return t * (1 - o) * (o - t)


@mutant("delta_out", "target-output-swapped")
def _(t, o):
    return o * (1 - o) * (t - o)


@mutant("delta_out", "target-only")
def _(o, t):
    return o * (1 - o) * t


@mutant("delta_out", "cross-entropy")
def _(o, t):
    o = np.maximum(o, 1e-300)
    return t / o - (1 - t) / np.maximum(1 - o, 1e-300)


@mutant("delta_out", "error-of-node")
def _(o, t):
    return 0.5 * (t - o) ** 2


@mutant("delta_out", "row-sums")
def _(o, t):
    d = o * (1 - o) * (t - o)
    return np.ones_like(o) * d.sum(axis=-1, keepdims=True)


@mutant("delta_out", "shape", "added up")
def _(o, t):
    return np.sum(o * (1 - o) * (t - o))


@mutant("delta_out", "shape", "dot product")
def _(o, t):
    return np.dot(np.ravel(o * (1 - o)), np.ravel(t - o))


@mutant("delta_out", "type", "a list")
def _(o, t):
    return list(o * (1 - o) * (t - o))


@mutant("delta_out", "returns-none")
def _(o, t):
    d = o * (1 - o) * (t - o)


@mutant("delta_out", "mutates-input")
def _(o, t):
    t = np.asarray(t)
    if t.dtype.kind == "f":
        t -= o
    else:
        t = t - o
    return o * (1 - o) * t


@mutant("delta_out", "half-squared-error")
def _(o, t):
    E = 0.5 * (t - o) ** 2
    return E * o * (1 - o)


@mutant("delta_out", "sigmoid-again")
def _(o, t):
    s = sigmoid(o)
    return s * (1 - s) * (t - s)


@mutant("delta_out", "overwritten")
def _(o, t):
    o = o * (1 - o)
    return o * (t - o)


@mutant("delta_out", "error-summed")
def _(o, t):
    error = np.sum(t - o, axis=-1, keepdims=True)
    return o * (1 - o) * error


@mutant("delta_out", "integer-result")
def _(o, t):
    d = np.zeros_like(t)
    d[...] = o * (1 - o) * (t - o)
    return d
