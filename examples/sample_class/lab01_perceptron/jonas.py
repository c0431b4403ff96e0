# Jonas: everything right, vectorised and short; a scratch cell of his own, and both reflections written.
# expected: 100

# %% who
me("jonas")

# %% mp_neuron
def mp_neuron(x, w, u):
    return (x.astype(int) @ w >= u).astype(int)

# %% add_bias
def add_bias(X):
    return np.insert(X.astype(float), 0, 1, axis=1)

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.where(add_bias(X) @ w > 0, 1, -1)

# %% scratch
# quick test: the point (1, 1) against the line x1 + x2 = 1
perceptron_predict(np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([-1.0, 1.0, 1.0]))

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    Xt, w, n_mistakes = add_bias(X), w.astype(float), 0
    for n in order:
        if (Xt[n] @ w > 0) != (y[n] > 0):
            w = w + eta * y[n] * Xt[n]
            n_mistakes += 1
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w, mistakes = np.zeros(X.shape[1] + 1), []
    while len(mistakes) < max_epochs and 0 not in mistakes:
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(m)
    return w, mistakes

# %% guess-epochs
my_epochs = 12

# %% guess-bound
my_share = 25

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    candidates = [np.zeros(X.shape[1] + 1)]
    for _ in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, m = perceptron_epoch(X, y, candidates[-1], eta, order)
        candidates.append(w)
        if m == 0:
            break
    return min(candidates, key=lambda w: np.sum(perceptron_predict(X, w) != y))  # min keeps the first of equals

# %% hebb_update
hebb_update = lambda X, y, w, eta: w + eta * y @ add_bias(X)

# %% guess-eta-delta
my_eta = 0.01

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    Xt = add_bias(X)
    return w + eta * (t - Xt @ w) @ Xt

# %% q_history
q_history = "b"

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    x = np.r_[1.0, x]
    s = 0.5 * (1 + np.tanh(0.5 * (x @ w)))   # the same as 1/(1+exp(-net)), without overflow
    return s, eta * (t - s) * s * (1 - s) * x

# %% guess-slow
my_neuron = "A"

# %% why_saturation [markdown]
# The factor s(1−s) is the slope of the sigmoid, and a neuron that is *surely wrong* sits where it is flat. Cross-entropy would
# cancel the slope; so would a linear output.

# %% not_separable
def not_separable(X, y):
    A = (add_bias(X) * y[:, None]).T                 # (3, 4)
    alpha = np.linalg.svd(A)[2][-1]
    alpha = alpha / alpha.sum() if abs(alpha.sum()) > 1e-12 else alpha
    return alpha if (alpha >= -1e-9).all() else None

# %% guess-labelings
my_count = 2

# %% why_no_line [markdown]
# Suppose w separates. Then every y·w·x̃ > 0, so the α-weighted sum is > 0. But it equals w·(Σ α y x̃) = w·0 = 0. Contradiction.
# A failed run is only one w after another; the certificate speaks about all of them.

# %% q_rings
q_rings = "d"
