"""Questions: the key counts, each wrong option has its misconception."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.checks import Status, Verdict, judge, observe
from course.checks.question import choice

OPTIONS = {"a": "one", "b": "two", "c": "three"}
Q = choice("q_count", 2, "How many?", OPTIONS, "b", {"a": "too few", "c": "too many"})


def answered(value: Any) -> Verdict:
    cases = Q.probes(1)
    return judge(Q, cases, observe(Q.plan(cases), {"q_count": value}))


def test_the_key_scores_and_nothing_else_does() -> None:
    assert (answered("b").score, answered("b").status) == (2, Status.PASSED)
    for wrong in ("a", "c", "B", "", None, 1, ["b"], np.array("b"), ..., object()):
        assert answered(wrong).score == 0


def test_a_wrong_option_is_named_by_its_misconception() -> None:
    v = answered("c")
    assert v.label == "q_count:c"
    assert ("looks like", "too many") in v.lines


def test_numpy_s_text_is_a_text() -> None:
    assert answered(np.array(["b"])[0]).passed


@pytest.mark.parametrize(
    ("name", "key", "misconceptions"),
    [
        ("count", "b", {"a": "", "c": ""}),
        ("q_count", "d", {"a": "", "b": "", "c": ""}),
        ("q_count", "b", {"a": ""}),
    ],
)
def test_an_incomplete_question_is_refused(name: str, key: str, misconceptions: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="question"):
        choice(name, 2, "How many?", OPTIONS, key, misconceptions)
