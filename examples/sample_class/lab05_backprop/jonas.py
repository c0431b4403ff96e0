# Jonas: everything right, vectorised and short; a scratch cell of his own, and both reflections written.
# expected: 100

# %% who
me("jonas")

# %% num_grad
def num_grad(f, x, h=1e-5):
    x = np.asarray(x, float)
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([f(x + e) - f(x - e) for e in steps]).reshape(x.shape) / (2 * h)

# %% scratch
# the toy of section 1: 12.01
num_grad(lambda x: (x ** 3).sum(), np.array([2.0]), h=0.1)

# %% rel_error
def rel_error(a, b):
    a, b = np.ravel(a), np.ravel(b)
    s = np.sqrt(a @ a) + np.sqrt(b @ b)
    return np.linalg.norm(a - b) / s if s else 0.0

# %% guess-h
my_exponent = 6

# %% delta_out
delta_out = lambda o, t: o * (1 - o) * (t - o)

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    return h * (1 - h) * np.einsum("...k,hk->...h", delta, W2[1:])

# %% online_step
def online_step(x, t, W1, W2, eta):
    xt = np.r_[1.0, x]
    h = sigmoid(xt @ W1)
    ht = np.r_[1.0, h]
    d2 = delta_out(sigmoid(ht @ W2), t)
    d1 = delta_hidden(h, W2, d2)
    return W1 + eta * xt[:, None] * d1, W2 + eta * ht[:, None] * d2

# %% why_old_weights [markdown]
# δ_h is −∂E/∂net_h **at the point where the forward pass was made**. Put the new W2 in and you get a derivative at no point at all:
# h, o, δ_k belong to the old one. It differs by η·ΔW2·δ, that is first order in η.

# %% q_backprop_computes
q_backprop_computes = "d"

# %% guess-xor
my_runs = 20

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    dy = W2 @ z - t
    dW2, dW1 = np.outer(dy, z), np.outer(df(a) * (dy @ W2), x)
    return dW2[1, 3], dW1[0, 0]

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    a_j = X @ Wij;   z_j = sigmoid(a_j)
    a_k = z_j @ Wjk; z_k = sigmoid(a_k)
    a_l = z_k @ Wkl; z_l = sigmoid(a_l)
    L = ((T - z_l) ** 2).sum(1) / 2
    R = L.mean()
    d_l = (z_l - T) * dsigmoid(a_l)
    d_k = d_l @ Wkl.T * dsigmoid(a_k)
    d_j = d_k @ Wjk.T * dsigmoid(a_j)
    dW_kl, dW_jk, dW_ij = (a.T @ d / len(X) for a, d in ((z_k, d_l), (z_j, d_k), (X, d_j)))
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=R,
                d_l=d_l, dW_kl=dW_kl, d_k=d_k, dW_jk=dW_jk, d_j=d_j, dW_ij=dW_ij)

# %% q_factor
q_factor = "d"

# %% softmax_xent
def softmax_xent(Z, y):
    S = Z - Z.max(1)[:, None]
    logsum = np.log(np.exp(S).sum(1))
    onehot = np.eye(Z.shape[1])[y]
    return np.mean(logsum - (S * onehot).sum(1)), (np.exp(S - logsum[:, None]) - onehot) / len(Z)

# %% mlp_backward
def mlp_backward(dY, cache):
    grads = []
    for c in cache[::-1]:
        dZ = dY * c["df"](c["Z"])
        grads.append((c["X"].T @ dZ, dZ.sum(0)))
        dY = dZ @ c["W"].T
    return grads[::-1], dY

# %% q_jump
q_jump = "b"

# %% guess-cost
my_seconds = 2

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W = rng.uniform(-init, init, (9, 3)), rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    for n in np.tile(np.arange(8), epochs):
        W = online_step(I[n], I[n], *W, eta)
    return W

# %% guess-codes
my_outputs, my_codes = 10, 6

# %% what_do_the_three_do [markdown]
# Three levels: 0, ½, 1. E wants the outputs right and does not know what "binary" means; the output weights separate 8 points in the
# cube, and these need not be corners.
