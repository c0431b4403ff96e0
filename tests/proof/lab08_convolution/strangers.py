"""Wrong solutions of lab 08, written by somebody who saw only the task."""
import numpy as np

from tests.proof.corpus import stranger, variant

# ------------------------------------------------------------------ conv1d

@stranger("conv1d", "correlation, the kernel is not flipped")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    return np.convolve(x, w[::-1], mode)


@stranger("conv1d", "flips the signal as well, the result comes out reversed")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    return np.convolve(x[::-1], w[::-1], mode)


@stranger("conv1d", "'valid' answers 'same'")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    if mode == 'valid':
        return np.convolve(x, w, 'same')
    return np.convolve(x, w, 'full')


@stranger("conv1d", "mode is not looked at, always full")
def _(x, w, mode):
    return np.convolve(np.asarray(x, dtype=float), np.asarray(w, dtype=float))


@stranger("conv1d", "valid empty when the kernel is longer than the signal")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    n, k = len(x), len(w)
    if mode == 'full':
        return np.convolve(x, w)
    return np.array([np.dot(x[t:t + k], w[::-1]) for t in range(n - k + 1)])


@stranger("conv1d", "valid one value short, range(n-k)")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    if len(w) > len(x):
        x, w = w, x
    n, k = len(x), len(w)
    if mode == 'full':
        return np.convolve(x, w)
    return np.array([np.dot(x[t:t + k], w[::-1]) for t in range(n - k)])


@stranger("conv1d", "full one value too long, n+k")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    n, k = len(x), len(w)
    y = np.zeros(n + k)
    for a in range(n):
        for b in range(k):
            y[a + b] += x[a] * w[b]
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "= instead of += in the double loop")
def _(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for a in range(n):
        for b in range(k):
            y[a + b] = x[a] * w[b]
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "cuts valid from the front of full")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    y = np.convolve(x, w)
    if mode == 'valid':
        m = max(len(x), len(w)) - min(len(x), len(w)) + 1
        return y[:m]
    return y


@stranger("conv1d", "cuts valid with [k-1:1-k], empty for k = 1")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    y = np.convolve(x, w)
    k = min(len(x), len(w))
    return y[k - 1:1 - k] if mode == 'valid' else y


@stranger("conv1d", "cuts valid one place too late")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    y = np.convolve(x, w)
    n, k = max(len(x), len(w)), min(len(x), len(w))
    return y[k:n + 1] if mode == 'valid' else y


@stranger("conv1d", "integer result array, fractions are cut off")
def _(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1, dtype=int)
    for a in range(n):
        for b in range(k):
            y[a + b] = y[a + b] + x[a] * w[b]
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "the result takes the type of x, an integer signal cuts a float kernel")
def _(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1, dtype=np.asarray(x).dtype)
    for a in range(n):
        y[a:a + k] = y[a:a + k] + x[a] * w
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "divides by the sum of the weights like a moving average")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    return np.convolve(x, w, mode) / np.abs(w).sum()


@stranger("conv1d", "circular: indices wrap round instead of zeros")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for b in range(k):
            y[t] += x[(t - b) % n] * w[b]
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "turns the given kernel round in place")
def _(x, w, mode):
    w[:] = w[::-1].copy()
    n, k = len(x), len(w)
    p = k - 1 if mode == 'full' else 0
    xp = np.concatenate([np.zeros(p), x, np.zeros(p)])
    if len(xp) < k:
        return np.convolve(x, w[::-1], 'valid')
    return np.array([np.dot(xp[t:t + k], w) for t in range(len(xp) - k + 1)])


@stranger("conv1d", "negative index t-a reaches the end of the kernel")
def _(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for a in range(n):
            if t - a < k and a - t <= k:
                y[t] += x[a] * w[t - a]
    if mode == 'full':
        return y
    return y[min(n, k) - 1:max(n, k)]


@stranger("conv1d", "zeros only in front, full has n values")
def _(x, w, mode):
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    k = len(w)
    if mode == 'valid':
        return np.convolve(x, w, 'valid')
    xp = np.concatenate([np.zeros(k - 1), x])
    return np.array([np.dot(xp[t:t + k], w[::-1]) for t in range(len(x))])


# ------------------------------------------------------------------ corr2d

@stranger("corr2d", "flips the kernel, that is a convolution")
def _(X, K):
    X, K = np.asarray(X, dtype=float), np.asarray(K, dtype=float)
    h, k = K.shape
    H, W = X.shape
    K = K[::-1, ::-1]
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("corr2d", "one row and one column short, H-h")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h, W - k))
    for i in range(H - h):
        for j in range(W - k):
            Y[i, j] = np.sum(X[i:i + h, j:j + k] * K)
    return Y


@stranger("corr2d", "right shape but the loops stop one early, last row and column stay 0")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h):
        for j in range(W - k):
            Y[i, j] = np.sum(X[i:i + h, j:j + k] * K)
    return Y


@stranger("corr2d", "zero padding, same size as the image")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Xp = np.zeros((H + h - 1, W + k - 1))
    Xp[h // 2:h // 2 + H, k // 2:k // 2 + W] = X
    return np.array([[np.sum(Xp[i:i + h, j:j + k] * K) for j in range(W)] for i in range(H)])


@stranger("corr2d", "kernel transposed")
def _(X, K):
    K = np.asarray(K, dtype=float).T
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("corr2d", "mean of the products instead of the sum")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.mean(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("corr2d", "takes every kernel for square")
def _(X, K):
    k = K.shape[0]
    H, W = X.shape
    Y = np.zeros((H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            Y[i, j] = np.sum(X[i:i + k, j:j + k] * K)
    return Y


@stranger("corr2d", "takes every image for square")
def _(X, K):
    h, k = K.shape
    H = X.shape[0]
    Y = np.zeros((H - h + 1, H - k + 1))
    for i in range(H - h + 1):
        for j in range(H - k + 1):
            Y[i, j] = np.sum(X[i:i + h, j:j + k] * K)
    return Y


@stranger("corr2d", "result array with the type of X, an integer image cuts the values")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1), dtype=X.dtype)
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            Y[i, j] = np.sum(X[i:i + h, j:j + k] * K)
    return Y


@stranger("corr2d", "matrix product of patch and kernel, then the sum")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            Y[i, j] = (X[i:i + h, j:j + k] @ K).sum()
    return Y


@stranger("corr2d", "return stands inside the outer loop, one row only")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            Y[i, j] = np.sum(X[i:i + h, j:j + k] * K)
        return Y


@stranger("corr2d", "= instead of += over the kernel entries")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for a in range(h):
        for b in range(k):
            Y = K[a, b] * X[a:a + H - h + 1, b:b + W - k + 1]
    return Y


@stranger("corr2d", "jumps by the kernel size, windows do not overlap")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(0, W - k + 1, k)]
                     for i in range(0, H - h + 1, h)])


