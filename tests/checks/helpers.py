"""Small exercises and observations for the tests of the core."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, EXTREME, Case, Exercise, Observation, Verdict, judge, observe
from course.checks.observation import Call, Plan


def has_torch() -> bool:
    """Tell whether torch is installed, without importing it."""
    try:
        return importlib.util.find_spec("torch") is not None
    except (ImportError, ValueError):
        return False


def seen(f: Any, *args: Any, scenario: str = "call", **kwargs: Any) -> Observation:
    """Observe one call of `f`."""
    (one,) = observe(Plan("f", (Call(args, kwargs, scenario),)), {"f": f})
    return one


def same(a: Any, b: Any) -> bool:
    """Tell whether two plain values are equal to the bit, types and memory layout included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        flags = [(x.flags.c_contiguous, x.flags.f_contiguous, x.flags.writeable) for x in (a, b)]
        return (
            a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes() and flags[0] == flags[1]
        )
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(same, a.values(), b.values()))
    if isinstance(a, float):
        return np.float64(a).tobytes() == np.float64(b).tobytes() or (a != a and b != b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return bool(a == b)


def exercise(spec: Callable[..., Any], cases: list[Case], **options: Any) -> Exercise:
    """Declare an exercise with given cases."""

    def given(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
        yield from cases

    return Exercise(**{"name": "f", "points": 10, "law": "f(x)", "cases": given, "spec": spec, **options})


def xs(*values: Any, family: str = "core", level: int = 0, **options: Any) -> list[Case]:
    """Return one case a value."""
    return [Case({"x": v}, family, level, **options) for v in values]


def verdict(ex: Exercise, f: Any, **names: Any) -> Verdict:
    """Check `f` as the answer to `ex`."""
    cases = ex.probes(1)
    return judge(ex, cases, observe(ex.plan(cases), {"f": f, **names}))


def square_exercise(**options: Any) -> Exercise:
    """Return an exercise: x squared, on mild arrays, edges and a large number."""
    rng = np.random.default_rng(0)
    cases = [
        *xs(np.array([2.0]), rng.normal(size=3), rng.normal(size=(2, 3))),
        *xs(np.array([0.0]), np.zeros(2), family="zeros", level=EDGE),
        *xs(np.array([1e3, -1e3]), family="large", level=EXTREME),
    ]
    return exercise(lambda x: np.asarray(x, float) ** 2, cases, **{"outputs": ("y",), **options})
