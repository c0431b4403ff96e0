"""`online_step`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@variant("online_step", "reference")
def online_step(x, t, W1, W2, eta):
    x1 = np.concatenate([[1.0], x])
    h = sigmoid(x1 @ W1)
    h1 = np.concatenate([[1.0], h])
    o = sigmoid(h1 @ W2)
    d_o = o * (1 - o) * (t - o)
    d_h = h * (1 - h) * (W2[1:] @ d_o)
    return W1 + eta * np.outer(x1, d_h), W2 + eta * np.outer(h1, d_o)


@variant("online_step", "plain loops")
def _(x, t, W1, W2, eta):
    D, H, K = len(x), W1.shape[1], W2.shape[1]
    xs = [1.0] + [float(v) for v in x]
    h = [1.0] + [sigmoid(sum(xs[i] * W1[i, j] for i in range(D + 1))) for j in range(H)]
    o = [sigmoid(sum(h[j] * W2[j, k] for j in range(H + 1))) for k in range(K)]
    do = [o[k] * (1 - o[k]) * (t[k] - o[k]) for k in range(K)]
    dh = [h[j] * (1 - h[j]) * sum(W2[j, k] * do[k] for k in range(K)) for j in range(1, H + 1)]
    A, B = W1.astype(float), W2.astype(float)
    for i in range(D + 1):
        for j in range(H):
            A[i, j] += eta * dh[j] * xs[i]
    for j in range(H + 1):
        for k in range(K):
            B[j, k] += eta * do[k] * h[j]
    return A, B


@variant("online_step", "biases apart, gradients of +E")
def _(x, t, W1, W2, eta):
    h = sigmoid(W1[0] + x @ W1[1:])
    o = sigmoid(W2[0] + h @ W2[1:])
    dz2 = (o - t) * o * (1 - o)
    dz1 = (dz2 @ W2[1:].T) * h * (1 - h)
    A, B = np.array(W1, float), np.array(W2, float)
    A[0] -= eta * dz1
    A[1:] -= eta * x[:, None] * dz1
    B[0] -= eta * dz2
    B[1:] -= eta * h[:, None] * dz2
    return A, B


@variant("online_step", "column vectors, in a list")
def _(x, t, W1, W2, eta):
    x = np.r_[1.0, x].reshape(-1, 1)
    h = sigmoid(W1.T @ x)
    h1 = np.vstack([np.ones((1, 1)), h])
    o = sigmoid(W2.T @ h1)
    d2 = (np.reshape(t, (-1, 1)) - o) * o * (1 - o)
    d1 = (W2 @ d2)[1:] * h * (1 - h)
    return [W1 + eta * x @ d1.T, W2 + eta * h1 @ d2.T]


@variant("online_step", "σ by tanh, float32 weights")
def _(x, t, W1, W2, eta):
    s = lambda z: (np.tanh(z / 2) + 1) / 2
    W1, W2 = W1.astype(np.float32), W2.astype(np.float32)
    x1 = np.insert(x.astype(np.float32), 0, 1)
    h = s(x1 @ W1)
    h1 = np.insert(h, 0, 1)
    o = s(h1 @ W2)
    d2 = o * (1 - o) * (t.astype(np.float32) - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + np.float32(eta) * np.outer(x1, d1), W2 + np.float32(eta) * np.outer(h1, d2)


# ------------------------------------------------------------------ wrong

def forward(x, W1, W2):
    x1 = np.append(1.0, x)
    h = sigmoid(x1 @ W1)
    h1 = np.append(1.0, h)
    return x1, h, h1, sigmoid(h1 @ W2)


@mutant("online_step", "update-before-delta")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    W2 = W2 + eta * np.outer(h1, d2)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1 = W1 + eta * np.outer(x1, d1)
    return W1, W2


@mutant("online_step", "first-layer-first")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d1 = h * (1 - h) * (W2[1:] @ (o * (1 - o) * (t - o)))
    W1 = W1 + eta * np.outer(x1, d1)
    x1, h, h1, o = forward(x, W1, W2)
    return W1, W2 + eta * np.outer(h1, o * (1 - o) * (t - o))


@mutant("online_step", "h-recomputed")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    W1 = W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2))
    return W1, W2 + eta * np.outer(np.append(1, sigmoid(x1 @ W1)), d2)


@mutant("online_step", "sign")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 - eta * np.outer(x1, d1), W2 - eta * np.outer(h1, d2)


@mutant("online_step", "sign-hidden")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    d1 = -h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(x1, d1), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "sign-output")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(x1, d1), W2 - eta * np.outer(h1, d2)


@mutant("online_step", "eta-ignored")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + np.outer(h1, d2)


@mutant("online_step", "eta-squared")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    dW1, dW2 = eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), eta * np.outer(h1, d2)
    return W1 + eta * dW1, W2 + eta * dW2


@mutant("online_step", "eta-squared-hidden")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = eta * o * (1 - o) * (t - o)
    d1 = eta * h * (1 - h) * (W2[1:] @ d2)
    return W1 + np.outer(x1, d1), W2 + np.outer(h1, d2)


@mutant("online_step", "double")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = 2 * o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "half")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = 0.5 * o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "averaged-over-outputs")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o) / o.size
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "W1-not-learned")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    return W1.astype(float), W2 + eta * np.outer(h1, o * (1 - o) * (t - o))


@mutant("online_step", "W2-not-learned")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2.copy()


@mutant("online_step", "steps-only")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), eta * np.outer(h1, d2)


@mutant("online_step", "gradients-only")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = (o - t) * o * (1 - o)
    return np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), np.outer(h1, d2)


@mutant("online_step", "slopes-missing")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = t - o
    return W1 + eta * np.outer(x1, W2[1:] @ d2), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "output-slope-missing")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = t - o
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "hidden-slope-missing")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, W2[1:] @ d2), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "tanh-slopes")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = (1 - o**2) * (t - o)
    return W1 + eta * np.outer(x1, (1 - h**2) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "tanh-slope-hidden")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, (1 - h**2) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "slopes-of-outputs")
def _(x, t, W1, W2, eta):
    dsigmoid = lambda z: sigmoid(z) * (1 - sigmoid(z))
    x1, h, h1, o = forward(x, W1, W2)
    d2 = dsigmoid(o) * (t - o)
    return W1 + eta * np.outer(x1, dsigmoid(h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "linear-output")
def _(x, t, W1, W2, eta):
    x1, h, h1, _o = forward(x, W1, W2)
    d2 = t - h1 @ W2
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "biases-not-learned")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    A, B = W1.astype(float), W2.astype(float)
    A[1:] += eta * np.outer(x, h * (1 - h) * (W2[1:] @ d2))
    B[1:] += eta * np.outer(h, d2)
    return A, B


@mutant("online_step", "first-bias-not-learned")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    A = W1.astype(float)
    A[1:] += eta * np.outer(x, h * (1 - h) * (W2[1:] @ d2))
    return A, W2 + eta * np.outer(h1, d2)


@mutant("online_step", "second-bias-not-learned")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    B = W2.astype(float)
    B[1:] += eta * np.outer(h, d2)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), B


@mutant("online_step", "biases-not-used")
def _(x, t, W1, W2, eta):
    h = sigmoid(x @ W1[1:])
    o = sigmoid(h @ W2[1:])
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(np.append(1, x), d1), W2 + eta * np.outer(np.append(1, h), d2)


@mutant("online_step", "bias-last")
def _(x, t, W1, W2, eta):
    x1 = np.append(x, 1.0)
    h = sigmoid(x1 @ W1)
    h1 = np.append(h, 1.0)
    o = sigmoid(h1 @ W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[:-1] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "last-row-dropped")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[:-1] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "hidden-error-as-output")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    error = t - o
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ error)), W2 + eta * np.outer(h1, o * (1 - o) * error)


@mutant("online_step", "order-swapped")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W2 + eta * np.outer(h1, d2), W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2))


@mutant("online_step", "mutates-input")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1, W2 = np.asarray(W1, float), np.asarray(W2, float)
    W1 += eta * np.outer(x1, d1)
    W2 += eta * np.outer(h1, d2)
    return W1, W2


@mutant("online_step", "crash", "ones forgotten")
def _(x, t, W1, W2, eta):
    h = sigmoid(x @ W1)
    o = sigmoid(h @ W2)
    return W1, W2


@mutant("online_step", "returns-none")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    W1 = W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2))


@mutant("online_step", "shape", "transposed steps broadcast into nothing sensible")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1.T + eta * np.outer(d1, x1), W2.T + eta * np.outer(d2, h1)


@mutant("online_step", "eta-ignored-hidden")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "eta-ignored-output")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + np.outer(h1, d2)


@mutant("online_step", "tanh-hidden")
def _(x, t, W1, W2, eta):
    x1 = np.append(1.0, x)
    h = np.tanh(x1 @ W1)
    h1 = np.append(1.0, h)
    o = sigmoid(h1 @ W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, (1 - h**2) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "bias-unit-squashed")
def _(x, t, W1, W2, eta):
    x1 = np.append(1.0, x)
    h1 = sigmoid(np.append(1.0, x1 @ W1))
    o = sigmoid(h1 @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = (h1 * (1 - h1) * (W2 @ d2))[1:]
    return W1 + eta * np.outer(x1, d1), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "threshold-output")
def _(x, t, W1, W2, eta):
    x1, h, h1, _o = forward(x, W1, W2)
    o = np.where(h1 @ W2 > 0, 1.0, 0.0)
    d2 = t - o
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "bias-input-last")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(np.append(h, 1), d2)


@mutant("online_step", "last-output-only")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    for k in range(len(o)):
        d1 = h * (1 - h) * W2[1:, k] * d2[k]
    return W1 + eta * np.outer(x1, d1), W2 + eta * np.outer(h1, d2)


@mutant("online_step", "integer-weights")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    A, B = W1.copy(), W2.copy()
    A[...] = W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2))
    B[...] = W2 + eta * np.outer(h1, d2)
    return A, B


@mutant("online_step", "net-as-input")
def _(x, t, W1, W2, eta):
    x1, h, h1, o = forward(x, W1, W2)
    d2 = o * (1 - o) * (t - o)
    return W1 + eta * np.outer(x1, h * (1 - h) * (W2[1:] @ d2)), W2 + eta * np.outer(np.append(1, x1 @ W1), d2)
