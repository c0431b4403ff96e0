"""`hebb_update`: right in other styles, and wrong as students write it."""
import random

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("hebb_update", "reference")
def hebb_update(X, y, w, eta):
    X_tilde = np.column_stack([np.ones(len(X)), X])
    return w + eta * X_tilde.T @ y


@variant("hebb_update", "plain loops")
def _(X, y, w, eta):
    new = np.array(w, dtype=float)
    for n in range(len(X)):
        new[0] += eta * y[n]
        for d in range(X.shape[1]):
            new[d + 1] += eta * y[n] * X[n, d]
    return new


@variant("hebb_update", "einsum")
def _(X, y, w, eta):
    return w + eta * np.einsum("n,ni->i", y, np.insert(X, 0, 1, axis=1))


@variant("hebb_update", "bias and inputs apart")
def _(X, y, w, eta):
    return np.concatenate([[w[0] + eta * np.sum(y)], w[1:] + eta * (y @ X)])


@variant("hebb_update", "float32")
def _(X, y, w, eta):
    A = np.c_[np.ones(len(X)), X].astype(np.float32)
    return w.astype(np.float32) + np.float32(eta) * (y.astype(np.float32) @ A)


@variant("hebb_update", "sum of a list of steps")
def _(X, y, w, eta):
    return w + eta * sum(yn * np.append(1.0, x) for x, yn in zip(X, y))


@variant("hebb_update", "diagonal matrix of activities")
def _(X, y, w, eta):
    A = np.hstack([np.ones((len(X), 1)), X])
    return w + eta * (np.diag(y) @ A).sum(axis=0)


@variant("hebb_update", "recursion over the examples")
def _(X, y, w, eta):
    if len(X) == 0:
        return w
    return hebb_update(X[1:], y[1:], w + eta * y[0] * np.append(1.0, X[0]), eta)


# ------------------------------------------------------------------ wrong

@mutant("hebb_update", "sign")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w - eta * y @ A


@mutant("hebb_update", "mean-for-sum")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.T @ y / len(y)


@mutant("hebb_update", "eta-ignored")
def _(X, y, w, eta):
    new = w.astype(float)
    for x, yn in zip(X, y):
        new += yn * np.append(1.0, x)
    return new


@mutant("hebb_update", "step-only")
def _(X, y, w, eta):
    dw = np.zeros(len(w))
    for n in range(len(X)):
        dw[0] += eta * y[n]
        dw[1:] += eta * y[n] * X[n]
    return dw


@mutant("hebb_update", "own-activity")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    y = A @ w
    return w + eta * A.T @ y


@mutant("hebb_update", "delta-rule")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, yn in zip(A, y):
        new += eta * (yn - x @ w) * x
    return new


@mutant("hebb_update", "bias-not-learned")
def _(X, y, w, eta):
    A = np.column_stack([np.zeros(len(X)), X])
    return w + eta * A.T @ y


@mutant("hebb_update", "bias-plain-one")
def _(X, y, w, eta):
    return w + eta * np.append(1.0, X.T @ y)


@mutant("hebb_update", "activity-ignored")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.sum(axis=0)


@mutant("hebb_update", "sums-apart")
def _(X, y, w, eta):
    return w + eta * np.sum(y) * np.append(len(X), X.sum(axis=0))


@mutant("hebb_update", "last-example")
def _(X, y, w, eta):
    for n in range(len(X)):
        dw = eta * y[n] * np.append(1.0, X[n])
    return w + dw


@mutant("hebb_update", "first-example")
def _(X, y, w, eta):
    new = w.astype(float)
    for n in range(len(X)):
        new += eta * y[n] * np.append(1.0, X[n])
        return new


@mutant("hebb_update", "only-firing")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    active = y > 0
    return w + eta * A[active].T @ y[active]


@mutant("hebb_update", "sign-of-activity")
def _(X, y, w, eta):
    new = w.astype(float)
    for x, yn in zip(X, y):
        s = 1 if yn > 0 else -1 if yn < 0 else 0
        new += eta * s * np.append(1.0, x)
    return new


@mutant("hebb_update", "binary-activity")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A[y > 0].sum(axis=0)


@mutant("hebb_update", "absolute-activity")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * A.T @ np.abs(y)


@mutant("hebb_update", "oja")
def _(X, y, w, eta):
    new = w.astype(float)
    for x, yn in zip(X, y):
        new += eta * yn * (np.append(1.0, x) - yn * w)
    return new


@mutant("hebb_update", "normalised")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w + eta * A.T @ y
    return new / np.sqrt(new @ new)


@mutant("hebb_update", "bias-count")
def _(X, y, w, eta):
    new = w.astype(float)
    for n in range(len(X)):
        new[0] += eta
        new[1:] += eta * y[n] * X[n]
    return new


@mutant("hebb_update", "w-per-example")
def _(X, y, w, eta):
    return sum(w + eta * yn * np.append(1.0, x) for x, yn in zip(X, y))


@mutant("hebb_update", "perceptron-rule")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    new = w.astype(float)
    for x, yn in zip(A, y):
        o = 1 if x @ w > 0 else -1
        if o != yn:
            new += eta * yn * x
    return new


@mutant("hebb_update", "bias-last")
def _(X, y, w, eta):
    A = np.column_stack([X, np.ones(len(X))])
    return w + eta * A.T @ y


@mutant("hebb_update", "shape", "outer product, not summed")
def _(X, y, w, eta):
    A = np.column_stack([np.ones(len(X)), X])
    return w + eta * y[:, None] * A


@mutant("hebb_update", "crash", "one 1 beside a matrix")
def _(X, y, w, eta):
    return w + eta * np.hstack([1.0, X]).T @ y


@mutant("hebb_update", "type", "a list")
def _(X, y, w, eta):
    step = [np.sum(y)] + [np.sum(y * X[:, d]) for d in range(X.shape[1])]
    return [wi + eta * s for wi, s in zip(w, step)]


@mutant("hebb_update", "returns-none")
def _(X, y, w, eta):
    w = w + eta * np.append(y.sum(), y @ X)


@mutant("hebb_update", "mutates-input", "asarray does not copy")
def _(X, y, w, eta):
    new = np.asarray(w, dtype=float)
    new += eta * np.append(y.sum(), y @ X)
    return new


@mutant("hebb_update", "global-state")
def _(X, y, w, eta):
    random.seed(0)
    return w + eta * np.append(y.sum(), y @ X)
