# Chiara: the typical mistakes: one-sided slope, the other sign of δ, W2 changed before δ is handed down, a mean for a sum and no 1/N, an index.
# expected: 49.2758

# %% who
me("chiara")

# %% num_grad
def num_grad(f, x, h=1e-5):
    x = np.array(x, float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x2 = x.copy()
        x2[i] += h
        grad[i] = (f(x2) - f(x)) / h
    return grad

# %% rel_error
def rel_error(a, b):
    return np.linalg.norm(np.subtract(a, b)) / max(1e-8, np.linalg.norm(a) + np.linalg.norm(b))

# %% guess-sign
my_sign = "negative"

# %% delta_out
def delta_out(o, t):
    return (o - t) * o * (1 - o)

# %% q_sign_error
q_sign_error = "e"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    return h * (1 - h) * np.dot(delta, W2[1:].T)

# %% online_step
def online_step(x, t, W1, W2, eta):
    x1 = np.concatenate([[1], x])
    h = sigmoid(x1 @ W1)
    h1 = np.concatenate([[1], h])
    o = sigmoid(h1 @ W2)
    d2 = delta_out(o, t)
    W2 = W2 - eta * np.outer(h1, d2)
    d1 = delta_hidden(h, W2, d2)
    W1 = W1 - eta * np.outer(x1, d1)
    return W1, W2

# %% why_old_weights [markdown]
# because then it is wrong

# %% q_backprop_computes
q_backprop_computes = "b"

# %% q_wrong_index
q_wrong_index = "d"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    y = W2 @ z
    first = (y[1] - t[1]) * z[2]
    second = ((y[0] - t[0]) * W2[0, 0] + (y[1] - t[1]) * W2[1, 0]) * df(a[0]) * x[0]
    return first, second

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    a_j = X @ Wij
    z_j = sigmoid(a_j)
    a_k = z_j @ Wjk
    z_k = sigmoid(a_k)
    a_l = z_k @ Wkl
    z_l = sigmoid(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    R = np.mean(L)
    d_l = (z_l - T) * z_l * (1 - z_l)
    dW_kl = z_k.T @ d_l
    d_k = (d_l @ Wkl.T) * z_k * (1 - z_k)
    dW_jk = z_j.T @ d_k
    d_j = (d_k @ Wjk.T) * z_j * (1 - z_j)
    dW_ij = X.T @ d_j
    return {"a_j": a_j, "z_j": z_j, "a_k": a_k, "z_k": z_k, "a_l": a_l, "z_l": z_l, "L": L, "R": R, "d_l": d_l,
            "dW_kl": dW_kl, "d_k": d_k, "dW_jk": dW_jk, "d_j": d_j, "dW_ij": dW_ij}

# %% q_factor
q_factor = "c"

# %% softmax_xent
def softmax_xent(Z, y):
    Z = Z - np.max(Z, axis=1, keepdims=True)
    logp = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
    loss = -np.mean(logp[np.arange(len(y)), y])
    dZ = np.exp(logp)
    dZ[np.arange(len(y)), y] -= 1
    return loss, dZ

# %% mlp_backward
def mlp_backward(dY, cache):
    grads = []
    for layer in reversed(cache):
        dZ = dY * layer["df"](layer["Z"])
        dW = layer["X"].T @ dZ
        db = np.mean(dZ, axis=0)
        grads.insert(0, (dW, db))
        dY = dZ @ layer["W"].T
    return grads, dY

# %% q_jump
q_jump = "b"

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = np.vstack([np.zeros(3), rng.uniform(-init, init, (8, 3))])
    W2 = np.vstack([np.zeros(8), rng.uniform(-init, init, (3, 8))])
    for _ in range(epochs):
        for x in np.eye(8):
            W1, W2 = online_step(x, x, W1, W2, eta)
    return W1, W2