@stranger("corr2d", "row and column of the result exchanged")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for i in range(H - h + 1)]
                     for j in range(W - k + 1)])


@stranger("corr2d", "the shifts of the kernel are exchanged, X[b:, a:]")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    Xp = np.zeros((H + k, W + h))
    Xp[:H, :W] = X
    for a in range(h):
        for b in range(k):
            Y += K[a, b] * Xp[b:b + H - h + 1, a:a + W - k + 1]
    return Y


@stranger("corr2d", "the sum is not reset for the next window")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    s = 0.0
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            s += np.sum(X[i:i + h, j:j + k] * K)
            Y[i, j] = s
    return Y


# ------------------------------------------------------------- conv2d_true

@stranger("conv2d_true", "no flip at all")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "K[::-1] flips the rows only")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    K = K[::-1]
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "fliplr flips the columns only")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    K = np.fliplr(K)
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "rot90 once, not twice")
def _(X, K):
    K = np.rot90(K)
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "transposes instead of flipping")
def _(X, K):
    K = np.asarray(K).T
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "flips and transposes")
def _(X, K):
    K = np.asarray(K)[::-1, ::-1].T
    h, k = K.shape
    H, W = X.shape
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "flips the image and not the kernel")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    X = X[::-1, ::-1]
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "flips image and kernel")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    X, K = X[::-1, ::-1], K[::-1, ::-1]
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "correlates and flips the result instead of the kernel")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                  for i in range(H - h + 1)])
    return Y[::-1, ::-1]


@stranger("conv2d_true", "the given kernel is flipped in place")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    K[:] = K[::-1, ::-1].copy()
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "full convolution with the border")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H + h - 1, W + k - 1))
    for a in range(h):
        for b in range(k):
            Y[a:a + H, b:b + W] += K[a, b] * X
    return Y


@stranger("conv2d_true", "K[-a, -b] from 0, the first row and column are not moved")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H - h + 1, W - k + 1))
    for a in range(h):
        for b in range(k):
            Y += K[-a, -b] * X[a:a + H - h + 1, b:b + W - k + 1]
    return Y


@stranger("conv2d_true", "central part of the full convolution, size of the image")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    Y = np.zeros((H + h - 1, W + k - 1))
    for a in range(h):
        for b in range(k):
            Y[a:a + H, b:b + W] += K[a, b] * X
    return Y[(h - 1) // 2:(h - 1) // 2 + H, (k - 1) // 2:(k - 1) // 2 + W]


@stranger("conv2d_true", "flips by changing the signs")
def _(X, K):
    h, k = K.shape
    H, W = X.shape
    K = -np.asarray(K)
    return np.array([[np.sum(X[i:i + h, j:j + k] * K) for j in range(W - k + 1)]
                     for i in range(H - h + 1)])


@stranger("conv2d_true", "loops with the row count of the kernel for both axes")
def _(X, K):
    h = K.shape[0]
    H, W = X.shape
    K = K[::-1, ::-1]
    return np.array([[np.sum(X[i:i + h, j:j + h] * K) for j in range(W - h + 1)]
                     for i in range(H - h + 1)])


# ------------------------------------------------------------- edge_filter

@stranger("edge_filter", "left minus right, the sign is turned")
def _(img):
    img = np.asarray(img)
    return img[:, :-1] - img[:, 1:]


@stranger("edge_filter", "difference of the rows, axis 0")
def _(img):
    return np.diff(np.asarray(img), axis=0)


@stranger("edge_filter", "a column of zeros keeps the width W")
def _(img):
    img = np.asarray(img)
    y = np.zeros(img.shape)
    y[:, :-1] = img[:, 1:] - img[:, :-1]
    return y


@stranger("edge_filter", "absolute value of the difference")
def _(img):
    return np.abs(np.diff(np.asarray(img), axis=1))


@stranger("edge_filter", "negative edges are set to 0")
def _(img):
    return np.maximum(np.diff(np.asarray(img), axis=1), 0)


@stranger("edge_filter", "central difference over two pixels")
def _(img):
    img = np.asarray(img)
    return img[:, 2:] - img[:, :-2]


@stranger("edge_filter", "np.gradient along the row")
def _(img):
    return np.gradient(np.asarray(img, dtype=float), axis=1)[:, :-1]


@stranger("edge_filter", "roll: the last column is compared with the first")
def _(img):
    img = np.asarray(img)
    return np.roll(img, -1, axis=1) - img


@stranger("edge_filter", "drops the first difference, W-2 columns")
def _(img):
    img = np.asarray(img)
    return img[:, 2:] - img[:, 1:-1]


@stranger("edge_filter", "writes the differences into the image")
def _(img):
    for j in range(img.shape[1] - 1):
        img[:, j] = img[:, j + 1] - img[:, j]
    return img[:, :-1].copy()


@stranger("edge_filter", "right to left in place, differences of differences")
def _(img):
    y = np.array(img, dtype=float)
    for j in range(y.shape[1] - 2, -1, -1):
        y[:, j] = y[:, j + 1] - y[:, j]
    return y[:, :-1]


@stranger("edge_filter", "half of the difference")
def _(img):
    return np.diff(np.asarray(img, dtype=float), axis=1) / 2


@stranger("edge_filter", "sum of the neighbours, the kernel is (1, 1)")
def _(img):
    img = np.asarray(img)
    return img[:, 1:] + img[:, :-1]


@stranger("edge_filter", "convolves every row with (-1, 1), the flip turns the sign")
def _(img):
    img = np.asarray(img)
    return np.array([np.convolve(row, [-1, 1], 'valid') for row in img])


@stranger("edge_filter", "flattens the image, differences across the line ends")
def _(img):
    img = np.asarray(img)
    d = np.diff(img.ravel())
    return d[:img.shape[0] * (img.shape[1] - 1)].reshape(img.shape[0], -1)


@stranger("edge_filter", "0/1 edges by a threshold at 0.5")
def _(img):
    return (np.abs(np.diff(np.asarray(img), axis=1)) > 0.5).astype(float)


@stranger("edge_filter", "pixels are cast to integers first")
def _(img):
    return np.diff(np.asarray(img).astype(int), axis=1)


@stranger("edge_filter", "square of the difference")
def _(img):
    return np.diff(np.asarray(img), axis=1) ** 2


# ---------------------------------------------------------------- out_size

@stranger("out_size", "rounds up instead of down")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return int(np.ceil((n + 2 * pad - k) / stride)) + 1


@stranger("out_size", "rounds to the nearest")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return round((n + 2 * pad - k) / stride) + 1


@stranger("out_size", "true division, fractions come out")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) / stride + 1


