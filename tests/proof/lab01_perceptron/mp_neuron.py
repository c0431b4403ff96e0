"""`mp_neuron`: right in other styles, and wrong as students write it."""
import random

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("mp_neuron", "reference")
def mp_neuron(x, w, u):
    net = x @ w
    return np.where(net >= u, 1, 0)


@variant("mp_neuron", "plain loops")
def _(x, w, u):
    out = np.zeros(len(x))
    for n in range(len(x)):
        total = 0.0
        for i in range(len(w)):
            total += w[i] * x[n][i]
        if total >= u:
            out[n] = 1
    return out


@variant("mp_neuron", "bool turned into int")
def _(x, w, u):
    return (np.dot(x, w) >= u).astype(int)


@variant("mp_neuron", "einsum and Heaviside")
def _(x, w, u):
    return np.heaviside(np.einsum("nm,m->n", x.astype(float), w) - u, 1)


@variant("mp_neuron", "float32")
def _(x, w, u):
    net = np.asarray(x, np.float32) @ np.asarray(w, np.float32)
    return (net >= np.float32(u)).astype(np.float32)


@variant("mp_neuron", "list comprehension, array at the end")
def _(x, w, u):
    return np.array([int(sum(wi for xi, wi in zip(row, w) if xi) >= u) for row in x.tolist()])


@variant("mp_neuron", "np.vectorize over the sums")
def _(x, w, u):
    fires = np.vectorize(lambda z: 1 if z >= u else 0)
    return fires((x * w).sum(axis=1))


@variant("mp_neuron", "recursion over the inputs")
def _(x, w, u):
    def total(row, weights):
        if len(row) == 0:
            return 0
        return row[0] * weights[0] + total(row[1:], weights[1:])

    return np.array([1 if total(row, w) >= u else 0 for row in x])


@variant("mp_neuron", "mask assignment, bool result is 0/1 too")
def _(x, w, u):
    y = np.zeros(x.shape[0], dtype=bool)
    y[x.dot(w) >= u] = True
    return y


# ------------------------------------------------------------------ wrong

@mutant("mp_neuron", "strict-threshold")
def _(x, w, u):
    out = []
    for row in x:
        s = 0
        for xi, wi in zip(row, w):
            s += xi * wi
        out.append(1 if s > u else 0)
    return np.array(out)


@mutant("mp_neuron", "strict-threshold", "heaviside with 0 at 0")
def _(x, w, u):
    return np.heaviside(x @ w - u, 0)


@mutant("mp_neuron", "mean-for-sum")
def _(x, w, u):
    return ((x * w).mean(axis=1) >= u).astype(int)


@mutant("mp_neuron", "ignores-weights")
def _(x, w, u):
    active = np.count_nonzero(x, axis=1)
    return np.where(active >= u, 1, 0)


@mutant("mp_neuron", "inverted")
def _(x, w, u):
    return (x @ w < u).astype(int)


@mutant("mp_neuron", "at-most")
def _(x, w, u):
    return np.where(x @ w <= u, 1, 0)


@mutant("mp_neuron", "plus-minus-one")
def _(x, w, u):
    return np.array([1 if np.dot(row, w) >= u else -1 for row in x])


@mutant("mp_neuron", "returns-sum")
def _(x, w, u):
    return np.sum(x * w, axis=1)


@mutant("mp_neuron", "net-minus-u")
def _(x, w, u):
    out = np.zeros(len(x))
    for n, row in enumerate(x):
        out[n] = np.dot(row, w) - u
    return out


@mutant("mp_neuron", "threshold-zero")
def _(x, w, u):
    net = x @ w
    return np.array([int(z >= 0) for z in net])


@mutant("mp_neuron", "adds-threshold")
def _(x, w, u):
    net = x @ w + u
    return (net >= 0) * 1


@mutant("mp_neuron", "absolute-weights")
def _(x, w, u):
    return (np.abs(x * w).sum(axis=1) >= u).astype(int)


@mutant("mp_neuron", "any-input")
def _(x, w, u):
    out = np.zeros(len(x), dtype=int)
    for n in range(len(x)):
        for i in range(len(w)):
            if x[n, i] * w[i] >= u:
                out[n] = 1
    return out


@mutant("mp_neuron", "all-inputs")
def _(x, w, u):
    return np.array([all(xi * wi >= u for xi, wi in zip(row, w)) for row in x]).astype(int)


@mutant("mp_neuron", "returns-none", "the result is computed and not returned")
def _(x, w, u):
    y = (x @ w >= u).astype(int)  # noqa: F841


@mutant("mp_neuron", "type", "a list")
def _(x, w, u):
    return [1 if np.dot(row, w) >= u else 0 for row in x]


@mutant("mp_neuron", "shape", "a column")
def _(x, w, u):
    return (x @ np.reshape(w, (-1, 1)) >= u).astype(int)


@mutant("mp_neuron", "crash", "the transpose does not fit")
def _(x, w, u):
    return (x.T @ w >= u).astype(int).reshape(len(x))


@mutant("mp_neuron", "crash", "one if for a whole array")
def _(x, w, u):
    if x @ w >= u:
        return 1
    return 0


@mutant("mp_neuron", "global-state", "seeds the global generator")
def _(x, w, u):
    np.random.seed(42)
    return (x @ w >= u).astype(int)


@mutant("mp_neuron", "global-state", "draws from Python's generator to break ties")
def _(x, w, u):
    random.random()
    return (x @ w >= u).astype(int)


@mutant("mp_neuron", "mutates-input", "silent inputs are written over")
def _(x, w, u):
    net = x @ w
    x[net < u] = 0
    return (net >= u).astype(int)
