# Amira: everything right, written with loops.
# expected: 100

# %% who
me("amira")

# %% edge_filter
def edge_filter(img):
    H, W = img.shape
    y = np.zeros((H, W - 1))
    for i in range(H):
        for j in range(W - 1):
            y[i, j] = float(img[i, j + 1]) - float(img[i, j])
    return y

# %% guess-horizon
my_line = "horizon"

# %% conv1d
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for a in range(n):
        for b in range(k):
            y[a + b] += x[a] * w[b]
    if mode == "valid":
        short = min(n, k)
        long = max(n, k)
        return y[short - 1 : long]
    return y

# %% guess-commute
my_difference = 0

# %% corr2d
def corr2d(X, K):
    h, k = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - k + 1
    Y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for a in range(h):
                for b in range(k):
                    Y[i, j] += X[i + a, j + b] * K[a, b]
    return Y

# %% conv2d_true
def conv2d_true(X, K):
    h, k = K.shape
    flipped = np.zeros(K.shape)
    for a in range(h):
        for b in range(k):
            flipped[a, b] = K[h - 1 - a, k - 1 - b]
    return corr2d(X, flipped)

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    if k < 1:
        raise ValueError("the window has no pixel")
    if stride < 1:
        raise ValueError("the window does not move")
    if pad < 0:
        raise ValueError("negative padding")
    if k > n + 2 * pad:
        raise ValueError("the window does not fit")
    count = 0
    start = 0
    while start + k <= n + 2 * pad:
        count += 1
        start += stride
    return count

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    if kind == "dense":
        count = n_in * n_out
    else:
        count = n_in * n_out * k * k
    if bias:
        count += n_out
    return count

# %% guess-weights
my_power = 4

# %% receptive_field
def receptive_field(layers):
    seen = 1
    # backwards: from one output down to the pixels
    for k, stride in layers[::-1]:
        seen = (seen - 1) * stride + k
    return seen

# %% conv_forward
def conv_forward(X, W, b, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    padded = np.zeros((N, C, H + 2 * pad, Wd + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + Wd] = X
    rows = (H + 2 * pad - h) // stride + 1
    columns = (Wd + 2 * pad - k) // stride + 1
    Y = np.zeros((N, F, rows, columns))
    for i in range(rows):
        for j in range(columns):
            block = padded[:, :, i * stride : i * stride + h, j * stride : j * stride + k]
            Y[:, :, i, j] = np.tensordot(block, W, axes=((1, 2, 3), (1, 2, 3))) + b
    return Y

# %% maxpool_forward
def steps_of(size, stride):
    if stride is None:
        return size
    if isinstance(stride, int):
        return stride, stride
    return stride

def maxpool_forward(X, size, stride=None):
    N, C, H, W = X.shape
    h, k = size
    s, t = steps_of(size, stride)
    Y = np.zeros((N, C, (H - h) // s + 1, (W - k) // t + 1))
    for i in range(Y.shape[2]):
        for j in range(Y.shape[3]):
            Y[:, :, i, j] = X[:, :, i * s : i * s + h, j * t : j * t + k].max(axis=(2, 3))
    return Y

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    N, C, H, W = X.shape
    h, k = size
    s, t = steps_of(size, stride)
    Y = np.zeros((N, C, (H - h) // s + 1, (W - k) // t + 1))
    for i in range(Y.shape[2]):
        for j in range(Y.shape[3]):
            Y[:, :, i, j] = X[:, :, i * s : i * s + h, j * t : j * t + k].sum(axis=(2, 3)) / (h * k)
    return Y

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    N, C, H, W = X.shape
    h, k = size
    s, t = steps_of(size, stride)
    Y = np.zeros((N, C, (H - h) // s + 1, (W - k) // t + 1))
    for i in range(Y.shape[2]):
        for j in range(Y.shape[3]):
            Y[:, :, i, j] = X[:, :, i * s : i * s + h, j * t : j * t + k].min(axis=(2, 3))
    return Y

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    first, second = f(shift(x, dy, dx)), shift(f(x), dy, dx)
    gap = 0.0
    for a, b in zip(first.ravel(), second.ravel()):
        gap = max(gap, abs(a - b))
    return float(gap)

# %% q_equivariant
q_equivariant = "b"

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _, h, k = W.shape
    padded = np.zeros((N, C, H + 2 * pad, Wd + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + Wd] = X
    dpadded = np.zeros(padded.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(F)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            y, x = i * stride, j * stride
            d = dY[:, :, i, j]                                   # (N, F)
            dpadded[:, :, y : y + h, x : x + k] += np.tensordot(d, W, axes=1)
            dW += np.tensordot(d.T, padded[:, :, y : y + h, x : x + k], axes=1)
            db += d.sum(axis=0)
    return dpadded[:, :, pad : pad + H, pad : pad + Wd], dW, db

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    N, C = X.shape[:2]
    h, k = size
    s, t = steps_of(size, stride)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            window = X[:, :, i * s : i * s + h, j * t : j * t + k].reshape(N, C, h * k)
            best = window.argmax(axis=2)                          # the first one, row by row
            mask = np.arange(h * k) == best[:, :, None]
            share = mask * dY[:, :, i, j][:, :, None]
            dX[:, :, i * s : i * s + h, j * t : j * t + k] += share.reshape(N, C, h, k)
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    h, k = size
    s, t = steps_of(size, stride)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * s : i * s + h, j * t : j * t + k] += dY[:, :, i : i + 1, j : j + 1] / (h * k)
    return dX

# %% guess-tie
my_sums = (4, 8)

# %% cnn_gradients
def cnn_gradients(params, X, y):
    # forward
    Z = conv_forward(X, params["W"], params["b"])
    A = np.maximum(0, Z)
    M = maxpool_forward(A, (2, 2))
    flat = M.reshape(len(M), -1)
    S = flat @ params["V"] + params["c"]
    loss, dS = softmax_xent(S, y)
    # backward, line by line
    grads = {"V": flat.T @ dS, "c": dS.sum(axis=0)}
    dflat = dS @ params["V"].T
    dM = dflat.reshape(M.shape)
    dA = maxpool_backward(dM, A, (2, 2))
    dZ = dA * (Z > 0)
    dX, grads["W"], grads["b"] = conv_backward(dZ, X, params["W"])
    return loss, grads

# %% guess-cnn
my_right = 430

# %% why_flip [markdown]
# Pixel p is met by weight a in the window p − a. So dX[p] is the sum of dY[p − a]·W[a]: one index rises, the other falls.

# %% q_by_hand
q_by_hand = "c"

# %% q_nose
q_nose = "c"

# %% why_share [markdown]
# 72 weights in place of many thousand, and each of them sees every place of every image. It is wrong for passport photographs.
