"""`perceptron_predict`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("perceptron_predict", "reference")
def perceptron_predict(X, w):
    net = w[0] + X @ w[1:]
    return np.where(net > 0, 1, -1)


@variant("perceptron_predict", "plain loops")
def _(X, w):
    out = np.zeros(len(X), dtype=int)
    for n in range(len(X)):
        net = w[0]
        for d in range(X.shape[1]):
            net = net + w[d + 1] * X[n, d]
        if net > 0:
            out[n] = 1
        else:
            out[n] = -1
    return out


@variant("perceptron_predict", "augmented inputs")
def _(X, w):
    Xt = np.column_stack([np.ones(len(X)), X])
    return 2.0 * (Xt @ w > 0) - 1


@variant("perceptron_predict", "sign, with 0 sent to -1")
def _(X, w):
    s = np.sign(X.dot(w[1:]) + w[0])
    s[s == 0] = -1
    return s


@variant("perceptron_predict", "einsum")
def _(X, w):
    net = np.einsum("nd,d->n", np.insert(X, 0, 1, axis=1), w)
    return np.choose(net > 0, [-1, 1])


@variant("perceptron_predict", "float32")
def _(X, w):
    X, w = X.astype(np.float32), w.astype(np.float32)
    return np.where(X @ w[1:] > -w[0], np.float32(1), np.float32(-1))


@variant("perceptron_predict", "list comprehension with a helper")
def _(X, w):
    def side(x):
        return 1 if np.dot(w, np.append(1.0, x)) > 0 else -1

    return np.array([side(x) for x in X])


@variant("perceptron_predict", "negated test: not <= 0")
def _(X, w):
    y = np.ones(X.shape[0])
    y[~(w[0] + (X * w[1:]).sum(axis=1) > 0)] = -1
    return y


# ------------------------------------------------------------------ wrong

@mutant("perceptron_predict", "geq-threshold")
def _(X, w):
    return np.array([1 if w[0] + np.dot(w[1:], x) >= 0 else -1 for x in X])


@mutant("perceptron_predict", "sign-at-zero")
def _(X, w):
    Xt = np.hstack([np.ones((len(X), 1)), X])
    return np.sign(Xt @ w).astype(int)


@mutant("perceptron_predict", "zero-one-labels")
def _(X, w):
    out = np.zeros(len(X))
    for n, x in enumerate(X):
        if w[0] + x @ w[1:] > 0:
            out[n] = 1
    return out


@mutant("perceptron_predict", "bias-last")
def _(X, w):
    Xt = np.column_stack([X, np.ones(len(X))])
    return np.where(Xt @ w > 0, 1, -1)


@mutant("perceptron_predict", "bias-ignored")
def _(X, w):
    net = (X * w[1:]).sum(axis=1)
    return np.where(net > 0, 1, -1)


@mutant("perceptron_predict", "bias-subtracted")
def _(X, w):
    Xt = np.column_stack([-np.ones(len(X)), X])
    return np.where(Xt @ w > 0, 1, -1)


@mutant("perceptron_predict", "bias-subtracted", "w[0] as a threshold")
def _(X, w):
    return np.where(X @ w[1:] > w[0], 1, -1)


@mutant("perceptron_predict", "sides-swapped")
def _(X, w):
    net = w[0] + X @ w[1:]
    return np.where(net > 0, -1, 1)


@mutant("perceptron_predict", "lower-side")
def _(X, w):
    net = w[0] + X @ w[1:]
    return np.where(net < 0, 1, -1)


@mutant("perceptron_predict", "returns-net")
def _(X, w):
    return np.column_stack([np.ones(len(X)), X]) @ w


@mutant("perceptron_predict", "integer-net")
def _(X, w):
    out = []
    for x in X:
        net = int(w[0] + sum(a * b for a, b in zip(w[1:], x)))
        out.append(1 if net > 0 else -1)
    return np.array(out)


@mutant("perceptron_predict", "zero-one-labels", "a mask")
def _(X, w):
    return w[0] + X @ w[1:] > 0


@mutant("perceptron_predict", "shape", "a column")
def _(X, w):
    net = w[0] + X @ w[1:].reshape(-1, 1)
    return np.where(net > 0, 1, -1)


@mutant("perceptron_predict", "shape", "the first answer only")
def _(X, w):
    for x in X:
        net = w[0] + x @ w[1:]
        if net > 0:
            return 1
        else:
            return -1


@mutant("perceptron_predict", "type", "a list")
def _(X, w):
    return [1 if w[0] + x @ w[1:] > 0 else -1 for x in X]


@mutant("perceptron_predict", "crash", "w has one entry more than X has columns")
def _(X, w):
    return np.where(X @ w > 0, 1, -1)


@mutant("perceptron_predict", "returns-none")
def _(X, w):
    y = []
    for x in X:
        y.append(1 if w[0] + x @ w[1:] > 0 else -1)
    np.array(y)


@mutant("perceptron_predict", "mutates-input", "the weights are normalised in place")
def _(X, w):
    y = np.where(w[0] + X @ w[1:] > 0, 1, -1)
    if w.dtype.kind == "f" and np.any(w):
        w /= np.linalg.norm(w)
    return y


@mutant("perceptron_predict", "global-state", "ties broken by a coin that is never needed")
def _(X, w):
    np.random.rand(len(X))
    return np.where(w[0] + X @ w[1:] > 0, 1, -1)
