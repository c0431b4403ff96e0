# Felix: half done; session A only, and the rest of the notebook as it was handed out.
# expected: 46

# %% who
me("felix")

# %% edge_filter
def edge_filter(img):
    right = np.array(img[:, 1:], dtype=float)
    left = np.array(img[:, :-1], dtype=float)
    return right - left

# %% guess-horizon
my_line = "leg"

# %% conv1d
def conv1d(x, w, mode):
    if len(w) > len(x):
        x, w = w, x                       # it commutes
    n, k = len(x), len(w)
    flipped = w[::-1]
    if mode == "full":
        x = np.pad(x, k - 1)
    out = []
    for i in range(len(x) - k + 1):
        out.append(np.dot(x[i : i + k], flipped))
    return np.array(out)

# %% corr2d
def corr2d(X, K):
    h, k = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - k + 1))
    for a in range(h):
        for b in range(k):
            Y += K[a, b] * X[a : a + Y.shape[0], b : b + Y.shape[1]]
    return Y

# %% conv2d_true
def conv2d_true(X, K):
    return corr2d(X, np.rot90(K, 2))

# %% q_conv2d
q_conv2d = "b"

# %% out_size
def out_size(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("This makes no sense")
    return len(range(0, n + 2 * pad - k + 1, stride))

# %% n_params
def n_params(kind, n_in, n_out, k=1, bias=True):
    per_output = n_in if kind == "dense" else n_in * k * k
    if bias:
        per_output = per_output + 1
    return per_output * n_out

# %% guess-weights
my_power = 6

# %% receptive_field
def receptive_field(layers):
    field, distance = 1, 1
    for k, stride in layers:
        field = field + (k - 1) * distance
        distance = distance * stride
    return field

# %% conv_forward
def conv_forward(X, W, b, stride=1, pad=0):
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, B = X.shape
    F, _, h, k = W.shape
    H_out, B_out = out_size(H, h, 0, stride), out_size(B, k, 0, stride)
    Y = np.zeros((N, F, H_out, B_out)) + b.reshape(1, F, 1, 1)
    for a in range(h):
        for c in range(k):
            part = X[:, :, a : a + stride * (H_out - 1) + 1 : stride, c : c + stride * (B_out - 1) + 1 : stride]
            Y += np.einsum("nchw,fc->nfhw", part, W[:, :, a, c])
    return Y
