"""Wrong solutions of lab 05, written by somebody who saw only the task."""
import numpy as np

from tests.proof.corpus import stranger

# ---------------------------------------------------------------- num_grad

@stranger("num_grad", "one-sided forward difference")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    f0 = f(x)
    for idx in np.ndindex(x.shape):
        xp = x.copy()
        xp[idx] += h
        grad[idx] = (f(xp) - f0) / h
    return grad


@stranger("num_grad", "one-sided backward difference")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        xm = x.copy()
        xm[idx] -= h
        grad[idx] = (f(x) - f(xm)) / h
    return grad


@stranger("num_grad", "divides the central difference by h, not by 2h")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] += h
        xm[idx] -= h
        grad[idx] = (f(xp) - f(xm)) / h
    return grad


@stranger("num_grad", "missing parentheses, / 2 * h multiplies by h")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] += h
        xm[idx] -= h
        grad[idx] = (f(xp) - f(xm)) / 2 * h
    return grad


@stranger("num_grad", "moves all entries of x at once")
def _(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    return np.ones_like(x) * (f(x + h) - f(x - h)) / (2 * h)


@stranger("num_grad", "works on x itself and puts nothing back")
def _(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        x[idx] += h
        fp = f(x)
        x[idx] -= 2 * h
        fm = f(x)
        grad[idx] = (fp - fm) / (2 * h)
    return grad


@stranger("num_grad", "puts x back by adding h again, rounding changes the last bits")
def _(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        x[idx] += h
        fp = f(x)
        x[idx] -= 2 * h
        fm = f(x)
        x[idx] += h
        grad[idx] = (fp - fm) / (2 * h)
    return grad


@stranger("num_grad", "returns a flat vector for a matrix x")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = []
    for idx in np.ndindex(x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] += h
        xm[idx] -= h
        grad.append((f(xp) - f(xm)) / (2 * h))
    return np.array(grad)


@stranger("num_grad", "loops over the rows only and moves a whole row")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in range(len(x)):
        xp, xm = x.copy(), x.copy()
        xp[i] += h
        xm[i] -= h
        grad[i] = (f(xp) - f(xm)) / (2 * h)
    return grad


@stranger("num_grad", "an integer x stays integer, the step h is cut off")
def _(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] = xp[idx] + h
        xm[idx] = xm[idx] - h
        grad[idx] = (f(xp) - f(xm)) / (2 * h)
    return grad


@stranger("num_grad", "zeros_like of an integer x truncates the gradient")
def _(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for idx in np.ndindex(grad.shape):
        e = np.zeros(grad.shape)
        e[idx] = h
        grad[idx] = (f(x + e) - f(x - e)) / (2 * h)
    return grad


@stranger("num_grad", "the argument h is overwritten with 1e-5")
def _(f, x, h=1e-5):
    h = 1e-5
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        xp, xm = x.copy(), x.copy()
        xp[idx] += h
        xm[idx] -= h
        grad[idx] = (f(xp) - f(xm)) / (2 * h)
    return grad


@stranger("num_grad", "minus and plus side exchanged, the sign is wrong")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[idx] = h
        grad[idx] = (f(x - e) - f(x + e)) / (2 * h)
    return grad


@stranger("num_grad", "return stands inside the loop, only the first entry is filled")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[idx] = h
        grad[idx] = (f(x + e) - f(x - e)) / (2 * h)
        return grad


@stranger("num_grad", "the step is relative, h times x, and 0/0 at x = 0")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        step = h * x[idx]
        xp, xm = x.copy(), x.copy()
        xp[idx] += step
        xm[idx] -= step
        grad[idx] = (f(xp) - f(xm)) / (2 * step)
    return grad


@stranger("num_grad", "the step vector is not set back to 0, the moves pile up")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    e = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        e[idx] = h
        grad[idx] = (f(x + e) - f(x - e)) / (2 * h)
    return grad


@stranger("num_grad", "xm is the same array as xp, not a copy")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        xp = x.copy()
        xm = xp
        xp[idx] += h
        xm[idx] -= 2 * h
        grad[idx] = (f(xp) - f(xm)) / (2 * h)
    return grad


@stranger("num_grad", "f gets the flattened x")
def _(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    flat = x.ravel().copy()
    grad = np.zeros(flat.size)
    for i in range(flat.size):
        e = np.zeros(flat.size)
        e[i] = h
        grad[i] = (f(flat + e) - f(flat - e)) / (2 * h)
    return grad.reshape(x.shape)


@stranger("num_grad", "the last entry is left out")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.size)
    for i in range(x.size - 1):
        e = np.zeros(x.size)
        e[i] = h
        e = e.reshape(x.shape)
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad.reshape(x.shape)


@stranger("num_grad", "half a step on each side but still divided by 2h")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[idx] = h / 2
        grad[idx] = (f(x + e) - f(x - e)) / (2 * h)
    return grad


# --------------------------------------------------------------- rel_error

@stranger("rel_error", "0/0 gives nan when both are zero")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@stranger("rel_error", "adds 1e-8 below the line, tiny gradients look equal")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-8)


@stranger("rel_error", "divides by the norm of a only")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    na = np.linalg.norm(a)
    if na == 0:
        return 0.0
    return np.linalg.norm(a - b) / na


@stranger("rel_error", "divides by the larger of the two norms")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    m = max(np.linalg.norm(a), np.linalg.norm(b))
    return 0.0 if m == 0 else np.linalg.norm(a - b) / m


@stranger("rel_error", "divides by the norm of the sum, not the sum of the norms")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.linalg.norm(a + b)
    return 0.0 if s == 0 else np.linalg.norm(a - b) / s


@stranger("rel_error", "sums of absolute values instead of 2-norms")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.abs(a).sum() + np.abs(b).sum()
    return 0.0 if s == 0 else np.abs(a - b).sum() / s


@stranger("rel_error", "forgets the square roots")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.sum(a ** 2) + np.sum(b ** 2)
    return 0.0 if s == 0 else np.sum((a - b) ** 2) / s


@stranger("rel_error", "one root over the sum of squares below the line")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.sqrt(np.sum(a ** 2) + np.sum(b ** 2))
    return 0.0 if s == 0 else np.linalg.norm(a - b) / s


@stranger("rel_error", "largest entrywise ratio")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.abs(a) + np.abs(b)
    s[s == 0] = 1.0
    return float(np.max(np.abs(a - b) / s))


@stranger("rel_error", "mean of the entrywise ratios")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.abs(a) + np.abs(b)
    s[s == 0] = 1.0
    return float(np.mean(np.abs(a - b) / s))


@stranger("rel_error", "spectral norm of matrices, norm(., 2)")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = np.linalg.norm(a, 2) + np.linalg.norm(b, 2)
    return 0.0 if s == 0 else np.linalg.norm(a - b, 2) / s


@stranger("rel_error", "0.0 as soon as one of the two is zero")
def _(a, b):
    na, nb = np.linalg.norm(a), np.linalg.norm(b)
    if na == 0 or nb == 0:
        return 0.0
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / (na + nb)


@stranger("rel_error", "one norm per column, an array comes back")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if not a.any() and not b.any():
        return 0.0
    d = np.linalg.norm(a - b, axis=0)
    return d / (np.linalg.norm(a, axis=0) + np.linalg.norm(b, axis=0))


@stranger("rel_error", "difference of the norms, not norm of the difference")
def _(a, b):
    na, nb = np.linalg.norm(a), np.linalg.norm(b)
    if na + nb == 0:
        return 0.0
    return abs(na - nb) / (na + nb)


@stranger("rel_error", "divides by the mean of the two norms")
def _(a, b):
    na, nb = np.linalg.norm(a), np.linalg.norm(b)
    if na + nb == 0:
        return 0.0
    return np.linalg.norm(np.asarray(a) - np.asarray(b)) / ((na + nb) / 2)


@stranger("rel_error", "never divides by less than 1")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    s = max(1.0, np.linalg.norm(a) + np.linalg.norm(b))
    return np.linalg.norm(a - b) / s


@stranger("rel_error", "a -= b changes a before its norm is taken")
def _(a, b):
    if np.linalg.norm(a) == 0 and np.linalg.norm(b) == 0:
        return 0.0
    a -= b
    return np.linalg.norm(a) / (np.linalg.norm(a) + np.linalg.norm(b))


@stranger("rel_error", "plain norm of the difference, nothing relative")
def _(a, b):
    return float(np.linalg.norm(np.asarray(a) - np.asarray(b)))


@stranger("rel_error", "missing parentheses, only the first norm is below the line")
def _(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if not a.any() and not b.any():
        return 0.0
    return np.linalg.norm(a - b) / np.linalg.norm(a) + np.linalg.norm(b)


# --------------------------------------------------------------- delta_out

@stranger("delta_out", "forgets o(1-o)")
def _(o, t):
    return np.asarray(t) - np.asarray(o)


@stranger("delta_out", "o - t, the sign of the gradient instead of Mitchell's delta")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return o * (1 - o) * (o - t)


@stranger("delta_out", "applies the sigmoid to o once more")
def _(o, t):
    s = 1 / (1 + np.exp(-np.asarray(o, dtype=float)))
    return s * (1 - s) * (t - o)


@stranger("delta_out", "sigmoid again, the error is measured with it too")
def _(o, t):
    s = 1 / (1 + np.exp(-np.asarray(o, dtype=float)))
    return s * (1 - s) * (t - s)


@stranger("delta_out", "only the factor (1-o)")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return (1 - o) * (t - o)


@stranger("delta_out", "derivative of tanh")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return (1 - o ** 2) * (t - o)


@stranger("delta_out", "multiplies by the squared error")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return o * (1 - o) * 0.5 * (t - o) ** 2


@stranger("delta_out", "keeps the factor one half of E")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return 0.5 * o * (1 - o) * (t - o)


@stranger("delta_out", "factor 2 because the square is differentiated")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return 2 * o * (1 - o) * (t - o)


@stranger("delta_out", "averages over the examples")
def _(o, t):
    o, t = np.atleast_2d(o), np.atleast_2d(t)
    return (o * (1 - o) * (t - o)).mean(axis=0)


@stranger("delta_out", "divides by the number of examples")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return o * (1 - o) * (t - o) / len(o)


@stranger("delta_out", "sums over the outputs")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return (o * (1 - o) * (t - o)).sum(axis=-1)


@stranger("delta_out", "right values, but written into o")
def _(o, t):
    d = t - o
    o *= 1 - o
    o *= d
    return o


@stranger("delta_out", "o is overwritten by o(1-o) before t - o is taken")
def _(o, t):
    o = np.array(o, dtype=float)
    o *= 1 - o
    return o * (t - o)


@stranger("delta_out", "the slope is taken at the target")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return t * (1 - t) * (t - o)


@stranger("delta_out", "integer targets make an integer result array")
def _(o, t):
    d = np.zeros_like(t)
    d[...] = o * (1 - o) * (t - o)
    return d


@stranger("delta_out", "one output vector comes back as a row (1,K)")
def _(o, t):
    o, t = np.atleast_2d(o), np.atleast_2d(t)
    return o * (1 - o) * (t - o)


@stranger("delta_out", "loops over K and reads rows, only the first K rows are done")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    d = np.zeros_like(o)
    for k in range(min(o.shape[-1], len(o))):
        d[k] = o[k] * (1 - o[k]) * (t[k] - o[k])
    return d


@stranger("delta_out", "one common error per example, summed over the outputs")
def _(o, t):
    o, t = np.asarray(o, dtype=float), np.asarray(t, dtype=float)
    return o * (1 - o) * np.sum(t - o, axis=-1, keepdims=True)


# ------------------------------------------------------------ delta_hidden

@stranger("delta_hidden", "cuts off the last row as bias")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return h * (1 - h) * (delta @ W2[:-1].T)


@stranger("delta_hidden", "forgets h(1-h)")
def _(h, W2, delta):
    return np.asarray(delta) @ W2[1:].T


@stranger("delta_hidden", "the bias unit gets a delta too, H+1 columns")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    one = np.ones(h.shape[:-1] + (1,))
    h = np.concatenate([one, h], axis=-1)
    return h * (1 - h) * (delta @ W2.T)


@stranger("delta_hidden", "the bias unit is not cut off but the last hidden unit is")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    back = np.asarray(delta) @ W2.T
    return h * (1 - h) * back[..., :h.shape[-1]]


@stranger("delta_hidden", "W2 not transposed (seems to work when H = K)")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return h * (1 - h) * (delta @ W2[1:])


@stranger("delta_hidden", "minus sign too much")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return -h * (1 - h) * (delta @ W2[1:].T)


@stranger("delta_hidden", "derivative of tanh")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return (1 - h ** 2) * (delta @ W2[1:].T)


@stranger("delta_hidden", "applies the sigmoid to h again")
def _(h, W2, delta):
    s = 1 / (1 + np.exp(-np.asarray(h, dtype=float)))
    return s * (1 - s) * (delta @ W2[1:].T)


@stranger("delta_hidden", "the slope of delta instead of the slope of h")
def _(h, W2, delta):
    delta = np.asarray(delta, dtype=float)
    return (delta * (1 - delta)) @ W2[1:].T


@stranger("delta_hidden", "writes the result into h")
def _(h, W2, delta):
    h *= (1 - h) * (delta @ W2[1:].T)
    return h


@stranger("delta_hidden", "sums the deltas over the examples")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    d = np.atleast_2d(delta).sum(axis=0)
    return h * (1 - h) * (W2[1:] @ d)


@stranger("delta_hidden", "mean over the outputs instead of the sum")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return h * (1 - h) * (delta @ W2[1:].T) / W2.shape[1]


@stranger("delta_hidden", "in the loop over the outputs = instead of +=")
def _(h, W2, delta):
    h, delta = np.asarray(h, dtype=float), np.asarray(delta)
    back = np.zeros(h.shape)
    for k in range(W2.shape[1]):
        back = delta[..., k:k + 1] * W2[1:, k]
    return h * (1 - h) * back


@stranger("delta_hidden", "loop over the outputs starts at 1")
def _(h, W2, delta):
    h, delta = np.asarray(h, dtype=float), np.asarray(delta)
    back = np.zeros(h.shape)
    for k in range(1, W2.shape[1]):
        back += delta[..., k:k + 1] * W2[1:, k]
    return h * (1 - h) * back


@stranger("delta_hidden", "only the factor h, (1-h) forgotten")
def _(h, W2, delta):
    return np.asarray(h) * (np.asarray(delta) @ W2[1:].T)


@stranger("delta_hidden", "adds the bias row to every hidden unit")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return h * (1 - h) * (delta @ (W2[1:] + W2[0]).T)


@stranger("delta_hidden", "sums delta and weights apart and multiplies the sums")
def _(h, W2, delta):
    h, delta = np.asarray(h, dtype=float), np.asarray(delta)
    return h * (1 - h) * delta.sum(axis=-1, keepdims=True) * W2[1:].sum(axis=1)


@stranger("delta_hidden", "made for one example, W @ delta fails on a batch")
def _(h, W2, delta):
    h = np.asarray(h, dtype=float)
    return h * (1 - h) * (W2[1:] @ delta)


@stranger("delta_hidden", "flattens further leading axes to one")
def _(h, W2, delta):
    h, delta = np.asarray(h, dtype=float), np.asarray(delta)
    h = h.reshape(-1, h.shape[-1])
    delta = delta.reshape(-1, delta.shape[-1])
    return h * (1 - h) * (delta @ W2[1:].T)


# ------------------------------------------------------------- online_step

@stranger("online_step", "hidden delta from the already updated W2")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    W2 = W2 + eta * np.outer(ht, d2)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1 = W1 + eta * np.outer(xt, d1)
    return W1, W2


@stranger("online_step", "updates W1 first and computes the hidden outputs anew for W2")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1 = W1 + eta * np.outer(xt, d1)
    ht = np.concatenate([[1.0], sig(xt @ W1)])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    return W1, W2 + eta * np.outer(ht, d2)


@stranger("online_step", "the bias unit stands last instead of first")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.append(x, 1.0)
    h = sig(xt @ W1)
    ht = np.append(h, 1.0)
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[:-1] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "forward is right, backward drops the last row of W2")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[:-1] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "+= changes the given matrices")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1 += eta * np.outer(xt, d1)
    W2 += eta * np.outer(ht, d2)
    return W1, W2


@stranger("online_step", "subtracts the step although delta has the minus inside")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 - eta * np.outer(xt, d1), W2 - eta * np.outer(ht, d2)


@stranger("online_step", "linear output layer")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = ht @ W2
    d2 = t - o
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "output delta without o(1-o)")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = t - o
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "hidden delta without h(1-h)")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = W2[1:] @ d2
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "hidden delta passes back the raw error, not the output delta")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ (t - o))
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "the first layer is updated without eta")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "eta sits in the output delta and enters W1 twice")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = eta * o * (1 - o) * (t - o)
    d1 = eta * h * (1 - h) * (W2[1:] @ d2)
    return W1 + np.outer(xt, d1), W2 + np.outer(ht, d2)


