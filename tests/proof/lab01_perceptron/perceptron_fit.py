"""`perceptron_fit`: right in other styles, and wrong as students write it. All may call their own `perceptron_epoch`."""
import itertools

import numpy as np

from tests.proof.corpus import mutant, variant
from tests.proof.lab01_perceptron.perceptron_epoch import perceptron_epoch


@variant("perceptron_fit", "reference")
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    N, D = X.shape
    w, mistakes = np.zeros(D + 1), []
    for _ in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        w, n_mistakes = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(n_mistakes)
        if n_mistakes == 0:
            break
    return w, mistakes


@variant("perceptron_fit", "plain loops")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = [0.0] * (len(X[0]) + 1)
    mistakes = []
    for _ in range(max_epochs):
        order = list(range(len(X)))
        if rng is not None:
            rng.shuffle(order)
        count = 0
        for n in order:
            net = w[0]
            for d in range(len(X[n])):
                net += w[d + 1] * X[n][d]
            if (1 if net > 0 else -1) != y[n]:
                w[0] += eta * y[n]
                for d in range(len(X[n])):
                    w[d + 1] += eta * y[n] * X[n][d]
                count += 1
        mistakes.append(count)
        if count == 0:
            break
    return np.array(w), mistakes


@variant("perceptron_fit", "other use of the generator: sorts random keys")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    wrong = 1
    while wrong and len(mistakes) < max_epochs:
        order = np.argsort(rng.random(len(y))) if rng is not None else np.arange(len(y))
        w, wrong = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(int(wrong))
    return w, mistakes


@variant("perceptron_fit", "choice without replacement")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X])
    w, history = np.zeros(A.shape[1]), []
    for epoch in range(max_epochs):
        m = 0
        for n in range(len(A)) if rng is None else rng.choice(len(A), len(A), replace=False):
            if y[n] * (A[n] @ w) < 0 or (A[n] @ w == 0 and y[n] == 1):
                w = w + eta * y[n] * A[n]
                m += 1
        history.append(m)
        if not m:
            return w, history
    return w, history


@variant("perceptron_fit", "shuffles copies of X and y together")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    data = np.column_stack([np.ones(len(X)), X, y])
    w, mistakes = np.zeros(data.shape[1] - 1), []
    for _ in range(max_epochs):
        if rng is not None:
            rng.shuffle(data)
        wrong = 0
        for row in data:
            x, t = row[:-1], row[-1]
            o = 2 * int(x @ w > 0) - 1
            w = w + eta * (t - o) / 2 * x
            wrong += o != t
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, mistakes


@variant("perceptron_fit", "float32, an array of counts")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X]).astype(np.float32)
    w, mistakes = np.zeros(A.shape[1], np.float32), []
    for _ in range(max_epochs):
        m = 0
        for n in (np.arange(len(y)) if rng is None else rng.permutation(len(y))):
            if (A[n] @ w > 0) != (y[n] > 0):
                w = w + np.float32(eta * y[n]) * A[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, np.array(mistakes)


@variant("perceptron_fit", "learns with η = 1 and scales at the end")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(y)
    w, mistakes = np.zeros(X.shape[1] + 1), []
    orders = (np.arange(N) if rng is None else rng.permutation(N) for _ in itertools.count())
    for order in itertools.islice(orders, max_epochs):
        w, m = perceptron_epoch(X, y, w, 1.0, order)
        mistakes += [m]
        if m == 0:
            break
    return eta * w, mistakes


@variant("perceptron_fit", "recursion over the epochs, a list for the pair")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    def go(w, left):
        if left == 0:
            return [w, []]
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if m == 0:
            return [w, [0]]
        w, rest = go(w, left - 1)
        return [w, [m] + rest]

    return go(np.zeros(X.shape[1] + 1), min(max_epochs, 800))


# ------------------------------------------------------------------ wrong

@mutant("perceptron_fit", "zero-not-kept")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if m == 0:
            break
        mistakes.append(m)
    return w, mistakes


@mutant("perceptron_fit", "never-stops-early")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
    return w, mistakes


@mutant("perceptron_fit", "one-epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        return w, mistakes


@mutant("perceptron_fit", "starts-at-one")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.ones(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "eta-ignored")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, 1.0, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "max-epochs-ignored")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(100):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "one-epoch-short")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    epoch = 1
    while epoch < max_epochs:
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
        epoch += 1
    return w, mistakes


