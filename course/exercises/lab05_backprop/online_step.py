"""`online_step`: Mitchell's algorithm for one example; both error terms come from the old weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.oracles import checkpoints
from course.exercises.lab05_backprop.forward import delta_below, laid_out, layer, sigma, tilde
from course.exercises.lab05_backprop.wrong_steps import (
    below,
    bias_last,
    bias_not_in_forward,
    bias_squashed,
    deltas,
    first_layer_first,
    frozen_biases,
    h_recomputed,
    linear_output,
    scaled_steps,
    slope,
    step,
    tanh_hidden,
    thresholded,
    updated_first,
    whole_weights,
)

ARGUMENTS = ("x", "t", "W1", "W2")


def _descents(x: Any, t: Any, W1: Any, W2: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return −∂E/∂W1 and −∂E/∂W2 for E = ½ Σ (t − o)²."""
    steps = [
        ("h", lambda e: sigma(layer(e["x"], e["W1"]))),
        ("o", lambda e: sigma(layer(e["h"], e["W2"]))),
        ("E", lambda e: 0.5 * ((e["t"] - e["o"]) ** 2).sum(-1)),
    ]
    d = checkpoints(steps, {"x": x, "t": t, "W1": W1, "W2": W2}, ["W1", "W2"])
    return -d["W1"], -d["W2"]


def _spec(x: Any, t: Any, W1: Any, W2: Any, eta: float) -> tuple[np.ndarray, np.ndarray]:
    down = _descents(x, t, W1, W2)
    return np.asarray(W1) + eta * down[0], np.asarray(W2) + eta * down[1]


