"""Wrong solutions of lab 01, written by somebody who saw only the task."""
import numpy as np

from tests.proof.corpus import stranger

# --------------------------------------------------------------- mp_neuron

@stranger("mp_neuron", "fires only strictly above the threshold")
def _(x, w, u):
    return (x @ w > u).astype(int)


@stranger("mp_neuron", "answers -1 instead of 0 when silent")
def _(x, w, u):
    return np.where(x @ w >= u, 1, -1)


@stranger("mp_neuron", "counts active inputs and ignores the weights")
def _(x, w, u):
    return (np.sum(x, axis=1) >= u).astype(int)


@stranger("mp_neuron", "compares with 0, the threshold is not used")
def _(x, w, u):
    return (x @ w >= 0).astype(int)


@stranger("mp_neuron", "any active inhibitory input vetoes the neuron")
def _(x, w, u):
    x = np.asarray(x).astype(int)
    w = np.asarray(w)
    inhibited = (x[:, w < 0] == 1).any(axis=1)
    fires = x @ w >= u
    return np.where(inhibited, 0, fires.astype(int))


@stranger("mp_neuron", "returns the weighted sum where it fires, not 1")
def _(x, w, u):
    net = x @ w
    return np.where(net >= u, net, 0)


@stranger("mp_neuron", "squeezes a single example to a scalar")
def _(x, w, u):
    return np.squeeze((x @ w >= u).astype(int))


@stranger("mp_neuron", "truncates the weights to integers")
def _(x, w, u):
    w = np.asarray(w).astype(int)
    return (np.asarray(x).astype(int) @ w >= u).astype(int)


@stranger("mp_neuron", "return stands inside the loop, only the first example is decided")
def _(x, w, u):
    out = np.zeros(len(x), dtype=int)
    for n in range(len(x)):
        if np.dot(x[n], w) >= u:
            out[n] = 1
        return out


@stranger("mp_neuron", "adds the threshold like a bias")
def _(x, w, u):
    return (x @ w + u >= 0).astype(int)


@stranger("mp_neuron", "thresholds each single weighted input instead of their sum")
def _(x, w, u):
    return (x * w >= u).any(axis=1).astype(int)


@stranger("mp_neuron", "sums down the examples instead of over the inputs")
def _(x, w, u):
    return (np.sum(x * w, axis=0) >= u).astype(int)


@stranger("mp_neuron", "the running sum is not reset between examples")
def _(x, w, u):
    out = []
    s = 0.0
    for row in x:
        for xi, wi in zip(row, w):
            s += xi * wi
        out.append(1 if s >= u else 0)
    return np.array(out)


# ---------------------------------------------------------------- add_bias

@stranger("add_bias", "puts the column of ones last")
def _(X):
    X = np.asarray(X, dtype=float)
    return np.hstack([X, np.ones((X.shape[0], 1))])


@stranger("add_bias", "the new column is 0")
def _(X):
    X = np.asarray(X, dtype=float)
    return np.hstack([np.zeros((X.shape[0], 1)), X])


@stranger("add_bias", "keeps the integer type of X")
def _(X):
    return np.insert(X, 0, 1, axis=1)


@stranger("add_bias", "adds a row of ones instead of a column")
def _(X):
    X = np.asarray(X, dtype=float)
    return np.vstack([np.ones((1, X.shape[1])), X])


@stranger("add_bias", "overwrites the first column of X in place")
def _(X):
    X[:, 0] = 1
    return X


@stranger("add_bias", "adds 1 to every entry")
def _(X):
    return np.asarray(X, dtype=float) + 1.0


@stranger("add_bias", "insert without axis flattens the matrix")
def _(X):
    return np.insert(np.asarray(X, dtype=float), 0, 1.0)


@stranger("add_bias", "a single example comes back one-dimensional")
def _(X):
    X = np.asarray(X, dtype=float)
    return np.squeeze(np.hstack([np.ones((X.shape[0], 1)), X]))


