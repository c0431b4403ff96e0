"""Chains of layers: their forward pass, and all derivatives of Σ dY·Y by perturbation."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import Public
from course.checks.oracles import Step, checkpoints
from course.exercises.lab05_backprop.forward import activation

Act = Callable[[dict[str, Any], int], Callable[[Any], Any]]


def right_act(layer: dict[str, Any], i: int) -> Callable[[Any], Any]:
    """Return the activation whose derivative the layer holds."""
    return activation(layer["df"])


def _affine(i: int) -> Callable[[dict[str, Any]], Any]:
    return lambda e: e[f"A{i - 1}"] @ e[f"W{i}"] + e[f"b{i}"][:, None]


def _activated(i: int, f: Callable[[Any], Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda e: f(e[f"Z{i}"])


def derivatives(dY: Any, cache: Any, act: Act) -> dict[str, np.ndarray]:
    """Return derivatives of Σ dY·Y by A0, W1, b1, Z1, … for a network whose activations are `act(layer, index)`."""
    steps: list[Step] = []
    inputs: dict[str, Any] = {"A0": cache[0]["X"]}
    for i, layer in enumerate(cache, 1):
        inputs |= {f"W{i}": layer["W"], f"b{i}": (layer["Z"] - layer["X"] @ layer["W"])[0]}
        steps += [(f"Z{i}", _affine(i)), (f"A{i}", _activated(i, act(layer, i)))]
    names = [f"{p}{i}" for i in range(1, len(cache) + 1) for p in "WbZ"]
    return checkpoints(steps, inputs, ["A0", *names], np.asarray(dY, float))


def gradients(dY: Any, cache: Any, act: Act = right_act) -> Any:
    """Return (grads, dX)."""
    d = derivatives(dY, cache, act)
    return [(d[f"W{i}"], d[f"b{i}"]) for i in range(1, len(cache) + 1)], d["A0"]


def forward_pass(X: Any, layers: list[tuple[Any, Any, str]]) -> list[dict[str, Any]]:
    """Return the cache of a forward pass from the reference: layers as (W, b, name of the activation)."""
    cache = []
    for W, b, name in layers:
        Z = X @ W + b
        cache.append({"X": X, "W": W, "Z": Z, "df": Public(f"df_{name}")})
        X = activation(SimpleNamespace(__name__=f"df_{name}"))(Z)
    return cache
