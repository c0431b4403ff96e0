"""`num_grad`: shape 6, takes a function; judged by closed forms, order of accuracy and the number of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import (
    EDGE,
    Breach,
    Case,
    Exercise,
    Holds,
    Mistake,
    Observation,
    Public,
    Tolerance,
    public,
    scenario,
)
from course.checks.mistakes import formula


@public
def trial_squares(x: Any) -> float:
    return float((3 * np.asarray(x) ** 2 - x).sum())


@public
def trial_cubes(x: Any) -> float:
    return float((np.asarray(x) ** 3).sum())


@public
def trial_exp(x: Any) -> float:
    return float(np.exp(x).sum())


@public
def trial_cube_of_sum(x: Any) -> float:
    return float(np.sum(x)) ** 3


CLOSED: dict[str, Callable[[Any, float], Any]] = {
    "trial_squares": lambda x, h: 6 * x - 1,
    "trial_cubes": lambda x, h: 3 * x**2 + h**2,
    "trial_exp": lambda x, h: np.exp(x) * np.sinh(h) / h,
    "trial_cube_of_sum": lambda x, h: np.full(np.shape(x), 3 * np.sum(x) ** 2 + h**2),
}
TRUE = {name: (lambda x, g=g: g(x, 1e-9)) for name, g in CLOSED.items()}


@scenario
def trial_halved(num_grad: Any, f: Any, x: Any, h: float, halvings: int) -> list[Any]:
    """Return the gradients at h, h/2, h/4 …"""
    return [num_grad(f, x, h / 2**k) for k in range(halvings + 1)]


def _second_order(f: str, x: Any) -> Holds:
    def test(value: Any) -> Breach | None:
        errors = [float(np.abs(g - TRUE[f](x)).max()) for g in value]
        ratios = [a / b for a, b in pairwise(errors)]
        if all(3.8 < r < 4.2 for r in ratios):
            return None
        if all(1.8 < r < 2.2 for r in ratios):
            return Breach("forward-difference", "the error halves when h halves: a one-sided difference")
        return Breach(
            "not-second-order",
            f"when h halves, the error falls by {ratios[0]:.3g}; a central difference: by 4",
        )

    return Holds("error ÷ 4 when h ÷ 2", test)


def _spec(f: Any, x: Any, h: float = 1e-5, halvings: int = 0) -> Any:
    x = np.asarray(x, float)
    return _second_order(f.__name__, x) if halvings else CLOSED[f.__name__](x, h)


def _calls(c: SimpleNamespace, seen: Observation) -> Breach | None:
    allowed = 2 * np.size(c.x) * (1 + getattr(c, "halvings", 0))
    calls = seen.calls.get(c.f.__name__, 0)
    if calls > allowed:
        return Breach("too-many-calls", f"f is called {calls} times, {allowed} are enough")
    return None


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"f": Public("trial_cubes"), "x": np.array([2.0]), "h": 0.1})
    yield Case({"f": Public("trial_squares"), "x": np.array([1.0, -0.5]), "h": 0.25})
    yield Case({"f": Public("trial_cubes"), "x": rng.normal(size=(2, 3)), "h": 0.01})
    yield Case({"f": Public("trial_cube_of_sum"), "x": rng.normal(size=4), "h": 0.1})
    yield Case({"f": Public("trial_cube_of_sum"), "x": rng.normal(size=(2, 2)), "h": 0.02})
    yield Case({"f": Public("trial_exp"), "x": rng.normal(size=(3, 2))})
    yield Case({"f": Public("trial_squares"), "x": rng.normal(size=3)})
    for f in ("trial_exp", "trial_cubes"):
        yield Case(
            {"f": Public(f), "x": rng.uniform(0.5, 1, size=3), "h": 0.1, "halvings": 2},
            "order",
            EDGE,
            scenario="trial_halved",
        )
    yield Case({"f": Public("trial_cubes"), "x": rng.normal(size=(2, 3, 2)), "h": 0.1}, "three axes", EDGE)
    yield Case({"f": Public("trial_exp"), "x": rng.normal(size=(2, 1, 3)), "h": 0.05}, "three axes", EDGE)
    yield Case({"f": Public("trial_cubes"), "x": np.array([1, -2, 3]), "h": 0.1}, "integers", EDGE)
    yield Case({"f": Public("trial_exp"), "x": np.array([[0, 1], [2, -1]]), "h": 0.1}, "integers", EDGE)


def _entrywise(quotient: Callable[[Any, Any, Any, float], float]) -> Any:
    """Predict entry by entry: quotient(f, x, one-hot times h, h)."""

    def predict(f: Any, x: Any, h: float = 1e-5, halvings: int = 0) -> Any:
        x, out = np.asarray(x, float), []
        for k in range(halvings + 1):
            step = h / 2**k
            rows = [quotient(f, x, step * e.reshape(x.shape), step) for e in np.eye(x.size)]
            out.append(np.array(rows).reshape(x.shape))
        return out if halvings else out[0]

    return formula(predict)


def _creeping(f: Any, x: Any, h: float = 1e-5, halvings: int = 0) -> Any:
    def one(h: float) -> Any:
        now, out = np.array(x, float), np.zeros(np.size(x))
        for i in range(now.size):
            low = now.copy()
            low.flat[i] -= h
            now.flat[i] += h
            out[i] = (f(now) - f(low)) / (2 * h)
        return out.reshape(now.shape)

    return [one(h / 2**k) for k in range(halvings + 1)] if halvings else one(h)


def _in_integers(c: SimpleNamespace, right: Any) -> Any:
    x = np.asarray(c.x)
    if x.dtype.kind != "i":
        return right
    steps = [c.h * e.reshape(x.shape) for e in np.eye(x.size)]
    return np.reshape(
        [(c.f((x + e).astype(int)) - c.f((x - e).astype(int))) / (2 * c.h) for e in steps], x.shape
    )


num_grad = Exercise(
    name="num_grad",
    points=8,
    law="num_grad(f, x, h=1e-5) → array like x: (f(x + h·e) − f(x − h·e)) / 2h for every entry; x is unchanged after the call",
    cases=_cases,
    spec=_spec,
    outputs=("gradient",),
    tolerance=Tolerance(rtol=1e-6, atol=1e-8),
    contract=_calls,
    imports=("tests.checks.shapes.num_grad",),
    mistakes=(
        Mistake("forward-difference", _entrywise(lambda f, x, e, h: (f(x + e) - f(x)) / h), "this is (f(x + h) − f(x)) / h, a one-sided difference"),
        Mistake("backward-difference", _entrywise(lambda f, x, e, h: (f(x) - f(x - e)) / h), "this is (f(x) − f(x − h)) / h, a one-sided difference"),
        Mistake("divided-by-h", _entrywise(lambda f, x, e, h: (f(x + e) - f(x - e)) / h), "the difference spans 2h and is divided by h"),
        Mistake("sign", _entrywise(lambda f, x, e, h: (f(x - e) - f(x + e)) / (2 * h)), "the two values have changed places"),
        Mistake("half-step", _entrywise(lambda f, x, e, h: (f(x + e / 2) - f(x - e / 2)) / h), "the step is h/2 on each side"),
        Mistake("h-ignored", _entrywise(lambda f, x, e, h: (f(x + e * 1e-5 / h) - f(x - e * 1e-5 / h)) / 2e-5), "the step does not depend on h"),
        Mistake("all-at-once", _entrywise(lambda f, x, e, h: (f(x + h) - f(x - h)) / (2 * h)), "all entries are moved at the same time"),
        Mistake("not-put-back", formula(_creeping), "an entry stays moved while the next one is tried"),
        Mistake("integers", _in_integers, "x is kept in whole numbers, so that steps are cut to whole numbers"),
    ),
)  # fmt: skip