@stranger("out_size", "the + 1 is forgotten")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride


@stranger("out_size", "+ 1 inside the floor")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k + 1) // stride


@stranger("out_size", "padding counted on one side only")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + pad - k) // stride + 1


@stranger("out_size", "no checks, any numbers go through")
def _(n, k, pad=0, stride=1):
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "kernel compared with n, the padding is forgotten in the check")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "a stride that does not divide is an error")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    if (n + 2 * pad - k) % stride != 0:
        raise ValueError("stride does not fit")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "negative padding is let through")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "kernel size 0 is let through, k < 0 is tested")
def _(n, k, pad=0, stride=1):
    if k < 0 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "the stride is not checked, 0 gives ZeroDivisionError")
def _(n, k, pad=0, stride=1):
    if k < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "negative strides pass, only 0 is an error")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride == 0 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "kernel as large as the image is refused, >= for >")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k >= n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "0 instead of an error when the kernel is too large")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0:
        raise ValueError("bad sizes")
    return max(0, (n + 2 * pad - k) // stride + 1)


@stranger("out_size", "assert instead of ValueError")
def _(n, k, pad=0, stride=1):
    assert k >= 1 and stride >= 1 and pad >= 0 and k <= n + 2 * pad
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "returns the ValueError instead of raising it")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        return ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "`and` between the conditions, almost nothing is refused")
def _(n, k, pad=0, stride=1):
    if k < 1 and stride < 1 and pad < 0 and k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "divides first and subtracts the kernel afterwards")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad) // stride - k + 1


@stranger("out_size", "padding 0 is refused")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad <= 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return (n + 2 * pad - k) // stride + 1


@stranger("out_size", "size of a 'same' layer, ceil(n / s)")
def _(n, k, pad=0, stride=1):
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        raise ValueError("bad sizes")
    return -(-n // stride)


# ---------------------------------------------------------------- n_params

@stranger("n_params", "biases are never counted")
def _(kind, n_in, n_out, k=1, bias=True):
    if kind == 'dense':
        return n_in * n_out
    return n_in * n_out * k * k


@stranger("n_params", "biases are always counted")
def _(kind, n_in, n_out, k=1, bias=True):
    if kind == 'dense':
        return n_in * n_out + n_out
    return n_in * n_out * k * k + n_out


@stranger("n_params", "k instead of k squared")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out * (k if kind == 'conv' else 1)
    return w + (n_out if bias else 0)


@stranger("n_params", "k ^ 2 is a bitwise xor")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out
    if kind == 'conv':
        w = w * (k ^ 2)
    return w + (n_out if bias else 0)


@stranger("n_params", "2k instead of k squared")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out
    if kind == 'conv':
        w = w * 2 * k
    return w + (n_out if bias else 0)


@stranger("n_params", "one bias per input")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out
    if kind == 'conv':
        w *= k ** 2
    return w + (n_in if bias else 0)


@stranger("n_params", "one single bias for the layer")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out
    if kind == 'conv':
        w *= k ** 2
    return w + int(bias)


@stranger("n_params", "a bias for every pair of channels, (k*k + 1)")
def _(kind, n_in, n_out, k=1, bias=True):
    if kind == 'dense':
        return n_in * n_out + (n_out if bias else 0)
    return n_in * n_out * (k * k + (1 if bias else 0))


@stranger("n_params", "dense is multiplied by k squared too")
def _(kind, n_in, n_out, k=1, bias=True):
    return n_in * n_out * k ** 2 + (n_out if bias else 0)


@stranger("n_params", "conv without the input channels")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out if kind == 'dense' else n_out * k ** 2
    return w + (n_out if bias else 0)


@stranger("n_params", "conv adds k squared instead of multiplying")
def _(kind, n_in, n_out, k=1, bias=True):
    w = n_in * n_out
    if kind == 'conv':
        w += k ** 2
    return w + (n_out if bias else 0)


@stranger("n_params", "bias counted for dense layers only")
def _(kind, n_in, n_out, k=1, bias=True):
    if kind == 'dense':
        n = n_in * n_out
        if bias:
            n += n_out
    else:
        n = n_in * n_out * k ** 2
    return n


@stranger("n_params", "bias counted for conv layers only")
def _(kind, n_in, n_out, k=1, bias=True):
    n = n_in * n_out
    if kind == 'conv':
        n *= k ** 2
        if bias:
            n += n_out
    return n


@stranger("n_params", "bias=False subtracts the biases")
def _(kind, n_in, n_out, k=1, bias=True):
    n = n_in * n_out
    if kind == 'conv':
        n *= k ** 2
    return n + n_out if bias else n - n_out


@stranger("n_params", "the two kinds are exchanged")
def _(kind, n_in, n_out, k=1, bias=True):
    n = n_in * n_out
    if kind != 'conv':
        n *= k ** 2
    return n + (n_out if bias else 0)


@stranger("n_params", "(n_in + 1) k^2 n_out, the bias has a whole kernel")
def _(kind, n_in, n_out, k=1, bias=True):
    m = n_in + 1 if bias else n_in
    return m * n_out * (k ** 2 if kind == 'conv' else 1)


# --------------------------------------------------------- receptive_field

@stranger("receptive_field", "the strides are ignored")
def _(layers):
    r = 1
    for k, s in layers:
        r += k - 1
    return r


@stranger("receptive_field", "j is multiplied before it is used")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        j *= s
        r += (k - 1) * j
    return r


@stranger("receptive_field", "strides are added, not multiplied")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j += s
    return r


@stranger("receptive_field", "starts with r = 0")
def _(layers):
    r, j = 0, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "adds k instead of k-1")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += k * j
        j *= s
    return r


@stranger("receptive_field", "product of the kernel sizes")
def _(layers):
    r = 1
    for k, s in layers:
        r *= k
    return r


@stranger("receptive_field", "sum of the kernel sizes")
def _(layers):
    return sum(k for k, s in layers)


@stranger("receptive_field", "the largest kernel")
def _(layers):
    return max([k for k, s in layers] + [1])


@stranger("receptive_field", "goes through the layers from the last to the first")
def _(layers):
    r, j = 1, 1
    for k, s in reversed(layers):
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "the backward formula in forward order")
def _(layers):
    r = 1
    for k, s in layers:
        r = (r - 1) * s + k
    return r


@stranger("receptive_field", "only the layer's own stride")
def _(layers):
    r = 1
    for k, s in layers:
        r += (k - 1) * s
    return r


@stranger("receptive_field", "only the stride of the layer just before")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j = s
    return r


@stranger("receptive_field", "return stands inside the loop")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= s
        return r
    return r


