"""`minibatches`: shape 5, a generator judged by a property: every index once an epoch, in a fresh order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Rng, items


def _epoch(batches: list[Any], n: int, size: int) -> Breach | None:
    batches = [np.asarray(b) for b in batches]
    if any(b.dtype.kind not in "iu" or b.ndim != 1 for b in batches):
        return Breach(
            "not-indices", "a batch is a row of indices, whole numbers that choose rows of X and of y alike"
        )
    seen = np.concatenate(batches) if batches else np.zeros(0, int)
    sizes = [len(b) for b in batches]
    rest = n % size
    if rest and sizes == [size] * (n // size):
        return Breach("last-batch-dropped", f"the last {rest} of {n} examples never appear")
    if len(set(seen.tolist())) < len(seen):
        return Breach(
            "with-replacement",
            "an index appears twice in one epoch",
            "sampling with replacement, or overlapping slices",
        )
    if sorted(seen.tolist()) != list(range(n)):
        return Breach(
            "not-every-index", f"{n - len(set(seen.tolist()) & set(range(n)))} of {n} indices never appear"
        )
    if sizes != [size] * (n // size) + [rest] * bool(rest):
        return Breach("wrong-sizes", f"the batches have sizes {sizes[:6]}; all but the last have {size}")
    return None


def _orders(epochs: list[list[Any]], n: int) -> Breach | None:
    orders = [np.concatenate(e).tolist() for e in epochs]
    if all(o == list(range(n)) for o in orders):
        return Breach("not-shuffled", "the indices come in their natural order")
    if all(o == orders[0] for o in orders[1:]):
        return Breach(
            "same-order-each-epoch", "every epoch has the same order: the given generator is not drawn from"
        )
    if all(max(b) - min(b) < len(b) for e in epochs for b in e):
        return Breach(
            "only-batches-shuffled", "the batches are shuffled, the examples within them stay together"
        )
    return None


def _spec(n: int, size: int, rng: Any, epochs: int = 0) -> Holds:
    def test(value: Any) -> Breach | None:
        runs = [items(e) for e in value] if epochs else [items(value)]
        for run in runs:
            breach = _epoch(run, n, size)
            if breach:
                return breach
        return _orders(runs, n) if epochs else None

    return Holds(f"each of the {n} indices once an epoch, in batches of {size} and a rest", test)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def seed() -> Rng:
        return Rng(int(rng.integers(2**31)))

    yield Case({"n": 6, "size": 2, "rng": seed()})
    yield Case({"epochs": 3, "n": 24, "size": 4, "rng": seed()}, scenario="draws")
    yield Case({"epochs": 3, "n": 30, "size": 6, "rng": seed()}, scenario="draws")
    yield Case({"n": 11, "size": 4, "rng": seed()}, "a rest", EDGE)
    yield Case({"epochs": 2, "n": 25, "size": 8, "rng": seed()}, "a rest", EDGE, scenario="draws")
    yield Case({"n": 3, "size": 8, "rng": seed()}, "fewer than a batch", EDGE)
    yield Case({"n": 5, "size": 1, "rng": seed()}, "fewer than a batch", EDGE)


minibatches = Exercise(
    name="minibatches",
    points=8,
    law="minibatches(n, size, rng) yields index arrays: each of 0 … n−1 once, in an order drawn from rng, `size` at a time, the rest last",
    cases=_cases,
    spec=_spec,
    outputs=("batches",),
    evidence=(Evidence("two epochs of 24 indices differ, and do not come in natural order", bound="1/24! < 1e-23"),),
)  # fmt: skip
