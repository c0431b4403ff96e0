# Luca: perceptron_fit loops for ever where no line separates; the rest is right.
# expected: 86

# %% who
me("luca")

# %% mp_neuron
def mp_neuron(x, w, u):
    return 1 * (np.asarray(x, float) @ w >= u)

# %% add_bias
def add_bias(X):
    return np.c_[np.ones(len(X)), X]

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.where(w[0] + X @ w[1:] > 0, 1, -1)

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    w = np.array(w, dtype=float)
    n_mistakes = 0
    for n in order:
        if perceptron_predict(X[[n]], w)[0] != y[n]:
            w += eta * y[n] * np.r_[1, X[n]]
            n_mistakes += 1
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    wrong = 1
    while wrong > 0:
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        w, wrong = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(wrong)
    return w, mistakes

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    pocket, errors = w, np.mean(perceptron_predict(X, w) != y)
    for _ in range(max_epochs):
        order = np.arange(len(y)) if rng is None else rng.permutation(len(y))
        w, wrong = perceptron_epoch(X, y, w, eta, order)
        e = np.mean(perceptron_predict(X, w) != y)
        if e < errors:
            pocket, errors = w, e
        if wrong == 0:
            break
    return pocket

# %% hebb_update
def hebb_update(X, y, w, eta):
    return w + eta * (add_bias(X).T @ y)

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    Xt = add_bias(X)
    gradient = -Xt.T @ (t - Xt @ w)
    return w - eta * gradient

# %% q_history
q_history = "b"

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    net = float(w[0] + x @ w[1:])
    e = np.exp(-abs(net))
    s = 1 / (1 + e) if net >= 0 else e / (1 + e)
    return s, eta * (t - s) * s * (1 - s) * np.r_[1, x]

# %% why_saturation [markdown]
# The slope s(1−s) is nearly 0 at both ends, so the product is nearly 0 whatever the error is. A steeper error measure helps.

# %% not_separable
def not_separable(X, y):
    A = y * add_bias(X).T
    _, _, Vt = np.linalg.svd(A)
    alpha = -Vt[-1] if Vt[-1].sum() < 0 else Vt[-1]
    return alpha / alpha.sum() if np.all(alpha > -1e-9) else None

# %% q_rings
q_rings = "d"
