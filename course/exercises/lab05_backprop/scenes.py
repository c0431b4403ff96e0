"""What runs on the student's side of lab 05: functions that its plans name, and scenarios; nothing that judges."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import public, scenario


@public
def f_sigmoid(z: Any) -> Any:
    """Return σ(z)."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z, float)))


@public
def f_tanh(z: Any) -> Any:
    """Return tanh(z)."""
    return np.tanh(z)


@public
def f_relu(z: Any) -> Any:
    """Return max(z, 0)."""
    return np.maximum(z, 0.0)


@public
def df_sigmoid(z: Any) -> Any:
    """Return σ′(z)."""
    return 0.25 / np.cosh(0.5 * np.asarray(z, float)) ** 2


@public
def df_tanh(z: Any) -> Any:
    """Return tanh′(z)."""
    return 1.0 / np.cosh(np.asarray(z, float)) ** 2


@public
def df_relu(z: Any) -> Any:
    """Return 1 where z > 0, else 0."""
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@public
def df_leaky(z: Any) -> Any:
    """Return 1 where z > 0, else 0.1."""
    return np.where(np.asarray(z) > 0, 1.0, 0.1)


@public
def df_identity(z: Any) -> Any:
    """Return ones of the shape of z."""
    return np.ones(np.shape(z))


@public
def tilted_parabola(x: Any) -> float:
    """Return Σ (3x² − x)."""
    return float((3 * np.asarray(x, float) ** 2 - x).sum())


@public
def cube_of_sum(x: Any) -> float:
    """Return (Σ c·x)³ with unequal c: no entry's slope can be found from that entry alone."""
    return float(weighted(x) ** 3)


@public
def exp_of_sum(x: Any) -> float:
    """Return exp(Σ c·x / size) with unequal c."""
    return float(np.exp(weighted(x) / np.size(x)))


def weighted(x: Any) -> Any:
    """Return Σ c·x with unequal c."""
    return (counts(x) * np.asarray(x, float)).sum()


def counts(x: Any) -> np.ndarray:
    """Return 1, 2, 3 … along the first axis; further axes count faster, so that a flattened x is another x."""
    return np.asarray(1.0 + sum((k + 1) * i for k, i in enumerate(np.indices(np.shape(x)))))


@scenario
def halved_steps(num_grad: Any, f: Any, x: Any, h: float, halvings: int) -> list[Any]:
    """Return the gradients at h, h/2, h/4 …"""
    return [num_grad(f, x, h / 2**k) for k in range(halvings + 1)]


@scenario
def first_epochs(
    train: Any, rng: Any, again: Any, other: Any, epochs: int, eta: float, init: float
) -> list[Any]:
    """Return the weights with η = 0, which stay as they start, after a few epochs of a small η, and those of another seed."""
    runs = ((rng, 0.0), (again, eta), (other, 0.0))
    return [train(r, epochs=epochs, eta=e, init=init) for r, e in runs]
