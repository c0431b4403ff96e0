"""`logistic_neuron_step`: right in other styles, and wrong as students write it."""
import math

import numpy as np

from tests.proof.corpus import mutant, variant


@variant("logistic_neuron_step", "reference")
def logistic_neuron_step(x, t, w, eta):
    x_tilde = np.concatenate([[1.0], x])
    net = w @ x_tilde
    if net >= 0:
        s = 1 / (1 + np.exp(-net))
    else:
        s = np.exp(net) / (1 + np.exp(net))
    dw = eta * (t - s) * s * (1 - s) * x_tilde
    return s, dw


@variant("logistic_neuron_step", "tanh form")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = 0.5 * (1 + np.tanh(0.5 * np.dot(w, xt)))
    return s, eta * (t - s) * s * (1 - s) * xt


@variant("logistic_neuron_step", "plain loops")
def _(x, t, w, eta):
    net = w[0] + sum(wi * xi for wi, xi in zip(w[1:], x))
    e = math.exp(-abs(net))
    s = 1 / (1 + e) if net > 0 else e / (1 + e)
    delta = eta * (t - s) * s * (1 - s)
    return [s, np.array([delta] + [delta * xi for xi in x])]


@variant("logistic_neuron_step", "clipped net, far outside float64's resolution of σ")
def _(x, t, w, eta):
    xt = np.insert(x.astype(float), 0, 1)
    net = np.clip(xt @ w, -700, 700)
    s = 1 / (1 + np.exp(-net))
    return float(s), eta * (t - s) * s * (1 - s) * xt


@variant("logistic_neuron_step", "logaddexp")
def _(x, t, w, eta):
    xt = np.r_[1.0, x]
    s = np.exp(-np.logaddexp(0, -(w @ xt)))
    return s, eta * xt * s * (1 - s) * (t - s)


@variant("logistic_neuron_step", "float32")
def _(x, t, w, eta):
    xt = np.append(1.0, x).astype(np.float32)
    s = np.float32(0.5) * (1 + np.tanh(np.float32(0.5) * (w.astype(np.float32) @ xt)))
    return s, np.float32(eta) * (np.float32(t) - s) * s * (1 - s) * xt


@variant("logistic_neuron_step", "named derivatives, slope as σ(z)σ(−z)")
def _(x, t, w, eta):
    def sigma(z):
        return math.exp(-math.log1p(math.exp(-z))) if z > -30 else math.exp(max(z, -745.0))

    xt = np.hstack([1.0, x])
    net = float(w @ xt)
    s = sigma(net)
    dE_ds = -(t - s)
    ds_dnet = sigma(net) * sigma(-net) if abs(net) < 500 else 0.0
    return s, -eta * dE_ds * ds_dnet * xt


# ------------------------------------------------------------------ wrong

def sigmoid(z):
    """A student's stable sigmoid from the cell above."""
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


@mutant("logistic_neuron_step", "slope-missing")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (t - s) * xt


@mutant("logistic_neuron_step", "slope-of-s")
def _(x, t, w, eta):
    def slope(z):
        return sigmoid(z) * (1 - sigmoid(z))

    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (t - s) * slope(s) * xt


@mutant("logistic_neuron_step", "slope-of-net")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    net = w @ xt
    s = sigmoid(net)
    return s, eta * (t - s) * net * (1 - net) * xt


@mutant("logistic_neuron_step", "sign")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (s - t) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "sign-without-slope")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, -eta * (t - s) * xt


@mutant("logistic_neuron_step", "tanh-slope")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (t - s) * (1 - s ** 2) * xt


@mutant("logistic_neuron_step", "half-slope")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (1 - s) * (t - s) * xt


@mutant("logistic_neuron_step", "half-slope-s")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * s * (t - s) * xt


@mutant("logistic_neuron_step", "slope-squared")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    delta = (t - s) * s * (1 - s)
    return s, eta * delta * s * (1 - s) * xt


@mutant("logistic_neuron_step", "eta-ignored")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "double-step")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    grad = -2 * (t - s) * s * (1 - s) * xt
    return s, -eta * grad


