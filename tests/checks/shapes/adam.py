"""`adam`: shape 5, an optimiser with state, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula

STEPS = 4


def _run(
    w: Any, grads: Any, lr: float, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8, *,
    correct: bool = True, first: int = 1, eps_inside: bool = False, root: bool = True, forgetful: bool = False, sign: float = 1.0,
    scale: Callable[[float], float] = lambda lr: lr, square: bool = True,
) -> list[Any]:  # fmt: skip
    """Return w after each step, in the terms of the paper; each switch is a deviation."""
    w = np.asarray(w, float)
    m, v, path = np.zeros_like(w), np.zeros_like(w), []
    for t, g in enumerate(grads, first):
        if forgetful:
            m, v, t = np.zeros_like(w), np.zeros_like(w), 1
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * (g * g if square else np.abs(g))
        mean, mean_square = (m / (1 - beta1**t), v / (1 - beta2**t)) if correct else (m, v)
        below = (
            np.sqrt(mean_square + eps)
            if eps_inside
            else (np.sqrt(mean_square) if root else mean_square) + eps
        )
        w = w - sign * scale(lr) * mean / below
        path.append(w)
    return path


def _spec(
    w: Any, grads: Any, lr: float, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
) -> list[Any]:
    return _run(w, grads, lr, beta1, beta2, eps)


def _wrong(**switches: Any) -> Any:
    return formula(lambda w, grads, lr, **betas: _run(w, grads, lr, **betas, **switches))


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(
        shape: Any, lr: float, size: float = 1.0, family: str = "core", level: int = 0, **betas: float
    ) -> Case:
        grads = [size * rng.normal(size=shape) for _ in range(STEPS)]
        return Case(
            {"w": rng.normal(size=shape), "grads": grads, "lr": lr, **betas}, family, level, scenario="steps"
        )

    yield case((1,), 0.1)
    yield case((3,), 0.05)
    yield case((2, 3), 0.2)
    yield case((4,), 0.3, beta1=0.8, beta2=0.95, eps=1e-6)
    if hidden:
        yield case((2, 1, 2), 0.01, beta1=0.5, beta2=0.9, eps=1e-3)
    yield case((3,), 0.1, size=1e-8, family="tiny gradients", level=EDGE)
    yield case((2, 2), 0.1, size=1e-6, family="tiny gradients", level=EDGE)
    yield Case(
        {"w": np.ones(3), "grads": [np.zeros(3)] * 2 + [np.ones(3)] * 2, "lr": 0.1},
        "zero gradients",
        EDGE,
        scenario="steps",
    )


adam = Exercise(
    name="adam",
    points=6,
    law="adam(w, g, state, lr, beta1=0.9, beta2=0.999, eps=1e-8) → (w, state); state is None at first; eps outside the root",
    cases=_cases,
    spec=_spec,
    outputs=tuple(f"w after step {k}" for k in range(1, STEPS + 1)),
    mistakes=(
        Mistake("no-bias-correction", _wrong(correct=False), "m and v are used as they are; at the first step they are too small"),
        Mistake("t-starts-at-two", _wrong(first=2), "the bias correction is one step ahead"),
        Mistake("betas-swapped", formula(lambda w, grads, lr, beta1=0.9, beta2=0.999, eps=1e-8: _run(w, grads, lr, beta2, beta1, eps)),
                "beta1 and beta2 have changed places"),
        Mistake("eps-inside-root", _wrong(eps_inside=True), "eps is added under the root"),
        Mistake("no-root", _wrong(root=False), "the root of v is missing"),
        Mistake("not-squared", _wrong(square=False), "v averages |g|, the law averages g²"),
        Mistake("state-lost", _wrong(forgetful=True), "every step starts with a fresh state"),
        Mistake("uphill", _wrong(sign=-1.0), "w moves uphill"),
        Mistake("lr-twice", _wrong(scale=lambda lr: lr * lr), "the learning rate enters twice"),
    ),
)  # fmt: skip