@stranger("online_step", "the bias rows are never updated")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    h = sig(W1[0] + x @ W1[1:])
    o = sig(W2[0] + h @ W2[1:])
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1n, W2n = np.array(W1, dtype=float), np.array(W2, dtype=float)
    W1n[1:] += eta * np.outer(x, d1)
    W2n[1:] += eta * np.outer(h, d2)
    return W1n, W2n


@stranger("online_step", "forgets the bias in the forward pass but updates it")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    h = sig(x @ W1[1:])
    o = sig(h @ W2[1:])
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    xt = np.concatenate([[1.0], x])
    ht = np.concatenate([[1.0], h])
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "returns the steps, not the new weights")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return eta * np.outer(xt, d1), eta * np.outer(ht, d2)


@stranger("online_step", "derivative of sigma taken at the outputs again")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    dsig = lambda a: sig(a) * (1 - sig(a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = dsig(o) * (t - o)
    d1 = dsig(h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "tanh in the hidden layer")
def _(x, t, W1, W2, eta):
    xt = np.concatenate([[1.0], x])
    h = np.tanh(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = 1 / (1 + np.exp(-(ht @ W2)))
    d2 = o * (1 - o) * (t - o)
    d1 = (1 - h ** 2) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "hidden bias unit goes through the sigmoid, 0.73 instead of 1")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    ht = sig(np.concatenate([[1.0], xt @ W1]))
    h = ht[1:]
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "only the output layer learns")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    ht = np.concatenate([[1.0], sig(xt @ W1)])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    return np.array(W1, dtype=float), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "returns (W2, W1)")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W2 + eta * np.outer(ht, d2), W1 + eta * np.outer(xt, d1)


