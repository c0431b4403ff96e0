"""`train_838`: the student's own step finds a code for eight symbols in three hidden units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Rng
from course.exercises.lab05_backprop.runs_838 import (
    EYE,
    descent,
    hidden_and_outputs,
    least_distance,
    start_breach,
    step_breach,
    weights_of,
)

FAST = {"epochs": 1000, "eta": 2.0}  # 0.2 s a run; the defaults take a second
MAX_SSE, MIN_APART = 1.0, 0.3
FEW, SMALL_ETA = 3, 1e-4


def _trained(init: float) -> Holds:
    def test(value: Any) -> Breach | None:
        found = weights_of(value)
        if isinstance(found, Breach):
            return found
        W1, W2 = found
        h, o = hidden_and_outputs(W1, W2)
        sse, apart, right = (
            float(((o - EYE) ** 2).sum()),
            least_distance(h),
            int((o.argmax(1) == np.arange(8)).sum()),
        )
        if max(np.abs(W1).max(), np.abs(W2).max()) <= init:
            return Breach(
                "not-trained",
                f"all weights are still within ±{init:g}: nothing has been learned",
                "step's result thrown away",
            )
        if np.ptp(W1, axis=1).max() < 1e-9:
            return Breach(
                "hidden-units-equal",
                "the three hidden units have the same weights: they started equal and never part",
                "constant start",
            )
        if right < 8:
            return Breach(
                "outputs-wrong",
                f"{right} of 8 inputs come out as their own largest output; all reference runs have 8",
                "too few steps, or wrong ones",
            )
        if sse >= MAX_SSE:
            return Breach(
                "error-too-large",
                f"Σ(t − o)² is {sse:.2f} at the end; every reference run is below {MAX_SSE:g}",
                "too few steps",
            )
        if apart < MIN_APART:
            return Breach(
                "codes-too-close",
                f"two hidden vectors are only {apart:.2f} apart; every reference run keeps {MIN_APART:g}",
                "too few steps",
            )
        return None

    return Holds("all eight outputs right, Σ(t − o)² < 1, hidden vectors at least 0.3 apart", test)


def _first_steps(epochs: int, eta: float, init: float) -> Holds:
    def test(value: Any) -> Breach | None:
        found = [weights_of(v) for v in value]
        pairs = [w for w in found if not isinstance(w, Breach)]
        breaches = [w for w in found if isinstance(w, Breach)]
        if breaches:
            return breaches[0]
        start, end, other = pairs
        breach = start_breach(*start, init)
        if breach:
            return breach
        if np.array_equal(start[0], other[0]):
            return Breach(
                "rng-ignored",
                "two generators with different seeds give the same start",
                "a generator made inside, or a fixed seed",
            )
        moved = np.concatenate([(e - s).ravel() / eta for s, e in zip(start, end, strict=True)])
        once = np.concatenate([g.ravel() for g in descent(*start)])
        epochs_seen = float(moved @ once / (once @ once))
        if np.abs(moved - epochs * once).max() < 0.02 * epochs * np.abs(once).max():
            return None
        return step_breach(moved, once, epochs_seen, epochs)

    return Holds(
        f"start in U(−init, init) with biases; {epochs} epochs move the weights by {epochs}·8 of your steps",
        test,
    )


def _spec(
    rng: Any, epochs: int = 5000, eta: float = 0.3, init: float = 0.1, again: Any = None, other: Any = None
) -> Any:
    return _first_steps(epochs, eta, init) if again is not None else _trained(init)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def seed() -> Rng:
        return Rng(int(rng.integers(2**31)))

    for init in (0.1, 0.7):
        s = seed()
        yield Case(
            {"rng": s, "again": s, "other": seed(), "epochs": FEW, "eta": SMALL_ETA, "init": init},
            scenario="first_epochs",
        )
    for _ in range(2 if hidden else 1):
        yield Case({"rng": seed(), **FAST}, "trained", EDGE, keywords=("epochs", "eta"))


train_838 = Exercise(
    name="train_838",
    points=6,
    law="train_838(rng, epochs=5000, eta=0.3, init=0.1) → (W1 (9, 3), W2 (4, 8)): start U(−init, init), biases too; each epoch one online_step for each of the 8 unit vectors, any order",
    cases=_cases,
    spec=_spec,
    outputs=("weights",),
    weights={"core": 0.5, "trained": 0.5},
    imports=("course.exercises.lab05_backprop.scenes",),
    read="section 10, eight symbols through three units",
    think="Print W1 before training, after one epoch and after a hundred: which of the three is not what you expect?",
    hints=(
        "What are the eight inputs, and what is the target of each?",
        "rng.uniform(-init, init, size=(9, 3)) draws the first matrix, biases included; np.eye(8) holds inputs and targets.",
        "Two loops: over epochs, and over rng.permutation(8). Every call of online_step gives the weights for the next one.",
    ),
    evidence=(
        Evidence("defaults: 8 outputs right, Σ(t − o)² < 1, codes 0.3 apart", runs=1000),
        Evidence("1,000 epochs with η = 2: the same", runs=1000),
        Evidence("the start is not taken for another law", bound="U(−init, init) in 59 weights: largest below 0.6·init, or all of one sign, with probability 0.6⁵⁹ + 2⁻⁵⁸"),
    ),
)  # fmt: skip
