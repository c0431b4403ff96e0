"""`dropout_forward`: shape 4, random; judged by its distribution at 6 σ, on two samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Rng, sampled

SIGMA = 6.0


def _far(count: float, n: int, p: float) -> bool:
    return abs(count - n * p) > SIGMA * np.sqrt(n * p * (1 - p))


def _mask(X: Any, p: float, sample: Any) -> Breach | None:
    Y, mask = (np.asarray(part) for part in sample)
    if Y.shape != X.shape or mask.shape != X.shape:
        return Breach("shape", f"Y and mask have the shapes {Y.shape} and {mask.shape}, X has {X.shape}")
    zero = mask == 0
    kept = np.unique(np.round(mask[~zero].astype(float), 9))
    if not np.allclose(Y, X * mask):
        return Breach("mask-not-applied", "Y is not X·mask")
    if len(kept) != 1 or not np.isclose(kept[0], 1 / (1 - p)):
        if len(kept) == 1 and np.isclose(kept[0], 1):
            return Breach(
                "not-inverted",
                "what is kept is not divided by 1 − p_drop, so that Y is smaller on average than X",
            )
        if len(kept) == 1 and np.isclose(kept[0], 1 / p):
            return Breach("keep-for-drop", "p_drop is taken for the probability to keep")
        return Breach("mask-values", "the entries of the mask are not 0 and 1/(1 − p_drop)")
    if (zero == zero[0]).all():
        return Breach("one-mask-for-the-batch", "all examples lose the same units")
    if (zero == zero[:, :1]).all():
        return Breach("whole-examples", "whole examples are dropped, not single units")
    if _far(zero.sum(), zero.size, p):
        return Breach("wrong-share", f"{zero.mean():.1%} of the entries are dropped, p_drop is {p:.0%}")
    return _independence(zero, p)


def _independence(zero: np.ndarray, p: float) -> Breach | None:
    n, d = zero.shape
    if len(set(zero.sum(1).tolist())) == 1 or zero.sum() == round(p * zero.size):
        return Breach(
            "exact-count", "exactly the same number is dropped each time: the entries are not independent"
        )
    pairs = (zero[1:] & zero[:-1]).sum() + (zero[:, 1:] & zero[:, :-1]).sum()
    possible = (n - 1) * d + n * (d - 1)
    if abs(pairs - possible * p * p) > 2 * SIGMA * np.sqrt(possible * p * p):
        return Breach(
            "not-independent", "neighbours are dropped together more often than independent ones would be"
        )
    return None


def _spec(X: Any, p_drop: float, rng: Any, train: bool = True, n: int = 0) -> Any:
    if not n:
        return X, np.ones_like(X)
    law = sampled(
        "mask entries 0 with probability p_drop, independently, else 1/(1 − p_drop); Y = X·mask",
        lambda s: _mask(X, p_drop, s),
    )

    def test(samples: Any) -> Breach | None:
        breach = law.test(samples)
        if breach is None and all(np.array_equal(s[1], samples[0][1]) for s in samples[1:]):
            return Breach(
                "same-mask", "every call drops the same units: the given generator is not drawn from"
            )
        return breach

    return Holds(law.law, test)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    for shape, p in (((60, 70), 0.2), ((50, 80), 0.5), ((80, 40), 0.3)):
        X = rng.normal(size=shape) + 3
        yield Case({"n": 2, "X": X, "p_drop": p, "rng": Rng(int(rng.integers(2**31)))}, scenario="draws")
    for shape, p in (((2, 3), 0.5), ((4, 1), 0.2)):
        X = rng.normal(size=shape)
        yield Case({"X": X, "p_drop": p, "rng": Rng(1), "train": False}, "at test time", EDGE)


dropout_forward = Exercise(
    name="dropout_forward",
    points=16,
    law="dropout_forward(X (N, D), p_drop, rng, train=True) → (Y, mask): inverted dropout; train=False: Y = X, mask of ones",
    cases=_cases,
    spec=_spec,
    outputs=("Y", "mask"),
    evidence=(Evidence("share of zeros within 6 σ, twice", bound="binomial: below 1e-16 for two samples"),),
)  # fmt: skip