@stranger("online_step", "factor 2 from the squared error")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = 2 * o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "mean over the K outputs in the error")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o) / len(o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "integer weights are copied as integers, the step is cut off")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    W1n, W2n = W1.copy(), W2.copy()
    W1n[:] = W1 + eta * np.outer(xt, d1)
    W2n[:] = W2 + eta * np.outer(ht, d2)
    return W1n, W2n


@stranger("online_step", "the output is a threshold unit, the perceptron rule on top")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = (ht @ W2 > 0).astype(float)
    d2 = t - o
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


@stranger("online_step", "W2 is updated with the hidden outputs shifted, bias row gets h_1")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    o = sig(np.concatenate([[1.0], h]) @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = h * (1 - h) * (W2[1:] @ d2)
    return (W1 + eta * np.outer(xt, d1),
            W2 + eta * np.outer(np.append(h, 1.0), d2))


@stranger("online_step", "weights back through the loop where the sum is overwritten")
def _(x, t, W1, W2, eta):
    sig = lambda a: 1 / (1 + np.exp(-a))
    xt = np.concatenate([[1.0], x])
    h = sig(xt @ W1)
    ht = np.concatenate([[1.0], h])
    o = sig(ht @ W2)
    d2 = o * (1 - o) * (t - o)
    d1 = np.zeros(len(h))
    for i in range(len(h)):
        for k in range(len(o)):
            s = W2[i + 1, k] * d2[k]
        d1[i] = h[i] * (1 - h[i]) * s
    return W1 + eta * np.outer(xt, d1), W2 + eta * np.outer(ht, d2)


# ---------------------------------------------------------- slide_backprop

@stranger("slide_backprop", "the weight gradients are sums, 1/N forgotten")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l, d_k=d_k, dW_jk=z_j.T @ d_k,
                d_j=d_j, dW_ij=np.asarray(X).T @ d_j)


