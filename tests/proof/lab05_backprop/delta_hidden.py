"""`delta_hidden`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("delta_hidden", "reference")
def delta_hidden(h, W2, delta):
    return h * (1 - h) * (delta @ W2[1:].T)


@variant("delta_hidden", "plain loops")
def _(h, W2, delta):
    H, K = len(W2) - 1, W2.shape[1]
    h2, d2 = np.reshape(h, (-1, H)), np.reshape(delta, (-1, K))
    out = np.zeros(h2.shape)
    for n in range(len(h2)):
        for i in range(H):
            s = 0.0
            for k in range(K):
                s += W2[i + 1, k] * d2[n, k]
            out[n, i] = h2[n, i] * (1 - h2[n, i]) * s
    return out.reshape(np.shape(h))


@variant("delta_hidden", "whole product, bias column dropped")
def _(h, W2, delta):
    down = np.dot(delta, W2.T)
    return down[..., 1:] * h * (1.0 - h)


@variant("delta_hidden", "einsum")
def _(h, W2, delta):
    return np.einsum("...h,hk,...k->...h", h - h * h, np.delete(W2, 0, axis=0), delta)


@variant("delta_hidden", "bias unit kept, then cut off")
def _(h, W2, delta):
    full = np.concatenate([np.ones((*h.shape[:-1], 1)), h], axis=-1)
    return (full * (1 - full) * (delta @ W2.T))[..., 1:]


@variant("delta_hidden", "float32")
def _(h, W2, delta):
    h, W2, delta = (np.asarray(v, np.float32) for v in (h, W2, delta))
    return h * (1 - h) * (delta @ W2[1:].T)


# ------------------------------------------------------------------ wrong

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@mutant("delta_hidden", "sign")
def _(h, W2, delta):
    return -h * (1 - h) * (delta @ W2[1:].T)


@mutant("delta_hidden", "slope-missing")
def _(h, W2, delta):
    return delta @ W2[1:].T


@mutant("delta_hidden", "sign-without-slope")
def _(h, W2, delta):
    return -(delta @ W2[1:].T)


@mutant("delta_hidden", "slope-only-in-h")
def _(h, W2, delta):
    return h * (delta @ W2[1:].T)


@mutant("delta_hidden", "half-slope")
def _(h, W2, delta):
    return (1 - h) * (delta @ W2[1:].T)


@mutant("delta_hidden", "tanh-slope")
def _(h, W2, delta):
    return (1 - h**2) * (delta @ W2[1:].T)


@mutant("delta_hidden", "slope-of-h")
def _(h, W2, delta):
    s = sigmoid(h)
    return s * (1 - s) * (delta @ W2[1:].T)


@mutant("delta_hidden", "slope-twice")
def _(h, W2, delta):
    slope = h * (1 - h)
    return slope * ((delta @ W2[1:].T) * slope)


@mutant("delta_hidden", "slope-precedence")
def _(h, W2, delta):
    return h * 1 - h * (delta @ W2[1:].T)


@mutant("delta_hidden", "last-row-dropped")
def _(h, W2, delta):
    return h * (1 - h) * (delta @ W2[:-1].T)


@mutant("delta_hidden", "last-row-dropped", "product first")
def _(h, W2, delta):
    back = delta @ W2.T
    return h * (1 - h) * back[..., :-1]


@mutant("delta_hidden", "bias-unit-kept")
def _(h, W2, delta):
    h = np.concatenate([np.ones((*h.shape[:-1], 1)), h], axis=-1)
    return h * (1 - h) * (delta @ W2.T)


@mutant("delta_hidden", "bias-added")
def _(h, W2, delta):
    return h * (1 - h) * (delta @ W2[1:].T + (delta @ W2[0])[..., None])


@mutant("delta_hidden", "untransposed")
def _(h, W2, delta):
    return h * (1 - h) * (delta @ W2[1:])


@mutant("delta_hidden", "sums-apart")
def _(h, W2, delta):
    return h * (1 - h) * np.sum(W2[1:], axis=1) * np.sum(delta, axis=-1, keepdims=True)


@mutant("delta_hidden", "weights-missing")
def _(h, W2, delta):
    return h * (1 - h) * delta.sum(axis=-1, keepdims=True)


@mutant("delta_hidden", "errors-missing")
def _(h, W2, delta):
    return h * (1 - h) * W2[1:].sum(axis=1)


@mutant("delta_hidden", "mean-over-outputs")
def _(h, W2, delta):
    return h * (1 - h) * np.mean(W2[1:] * delta[..., None, :], axis=-1)


@mutant("delta_hidden", "averaged")
def _(h, W2, delta):
    return h * (1 - h) * (delta @ W2[1:].T) / len(h)


@mutant("delta_hidden", "largest-only")
def _(h, W2, delta):
    return h * (1 - h) * np.max(W2[1:] * delta[..., None, :], axis=-1)


@mutant("delta_hidden", "first-output-only")
def _(h, W2, delta):
    return h * (1 - h) * W2[1:, 0] * delta[..., :1]


@mutant("delta_hidden", "activity-for-weight")
def _(h, W2, delta):
    return h * (1 - h) * h * np.sum(delta, axis=-1, keepdims=True)


@mutant("delta_hidden", "double")
def _(h, W2, delta):
    return 2 * h * (1 - h) * (delta @ W2[1:].T)


@mutant("delta_hidden", "half")
def _(h, W2, delta):
    return 0.5 * h * (1 - h) * (delta @ W2[1:].T)


@mutant("delta_hidden", "summed-over-examples")
def _(h, W2, delta):
    d = h * (1 - h) * (delta @ W2[1:].T)
    return d if d.ndim == 1 else np.tile(d.sum(axis=0), (len(d), 1))


@mutant("delta_hidden", "shape", "bias row kept")
def _(h, W2, delta):
    return h * (1 - h) * (delta @ W2.T)


@mutant("delta_hidden", "crash", "one example only: loops over h as a vector")
def _(h, W2, delta):
    out = np.zeros(len(h))
    for j in range(len(h)):
        out[j] = float(h[j] * (1 - h[j]) * np.dot(W2[j + 1], delta[0] if delta.ndim > 1 else delta[0:1]))
    return out


@mutant("delta_hidden", "shape", "added up over the examples")
def _(h, W2, delta):
    d = h * (1 - h) * (delta @ W2[1:].T)
    return d.reshape(-1, h.shape[-1]).sum(axis=0)


@mutant("delta_hidden", "returns-none")
def _(h, W2, delta):
    d = h * (1 - h) * (delta @ W2[1:].T)


@mutant("delta_hidden", "mutates-input")
def _(h, W2, delta):
    d = delta @ W2[1:].T
    slope = 1 - h
    if h.dtype.kind == "f":
        h *= slope
    else:
        h = h * slope
    return h * d


@mutant("delta_hidden", "slope-of-delta")
def _(h, W2, delta):
    return (delta * (1 - delta)) @ W2[1:].T


@mutant("delta_hidden", "last-output-only")
def _(h, W2, delta):
    for k in range(W2.shape[1]):
        down = delta[..., k, None] * W2[1:, k]
    return h * (1 - h) * down


@mutant("delta_hidden", "first-output-missing")
def _(h, W2, delta):
    return h * (1 - h) * (delta[..., 1:] @ W2[1:, 1:].T)


@mutant("delta_hidden", "deltas-summed")
def _(h, W2, delta):
    total = delta if delta.ndim == 1 else delta.sum(axis=0)
    return h * (1 - h) * (W2[1:] @ total)
