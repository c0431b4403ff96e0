"""What runs on the student's side: maps that an equivariance is measured of, and the training of a small network.

This module is there in a graded run, where the other modules of the lab are not: it imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks import public, scenario
from course.data import load

BLUR = np.array([[1.0, 2.0, -1.0], [0.5, 3.0, 0.25], [-2.0, 1.0, 0.75]])
FILTERS, EPOCHS, LR, MOMENTUM, BATCH = 16, 10, 0.05, 0.9, 32


@public
def blurred(x: Any) -> np.ndarray:
    """Cross-correlate an image with a fixed kernel, size kept: shift and map can be exchanged."""
    image = np.pad(np.asarray(x, float), 1)
    (H, W), parts = np.shape(x), list(np.ndenumerate(BLUR))
    return np.asarray(sum(weight * image[a : a + H, b : b + W] for (a, b), weight in parts))


@public
def every_second(x: Any) -> np.ndarray:
    """Take the maxima of blocks of 2 × 2."""
    x = np.asarray(x, float)
    return np.asarray(
        x[: len(x) // 2 * 2, : x.shape[1] // 2 * 2].reshape(len(x) // 2, 2, x.shape[1] // 2, 2).max((1, 3))
    )


@public
def squared(x: Any) -> np.ndarray:
    """Square every pixel."""
    return np.asarray(np.asarray(x, float) ** 2)


@public
def upright(x: Any) -> np.ndarray:
    """Exchange rows and columns."""
    return np.asarray(x, float).T.copy()


@public
def faded(x: Any) -> np.ndarray:
    """Darken the image from left to right and from top to bottom."""
    H, W = np.shape(x)
    return np.asarray(np.asarray(x, float) * np.linspace(1, 0.2, W) * np.linspace(1, 0.5, H)[:, None])


def start(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return He-initialised weights of conv 16@3×3 – ReLU – max-pool 2×2 – linear for images (1, 8, 8)."""
    size = 9 * FILTERS
    return {
        "W": rng.normal(size=(FILTERS, 1, 3, 3)) * np.sqrt(2 / 9),
        "b": np.zeros(FILTERS),
        "V": rng.normal(size=(size, 10)) * np.sqrt(2 / size),
        "c": np.zeros(10),
    }


@scenario
def trained(cnn_gradients: Callable[..., Any], seed: int) -> dict[str, np.ndarray]:
    """Train on the digits' training part with the student's gradients: batches of 32, momentum 0.9, 10 epochs."""
    rng, digits = np.random.default_rng(seed), load("digits", part="train")
    X, params = digits.images[:, None] / 16, start(rng)
    velocity = {k: np.zeros_like(p) for k, p in params.items()}
    for _ in range(EPOCHS):
        for rows in np.array_split(rng.permutation(len(X)), len(X) // BATCH):
            _, grads = cnn_gradients(params, X[rows], digits.y[rows])
            for k in params:
                velocity[k] = MOMENTUM * velocity[k] + grads[k]
                params[k] = params[k] - LR * velocity[k]
    return params
