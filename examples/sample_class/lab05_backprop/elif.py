# Elif: worked in Google Colab, with its extra keys, magics and a shell line; W2 not transposed, the slope taken at z, gradients in the order of the walk.
# expected: 65.9518
# saved: colab

# %% who
me("elif")

# %% scratch
# !nvidia-smi
# %matplotlib inline

# %% num_grad
# %%time
def num_grad(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        arti, eksi = x.copy(), x.copy()
        arti[i] += h
        eksi[i] -= h
        grad[i] = (f(arti) - f(eksi)) / (2 * h)
        it.iternext()
    return grad

# %% rel_error
def rel_error(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    toplam = np.linalg.norm(a) + np.linalg.norm(b)
    return 0.0 if toplam == 0 else np.linalg.norm(a - b) / toplam

# %% delta_out
def delta_out(o, t):
    return (t - o) * o * (1 - o)

# %% q_sign_error
#@title Answer { run: "auto" }
q_sign_error = "c" #@param ["a", "b", "c", "d", "e"]

# %% delta_hidden
def delta_hidden(h, W2, delta):
    return h * (1 - h) * (delta @ W2[1:])

# %% online_step
def online_step(x, t, W1, W2, eta):
    x1 = np.insert(np.asarray(x, float), 0, 1)
    h = sigmoid(W1.T @ x1)
    h1 = np.insert(h, 0, 1)
    o = sigmoid(W2.T @ h1)
    d_out = delta_out(o, t)
    d_hidden = h * (1 - h) * (W2 @ d_out)[1:]   # delta_hidden does not work here?!
    return W1 + eta * np.outer(x1, d_hidden), W2 + eta * np.outer(h1, d_out)

# %% q_backprop_computes
q_backprop_computes = "d" #@param ["a", "b", "c", "d"]

# %% q_wrong_index
q_wrong_index = "b" #@param ["a", "b", "c", "d"]

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    z = f(W1 @ x)
    d = W2 @ z - t
    return d[1] * z[3], (W2.T @ d)[0] * df(z)[0] * x[0]

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    N = X.shape[0]
    s = {}
    s["a_j"] = np.dot(X, Wij)
    s["z_j"] = sigmoid(s["a_j"])
    s["a_k"] = np.dot(s["z_j"], Wjk)
    s["z_k"] = sigmoid(s["a_k"])
    s["a_l"] = np.dot(s["z_k"], Wkl)
    s["z_l"] = sigmoid(s["a_l"])
    s["L"] = np.sum((s["z_l"] - T) ** 2, axis=1) / 2
    s["R"] = s["L"].sum() / N
    s["d_l"] = (s["z_l"] - T) * dsigmoid(s["z_l"])
    s["dW_kl"] = np.dot(s["z_k"].T, s["d_l"]) / N
    s["d_k"] = np.dot(s["d_l"], Wkl.T) * dsigmoid(s["z_k"])
    s["dW_jk"] = np.dot(s["z_j"].T, s["d_k"]) / N
    s["d_j"] = np.dot(s["d_k"], Wjk.T) * dsigmoid(s["z_j"])
    s["dW_ij"] = np.dot(X.T, s["d_j"]) / N
    return s

# %% q_factor
q_factor = "b" #@param ["a", "b", "c", "d"]

# %% softmax_xent
def softmax_xent(Z, y):
    N = len(y)
    m = Z.max(axis=1, keepdims=True)
    log_toplam = m + np.log(np.exp(Z - m).sum(axis=1, keepdims=True))
    loss = (log_toplam[:, 0] - Z[np.arange(N), y]).sum() / N
    dZ = np.exp(Z - log_toplam)
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N

# %% mlp_backward
def mlp_backward(dY, cache):
    grads = []
    dA = dY
    for layer in cache[::-1]:
        dZ = dA * layer["df"](layer["Z"])
        grads.append((layer["X"].T @ dZ, dZ.sum(axis=0)))
        dA = dZ @ layer["W"].T
    return grads, dA

# %% q_jump
q_jump = "b" #@param ["a", "b", "c", "d"]

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, size=(9, 3))
    W2 = rng.uniform(-init, init, size=(4, 8))
    birim = np.eye(8)
    for i in range(epochs):
        for n in rng.permutation(8):
            W1, W2 = online_step(birim[n], birim[n], W1, W2, eta)
    return W1, W2