@stranger("add_bias", "makes room for the bias but sets the 1 only in the first row")
def _(X):
    N, D = X.shape
    Xa = np.zeros((N, D + 1))
    Xa[:, 1:] = X
    Xa[0, 0] = 1.0
    return Xa


@stranger("add_bias", "shifts by one but loses the last feature")
def _(X):
    N, D = X.shape
    Xa = np.ones((N, D + 1))
    Xa[:, 1:D] = X[:, :D - 1]
    return Xa


@stranger("add_bias", "adds nothing when the first feature happens to be all ones")
def _(X):
    X = np.array(X, dtype=float)
    if np.all(X[:, 0] == 1):
        return X
    return np.column_stack([np.ones(len(X)), X])


@stranger("add_bias", "returns examples as columns (transposed)")
def _(X):
    X = np.asarray(X, dtype=float)
    return np.vstack([np.ones(X.shape[0]), X.T])


# ------------------------------------------------------ perceptron_predict

@stranger("perceptron_predict", "a net input of exactly 0 gives +1")
def _(X, w):
    return np.where(w[0] + X @ w[1:] >= 0, 1, -1)


@stranger("perceptron_predict", "classes 0/1 instead of -1/+1")
def _(X, w):
    return (w[0] + X @ w[1:] > 0).astype(int)


@stranger("perceptron_predict", "np.sign gives 0 on the border")
def _(X, w):
    return np.sign(w[0] + X @ w[1:])


@stranger("perceptron_predict", "takes the last entry of w as bias")
def _(X, w):
    return np.where(X @ w[:-1] + w[-1] > 0, 1, -1)


@stranger("perceptron_predict", "forgets the bias")
def _(X, w):
    return np.where(X @ w[1:] > 0, 1, -1)


@stranger("perceptron_predict", "subtracts the bias as if it were a threshold")
def _(X, w):
    return np.where(X @ w[1:] > w[0], 1, -1)


@stranger("perceptron_predict", "returns the net input, no threshold")
def _(X, w):
    return w[0] + X @ w[1:]


@stranger("perceptron_predict", "a column (N,1) instead of (N,)")
def _(X, w):
    w = np.asarray(w).reshape(-1, 1)
    Xa = np.hstack([np.ones((len(X), 1)), X])
    return np.where(Xa @ w > 0, 1, -1)


@stranger("perceptron_predict", "bias added in the loop for every feature")
def _(X, w):
    out = []
    for row in X:
        net = 0.0
        for d in range(len(row)):
            net += row[d] * w[d + 1] + w[0]
        out.append(1 if net > 0 else -1)
    return np.array(out)


@stranger("perceptron_predict", "rounds the net input before comparing")
def _(X, w):
    net = np.round(w[0] + X @ w[1:])
    return np.where(net > 0, 1, -1)


@stranger("perceptron_predict", "compares each weighted feature with 0 and lets them vote")
def _(X, w):
    votes = np.where(np.asarray(X) * w[1:] + w[0] > 0, 1, -1)
    return np.where(votes.sum(axis=1) > 0, 1, -1)


@stranger("perceptron_predict", "the last feature is left out of the sum")
def _(X, w):
    out = np.empty(len(X))
    for n in range(len(X)):
        net = w[0]
        for d in range(1, len(w) - 1):
            net = net + w[d] * X[n, d - 1]
        out[n] = 1 if net > 0 else -1
    return out


# -------------------------------------------------------- perceptron_epoch

@stranger("perceptron_epoch", "uses the prediction instead of the target in the update")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w + eta * pred * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "predictions all made with the weights from before the pass")
def _(X, y, w, eta, order):
    Xa = np.column_stack([np.ones(len(X)), X])
    pred = np.where(Xa @ w > 0, 1, -1)
    w_new = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        if pred[n] != y[n]:
            w_new = w_new + eta * y[n] * Xa[n]
            mistakes += 1
    return w_new, mistakes