@mutant("perceptron_fit", "one-epoch-more")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    while True:
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0 or len(mistakes) > max_epochs:
            return w, mistakes


@mutant("perceptron_fit", "total-count")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes, total = np.zeros(X.shape[1] + 1), [], 0
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        total += m
        mistakes.append(total)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "counter-not-reset")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    wrong = 0
    for _ in range(max_epochs):
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
                w = w + eta * y[n] * np.append(1.0, X[n])
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "sum-for-list")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), 0
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes += m
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "rates-for-counts")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m / len(X))
        if mistakes[-1] == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "number-of-epochs")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    epochs = 0
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        epochs += 1
        if m == 0:
            break
    return w, epochs


@mutant("perceptron_fit", "weights-before-last")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    path, mistakes = [np.zeros(X.shape[1] + 1)], []
    for epoch in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, path[epoch], eta, order)
        path.append(w)
        mistakes.append(m)
        if m == 0:
            break
    return path[epoch], mistakes


@mutant("perceptron_fit", "restarts")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    mistakes = []
    for _ in range(max_epochs):
        w = np.zeros(X.shape[1] + 1)
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "restarts", "the new weights are kept under another name")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w_new, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w_new, mistakes


@mutant("perceptron_fit", "epoch-errors")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, _m = perceptron_epoch(X, y, w, eta, order)
        errors = int((np.where(w[0] + X @ w[1:] > 0, 1, -1) != y).sum())
        mistakes.append(errors)
        if errors == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "geq-threshold")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            y_hat = 1 if w[0] + X[n] @ w[1:] >= 0 else -1
            if y_hat != y[n]:
                w = w + eta * y[n] * np.append(1.0, X[n])
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "zero-is-no-class")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if y[n] * (w[0] + X[n] @ w[1:]) <= 0:
                w = w + eta * y[n] * np.append(1.0, X[n])
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "learns-from-all")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
                m += 1
            w = w + eta * y[n] * np.append(1.0, X[n])
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "sign-reversed")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            y_hat = 1 if w[0] + X[n] @ w[1:] > 0 else -1
            if y_hat != y[n]:
                w = w + eta * y_hat * np.append(1.0, X[n])
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "double-step")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            error = y[n] - (1 if w[0] + X[n] @ w[1:] > 0 else -1)
            w = w + eta * error * np.append(1.0, X[n])
            m += int(error != 0)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "bias-not-learned")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
                w[1:] += eta * y[n] * X[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "stale-weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X])
    w, mistakes = np.zeros(A.shape[1]), []
    for _ in range(max_epochs):
        y_hat = np.where(A @ w > 0, 1, -1)
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if y_hat[n] != y[n]:
                w = w + eta * y[n] * A[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "bias-last")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([X, np.ones(len(X))])
    w, mistakes = np.zeros(A.shape[1]), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if A[n] @ w > 0 else -1) != y[n]:
                w = w + eta * y[n] * A[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "outputs-swapped")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return mistakes, w


@mutant("perceptron_fit", "rng-ignored")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        w, m = perceptron_epoch(X, y, w, eta, np.arange(len(X)))
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "not-a-permutation")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(N) if rng is None else rng.choice(N, N)
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0 and np.all(np.where(w[0] + X @ w[1:] > 0, 1, -1) == y):
            break
    return w, mistakes


@mutant("perceptron_fit", "same-order-each-epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    order = np.arange(len(X))
    if rng is not None:
        order = rng.permutation(order)
    while len(mistakes) < max_epochs:
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "goes-on-after-zero", "waits for two epochs without mistakes when shuffled")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if sum(mistakes[-2 if rng is not None else -1:]) == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "does-not-converge", "with a generator one epoch is thought enough")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs if rng is None else 2):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
        if rng is not None:
            return w, mistakes
    return w, mistakes


@mutant("perceptron_fit", "global-state")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    order = np.arange(len(X))
    for _ in range(max_epochs):
        if rng is not None:
            np.random.shuffle(order)
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "mutates-input", "centres the inputs of the caller")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break
    X -= X.mean(axis=0)
    return w, mistakes


@mutant("perceptron_fit", "returns-none")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if m == 0:
            break


@mutant("perceptron_fit", "shape", "no room for the bias")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1]), []
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)):
            if np.sign(X[n] @ w) != y[n]:
                w = w + eta * y[n] * X[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@mutant("perceptron_fit", "crash", "no order without a generator")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        w, m = perceptron_epoch(X, y, w, eta, rng.permutation(len(X)))
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes
