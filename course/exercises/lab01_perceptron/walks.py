"""The perceptron's pass over the data as a specification with every deviation that students make as a switch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import numpy as np


def walk(
    X: Any, y: Any, w: Any, eta: float, order: Iterable[int], *, sign: float = 1.0, factor: float = 1.0, at_zero: int = -1,
    always: bool = False, stale: bool = False, bias: bool = True, inputs: bool = True,
    bias_last: bool = False, use_eta: bool = True, skip: int = 0, first_only: bool = False, unlabelled: bool = False,
    labels01: bool = False,
) -> tuple[np.ndarray, int]:  # fmt: skip
    """Return the weights and the number of mistakes after one pass in plain loops."""
    w = [float(v) for v in w]
    old, mistakes = list(w), 0
    for n in list(order)[skip:]:
        x = [*map(float, X[n]), 1.0] if bias_last else [1.0, *map(float, X[n])]
        net = sum(a * b for a, b in zip(old if stale else w, x, strict=True))
        guess = 1 if net > 0 else -1 if net < 0 else at_zero
        wrong = guess != y[n]
        if labels01:
            wrong = (1 if guess > 0 else 0) != y[n]
        mistakes += int(wrong)
        if wrong or always:
            target = 1 if unlabelled else float(y[n])
            step = sign * factor * (float(eta) if use_eta else 1.0) * target
            for i in range(len(w)):
                if (i == (len(w) - 1 if bias_last else 0) and bias) or (
                    i != (len(w) - 1 if bias_last else 0) and inputs
                ):
                    w[i] += step * x[i]
            if first_only:
                break
    return np.array(w), mistakes


def net(X: Any, w: np.ndarray) -> np.ndarray:
    """Return w[0] + X·w[1:], shape (N,)."""
    return np.asarray(w[0] + np.asarray(X, float) @ w[1:])


def errors(X: Any, y: Any, w: np.ndarray) -> int:
    """Return how many examples the weights get wrong; 0 counts as −1."""
    return int((np.where(net(X, w) > 0, 1, -1) != np.asarray(y)).sum())


def fit(
    X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, orders: Iterable[Iterable[int]] | None = None, *,
    stop: bool = True, keep_last: bool = True, rows: int | None = None, **switches: Any,
) -> tuple[np.ndarray, list[int], list[np.ndarray]]:  # fmt: skip
    """Return the weights, mistakes an epoch and the weights after each epoch (w = 0 first)."""
    w, mistakes, path = np.zeros(np.shape(X)[1] + 1), [], []
    path.append(w)
    given = iter(orders) if orders is not None else None
    for _ in range(max_epochs):
        order = list(range(len(y))) if given is None else list(next(given))
        w, wrong = walk(X, y, w, eta, order, **switches)
        path.append(w)
        if wrong == 0 and stop and not keep_last:
            break
        mistakes.append(wrong)
        if wrong == 0 and stop:
            break
    return w, mistakes, path


def pocket(X: Any, y: Any, path: list[np.ndarray], *, later: bool = False) -> np.ndarray:
    """Return the weights of `path` with the fewest errors on all of X; the earlier of equals, or the later."""
    counts = [errors(X, y, w) for w in path]
    best = min(counts)
    return path[len(counts) - 1 - counts[::-1].index(best)] if later else path[counts.index(best)]


def all_orders(n: int) -> list[tuple[int, ...]]:
    """Return the n! visiting orders of n examples."""
    return list(permutations(range(n)))
