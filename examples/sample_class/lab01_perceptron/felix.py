# Felix: half done; session A only, and the rest of the notebook as it was handed out.
# expected: 54

# %% who
me("felix")

# %% mp_neuron
def mp_neuron(x, w, u):
    net = np.dot(x, w)
    return np.array([int(n >= u) for n in net])

# %% add_bias
def add_bias(X):
    return np.column_stack((np.ones(X.shape[0]), X))

# %% perceptron_predict
def perceptron_predict(X, w):
    return np.array([1 if net > 0 else -1 for net in add_bias(X) @ w])

# %% q_threshold
q_threshold = "b"

# %% perceptron_epoch
def perceptron_epoch(X, y, w, eta, order):
    X_tilde = add_bias(X)
    w_new, n_mistakes = w.copy().astype(float), 0
    for n in order:
        prediction = 1 if X_tilde[n] @ w_new > 0 else -1
        if prediction != y[n]:
            w_new += eta * y[n] * X_tilde[n]
            n_mistakes += 1
    return w_new, n_mistakes

# %% perceptron_fit
def perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None):
    N, D = X.shape
    w, mistakes = np.zeros(D + 1), []
    for _ in range(max_epochs):
        order = rng.permutation(N) if rng is not None else np.arange(N)
        w, k = perceptron_epoch(X, y, w, eta, order)
        mistakes.append(k)
        if k == 0:
            return w, mistakes
    return w, mistakes

# %% guess-epochs
my_epochs = 10

# %% q_bound
q_bound = "a"

# %% q_eta
q_eta = "d"