@stranger("receptive_field", "pairs read as (stride, k)")
def _(layers):
    r, j = 1, 1
    for s, k in layers:
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "the jump grows with the kernel size")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= k
    return r


@stranger("receptive_field", "pops the layers off the caller's list")
def _(layers):
    r, j = 1, 1
    while layers:
        k, s = layers.pop(0)
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "starts from layers[0] and fails without layers")
def _(layers):
    r, j = layers[0]
    for k, s in layers[1:]:
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "the last layer is left out")
def _(layers):
    r, j = 1, 1
    for i in range(len(layers) - 1):
        k, s = layers[i]
        r += (k - 1) * j
        j *= s
    return r


@stranger("receptive_field", "area of the field, r squared")
def _(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= s
    return r ** 2


# ------------------------------------------------------------ conv_forward

@stranger("conv_forward", "flips the kernels, true convolution")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    Wf = W[:, :, ::-1, ::-1]
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, Wf, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "the bias is forgotten")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3]))
    return Y


@stranger("conv_forward", "zeros at the top and left only")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (2 * pad, 0), (2 * pad, 0)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "zeros at the bottom and right only, pad rows")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (0, pad), (0, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "pads the rows but not the columns")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (0, 0)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "np.pad(X, pad) pads examples and channels too")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), pad)
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(Xp), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :C, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "the border is repeated instead of zeros")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)),
                mode='edge')
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "pads with ones instead of zeros")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)),
                constant_values=1.0)
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "pad is not used at all")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Ho, Wo = (X.shape[2] - h) // stride + 1, (X.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "output size computed without the padding")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Ho, Wo = (X.shape[2] - h) // stride + 1, (X.shape[3] - k) // stride + 1
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "smaller output for the stride, but the windows move by 1")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i:i + h, j:j + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "the stride works along the rows only")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, Xp.shape[3] - k + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j:j + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "every second output starting at the second, offset stride-1")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = Xp.shape[2] - h + 1, Xp.shape[3] - k + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i:i + h, j:j + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y[:, :, stride - 1::stride, stride - 1::stride]


@stranger("conv_forward", "only the first input channel is used")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, 0, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.einsum('nab,fab->nf', P, W[:, 0]) + b
    return Y


@stranger("conv_forward", "mean over the channels")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) / C + b
    return Y


@stranger("conv_forward", "channels last, (N,H',W',F)")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(Xp, (h, k), axis=(2, 3))
    V = V[:, :, ::stride, ::stride]
    return np.tensordot(V, W, axes=([1, 4, 5], [1, 2, 3])) + b


@stranger("conv_forward", "the filter axis stays in front, (F,N,H',W')")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(Xp, (h, k), axis=(2, 3))
    V = V[:, :, ::stride, ::stride]
    return np.tensordot(W, V, axes=([1, 2, 3], [1, 4, 5])) + np.reshape(b, (-1, 1, 1, 1))


@stranger("conv_forward", "reshape instead of transpose to get the filters forward")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(Xp, (h, k), axis=(2, 3))
    V = V[:, :, ::stride, ::stride]
    Y = np.tensordot(V, W, axes=([1, 4, 5], [1, 2, 3])) + b
    return Y.reshape(len(X), F, V.shape[2], V.shape[3])


@stranger("conv_forward", "takes the kernels for square, h for both")
def _(X, W, b, stride=1, pad=0):
    F, C, h, _k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - h) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + h]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "takes the images for square, H' for both")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho = (Xp.shape[2] - h) // stride + 1
    Y = np.zeros((len(X), F, Ho, Ho))
    for i in range(Ho):
        for j in range(Ho):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "the bias is added once per channel")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + C * b
    return Y


@stranger("conv_forward", "all filters get the first bias")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.full((len(X), F, Ho, Wo), float(b[0]))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] += np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3]))
    return Y


@stranger("conv_forward", "Y + b broadcasts the bias over the columns")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3]))
    return Y + b


@stranger("conv_forward", "only the first example is convolved, the rest stays 0")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[0, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[0, :, i, j] = (P * W).sum(axis=(1, 2, 3)) + b
    return Y


@stranger("conv_forward", "output array with the type of X, integer images cut the values")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo), dtype=X.dtype)
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "ReLU on top")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return np.maximum(Y, 0)


@stranger("conv_forward", "incomplete windows at the border count too, ceil")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = -((h - Xp.shape[2]) // stride) + 1, -((k - Xp.shape[3]) // stride) + 1
    Xp = np.pad(Xp, ((0, 0), (0, 0), (0, stride), (0, stride)))
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "last row and column of outputs missing, + 1 forgotten")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    Ho, Wo = (Xp.shape[2] - h) // stride, (Xp.shape[3] - k) // stride
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


@stranger("conv_forward", "sums over the examples as well, einsum without n in the result")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(Xp, (h, k), axis=(2, 3))
    V = V[:, :, ::stride, ::stride]
    Y = np.einsum('ncijab,fcab->fij', V, W) + np.reshape(b, (-1, 1, 1))
    return np.broadcast_to(Y, (len(X),) + Y.shape).copy()


