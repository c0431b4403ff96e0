# Yuki: nan where two lengths are zero and where a logit is large; one question is left as it was handed out.
# expected: 96.4

# %% who
me("yuki")

# %% num_grad
def num_grad(f, x, h=1e-5):
    x = np.asarray(x).astype(np.float64)
    def slope(i):
        e = np.zeros(x.size)
        e[i] = h
        e = e.reshape(x.shape)
        return (f(x + e) - f(x - e)) / (2.0 * h)
    return np.array([slope(i) for i in range(x.size)]).reshape(x.shape)

# %% rel_error
def rel_error(a, b):
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))   # 0/0 = nan, but when would both be zero?

# %% delta_out
def delta_out(o, t):
    return np.multiply(np.multiply(o, 1 - o), t - o)

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    return h * (1 - h) * np.tensordot(delta, W2[1:, :], axes=([-1], [1]))

# %% online_step
def online_step(x, t, W1, W2, eta):
    xt = np.hstack([1.0, x])
    h = sigmoid(xt.dot(W1))
    ht = np.hstack([1.0, h])
    o = sigmoid(ht.dot(W2))
    d_out = delta_out(o, t)
    d_hid = delta_hidden(h, W2, d_out)
    W1 = W1 + eta * np.outer(xt, d_hid)
    W2 = W2 + eta * np.outer(ht, d_out)
    return W1, W2

# %% why_old_weights [markdown]
# 勾配 is taken at one point. Old W2 made the error, new W2 did not.

# %% q_backprop_computes
q_backprop_computes = "d"

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = np.matmul(W1, x)
    z = f(a)
    e = np.matmul(W2, z) - t
    return np.float64(e[1] * z[3]), np.float64(np.dot(W2[:, 0], e) * df(a)[0] * x[0])

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    N = np.float64(X.shape[0])
    a_j = X @ Wij
    z_j = sigmoid(a_j)
    a_k = z_j @ Wjk
    z_k = sigmoid(a_k)
    a_l = z_k @ Wkl
    z_l = sigmoid(a_l)
    L = np.sum((T - z_l) ** 2, axis=1) / 2
    R = np.mean(L)
    d_l = -(T - z_l) * dsigmoid(a_l)
    dW_kl = np.einsum("nk,nl->kl", z_k, d_l) / N
    d_k = np.einsum("nl,kl->nk", d_l, Wkl) * dsigmoid(a_k)
    dW_jk = np.einsum("nj,nk->jk", z_j, d_k) / N
    d_j = np.einsum("nk,jk->nj", d_k, Wjk) * dsigmoid(a_j)
    dW_ij = np.einsum("ni,nj->ij", X, d_j) / N
    return {k: v for k, v in locals().items() if k not in ("X", "T", "Wij", "Wjk", "Wkl", "N")}

# %% q_factor
q_factor = "d"

# %% softmax_xent
def softmax_xent(Z, y):
    e = np.exp(Z)
    p = e / e.sum(axis=1, keepdims=True)
    n = np.arange(len(Z))
    loss = np.mean(-np.log(p[n, y]))
    dZ = p.copy()
    dZ[n, y] -= 1
    return loss, dZ / len(Z)

# %% mlp_backward
def mlp_backward(dY, cache):
    grads, d = {}, dY
    for l in reversed(range(len(cache))):
        layer = cache[l]
        d = d * layer["df"](layer["Z"])
        grads[l] = (np.einsum("nd,nm->dm", layer["X"], d), np.einsum("nm->m", d))
        d = np.einsum("nm,dm->nd", d, layer["W"])
    return [grads[l] for l in range(len(cache))], d

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = (2 * rng.random((9, 3)) - 1) * init
    W2 = (2 * rng.random((4, 8)) - 1) * init
    x = np.eye(8)
    for _ in range(epochs):
        for n in range(8):
            W1, W2 = online_step(x[n], x[n], W1, W2, eta)
    return W1, W2
