"""Steps of Mitchell's algorithm with a mistake in them, built from the right quantities and one wrong one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks.mistakes import formula
from course.exercises.lab05_backprop.forward import delta_at_output, delta_below, sigma, tilde


def step(f: Any) -> Any:
    """Predict from the right quantities: f(c) → (W1_new, W2_new); c has x̃, h, h̃, o, δ of both layers and η."""

    def predict(x: Any, t: Any, W1: Any, W2: Any, eta: float) -> Any:
        c = SimpleNamespace(
            x=tilde(x), t=np.asarray(t, float), W1=np.asarray(W1, float), W2=np.asarray(W2, float), eta=eta
        )
        c.h = sigma(c.x @ c.W1)
        c.hx = tilde(c.h)
        c.o = sigma(c.hx @ c.W2)
        c.do = delta_at_output(c.o, c.t)
        c.dh = delta_below(c.h, c.W2, c.do)
        return f(c)

    return formula(predict)


def deltas(f: Any) -> Any:
    """Predict with other error terms: f(c) → (δ hidden, δ out)."""

    def new(c: SimpleNamespace) -> Any:
        dh, do = f(c)
        return c.W1 + c.eta * np.outer(c.x, dh), c.W2 + c.eta * np.outer(c.hx, do)

    return step(new)


def scaled_steps(first: Any, second: Any) -> Any:
    """Predict with each layer's step multiplied by a factor of the case."""
    return step(
        lambda c: (
            c.W1 + first(c) * (c.eta * np.outer(c.x, c.dh)),
            c.W2 + second(c) * (c.eta * np.outer(c.hx, c.do)),
        )
    )


def below(slope_out: Any, slope_hidden: Any) -> Any:
    """Predict with other slopes: δ_out = slope_out(o)(t − o), and what comes down times slope_hidden(h)."""

    def pair(c: SimpleNamespace) -> Any:
        do = slope_out(c.o) * (c.t - c.o)
        return slope_hidden(c.h) * 4.0 * delta_below(np.full_like(c.h, 0.5), c.W2, do), do

    return deltas(pair)


def slope(s: np.ndarray) -> np.ndarray:
    """Return s(1 − s), the slope of σ where its value is s."""
    return np.asarray(s * (1 - s))


def updated_first(c: SimpleNamespace) -> Any:
    """Return δ with the hidden one taken through the new W2."""
    return delta_below(c.h, c.W2 + c.eta * np.outer(c.hx, c.do), c.do), c.do


def first_layer_first(c: SimpleNamespace) -> Any:
    """Update W1, then run the network again for W2."""
    W1 = c.W1 + c.eta * np.outer(c.x, c.dh)
    h = tilde(sigma(c.x @ W1))
    return W1, c.W2 + c.eta * np.outer(h, delta_at_output(sigma(h @ c.W2), c.t))


def h_recomputed(c: SimpleNamespace) -> Any:
    """Update W1, then use its new h in W2's step."""
    W1 = c.W1 + c.eta * np.outer(c.x, c.dh)
    return W1, c.W2 + c.eta * np.outer(tilde(sigma(c.x @ W1)), c.do)


def linear_output(c: SimpleNamespace) -> Any:
    """Return δ for linear output units."""
    do = c.t - c.hx @ c.W2
    return delta_below(c.h, c.W2, do), do


def bias_not_in_forward(c: SimpleNamespace) -> Any:
    """Run the network without biases."""
    h = sigma(c.x[1:] @ c.W1[1:])
    do = delta_at_output(sigma(h @ c.W2[1:]), c.t)
    return c.W1 + c.eta * np.outer(c.x, delta_below(h, c.W2, do)), c.W2 + c.eta * np.outer(tilde(h), do)


def bias_last(c: SimpleNamespace) -> Any:
    """Put the constant input last."""
    x = np.roll(c.x, -1)
    h = sigma(x @ c.W1)
    hx = np.append(h, 1.0)
    do = delta_at_output(sigma(hx @ c.W2), c.t)
    dh = delta_below(h, np.roll(c.W2, 1, 0), do)
    return c.W1 + c.eta * np.outer(x, dh), c.W2 + c.eta * np.outer(hx, do)


def tanh_hidden(c: SimpleNamespace) -> Any:
    """Use tanh in the hidden layer."""
    h = np.tanh(c.x @ c.W1)
    do = delta_at_output(sigma(tilde(h) @ c.W2), c.t)
    down = 4.0 * delta_below(np.full_like(h, 0.5), c.W2, do)
    return c.W1 + c.eta * np.outer(c.x, (1 - h * h) * down), c.W2 + c.eta * np.outer(tilde(h), do)


def bias_squashed(c: SimpleNamespace) -> Any:
    """Let the hidden bias unit go through σ."""
    hx = np.concatenate([[sigma(1.0)], c.h])
    do = delta_at_output(sigma(hx @ c.W2), c.t)
    return c.W1 + c.eta * np.outer(c.x, delta_below(c.h, c.W2, do)), c.W2 + c.eta * np.outer(hx, do)


def thresholded(c: SimpleNamespace) -> Any:
    """Return δ for outputs of 0 and 1."""
    do = c.t - (c.hx @ c.W2 > 0)
    return delta_below(c.h, c.W2, do), do


def whole_weights(c: SimpleNamespace, right: Any) -> Any:
    """Cut new weights to whole numbers where the old ones are."""
    return tuple(
        np.trunc(new) if np.asarray(old).dtype.kind == "i" else new
        for old, new in zip((c.W1, c.W2), right, strict=True)
    )


def _without_bias(step: np.ndarray) -> np.ndarray:
    return np.vstack([np.zeros((1, step.shape[1])), step[1:]])


def frozen_biases(first: bool, second: bool) -> Any:
    """Leave the biases of one or both layers where they are."""

    def new(c: SimpleNamespace) -> Any:
        one, two = np.outer(c.x, c.dh), np.outer(c.hx, c.do)
        return c.W1 + c.eta * (_without_bias(one) if first else one), c.W2 + c.eta * (
            _without_bias(two) if second else two
        )

    return step(new)