@stranger("conv_forward", "pad is read as the total, half of it on each side")
def _(X, W, b, stride=1, pad=0):
    F, C, h, k = W.shape
    p, q = pad // 2, pad - pad // 2
    Xp = np.pad(np.asarray(X, dtype=float), ((0, 0), (0, 0), (p, q), (p, q)))
    Ho, Wo = (Xp.shape[2] - h) // stride + 1, (Xp.shape[3] - k) // stride + 1
    Y = np.zeros((len(X), F, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = Xp[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            Y[:, :, i, j] = np.tensordot(P, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Y


# --------------------------------------------------------- maxpool_forward

@stranger("maxpool_forward", "the default stride is 1")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = (1, 1) if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "default stride h on both axes")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = (h, h) if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "the running maximum starts at 0, negative windows give 0")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for a in range(h):
        for b in range(k):
            Y = np.maximum(Y, X[:, :, a:a + sh * (Ho - 1) + 1:sh, b:b + sk * (Wo - 1) + 1:sk])
    return Y


@stranger("maxpool_forward", "incomplete windows are kept")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    rows, cols = range(0, H, sh), range(0, W, sk)
    Y = np.zeros((N, C, len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            Y[:, :, i, j] = X[:, :, r:r + h, c:c + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "pads the last window with zeros, ceil mode")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = -((h - H) // sh) + 1, -((k - W) // sk) + 1
    Xp = np.pad(X, ((0, 0), (0, 0), (0, sh), (0, sk)))
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = Xp[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "maximum over the channels too")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for n in range(N):
        for i in range(Ho):
            for j in range(Wo):
                Y[n, :, i, j] = np.max(X[n, :, i * sh:i * sh + h, j * sk:j * sk + k])
    return Y


@stranger("maxpool_forward", "height and width of the window exchanged")
def _(X, size, stride=None):
    X = np.asarray(X)
    k, h = size
    sh, sk = (h, k) if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "a pair of strides is read as (columns, rows)")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    if stride is None:
        sh, sk = h, k
    elif isinstance(stride, int):
        sh = sk = stride
    else:
        sk, sh = stride
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "an int as stride cannot be unpacked")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = stride if stride is not None else size
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "only the first of a pair of strides is used")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    if stride is None:
        sh, sk = h, k
    else:
        sh = sk = stride if np.isscalar(stride) else stride[0]
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "stride is ignored, reshape into blocks")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    N, C, H, W = X.shape
    Ho, Wo = H // h, W // k
    X = X[:, :, :Ho * h, :Wo * k]
    return X.reshape(N, C, Ho, h, Wo, k).max(axis=(3, 5))


@stranger("maxpool_forward", "reshape with the axes in the wrong order")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    if (sh, sk) == (h, k):
        Ho, Wo = H // h, W // k
        X = X[:, :, :Ho * h, :Wo * k]
        return X.reshape(N, C, Ho, Wo, h, k).max(axis=(4, 5))
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "value with the largest magnitude, sign lost")
def _(X, size, stride=None):
    X = np.abs(np.asarray(X))
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "the window ends one pixel early")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + max(h - 1, 1), j * sk:j * sk + max(k - 1, 1)]
            Y[:, :, i, j] = P.max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "the output has H//s rows whatever the window")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = H // sh, W // sk
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "integer result array")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo), dtype=int)
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "windows move by one, the output index is not multiplied by the stride")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i:i + h, j:j + k].max(axis=(2, 3))
    return Y


@stranger("maxpool_forward", "max over the columns of the window only, last row kept")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            for a in range(h):
                Y[:, :, i, j] = P[:, :, a].max(axis=2)
    return Y


# --------------------------------------------------------- avgpool_forward

@stranger("avgpool_forward", "sum instead of mean")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].sum(axis=(2, 3))
    return Y


@stranger("avgpool_forward", "divides by h squared")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.sum(axis=(2, 3)) / h ** 2
    return Y


@stranger("avgpool_forward", "divides by h + k")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.sum(axis=(2, 3)) / (h + k)
    return Y


@stranger("avgpool_forward", "whole-number division")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.sum(axis=(2, 3)) // (h * k)
    return Y


@stranger("avgpool_forward", "result array with the type of X, integer images lose the fraction")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo), dtype=X.dtype)
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].mean(axis=(2, 3))
    return Y


@stranger("avgpool_forward", "divides by the stride area")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.sum(axis=(2, 3)) / (sh * sk)
    return Y


@stranger("avgpool_forward", "the default stride is 1")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = np.broadcast_to(stride or 1, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].mean(axis=(2, 3))
    return Y


@stranger("avgpool_forward", "incomplete windows are averaged over what is left")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    rows, cols = range(0, H, sh), range(0, W, sk)
    Y = np.zeros((N, C, len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            Y[:, :, i, j] = X[:, :, r:r + h, c:c + k].mean(axis=(2, 3))
    return Y


@stranger("avgpool_forward", "mean over the channels too")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.mean(axis=(1, 2, 3))[:, None]
    return Y


@stranger("avgpool_forward", "median of the window")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = np.median(P, axis=(2, 3))
    return Y


@stranger("avgpool_forward", "mean of smallest and largest value")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = (P.max(axis=(2, 3)) + P.min(axis=(2, 3))) / 2
    return Y


@stranger("avgpool_forward", "stride is ignored, reshape into blocks")
def _(X, size, stride=None):
    X = np.asarray(X, dtype=float)
    h, k = size
    N, C, H, W = X.shape
    Ho, Wo = H // h, W // k
    return X[:, :, :Ho * h, :Wo * k].reshape(N, C, Ho, h, Wo, k).mean(axis=(3, 5))


@stranger("avgpool_forward", "stride for the rows only, columns by the window")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh = h if stride is None else (stride if np.isscalar(stride) else stride[0])
    sk = k
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].mean(axis=(2, 3))
    return Y


@stranger("avgpool_forward", "running average (y + x) / 2 instead of the mean")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for a in range(h):
        for b in range(k):
            Y = (Y + X[:, :, a:a + sh * (Ho - 1) + 1:sh, b:b + sk * (Wo - 1) + 1:sk]) / 2
    return Y


@stranger("avgpool_forward", "zeros are left out of the mean")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            cnt = np.maximum((P != 0).sum(axis=(2, 3)), 1)
            Y[:, :, i, j] = P.sum(axis=(2, 3)) / cnt
    return Y


@stranger("avgpool_forward", "the images are smoothed in place")
def _(X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    for i in range(Ho):
        for j in range(Wo):
            X[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].mean(axis=(2, 3))
    return X[:, :, :Ho, :Wo].copy()


# --------------------------------------------------------- minpool_forward

@stranger("minpool_forward", "maximum instead of minimum")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("minpool_forward", "maximum of -X, the outer minus is forgotten")
def _(X, size, stride=None):
    X = -np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("minpool_forward", "minus the maximum of X, the inner minus is forgotten")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = -X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("minpool_forward", "right values, but X is negated in place")
def _(X, size, stride=None):
    X *= -1
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = -X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].max(axis=(2, 3))
    return Y


@stranger("minpool_forward", "the running minimum starts at 0, positive windows give 0")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for a in range(h):
        for b in range(k):
            Y = np.minimum(Y, X[:, :, a:a + sh * (Ho - 1) + 1:sh, b:b + sk * (Wo - 1) + 1:sk])
    return Y


@stranger("minpool_forward", "the running minimum starts at 1, as if pixels were in [0, 1]")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.ones((N, C, Ho, Wo))
    for a in range(h):
        for b in range(k):
            Y = np.minimum(Y, X[:, :, a:a + sh * (Ho - 1) + 1:sh, b:b + sk * (Wo - 1) + 1:sk])
    return Y


@stranger("minpool_forward", "the last windows are filled up with zeros")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = -((h - H) // sh) + 1, -((k - W) // sk) + 1
    Xp = np.pad(X, ((0, 0), (0, 0), (0, sh), (0, sk)))
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = Xp[:, :, i * sh:i * sh + h, j * sk:j * sk + k].min(axis=(2, 3))
    return Y


@stranger("minpool_forward", "incomplete windows are kept")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    rows, cols = range(0, H, sh), range(0, W, sk)
    Y = np.zeros((N, C, len(rows), len(cols)))
    for i, r in enumerate(rows):
        for j, c in enumerate(cols):
            Y[:, :, i, j] = X[:, :, r:r + h, c:c + k].min(axis=(2, 3))
    return Y


@stranger("minpool_forward", "smallest magnitude")
def _(X, size, stride=None):
    X = np.abs(np.asarray(X))
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].min(axis=(2, 3))
    return Y


@stranger("minpool_forward", "the default stride is 1")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = np.broadcast_to(stride or 1, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].min(axis=(2, 3))
    return Y


@stranger("minpool_forward", "minimum over the channels too")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.min(axis=(1, 2, 3))[:, None]
    return Y


@stranger("minpool_forward", "the window is read as (width, height)")
def _(X, size, stride=None):
    X = np.asarray(X)
    k, h = size
    sh, sk = (h, k) if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].min(axis=(2, 3))
    return Y


