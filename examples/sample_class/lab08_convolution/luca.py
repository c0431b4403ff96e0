# Luca: out_size loops for ever where the window does not move; the rest is right.
# expected: 96

# %% who
me("luca")

# %% edge_filter
def edge_filter(img):
    return np.asarray(img[:, 1:], float) - img[:, :-1]

# %% conv1d
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    y = sum(np.pad(x * w[b], (b, k - 1 - b)) for b in range(k))
    y = np.asarray(y, float)
    return y if mode == "full" else y[min(n, k) - 1 : max(n, k)]

# %% corr2d
def corr2d(X, K):
    (H, W), (h, k) = X.shape, K.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i, j in np.ndindex(Y.shape):
        Y[i, j] = np.vdot(X[i : i + h, j : j + k], K)
    return Y

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, K[::-1][:, ::-1])

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    if k < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("window")
    places, start = 0, 0
    while start <= n + 2 * pad - k:
        places += 1
        start += stride
    return places

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    weights = n_in * n_out
    if kind == "conv":
        weights *= k * k
    return weights + (n_out if bias else 0)

# %% receptive_field
def receptive_field(layers):
    r = 1
    for i, (k, _) in enumerate(layers):
        distance = 1
        for _, s in layers[:i]:
            distance *= s
        r += (k - 1) * distance
    return r

# %% conv_forward
def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    (N, C, H, V), (F, _, h, k) = X.shape, W.shape
    rows, cols = (H - h) // stride + 1, (V - k) // stride + 1
    Y = np.zeros((N, F, rows, cols))
    for i, j in np.ndindex(rows, cols):
        block = X[:, :, stride * i : stride * i + h, stride * j : stride * j + k]
        Y[:, :, i, j] = np.einsum("nchk,fchk->nf", block, W)
    return Y + b[:, None, None]

# %% maxpool_forward
def windows(X, size, stride):
    s, t = (stride, stride) if isinstance(stride, int) else (stride or size)
    rows, cols = (X.shape[2] - size[0]) // s + 1, (X.shape[3] - size[1]) // t + 1
    for i, j in np.ndindex(rows, cols):
        yield i, j, (slice(None), slice(None), slice(i * s, i * s + size[0]), slice(j * t, j * t + size[1]))

def reduced(f, X, size, stride):
    places = {(i, j): f(X[at], axis=(2, 3)) for i, j, at in windows(X, size, stride)}
    rows, cols = max(places)
    return np.array([[places[i, j] for j in range(cols + 1)] for i in range(rows + 1)]).transpose(2, 3, 0, 1)

def maxpool_forward(X, size, stride=None):
    return reduced(np.max, X, size, stride)

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    return reduced(np.mean, X, size, stride)

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return reduced(np.min, X, size, stride)

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    difference = f(shift(x, dy, dx)) - shift(f(x), dy, dx)
    return max(difference.max(), -difference.min())

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    h, k = W.shape[2:]
    rows, cols = dY.shape[2:]
    for a, b in np.ndindex(h, k):     # over the kernel
        at = (slice(None), slice(None), slice(a, a + stride * rows, stride), slice(b, b + stride * cols, stride))
        dXp[at] += np.einsum("nfij,fc->ncij", dY, W[:, :, a, b])
        dW[:, :, a, b] = np.einsum("nfij,ncij->fc", dY, Xp[at])
    H, V = X.shape[2:]
    return dXp[:, :, pad : pad + H, pad : pad + V], dW, np.einsum("nfij->f", dY)

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    dX = np.zeros(X.shape)
    for i, j, at in windows(X, size, stride):
        w = X[at].reshape(*X.shape[:2], -1)
        first = np.zeros(w.shape)
        np.put_along_axis(first, w.argmax(-1)[..., None], 1.0, -1)
        dX[at] += first.reshape(X[at].shape) * dY[:, :, i, j, None, None]
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    dX = np.zeros(X.shape)
    for i, j, at in windows(X, size, stride):
        dX[at] += dY[:, :, i, j, None, None] / (size[0] * size[1])
    return dX

# %% cnn_gradients
def cnn_gradients(params, X, y):
    Z = conv_forward(X, params["W"], params["b"])
    A = np.maximum(Z, 0)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(len(X), -1)
    loss, dS = softmax_xent(flat @ params["V"] + params["c"], y)
    grads = {"V": flat.T @ dS, "c": dS.sum(axis=0)}
    dA = maxpool_backward((dS @ params["V"].T).reshape(M.shape), A, (2, 2))
    dA[Z <= 0] = 0
    _, grads["W"], grads["b"] = conv_backward(dA, X, params["W"])
    return loss, grads

# %% why_share [markdown]
# Fewer weights, more data for each. Not good if the place matters.

# %% q_by_hand
q_by_hand = "c"

# %% q_nose
q_nose = "c"
