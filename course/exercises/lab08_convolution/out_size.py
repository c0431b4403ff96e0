"""`out_size`: how many places a window has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula

REFUSED = "raises ValueError"


def _spec(n: int, k: int, pad: int = 0, stride: int = 1) -> Any:
    if k < 1 or stride < 1 or pad < 0 or k > n + 2 * pad:
        return REFUSED
    return len(range(0, n + 2 * pad - k + 1, stride))


def _case(n: int, k: int, *more: int, family: str = "core", level: int = 0, **named: int) -> Case:
    args = {"n": n, "k": k, **dict(zip(("pad", "stride"), more, strict=False)), **named}
    return Case(args, family, level, keywords=tuple(named), scenario="outcome")


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    for given in (
        (7, 3),
        (5, 2, 1),
        (9, 3, 0, 2),
        (6, 3, 1, 2),
        (11, 4, 2, 3),
        (28, 5, 2, 1),
        (227, 11, 0, 4),
        (10, 3, 0, 4),
        (10, 3, 1, 3),
        (9, 4, 2, 3),
    ):
        yield _case(*given)
    for _ in range(20 if hidden else 8):
        stride, k, pad = (int(rng.integers(low, high)) for low, high in ((1, 5), (1, 8), (0, 4)))
        yield _case(int(rng.integers(k, 60)), k, pad, stride)
    yield _case(13, 4, stride=3, family="by name, and by default", level=EDGE)
    yield _case(8, 5, pad=2, family="by name, and by default", level=EDGE)
    yield _case(8, 8, family="by name, and by default", level=EDGE)
    for given in ((4, 4, 0, 3), (2, 6, 2, 2), (1, 1, 0, 1), (1, 3, 1, 1), (1, 3, 1, 2), (5, 1, 0, 7)):
        yield _case(*given, family="one place only, and few", level=EDGE)
    for given in (
        (5, 0, 0, 1),
        (5, -1, 1, 1),
        (5, 3, -1, 1),
        (6, 2, -2, 1),
        (5, 3, 0, 0),
        (5, 3, 1, -1),
        (4, 5, 0, 1),
        (3, 8, 2, 2),
        (2, 5, 1, 3),
    ):
        yield _case(*given, family="refused", level=EDGE)


def _wrong(f: Callable[[int, int, int, int], Any]) -> Any:
    """Predict f where the law gives a number; refusals stay as they are."""
    return formula(
        lambda n, k, pad=0, stride=1: REFUSED if _spec(n, k, pad, stride) == REFUSED else f(n, k, pad, stride)
    )


def _accepts(condition: Callable[[int, int, int, int], bool]) -> Any:
    """Predict the formula's bare value where `condition` should have been refused."""

    def predict(n: int, k: int, pad: int = 0, stride: int = 1) -> Any:
        if not condition(n, k, pad, stride):
            return _spec(n, k, pad, stride)
        return (n + 2 * pad - k) // stride + 1 if stride else "raises ZeroDivisionError"

    return formula(predict)


def _step_ignored(n: int, k: int, p: int, s: int) -> bool:
    return k < 1 or s < 1 or p < 0 or k > n + 2 * p


