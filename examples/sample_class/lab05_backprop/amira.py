# Amira: everything right, written with loops.
# expected: 100

# %% who
me("amira")

# %% guess-numbers
my_numbers = 9

# %% num_grad
def num_grad(f, x, h=1e-5):
    """Return the gradient of f at x, entry by entry, by central differences."""
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        up = f(x)
        x[index] = old - h
        down = f(x)
        x[index] = old
        grad[index] = (up - down) / (2 * h)
    return grad

# %% rel_error
def length(a):
    total = 0.0
    for value in np.array(a, dtype=float).flatten():
        total += value * value
    return total ** 0.5

def rel_error(a, b):
    both = length(a) + length(b)
    if both == 0:
        return 0.0
    return length(np.array(a, dtype=float) - np.array(b, dtype=float)) / both

# %% guess-h
my_exponent = 8

# %% guess-sign
my_sign = "positive"

# %% delta_out
def delta_out(o, t):
    delta = np.zeros(o.shape)
    for i in np.ndindex(o.shape):
        delta[i] = o[i] * (1 - o[i]) * (t[i] - o[i])
    return delta

# %% q_sign_error
q_sign_error = "c"

# %% delta_hidden
def delta_hidden(h, W2, delta):
    if h.ndim == 2:
        return np.array([delta_hidden(h[n], W2, delta[n]) for n in range(len(h))])
    out = np.zeros(len(h))
    for j in range(len(h)):
        back = 0.0
        for k in range(len(delta)):
            back += W2[j + 1, k] * delta[k]     # row 0 is the bias
        out[j] = h[j] * (1 - h[j]) * back
    return out

# %% online_step
def online_step(x, t, W1, W2, eta):
    H, K = W1.shape[1], W2.shape[1]
    # forward
    h = np.zeros(H)
    for j in range(H):
        h[j] = sigmoid(W1[0, j] + x @ W1[1:, j])
    o = np.zeros(K)
    for k in range(K):
        o[k] = sigmoid(W2[0, k] + h @ W2[1:, k])
    # backward, with the old weights
    d_out = delta_out(o, t)
    d_hidden = delta_hidden(h, W2, d_out)
    W1_new, W2_new = np.array(W1, dtype=float), np.array(W2, dtype=float)
    for j in range(H):
        W1_new[0, j] += eta * d_hidden[j]
        W1_new[1:, j] += eta * d_hidden[j] * x
    for k in range(K):
        W2_new[0, k] += eta * d_out[k]
        W2_new[1:, k] += eta * d_out[k] * h
    return W1_new, W2_new

# %% why_old_weights [markdown]
# The error was made by the old W2, so it has to be blamed on the old W2. With the new one the sum is no derivative of anything.
# The difference is proportional to η, so with a small η one does not notice.

# %% q_backprop_computes
q_backprop_computes = "d"

# %% guess-xor
my_runs = 15

# %% q_wrong_index
q_wrong_index = "b"

# %% worked_example
def worked_example(x, t, W1, W2, f, df):
    a = np.zeros(4)
    for i in range(4):
        for j in range(3):
            a[i] += W1[i, j] * x[j]
    z, slope = f(a), df(a)
    error = [0.0, 0.0]
    for k in range(2):
        y = 0.0
        for i in range(4):
            y += W2[k, i] * z[i]
        error[k] = y - t[k]
    back = error[0] * W2[0, 0] + error[1] * W2[1, 0]
    return error[1] * z[3], back * slope[0] * x[0]

# %% slide_backprop
def slide_backprop(X, T, Wij, Wjk, Wkl):
    N = len(X)

    def forward(A, W):
        net = np.zeros((N, W.shape[1]))
        for n in range(N):
            for j in range(W.shape[1]):
                for i in range(W.shape[0]):
                    net[n, j] += A[n, i] * W[i, j]
        return net

    def gradient(A, d):
        dW = np.zeros((A.shape[1], d.shape[1]))
        for n in range(N):
            for i in range(A.shape[1]):
                for j in range(d.shape[1]):
                    dW[i, j] += A[n, i] * d[n, j] / N
        return dW

    def back(d, W, z):
        out = np.zeros(z.shape)
        for n in range(N):
            for i in range(W.shape[0]):
                for j in range(W.shape[1]):
                    out[n, i] += d[n, j] * W[i, j]
                out[n, i] *= z[n, i] * (1 - z[n, i])
        return out

    out = {}
    out["a_j"] = forward(X, Wij)
    out["z_j"] = sigmoid(out["a_j"])
    out["a_k"] = forward(out["z_j"], Wjk)
    out["z_k"] = sigmoid(out["a_k"])
    out["a_l"] = forward(out["z_k"], Wkl)
    out["z_l"] = z = sigmoid(out["a_l"])
    out["L"] = np.zeros(N)
    for n in range(N):
        for k in range(T.shape[1]):
            out["L"][n] += 0.5 * (T[n, k] - z[n, k]) ** 2
    out["R"] = sum(out["L"]) / N
    out["d_l"] = (z - T) * z * (1 - z)
    out["dW_kl"] = gradient(out["z_k"], out["d_l"])
    out["d_k"] = back(out["d_l"], Wkl, out["z_k"])
    out["dW_jk"] = gradient(out["z_j"], out["d_k"])
    out["d_j"] = back(out["d_k"], Wjk, out["z_j"])
    out["dW_ij"] = gradient(X, out["d_j"])
    return out

# %% guess-vanish
my_size = "shrink"

# %% q_factor
q_factor = "d"

# %% softmax_xent
import math

def softmax_xent(Z, y):
    N, C = Z.shape
    loss, dZ = 0.0, np.zeros((N, C))
    for n in range(N):
        biggest = max(Z[n])
        exps = [math.exp(z - biggest) for z in Z[n]]
        total = sum(exps)
        loss += math.log(total) - (Z[n, y[n]] - biggest)
        for c in range(C):
            dZ[n, c] = exps[c] / total / N
        dZ[n, y[n]] -= 1 / N
    return loss / N, dZ

# %% guess-slope
my_loss = "cross-entropy"

# %% mlp_backward
def mlp_backward(dY, cache):
    grads = [None] * len(cache)
    for l in range(len(cache) - 1, -1, -1):
        X, W, Z, df = cache[l]["X"], cache[l]["W"], cache[l]["Z"], cache[l]["df"]
        dZ = dY * df(Z)
        dW, db = np.zeros(W.shape), np.zeros(W.shape[1])
        for n in range(len(X)):
            dW += np.outer(X[n], dZ[n])
            db += dZ[n]
        grads[l] = (dW, db)
        dY = np.array([W @ row for row in dZ])
    return grads, dY

# %% q_jump
q_jump = "b"

# %% train_838
def train_838(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    for epoch in range(epochs):
        for n in range(8):
            x = np.zeros(8)
            x[n] = 1.0
            W1, W2 = online_step(x, x, W1, W2, eta)
    return W1, W2

# %% what_do_the_three_do [markdown]
# One unit stands near ½ for one of the two twins. The output weights can still tell 0.5 from 0, and E never asked for binary codes.
