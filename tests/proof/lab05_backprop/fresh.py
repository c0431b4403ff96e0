"""Probes of shapes that no plan of lab 05 holds; a name is wrong when it does not hold on them."""
import importlib

import numpy as np

from course.checks import Case, Public
from course.exercises.lab05_backprop.forward import sigma

_mlp = importlib.import_module("course.exercises.lab05_backprop.mlp_backward")


def _sizes(rng, n, low=2, high=7):
    return [int(v) for v in rng.choice(np.arange(low, high + 1), size=n, replace=False)]


def num_grad(rng):
    shape = tuple(_sizes(rng, int(rng.integers(1, 4)), 2, 4))
    f = str(rng.choice(["tilted_parabola", "cube_of_sum", "exp_of_sum"]))
    return Case({"f": Public(f), "x": rng.normal(size=shape), "h": float(rng.choice([0.02, 0.05, 0.2]))})


def rel_error(rng):
    shape = tuple(_sizes(rng, int(rng.integers(1, 3))))
    a, b = rng.normal(size=shape), rng.normal(size=shape)
    scale = float(rng.choice([1e-8, 1.0, 100.0]))
    return Case({"a": scale * a, "b": scale * (-a if rng.random() < 0.2 else b)})


def delta_out(rng):
    shape = tuple(_sizes(rng, int(rng.integers(1, 3))))
    return Case({"o": sigma(rng.normal(size=shape)), "t": rng.uniform(size=shape)})


def delta_hidden(rng):
    n, H, K = _sizes(rng, 3)
    rows = (n,) if rng.random() < 0.5 else ()
    return Case({"h": sigma(rng.normal(size=(*rows, H))), "W2": rng.normal(size=(H + 1, K)), "delta": rng.normal(size=(*rows, K))})


def online_step(rng):
    D, H, K = _sizes(rng, 3)
    args = {"x": rng.normal(size=D), "t": rng.uniform(size=K), "W1": rng.normal(size=(D + 1, H)), "W2": rng.normal(size=(H + 1, K))}
    return Case(args | {"eta": float(rng.uniform(0.1, 6))})


def slide_backprop(rng):
    n, i, j, k, m = _sizes(rng, 5)
    W = {"Wij": rng.normal(size=(i, j)), "Wjk": rng.normal(size=(j, k)), "Wkl": rng.normal(size=(k, m))}
    return Case({"X": rng.normal(size=(n, i)), "T": rng.uniform(size=(n, m)), **W})


def worked_example(rng):
    f = str(rng.choice(["tanh", "sigmoid"]))
    args = {"x": rng.normal(size=3), "t": rng.normal(size=2), "W1": rng.normal(size=(4, 3)), "W2": rng.normal(size=(2, 4))}
    return Case(args | {"f": Public(f"f_{f}"), "df": Public(f"df_{f}")})


def mlp_backward(rng):
    depth = int(rng.integers(1, 4))
    n, *widths = _sizes(rng, depth + 2)
    names = " ".join(rng.choice(["tanh", "sigmoid", "leaky"], size=depth))
    return _mlp._case(rng, n, widths, names)


def softmax_xent(rng):
    n, C = _sizes(rng, 2)
    return Case({"Z": 2 * rng.normal(size=(n, C)), "y": rng.integers(0, C, size=n)})