@stranger("slide_backprop", "1/N already in d_l, the deltas are too small")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l) / N
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l, d_k=d_k, dW_jk=z_j.T @ d_k,
                d_j=d_j, dW_ij=X.T @ d_j)


@stranger("slide_backprop", "1/N in d_l and once more in the weight gradients")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l) / N
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "Mitchell's sign, t - z in d_l")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (T - z_l) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "d right, only the weight gradients carry a minus")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=-z_k.T @ d_l / N, d_k=d_k, dW_jk=-z_j.T @ d_k / N,
                d_j=d_j, dW_ij=-X.T @ d_j / N)


@stranger("slide_backprop", "output delta without the slope of sigma")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = z_l - T
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the loss lacks the one half")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "factor 2 in d_l")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = 2 * (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "L is the mean over the outputs")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.mean((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "R is the sum of the L_n")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.sum(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the one half enters L and then R again")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    R = L.sum() / (2 * N)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=R,
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "L is one number for the whole batch")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2)
    R = L / N
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=R,
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "L summed over the examples instead of the outputs")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=0)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "no slope of sigma in the hidden deltas")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T
    d_j = d_k @ Wjk.T
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the slope is forgotten in the last backward step only")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "g'(z) where g'(a) is wanted")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    dg = lambda a: g(a) * (1 - g(a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * dg(z_l)
    d_k = d_l @ Wkl.T * dg(z_k)
    d_j = d_k @ Wjk.T * dg(z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "a(1-a) as slope, activations and outputs confused")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * a_k * (1 - a_k)
    d_j = d_k @ Wjk.T * a_j * (1 - a_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "weight gradients transposed, d^T z")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=d_l.T @ z_k / N, d_k=d_k, dW_jk=d_k.T @ z_j / N,
                d_j=d_j, dW_ij=d_j.T @ X / N)


