# Chiara: the typical mistakes: no flip, or half of one; bytes; padding on one side; = for += where windows overlap; a gradient for every tie.
# expected: 66.4767

# %% who
me("chiara")

# %% edge_filter
def edge_filter(img):
    return img[:, 1:] - img[:, :-1]

# %% guess-horizon
my_line = "leg"

# %% conv1d
def conv1d(x, w, mode):
    k = len(w)
    if mode == "full":
        x = np.concatenate([np.zeros(k - 1), x, np.zeros(k - 1)])
    return np.array([np.sum(x[i : i + k] * w) for i in range(len(x) - k + 1)])

# %% corr2d
def corr2d(X, K):
    h, k = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - k + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i : i + h, j : j + k] * K).sum()
    return Y

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, K[::-1])

# %% q_conv2d
q_conv2d = "a"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    return (n + 2 * pad - k) // stride + 1

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    if kind == "conv":
        return (k * k * n_in + 1) * n_out
    return (n_in + 1) * n_out

# %% receptive_field
def receptive_field(layers):
    r = 1
    for k, stride in layers:
        r = r + (k - 1)
    return r

# %% conv_forward
def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, ((0, 0), (0, 0), (pad, 0), (pad, 0)))
    h, k = W.shape[2], W.shape[3]
    H = (X.shape[2] - h) // stride + 1
    B = (X.shape[3] - k) // stride + 1
    Y = np.zeros((X.shape[0], W.shape[0], H, B))
    for i in range(H):
        for j in range(B):
            block = X[:, :, i * stride : i * stride + h, j * stride : j * stride + k]
            Y[:, :, i, j] = np.einsum("nchk,fchk->nf", block, W) + b
    return Y

# %% maxpool_forward
def both(size, stride):
    if stride is None:
        stride = size
    return stride if np.ndim(stride) else (stride, stride)

def maxpool_forward(X, size, stride=None):
    s, t = both(size, stride)
    h, k = size
    H, B = (X.shape[2] - h) // s + 1, (X.shape[3] - k) // t + 1
    return np.stack([np.stack([X[:, :, i*s:i*s+h, j*t:j*t+k].max((2, 3)) for j in range(B)], -1) for i in range(H)], -2)

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    s, t = both(size, stride)
    h, k = size
    H, B = (X.shape[2] - h) // s + 1, (X.shape[3] - k) // t + 1
    return np.stack([np.stack([X[:, :, i*s:i*s+h, j*t:j*t+k].mean((2, 3)) for j in range(B)], -1) for i in range(H)], -2)

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return -maxpool_forward(-X, size, stride)

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    return np.max(np.abs(shift(f(x), dy, dx) - f(shift(x, dy, dx))))

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    N, C, H, B = X.shape
    h, k = W.shape[2], W.shape[3]
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dXp = np.zeros(Xp.shape)
    dW = np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            a, b = i * stride, j * stride
            dXp[:, :, a : a + h, b : b + k] = np.einsum("nf,fchk->nchk", dY[:, :, i, j], W)
            dW += np.einsum("nf,nchk->fchk", dY[:, :, i, j], Xp[:, :, a : a + h, b : b + k])
    return dXp[:, :, pad : pad + H, pad : pad + B], dW, dY.sum((0, 2, 3))

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    s, t = both(size, stride)
    h, k = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            window = X[:, :, i*s:i*s+h, j*t:j*t+k]
            mask = window == window.max((2, 3), keepdims=True)
            dX[:, :, i*s:i*s+h, j*t:j*t+k] += mask * dY[:, :, i:i+1, j:j+1]
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    s, t = both(size, stride)
    h, k = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i*s:i*s+h, j*t:j*t+k] = dY[:, :, i:i+1, j:j+1] / (h * k)
    return dX

# %% cnn_gradients
def cnn_gradients(params, X, y):
    Z = conv_forward(X, params["W"], params["b"])
    A = np.maximum(Z, 0)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(len(X), -1)
    loss, dS = softmax_xent(flat @ params["V"] + params["c"], y)
    dM = (dS @ params["V"].T).reshape(M.shape)
    dZ = maxpool_backward(dM, A, (2, 2)) * (Z > 0)
    _, dW, db = conv_backward(dZ, X, params["W"])
    return loss, {"W": dW, "b": db, "V": flat.T @ dS, "c": dS.sum(0)}

# %% why_flip [markdown]
# because it goes backwards

# %% q_by_hand
q_by_hand = "e"

# %% q_nose
q_nose = "c"
