"""`blob_weights`: shape 9, an artefact; saved weights are judged by their predictions on held-back data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import Breach, Case, Evidence, Exercise, Holds

CENTRES = np.array([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
LEAST = 0.9


def blobs(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return `n` points round three centres, and the index of each point's centre."""
    y = rng.integers(3, size=n)
    return CENTRES[y] + 0.6 * rng.normal(size=(n, 2)), y


def _accurate(value: Any) -> Breach | None:
    W, b = np.asarray(value["W"], float), np.asarray(value["b"], float)
    if W.shape != (2, 3) or b.shape != (3,):
        return Breach("shape", f"W has the shape {W.shape} and b {b.shape}; the law says (2, 3) and (3,)")
    if not (np.isfinite(W).all() and np.isfinite(b).all()):
        return Breach("non-finite", "some weights are nan or infinite: the training has diverged")
    X, y = blobs(np.random.default_rng(20_241), 1000)
    guess = (X @ W + b).argmax(1)
    share = float((guess == y).mean())
    if share >= LEAST:
        return None
    if len(set(guess.tolist())) == 1:
        return Breach("one-class", "the weights give the same class for every example")
    if ((X @ W + b).argmin(1) == y).mean() >= LEAST:
        return Breach("uphill", "the right class gets the smallest score: the loss was climbed")
    if max(float((np.roll(np.arange(3), k)[guess] == y).mean()) for k in (1, 2)) >= LEAST:
        return Breach("labels-shifted", "the classes are recognised, their numbers are shifted by one")
    return Breach(
        "not-accurate", f"{share:.1%} of 1000 held-back examples are right, at least {LEAST:.0%} are due"
    )


def _spec(**_: Any) -> Holds:
    return Holds(f"at least {LEAST:.0%} of held-back examples right", _accurate)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({}, scenario="saved")


blob_weights = Exercise(
    name="blob_weights",
    points=4,
    law="blob_weights: the path of an .npz file with W (2, 3) and b (3,) of a trained softmax classifier",
    cases=_cases,
    spec=_spec,
    outputs=("weights",),
    evidence=(Evidence(f"{LEAST:.0%} of held-back data", runs=100),),
)  # fmt: skip
