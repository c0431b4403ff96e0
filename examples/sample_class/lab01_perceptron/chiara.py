# Chiara: the typical mistakes: > for ≥, ones last, ≥ for >, w pushed the wrong way, a mean for a sum.
# expected: 59.2

# %% who
me("chiara")

# %% mp_neuron
def mp_neuron(x, w, u):
    return (x @ w > u).astype(int)

# %% add_bias
def add_bias(X):
    return np.hstack([X, np.ones((len(X), 1))])

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.where(X @ w[1:] + w[0] >= 0, 1, -1)

# %% q_threshold
q_threshold = "a"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w = np.array(w, float)
    n_mistakes = 0
    for n in order:
        o = 1 if w[0] + X[n] @ w[1:] > 0 else -1
        if o != y[n]:
            w[0] -= eta * y[n]
            w[1:] -= eta * y[n] * X[n]
            n_mistakes += 1
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        wrong = 0
        for n in order:
            o = 1 if w[0] + X[n] @ w[1:] > 0 else -1
            if o != y[n]:
                w = w + eta * y[n] * np.concatenate([[1], X[n]])
                wrong += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, mistakes

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "a"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    def wrong(w):
        return np.sum(np.where(X @ w[1:] + w[0] > 0, 1, -1) != y)
    w = best = np.zeros(X.shape[1] + 1)
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        clean = True
        for n in order:
            if (w[0] + X[n] @ w[1:] > 0) != (y[n] > 0):
                w = w + eta * y[n] * np.concatenate([[1], X[n]])
                clean = False
        if wrong(w) < wrong(best):
            best = w
        if clean:
            break
    return best

# %% hebb_update
def hebb_update(X, y, w, eta):
    Xt = np.hstack([np.ones((len(X), 1)), X])
    return w + eta * Xt.T @ y

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    Xt = np.hstack([np.ones((len(X), 1)), X])
    error = t - Xt @ w
    return w + eta * np.mean(error[:, None] * Xt, axis=0)

# %% q_history
q_history = "b"

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    x = np.concatenate([[1.0], x])
    net = np.clip(w @ x, -700, 700)
    s = 1 / (1 + np.exp(-net))
    return s, eta * (t - s) * s * (1 - s) * x

# %% why_saturation [markdown]
# because the sigmoid is flat there

# %% not_separable
def not_separable(X, y):
    A = np.hstack([np.ones((4, 1)), X]).T * y
    v = np.linalg.svd(A)[2][-1]
    if (v < -1e-9).any() and (v > 1e-9).any():
        return None
    return v / v.sum()

# %% q_rings
q_rings = "d"
