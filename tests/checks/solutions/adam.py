import numpy as np

from tests.checks.solutions import right, wrong


@right("adam")
def with_a_dict(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    state = state or {"m": 0 * w, "v": 0 * w, "t": 0}
    m = beta1 * state["m"] + (1 - beta1) * g
    v = beta2 * state["v"] + (1 - beta2) * g**2
    t = state["t"] + 1
    w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, {"m": m, "v": v, "t": t}


@right("adam")
def with_a_tuple(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v, power1, power2 = state if state is not None else (np.zeros(w.shape), np.zeros(w.shape), 1.0, 1.0)
    power1, power2 = power1 * beta1, power2 * beta2
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
    rate = lr * np.sqrt(1 - power2) / (1 - power1)
    return w - rate * m / (np.sqrt(v) + eps * np.sqrt(1 - power2)), (m, v, power1, power2)


@wrong("adam", "no-bias-correction")
def uncorrected(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v = state or (0 * w, 0 * w)
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return w - lr * m / (np.sqrt(v) + eps), (m, v)


@wrong("adam", "t-starts-at-two")
def counts_from_two(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return with_a_dict(w, g, state or {"m": 0 * w, "v": 0 * w, "t": 1}, lr, beta1, beta2, eps)


@wrong("adam", "state-lost")
def forgets(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return with_a_dict(w, g, None, lr, beta1, beta2, eps)


@wrong("adam", "eps-inside-root")
def under_the_root(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v, t = state or (0 * w, 0 * w, 0)
    m, v, t = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g, t + 1
    return w - lr * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t) + eps), (m, v, t)


@wrong("adam", "uphill")
def climbs(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return with_a_dict(w, g, state, -lr, beta1, beta2, eps)


@wrong("adam", "mutates-input")
def in_place(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    new, state = with_a_dict(w, g, state, lr, beta1, beta2, eps)
    w[...] = new
    return w, state


@wrong("adam", "non-finite")
def counts_from_zero(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    with np.errstate(all="ignore"):
        return with_a_dict(w, g, state or {"m": 0 * w, "v": 0 * w, "t": -1}, lr, beta1, beta2, eps)
