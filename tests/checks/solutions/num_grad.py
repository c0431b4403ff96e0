import numpy as np

from tests.checks.solutions import right, wrong


@right("num_grad")
def copies(f, x, h=1e-5):
    x = np.array(x, float)
    out = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
    return out


@right("num_grad")
def puts_back(f, x, h=1e-5):
    x = x.astype(float) if x.dtype.kind != "f" else x
    out = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        high = f(x)
        x[i] = old - h
        out[i] = (high - f(x)) / (2 * h)
        x[i] = old
    return out


@right("num_grad")
def unit_vectors(f, x, h=1e-5):
    return np.reshape(
        [(f(x + h * e) - f(x - h * e)) / 2 / h for e in np.eye(x.size).reshape(-1, *x.shape)], x.shape
    )


@wrong("num_grad", "forward-difference")
def one_sided(f, x, h=1e-5):
    x = np.array(x, float)
    return np.reshape([(f(x + h * e) - f(x)) / h for e in np.eye(x.size).reshape(-1, *x.shape)], x.shape)


@wrong("num_grad", "divided-by-h")
def factor_two(f, x, h=1e-5):
    return 2 * copies(f, x, h)


@wrong("num_grad", "half-step")
def half(f, x, h=1e-5):
    return copies(f, x, h / 2)


@wrong("num_grad", "h-ignored")
def fixed_step(f, x, h=1e-5):
    return copies(f, x)


@wrong("num_grad", "not-put-back")
def creeps(f, x, h=1e-5):
    x = np.array(x, float)
    out = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        down = x.copy()
        down[i] -= h
        x[i] += h
        out[i] = (f(x) - f(down)) / (2 * h)
    return out


@wrong("num_grad", "integers")
def keeps_the_dtype(f, x, h=1e-5):
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        out[i] = (f(up) - f(down)) / (2 * h)
    return out


@wrong("num_grad", "mutates-input")
def leaves_rounding(f, x, h=1e-5):
    out, work = np.zeros(x.shape), x if x.dtype.kind == "f" else x.astype(float)
    for i in np.ndindex(x.shape):
        work[i] += h
        high = f(work)
        work[i] -= 2 * h
        out[i] = (high - f(work)) / (2 * h)
        work[i] += h
    return out


@wrong("num_grad", "too-many-calls")
def asks_too_often(f, x, h=1e-5):
    f(x)
    return copies(f, x, h)