@stranger("slide_backprop", "linear output layer")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = a_l.copy()
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = z_l - T
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "g is applied to the inputs as well")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    z_i = g(X)
    a_j = z_i @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=z_i.T @ d_j / N)


@stranger("slide_backprop", "tanh with its slope instead of sigma")
def _(X, T, Wij, Wjk, Wkl):
    g = np.tanh
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * (1 - z_l ** 2)
    d_k = d_l @ Wkl.T * (1 - z_k ** 2)
    d_j = d_k @ Wjk.T * (1 - z_j ** 2)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "sigma computed in place, a and z are the same array")
def _(X, T, Wij, Wjk, Wkl):
    def g(a):
        a *= -1
        np.exp(a, out=a)
        a += 1
        np.divide(1, a, out=a)
        return a
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the error is left in T, the targets are changed")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    T -= z_l
    L = 0.5 * np.sum(T ** 2, axis=1)
    d_l = -T * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "a gradient step is made on the given weights on the way back")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    dW_kl = z_k.T @ d_l / N
    Wkl -= 0.1 * dW_kl
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    dW_jk = z_j.T @ d_k / N
    Wjk -= 0.1 * dW_jk
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=dW_kl, d_k=d_k, dW_jk=dW_jk,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "divides by the number of inputs instead of examples")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = X.shape[1]
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.sum() / N,
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the key R is missing")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L,
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


@stranger("slide_backprop", "the gradient of W_ij uses z_j in place of the inputs")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=z_k.T @ d_l / N, d_k=d_k, dW_jk=z_j.T @ d_k / N,
                d_j=d_j, dW_ij=z_j.T @ d_j / N)


@stranger("slide_backprop", "weight gradients use a in place of z")
def _(X, T, Wij, Wjk, Wkl):
    g = lambda a: 1 / (1 + np.exp(-a))
    X = np.asarray(X, dtype=float)
    N = len(X)
    a_j = X @ Wij; z_j = g(a_j)
    a_k = z_j @ Wjk; z_k = g(a_k)
    a_l = z_k @ Wkl; z_l = g(a_l)
    L = 0.5 * np.sum((T - z_l) ** 2, axis=1)
    d_l = (z_l - T) * z_l * (1 - z_l)
    d_k = d_l @ Wkl.T * z_k * (1 - z_k)
    d_j = d_k @ Wjk.T * z_j * (1 - z_j)
    return dict(a_j=a_j, z_j=z_j, a_k=a_k, z_k=z_k, a_l=a_l, z_l=z_l, L=L, R=L.mean(),
                d_l=d_l, dW_kl=a_k.T @ d_l / N, d_k=d_k, dW_jk=a_j.T @ d_k / N,
                d_j=d_j, dW_ij=X.T @ d_j / N)


# ---------------------------------------------------------- worked_example

@stranger("worked_example", "df is taken at z instead of at a")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    g2 = e[1] * z[3]
    g1 = (W2[:, 0] @ e) * df(z)[0] * x[0]
    return float(g2), float(g1)


@stranger("worked_example", "only the first output passes its error back")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[3]), float(e[0] * W2[0, 0] * df(a)[0] * x[0])


@stranger("worked_example", "t - y, both signs turned")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = t - W2 @ z
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "forgets the one half of L, factor 2")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = 2 * (W2 @ z - t)
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "one half stays in front of the error")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = 0.5 * (W2 @ z - t)
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "the output layer goes through f too")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    b = W2 @ z
    e = (f(b) - t) * df(b)
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "df applied to the linear output in the backward pass only")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    y = W2 @ z
    e = (y - t) * df(y)
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "returns the two derivatives in the wrong order")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float((W2[:, 0] @ e) * df(a)[0] * x[0]), float(e[1] * z[3])


@stranger("worked_example", "forgets df in the first layer")
def _(x, t, W1, W2, f, df):
    z = f(W1 @ x)
    e = W2 @ z - t
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * x[0])


@stranger("worked_example", "walks along the first row of W2 instead of its first column")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    s = e[0] * W2[0, 0] + e[1] * W2[0, 1]
    return float(e[1] * z[3]), float(s * df(a)[0] * x[0])


@stranger("worked_example", "reads w_2,2,4 as from 2 to 4 and runs out of the outputs")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    dW2 = np.outer(z, e)
    dW1 = np.outer(x, (W2.T @ e) * df(a))
    return float(dW2[1, 3]), float(dW1[0, 0])


@stranger("worked_example", "off by one: z[2] for unit 4, index 1 for unit 1 and input 1")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[2]), float((W2[:, 1] @ e) * df(a)[1] * x[1])


@stranger("worked_example", "takes output 1 for w_2,2,4, the layer number is read as output")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[0] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "gives the complete gradient matrices")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return np.outer(e, z), np.outer((W2.T @ e) * df(a), x)


@stranger("worked_example", "forgets the input x_1")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0])


@stranger("worked_example", "L is the mean over the two outputs")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = (W2 @ z - t) / len(t)
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "always the sigmoid, f and df are not used")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = 1 / (1 + np.exp(-a))
    e = W2 @ z - t
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * z[0] * (1 - z[0]) * x[0])


@stranger("worked_example", "z(1-z) as slope whatever df is")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[3]), float((W2[:, 0] @ e) * z[0] * (1 - z[0]) * x[0])


@stranger("worked_example", "W2 gets a instead of f(a)")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    e = W2 @ a - t
    return float(e[1] * a[3]), float((W2[:, 0] @ e) * df(a)[0] * x[0])


@stranger("worked_example", "sum of the errors times one weight")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[3]), float(np.sum(e) * W2[0, 0] * df(a)[0] * x[0])


