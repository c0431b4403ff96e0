# Jonas: everything right, vectorised and short; a scratch cell of his own, and both reflections written.
# expected: 100

# %% who
me("jonas")

# %% edge_filter
def edge_filter(img):
    return np.diff(img.astype(float), axis=1)

# %% conv1d
def conv1d(x, w, mode):
    table = np.outer(x, w)                                            # every product x[a]·w[b] …
    place = np.add.outer(np.arange(len(x)), np.arange(len(w)))        # … lands in y[a + b]
    full = np.bincount(place.ravel(), table.ravel())
    return full if mode == "full" else full[min(table.shape) - 1 : max(table.shape)]

# %% corr2d
def corr2d(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    return np.einsum("ijab,ab->ij", windows, K)

# %% scratch
corr2d(np.arange(9.0).reshape(3, 3), np.arange(4.0).reshape(2, 2))   # 19 25 37 43

# %% conv2d_true
conv2d_true = lambda X, K: corr2d(X, np.flip(K))

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    room = n + 2 * pad - k
    if min(k, stride) < 1 or min(pad, room) < 0:
        raise ValueError("no window fits")
    return room // stride + 1

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    return n_out * (n_in * {"dense": 1, "conv": k * k}[kind] + bool(bias))

# %% receptive_field
def receptive_field(layers):
    if not layers:
        return 1
    k, s = np.array(layers).T
    return int(1 + (k - 1) @ np.r_[1, np.cumprod(s)[:-1]])

# %% conv_forward
from numpy.lib.stride_tricks import sliding_window_view

def windows_of(X, size, s, t):
    return sliding_window_view(X, tuple(size), axis=(2, 3))[:, :, ::s, ::t]   # (N, C, H', W', h, k)

def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    Y = np.tensordot(windows_of(X, W.shape[2:], stride, stride), W, axes=([1, 4, 5], [1, 2, 3]))   # (N, H', W', F)
    return (Y + b).transpose(0, 3, 1, 2)

# %% maxpool_forward
def pool(f, X, size, stride):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    return f(windows_of(X, size, s, t), axis=(-2, -1))

def maxpool_forward(X, size, stride=None):
    return pool(np.max, X, size, stride)

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    return pool(np.mean, X, size, stride)

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return -maxpool_forward(-X, size, stride)

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    return float(abs(f(shift(x, dy, dx)) - shift(f(x), dy, dx)).max())

# %% guess-gap
my_gaps = ("convolution",)

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    Xp = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    h, k = W.shape[2:]
    dW = np.tensordot(dY, windows_of(Xp, (h, k), stride, stride), axes=([0, 2, 3], [0, 2, 3]))
    # dX: the true convolution of dY, with zeros between its entries, with W
    N, F, H, V = dY.shape
    wide = np.zeros((N, F, Xp.shape[2] - h + 1, Xp.shape[3] - k + 1))
    wide[:, :, : stride * H : stride, : stride * V : stride] = dY
    wide = np.pad(wide, [(0, 0), (0, 0), (h - 1, h - 1), (k - 1, k - 1)])
    dX = conv_forward(wide, W[:, :, ::-1, ::-1].swapaxes(0, 1), np.zeros(W.shape[1]))
    return dX[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dW, dY.sum((0, 2, 3))

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    windows = windows_of(X, size, s, t)
    a, b = np.divmod(windows.reshape(*dY.shape, -1).argmax(-1), size[1])
    n, c, i, j = np.indices(dY.shape)
    dX = np.zeros(X.shape)
    np.add.at(dX, (n, c, i * s + a, j * t + b), dY)
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    s, t = np.broadcast_to(size if stride is None else stride, 2)
    dX = np.zeros(X.shape)
    for a, b in np.ndindex(*size):
        dX[:, :, a:, b:][:, :, ::s, ::t][:, :, : dY.shape[2], : dY.shape[3]] += dY / np.prod(size)
    return dX

# %% cnn_gradients
def cnn_gradients(params, X, y):
    W, b, V, c = params["W"], params["b"], params["V"], params["c"]
    A = np.maximum(conv_forward(X, W, b), 0)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(len(X), -1)
    loss, dS = softmax_xent(flat @ V + c, y)
    dZ = maxpool_backward((dS @ V.T).reshape(M.shape), A, (2, 2)) * (A > 0)
    return loss, dict(zip("WbVc", [*conv_backward(dZ, X, W)[1:], flat.T @ dS, dS.sum(0)]))

# %% why_flip [markdown]
# $Y[i] = \sum_a X[i + a] W[a]$, so $\partial Y[i] / \partial X[p] = W[p - i]$ and $dX[p] = \sum_i dY[i]\, W[p - i]$. This is the definition of
# convolution, so as a cross-correlation the kernel is flipped.

# %% q_by_hand
q_by_hand = "c"

# %% q_nose
q_nose = "c"

# %% why_share [markdown]
# Sharing says: what is worth seeing here is worth seeing there. 72 numbers are trained by 36 places each. Where columns of a table are the
# pixels, it is nonsense.
