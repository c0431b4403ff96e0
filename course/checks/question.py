"""Questions: an answer is a letter or a number; each wrong option has its own misconception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checks.exercise import Case, Exercise
from course.checks.mistakes import Mistake, Predict


def _one_case(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({}, scenario="value")


def _always(answer: Any) -> Predict:
    return lambda inputs, right: answer


def _spec(key: str) -> Callable[[], str]:
    return lambda: key


def choice(
    name: str,
    points: float,
    text: str,
    options: Mapping[str, str],
    key: str,
    misconceptions: Mapping[str, str],
    read: str = "",
) -> Exercise:
    """Declare a multiple-choice question.

    Parameters
    ----------
    name : str
        Starts with "q_"; the name that the student binds a letter to.
    options : mapping of letter to text
    key : str
        The right letter; applied in a graded run only.
    misconceptions : mapping of each wrong letter to what one who chooses it overlooks

    Raises
    ------
    ValueError
        The key is no option, or a wrong option has no misconception.
    """
    missing = sorted(set(options) - {key} - set(misconceptions))
    if key not in options or missing or not name.startswith("q_"):
        message = f"question {name!r}: a name in q_, a key among the options and a misconception for each wrong one; missing: {missing or key}"
        raise ValueError(message)
    mistakes = tuple(
        Mistake(
            f"{name}:{letter}", _always(letter), says, "Read the option again: for which case does it fail?"
        )
        for letter, says in misconceptions.items()
    )
    return Exercise(
        name, points, text, _one_case, _spec(key), ("answer",), mistakes, options=dict(options), read=read
    )
