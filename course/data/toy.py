"""Small data sets that are made, not loaded: clouds with a known margin, XOR, rings."""

from __future__ import annotations

import numpy as np

XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = np.array([-1, 1, 1, -1])


def lattice(rng: np.random.Generator, n: int, d: int, span: float = 2.0) -> np.ndarray:
    """Return `n` points whose coordinates are multiples of 1/4 in [−span, span].

    Sums of such numbers are exact in floating point, so that a tie is a tie on every machine.

    Returns
    -------
    ndarray of shape (n, d), float64
    """
    steps = int(4 * span)
    return rng.integers(-steps, steps + 1, size=(n, d)) / 4.0


def cloud(
    rng: np.random.Generator, n: int, d: int = 2, margin: float = 0.5, span: float = 2.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a linearly separable cloud and the separating weights that were planted in it.

    Parameters
    ----------
    margin : float
        Least distance of a point from the planted hyperplane, in the units of X.

    Returns
    -------
    X : ndarray of shape (n, d), multiples of 1/4
    y : ndarray of shape (n,), −1 or +1, both present when n > 1
    w : ndarray of shape (d + 1,), bias first, ‖w[1:]‖ = 1
    """
    while True:
        direction = rng.normal(size=d)
        w = np.concatenate([[rng.uniform(-0.5, 0.5)], direction / np.linalg.norm(direction)])
        X = lattice(rng, 20 * n + 40, d, span)
        net = w[0] + X @ w[1:]
        keep = np.flatnonzero(np.abs(net) >= margin)[:n]
        y = np.where(net[keep] > 0, 1, -1)
        if len(keep) == n and (n == 1 or len(set(y.tolist())) == 2):
            return X[keep], y, w


def noisy_cloud(
    rng: np.random.Generator, n: int, d: int = 2, flips: int = 2
) -> tuple[np.ndarray, np.ndarray]:
    """Return a cloud in which `flips` labels are wrong, so that no line need separate it.

    Returns
    -------
    X : ndarray of shape (n, d)
    y : ndarray of shape (n,), −1 or +1
    """
    X, y, _ = cloud(rng, n, d, margin=0.1)
    y[rng.choice(n, flips, replace=False)] *= -1
    return X, y


def rings(rng: np.random.Generator, n: int = 200, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Return two rings round the origin: radius 1 (label −1) and radius 2 (label +1).

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of shape (n,), −1 or +1
    """
    y = np.where(np.arange(n) % 2 == 0, -1, 1)
    radius = np.where(y > 0, 2.0, 1.0) + noise * rng.uniform(-1, 1, size=n)
    angle = rng.uniform(0, 2 * np.pi, size=n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y
