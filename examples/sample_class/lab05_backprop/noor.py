# Noor: one function stops with a KeyError, one crashes on plain numbers only, one has a misspelt name; the others are right.
# expected: 69.6

# %% who
me("noor")

# %% num_grad
def num_grad(f, x, h=1e-5):
    x = np.asarray(x, float)
    g = np.empty(x.shape)
    for idx, value in np.ndenumerate(x):
        hi, lo = x.copy(), x.copy()
        hi[idx], lo[idx] = value + h, value - h
        g[idx] = (f(hi) - f(lo)) / (2 * h)
    return g

# %% rel_error
def rel_error(a, b):
    a, b = a.flatten(), b.flatten()
    size = np.linalg.norm(a) + np.linalg.norm(b)
    if size == 0:
        return 0.0
    return np.linalg.norm(a - b) / size

# %% delta_out
def delta_out(o, t):
    return o * (1.0 - o) * (t - o)

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    back = delta @ W2.T          # (…, H + 1)
    return h * (1 - h) * back[..., 1:]

# %% online_step
def online_step(x, t, W1, W2, eta):
    x1 = np.array([1.0, *x])
    h = sigmoid(x1 @ W1)
    h1 = np.array([1.0, *h])
    o = sigmoid(h1 @ W2)
    dk = delta_out(o, t)
    dh = delta_hidden(h, W2, dk)
    return W1 + eta * np.outer(x1, dh), W2 + eta * np.outer(h1, dk)

# %% q_backprop_computes
q_backprop_computes = "d"

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    err = W2 @ z - t
    return err[1] * z[-1], np.sum(err * W2[:, 0]) * df(a)[0] * x[0]

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    N = len(X)
    r = {}
    r["a_j"] = X @ Wij
    r["z_j"] = sigmoid(r["a_j"])
    r["a_k"] = r["z_j"] @ Wjk
    r["z_k"] = sigmoid(r["a_k"])
    r["a_l"] = r["z_k"] @ Wkl
    r["z_l"] = sigmoid(r["a_l"])
    r["L"] = 0.5 * np.sum((T - r["z_l"]) ** 2, axis=1)
    r["R"] = r["L"].mean()
    r["d_1"] = (r["z_l"] - T) * dsigmoid(r["a_l"])     # the one is an l
    r["dW_kl"] = r["z_k"].T @ r["d_l"] / N
    r["d_k"] = r["d_l"] @ Wkl.T * dsigmoid(r["a_k"])
    r["dW_jk"] = r["z_j"].T @ r["d_k"] / N
    r["d_j"] = r["d_k"] @ Wjk.T * dsigmoid(r["a_j"])
    r["dW_ij"] = X.T @ r["d_j"] / N
    return r

# %% q_factor
q_factor = "d"

# %% softmax_xent
def softmax_xent(Z, y):
    N = len(Z)
    Z = Z - np.max(Z, axis=1).reshape(N, 1)
    log_p = Z - np.log(np.sum(np.exp(Z), axis=1)).reshape(N, 1)
    one_hot = np.zeros(Z.shape)
    one_hot[range(N), y] = 1
    return -np.sum(one_hot * log_p) / N, (np.exp(log_p) - one_hot) / N

# %% mlp_backward
def mlp_backwards(dY, cache):
    grads = []
    d = dY
    for layer in reversed(cache):
        dZ = d * layer["df"](layer["Z"])
        grads = [(layer["X"].T @ dZ, dZ.sum(axis=0))] + grads
        d = dZ @ layer["W"].T
    return grads, d

# %% q_jump
q_jump = "b"

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = rng.uniform(-init, init, (9, 3)), rng.uniform(-init, init, (4, 8))
    for epoch in range(epochs):
        for n in range(8):
            W1, W2 = online_step(np.eye(8)[n], np.eye(8)[n], W1, W2, eta)
    return W1, W2