@stranger("perceptron_epoch", "ignores the order and goes 0..N-1")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in range(len(X)):
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w + eta * y[n] * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "changes the given w in place")
def _(X, y, w, eta, order):
    mistakes = 0
    for n in order:
        net = w[0] + X[n] @ w[1:]
        pred = 1 if net > 0 else -1
        if pred != y[n]:
            w[0] += eta * y[n]
            w[1:] += eta * y[n] * X[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "step eta*(y - prediction), twice too long")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        err = y[n] - pred
        w = w + eta * err * Xa[n]
        mistakes += int(err != 0)
    return w, mistakes


@stranger("perceptron_epoch", "updates on every example, also on the right ones")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            mistakes += 1
        w = w + eta * y[n] * Xa[n]
    return w, mistakes


@stranger("perceptron_epoch", "y*net <= 0 counts as mistake, so class -1 at net 0 too")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        xn = np.concatenate(([1.0], X[n]))
        if y[n] * (w @ xn) <= 0:
            w = w + eta * y[n] * xn
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "y*net < 0 as mistake, so class +1 at net 0 is taken as right")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        xn = np.concatenate(([1.0], X[n]))
        if y[n] * (w @ xn) < 0:
            w = w + eta * y[n] * xn
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "the bias is never learnt")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        pred = 1 if w[0] + X[n] @ w[1:] > 0 else -1
        if pred != y[n]:
            w[1:] += eta * y[n] * X[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "minus sign in the update")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w - eta * y[n] * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "returns after the first mistake")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w + eta * y[n] * Xa[n]
            mistakes += 1
            return w, mistakes
    return w, mistakes


@stranger("perceptron_epoch", "counts the errors of the final w, not those of the pass")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    for n in order:
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w + eta * y[n] * Xa[n]
    mistakes = int(np.sum(np.where(Xa @ w > 0, 1, -1) != y))
    return w, mistakes


@stranger("perceptron_epoch", "learning rate left off the bias")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        pred = 1 if w[0] + X[n] @ w[1:] > 0 else -1
        if pred != y[n]:
            w[0] = w[0] + y[n]
            w[1:] = w[1:] + eta * y[n] * X[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "classes 0/1 in the prediction, so every -1 is a mistake")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        pred = int(Xa[n] @ w > 0)
        if pred != y[n]:
            w = w + eta * y[n] * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "X is put in order but y is not")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])[order]
    mistakes = 0
    for xn, yn in zip(Xa, y):
        pred = 1 if xn @ w > 0 else -1
        if pred != yn:
            w = w + eta * yn * xn
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "copy of an integer w stays integer and cuts the steps")
def _(X, y, w, eta, order):
    w_new = np.copy(w)
    mistakes = 0
    for n in order:
        net = w_new[0] + np.dot(X[n], w_new[1:])
        pred = 1 if net > 0 else -1
        if pred != y[n]:
            w_new[0] = w_new[0] + eta * y[n]
            w_new[1:] = w_new[1:] + eta * y[n] * X[n]
            mistakes += 1
    return w_new, mistakes


@stranger("perceptron_epoch", "repeats an example until it is right")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for n in order:
        for _try in range(1000):
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred == y[n]:
                break
            w = w + eta * y[n] * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "the last example of the order is not visited")
def _(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    Xa = np.column_stack([np.ones(len(X)), X])
    mistakes = 0
    for k in range(len(order) - 1):
        n = order[k]
        pred = 1 if Xa[n] @ w > 0 else -1
        if pred != y[n]:
            w = w + eta * y[n] * Xa[n]
            mistakes += 1
    return w, mistakes


@stranger("perceptron_epoch", "each update starts again from the old w")
def _(X, y, w, eta, order):
    w_new = np.array(w, dtype=float)
    mistakes = 0
    for n in order:
        xn = np.hstack([1.0, X[n]])
        pred = 1 if xn @ w_new > 0 else -1
        if pred != y[n]:
            w_new = w + eta * y[n] * xn
            mistakes += 1
    return w_new, mistakes


# ---------------------------------------------------------- perceptron_fit

@stranger("perceptron_fit", "breaks before the 0 is put in the list")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        if m == 0:
            break
        mistakes.append(m)
    return w, mistakes


@stranger("perceptron_fit", "never stops early, the list goes on with zeros")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
    return w, mistakes


@stranger("perceptron_fit", "one permutation for all the epochs")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    order = np.arange(N) if rng is None else rng.permutation(N)
    mistakes = []
    for _e in range(max_epochs):
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "shuffles with the global generator instead of rng")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        if rng is None:
            order = np.arange(N)
        else:
            order = np.random.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "without rng it makes its own and shuffles all the same")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    if rng is None:
        rng = np.random.default_rng(0)
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        m = 0
        for n in rng.permutation(N):
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "starts from small random weights")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.random.randn(Xa.shape[1]) * 0.01
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "no bias at all, w has only D entries")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N, D = X.shape
    w = np.zeros(D)
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if X[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * X[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "the counter is not reset, mistakes pile up over the epochs")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    m = 0
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "one epoch too few (range from 1)")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(1, max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "one epoch too many (<= in the while)")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    epoch = 0
    while epoch <= max_epochs:
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
        epoch += 1
    return w, mistakes


