"""`perceptron_epoch`: right in other styles, and wrong as students write it."""
from functools import reduce

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("perceptron_epoch", "reference")
def perceptron_epoch(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    n_mistakes = 0
    for n in order:
        net = w[0] + X[n] @ w[1:]
        y_hat = 1 if net > 0 else -1
        if y_hat != y[n]:
            w[0] += eta * y[n]
            w[1:] += eta * y[n] * X[n]
            n_mistakes += 1
    return w, n_mistakes


@variant("perceptron_epoch", "plain loops")
def _(X, y, w, eta, order):
    w = [float(v) for v in w]
    count = 0
    for n in order.tolist():
        net = w[0]
        for d in range(len(w) - 1):
            net += w[d + 1] * X[n][d]
        if (net > 0) != (y[n] > 0):
            w[0] += eta * y[n]
            for d in range(len(w) - 1):
                w[d + 1] += eta * y[n] * X[n][d]
            count += 1
    return np.array(w, dtype=float), count


@variant("perceptron_epoch", "augmented inputs, new arrays")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for x, target in zip(Xt[order], y[order]):
        if (1 if x @ w > 0 else -1) != target:
            w = w + eta * target * x
            mistakes += 1
    return np.array(w, dtype=float), mistakes


@variant("perceptron_epoch", "half of the error: η(t − o)/2")
def _(X, y, w, eta, order):
    Xt = np.hstack([np.ones((len(X), 1)), X])
    w, wrong = w.astype(float), []
    for n in order:
        o = 1 if np.dot(Xt[n], w) > 0 else -1
        w += eta * (y[n] - o) / 2 * Xt[n]
        wrong.append(o != y[n])
    return w, int(sum(wrong))


@variant("perceptron_epoch", "jumps from mistake to mistake")
def _(X, y, w, eta, order):
    A = np.insert(X.astype(float), 0, 1, axis=1)[order]
    t = y[order]
    w, start, count = w.astype(float), 0, 0
    while start < len(t):
        wrong = np.flatnonzero(np.where(A[start:] @ w > 0, 1, -1) != t[start:])
        if len(wrong) == 0:
            break
        n = start + wrong[0]
        w, start, count = w + eta * t[n] * A[n], n + 1, count + 1
    return w, np.int64(count)


@variant("perceptron_epoch", "float32")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X]).astype(np.float32)
    w = w.astype(np.float32)
    m = 0
    for n in order:
        if np.where(Xt[n] @ w > 0, 1, -1) != y[n]:
            w = w + np.float32(eta * y[n]) * Xt[n]
            m += 1
    return w, m


@variant("perceptron_epoch", "reduce over the order")
def _(X, y, w, eta, order):
    def step(state, n):
        w, m = state
        x = np.concatenate([[1.0], X[n]])
        o = -1 if w @ x <= 0 else 1
        return (w, m) if o == y[n] else (w + eta * y[n] * x, m + 1)

    return reduce(step, order, (np.array(w, dtype=float), 0))


@variant("perceptron_epoch", "recursion, a list for the pair")
def _(X, y, w, eta, order):
    if len(order) == 0:
        return [np.array(w, dtype=float), 0]
    n = order[0]

    def visit(w, rest, m):
        if len(rest) == 0:
            return [w, m]
        x = np.append(1.0, X[rest[0]])
        t = y[rest[0]]
        miss = (w.dot(x) > 0) != (t == 1)
        return visit(w + miss * eta * t * x, rest[1:], m + miss)

    w, m = visit(np.array(w, dtype=float), order, 0)
    return [w, int(m)]


# ------------------------------------------------------------------ wrong

@mutant("perceptron_epoch", "learns-from-all")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        o = 1 if w[0] + X[n] @ w[1:] > 0 else -1
        m += o != y[n]
        w[0] += eta * y[n]
        w[1:] += eta * y[n] * X[n]
    return w, m


@mutant("perceptron_epoch", "sign-reversed")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w[0] -= eta * y[n]
            w[1:] -= eta * y[n] * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "sign-reversed", "moves towards its own answer")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        o = 1 if w[0] + X[n] @ w[1:] > 0 else -1
        if o != y[n]:
            w[0] += eta * o
            w[1:] += eta * o * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "double-step")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    w, m = w.astype(float), 0
    for n in order:
        o = 1 if Xt[n] @ w > 0 else -1
        w += eta * (y[n] - o) * Xt[n]
        m += int(o != y[n])
    return w, m


