"""`num_grad`: right in other styles, and wrong as students write it."""
import numpy as np

from tests.proof.corpus import mutant, variant


@variant("num_grad", "reference")
def num_grad(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


@variant("num_grad", "two copies an entry")
def _(f, x, h=1e-5):
    x = np.array(x, float)
    out = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
    return out


@variant("num_grad", "moves an entry of its own copy and puts the old value back")
def _(f, x, h=1e-5):
    work = x.astype(float)
    grad = np.empty(work.shape)
    it = np.nditer(work, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        old = work[i]
        work[i] = old + h
        fp = f(work)
        work[i] = old - h
        fm = f(work)
        work[i] = old
        grad[i] = (fp - fm) / (2 * h)
        it.iternext()
    return grad


@variant("num_grad", "moves x itself and puts the exact value back")
def _(f, x, h=1e-5):
    if x.dtype.kind != "f":
        x = x.astype(float)
    out = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        high = f(x)
        x[i] = old - h
        out[i] = (high - f(x)) / (2 * h)
        x[i] = old
    return out


@variant("num_grad", "unit vectors, one list comprehension")
def _(f, x, h=1e-5):
    E = np.eye(x.size).reshape(-1, *x.shape)
    return np.reshape([(f(x + h * e) - f(x - h * e)) / 2 / h for e in E], x.shape)


@variant("num_grad", "flat copy, reshaped for f")
def _(f, x, h=1e-5):
    shape = x.shape
    flat = x.astype(float).ravel()
    g = []
    for i in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[i] += h
        down[i] -= h
        g.append((f(up.reshape(shape)) - f(down.reshape(shape))) / (2 * h))
    return np.array(g).reshape(shape)


# ------------------------------------------------------------------ wrong

def entries(f, x, quotient):
    """What many students write once it works: a loop over unit steps."""
    x = np.asarray(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = 1.0
        grad[i] = quotient(e)
    return grad


@mutant("num_grad", "forward-difference")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    fx = f(x)
    for i in np.ndindex(x.shape):
        up = x.copy()
        up[i] += h
        grad[i] = (f(up) - fx) / h
    return grad


@mutant("num_grad", "backward-difference")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x) - f(x - h * e)) / h)


@mutant("num_grad", "divided-by-h")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / h)


@mutant("num_grad", "half-forward")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] += h
        hi = f(x)
        x[i] = old
        lo = f(x)
        grad[i] = (hi - lo) / (2 * h)
    return grad


@mutant("num_grad", "divided-by-2")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: 0.5 * (f(x + h * e) - f(x - h * e)))


@mutant("num_grad", "precedence")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / 2 * h)


@mutant("num_grad", "not-divided")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: f(x + h * e) - f(x - h * e))


@mutant("num_grad", "sign")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x - h * e) - f(x + h * e)) / (2 * h))


@mutant("num_grad", "absolute")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: abs((f(x + h * e) - f(x - h * e)) / (2 * h)))


@mutant("num_grad", "half-step")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h / 2 * e) - f(x - h / 2 * e)) / h)


@mutant("num_grad", "h-ignored")
def _(f, x, h=1e-5):
    x, eps = np.array(x, dtype=float), 1e-5
    return entries(f, x, lambda e: (f(x + eps * e) - f(x - eps * e)) / (2 * eps))


@mutant("num_grad", "relative-step")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] *= 1 + h
        down[i] *= 1 - h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@mutant("num_grad", "second-derivative")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h * e) - 2 * f(x) + f(x - h * e)) / h**2)


@mutant("num_grad", "five-point")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (-f(x + 2 * h * e) + 8 * f(x + h * e) - 8 * f(x - h * e) + f(x - 2 * h * e)) / (12 * h))


@mutant("num_grad", "all-at-once")
def _(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        grad[i] = (f(x + h) - f(x - h)) / (2 * h)
    return grad


@mutant("num_grad", "rows-moved")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@mutant("num_grad", "not-put-back")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        high = f(x)
        x[i] -= 2 * h
        low = f(x)
        grad[i] = (high - low) / (2 * h)
    return grad


@mutant("num_grad", "stays-moved-up")
def _(f, x, h=1e-5):
    x = np.array(x, float)
    out = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        down = x.copy()
        down[i] -= h
        x[i] += h
        out[i] = (f(x) - f(down)) / (2 * h)
    return out


@mutant("num_grad", "forward-not-put-back")
def _(f, x, h=1e-5):
    x = np.array(x, float)
    out = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        before = f(x)
        x[i] += h
        out[i] = (f(x) - before) / h
    return out


@mutant("num_grad", "integers")
def _(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@mutant("num_grad", "integers", "in place on whole numbers")
def _(f, x, h=1e-5):
    work, grad = x.copy(), np.empty(x.shape)
    for i in np.ndindex(x.shape):
        old = work[i]
        work[i] = old + h
        high = f(work)
        work[i] = old - h
        grad[i] = (high - f(work)) / (2 * h)
        work[i] = old
    return grad


@mutant("num_grad", "integer-result")
def _(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


@mutant("num_grad", "integers-throughout")
def _(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@mutant("num_grad", "lost-in-a-copy")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    flat, grad = x.reshape(-1), np.zeros(x.size)
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + h
        high = f(x)
        flat[i] = old - h
        grad[i] = (high - f(x)) / (2 * h)
        flat[i] = old
    return grad.reshape(x.shape)


@mutant("num_grad", "averaged")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / (2 * h)) / x.size


@mutant("num_grad", "too-many-calls")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    f(x)
    return entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / (2 * h))


@mutant("num_grad", "mutates-input", "adds and takes away: rounding stays")
def _(f, x, h=1e-5):
    work, grad = x if x.dtype.kind == "f" else x.astype(float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        work[i] += h
        high = f(work)
        work[i] -= 2 * h
        grad[i] = (high - f(work)) / (2 * h)
        work[i] += h
    return grad


@mutant("num_grad", "shape", "flat")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / (2 * h)).ravel()


@mutant("num_grad", "returns-none")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = entries(f, x, lambda e: (f(x + h * e) - f(x - h * e)) / (2 * h))


@mutant("num_grad", "steps-pile-up")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad, e = np.zeros_like(x), np.zeros_like(x)
    for i in np.ndindex(x.shape):
        e[i] = h
        grad[i] = (f(x + e) - f(x - e)) / (2 * h)
    return grad


@mutant("num_grad", "relative-quotient")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = h * x[i]
        up, down = x.copy(), x.copy()
        up[i] += step
        down[i] -= step
        with np.errstate(all="ignore"):
            grad[i] = np.float64(f(up) - f(down)) / (2 * step)
    return grad


@mutant("num_grad", "one-array")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up = down = x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


@mutant("num_grad", "quarter")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return entries(f, x, lambda e: (f(x + e * h / 2) - f(x - e * h / 2)) / (2 * h))


@mutant("num_grad", "flattened")
def _(f, x, h=1e-5):
    flat = x.astype(float).ravel()
    return entries(f, flat, lambda e: (f(flat + h * e) - f(flat - h * e)) / (2 * h)).reshape(x.shape)


@mutant("num_grad", "first-entry-only")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
        return grad


@mutant("num_grad", "last-entry-missing")
def _(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.size)
    for i in range(x.size - 1):
        step = np.zeros(x.size)
        step[i] = h
        step = step.reshape(x.shape)
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad.reshape(x.shape)