@stranger("perceptron_fit", "return indented into the loop, one epoch only")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        return w, mistakes


@stranger("perceptron_fit", "writes down the errors left after the epoch and stops on them")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        m = int(np.sum(np.where(Xa @ w > 0, 1, -1) != y))
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "stops as soon as the count no longer falls")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0 or (len(mistakes) > 1 and m >= mistakes[-2]):
            break
    return w, mistakes


@stranger("perceptron_fit", "batch rule: all the corrections of an epoch at once")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        wrong = np.where(Xa @ w > 0, 1, -1) != y
        w = w + eta * (y[wrong] @ Xa[wrong])
        mistakes.append(int(wrong.sum()))
        if mistakes[-1] == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "the learning rate is forgotten")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "first weights are ones, not zeros")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.ones(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "w goes back to zero at the start of each epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    mistakes = []
    for _e in range(max_epochs):
        w = np.zeros(Xa.shape[1])
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "np.sign as output, so net 0 is a mistake for both classes")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            if np.sign(Xa[n] @ w) != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "shuffles X and y of the caller, and each on its own")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N, D = X.shape
    w = np.zeros(D + 1)
    mistakes = []
    for _e in range(max_epochs):
        if rng is not None:
            rng.shuffle(X)
            rng.shuffle(y)
        m = 0
        for xn, yn in zip(X, y):
            pred = 1 if w[0] + xn @ w[1:] > 0 else -1
            if pred != yn:
                w[0] += eta * yn
                w[1:] += eta * yn * xn
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "draws examples with replacement, some are never seen in an epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.integers(0, N, size=N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m)
        if m == 0:
            break
    return w, mistakes


@stranger("perceptron_fit", "the error rate of the epoch in place of the count")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    mistakes = []
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        mistakes.append(m / N)
        if m == 0:
            break
    return w, mistakes


# -------------------------------------------------------------- pocket_fit

@stranger("pocket_fit", "returns the last w, nothing is kept in the pocket")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        if m == 0:
            break
    return w


@stranger("pocket_fit", "the pocket is the same array that goes on being changed")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w += eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best, best_err = w, err
    return best


@stranger("pocket_fit", "on a tie takes the later w")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err <= best_err:
            best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "the starting w = 0 is no candidate")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best, best_err = None, N + 1
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "ranks by the mistakes made during the pass, not by the errors on all of X")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        m = 0
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                m += 1
        if m < best_err:
            best, best_err = w.copy(), m
        if m == 0:
            break
    return best


@stranger("pocket_fit", "looks into the pocket after every single update")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])

    def errors(v):
        return np.sum(np.where(Xa @ v > 0, 1, -1) != y)

    w = np.zeros(Xa.shape[1])
    best, best_err = w.copy(), errors(w)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
                if errors(w) < best_err:
                    best, best_err = w.copy(), errors(w)
    return best


@stranger("pocket_fit", "goes on learning from the pocket weights after a bad epoch")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best, best_err = w.copy(), err
        else:
            w = best.copy()
    return best


