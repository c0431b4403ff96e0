# Luca: num_grad loops for ever, because the iterator is never moved on; the rest is right.
# expected: 92

# %% who
me("luca")

# %% num_grad
def num_grad(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        i = it.multi_index
        old = x[i]
        x[i] = old + h
        plus = f(x)
        x[i] = old - h
        minus = f(x)
        x[i] = old
        grad[i] = (plus - minus) / (2 * h)
    return grad

# %% rel_error
def rel_error(a, b):
    norm = lambda v: np.sqrt(np.sum(np.asarray(v, float) ** 2))
    if norm(a) == norm(b) == 0:
        return 0.0
    return norm(np.asarray(a, float) - b) / (norm(a) + norm(b))

# %% guess-sign
my_sign = "positive"

# %% delta_out
def delta_out(o, t):
    return (t - o) * (o - o * o)

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    return (W2[1:] @ delta.T).T * h * (1 - h)

# %% online_step
def online_step(x, t, W1, W2, eta):
    h = sigmoid(W1[0] + x @ W1[1:])
    o = sigmoid(W2[0] + h @ W2[1:])
    dk = delta_out(o, t)
    dh = delta_hidden(h, W2, dk)
    step1 = np.vstack([dh, np.outer(x, dh)])
    step2 = np.vstack([dk, np.outer(h, dk)])
    return W1 + eta * step1, W2 + eta * step2

# %% q_backprop_computes
q_backprop_computes = "d"

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = W1 @ x
    y = W2 @ f(a)
    return (y[1] - t[1]) * f(a)[3], (y - t) @ W2[:, 0] * df(a)[0] * x[0]

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    out = {"a_j": X @ Wij}
    out["z_j"] = sigmoid(out["a_j"])
    out["a_k"] = out["z_j"] @ Wjk
    out["z_k"] = sigmoid(out["a_k"])
    out["a_l"] = out["z_k"] @ Wkl
    out["z_l"] = sigmoid(out["a_l"])
    out["L"] = 0.5 * ((out["z_l"] - T) ** 2).sum(axis=-1)
    out["R"] = out["L"].mean()
    out["d_l"] = (out["z_l"] - T) * out["z_l"] * (1 - out["z_l"])
    out["dW_kl"] = np.mean(out["z_k"][:, :, None] * out["d_l"][:, None, :], axis=0)
    out["d_k"] = (out["d_l"] @ Wkl.T) * out["z_k"] * (1 - out["z_k"])
    out["dW_jk"] = np.mean(out["z_j"][:, :, None] * out["d_k"][:, None, :], axis=0)
    out["d_j"] = (out["d_k"] @ Wjk.T) * out["z_j"] * (1 - out["z_j"])
    out["dW_ij"] = np.mean(X[:, :, None] * out["d_j"][:, None, :], axis=0)
    return out

# %% q_factor
q_factor = "d"

# %% softmax_xent
def softmax_xent(Z, y):
    n = np.arange(len(Z))
    Z = Z - Z.max(axis=1, keepdims=True)
    log_p = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    p[n, y] -= 1
    return -log_p[n, y].mean(), p / len(Z)

# %% mlp_backward
def mlp_backward(dY, cache):
    if not cache:
        return [], dY
    *below, top = cache
    dZ = dY * top["df"](top["Z"])
    grads, dX = mlp_backward(dZ @ top["W"].T, below)
    return grads + [(top["X"].T @ dZ, dZ.sum(axis=0))], dX

# %% q_jump
q_jump = "b"

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    for _ in range(epochs):
        for x in np.eye(8)[rng.permutation(8)]:
            W1, W2 = online_step(x, x, W1, W2, eta)
    return W1, W2

# %% what_do_the_three_do [markdown]
# They use values in between. That is enough for the output layer.
