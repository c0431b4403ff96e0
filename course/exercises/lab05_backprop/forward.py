"""Forward passes with leading axes, so that every perturbation of a derivative runs in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks.oracles import derivative

FAR = 700.0  # the net at which σ has reached 0 or 1 to rounding


def sigma(z: Any) -> Any:
    """Return the logistic function as ½(1 + tanh(z/2)): analytic, and finite for every z."""
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def net_of(o: Any) -> np.ndarray:
    """Return the net that gives the sigmoid output `o`; ±700 for outputs of exactly 0 and 1."""
    o = np.asarray(o, float)
    with np.errstate(divide="ignore"):
        return np.asarray(np.clip(np.log(o) - np.log1p(-o), -FAR, FAR))


def tilde(x: Any) -> np.ndarray:
    """Return x with a 1 in front of its last axis."""
    x = np.asarray(x, float)
    return np.concatenate([np.ones((*x.shape[:-1], 1)), x], axis=-1)


def laid_out(a: Any, order: str) -> np.ndarray:
    """Return `a` in row ("C") or column ("F") order."""
    return np.asfortranarray(a) if order == "F" else np.ascontiguousarray(a)


def layer(x: Any, W: Any) -> Any:
    """Return the nets of an augmented layer: x (..., D), W (..., D + 1, H) with the biases in row 0 → (..., H)."""
    return W[..., 0, :] + (x[..., None, :] @ W[..., 1:, :])[..., 0, :]


def delta_at_output(o: Any, t: Any) -> np.ndarray:
    """Return −∂E/∂net for E = ½ Σ (t − σ(net))²."""
    t = np.asarray(t, float)
    return -derivative(lambda z: _total(0.5 * (t - sigma(z)) ** 2), net_of(o))


def delta_below(h: Any, W2: Any, delta: Any) -> np.ndarray:
    """Return −∂E/∂net of the hidden units, where E changes by −delta for each unit of the nets above them."""
    W2, delta = np.asarray(W2, float), np.asarray(delta, float)
    return derivative(lambda z: _total(layer(sigma(z), W2) * delta), net_of(h))


def _total(x: Any) -> np.ndarray:
    return np.asarray(x.reshape(len(x), -1).sum(-1))


ANALYTIC: dict[str, Callable[[Any], Any]] = {  # the activation behind each name, for complex arguments
    "sigmoid": sigma,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0.0),
    "leaky": lambda z: np.where(z.real > 0, z, 0.1 * z),
    "identity": lambda z: z,
}


def activation(f: Any) -> Callable[[Any], Any]:
    """Return the analytic activation that belongs to a public f or df."""
    return ANALYTIC[f.__name__.split("_")[1]]