@stranger("pocket_fit", "gives up at the first epoch without improvement")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err >= best_err:
            break
        best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "counts the errors before each epoch, the last w is never looked at")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best, best_err = w.copy(), np.inf
    for _e in range(max_epochs):
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best, best_err = w.copy(), err
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
    return best


@stranger("pocket_fit", "keeps the candidate with the most errors (counts the hits as errors)")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) == y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) == y)
        if err < best_err:
            best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "rng is accepted but never used")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        for n in range(N):
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "chooses by the squared error of the net input")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best, best_err = w.copy(), np.sum((y - Xa @ w) ** 2)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum((y - Xa @ w) ** 2)
        if err < best_err:
            best, best_err = w.copy(), err
    return best


@stranger("pocket_fit", "the best count is not stored, so only w = 0 is ever the rival")
def _(X, y, eta=1.0, max_epochs=100, rng=None):
    N = len(X)
    Xa = np.column_stack([np.ones(N), X])
    w = np.zeros(Xa.shape[1])
    best = w.copy()
    best_err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
    for _e in range(max_epochs):
        order = np.arange(N) if rng is None else rng.permutation(N)
        for n in order:
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + eta * y[n] * Xa[n]
        err = np.sum(np.where(Xa @ w > 0, 1, -1) != y)
        if err < best_err:
            best = w.copy()
    return best


# --------------------------------------------------------- delta_rule_step

@stranger("delta_rule_step", "mean over the examples instead of the sum")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * (t - Xa @ w) @ Xa / len(X)


@stranger("delta_rule_step", "sign of the error turned round")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * (Xa @ w - t) @ Xa


@stranger("delta_rule_step", "updates after each example instead of one batch step")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    w = np.array(w, dtype=float)
    for n in range(len(X)):
        w = w + eta * (t[n] - Xa[n] @ w) * Xa[n]
    return w


@stranger("delta_rule_step", "thresholds the output before taking the error")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    out = np.where(Xa @ w > 0, 1, -1)
    return w + eta * (t - out) @ Xa


@stranger("delta_rule_step", "the bias is not updated")
def _(X, t, w, eta):
    w_new = np.array(w, dtype=float)
    err = t - (w[0] + X @ w[1:])
    w_new[1:] += eta * X.T @ err
    return w_new


@stranger("delta_rule_step", "the bias is left out of the output")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    err = t - X @ w[1:]
    return w + eta * Xa.T @ err


@stranger("delta_rule_step", "factor 2 from the derivative of the square")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + 2 * eta * Xa.T @ (t - Xa @ w)


@stranger("delta_rule_step", "+= changes the caller's w")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    w += eta * Xa.T @ (t - Xa @ w)
    return w


@stranger("delta_rule_step", "returns the step, not the new weights")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return eta * Xa.T @ (t - Xa @ w)


@stranger("delta_rule_step", "return inside the loop, only the first example counts")
def _(X, t, w, eta):
    dw = np.zeros(len(w))
    for n in range(len(X)):
        xn = np.append(1.0, X[n])
        dw += (t[n] - xn @ w) * xn
        return w + eta * dw


@stranger("delta_rule_step", "= instead of +=, only the last example counts")
def _(X, t, w, eta):
    for n in range(len(X)):
        xn = np.append(1.0, X[n])
        dw = (t[n] - xn @ w) * xn
    return w + eta * dw


@stranger("delta_rule_step", "accumulates in an array of w's type, integer w cuts the fractions")
def _(X, t, w, eta):
    dw = np.zeros_like(w)
    Xa = np.column_stack([np.ones(len(X)), X])
    for n in range(len(X)):
        e = t[n] - Xa[n] @ w
        for d in range(len(w)):
            dw[d] += e * Xa[n, d]
    return w + eta * dw


@stranger("delta_rule_step", "squared error as the factor")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * Xa.T @ ((t - Xa @ w) ** 2)


@stranger("delta_rule_step", "sums error and input apart and multiplies the sums")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * np.sum(t - Xa @ w) * np.sum(Xa, axis=0)


@stranger("delta_rule_step", "sigmoid slope in the step, the neuron is not linear any more")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    s = 0.5 * (1 + np.tanh(0.5 * (Xa @ w)))
    return w + eta * Xa.T @ ((t - s) * s * (1 - s))


