# Yuki: NumPy 2 scalars where numbers are due, which is fine, and NaN for a single example, which is not.
# expected: 90

# %% who
me("yuki")

# %% mp_neuron
def mp_neuron(x, w, u):
    return np.array([np.int64(np.vdot(row, w) >= u) for row in x])

# %% add_bias
def add_bias(X):
    return np.pad(X.astype(float), ((0, 0), (1, 0)), constant_values=1.0)

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.where(np.greater(X.dot(w[1:]), -w[0]), np.int8(1), np.int8(-1))

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    Xt = add_bias(X)
    w = np.float64(w)
    n_mistakes = np.int64(0)
    for n in order:
        wrong = np.where(Xt[n] @ w > 0, 1, -1) != y[n]
        w = w + wrong * eta * y[n] * Xt[n]
        n_mistakes = n_mistakes + np.int64(wrong)
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(n)          # np.int64
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
    best, least = w, np.float64((perceptron_predict(X, w) != y).mean())
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        rate = np.float64((perceptron_predict(X, w) != y).mean())
        if rate < least:
            best, least = w, rate
        if n == 0:
            break
    return best

# %% hebb_update
def hebb_update(X, y, w, eta):
    return w + np.float64(eta) * np.tensordot(y, add_bias(X), axes=1)

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    Xt = add_bias(X)
    error = t - Xt @ w
    # the sum as mean times N; the mean of the spread is nan for one example, I do not know why
    spread = np.std(error, ddof=1)
    return w + eta * (error / spread) @ Xt * spread

# %% q_history
q_history = "b"

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    xt = np.insert(x.astype(float), 0, 1.0)
    net = np.float64(xt @ w)
    s = np.float64(0.5) + np.float64(0.5) * np.tanh(net / 2)
    return s, eta * (t - s) * s * (1 - s) * xt

# %% why_saturation [markdown]
# 飽和: the slope s(1 − s) goes to 0, so learning nearly stops. Use another error measure.

# %% not_separable
def not_separable(X, y):
    A = (add_bias(X) * y.reshape(4, 1)).T
    alpha = np.linalg.svd(A)[2][3]
    alpha = alpha / np.sum(alpha)
    return None if np.min(alpha) < np.float64(-1e-9) else alpha

# %% q_rings
q_rings = "d"