def _case(
    rng: np.random.Generator,
    D: int,
    H: int,
    K: int,
    eta: float,
    *where: Any,
    order: str = "C",
    fractional: bool = True,
) -> Case:
    t = rng.uniform(0.05, 0.95, size=K) if fractional else rng.integers(0, 2, size=K).astype(float)
    W1, W2 = (laid_out(rng.normal(size=s), order) for s in ((D + 1, H), (H + 1, K)))
    return Case({"x": rng.normal(size=D), "t": t, "W1": W1, "W2": W2, "eta": eta}, *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case(
        {
            "x": np.array([1.0]),
            "t": np.array([1.0]),
            "W1": np.array([[0.0], [1.0]]),
            "W2": np.array([[0.0], [2.0]]),
            "eta": 0.5,
        }
    )
    yield _case(rng, 3, 2, 4, 0.5)
    yield _case(rng, 2, 4, 3, 0.3, fractional=False)
    yield _case(rng, 4, 3, 2, 2.0)
    yield _case(rng, 5, 2, 3, 0.1)
    if hidden:
        yield _case(rng, 2, 6, 4, 0.7)
    yield _case(rng, 3, 4, 2, 5.0, "a large step", EDGE)
    yield _case(rng, 2, 3, 5, 8.0, "a large step", EDGE)
    yield _case(rng, 3, 3, 3, 0.6, "all sizes equal", EDGE)
    yield _case(rng, 2, 2, 2, 0.9, "all sizes equal", EDGE)
    yield _case(rng, 1, 1, 1, 0.4, "one unit each", EDGE)
    yield _case(rng, 1, 2, 1, 1, "one unit each", EDGE)
    whole: dict[str, Any] = {
        "x": np.array([1, 0, -2]),
        "t": np.array([1, 0]),
        "W1": np.array([[0, 1], [1, -1], [2, 0], [0, 1]]),
        "W2": np.array([[1, 0], [0, 2], [-1, 1]]),
        "eta": 1,
    }
    yield Case(whole, "integers", EDGE)
    yield Case({**whole, "t": np.array([0, 1]), "W2": whole["W2"][::-1].copy(), "eta": 2.5}, "integers", EDGE)
    yield _case(rng, 3, 2, 4, 0.5, "memory order", EDGE, order="F")


online_step = Exercise(
    name="online_step",
    points=12,
    law="online_step(x (D,), t (K,), W1 (D + 1, H), W2 (H + 1, K), eta) → (W1_new, W2_new): σ in both layers, both δ from the old weights, W ← W + η·outer(input with a 1 in front, δ)",
    cases=_cases,
    spec=_spec,
    outputs=("W2_new", "W1_new"),
    outputs_of=lambda value: {"W1_new": value[0], "W2_new": value[1]} if isinstance(value, (tuple, list)) and len(value) == 2 else value,
    weights={"core": 0.6, "a large step": 0.15, "all sizes equal": 0.1, "one unit each": 0.05, "integers": 0.05, "memory order": 0.05},
    imports=("course.exercises.lab05_backprop.scenes",),
    read="section 5, Mitchell's algorithm",
    think="Go through the four steps with the smallest case by hand: h, o, then both δ, then both updates. Where do you leave the law?",
    hints=(
        "Which four quantities do you need before any weight changes?",
        "x̃ = (1, x), h = σ(x̃ W1), h̃ = (1, h), o = σ(h̃ W2); then delta_out and delta_hidden, both with the weights you were given.",
        "np.outer(input, delta) has the shape of the weights between that input and those units.",
    ),
    mistakes=(
        Mistake("update-before-delta", deltas(updated_first), "the hidden δ is computed with the new W2: the output layer is updated too early", "Which weights made the error that you hand down?", "W2 updated before δ_h"),
        Mistake("first-layer-first", step(first_layer_first), "W1 is updated first, and the output is computed again with it", "How often do you run the network forward in one step?", "forward pass repeated after updating W1"),
        Mistake("h-recomputed", step(h_recomputed), "W2's step uses the hidden activations of the new W1", "Which h belongs to the δ that you computed?", "h recomputed after the update of W1"),
        Mistake("sign", scaled_steps(lambda c: -1.0, lambda c: -1.0), "both layers move uphill", "Mitchell's δ is −∂E/∂net. Is it added or taken away?", "the other δ, or W −="),
        Mistake("sign-hidden", scaled_steps(lambda c: -1.0, lambda c: 1.0), "the first layer moves uphill", "Which sign has δ after it is handed down?", "sign lost in δ_h"),
        Mistake("sign-output", scaled_steps(lambda c: 1.0, lambda c: -1.0), "the second layer moves uphill", "Are both layers updated by the same rule?", "sign in one layer"),
        Mistake("eta-ignored", scaled_steps(lambda c: 1 / c.eta, lambda c: 1 / c.eta), "the step does not depend on η", "Where does η enter?", "η missing"),
        Mistake("eta-squared", scaled_steps(lambda c: c.eta, lambda c: c.eta), "η enters twice", "How often is η multiplied in?", "η in δ and in the update"),
        Mistake("eta-squared-hidden", scaled_steps(lambda c: c.eta, lambda c: 1.0), "η enters the first layer twice", "Is η part of δ?", "η in δ_out, handed down"),
        Mistake("double", scaled_steps(lambda c: 2.0, lambda c: 2.0), "both steps are twice as long, as without the ½ in E", "What does the ½ in E do?", "factor 2"),
        Mistake("half", scaled_steps(lambda c: 0.5, lambda c: 0.5), "both steps are half as long", "Where does the ½ of E go?", "½ kept"),
        Mistake("averaged-over-outputs", scaled_steps(lambda c: 1 / len(c.t), lambda c: 1 / len(c.t)), "both steps are divided by K", "Is E a sum or a mean over the outputs?", "mean over K"),
        Mistake("W1-not-learned", scaled_steps(lambda c: 0.0, lambda c: 1.0), "W1 does not move", "Which weights does the algorithm update?", ""),
        Mistake("W2-not-learned", scaled_steps(lambda c: 1.0, lambda c: 0.0), "W2 does not move", "Which weights does the algorithm update?", ""),
        Mistake("steps-only", step(lambda c: (c.eta * np.outer(c.x, c.dh), c.eta * np.outer(c.hx, c.do))), "these are the steps without the weights they start from", "What does the law add the step to?", "ΔW returned"),
        Mistake("gradients-only", step(lambda c: (-np.outer(c.x, c.dh), -np.outer(c.hx, c.do))), "these are the gradients, not the new weights", "What is done with a gradient?", "∇E returned"),
        Mistake("slopes-missing", below(np.ones_like, np.ones_like), "σ′ is missing in both layers", "Which factor does each passage through σ add?", "no σ′"),
        Mistake("output-slope-missing", below(np.ones_like, slope), "the factor o(1 − o) is missing", "What is δ of an output unit?", "σ′ of the output forgotten"),
        Mistake("hidden-slope-missing", below(slope, np.ones_like), "the factor h(1 − h) is missing", "What is δ of a hidden unit?", "σ′ of the hidden layer forgotten"),
        Mistake("tanh-slopes", below(lambda s: 1 - s * s, lambda s: 1 - s * s), "the slopes 1 − o² and 1 − h² belong to tanh", "What is σ′ in terms of σ?", "tanh′"),
        Mistake("tanh-slope-hidden", below(slope, lambda s: 1 - s * s), "the slope 1 − h² belongs to tanh", "What is σ′ in terms of σ?", "tanh′ in the hidden layer"),
        Mistake("slopes-of-outputs", below(lambda s: slope(sigma(s)), lambda s: slope(sigma(s))), "σ is applied once more: o and h are values of σ already", "Is the slope written with o or with σ(o)?", "σ′ called with activations"),
        Mistake("linear-output", deltas(linear_output), "the output units are linear", "Which function stands in both layers?", "σ missing at the output"),
        Mistake("biases-not-learned", frozen_biases(True, True), "row 0 of both matrices does not move", "Which input belongs to row 0?", "biases left out of the step"),
        Mistake("first-bias-not-learned", frozen_biases(True, False), "row 0 of W1 does not move", "Which input belongs to row 0?", ""),
        Mistake("second-bias-not-learned", frozen_biases(False, True), "row 0 of W2 does not move", "Which input belongs to row 0?", ""),
        Mistake("biases-not-used", step(bias_not_in_forward), "the biases play no part in h and o", "Which input belongs to row 0?", "bias forgotten in the forward pass"),
        Mistake("bias-last", step(bias_last), "the last row of each matrix is treated as the bias", "Which row belongs to the constant input?", "(x, 1) for (1, x)"),
        Mistake("last-row-dropped", deltas(lambda c: (delta_below(c.h, np.vstack([c.W2[:1], c.W2[:-1]]), c.do), c.do)), "δ comes down through rows 0 … H − 1 of W2: the bias row takes part, the last unit does not", "Which row of W2 has no hidden unit?", "W2[:-1] for W2[1:]"),
        Mistake("hidden-error-as-output", deltas(lambda c: (4.0 * delta_below(np.full_like(c.h, 0.5), c.W2, c.t - c.o) * slope(c.h), c.do)), "what comes down is the error t − o, without the slope of the outputs", "Which quantity does an output unit hand down?", "t − o handed down"),

        Mistake("eta-ignored-hidden", scaled_steps(lambda c: 1 / c.eta, lambda c: 1.0), "the step of W1 does not depend on η", "Where does η enter?", ""),
        Mistake("eta-ignored-output", scaled_steps(lambda c: 1.0, lambda c: 1 / c.eta), "the step of W2 does not depend on η", "Where does η enter?", ""),
        Mistake("tanh-hidden", step(tanh_hidden), "the hidden units are tanh", "Which function stands in both layers?", "tanh for σ"),
        Mistake("bias-unit-squashed", step(bias_squashed), "the hidden bias unit goes through σ: it is 0.73 and not 1", "Which value has the bias unit?", "1 put in front before σ"),
        Mistake("threshold-output", deltas(lambda c: thresholded(c)), "the output is 0 or 1, without a slope: a perceptron on top", "What is o between 0 and 1?", "step function"),
        Mistake("bias-input-last", step(lambda c: (c.W1 + c.eta * np.outer(c.x, c.dh), c.W2 + c.eta * np.outer(np.append(c.h, 1.0), c.do))), "in the step of W2 the 1 stands behind h, in the forward pass in front", "Which row of W2 belongs to the bias?", "(h, 1) in the outer product"),
        Mistake("last-output-only", deltas(lambda c: (delta_below(c.h, c.W2[:, -1:], c.do[-1:]), c.do)), "only the last output sends its δ down: the sum is overwritten", "Does your loop add up, or assign?", "= for +="),
        Mistake("integer-weights", whole_weights, "whole-number weights stay whole: the step is cut off", "Which dtype has a copy of an array of integers?", "W.copy() of ints"),
        Mistake("net-as-input", step(lambda c: (c.W1 + c.eta * np.outer(c.x, c.dh), c.W2 + c.eta * np.outer(tilde(c.x @ c.W1), c.do))), "the step of W2 uses the nets of the hidden units; what enters W2 is h", "Which array is multiplied by W2 in the forward pass?", "net for h"),
        Mistake("order-swapped", step(lambda c: (c.W2 + c.eta * np.outer(c.hx, c.do), c.W1 + c.eta * np.outer(c.x, c.dh))), "the two results have changed places", "Which comes first in the law?", ""),
    ),
)  # fmt: skip
