"""`pocket_fit`: right in other styles, and wrong as students write it. All may call what they wrote before."""
import numpy as np

from tests.proof.corpus import mutant, variant
from tests.proof.lab01_perceptron.perceptron_epoch import perceptron_epoch
from tests.proof.lab01_perceptron.perceptron_fit import perceptron_fit
from tests.proof.lab01_perceptron.perceptron_predict import perceptron_predict


@variant("pocket_fit", "reference")
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    N, D = X.shape
    w = np.zeros(D + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        w, n_mistakes = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if n_mistakes == 0:
            break
    return best


@variant("pocket_fit", "all candidates first, argmin at the end")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    candidates = [np.zeros(X.shape[1] + 1)]
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        candidates.append(perceptron_epoch(X, y, candidates[-1], eta, order)[0])
    errors = [(perceptron_predict(X, w) != y).sum() for w in candidates]
    return candidates[int(np.argmin(errors))]


@variant("pocket_fit", "one matrix product for all candidates")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X])
    W = np.zeros((max_epochs + 1, A.shape[1]))
    for e in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        W[e + 1], _ = perceptron_epoch(X, y, W[e], eta, order)
    wrong = (np.where(A @ W.T > 0, 1, -1) != y[:, None]).sum(axis=0)
    return W[wrong.argmin()].copy()


@variant("pocket_fit", "min with a key, shuffled copies of the indices")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    def run():
        w, index = np.zeros(X.shape[1] + 1), list(range(len(y)))
        yield w
        for _ in range(max_epochs):
            if rng is not None:
                rng.shuffle(index)
            w, m = perceptron_epoch(X, y, w, eta, np.array(index))
            yield w
            if m == 0:
                return

    return min(run(), key=lambda w: np.count_nonzero(perceptron_predict(X, w) != y))


@variant("pocket_fit", "stops when nothing is left to improve")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    pocket, accuracy = w.copy(), np.mean(perceptron_predict(X, w) == y)
    epoch = 0
    while accuracy < 1 and epoch < max_epochs:
        order = np.arange(len(y)) if rng is None else np.argsort(rng.random(len(y)))
        w, _ = perceptron_epoch(X, y, w, eta, order)
        now = np.mean(perceptron_predict(X, w) == y)
        if now > accuracy:
            pocket, accuracy = w.copy(), now
        epoch += 1
    return pocket


@variant("pocket_fit", "float32, jumps from mistake to mistake")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X]).astype(np.float32)
    w = np.zeros(A.shape[1], np.float32)
    best, fewest = w, int((y != -1).sum())
    for _ in range(max_epochs):
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        B, t, start = A[order], y[order], 0
        while start < len(t):
            wrong = np.where(B[start:] @ w > 0, 1, -1) != t[start:]
            n = start + int(wrong.argmax())
            if not wrong.any():
                break
            w, start = w + np.float32(eta * t[n]) * B[n], n + 1
        errors = int((np.where(A @ w > 0, 1, -1) != y).sum())
        if errors < fewest:
            best, fewest = w, errors
    return best


@variant("pocket_fit", "one more call of perceptron_fit for each length")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    if rng is not None:
        return pocket_fit(X, y, eta, max_epochs, rng)
    best = np.zeros(X.shape[1] + 1)
    for k in range(1, max_epochs + 1):
        w, mistakes = perceptron_fit(X, y, eta, k)
        if (perceptron_predict(X, w) != y).sum() < (perceptron_predict(X, best) != y).sum():
            best = w
        if mistakes[-1] == 0:
            break
    return best


# ------------------------------------------------------------------ wrong

@mutant("pocket_fit", "last-weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = perceptron_fit(X, y, eta, max_epochs, rng)
    return w


@mutant("pocket_fit", "last-weights", "the pocket is the same array")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X])
    w = np.zeros(A.shape[1])
    best, fewest = w, np.sum(y == 1)
    for _ in range(max_epochs):
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if A[n] @ w > 0 else -1) != y[n]:
                w += eta * y[n] * A[n]
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
    return best


