"""What a run of the 8-3-8 encoder shows: its start, its first steps, its codes; each breach of the law by name."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks import Breach
from course.checks.oracles import checkpoints
from course.exercises.lab05_backprop.forward import layer, sigma

EYE = np.eye(8)
SHAPES = ((9, 3), (4, 8))


def hidden_and_outputs(W1: np.ndarray, W2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return h (8, 3) and o (8, 8) for the eight unit vectors."""
    h = sigma(layer(EYE, W1))
    return h, sigma(layer(h, W2))


def least_distance(h: np.ndarray) -> float:
    """Return the least distance of two rows of h, in the maximum norm."""
    gap = np.abs(h[:, None] - h[None]).max(-1)
    return float(gap[~np.eye(len(h), dtype=bool)].min())


def weights_of(value: Any) -> tuple[np.ndarray, np.ndarray] | Breach:
    """Return (W1, W2), or how the value is no such pair."""
    if value is None:
        return Breach("returns-none", "the function gives nothing back: is a return missing?")
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        return Breach("not-a-pair", "the law asks for two matrices, (W1, W2)")
    pair = tuple(np.asarray(v, float) for v in value)
    if tuple(w.shape for w in pair) != SHAPES:
        return Breach(
            "wrong-shapes",
            f"the shapes are {pair[0].shape} and {pair[1].shape}; 8 inputs, 3 hidden units and 8 outputs with biases in row 0 need (9, 3) and (4, 8)",
        )
    if not all(np.isfinite(w).all() for w in pair):
        return Breach("not-finite", "some weights are nan or infinite")
    return pair[0], pair[1]


def start_breach(W1: np.ndarray, W2: np.ndarray, init: float) -> Breach | None:
    """Name how the start differs from U(−init, init); the chance that a right one is named is below 10⁻¹²."""
    both = np.concatenate([W1.ravel(), W2.ravel()])
    if not both.any():
        return Breach(
            "zero-start", "all weights start at 0, so that all hidden units learn the same", "np.zeros"
        )
    if min(np.unique(W1).size, np.unique(W2).size) < 3:
        return Breach(
            "constant-start",
            "all weights of a layer start equal, so that hidden units learn the same",
            "np.full or np.ones",
        )
    if not W1[0].any() or not W2[0].any():
        return Breach(
            "biases-start-at-zero", "a row 0 starts at 0; the law draws the biases too", "biases not drawn"
        )
    if np.abs(both).max() > init * (1 + 1e-9):
        return Breach(
            "start-too-wide",
            f"some weights start outside ±init = ±{init:g}",
            "normal distribution, or init ignored",
        )
    if both.min() >= 0 or both.max() <= 0:
        return Breach(
            "one-sign-start",
            "all weights start on one side of 0; the law draws from −init to +init",
            "rng.random() · init",
        )
    if np.abs(both).max() < 0.6 * init:
        return Breach(
            "start-too-narrow",
            f"all weights start within ±{np.abs(both).max():.2g}, far inside ±init = ±{init:g}",
            "init ignored, or divided",
        )
    return None


def descent(W1: np.ndarray, W2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return −∂E/∂W1 and −∂E/∂W2, summed over the eight examples."""
    steps = [
        ("h", lambda e: sigma(layer(EYE, e["W1"][:, None]))),
        ("o", lambda e: sigma(layer(e["h"], e["W2"][:, None]))),
        ("E", lambda e: 0.5 * ((EYE - e["o"]) ** 2).sum((-1, -2))),
    ]
    d = checkpoints(steps, {"W1": W1, "W2": W2}, ["W1", "W2"])
    return -d["W1"], -d["W2"]


def step_breach(moved: np.ndarray, once: np.ndarray, seen: float, epochs: int) -> Breach:
    """Name how the weights moved instead of `epochs` visits to all examples; `once` is the step of one."""
    if not moved.any():
        return Breach(
            "not-trained", "the weights stay what they were at the start", "step's result thrown away"
        )
    straight = np.abs(moved - seen * once).max() < 0.02 * abs(seen) * np.abs(once).max()
    if straight and seen < 0:
        return Breach("uphill", "the weights move uphill", "sign")
    if straight and abs(seen - round(seen)) < 0.02 and seen < epochs:
        return Breach(
            "too-few-epochs",
            f"{epochs} epochs are asked for, the weights have moved as in {seen:.0f}",
            "range off by one, or return in the loop",
        )
    if straight and abs(seen - round(seen)) < 0.02:
        return Breach(
            "too-many-epochs",
            f"{epochs} epochs are asked for, the weights have moved as in {seen:.0f}",
            "range off by one",
        )
    if straight:
        return Breach(
            "wrong-step-length",
            f"the direction is right, and the step is {seen / epochs:.3g} times as long as η asks for",
            "η changed on the way",
        )
    return Breach(
        "not-every-example",
        "the weights do not move as after one visit to each of the eight examples in every epoch",
        "an example left out, drawn with replacement, or a wrong target",
    )
