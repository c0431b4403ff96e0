# Sofia: one function and one question left as they were handed out, among solved ones.
# expected: 90

# %% who
me("sofia")

# %% mp_neuron
def mp_neuron(x, w, u):
    s = np.sum(x * w, axis=1)
    return np.where(s >= u, 1, 0)

# %% add_bias
def add_bias(X):
    out = np.empty((X.shape[0], X.shape[1] + 1))
    out[:, 0] = 1
    out[:, 1:] = X
    return out

# %% perceptron_predict
def perceptron_predict(X, w):
    net = np.sum(X * w[1:], axis=1) + w[0]
    out = np.sign(net).astype(int)
    out[out == 0] = -1
    return out

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w = w * 1.0
    n_mistakes = 0
    for n in order:
        y_hat = perceptron_predict(X[n][None, :], w)[0]
        # (t - o)/2 is 0 for a right answer, +1 or -1 for a wrong one
        step = (y[n] - y_hat) / 2
        w[0] = w[0] + eta * step
        w[1:] = w[1:] + eta * step * X[n]
        n_mistakes += abs(int(step))
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for epoch in range(max_epochs):
        order = range(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        mistakes += [n]
        if n == 0:
            break
    return w, mistakes

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    history = [w]
    for epoch in range(max_epochs):
        order = range(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        history.append(w)
        if n == 0:
            break
    errors = [np.count_nonzero(perceptron_predict(X, v) != y) for v in history]
    return history[int(np.argmin(errors))]

# %% hebb_update
def hebb_update(X, y, w, eta):
    total = np.zeros(len(w))
    for x, activity in zip(add_bias(X), y):
        total += activity * x
    return w + eta * total

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    o = add_bias(X) @ w
    return w + eta * np.einsum("n,nd->d", t - o, add_bias(X))

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    x = np.append(1.0, x)
    s = 1 / (1 + np.exp(-np.clip(x @ w, -500, 500)))
    slope = s * (1 - s)
    return s, eta * (t - s) * slope * x

# %% why_saturation [markdown]
# s(1−s) ≈ 0.001, therefore the step is a thousand times smaller than the error suggests.

# %% q_rings
q_rings = "d"
