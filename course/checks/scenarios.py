"""Scenarios: small public functions that run on the student's side where an exercise is more than one call.

A scenario takes the student's object and the case's arguments, and returns data: arrays and facts, never
objects; it leaves its arguments as they are. Labs add their own with `@scenario`; a plan names the module so
that the student's side can import it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

SCENARIOS: dict[str, Callable[..., Any]] = {}


def scenario(f: Callable[..., Any]) -> Callable[..., Any]:
    """Register `f` as a scenario under its own name; a second one of that name is refused."""
    known = SCENARIOS.get(f.__name__)
    if known is not None and known.__module__ != f.__module__:
        message = (
            f"scenario {f.__name__!r}: defined in {known.__module__} and again in {f.__module__}; rename one"
        )
        raise ValueError(message)
    SCENARIOS[f.__name__] = f
    return f


@scenario
def call(target: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call the student's function once: the ordinary exercise."""
    return target(*args, **kwargs)


@scenario
def outcome(target: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what the call gives or, where the law may ask for an error, "raises" and the name of the error's class."""
    try:
        return target(*args, **kwargs)
    except NotImplementedError:
        raise
    except Exception as e:
        return f"raises {type(e).__name__}"


@scenario
def value(target: Any) -> Any:
    """Return what the student has bound to the name: answers to questions, arrays."""
    return target


@scenario
def saved(target: Any) -> dict[str, np.ndarray]:
    """Return the arrays of the `.npz` file at the path that the student has bound to the name."""
    with np.load(target, allow_pickle=False) as arrays:
        return dict(arrays)


@scenario
def steps(update: Callable[..., Any], w: np.ndarray, grads: list[np.ndarray], *args: Any) -> list[Any]:
    """Drive `update(w, g, state, *args) -> (w, state)` once a gradient; return w after each step."""
    state, path = None, []
    for g in grads:
        w, state = update(w, g, state, *args)
        path.append(np.array(w))
    return path


@scenario
def draws(target: Callable[..., Any], n: int, *args: Any, **kwargs: Any) -> list[Any]:
    """Call the student's random function `n` times; arguments that are generators go on from call to call."""
    return [target(*args, **kwargs) for _ in range(n)]
