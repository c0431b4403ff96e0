# Mateo: warnings and prints on stderr all over the place, which cost nothing; his sigmoid overflows, which costs a part.
# expected: 98.2
# saved: stderr

# %% who
me("mateo")
import sys, warnings
warnings.warn("running on an old laptop, this may take a while")

# %% mp_neuron
def mp_neuron(x, w, u):
    print("mp_neuron", x.shape, file=sys.stderr)
    return np.array([int(np.dot(row, w) >= u) for row in x])

# %% add_bias
def add_bias(X):
    warnings.warn("add_bias makes a copy")
    return np.concatenate([np.ones((X.shape[0], 1)), X.astype(np.float64)], axis=1)

# %% perceptron_predict
def perceptron_predict(X, w):
    net = add_bias(X) @ w
    return np.where(net > 0, 1, -1)

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    Xt = np.concatenate([np.ones((X.shape[0], 1)), X], axis=1)
    w = np.array(w, dtype=np.float64)
    n_mistakes = 0
    for n in order:
        if np.where(Xt[n] @ w > 0, 1, -1) != y[n]:
            w += eta * y[n] * Xt[n]
            n_mistakes += 1
    return w, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    w = np.zeros(X.shape[1] + 1)
    mistakes = []
    for epoch in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(n)
        print(f"epoch {epoch}: {n} mistakes", file=sys.stderr)
        if n == 0:
            break
    else:
        warnings.warn("did not converge")
    return w, mistakes

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"

# %% pocket_fit
def pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    def errors(w):
        return int(np.sum(np.where(X @ w[1:] + w[0] > 0, 1, -1) != y))
    w = np.zeros(X.shape[1] + 1)
    pocket = (errors(w), w)
    for epoch in range(max_epochs):
        order = np.arange(len(X)) if rng is None else rng.permutation(len(X))
        w, n = perceptron_epoch(X, y, w, eta, order)
        if errors(w) < pocket[0]:
            pocket = (errors(w), w)
        if n == 0:
            break
    return pocket[1]

# %% hebb_update
def hebb_update(X, y, w, eta):
    return w + eta * np.asarray(np.asmatrix(y) @ add_bias(X)).ravel()

# %% delta_rule_step
def delta_rule_step(X, t, w, eta):
    Xt = add_bias(X)
    return w + eta * Xt.T @ (t - Xt @ w)

# %% q_history
q_history = "b"

# %% logistic_neuron_step
def logistic_neuron_step(x, t, w, eta):
    x = np.concatenate([[1.0], x])
    s = 1 / (1 + np.exp(-(x @ w)))
    return s, eta * (t - s) * s * (1 - s) * x

# %% not_separable
def not_separable(X, y):
    A = add_bias(X).T * y
    alpha = np.linalg.svd(A)[2][-1]
    alpha = alpha / alpha.sum()
    return alpha if np.all(alpha >= -1e-9) else None

# %% why_no_line [markdown]
# If there was a line then the sum would be bigger than zero, but it is zero.

# %% q_rings
q_rings = "d"