out_size = Exercise(
    name="out_size",
    points=4,
    law="out_size(n, k, pad=0, stride=1) → int: the largest whole number ≤ (n + 2·pad − k)/stride, plus 1; ValueError if k < 1, stride < 1, pad < 0 or k > n + 2·pad",
    cases=_cases,
    spec=_spec,
    outputs=("size",),
    read="section 5, how large is the output?",
    think="Draw the smallest case as a row of squares and lay the window on it: how many places are there?",
    hints=(
        "How long is the row after padding, and where does the last window begin?",
        "The windows begin at 0, s, 2s, …; the last one at most at n + 2p − k. How many are these?",
        "Whole division // rounds down; add 1 for the window at 0, and refuse what makes no sense before you divide.",
    ),
    mistakes=(
        Mistake("no-plus-one", _wrong(lambda n, k, p, s: (n + 2 * p - k) // s), "the window at 0 is not counted", "How many places has a window of n on n pixels?", "+1 missing"),
        Mistake("rounds-up", _wrong(lambda n, k, p, s: ceil((n + 2 * p - k) / s) + 1), "an incomplete last window is counted", "Does the last window fit?", "ceil for floor"),
        Mistake("rounds-to-nearest", _wrong(lambda n, k, p, s: round((n + 2 * p - k) / s) + 1), "the quotient is rounded to the nearest whole number", "Does the last window fit?", "round for floor"),
        Mistake("not-rounded", _wrong(lambda n, k, p, s: (n + 2 * p - k) / s + 1), "the quotient is not rounded", "Can there be half a window?", "/ for //"),
        Mistake("pad-once", _wrong(lambda n, k, p, s: (n + p - k) // s + 1), "the padding is counted on one side only", "On how many sides are there zeros?", "p for 2p"),
        Mistake("pad-ignored", _wrong(lambda n, k, p, s: (n - k) // s + 1), "the padding plays no part", "Where does pad enter?", ""),
        Mistake("pad-after", _wrong(lambda n, k, p, s: (n - k) // s + 1 + 2 * p), "the padding is added to the output", "Is the window moved before or after the padding?", ""),
        Mistake("stride-ignored", _wrong(lambda n, k, p, s: n + 2 * p - k + 1), "the stride plays no part", "Where does stride enter?", ""),
        Mistake("plus-one-inside", _wrong(lambda n, k, p, s: (n + 2 * p - k + 1) // s), "the 1 is added before the division", "Which window does the 1 stand for?", "parenthesis"),
        Mistake("plus-one-inside-up", _wrong(lambda n, k, p, s: (n + 2 * p - k + 1) // s + 1), "1 is added twice, before and after the division", "Which window does the 1 stand for?", ""),
        Mistake("length-over-stride", _wrong(lambda n, k, p, s: (n + 2 * p) // s), "the kernel plays no part", "Where does the last window begin?", ""),
        Mistake("stride-times-kernel", _wrong(lambda n, k, p, s: (n + 2 * p) // (k * s)), "the windows lie side by side", "By how much does the window move?", ""),
        Mistake("pad-removed", _wrong(lambda n, k, p, s: (n - 2 * p - k) // s + 1), "the padding makes the image smaller", "Does padding add pixels or take them away?", "sign of pad"),
        Mistake("pad-by-stride", _wrong(lambda n, k, p, s: (n - k) // s + 2 * p // s + 1), "image and padding are divided apart", "What does rounding down twice lose?", ""),
        Mistake("nothing-refused", _accepts(_step_ignored), "nothing is refused", "What should happen when the window is larger than the image?", "no ValueError"),
        Mistake("large-kernel-accepted", _accepts(lambda n, k, p, s: s > 0 and k > 0 and p >= 0 and k > n + 2 * p), "a window larger than the padded image is accepted", "How large is the image after padding?", "k > n + 2p not refused"),
        Mistake("padding-forgotten-in-test", formula(lambda n, k, pad=0, stride=1: REFUSED if k > n else _spec(n, k, pad, stride)), "a window larger than the image, but not than the padded one, is refused", "How large is the image after padding?", "k > n tested"),
        Mistake("negative-pad-accepted", _accepts(lambda n, k, p, s: s > 0 and k > 0 and p < 0 and k <= n + 2 * p), "a negative padding is accepted", "Can there be −1 columns of zeros?", "p < 0 not refused"),
        Mistake("zero-kernel-accepted", _accepts(lambda n, k, p, s: s > 0 and k < 1 and p >= 0), "a window of no pixels is accepted", "What is the smallest window?", "k < 1 not refused"),
        Mistake("stride-accepted", _accepts(lambda n, k, p, s: s < 1 and k > 0 and p >= 0), "a stride of 0, or backwards, is accepted", "How far must the window move at least?", "stride < 1 not refused"),
        Mistake("exact-fit-refused", formula(lambda n, k, pad=0, stride=1: REFUSED if k >= n + 2 * pad else _spec(n, k, pad, stride)), "a window as large as the padded image is refused", "How many places has it?", ">= for >"),
        Mistake("remainder-refused", formula(lambda n, k, pad=0, stride=1: REFUSED if stride > 0 and (n + 2 * pad - k) % stride else _spec(n, k, pad, stride)), "a stride that does not divide is refused", "What does the law do with the remainder?", "must divide"),
        Mistake("negative-to-zero", formula(lambda n, k, pad=0, stride=1: 0 if _spec(n, k, pad, stride) == REFUSED else _spec(n, k, pad, stride)), "0 is returned where the law asks for an error", "What is raised, and how?", "returns 0"),
        Mistake("none-for-error", formula(lambda n, k, pad=0, stride=1: None if _spec(n, k, pad, stride) == REFUSED else _spec(n, k, pad, stride)), "None is returned where the law asks for an error", "What is raised, and how?", "returns None"),
        Mistake("assertion", formula(lambda n, k, pad=0, stride=1: "raises AssertionError" if _spec(n, k, pad, stride) == REFUSED else _spec(n, k, pad, stride)), "an AssertionError is raised; the law asks for a ValueError", "How is an error of a given class raised?", "assert"),
    ),
)  # fmt: skip
