"""`num_grad`: the gradient of any function, by central differences; the tool that checks all others."""

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
)
from course.checks.mistakes import ANY, formula
from course.exercises.lab05_backprop.slopes import CLOSED

Quotient = Callable[[Any, Any, Any, float], Any]


def _second_order(f: Any, x: np.ndarray) -> Holds:
    def test(value: Any) -> Breach | None:
        true = CLOSED[f.__name__](x, 1e-6)
        errors = [float(np.abs(g - true).max()) for g in value]
        ratios = [a / max(b, 1e-300) for a, b in pairwise(errors)]
        if all(3.8 < r < 4.2 for r in ratios):
            return None
        if all(1.7 < r < 2.3 for r in ratios):
            return Breach("first-order", "the error halves when h halves: a one-sided difference")
        return Breach(
            "not-second-order",
            f"when h halves, the error falls by {ratios[0]:.3g}; a central difference: by 4",
        )

    return Holds("error ÷ 4 when h ÷ 2", test)


def _spec(f: Any, x: Any, h: float = 1e-5, halvings: int = 0) -> Any:
    x = np.asarray(x, float)
    return _second_order(f, x) if halvings else np.asarray(CLOSED[f.__name__](x, h), float)


def _calls(c: SimpleNamespace, seen: Observation) -> Breach | None:
    allowed = 2 * np.size(c.x) * (1 + getattr(c, "halvings", 0))
    calls = seen.calls.get(c.f.__name__, 0)
    if calls > allowed:
        return Breach(
            "too-many-calls",
            f"f is called {calls} times, {allowed} are enough",
            "f(x) computed again, or a finer formula",
        )
    return None