@stranger("delta_rule_step", "corrects only the examples whose sign is wrong")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    out = Xa @ w
    wrong = np.sign(out) != np.sign(t)
    return w + eta * Xa[wrong].T @ (t[wrong] - out[wrong])


@stranger("delta_rule_step", "bias column put last")
def _(X, t, w, eta):
    Xa = np.column_stack([X, np.ones(len(X))])
    return w + eta * Xa.T @ (t - Xa @ w)


@stranger("delta_rule_step", "new bias already used while the other weights are computed")
def _(X, t, w, eta):
    w_new = np.array(w, dtype=float)
    w_new[0] = w[0] + eta * np.sum(t - (w[0] + X @ w[1:]))
    w_new[1:] = w[1:] + eta * X.T @ (t - (w_new[0] + X @ w[1:]))
    return w_new


@stranger("delta_rule_step", "target as a column, the error is an N by N matrix")
def _(X, t, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    err = np.reshape(t, (-1, 1)) - Xa @ w
    return w + eta * np.sum(err @ Xa, axis=0)


# ------------------------------------------------------------- hebb_update

@stranger("hebb_update", "mean instead of sum")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * np.mean(np.asarray(y)[:, None] * Xa, axis=0)


@stranger("hebb_update", "no learning at the bias")
def _(X, y, w, eta):
    w_new = np.array(w, dtype=float)
    w_new[1:] += eta * (y @ X)
    return w_new


@stranger("hebb_update", "takes the neuron's own output instead of the given activity")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * (Xa @ w) @ Xa


@stranger("hebb_update", "learns from the error y - output (delta rule)")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * (y - Xa @ w) @ Xa


@stranger("hebb_update", "updates only where the perceptron errs")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    wrong = np.where(Xa @ w > 0, 1, -1) != y
    return w + eta * y[wrong] @ Xa[wrong]


@stranger("hebb_update", "changes w in place")
def _(X, y, w, eta):
    for n in range(len(X)):
        w[0] += eta * y[n]
        w[1:] += eta * y[n] * X[n]
    return w


@stranger("hebb_update", "returns only the change")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return eta * (y @ Xa)


@stranger("hebb_update", "the old w is added once per example")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    w_new = np.zeros(len(w))
    for n in range(len(X)):
        w_new += w + eta * y[n] * Xa[n]
    return w_new


@stranger("hebb_update", "always starts from the old w, so only the last example stays")
def _(X, y, w, eta):
    w_new = np.array(w, dtype=float)
    for n in range(len(X)):
        w_new = w + eta * y[n] * np.append(1.0, X[n])
    return w_new


@stranger("hebb_update", "scales the new weights to length 1")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    w_new = w + eta * (y @ Xa)
    norm = np.linalg.norm(w_new)
    return w_new / norm if norm > 0 else w_new


@stranger("hebb_update", "bias grows by eta for each example, whatever y is")
def _(X, y, w, eta):
    w_new = np.array(w, dtype=float)
    for n in range(len(X)):
        w_new[0] += eta
        w_new[1:] += eta * y[n] * X[n]
    return w_new


@stranger("hebb_update", "learns only from active examples (y > 0)")
def _(X, y, w, eta):
    w_new = np.array(w, dtype=float)
    for n in range(len(X)):
        if y[n] > 0:
            w_new = w_new + eta * y[n] * np.append(1.0, X[n])
    return w_new


@stranger("hebb_update", "only the sign of the activity is used")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    return w + eta * np.sign(y) @ Xa


@stranger("hebb_update", "decay term of Oja's rule added")
def _(X, y, w, eta):
    Xa = np.column_stack([np.ones(len(X)), X])
    y = np.asarray(y, dtype=float)
    return w + eta * (y @ Xa - np.sum(y ** 2) * w)


# ---------------------------------------------------- logistic_neuron_step

@stranger("logistic_neuron_step", "the slope s(1-s) is missing")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, eta * (t - s) * xa


@stranger("logistic_neuron_step", "sign of the error turned round (gradient instead of step)")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, eta * (s - t) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "plain exp(-net) overflows with a warning at -1000")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = 1 / (1 + np.exp(-(w @ xa)))
    return float(s), eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "exp(net)/(1+exp(net)) is nan at 1000")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    e = np.exp(w @ xa)
    s = e / (1 + e)
    return float(s), eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "warning silenced only, nan stays in the step")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    with np.errstate(all="ignore"):
        e = np.exp(-(w @ xa))
        s = 1 / (1 + e)
        slope = e / (1 + e) ** 2
        return float(s), eta * (t - s) * slope * xa


