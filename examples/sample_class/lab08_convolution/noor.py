# Noor: one function crashes where the kernel is longer, one has a misspelt name, one cuts a padding of 0 by [pad:-pad]; the others are right.
# expected: 84.6667

# %% who
me("noor")

# %% edge_filter
def edge_filter(img):
    img = img * 1.0
    return img[:, 1:] - img[:, :-1]

# %% conv1d
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    if mode == "valid":
        y = np.zeros(n - k + 1)
        for t in range(n - k + 1):
            y[t] = np.sum(x[t : t + k] * w[::-1])
        return y
    y = np.zeros(n + k - 1)
    for a in range(n):
        y[a : a + k] += x[a] * w
    return y

# %% corr2d
def corr2d(X, K):
    h, k = K.shape
    return np.array([[np.sum(X[i : i + h, j : j + k] * K) for j in range(X.shape[1] - k + 1)]
                     for i in range(X.shape[0] - h + 1)])

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, np.flipud(np.fliplr(K)))

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    for bad in (k < 1, stride < 1, pad < 0, k > n + 2 * pad):
        if bad:
            raise ValueError((n, k, pad, stride))
    return 1 + (n + 2 * pad - k) // stride

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    if kind == "dense":
        k = 1
    count = k * k * n_in * n_out
    return count + n_out if bias else count

# %% receptive_field
def receptive_field(layers):
    first, last = 0, 0
    for k, s in reversed(layers):
        first, last = first * s, last * s + k - 1
    return last - first + 1

# %% conv_forward
def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, V = X.shape
    F, _, h, k = W.shape
    H_out, V_out = (H - h) // stride + 1, (V - k) // stride + 1
    Y = np.empty((N, F, H_out, V_out))
    flat = W.reshape(F, -1)
    for i in range(H_out):
        for j in range(V_out):
            block = X[:, :, i * stride : i * stride + h, j * stride : j * stride + k].reshape(N, -1)
            Y[:, :, i, j] = block @ flat.T + b
    return Y

# %% maxpool_forward
def maxpool_foward(X, size, stride=None):
    h, k = size
    s, t = size if stride is None else (stride if isinstance(stride, tuple) else (stride, stride))
    H_out, V_out = (X.shape[2] - h) // s + 1, (X.shape[3] - k) // t + 1
    Y = np.empty((*X.shape[:2], H_out, V_out))
    for i in range(H_out):
        for j in range(V_out):
            Y[:, :, i, j] = np.max(X[:, :, i * s : i * s + h, j * t : j * t + k], axis=(2, 3))
    return Y

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    h, k = size
    s, t = size if stride is None else (stride if isinstance(stride, tuple) else (stride, stride))
    H_out, V_out = (X.shape[2] - h) // s + 1, (X.shape[3] - k) // t + 1
    Y = np.empty((*X.shape[:2], H_out, V_out))
    for i in range(H_out):
        for j in range(V_out):
            Y[:, :, i, j] = np.mean(X[:, :, i * s : i * s + h, j * t : j * t + k], axis=(2, 3))
    return Y

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return -1 * maxpool_foward(-1 * X, size, stride)

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    a = f(shift(x, dy, dx))
    b = shift(f(x), dy, dx)
    return float(np.abs(a - b).max())

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX = np.zeros(Xp.shape)
    dW = np.zeros(W.shape)
    db = dY.sum(axis=(0, 2, 3))
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            r, c = i * stride, j * stride
            block = Xp[:, :, r : r + h, c : c + k]
            d = dY[:, :, i, j]      # (N, F)
            dX[:, :, r : r + h, c : c + k] += np.dot(d, W.reshape(F, -1)).reshape(block.shape)
            dW += np.dot(d.T, block.reshape(len(X), -1)).reshape(W.shape)
    return dX[:, :, pad:-pad, pad:-pad], dW, db

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    h, k = size
    s, t = size if stride is None else (stride if isinstance(stride, tuple) else (stride, stride))
    N, C, H_out, V_out = dY.shape
    dX = np.zeros(X.shape)
    n, c = np.arange(N)[:, None], np.arange(C)
    for i in range(H_out):
        for j in range(V_out):
            best = X[:, :, i * s : i * s + h, j * t : j * t + k].reshape(N, C, h * k).argmax(axis=2)
            row, column = best // k, best % k
            dX[n, c, i * s + row, j * t + column] += dY[:, :, i, j]
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    h, k = size
    s, t = size if stride is None else (stride if isinstance(stride, tuple) else (stride, stride))
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * s : i * s + h, j * t : j * t + k] += (dY[:, :, i, j] / (h * k))[:, :, None, None]
    return dX

# %% cnn_gradients
def cnn_gradients(params, X, y):
    Z = conv_forward(X, params["W"], params["b"])
    A = np.where(Z > 0, Z, 0)
    M = maxpool_foward(A, (2, 2))
    flat = M.reshape(X.shape[0], -1)
    loss, dS = softmax_xent(flat @ params["V"] + params["c"], y)
    dM = (dS @ params["V"].T).reshape(M.shape)
    dZ = np.where(Z > 0, maxpool_backward(dM, A, (2, 2)), 0)
    dX, dW, db = conv_backward(dZ, X, params["W"])
    return loss, {"W": dW, "b": db, "V": flat.T @ dS, "c": dS.sum(axis=0)}

# %% q_by_hand
q_by_hand = "c"

# %% q_nose
q_nose = "c"