def _case(f: str, x: Any, h: float | None = None, *where: Any) -> Case:
    return Case({"f": Public(f), "x": x} | ({"h": h} if h else {}), *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case("cube_of_sum", np.array([2.0]), 0.1)
    yield _case("tilted_parabola", np.array([1.0, -0.5]), 0.25)
    yield _case("cube_of_sum", rng.normal(size=(2, 3)), 0.01)
    yield _case("exp_of_sum", rng.normal(size=4), 0.1)
    yield _case("exp_of_sum", rng.normal(size=(3, 2)))
    yield _case("tilted_parabola", rng.normal(size=(3, 3)))
    for f in ("exp_of_sum", "cube_of_sum"):
        yield Case(
            {"f": Public(f), "x": rng.uniform(0.5, 1, size=3), "h": 0.1, "halvings": 2},
            "order",
            EDGE,
            scenario="halved_steps",
        )
    yield _case("cube_of_sum", rng.normal(size=(2, 3, 2)), 0.1, "three axes", EDGE)
    yield _case("exp_of_sum", rng.normal(size=(2, 1, 3)), 0.05, "three axes", EDGE)
    yield _case("cube_of_sum", np.array([1, -2, 3]), 0.1, "integers", EDGE)
    yield _case("exp_of_sum", np.array([[0, 1], [2, -1]]), 0.3, "integers", EDGE)
    for n, d in ((3, 2), (2, 4)):
        yield _case("cube_of_sum", np.asfortranarray(rng.normal(size=(n, d))), 0.02, "memory order", EDGE)
    if hidden:
        yield _case("cube_of_sum", rng.normal(size=(4, 2)), 0.03)


def _entrywise(quotient: Quotient) -> Any:
    """Predict entry by entry: quotient(f, x, h at one entry, h)."""

    def at(f: Any, x: Any, h: float) -> Any:
        steps = [h * e.reshape(x.shape) for e in np.eye(x.size)]
        return np.reshape([quotient(f, x, e, h) for e in steps], x.shape)

    return _ladder(at)


def _ladder(one: Callable[[Any, Any, float], Any], keep: bool = False) -> Any:
    """Predict by one(f, x, h), on every rung of the ladder of steps."""

    def predict(f: Any, x: Any, h: float = 1e-5, halvings: int = 0) -> Any:
        x = np.asarray(x) if keep else np.asarray(x, float)
        return [one(f, x, h / 2**k) for k in range(halvings + 1)] if halvings else one(f, x, h)

    return formula(predict)


def _creeping(up: float, down: float, after: float, span: float) -> Any:
    """Predict a loop that moves an entry to +up, then to +down, and leaves it at +after (in units of h)."""

    def one(f: Any, x: Any, h: float) -> Any:
        now, out = x.copy(order="C"), np.zeros(x.size)
        for i in range(x.size):
            high, low = now.copy(), now.copy()
            high.flat[i] += up * h
            low.flat[i] += down * h
            out[i] = (f(high) - f(low)) / (span * h)
            now.flat[i] += after * h
        return out.reshape(x.shape)

    return _ladder(one)


def _piled_up(f: Any, x: Any, h: float) -> Any:
    steps = np.cumsum(h * np.eye(x.size), axis=0)
    return np.reshape(
        [(f(x + e.reshape(x.shape)) - f(x - e.reshape(x.shape))) / (2 * h) for e in steps], x.shape
    )


def _flattened(f: Any, x: Any, h: float) -> Any:
    return np.reshape(CLOSED[f.__name__](x.ravel(), h), x.shape)


def _only(keep: slice) -> Any:
    """Predict the right slopes for some entries, in row-major order, and 0 for the others."""

    def one(f: Any, x: Any, h: float) -> Any:
        out = np.zeros(x.size)
        out[keep] = CLOSED[f.__name__](x, h).ravel()[keep]
        return out.reshape(x.shape)

    return _ladder(one)


def _rows(f: Any, x: Any, h: float) -> Any:
    out = np.empty(x.shape)
    for i in range(len(x)):
        e = np.zeros(x.shape)
        e[i] = h
        out[i] = (f(x + e) - f(x - e)) / (2 * h)
    return out


def _relative(f: Any, x: Any, h: float) -> Any:
    steps = [h * x * e.reshape(x.shape) for e in np.eye(x.size)]
    return np.reshape([(f(x + s) - f(x - s)) / (2 * s.sum()) for s in steps], x.shape) if x.all() else ANY


def _whole(result_too: bool, argument: bool) -> Any:
    """Predict with a whole-number x kept as it is, and a result array like it."""

    def one(f: Any, x: Any, h: float) -> Any:
        whole, out = x.dtype.kind == "i", np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            high, low = (x.copy() if argument else x.astype(float) for _ in range(2))
            high[i], low[i] = high[i] + h, low[i] - h
            out[i] = (f(high) - f(low)) / (2 * h)
        return np.trunc(out) if whole and result_too else out

    return _ladder(one, keep=True)


def _lost_in_a_copy(f: Any, x: Any, h: float) -> Any:
    contiguous = x.flags.c_contiguous
    return CLOSED[f.__name__](x, h) if contiguous else np.zeros(x.shape)


num_grad = Exercise(
    name="num_grad",
    points=8,
    law="num_grad(f, x, h=1e-5) → array like x: (f(x + h·e) − f(x − h·e)) / 2h for every entry, e = 1 there and 0 elsewhere; x is unchanged after the call",
    cases=_cases,
    spec=_spec,
    outputs=("gradient",),
    tolerance=Tolerance(rtol=1e-6, atol=1e-8),
    contract=_calls,
    imports=("course.exercises.lab05_backprop.scenes",),
    weights={"core": 0.7, "order": 0.1, "three axes": 0.1, "integers": 0.05, "memory order": 0.05},
    read="section 1, a slope by two calls",
    think="Take f(x) = x³ at x = 2 with h = 0.1 by hand: which two values of f do you need, and by what is their difference divided?",
    hints=(
        "Which two points does the quotient compare, and which entries of x differ between them?",
        "Loop over all indices (np.ndindex(x.shape)); move one entry of a float copy up and down, and leave the others alone.",
        "The two points lie 2h apart; the next entry starts from the original x again.",
    ),
    mistakes=(
        Mistake("forward-difference", _entrywise(lambda f, x, e, h: (f(x + e) - f(x)) / h), "this is (f(x + h) − f(x)) / h, a one-sided difference",
                "How far to the other side does the law go?", "forward difference"),
        Mistake("backward-difference", _entrywise(lambda f, x, e, h: (f(x) - f(x - e)) / h), "this is (f(x) − f(x − h)) / h, a one-sided difference",
                "How far to the other side does the law go?", "backward difference"),
        Mistake("divided-by-h", _entrywise(lambda f, x, e, h: (f(x + e) - f(x - e)) / h), "twice too large: the two points are 2h apart, the difference is divided by h",
                "How far apart are the two points?", "1/h for 1/2h"),
        Mistake("half-forward", _entrywise(lambda f, x, e, h: (f(x + e) - f(x)) / (2 * h)), "the second value is f(x), not f(x − h): half of a one-sided difference",
                "From where does the second step start?", "takes h away once after adding it"),
        Mistake("divided-by-2", _entrywise(lambda f, x, e, h: (f(x + e) - f(x - e)) / 2), "the difference is divided by 2 and not by h", "What is the distance of the two points?", "h missing in the denominator"),
        Mistake("precedence", _entrywise(lambda f, x, e, h: (f(x + e) - f(x - e)) / 2 * h), "h multiplies where it should divide", "What does Python make of a / 2 * h?", "/ 2 * h"),
        Mistake("not-divided", _entrywise(lambda f, x, e, h: f(x + e) - f(x - e)), "this is the difference itself, not a slope", "What makes a difference a slope?", "no denominator"),
        Mistake("sign", _entrywise(lambda f, x, e, h: (f(x - e) - f(x + e)) / (2 * h)), "the two values have changed places", "Which value comes first?", "minus the gradient"),
        Mistake("absolute", _entrywise(lambda f, x, e, h: abs(f(x + e) - f(x - e)) / (2 * h)), "every entry is positive: a slope has a sign", "Can a function fall?", "abs"),
        Mistake("half-step", _entrywise(lambda f, x, e, h: (f(x + e / 2) - f(x - e / 2)) / h), "the step is h/2 on each side; the law goes h to each side", "How far apart are the two points?", "h/2"),
        Mistake("h-ignored", _entrywise(lambda f, x, e, h: (f(x + e * 1e-5 / h) - f(x - e * 1e-5 / h)) / 2e-5), "the step does not depend on h", "Where does h enter?", "h hard-coded"),
        Mistake("relative-step", _entrywise(lambda f, x, e, h: (f(x + e * x) - f(x - e * x)) / (2 * h)), "the entry is multiplied by 1 ± h; the law adds and takes away h", "Where do you look when x is 0?", "x(1 ± h)"),
        Mistake("second-derivative", _entrywise(lambda f, x, e, h: (f(x + e) - 2 * f(x) + f(x - e)) / h**2), "this is the second derivative", "Which difference estimates a slope?", ""),
        Mistake("five-point", _entrywise(lambda f, x, e, h: (8 * (f(x + e) - f(x - e)) - f(x + 2 * e) + f(x - 2 * e)) / (12 * h)), "a finer formula than the law's, with twice the calls",
                "Which two values does the law use?", "five-point stencil"),
        Mistake("all-at-once", _entrywise(lambda f, x, e, h: (f(x + h) - f(x - h)) / (2 * h)), "all entries are moved at the same time", "Which entries does a partial derivative move?", "x + h moves everything"),
        Mistake("rows-moved", _ladder(_rows), "a whole row is moved at once where x has more than one axis", "What does x[i] mean for a matrix?", "range(len(x)) on a matrix"),
        Mistake("not-put-back", _creeping(1, -1, -1, 2), "an entry stays at x − h while the next one is tried", "Where does the entry stand when the loop goes on?", "x not restored"),
        Mistake("stays-moved-up", _creeping(1, -1, 1, 2), "an entry stays at x + h while the next one is tried", "Where does the entry stand when the loop goes on?", "x not restored"),
        Mistake("forward-not-put-back", _creeping(1, 0, 1, 1), "a one-sided difference, and each entry stays moved while the next one is tried", "Which two points does the law compare?", "forward difference, x not restored"),
        Mistake("integers", _whole(False, True), "a whole-number x stays an array of whole numbers, so that a step of h < 1 is lost", "What is 1 + 0.1 in an array of integers?", "dtype kept"),
        Mistake("integer-result", _whole(True, False), "for a whole-number x the slopes are cut to whole numbers", "Which dtype has np.zeros_like(x)?", "zeros_like of ints"),
        Mistake("integers-throughout", _whole(True, True), "for a whole-number x neither step nor result can hold a fraction", "Which dtype has a copy of x, and np.zeros_like(x)?", "ints everywhere"),
        Mistake("lost-in-a-copy", _ladder(_lost_in_a_copy), "for an array in column order every slope is 0: the step is made in a copy that f never sees",
                "When does reshape(-1) or ravel() return a copy?", "flat view is a copy in Fortran order"),
        Mistake("steps-pile-up", _ladder(_piled_up), "the entries tried before stay moved in both values", "Is the step vector 0 again when the next entry is tried?", "step not reset"),
        Mistake("relative-quotient", _ladder(_relative), "the step is h times the entry, so that nothing can be said where x is 0", "How large is the step where x is 0?", "step h·x"),
        Mistake("one-array", _entrywise(lambda f, x, e, h: 0.0), "all slopes are 0: both values of f come from the same point", "Are your two points two arrays, or two names for one?", "xm = xp without a copy"),
        Mistake("quarter", _entrywise(lambda f, x, e, h: (f(x + e / 2) - f(x - e / 2)) / (2 * h)), "the points are h apart, the difference is divided by 2h", "How far apart are the two points?", "h/2 each side, / 2h"),
        Mistake("flattened", _ladder(_flattened), "f is given a flat array in the place of x", "Which shape does f expect?", "f(x.ravel())"),
        Mistake("first-entry-only", _only(slice(0, 1)), "only the first entry is filled", "Does your loop return too early?", "return in the loop"),
        Mistake("last-entry-missing", _only(slice(0, -1)), "the last entry is left out", "Where does your loop end?", "size − 1"),
        Mistake("averaged", _ladder(lambda f, x, h: CLOSED[f.__name__](x, h) / x.size), "each slope is divided by the number of entries", "Does a partial derivative know how many entries there are?", "mean"),
    ),
)  # fmt: skip