@stranger("minpool_forward", "the smallest of the row maxima")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            P = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            Y[:, :, i, j] = P.max(axis=3).min(axis=2)
    return Y


@stranger("minpool_forward", "a pair of strides is not understood, the window size is taken")
def _(X, size, stride=None):
    X = np.asarray(X)
    h, k = size
    sh, sk = (stride, stride) if isinstance(stride, int) else (h, k)
    N, C, H, W = X.shape
    Ho, Wo = (H - h) // sh + 1, (W - k) // sk + 1
    Y = np.zeros((N, C, Ho, Wo))
    for i in range(Ho):
        for j in range(Wo):
            Y[:, :, i, j] = X[:, :, i * sh:i * sh + h, j * sk:j * sk + k].min(axis=(2, 3))
    return Y


# ----------------------------------------------------------- conv_backward

@stranger("conv_backward", "dX keeps the padded border")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp, dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "cuts with [pad:-pad], empty when pad = 0")
def _(dY, X, W, stride=1, pad=0):
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:-pad, pad:-pad], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "takes off the padding at the top left, nothing at the bottom right")
def _(dY, X, W, stride=1, pad=0):
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:, pad:], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "cuts the padding at the wrong corner, dX[:H, :W]")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, :H, :Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "overlapping windows assigned in dX, not added")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] = np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dW assigned, only the last position counts")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW = np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dW and db divided by N")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW / N, dY.sum(axis=(0, 2, 3)) / N


@stranger("conv_backward", "dW averaged over the positions")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Ho, Wo = dY.shape[2:]
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(Ho):
        for j in range(Wo):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW / (Ho * Wo), dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "db is a mean")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.mean(axis=(0, 2, 3))


@stranger("conv_backward", "db summed over the examples only, a map per filter")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=0)


@stranger("conv_backward", "db summed over the positions only, (N, F)")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(2, 3))


@stranger("conv_backward", "db keeps its axes, (1,F,1,1)")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3), keepdims=True)


@stranger("conv_backward", "db counts only one output of each map")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            db = g.sum(axis=0)
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, db


@stranger("conv_backward", "kernels flipped while dX is scattered")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    Wf = W[:, :, ::-1, ::-1]
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, Wf, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dW comes out flipped")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return (dXp[:, :, pad:pad + H, pad:pad + Wd], dW[:, :, ::-1, ::-1],
            dY.sum(axis=(0, 2, 3)))


@stranger("conv_backward", "the stride is ignored in the windows")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i:i + h, j:j + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "the stride is used for dX but not for dW")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[:, :, i:i + h, j:j + k], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dW from the image without its padding")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.zeros((N, C, H + 2 * pad, Wd + 2 * pad))
    Xp[:, :, :H, :Wd] = X
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "pad is ignored, windows over the border are cut")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            P = X[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            a, b = P.shape[2:]
            g = dY[:, :, i, j]
            dW[:, :, :a, :b] += np.tensordot(g, P, axes=(0, 0))
            dX[:, :, i * stride:i * stride + a, j * stride:j * stride + b] += \
                np.tensordot(g, W[:, :, :a, :b], axes=(1, 0))
    return dX, dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dX gets the last filter only, no sum over the filters")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dW = np.zeros(W.shape)
    for f in range(F):
        dXp = np.zeros(Xp.shape)
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
                g = dY[:, f, i, j]
                dW[f] += np.tensordot(g, Xp[sl], axes=(0, 0))
                dXp[sl] += g[:, None, None, None] * W[f]
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "all examples share one dX, summed over the batch")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g.sum(axis=0), W, axes=(0, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "only the first example enters dW")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += g[0][:, None, None, None] * Xp[sl][0]
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dW multiplies summed upstream with summed patches")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += g.sum(axis=0)[:, None, None, None] * Xp[sl].sum(axis=0)
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "returns (dW, db, dX)")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dW, dY.sum(axis=(0, 2, 3)), dXp[:, :, pad:pad + H, pad:pad + Wd]


@stranger("conv_backward", "the loops leave out the last row and column of dY")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2] - 1):
        for j in range(dY.shape[3] - 1):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dX only as large as the windows reach when the stride does not divide")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Ho, Wo = dY.shape[2:]
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp = np.zeros((N, C, (Ho - 1) * stride + h, (Wo - 1) * stride + k))
    dW = np.zeros(W.shape)
    for i in range(Ho):
        for j in range(Wo):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dX as full correlation with kernels that are not turned by 180 degrees")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Ho, Wo = dY.shape[2:]
    Hp, Wp = H + 2 * pad, Wd + 2 * pad
    D = np.zeros((N, F, Hp + h - 1, Wp + k - 1))
    D[:, :, h - 1:h - 1 + Ho * stride:stride, k - 1:k - 1 + Wo * stride:stride] = dY
    V = np.lib.stride_tricks.sliding_window_view(D, (h, k), axis=(2, 3))
    dXp = np.einsum('nfijab,fcab->ncij', V, W)
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    P = np.lib.stride_tricks.sliding_window_view(Xp, (h, k), axis=(2, 3))
    P = P[:, :, ::stride, ::stride]
    dW = np.einsum('nfij,ncijab->fcab', dY, P)
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "dX in the type of X, an integer image cuts the gradient")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dXp, dW = np.zeros_like(Xp), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] = dXp[sl] + np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "the upstream is divided by N in place first")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, k = W.shape
    dY /= N
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + k]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


@stranger("conv_backward", "takes the kernels for square")
def _(dY, X, W, stride=1, pad=0):
    N, C, H, Wd = X.shape
    F, _c, h, _k = W.shape
    Xp = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float)
    dXp, dW = np.zeros(Xp.shape), np.zeros((F, C, h, h))
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * stride:i * stride + h, j * stride:j * stride + h]
            g = dY[:, :, i, j]
            dW += np.tensordot(g, Xp[sl], axes=(0, 0))
            dXp[sl] += np.tensordot(g, W, axes=(1, 0))
    return dXp[:, :, pad:pad + H, pad:pad + Wd], dW, dY.sum(axis=(0, 2, 3))