@stranger("worked_example", "all hidden units send their error to w_1,1,1")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    e = W2 @ z - t
    return float(e[1] * z[3]), float(np.sum((W2.T @ e) * df(a)) * x[0])


@stranger("worked_example", "the output itself in place of the error in w_2,2,4")
def _(x, t, W1, W2, f, df):
    a = W1 @ x
    z = f(a)
    y = W2 @ z
    return float(y[1] * z[3]), float((W2[:, 0] @ (y - t)) * df(a)[0] * x[0])


# ------------------------------------------------------------ mlp_backward

@stranger("mlp_backward", "the derivative of the activation is forgotten")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        grads.insert(0, (c['X'].T @ d, d.sum(axis=0)))
        d = d @ c['W'].T
    return grads, d


@stranger("mlp_backward", "the gradients come last layer first")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.append((c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "every layer divides by N again")
def _(dY, cache):
    grads = []
    d = dY
    N = len(dY)
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ / N, dZ.sum(axis=0) / N))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "the upstream is divided by N at the start")
def _(dY, cache):
    grads = []
    d = dY / len(dY)
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "db is a mean over the examples")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.mean(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "db sums over the units instead of the examples")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=1)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "db is a row matrix (1, m)")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0, keepdims=True)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "db is one number for the layer")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, np.sum(dZ)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "returns the first layer's dZ as dX")
def _(dY, cache):
    grads = []
    d = dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        if l > 0:
            d = dZ @ c['W'].T
    return grads, dZ


@stranger("mlp_backward", "dX is the upstream of the first layer, one step too early")
def _(dY, cache):
    grads = []
    d = dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        dX = d
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, dX


@stranger("mlp_backward", "takes the last layer for linear")
def _(dY, cache):
    grads = []
    d = dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        dZ = d if l == len(cache) - 1 else d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "df only in the last layer, the hidden slopes are forgotten")
def _(dY, cache):
    grads = []
    dZ = dY * cache[-1]['df'](cache[-1]['Z'])
    for c in reversed(cache):
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ c['W'].T
    return grads, dZ


@stranger("mlp_backward", "walks the layers in forward order")
def _(dY, cache):
    grads = []
    d = dY
    for c in cache:
        dZ = d * c['df'](c['Z'])
        grads.append((c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "dW transposed")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (dZ.T @ c['X'], dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "W without transpose (only square layers go through)")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W']
    return grads, d


@stranger("mlp_backward", "cache.reverse() turns the caller's list round")
def _(dY, cache):
    grads = []
    d = dY
    cache.reverse()
    for c in cache:
        dZ = d * c['df'](c['Z'])
        grads.append((c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    grads.reverse()
    return grads, d


@stranger("mlp_backward", "pops the layers and leaves an empty cache behind")
def _(dY, cache):
    grads = []
    d = dY
    while cache:
        c = cache.pop()
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "dY *= df writes into the caller's upstream")
def _(dY, cache):
    grads = []
    for c in reversed(cache):
        dY *= c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dY, dY.sum(axis=0)))
        dY = dY @ c['W'].T
    return grads, dY


@stranger("mlp_backward", "return stands inside the loop, one layer only")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
        return grads, d


@stranger("mlp_backward", "the loop stops before the first layer")
def _(dY, cache):
    grads = []
    d = dY
    for l in range(len(cache) - 1, 0, -1):
        c = cache[l]
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "pairs come as (db, dW)")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (dZ.sum(axis=0), c['X'].T @ dZ))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "dW is built from the upstream before df is multiplied in")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dW = c['X'].T @ d
        db = d.sum(axis=0)
        d = (d * c['df'](c['Z'])) @ c['W'].T
        grads.insert(0, (dW, db))
    return grads, d


@stranger("mlp_backward", "db is built from the upstream before df is multiplied in")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        db = d.sum(axis=0)
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, db))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "ReLU is built in, the layer's own df is ignored")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * (c['Z'] > 0)
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "the first layer's df is used in all layers")
def _(dY, cache):
    grads = []
    d = dY
    df = cache[0]['df']
    for c in reversed(cache):
        dZ = d * df(c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "df gets the activation instead of Z in the hidden layers")
def _(dY, cache):
    grads = []
    d = dY
    for l in range(len(cache) - 1, -1, -1):
        c = cache[l]
        arg = c['Z'] if l == len(cache) - 1 else cache[l + 1]['X']
        dZ = d * c['df'](arg)
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "df is multiplied with the upstream it is evaluated at, df(dZ)")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = c['df'](c['Z'] * d)
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "the weights in the cache take a step before they are used")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        dW = c['X'].T @ dZ
        grads.insert(0, (dW, dZ.sum(axis=0)))
        c['W'] = c['W'] - 0.1 * dW
        d = dZ @ c['W'].T
    return grads, d


@stranger("mlp_backward", "dX summed over the examples")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = dZ @ c['W'].T
    return grads, d.sum(axis=0)


@stranger("mlp_backward", "the upstream travels down without df, which only enters dW and db")
def _(dY, cache):
    grads = []
    d = dY
    for c in reversed(cache):
        dZ = d * c['df'](c['Z'])
        grads.insert(0, (c['X'].T @ dZ, dZ.sum(axis=0)))
        d = d @ c['W'].T
    return grads, d


# ------------------------------------------------------------ softmax_xent

