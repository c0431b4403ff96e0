"""`maxpool_backward`: the gradient goes to the maximum of each window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Exercise, Holds, Remark
from course.exercises.lab08_convolution import routes
from course.exercises.lab08_convolution.layers import pair
from course.exercises.lab08_convolution.maxpool_backward_mistakes import MISTAKES
from course.exercises.lab08_convolution.routes import best, places, route

MAX = best()
TIE_RULES = (best(last=True), best(by_columns=True), best(last=True, by_columns=True))


def _tied(X: Any, size: Any, stride: Any) -> bool:
    (h, k), x = pair(size), np.asarray(X)
    windows = (
        x[..., y : y + h, z : z + k].reshape(*x.shape[:2], -1) for _, _, y, z in places(X, size, stride)
    )
    return any(bool(((w == w.max(-1, keepdims=True)).sum(-1) > 1).any()) for w in windows)


def _spec(dY: Any, X: Any, size: Any, stride: Any = None) -> Any:
    where = places(X, size, stride)
    return _any_winner(dY, X, size, where) if _tied(X, size, stride) else route(dY, X, size, where, MAX)


def _any_winner(dY: Any, X: Any, size: Any, where: Any) -> Holds:
    """Return the law at ties: the first maximum gets all; another one, or equal shares, pass with a note."""
    first, twice, shared = (
        route(dY, X, size, where, rule) for rule in (MAX, routes.all_largest, routes.shared)
    )
    others = [route(dY, X, size, where, rule) for rule in TIE_RULES]

    def test(value: Any) -> Breach | Remark | None:
        got = np.asarray(value, float)
        if got.shape != first.shape:
            return Breach("shape", f"shape {got.shape}, expected {first.shape}")
        if _close(got, first):
            return None
        if _close(got, shared):
            return Remark("at a tie the maxima share the gradient equally; the course gives it to the first")
        if any(_close(got, other) for other in others):
            return Remark(
                "at a tie another maximum than the first gets the gradient; the course takes the first in row-major order"
            )
        if _close(got, twice):
            return Breach(
                "counted-twice", "at a tie every maximum gets the whole gradient: it is counted twice"
            )
        return Breach(
            "tie-broken-wrongly", "at a tie the gradient does not arrive as a whole, or not at maxima only"
        )

    return Holds("the whole gradient of a window goes to its first maximum", test)


def _close(a: np.ndarray, b: np.ndarray) -> bool:
    return bool(np.allclose(a, b, rtol=1e-4, atol=1e-4 * np.abs(b).max() + 1e-12))


def cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    """Return probes of a pooling layer's backward pass, without ties."""

    def case(
        n: int,
        c: int,
        h: int,
        w: int,
        size: Any,
        family: str = "core",
        level: int = 0,
        shift: float = 0.0,
        **more: Any,
    ) -> Case:
        X = rng.permutation(n * c * h * w).reshape(n, c, h, w) / 7 - n * c * h * w / 14 - shift
        return Case(given(rng, X, size, **more), family, level)

    yield Case(
        {
            "dY": np.array([[[[2.0, -3.0]]]]),
            "X": np.array([[[[1.0, -2.0, 3.0, 0.5], [-4.0, 0.0, 2.0, 7.0]]]]),
            "size": (2, 2),
        }
    )
    yield case(2, 3, 4, 6, (2, 2))
    yield case(2, 3, 6, 4, (3, 2))
    yield case(3, 2, 4, 9, (2, 3))
    yield case(2, 1, 4, 6, (2, 2), "negative numbers", EDGE, shift=40.0)
    yield case(2, 3, 5, 7, (2, 3), "incomplete windows", EDGE)
    yield case(1, 2, 7, 5, (3, 2), "incomplete windows", EDGE)
    yield case(2, 1, 4, 5, (2, 2), "overlap", EDGE, stride=1)
    yield case(1, 2, 5, 6, (3, 2), "overlap", EDGE, stride=(2, 1))
    yield case(1, 2, 5, 7, (3, 3), "overlap", EDGE, stride=2)
    yield case(1, 1, 4, 6, (2, 3), "overlap", EDGE, stride=(1, 2))
    yield case(1, 2, 5, 8, (2, 2), "gaps", EDGE, stride=3)
    yield case(1, 1, 8, 7, (2, 1), "gaps", EDGE, stride=(3, 2))
    yield case(2, 1, 8, 4, (2, 1), "gaps", EDGE, stride=(3, 2))
    yield case(1, 2, 4, 7, (1, 2), "gaps", EDGE, stride=(2, 3))
    yield case(2, 2, 2, 2, (2, 2), "all sizes equal", EDGE)
    yield case(2, 2, 4, 4, (2, 2), "all sizes equal", EDGE)
    X = rng.permutation(48).reshape(2, 1, 4, 6) - 20
    yield Case(given(rng, X, (2, 3)), "integers, strided arrays", EDGE)
    X = np.asfortranarray(rng.permutation(48).reshape(2, 1, 6, 4) / 3 - 8)
    yield Case(given(rng, X, (2, 2), stride=(2, 2)), "integers, strided arrays", EDGE)


def given(rng: np.random.Generator, X: np.ndarray, size: Any, **more: Any) -> dict[str, Any]:
    """Return the arguments of a backward pass with a random upstream gradient."""
    where = places(X, size, more.get("stride"))
    return {
        "dY": rng.normal(size=(*X.shape[:2], where[-1][0] + 1, where[-1][1] + 1)),
        "X": X,
        "size": size,
        **more,
    }


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield from cases(rng, hidden)
    yield Case(given(rng, np.full((1, 1, 4, 4), 2.5), (2, 2)), "ties", EDGE)
    yield Case(given(rng, np.zeros((1, 2, 3, 6)), (3, 2)), "ties", EDGE)
    yield Case(given(rng, rng.integers(0, 2, size=(2, 2, 4, 6)).astype(float), (2, 3)), "ties", EDGE)
    yield Case(given(rng, np.full((1, 1, 3, 4), -1.0), (2, 2), stride=1), "ties", EDGE)
    yield Case(
        given(rng, np.array([[[[3.0, 1.0, 3.0], [1.0, 3.0, 1.0], [3.0, 1.0, 3.0]]]]), (2, 2), stride=1),
        "ties",
        EDGE,
    )


maxpool_backward = Exercise(
    name="maxpool_backward",
    points=10,
    law="maxpool_backward(dY (N, C, H′, W′), X (N, C, H, W), size (h, k), stride=None) → dX: dY[n, c, i, j] goes to the first maximum of its window in row-major order; where windows overlap, what arrives adds up",
    cases=_cases,
    spec=_spec,
    outputs=("dX",),
    weights={"core": 0.5, "negative numbers": 0.05, "incomplete windows": 0.07, "overlap": 0.12, "gaps": 0.05, "all sizes equal": 0.05,
             "integers, strided arrays": 0.05, "ties": 0.11},
    read="section 12, pooling backwards",
    think="In the smallest case, which entry of X makes Y[0, 0, 0, 0], and what happens to Y if another entry changes a little?",
    hints=(
        "Which single entry of a window does its maximum depend on?",
        "window.reshape(N, C, h·k).argmax(-1) is its place, counted row by row: which row and column is number a?",
        "Fill zeros_like(X) by += : a boolean mask of the arg-max, times dY[:, :, i, j], added to the window's slice.",
    ),
    mistakes=MISTAKES,
)  # fmt: skip