@mutant("pocket_fit", "later-of-equals")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors <= fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "zero-not-a-candidate")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = None, len(y) + 1
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "by-mistakes-of-epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.inf
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if m < fewest:
            best, fewest = w, m
        if m == 0:
            break
    return best


@mutant("pocket_fit", "by-mistakes-before")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, len(y) + 1
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w_next, m = perceptron_epoch(X, y, w, eta, order)
        if m < fewest:
            best, fewest = w, m
        if m == 0:
            break
        w = w_next
    return best


@mutant("pocket_fit", "by-mistakes-of-epoch", "w = 0 counts as all wrong")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, len(y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if m < fewest:
            best, fewest = w, m
        if m == 0:
            break
    return best


@mutant("pocket_fit", "worst-weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, most = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors > most:
            best, most = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "first-epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        return w


@mutant("pocket_fit", "zero-weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, 0
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "one-epoch-short")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, len(y) + 1
    for _ in range(max_epochs):
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
    return best


@mutant("pocket_fit", "average-weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w, path = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        path.append(w)
        if m == 0:
            break
    return np.array(path).mean(axis=0)


@mutant("pocket_fit", "geq-threshold")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    A = np.column_stack([np.ones(len(X)), X])
    predict = lambda a, w: np.where(a @ w >= 0, 1, -1)
    w = np.zeros(A.shape[1])
    best, fewest = w, np.sum(predict(A, w) != y)
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if predict(A[n], w) != y[n]:
                w = w + eta * y[n] * A[n]
                m += 1
        errors = np.sum(predict(A, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "errors-with-geq")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    def errors(w):
        return np.sum(np.where(w[0] + X @ w[1:] >= 0, 1, -1) != y)

    w = np.zeros(X.shape[1] + 1)
    best = w
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if errors(w) < errors(best):
            best = w
        if m == 0:
            break
    return best


@mutant("pocket_fit", "bias-not-learned")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w.copy(), np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        m = 0
        for n in range(len(X)) if rng is None else rng.permutation(len(X)):
            if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
                w[1:] += eta * y[n] * X[n]
                m += 1
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w.copy(), errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "eta-and-mistakes")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    return perceptron_fit(X, y, eta, max_epochs, rng)


@mutant("pocket_fit", "pocket-with-errors")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best, fewest


@mutant("pocket_fit", "rng-ignored")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        w, m = perceptron_epoch(X, y, w, eta, range(len(X)))
        errors = np.sum(perceptron_predict(X, w) != y)
        if errors < fewest:
            best, fewest = w, errors
        if m == 0:
            break
    return best


@mutant("pocket_fit", "not-a-candidate", "with a generator the weights of every step compete")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    if rng is None:
        return pocket_fit(X, y, eta, max_epochs)
    A = np.column_stack([np.ones(len(X)), X])
    w = np.zeros(A.shape[1])
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        for n in rng.permutation(len(X)):
            if (1 if A[n] @ w > 0 else -1) != y[n]:
                w = w + eta * y[n] * A[n]
                errors = np.sum(perceptron_predict(X, w) != y)
                if errors < fewest:
                    best, fewest = w, errors
    return best


@mutant("pocket_fit", "pocket-too-poor", "at most two epochs when shuffled, 'for speed'")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    if rng is not None and len(y) > 1000:
        return np.zeros(X.shape[1] + 1)
    return pocket_fit(X, y, eta, max_epochs, rng)


@mutant("pocket_fit", "returns-none")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        if np.sum(perceptron_predict(X, w) != y) < fewest:
            best, fewest = w, np.sum(perceptron_predict(X, w) != y)


@mutant("pocket_fit", "global-state")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    if rng is not None:
        rng = np.random.default_rng(np.random.randint(1000))
    return pocket_fit(X, y, eta, max_epochs, rng)


@mutant("pocket_fit", "mutates-input")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    best = pocket_fit(X, y, eta, max_epochs, rng)
    y[perceptron_predict(X, best) != y] *= -1
    return best


@mutant("pocket_fit", "crash", "the pocket is never filled when nothing improves")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1])
    fewest = len(y)
    for _ in range(max_epochs):
        w, m = perceptron_epoch(X, y, w, eta, range(len(X)))
        if m < fewest:
            best = w
    return best