@stranger("softmax_xent", "no maximum subtracted, large scores overflow")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z)
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(N), y]))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "one maximum for all rows, small rows underflow")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z - Z.max())
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(N), y]))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "log of a probability that has underflowed to 0")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(N), y]))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "log(p + 1e-12), the loss of a sure mistake stops at 27")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(N), y] + 1e-12))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "probabilities clipped to 1e-7 for loss and gradient")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = np.clip(E / E.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    loss = -np.mean(np.log(P[np.arange(N), y]))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "scores clipped to +-50 against overflow")
def _(Z, y):
    Z = np.clip(np.asarray(Z, dtype=float), -50, 50)
    N = len(Z)
    E = np.exp(Z)
    P = E / E.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(P[np.arange(N), y]))
    dZ = P.copy()
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "subtracts the row mean instead of the maximum")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.mean(axis=1, keepdims=True)
    lse = np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean((S - lse)[np.arange(N), y])
    dZ = np.exp(S - lse)
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "the loss is a sum over the examples")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(logP[np.arange(N), y])
    dZ = np.exp(logP)
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "the gradient lacks 1/N")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean(logP[np.arange(N), y])
    dZ = np.exp(logP)
    dZ[np.arange(N), y] -= 1
    return loss, dZ


@stranger("softmax_xent", "precedence: only the one-hot part is divided by N")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean(logP[np.arange(N), y])
    return loss, np.exp(logP) - np.eye(C)[y] / N


@stranger("softmax_xent", "mean over examples and classes")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.mean(T * logP), (np.exp(logP) - T) / (N * C)


@stranger("softmax_xent", "gradient with the wrong sign, onehot - p")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, (T - np.exp(logP)) / N


@stranger("softmax_xent", "the minus of the loss is forgotten")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return np.sum(T * logP) / N, (np.exp(logP) - T) / N


@stranger("softmax_xent", "softmax down the examples, axis 0")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=0)
    logP = S - np.log(np.exp(S).sum(axis=0))
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, (np.exp(logP) - T) / N


@stranger("softmax_xent", "sum over the whole matrix, all rows together make 1")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max()
    logP = S - np.log(np.exp(S).sum())
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, (np.exp(logP) - T) / N


@stranger("softmax_xent", "logarithm to base 2")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N / np.log(2), (np.exp(logP) - T) / N


@stranger("softmax_xent", "binary cross-entropy over all classes added up")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    P = np.exp(logP)
    T = np.eye(C)[y]
    rest = np.log(np.maximum(1 - P, 1e-300))
    return -np.sum(T * logP + (1 - T) * rest) / N, (P - T) / N


@stranger("softmax_xent", "labels are read as 1..C")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y - 1]
    return -np.sum(T * logP) / N, (np.exp(logP) - T) / N


@stranger("softmax_xent", "Z -= max changes the scores of the caller")
def _(Z, y):
    N = len(Z)
    Z -= Z.max(axis=1, keepdims=True)
    logP = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    loss = -np.mean(logP[np.arange(N), y])
    dZ = np.exp(logP)
    dZ[np.arange(N), y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "dZ[:, y] -= 1 hits whole columns")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean(logP[np.arange(N), y])
    dZ = np.exp(logP)
    dZ[:, y] -= 1
    return loss, dZ / N


@stranger("softmax_xent", "logP[:, y] averages over all pairs of rows")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return -np.mean(logP[:, y]), (np.exp(logP) - np.eye(C)[y]) / N


@stranger("softmax_xent", "subtracts the label number from all probabilities")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean(logP[np.arange(N), y])
    return loss, (np.exp(logP) - np.asarray(y)[:, None]) / N


@stranger("softmax_xent", "only the true class gets a gradient")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, T * (np.exp(logP) - 1) / N


@stranger("softmax_xent", "gradient to the probabilities, -1/p, not to Z")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, -T / np.maximum(np.exp(logP), 1e-300) / N


@stranger("softmax_xent", "extra factor p(1-p) in the gradient")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    P = np.exp(logP)
    T = np.eye(C)[y]
    return -np.sum(T * logP) / N, P * (1 - P) * (P - T) / N


@stranger("softmax_xent", "number of classes from the labels, fails when the last is absent")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(int(np.max(y)) + 1)[y]
    return -np.sum(T * logP) / N, (np.exp(logP) - T) / N


@stranger("softmax_xent", "one loss per example")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    T = np.eye(C)[y]
    return -np.sum(T * logP, axis=1), (np.exp(logP) - T) / N


@stranger("softmax_xent", "dZ is an alias of P and the loss is read after the 1 was taken off")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N = len(Z)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    dZ = P
    dZ[np.arange(N), y] -= 1
    loss = -np.mean(np.log(np.abs(P[np.arange(N), y]) + 1e-300))
    return loss, dZ / N


@stranger("softmax_xent", "shifts the exponent above the line only")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    P = np.exp(Z - Z.max(axis=1, keepdims=True)) / np.exp(Z).sum(axis=1, keepdims=True)
    T = np.eye(C)[y]
    return -np.sum(T * np.log(P + 1e-300)) / N, (P - T) / N


@stranger("softmax_xent", "returns the probabilities in place of the gradient")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    return -np.mean(logP[np.arange(N), y]), np.exp(logP)


@stranger("softmax_xent", "squared error of the softmax outputs")
def _(Z, y):
    Z = np.asarray(Z, dtype=float)
    N, C = Z.shape
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    T = np.eye(C)[y]
    return 0.5 * np.sum((P - T) ** 2) / N, (P - T) / N


@stranger("softmax_xent", "integer scores make an integer probability array")
def _(Z, y):
    N = len(Z)
    P = np.zeros_like(Z)
    loss = 0.0
    for n in range(N):
        s = Z[n] - Z[n].max()
        lse = np.log(np.sum(np.exp(s)))
        P[n] = np.exp(s - lse)
        loss += lse - s[y[n]]
        P[n, y[n]] -= 1
    return loss / N, P / N


# --------------------------------------------------------------- train_838

