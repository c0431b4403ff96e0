# Yuki: nan at the border, where the kernel is longer and where no window was; ties are shared; one question is left as it was handed out.
# expected: 92.95

# %% who
me("yuki")

# %% edge_filter
def edge_filter(img):
    img = np.float64(img)
    y = np.full(img.shape, np.nan)      # the last column has no right neighbour
    y[:, :-1] = img[:, 1:] - img[:, :-1]
    return y

# %% conv1d
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    if mode == "valid" and k > n:
        return np.full(k - n + 1, np.nan)       # the kernel does not fit into the signal
    full = np.zeros(n + k - 1)
    for b in range(k):
        full[b : b + n] += x * w[b]
    return full if mode == "full" else full[k - 1 : n]

# %% corr2d
def corr2d(X, K):
    h, k = K.shape
    X = np.float64(X)
    rows, cols = X.shape[0] - h + 1, X.shape[1] - k + 1
    return sum(X[a : a + rows, b : b + cols] * K[a, b] for a in range(h) for b in range(k))

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, np.flip(K, axis=(0, 1)))

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("k, stride or pad")
    return (n + 2 * pad - k + stride) // stride

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    shape = (n_out, n_in, k, k) if kind == "conv" else (n_out, n_in)
    count = 1
    for size in shape:
        count *= size
    return count + (n_out if bias else 0)

# %% receptive_field
def receptive_field(layers):
    if len(layers) == 0:
        return 1
    (k, s), rest = layers[0], layers[1:]
    return (receptive_field(rest) - 1) * s + k

# %% conv_forward
from numpy.lib.stride_tricks import sliding_window_view

def conv_forward(X, W, b, stride=1, pad=0):
    Xp = np.pad(np.float64(X), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = sliding_window_view(Xp, W.shape[-2:], axis=(-2, -1))[:, :, ::stride, ::stride]
    N, C, H, V, h, k = win.shape
    cols = win.transpose(0, 2, 3, 1, 4, 5).reshape(N * H * V, C * h * k)
    Y = cols @ W.reshape(len(W), -1).T + b
    return Y.reshape(N, H, V, len(W)).transpose(0, 3, 1, 2)

# %% maxpool_forward
def _windows(X, size, stride):
    if stride is None:
        s, t = size
    elif np.ndim(stride) == 0:
        s = t = int(stride)
    else:
        s, t = stride
    return sliding_window_view(X, size, axis=(2, 3))[:, :, ::s, ::t], s, t

def maxpool_forward(X, size, stride=None):
    return np.amax(_windows(X, size, stride)[0], axis=(4, 5))

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    return np.average(_windows(X, size, stride)[0], axis=(4, 5))

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return np.amin(_windows(X, size, stride)[0], axis=(4, 5))

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    return np.linalg.norm((f(shift(x, dy, dx)) - shift(f(x), dy, dx)).ravel(), np.inf)

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    N, C, H, V = X.shape
    F, _, h, k = W.shape
    Xp = np.pad(np.float64(X), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dXp, dW = np.zeros_like(Xp), np.zeros((F, C, h, k))
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            win = np.s_[:, :, i * stride : i * stride + h, j * stride : j * stride + k]
            d = dY[:, :, i, j]
            dXp[win] += (d @ W.reshape(F, -1)).reshape(N, C, h, k)
            dW += (d.T @ Xp[win].reshape(N, -1)).reshape(F, C, h, k)
    db = np.sum(dY, axis=(0, 2, 3))
    return dXp[:, :, pad : pad + H, pad : pad + V], dW, db

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    win, s, t = _windows(X, size, stride)
    winners = win == win.max(axis=(4, 5), keepdims=True)
    share = winners / winners.sum(axis=(4, 5), keepdims=True) * dY[..., None, None]   # equal maxima share
    dX = np.zeros(X.shape)
    for a in range(size[0]):
        for b in range(size[1]):
            dX[:, :, a : a + s * dY.shape[2] : s, b : b + t * dY.shape[3] : t] += share[..., a, b]
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    _, s, t = _windows(X, size, stride)
    dX, count = np.zeros(X.shape), np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            win = np.s_[:, :, i * s : i * s + size[0], j * t : j * t + size[1]]
            dX[win] += dY[:, :, i : i + 1, j : j + 1] / (size[0] * size[1])
            count[win] += 1
    return dX / count

# %% cnn_gradients
def cnn_gradients(params, X, y):
    W, b, V, c = params["W"], params["b"], params["V"], params["c"]
    Z = conv_forward(X, W, b)
    A = np.maximum(Z, 0.0)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(M.shape[0], np.prod(M.shape[1:]))
    loss, dS = softmax_xent(np.matmul(flat, V) + c, y)
    dM = np.matmul(dS, V.T).reshape(M.shape)
    dZ = np.heaviside(Z, 0.0) * maxpool_backward(dM, A, (2, 2))
    _, dW, db = conv_backward(dZ, X, W)
    return loss, {"W": dW, "b": db, "V": np.matmul(flat.T, dS), "c": np.sum(dS, axis=0)}

# %% why_flip [markdown]
# 反転: dX[p] = Σ dY[p − a] W[a].

# %% q_nose
q_nose = "c"
