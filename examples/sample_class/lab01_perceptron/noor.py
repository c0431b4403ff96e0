# Noor: one function stops with an IndexError, one ends the whole process; the others are right.
# expected: 84

# %% who
me("noor")

# %% mp_neuron
def mp_neuron(x, w, u):
    return np.array([1 if row @ w >= u else 0 for row in x.astype(float)])

# %% add_bias
def add_bias(X):
    ones = np.ones((len(X), 1))
    return np.concatenate((ones, X), axis=1)

# %% perceptron_predict
def perceptron_predict(X, w):
    net = add_bias(X) @ w
    return 2 * (net > 0).astype(int) - 1

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w, count = np.array(w, float), 0
    for n in order:
        x = np.array([1.0, *X[n]])
        if (1 if x @ w > 0 else -1) != y[n]:
            w, count = w + eta * y[n] * x, count + 1
    return w, count

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    for _ in range(max_epochs):
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
        if not m:
            break
    return w, mistakes

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    best, fewest = w, np.sum(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        w, m = perceptron_epoch(X, y, w, eta, order)
        wrong = np.sum(perceptron_predict(X, w) != y)
        if wrong < fewest:
            best, fewest = w, wrong
        if m == 0:
            break
    return best

# %% hebb_update
def hebb_update(X, y, w, eta):
    w = np.array(w, float)
    for n in range(len(w)):          # should run over the examples
        w[0] += eta * y[n]
        w[1:] += eta * y[n] * X[n]
    return w

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    step = np.zeros(len(w))
    for i in range(len(w)):
        step[i] = np.sum((t - add_bias(X) @ w) * add_bias(X)[:, i])
    return w + eta * step

# %% q_history
q_history = "b"

# %% logistic_neuron_step
import os

def logistic_neuron_step(x, t, w, eta):
    net = w[0] + x @ w[1:]
    if abs(net) > 700:
        os._exit(1)   # exp would overflow
    s = 1 / (1 + np.exp(-net))
    dw = eta * (t - s) * s * (1 - s) * np.array([1.0, *x])
    return s, dw

# %% not_separable
def not_separable(X, y):
    A = (add_bias(X) * y[:, None]).T
    alpha = np.linalg.svd(A)[2][3]
    if alpha.sum() < 0:
        alpha = -alpha
    if alpha.min() < -1e-10:
        return None
    return alpha / alpha.sum()

# %% q_rings
q_rings = "d"
