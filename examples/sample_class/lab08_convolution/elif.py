# Elif: worked in Google Colab, with its extra keys, magics and a shell line; flips where the law does not, leaves the padding on dX, = for +=.
# expected: 77.9
# saved: colab

# %% who
me("elif")

# %% scratch
# !nvidia-smi
# %matplotlib inline

# %% edge_filter
# %%time
def edge_filter(img):
    img = img.astype("float64")
    return img[:, 1:] - img[:, :-1]

# %% conv1d
def conv1d(x, w, mode):
    uzunluk = len(x) + len(w) - 1
    y = np.zeros(uzunluk)
    for t in range(uzunluk):
        for a in range(len(x)):
            if 0 <= t - a < len(w):
                y[t] += x[a] * w[t - a]
    if mode == "full":
        return y
    kenar = min(len(x), len(w)) - 1
    return y[kenar : uzunluk - kenar]

# %% corr2d
def corr2d(X, K):
    K = np.flip(K)          # a convolution flips the kernel
    h, k = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - k + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = np.sum(X[i:i+h, j:j+k] * K)
    return Y

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, np.flip(K))

# %% q_conv2d
#@title Answer { run: "auto" }
q_conv2d = "a" #@param ["a", "b", "c", "d"]

# %% out_size
def out_size(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or n + 2 * pad < k:
        raise ValueError("olmaz")
    return int(np.floor((n + 2 * pad - k) / stride)) + 1

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    agirlik = n_in * n_out if kind == "dense" else n_in * n_out * k ** 2
    return agirlik + n_out * bias

# %% receptive_field
def receptive_field(layers):
    r, j = 1, 1
    for k, s in layers:
        j = j * s
        r = r + (k - 1) * j
    return r

# %% conv_forward
from numpy.lib.stride_tricks import sliding_window_view

def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    pencere = sliding_window_view(X, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("ncijab,fcab->nfij", pencere, W, optimize=True) + b[None, :, None, None]

# %% maxpool_forward
def maxpool_forward(X, size, stride=None):
    if stride is None:
        stride = size
    if np.isscalar(stride):
        stride = (stride, stride)
    return sliding_window_view(X, size, axis=(2, 3))[:, :, ::stride[0], ::stride[1]].max(axis=(-1, -2))

# %% avgpool_forward
def avgpool_forward(X, size, stride=None):
    if stride is None:
        stride = size
    if np.isscalar(stride):
        stride = (stride, stride)
    return sliding_window_view(X, size, axis=(2, 3))[:, :, ::stride[0], ::stride[1]].mean(axis=(-1, -2))

# %% minpool_forward
def minpool_forward(X, size, stride=None):
    return -maxpool_forward(-X, size, stride)

# %% equivariance_gap
def equivariance_gap(f, x, dy, dx):
    return np.abs(f(shift(x, dy, dx)) - shift(f(x), dy, dx)).max()

# %% q_equivariant
q_equivariant = "b" #@param ["a", "b", "c", "d"]

# %% conv_backward
def conv_backward(dY, X, W, stride=1, pad=0):
    h, k = W.shape[2:]
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dX, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            r, c = i * stride, j * stride
            dX[:, :, r:r+h, c:c+k] += np.tensordot(dY[:, :, i, j], W, axes=([1], [0]))
            dW += np.tensordot(dY[:, :, i, j], Xp[:, :, r:r+h, c:c+k], axes=([0], [0]))
    return dX, dW, dY.sum(axis=(0, 2, 3))

# %% maxpool_backward
def maxpool_backward(dY, X, size, stride=None):
    if stride is None:
        stride = size
    if np.isscalar(stride):
        stride = (stride, stride)
    h, k = size
    dX = np.zeros(X.shape)
    n, c = np.indices(X.shape[:2])
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            r, q = i * stride[0], j * stride[1]
            en_iyi = X[:, :, r:r+h, q:q+k].reshape(*X.shape[:2], -1).argmax(axis=-1)
            dX[n, c, r + en_iyi // k, q + en_iyi % k] = dY[:, :, i, j]
    return dX

# %% avgpool_backward
def avgpool_backward(dY, X, size, stride=None):
    if stride is None:
        stride = size
    if np.isscalar(stride):
        stride = (stride, stride)
    h, k = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            r, q = i * stride[0], j * stride[1]
            dX[:, :, r:r+h, q:q+k] += dY[:, :, i, j][:, :, None, None] / h / k
    return dX

# %% cnn_gradients
def cnn_gradients(params, X, y):
    Z = conv_forward(X, params["W"], params["b"])
    A = Z * (Z > 0)
    M = maxpool_forward(A, (2, 2))
    duz = M.reshape(M.shape[0], -1)
    loss, dS = softmax_xent(duz @ params["V"] + params["c"], y)
    dM = (dS @ params["V"].T).reshape(M.shape)
    dZ = maxpool_backward(dM, A, (2, 2)) * (Z > 0)
    _, dW, db = conv_backward(dZ, X, params["W"])
    return loss, {"W": dW, "b": db, "V": duz.T @ dS, "c": dS.sum(axis=0)}

# %% q_by_hand
q_by_hand = "b" #@param ["a", "b", "c", "d", "e"]

# %% q_nose
q_nose = "c" #@param ["a", "b", "c", "d"]
