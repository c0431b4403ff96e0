"""`delta_out`: Mitchell's error term of the output units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula, scaled
from course.exercises.lab05_backprop.forward import delta_at_output, sigma


def _case(o: Any, t: Any, *where: Any) -> Case:
    return Case({"o": o, "t": t}, *where)


def _random(rng: np.random.Generator, *shape: int, fractional: bool = False) -> tuple[np.ndarray, np.ndarray]:
    o = sigma(1.5 * rng.normal(size=shape))
    return o, rng.uniform(0.1, 0.9, size=shape) if fractional else rng.integers(0, 2, size=shape).astype(
        float
    )


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case(np.array([0.5]), np.array([1.0]))
    yield _case(np.array([0.8, 0.3]), np.array([1.0, 0.0]))
    yield _case(*_random(rng, 4))
    yield _case(*_random(rng, 5, 3))
    yield _case(*_random(rng, 3, 2, fractional=True))
    if hidden:
        yield _case(*_random(rng, 2, 6))
    for shape in ((1, 3), (1, 1)):
        yield _case(*_random(rng, *shape, fractional=True), "one example", EDGE)
    yield _case(*_random(rng, 3, 3, fractional=True), "all sizes equal", EDGE)
    yield _case(np.array([0.25, 0.9, 0.6]), np.array([1, 0, 1]), "integers", EDGE)
    yield _case(np.asfortranarray(_random(rng, 2, 4)[0]), np.ones((2, 4), dtype=int), "integers", EDGE)
    yield _case(np.array([0.0, 1.0, 1.0, 0.0, 0.5]), np.array([0.0, 1.0, 0.0, 1.0, 0.5]), "saturated", EDGE)
    yield _case(np.array([0, 1, 1, 0]), np.array([1, 1, 0, 0]), "saturated", EDGE)


def _law_of_ints(c: Any, right: Any) -> Any:
    return np.trunc(right) if np.asarray(c.t).dtype.kind == "i" else right


def _law(f: Any) -> Any:
    return formula(lambda o, t: f(np.asarray(o, float), np.asarray(t, float)))


delta_out = Exercise(
    name="delta_out",
    points=6,
    law="delta_out(o, t) → −∂E/∂net, of the shape of o: o(1 − o)(t − o), for E = ½Σ(t − o)² and o = σ(net)",
    cases=_cases,
    spec=delta_at_output,
    outputs=("delta",),
    read="section 3, the error term of an output",
    think="One output, o = 0.5 and t = 1: should the net grow or fall, and by which two factors does δ say so?",
    hints=(
        "Which two links does the chain from E to the net of an output unit have?",
        "∂E/∂o = −(t − o), ∂o/∂net = o(1 − o); δ is minus their product.",
        "Everything happens entry by entry: no sum, no mean, no matrix product.",
    ),
    mistakes=(
        Mistake("sign", scaled(lambda c: -1.0), "this is +∂E/∂net: the other of the two δ", "Mitchell's δ is added to the weights. Which sign must it have when the output is too small?", "o − t"),
        Mistake("slope-missing", _law(lambda o, t: t - o), "the factor o(1 − o) is missing", "How much does o move when its net moves?", "σ′ forgotten"),
        Mistake("sign-without-slope", _law(lambda o, t: o - t), "o − t: the factor o(1 − o) is missing, and the sign is that of +∂E/∂net", "Which two links does the chain have?", ""),
        Mistake("slope-only", _law(lambda o, t: o * (1 - o)), "this is the slope of σ alone, without the error", "Where does t enter?", ""),
        Mistake("tanh-slope", _law(lambda o, t: (1 - o * o) * (t - o)), "the slope 1 − o² belongs to tanh", "What is σ′ in terms of σ?", "tanh′"),
        Mistake("half-slope", _law(lambda o, t: (1 - o) * (t - o)), "one factor o of the slope is missing", "What is σ′ in terms of σ?", "(1 − o) only"),
        Mistake("half-slope-o", _law(lambda o, t: o * (t - o)), "one factor 1 − o of the slope is missing", "What is σ′ in terms of σ?", "o only"),
        Mistake("slope-twice", _law(lambda o, t: (o * (1 - o)) ** 2 * (t - o)), "the slope enters twice", "How often does the chain pass through σ?", ""),
        Mistake("slope-of-o", _law(lambda o, t: sigma(o) * (1 - sigma(o)) * (t - o)), "σ is applied once more: o is σ(net) already", "Is the slope at the net written with o or with σ(o)?", "σ(o)(1 − σ(o))"),
        Mistake("slope-at-target", _law(lambda o, t: t * (1 - t) * (t - o)), "the slope is taken at the target", "At which point does the unit stand: at o or at t?", "t(1 − t)"),
        Mistake("double", scaled(lambda c: 2.0), "twice too large, as without the ½ in E", "What does the ½ in E do to the derivative of a square?", "factor 2"),
        Mistake("half", scaled(lambda c: 0.5), "half as large: the ½ of E is still there", "Where does the ½ go when you differentiate?", "½ kept"),
        Mistake("squared-error", _law(lambda o, t: o * (1 - o) * (t - o) ** 2), "the error is squared", "What is the derivative of ½(t − o)²?", "E in the place of its derivative"),

        Mistake("half-squared-error", _law(lambda o, t: o * (1 - o) * 0.5 * (t - o) ** 2), "E itself is multiplied by the slope; the chain needs its derivative", "What is the derivative of ½(t − o)²?", "E·σ′"),
        Mistake("sigmoid-again", _law(lambda o, t: sigma(o) * (1 - sigma(o)) * (t - sigma(o))), "σ is applied once more, in the error too: o is σ(net) already", "Is o a net or an output?", "σ(o) for o"),
        Mistake("overwritten", _law(lambda o, t: o * (1 - o) * (t - o * (1 - o))), "o has become o(1 − o) before it is compared with t", "Which value has o when t − o is taken?", "o overwritten"),
        Mistake("error-summed", _law(lambda o, t: o * (1 - o) * (t - o).sum(-1, keepdims=True)), "each unit gets the summed error of all outputs", "Does one output's net feel another output's error?", "Σ(t − o)"),
        Mistake("integer-result", _law_of_ints, "for whole-number targets δ is cut to whole numbers", "Which dtype has np.zeros_like(t)?", "zeros_like of ints"),
        Mistake("absolute-error", _law(lambda o, t: o * (1 - o) * np.abs(t - o)), "the error has lost its sign", "Which way should the net move if o is too large?", "abs"),
        Mistake("averaged", scaled(lambda c: 1.0 / len(c.o)), "divided by the length of o; δ belongs to one unit and one example", "Is E a sum or a mean?", "mean over examples"),
        Mistake("over-size", scaled(lambda c: 1.0 / np.size(c.o)), "divided by the number of entries", "Is E a sum or a mean?", "mean over everything"),
        Mistake("precedence", _law(lambda o, t: o * (1 - o) * t - o), "o is taken away at the end: a bracket is missing", "What does Python make of a * b * t - o?", "brackets"),
        Mistake("precedence-slope", _law(lambda o, t: o * 1 - o * (t - o)), "the bracket round 1 − o is missing", "What does Python make of o * 1 - o * e?", "brackets"),
        Mistake("factors-swapped", _law(lambda o, t: t * (1 - o) * (o - t)), "o and t have changed places in part of the formula", "Which letter is the output?", ""),
        Mistake("target-output-swapped", _law(lambda o, t: t * (1 - t) * (o - t)), "o and t have changed places", "Which argument comes first?", "arguments swapped"),
        Mistake("target-only", _law(lambda o, t: o * (1 - o) * t), "the target is not compared with the output", "What is the error of this unit?", ""),
        Mistake("cross-entropy", _law(lambda o, t: t / np.clip(o, 1e-300, None) - (1 - t) / np.clip(1 - o, 1e-300, None)), "this is the derivative of cross-entropy by o; E is a squared error here", "Which E does this section have?", ""),
        Mistake("error-of-node", _law(lambda o, t: 0.5 * (t - o) ** 2), "this is E itself, not its derivative", "What do we differentiate, and by what?", "E returned"),
        Mistake("row-sums", _law(lambda o, t: np.broadcast_to((o * (1 - o) * (t - o)).sum(-1, keepdims=True), o.shape)), "the error terms of all outputs are added up", "Does one output's net feel another output's error?", "summed over k"),
    ),
)  # fmt: skip
