"""`conv1d`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import variant
from tests.proof.lab08_convolution.edits import slips


@variant("conv1d", "reference")
def conv1d(x, w, mode):
    full = np.zeros(len(x) + len(w) - 1)
    for b in range(len(w)):
        full[b : b + len(x)] += w[b] * x
    edge = min(len(x), len(w)) - 1
    return full[edge : len(full) - edge] if mode == "valid" else full


@variant("conv1d", "plain loops")
def _(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for a in range(n):
        for b in range(k):
            y[a + b] += x[a] * w[b]
    if mode == "full":
        return y
    return y[min(n, k) - 1 : max(n, k)]


@variant("conv1d", "the definition, with guards")
def _(x, w, mode):
    n, k = len(x), len(w)
    times = range(n + k - 1) if mode == "full" else range(min(n, k) - 1, max(n, k))
    return np.array([sum(float(x[a]) * float(w[t - a]) for a in range(n) if 0 <= t - a < k) for t in times])


@variant("conv1d", "zeros round the signal, a flipped window slides")
def _(x, w, mode):
    x, w = np.asarray(x, float), np.asarray(w, float)
    if len(w) > len(x):
        x, w = w, x
    k = len(w)
    if mode == "full":
        x = np.pad(x, k - 1)
    return np.array([x[i : i + k] @ w[::-1] for i in range(len(x) - k + 1)])


@variant("conv1d", "a Toeplitz matrix")
def _(x, w, mode):
    n, k = len(x), len(w)
    T = np.zeros((n + k - 1, n))
    for a in range(n):
        T[a : a + k, a] = w
    y = T @ x
    return y if mode == "full" else y[min(n, k) - 1 : len(y) - min(n, k) + 1]


@variant("conv1d", "product of polynomials")
def _(x, w, mode):
    y = np.polymul(np.poly1d(x), np.poly1d(w)).coeffs
    y = np.pad(y, (len(x) + len(w) - 1 - len(y), 0))
    m = min(len(x), len(w))
    return y if mode == "full" else y[m - 1 : len(y) - m + 1]


@variant("conv1d", "float32")
def _(x, w, mode):
    return _full32(x, w) if mode == "full" else _full32(x, w)[min(len(x), len(w)) - 1 : max(len(x), len(w))]


def _full32(x, w):
    y = np.zeros(len(x) + len(w) - 1, np.float32)
    for a, v in enumerate(x):
        y[a : a + len(w)] += np.float32(v) * np.asarray(w, np.float32)
    return y


BASE = """
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for a in range(n):
        for b in range(k):
            y[a + b] += x[a] * w[b]
    m = min(n, k)
    if mode == "valid":
        y = y[m - 1 : len(y) - m + 1]
    return y
"""
CUT = "y[m - 1 : len(y) - m + 1]"
slips("conv1d", BASE, [
    ("not-flipped", "w[b]", "w[k - 1 - b]"),
    ("signal-flipped", "x[a]", "x[n - 1 - a]"),
    ("reversed", "return y", "return y[::-1]"),
    ("modes-swapped", '== "valid"', '!= "valid"'),
    ("always-full", '== "valid"', '== "Valid"'),
    ("always-valid", 'if mode == "valid":', "if True:"),
    ("same-for-full", "    return y", '    return y[:n] if mode == "full" else y'),
    ("centred-same", "    return y", '    return y[(k - 1) // 2 : (k - 1) // 2 + n] if mode == "full" else y'),
    ("one-short", "return y", "return y[:-1]"),
    ("valid-one-short", CUT, "y[m - 1 : len(y) - m]"),
    ("valid-first-missing", CUT, "y[m : len(y) - m + 1]"),
    ("valid-at-the-start", CUT, "y[: max(n, k) - m + 1]"),
    ("valid-at-the-end", CUT, "y[2 * m - 2 :]"),
    ("valid-too-long", CUT, "y[max(m - 2, 0) : len(y) - m + 2]"),
    ("valid-is-same", CUT, "y[(m - 1) // 2 : (m - 1) // 2 + max(n, k)]"),
    ("longer-kernel-empty", CUT, "y[k - 1 : n]"),
    ("longer-kernel-reversed", CUT, "y[m - 1 : len(y) - m + 1][:: -1 if k > n else 1]"),
    ("last-product-signal", "] += x", "] = x"),
    ("last-product-kernel", "    for a in range(n):\n        for b in range(k):", "    for b in range(k):\n        for a in range(n):", "] += x", "] = x"),
    ("circular", "y[a + b]", "y[(a + b) % max(n, k)]"),
    ("divided-by-k", "return y", "return y / k"),
    ("divided-by-sum", "return y", "return y / w.sum()"),
    ("kernel-ignored", "x[a] * w[b]", "x[a]"),
    ("zeros-around", "    return y", '    return np.pad(y, 1) if mode == "full" else y'),
    ("returns-none", "return y", "print(y)"),
    ("type", "return y", "return y.tolist()"),
    ("global-state", "n, k =", "np.random.seed(1); n, k ="),
    ("crash", "n + k - 1", "n + k - 2"),
])
slips("conv1d", """
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for a in range(n):
            if 0 <= t - a < k:
                y[t] += x[a] * w[t - a]
    return y if mode == "full" else y[min(n, k) - 1 : max(n, k)]
""", [
    ("negative-index", "0 <= t - a < k", "t - a < k"),
    ("not-flipped", "w[t - a]", "w[k - 1 - t + a]"),
    ("last-product-signal", "+= x", "= x"),
    ("valid-one-short", "max(n, k)]", "max(n, k) - 1]"),
    ("same-for-full", "return y if", "return y[:n] if"),
])
slips("conv1d", """
def conv1d(x, w, mode):
    n, k = len(x), len(w)
    y = np.zeros(n + k - 1)
    for t in range(n + k - 1):
        for b in range(k):
            if 0 <= t - b < n:
                y[t] += x[t - b] * w[b]
    return y if mode == "full" else y[min(n, k) - 1 : max(n, k)]
""", [
    ("signal-wraps", "0 <= t - b < n", "t - b < n"),
    ("last-product-kernel", "+= x", "= x"),
])
slips("conv1d", """
def conv1d(x, w, mode):
    y = np.zeros(len(x) + len(w) - 1)
    for a in range(len(x)):
        y[a : a + len(w)] += x[a] * w
    m = min(len(x), len(w))
    y = y[m - 1 : len(y) - m + 1] if mode == "valid" else y
    return y
""", [
    ("whole-numbers", "return y", "return y.astype(x.dtype)"),
    ("not-flipped", "x[a] * w", "x[a] * w[::-1]"),
    ("signal-flipped", "x[a] * w", "x[-1 - a] * w"),
    ("divided-by-k", "x[a] * w", "x[a] * w / len(w)"),
])