@mutant("logistic_neuron_step", "half-step")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta / 2 * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "returns-new-w")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    w = w + eta * (t - s) * s * (1 - s) * xt
    return s, w


@mutant("logistic_neuron_step", "gradient")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    dE = (s - t) * s * (1 - s) * xt
    return s, dE


@mutant("logistic_neuron_step", "error-squared")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, eta * (t - s) ** 2 * s * (1 - s) * xt


@mutant("logistic_neuron_step", "input-missing")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return s, np.full(len(w), eta * (t - s) * s * (1 - s))


@mutant("logistic_neuron_step", "bias-step-missing")
def _(x, t, w, eta):
    s = sigmoid(w[0] + x @ w[1:])
    return s, eta * (t - s) * s * (1 - s) * x


@mutant("logistic_neuron_step", "bias-step-zero")
def _(x, t, w, eta):
    s = sigmoid(w[0] + x @ w[1:])
    dw = np.zeros(len(w))
    for d in range(len(x)):
        dw[d + 1] = eta * (t - s) * s * (1 - s) * x[d]
    return s, dw


@mutant("logistic_neuron_step", "weights-for-inputs")
def _(x, t, w, eta):
    s = sigmoid(w[0] + x @ w[1:])
    return s, eta * (t - s) * s * (1 - s) * w


@mutant("logistic_neuron_step", "bias-ignored")
def _(x, t, w, eta):
    s = sigmoid(x @ w[1:])
    return s, eta * (t - s) * s * (1 - s) * np.append(1.0, x)


@mutant("logistic_neuron_step", "bias-last")
def _(x, t, w, eta):
    xt = np.append(x, 1.0)
    s = sigmoid(w @ xt)
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "thresholded")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = 1.0 if w @ xt > 0 else 0.0
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "class-for-s")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    o = 1.0 if s > 0.5 else 0.0
    return o, eta * (t - o) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "returns-net")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    net = w @ xt
    s = sigmoid(net)
    return net, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "linear")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    o = w @ xt
    return o, eta * (t - o) * xt


@mutant("logistic_neuron_step", "tanh-output")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = np.tanh(w @ xt)
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "tanh-unit")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = np.tanh(w @ xt)
    return s, eta * (t - s) * (1 - s ** 2) * xt


@mutant("logistic_neuron_step", "minus-net")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(-(w @ xt))
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "overflow", "the textbook form")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = 1 / (1 + np.exp(-w @ xt))
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "overflow", "exp over exp gives nan")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    with np.errstate(over="ignore", invalid="ignore"):
        s = np.exp(w @ xt) / (np.exp(w @ xt) + 1)
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "overflow", "math.exp raises")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = 1 / (1 + math.exp(-(w @ xt)))
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "slope-missing", "and the textbook form, which overflows as well")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = 1 / (1 + np.exp(-(w @ xt)))
    return s, eta * (t - s) * xt


@mutant("logistic_neuron_step", "type", "only the step is returned")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    return eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "shape", "s is an array of one entry")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = np.array([sigmoid(w @ xt)])
    return s, eta * (t - s) * s * (1 - s) * xt


@mutant("logistic_neuron_step", "crash", "no 1 in front of x")
def _(x, t, w, eta):
    s = sigmoid(w @ x)
    return s, eta * (t - s) * s * (1 - s) * x


@mutant("logistic_neuron_step", "returns-none")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    dw = eta * (t - s) * s * (1 - s) * xt
    print(s, dw)


@mutant("logistic_neuron_step", "mutates-input", "the step is applied to w as well")
def _(x, t, w, eta):
    xt = np.append(1.0, x)
    s = sigmoid(w @ xt)
    dw = eta * (t - s) * s * (1 - s) * xt
    w[:] = w + dw
    return s, dw


@mutant("logistic_neuron_step", "global-state", "switches NumPy's warnings off for good")
def _(x, t, w, eta):
    np.seterr(over="ignore")
    xt = np.append(1.0, x)
    s = 1 / (1 + np.exp(-(w @ xt)))
    return s, eta * (t - s) * s * (1 - s) * xt