@mutant("perceptron_epoch", "half-step")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    w, m = w.astype(float), 0
    for n in order:
        if (1 if Xt[n] @ w > 0 else -1) != y[n]:
            w += 0.5 * eta * y[n] * Xt[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "geq-threshold")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        y_hat = 1 if w[0] + np.dot(X[n], w[1:]) >= 0 else -1
        if y_hat != y[n]:
            w[0] += eta * y[n]
            w[1:] += eta * y[n] * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "zero-is-no-class")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if np.sign(w[0] + np.dot(X[n], w[1:])) != y[n]:
            w[0] += eta * y[n]
            w[1:] += eta * y[n] * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "zero-is-no-class", "margin test with equality")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    m = 0
    w = np.array(w, float)
    for n in order:
        if y[n] * (Xt[n] @ w) <= 0:
            w = w + eta * y[n] * Xt[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "strict-margin")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    w, m = np.array(w, float), 0
    for n in order:
        margin = y[n] * np.dot(w, Xt[n])
        if margin < 0:
            w += eta * y[n] * Xt[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "stale-weights")
def _(X, y, w, eta, order):
    Xt = np.column_stack([np.ones(len(X)), X])
    wrong = np.where(Xt @ w > 0, 1, -1) != y
    return w + eta * (y * wrong) @ Xt, int(wrong.sum())


@mutant("perceptron_epoch", "ignores-order")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for x, t in zip(X, y):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != t:
            w[0] += eta * t
            w[1:] += eta * t * x
            m += 1
    return w, m


@mutant("perceptron_epoch", "bias-not-learned")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            for d in range(X.shape[1]):
                w[d + 1] += eta * y[n] * X[n, d]
            m += 1
    return w, m


@mutant("perceptron_epoch", "only-bias")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w[0] = w[0] + eta * y[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "bias-last")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        net = X[n] @ w[:-1] + w[-1]
        if (1 if net > 0 else -1) != y[n]:
            w[:-1] += eta * y[n] * X[n]
            w[-1] += eta * y[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "eta-ignored")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "label-ignored")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "stops-at-first")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
            break
    return w, m


@mutant("perceptron_epoch", "counts-right-ones")
def _(X, y, w, eta, order):
    w, right = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) == y[n]:
            right += 1
        else:
            w += eta * y[n] * np.append(1.0, X[n])
    return w, right


@mutant("perceptron_epoch", "counts-after")
def _(X, y, w, eta, order):
    w = w.astype(float)
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
    y_hat = np.where(w[0] + X @ w[1:] > 0, 1, -1)
    return w, np.sum(y_hat != y)


@mutant("perceptron_epoch", "counts-before")
def _(X, y, w, eta, order):
    n_mistakes = int((np.where(w[0] + X @ w[1:] > 0, 1, -1) != y).sum())
    w = w.astype(float)
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
    return w, n_mistakes


@mutant("perceptron_epoch", "skips-first")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for i in range(1, len(order)):
        n = order[i]
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "skips-last")
def _(X, y, w, eta, order):
    w, m, i = w.astype(float), 0, 0
    while i < len(order) - 1:
        n = order[i]
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
        i += 1
    return w, m


@mutant("perceptron_epoch", "bias-without-eta")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w[0] += y[n]
            w[1:] += eta * y[n] * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "labels-out-of-step")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    Xs = X[order]
    for n in range(len(Xs)):
        if (1 if w[0] + Xs[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, Xs[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "updates-from-start")
def _(X, y, w, eta, order):
    w_new, m = np.array(w, float), 0
    for n in order:
        x = np.append(1.0, X[n])
        if (1 if w_new @ x > 0 else -1) != y[n]:
            w_new = w + eta * y[n] * x
            m += 1
    return w_new, m


@mutant("perceptron_epoch", "labels-01")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        o = 1 if w[0] + X[n] @ w[1:] > 0 else 0
        if o != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "mutates-input", "asarray does not copy")
def _(X, y, w, eta, order):
    w = np.asarray(w, dtype=float)
    m = 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "mutates-input", "sorts the order it was given")
def _(X, y, w, eta, order):
    visit = order.copy()
    order.sort()
    order[0] = -1
    w, m = w.astype(float), 0
    for n in visit:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "global-state", "shuffles a list of its own for nothing")
def _(X, y, w, eta, order):
    np.random.shuffle(list(order))
    np.random.random()
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
            m += 1
    return w, m


@mutant("perceptron_epoch", "type", "only the weights are returned")
def _(X, y, w, eta, order):
    w = w.astype(float)
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])
    return w


@mutant("perceptron_epoch", "returns-none", "w is changed on a copy and not returned")
def _(X, y, w, eta, order):
    w = w.astype(float)
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.append(1.0, X[n])


@mutant("perceptron_epoch", "crash", "x has no 1 in front")
def _(X, y, w, eta, order):
    w, m = w.astype(float), 0
    for n in order:
        if (1 if w @ X[n] > 0 else -1) != y[n]:
            w += eta * y[n] * X[n]
            m += 1
    return w, m


@mutant("perceptron_epoch", "shape", "the weights of all steps are returned")
def _(X, y, w, eta, order):
    path, m = [np.array(w, float)], 0
    for n in order:
        x = np.append(1.0, X[n])
        w = path[-1]
        if (1 if w @ x > 0 else -1) != y[n]:
            m += 1
            w = w + eta * y[n] * x
        path.append(w)
    return np.array(path), m