@stranger("logistic_neuron_step", "net clipped to +-10, a saturated neuron still learns")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    net = np.clip(w @ xa, -10, 10)
    s = float(1 / (1 + np.exp(-net)))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "math.exp raises OverflowError at -1000")
def _(x, t, w, eta):
    import math
    xa = np.append(1.0, x)
    s = 1 / (1 + math.exp(-float(w @ xa)))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "returns the new weights in place of dw")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, w + eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "applies the step to the caller's w")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    dw = eta * (t - s) * s * (1 - s) * xa
    w += dw
    return s, dw


@stranger("logistic_neuron_step", "the bias part of dw is 0")
def _(x, t, w, eta):
    s = float(0.5 * (1 + np.tanh(0.5 * (w[0] + np.dot(x, w[1:])))))
    dw = np.zeros(len(w))
    dw[1:] = eta * (t - s) * s * (1 - s) * np.asarray(x)
    return s, dw


@stranger("logistic_neuron_step", "the bias is left out of the net input")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (np.dot(x, w[1:])))))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "slope taken as sigma(s)(1-sigma(s)), the function applied twice")
def _(x, t, w, eta):
    def sigma(z):
        return 0.5 * (1 + np.tanh(0.5 * z))

    xa = np.append(1.0, x)
    s = float(sigma(w @ xa))
    return s, eta * (t - s) * sigma(s) * (1 - sigma(s)) * xa


@stranger("logistic_neuron_step", "slope of tanh, 1 - s^2")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, eta * (t - s) * (1 - s ** 2) * xa


@stranger("logistic_neuron_step", "tanh in place of the logistic function")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(np.tanh(w @ xa))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "the target is cut to a whole class 0/1")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    t = 1 if t >= 0.5 else 0
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "the class 0/1 comes back (and in the error) instead of s")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    out = 1.0 if s > 0.5 else 0.0
    return out, eta * (t - out) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "learning rate forgotten")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "bias entry at the end of dw and of the input")
def _(x, t, w, eta):
    xa = np.append(x, 1.0)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "dw is a row (1, D+1)")
def _(x, t, w, eta):
    xa = np.append(1.0, x).reshape(1, -1)
    s = float(0.5 * (1 + np.tanh(0.5 * (xa @ w)[0])))
    return s, eta * (t - s) * s * (1 - s) * xa


@stranger("logistic_neuron_step", "multiplied by w instead of the input")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = float(0.5 * (1 + np.tanh(0.5 * (w @ xa))))
    return s, eta * (t - s) * s * (1 - s) * np.array(w, dtype=float)


@stranger("logistic_neuron_step", "s reported after the step instead of before it")
def _(x, t, w, eta):
    xa = np.append(1.0, x)
    s = 0.5 * (1 + np.tanh(0.5 * (w @ xa)))
    dw = eta * (t - s) * s * (1 - s) * xa
    s_after = 0.5 * (1 + np.tanh(0.5 * ((w + dw) @ xa)))
    return float(s_after), dw


# ----------------------------------------------------------- not_separable

@stranger("not_separable", "no column of ones, the sum of alpha*y need not be 0")
def _(X, y):
    A = (np.asarray(y)[:, None] * np.asarray(X, dtype=float)).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9):
        v = np.clip(v, 0, None)
        return v / v.sum()
    return None