# -------------------------------------------------------- maxpool_backward

@stranger("maxpool_backward", "all tied maxima get the whole gradient")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            P = X[sl]
            mask = P == P.max(axis=(2, 3), keepdims=True)
            dX[sl] += mask * dY[:, :, i:i + 1, j:j + 1]
    return dX


@variant("maxpool_backward", "tied maxima share the gradient: passes, the law of ties allows it")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            P = X[sl]
            mask = P == P.max(axis=(2, 3), keepdims=True)
            dX[sl] += mask * dY[:, :, i:i + 1, j:j + 1] / mask.sum(axis=(2, 3), keepdims=True)
    return dX


@variant("maxpool_backward", "the last of tied maxima wins, >= in the comparison: passes, the law of ties allows it")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    best = None
                    for r in range(i * sh, i * sh + h):
                        for q in range(j * sk, j * sk + k):
                            if best is None or X[n, c, r, q] >= X[n, c, best[0], best[1]]:
                                best = (r, q)
                    dX[n, c, best[0], best[1]] += dY[n, c, i, j]
    return dX


@variant("maxpool_backward", "first maximum down the columns, not along the rows: passes, the law of ties allows it")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    b, a = divmod(int(P.T.argmax()), h)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "overlapping windows assigned, not added")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] = dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "the whole window is overwritten, earlier overlaps are erased")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    G = np.zeros(P.shape)
                    G[np.unravel_index(P.argmax(), P.shape)] = dY[n, c, i, j]
                    dX[n, c, i * sh:i * sh + h, j * sk:j * sk + k] = G
    return dX


@stranger("maxpool_backward", "dX[rows, cols] += with repeated indices loses overlaps")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    Ho, Wo = dY.shape[2:]
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            V = np.lib.stride_tricks.sliding_window_view(X[n, c], (h, k))[::sh, ::sk]
            a, b = np.divmod(V.reshape(Ho, Wo, -1).argmax(axis=2), k)
            rows = np.arange(Ho)[:, None] * sh + a
            cols = np.arange(Wo)[None, :] * sk + b
            dX[n, c][rows, cols] += dY[n, c]
    return dX


@stranger("maxpool_backward", "gradient always to the top left corner of the window")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh, j * sk] += dY[:, :, i, j]
    return dX


@stranger("maxpool_backward", "spreads the gradient evenly, that is average pooling")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


@stranger("maxpool_backward", "the default stride is 1")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = (1, 1) if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "the given stride is ignored, always the window size")
def _(dY, X, size, stride=None):
    h, k = size
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * h:i * h + h, j * k:j * k + k]
                    if P.size:
                        a, b = np.unravel_index(P.argmax(), P.shape)
                        dX[n, c, i * h + a, j * k + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "flat arg-max split with h instead of k")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = divmod(int(P.argmax()), h)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "row and column of the arg-max exchanged")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    b, a = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "the offset of the window is forgotten, all goes to the first one")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, a, b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "arg-max of the magnitudes")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = np.abs(X[n, c, i * sh:i * sh + h, j * sk:j * sk + k])
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "negative maxima get no gradient, as behind a ReLU")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    if P[a, b] > 0:
                        dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "the gradient is multiplied by the maximum")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j] * P[a, b]
    return dX


@stranger("maxpool_backward", "marks the maxima with 1, the upstream is not used")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] = 1.0
    return dX


@stranger("maxpool_backward", "one arg-max over all channels")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                P = X[n, :, i * sh:i * sh + h, j * sk:j * sk + k]
                c, a, b = np.unravel_index(P.argmax(), P.shape)
                dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "the arg-max of the first example is used for all")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for c in range(X.shape[1]):
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                P = X[0, c, i * sh:i * sh + h, j * sk:j * sk + k]
                a, b = np.unravel_index(P.argmax(), P.shape)
                dX[:, c, i * sh + a, j * sk + b] += dY[:, c, i, j]
    return dX


@stranger("maxpool_backward", "blown-up mask, dX smaller than X when windows are dropped")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    Ho, Wo = dY.shape[2:]
    dX = np.zeros((X.shape[0], X.shape[1], (Ho - 1) * sh + h, (Wo - 1) * sk + k))
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(Ho):
                for j in range(Wo):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "dX in the type of X, integer images cut the gradient")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros_like(X)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "searches the maximum in the upstream instead of X")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            i, j = np.unravel_index(dY[n, c].argmax(), dY[n, c].shape)
            P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
            a, b = np.unravel_index(P.argmax(), P.shape)
            dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "crosses out used maxima in X itself")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
                    P[a, b] = -999
    return dX


@stranger("maxpool_backward", "averages over the batch, divides by N")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    a, b = np.unravel_index(P.argmax(), P.shape)
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j] / X.shape[0]
    return dX


@stranger("maxpool_backward", "a running best that starts at 0 misses windows without positive values")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    best, a, b = 0, 0, 0
                    for r in range(h):
                        for q in range(k):
                            if X[n, c, i * sh + r, j * sk + q] > best:
                                best, a, b = X[n, c, i * sh + r, j * sk + q], r, q
                    dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


@stranger("maxpool_backward", "a pair of strides is read as (columns, rows)")
def _(dY, X, size, stride=None):
    h, k = size
    if stride is None:
        sh, sk = h, k
    elif isinstance(stride, int):
        sh = sk = stride
    else:
        sk, sh = stride
    dX = np.zeros(X.shape)
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    P = X[n, c, i * sh:i * sh + h, j * sk:j * sk + k]
                    if P.size:
                        a, b = np.unravel_index(P.argmax(), P.shape)
                        dX[n, c, i * sh + a, j * sk + b] += dY[n, c, i, j]
    return dX


# -------------------------------------------------------- avgpool_backward

@stranger("avgpool_backward", "no division, every pixel gets the whole gradient")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += dY[:, :, i:i + 1, j:j + 1]
    return dX


@stranger("avgpool_backward", "overlapping windows assigned, not added")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] = \
                dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


@stranger("avgpool_backward", "divides by h squared")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / h ** 2
    return dX


@stranger("avgpool_backward", "divides by the stride area")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (sh * sk)
    return dX


@stranger("avgpool_backward", "divides by the number of image pixels")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (X.shape[2] * X.shape[3])
    return dX


@stranger("avgpool_backward", "the gradient goes to the top left pixel")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh, j * sk] += dY[:, :, i, j] / (h * k)
    return dX