@stranger("train_838", "all weights start at 0, the hidden units stay equal")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1, W2 = np.zeros((9, 3)), np.zeros((4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "one random number for all weights of a layer, no symmetry breaking")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = np.full((9, 3), rng.uniform(-init, init))
    W2 = np.full((4, 8), rng.uniform(-init, init))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the bias rows start at 0 instead of U(-init, init)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    W1[0] = 0
    W2[0] = 0
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "start weights from U(0, init), never negative")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = init * rng.random((9, 3))
    W2 = init * rng.random((4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "normal start weights with deviation init")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.normal(0, init, (9, 3))
    W2 = rng.normal(0, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the argument init is ignored, always 0.5")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-0.5, 0.5, (9, 3))
    W2 = rng.uniform(-0.5, 0.5, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "draws the start weights from np.random")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = np.random.uniform(-init, init, (9, 3))
    W2 = np.random.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the order of each epoch comes from np.random.permutation")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in np.random.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "seeds the global generator to be reproducible")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    np.random.seed(0)
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "makes its own default_rng(0), the given one is not used")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    rng = np.random.default_rng(0)
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "makes an unseeded generator, two runs with one seed differ")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    rng = np.random.default_rng()
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "return stands inside the epoch loop, one epoch only")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.permutation(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
        return W1, W2
    return W1, W2


@stranger("train_838", "an epoch is one single step")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for e in range(epochs):
        n = e % 8
        xt[1:] = I[n]
        h = 1 / (1 + np.exp(-(xt @ W1)))
        ht[1:] = h
        o = 1 / (1 + np.exp(-(ht @ W2)))
        d2 = o * (1 - o) * (I[n] - o)
        d1 = h * (1 - h) * (W2[1:] @ d2)
        W2 += eta * np.outer(ht, d2)
        W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "epochs is ignored, always 100 passes")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(100):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "one epoch too few, range(1, epochs)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(1, epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the step goes uphill")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 -= eta * np.outer(ht, d2)
            W1 -= eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the bias rows are missing, (8,3) and (3,8)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (8, 3))
    W2 = rng.uniform(-init, init, (3, 8))
    I = np.eye(8)
    for _ in range(epochs):
        for x in I:
            h = 1 / (1 + np.exp(-(x @ W1)))
            o = 1 / (1 + np.exp(-(h @ W2)))
            d2 = o * (1 - o) * (x - o)
            d1 = h * (1 - h) * (W2 @ d2)
            W2 += eta * np.outer(h, d2)
            W1 += eta * np.outer(x, d1)
    return W1, W2


@stranger("train_838", "returns the transposed matrices, (3,9) and (8,4)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (3, 9))
    W2 = rng.uniform(-init, init, (8, 4))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(W1 @ xt)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(W2 @ ht)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (d2 @ W2[:, 1:])
            W2 += eta * np.outer(d2, ht)
            W1 += eta * np.outer(d1, xt)
    return W1, W2


@stranger("train_838", "bias in the last row, the result means something else")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[:8] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[:3] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[:3] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the last unit vector is never shown, range(7)")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(7):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "each vector is learnt to the end before the next one comes")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for n in range(8):
        for _ in range(epochs):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "eight draws with replacement, an epoch misses some vectors")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in rng.integers(0, 8, 8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "only the output layer learns, W1 stays random")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            ht[1:] = 1 / (1 + np.exp(-(xt @ W1)))
            o = 1 / (1 + np.exp(-(ht @ W2)))
            W2 += eta * np.outer(ht, o * (1 - o) * (I[n] - o))
    return W1, W2


@stranger("train_838", "the new weights are put into other names and lost")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2_new = W2 + eta * np.outer(ht, d2)
            W1_new = W1 + eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "the start weights are drawn anew in every epoch")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        W1 = rng.uniform(-init, init, (9, 3))
        W2 = rng.uniform(-init, init, (4, 8))
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "eta shrinks like 1/epoch and learning stops")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for e in range(epochs):
        lr = eta / (e + 1)
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += lr * np.outer(ht, d2)
            W1 += lr * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "batch mean instead of eight online steps")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    T = np.eye(8)
    X = np.hstack([np.ones((8, 1)), T])
    for _ in range(epochs):
        H = 1 / (1 + np.exp(-(X @ W1)))
        Ht = np.hstack([np.ones((8, 1)), H])
        O = 1 / (1 + np.exp(-(Ht @ W2)))
        D2 = O * (1 - O) * (T - O)
        D1 = H * (1 - H) * (D2 @ W2[1:].T)
        W2 += eta * Ht.T @ D2 / 8
        W1 += eta * X.T @ D1 / 8
    return W1, W2


@stranger("train_838", "the input is shuffled but the target is not")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n, i in enumerate(rng.permutation(8)):
            xt[1:] = I[i]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            o = 1 / (1 + np.exp(-(ht @ W2)))
            d2 = o * (1 - o) * (I[n] - o)
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2


@stranger("train_838", "sigma only in the hidden layer, linear outputs")
def _(rng, epochs=5000, eta=0.3, init=0.1):
    W1 = rng.uniform(-init, init, (9, 3))
    W2 = rng.uniform(-init, init, (4, 8))
    I = np.eye(8)
    xt, ht = np.ones(9), np.ones(4)
    for _ in range(epochs):
        for n in range(8):
            xt[1:] = I[n]
            h = 1 / (1 + np.exp(-(xt @ W1)))
            ht[1:] = h
            d2 = I[n] - ht @ W2
            d1 = h * (1 - h) * (W2[1:] @ d2)
            W2 += eta * np.outer(ht, d2)
            W1 += eta * np.outer(xt, d1)
    return W1, W2