@stranger("not_separable", "null vector from the minors, its minus is never tried")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.array([(-1) ** n * np.linalg.det(np.delete(A, n, axis=1))
                  for n in range(4)])
    if np.all(v >= -1e-9):
        v = np.clip(v, 0, None)
        return v / v.sum()
    return None


@stranger("not_separable", "asks for alpha > 0, so an unused point spoils the certificate")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v > 1e-9):
        return v / v.sum()
    return None


@stranger("not_separable", "alpha of length 1 instead of sum 1")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9):
        return np.clip(v, 0, None)
    return None


@stranger("not_separable", "knows only XOR: a quarter for each point if the classes are 2 and 2")
def _(X, y):
    if np.sum(y) == 0:
        return np.full(4, 0.25)
    return None


@stranger("not_separable", "quarter weights tried and nothing else")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    alpha = np.full(4, 0.25)
    if np.allclose((alpha * y) @ Xa, 0):
        return alpha
    return None


@stranger("not_separable", "the labels are forgotten")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    v = np.linalg.svd(Xa.T)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9) and v.sum() > 1e-9:
        return v / v.sum()
    return None


@stranger("not_separable", "takes the absolute value, so there is always an answer")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.abs(np.linalg.svd(A)[2][-1])
    return v / v.sum()


@stranger("not_separable", "zeros instead of None when the classes are separable")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9):
        v = np.clip(v, 0, None)
        return v / v.sum()
    return np.zeros(4)


@stranger("not_separable", "answers None for the inseparable and a vector for the separable")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9):
        return None
    v = np.clip(v, 0, None)
    return v / v.sum()


@stranger("not_separable", "mistake counts of a perceptron after 100 epochs, balanced only roughly")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    w = np.zeros(3)
    counts = np.zeros(4)
    for _e in range(100):
        m = 0
        for n in range(4):
            pred = 1 if Xa[n] @ w > 0 else -1
            if pred != y[n]:
                w = w + y[n] * Xa[n]
                counts[n] += 1
                m += 1
        if m == 0:
            return None
    return counts / counts.sum()


@stranger("not_separable", "returns the signed weights alpha*y")
def _(X, y):
    y = np.asarray(y)
    Xa = np.column_stack([np.ones(4), X])
    A = (y[:, None] * Xa).T
    v = np.linalg.svd(A)[2][-1]
    if v.sum() < 0:
        v = -v
    if np.all(v >= -1e-9):
        v = np.clip(v, 0, None)
        return y * v / v.sum()
    return None


@stranger("not_separable", "tries only tenths for alpha, thirds are never found")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = np.asarray(y)[:, None] * Xa
    for i in range(11):
        for j in range(11 - i):
            for k in range(11 - i - j):
                alpha = np.array([i, j, k, 10 - i - j - k]) / 10
                if np.allclose(alpha @ A, 0):
                    return alpha
    return None


@stranger("not_separable", "fixes alpha_4 = 1 and solves for the rest, fails when alpha_4 is 0")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    A = (np.asarray(y)[:, None] * Xa).T
    try:
        a = np.linalg.solve(A[:, :3], -A[:, 3])
    except np.linalg.LinAlgError:
        return None
    alpha = np.append(a, 1.0)
    if np.all(alpha >= -1e-9):
        return alpha / alpha.sum()
    return None


@stranger("not_separable", "asks only that the centres of the two classes coincide")
def _(X, y):
    X = np.asarray(X, dtype=float)
    y = np.asarray(y)
    pos, neg = y == 1, y == -1
    if not pos.any() or not neg.any():
        return None
    if np.allclose(X[pos].mean(axis=0), X[neg].mean(axis=0)):
        alpha = np.where(pos, 0.5 / pos.sum(), 0.5 / neg.sum())
        return alpha
    return None


@stranger("not_separable", "least squares line that errs is taken for proof")
def _(X, y):
    Xa = np.column_stack([np.ones(4), X])
    w = np.linalg.lstsq(Xa, y, rcond=None)[0]
    wrong = np.where(Xa @ w > 0, 1, -1) != y
    if not wrong.any():
        return None
    r = np.abs(y - Xa @ w)
    return r / r.sum()
