"""Probes of shapes that no plan of lab 01 holds; a name is wrong when it does not hold on them."""
import numpy as np

from course.checks import Case
from course.data.toy import lattice, noisy_cloud


def mp_neuron(rng):
    m, n = rng.integers(2, 8), rng.integers(1, 12)
    x = rng.integers(0, 2, size=(n, m))
    w = rng.integers(-8, 9, size=m) / 4.0
    u = float(x[0] @ w) if rng.random() < 0.5 else float(rng.integers(-8, 9)) / 4.0
    return Case({"x": x, "w": w, "u": u})


def add_bias(rng):
    n, d = rng.integers(1, 9, size=2)
    whole = rng.random() < 0.3
    return Case({"X": rng.integers(-5, 6, size=(n, d)) if whole else rng.normal(size=(n, d))})


def perceptron_predict(rng):
    n, d = rng.integers(1, 12), rng.integers(1, 7)
    w, X = lattice(rng, 1, d + 1)[0], lattice(rng, n, d)
    if rng.random() < 0.5:
        w[1] = 1.0
        X[0, 0] = -(w[0] + X[0, 1:] @ w[2:])  # exactly on the line
    return Case({"X": X, "w": w})


def perceptron_epoch(rng):
    n, d = int(rng.integers(3, 20)), int(rng.integers(1, 6))
    X, y = noisy_cloud(rng, n, d, int(rng.integers(0, 3)))
    w = lattice(rng, 1, d + 1)[0] * rng.integers(0, 2)
    order = rng.permutation(n) if rng.random() < 0.5 else np.arange(n)
    return Case({"X": X, "y": y, "w": w, "eta": float(rng.choice([0.25, 0.5, 2.0])), "order": order})


def perceptron_fit(rng):
    n, d = int(rng.integers(3, 15)), int(rng.integers(1, 5))
    X, y = noisy_cloud(rng, n, d, int(rng.integers(0, 3)))
    return Case({"X": X, "y": y, "eta": float(rng.choice([0.5, 1.0, 2.0])), "max_epochs": int(rng.integers(1, 12))})


def pocket_fit(rng):
    n, d = int(rng.integers(3, 15)), int(rng.integers(1, 5))
    X, y = noisy_cloud(rng, n, d, int(rng.integers(0, 3)))
    return Case({"X": X, "y": y, "eta": float(rng.choice([0.5, 1.0, 2.0])), "max_epochs": int(rng.integers(1, 12))})


def delta_rule_step(rng):
    n, d = rng.integers(1, 12), rng.integers(1, 7)
    return Case({"X": rng.normal(size=(n, d)), "t": rng.normal(size=n), "w": rng.normal(size=d + 1), "eta": float(rng.uniform(0.05, 2))})


def hebb_update(rng):
    n, d = rng.integers(1, 12), rng.integers(1, 7)
    y = rng.normal(size=n) if rng.random() < 0.5 else rng.integers(-1, 2, size=n).astype(float)
    return Case({"X": rng.normal(size=(n, d)), "y": y, "w": rng.normal(size=d + 1), "eta": float(rng.uniform(0.05, 2))})


def logistic_neuron_step(rng):
    d = rng.integers(1, 9)
    t = float(rng.uniform()) if rng.random() < 0.5 else float(rng.integers(0, 2))
    return Case({"x": rng.normal(size=d), "t": t, "w": rng.normal(size=d + 1), "eta": float(rng.uniform(0.05, 2))})


def not_separable(rng):
    """Four points far from any line, about half of them inseparable; the shape (4, 2) is the law's."""
    while True:
        X = rng.uniform(-2, 2, size=(4, 2)) + rng.normal(size=2)
        A = np.column_stack([np.ones(4), X])
        null = np.linalg.svd(A.T)[2][-1]
        if np.abs(null).min() > 0.05 * np.abs(null).max() and np.linalg.svd(A)[1][-1] > 0.1:
            break
    y = np.sign(null) if rng.random() < 0.5 else rng.choice([-1, 1], size=4)
    return Case({"X": X, "y": y.astype(int)})