@stranger("avgpool_backward", "the gradient goes to the maximum")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            mask = X[sl] == X[sl].max(axis=(2, 3), keepdims=True)
            dX[sl] += mask * dY[:, :, i:i + 1, j:j + 1]
    return dX


@stranger("avgpool_backward", "weights the gradient with the pixel values")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            dX[sl] += X[sl] * dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


@stranger("avgpool_backward", "np.repeat, dropped rows are missing and strides ignored")
def _(dY, X, size, stride=None):
    h, k = size
    return np.repeat(np.repeat(dY, h, axis=2), k, axis=3) / (h * k)


@stranger("avgpool_backward", "the dropped border gets the gradient of the last window")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (h * k)
    H, W = (dY.shape[2] - 1) * sh + h, (dY.shape[3] - 1) * sk + k
    dX[:, :, H:] = dX[:, :, H - 1:H]
    dX[:, :, :, W:] = dX[:, :, :, W - 1:W]
    return dX


@stranger("avgpool_backward", "the default stride is 1")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = np.broadcast_to(stride or 1, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


@stranger("avgpool_backward", "overlaps are averaged away, divided by how often a pixel is used")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    cnt = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            dX[sl] += dY[:, :, i:i + 1, j:j + 1] / (h * k)
            cnt[sl] += 1
    return dX / np.maximum(cnt, 1)


@stranger("avgpool_backward", "dX in the type of X, integer images give zeros")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros_like(X)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            sl = np.s_[:, :, i * sh:i * sh + h, j * sk:j * sk + k]
            dX[sl] = dX[sl] + dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


@stranger("avgpool_backward", "divides the upstream in place")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dY /= h * k
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += dY[:, :, i:i + 1, j:j + 1]
    return dX


@stranger("avgpool_backward", "divides by N as well")
def _(dY, X, size, stride=None):
    h, k = size
    sh, sk = size if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (len(X) * h * k)
    return dX


@stranger("avgpool_backward", "window read as (width, height)")
def _(dY, X, size, stride=None):
    k, h = size
    sh, sk = (h, k) if stride is None else np.broadcast_to(stride, 2)
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            dX[:, :, i * sh:i * sh + h, j * sk:j * sk + k] += \
                dY[:, :, i:i + 1, j:j + 1] / (h * k)
    return dX


# -------------------------------------------------------- equivariance_gap

@stranger("equivariance_gap", "no absolute value, negative differences are lost")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(np.max(f(shift(x)) - shift(f(x))))


@stranger("equivariance_gap", "mean of the differences")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(np.mean(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "sum of the differences")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(np.sum(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "Euclidean norm of the difference")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(np.linalg.norm(f(shift(x)) - shift(f(x))))


@stranger("equivariance_gap", "tests invariance: f(shift x) against f(x)")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(np.max(np.abs(f(shift(x)) - f(x))))


@stranger("equivariance_gap", "compares shift f(x) with f(x), the input is never shifted")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    y = f(x)
    return float(np.max(np.abs(shift(y) - y)))


@stranger("equivariance_gap", "the output is shifted back, in the other direction")
def _(f, x, dy, dx):
    def shift(a, r, q):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - r < H and 0 <= j - q < W:
                    out[i, j] = a[i - r, j - q]
        return out
    return float(np.max(np.abs(f(shift(x, dy, dx)) - shift(f(x), -dy, -dx))))


@stranger("equivariance_gap", "dy and dx exchanged on one side")
def _(f, x, dy, dx):
    def shift(a, r, q):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - r < H and 0 <= j - q < W:
                    out[i, j] = a[i - r, j - q]
        return out
    return float(np.max(np.abs(f(shift(x, dy, dx)) - shift(f(x), dx, dy))))


@stranger("equivariance_gap", "dy and dx exchanged on both sides")
def _(f, x, dy, dx):
    def shift(a, r, q):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - r < H and 0 <= j - q < W:
                    out[i, j] = a[i - r, j - q]
        return out
    return float(np.max(np.abs(f(shift(x, dx, dy)) - shift(f(x), dx, dy))))


@stranger("equivariance_gap", "dx is not used")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H = a.shape[0]
        for i in range(H):
            if 0 <= i - dy < H:
                out[i] = a[i - dy]
        return out
    return float(np.max(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "np.roll, values leave on one side and enter on the other")
def _(f, x, dy, dx):
    def shift(a):
        return np.roll(a, (dy, dx), axis=(0, 1))
    return float(np.max(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "answers True or False")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return bool(np.allclose(f(shift(x)), shift(f(x))))


@stranger("equivariance_gap", "gives the whole array of differences")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return np.abs(f(shift(x)) - shift(f(x)))


@stranger("equivariance_gap", "difference of the largest values instead of largest difference")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    return float(abs(np.max(f(shift(x))) - np.max(shift(f(x)))))


@stranger("equivariance_gap", "relative gap, divided by the largest output")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    g = shift(f(x))
    return float(np.max(np.abs(f(shift(x)) - g)) / (np.max(np.abs(g)) + 1e-12))


@stranger("equivariance_gap", "negative shifts are taken as positive")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        r, q = abs(dy), abs(dx)
        out[r:, q:] = a[:H - r, :W - q]
        return out
    return float(np.max(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "slices a[:-dy], a shift by 0 leaves nothing")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        part = a[:-dy, :-dx]
        out[dy:dy + part.shape[0], dx:dx + part.shape[1]] = part
        return out
    return float(np.max(np.abs(f(shift(x)) - shift(f(x)))))


@stranger("equivariance_gap", "the image is moved in place")
def _(f, x, dy, dx):
    def shift(a):
        b = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    b[i, j] = a[i - dy, j - dx]
        a[:] = b
        return a
    right = shift(np.array(f(x), dtype=float))
    return float(np.max(np.abs(f(shift(x)) - right)))


@stranger("equivariance_gap", "the image is moved in place first, f(x) sees the moved one")
def _(f, x, dy, dx):
    def shift(a):
        b = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    b[i, j] = a[i - dy, j - dx]
        a[:] = b
        return a
    left = f(shift(x))
    return float(np.max(np.abs(left - shift(np.array(f(x), dtype=float)))))


@stranger("equivariance_gap", "compares the middle only, a border of dy and dx is cut off")
def _(f, x, dy, dx):
    def shift(a):
        out = np.zeros(a.shape)
        H, W = a.shape
        for i in range(H):
            for j in range(W):
                if 0 <= i - dy < H and 0 <= j - dx < W:
                    out[i, j] = a[i - dy, j - dx]
        return out
    d = np.abs(f(shift(x)) - shift(f(x)))
    r, q = abs(dy), abs(dx)
    return float(d[r:d.shape[0] - r, q:d.shape[1] - q].max())
