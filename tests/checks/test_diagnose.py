"""A name is given only where the prediction agrees on all probes and tells them from the right answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.checks import EDGE, EXTREME, RAISES, Breach, Case, Holds, Mistake
from course.checks.diagnose import claims, finite, predictions
from course.checks.mistakes import ANY, formula, scaled
from tests.checks.helpers import exercise, square_exercise, verdict, xs

MINUS = Mistake("sign", scaled(lambda c: -1.0), "the sign is reversed", "Which sign?", "staff")


def label(f: Any, *mistakes: Mistake, **options: Any) -> str:
    return verdict(square_exercise(mistakes=mistakes, **options), f).label


def test_a_mistake_is_named_when_it_agrees_on_all_probes() -> None:
    v = verdict(square_exercise(mistakes=(MINUS,)), lambda x: -(x**2))
    assert (v.label, v.staff) == ("sign", "staff")
    assert ("looks like", "the sign is reversed") in v.lines
    assert ("think", "Which sign?") in v.lines


def test_one_probe_that_disagrees_takes_the_name_away() -> None:
    assert label(lambda x: -(x**2) if x.ndim == 1 else x**2 + 1, MINUS) == ""
    assert label(lambda x: -(x**2) if x.size != 2 else x**2 + 1, MINUS) == ""


def test_the_first_mistake_that_fits_gives_the_name() -> None:
    twin = Mistake("twin", scaled(lambda c: -1.0), "")
    assert label(lambda x: -(x**2), twin, MINUS) == "twin"


def test_a_name_needs_two_telling_probes() -> None:
    once = Mistake("once", formula(lambda x: np.where(x == 2.0, 5.0, x**2)), "")
    assert label(lambda x: np.where(x == 2.0, 5.0, x**2), once) == ""
    twice = Mistake("twice", formula(lambda x: np.where(x.ndim == 1, x**2 + (np.abs(x) > 0), x**2)), "")
    assert label(lambda x: x**2 + (np.abs(x) > 0) if x.ndim == 1 else x**2, twice) == "twice"


def test_a_question_needs_one() -> None:
    ex = exercise(
        lambda: "b",
        [Case({}, scenario="value")],
        mistakes=(Mistake("a", lambda c, r: "a", "no"),),
        outputs=("answer",),
    )
    assert verdict(ex, "a").label == "a"
    assert verdict(ex, "c").label == ""


def test_no_name_comes_from_non_finite_entries() -> None:
    nan = Mistake("nan", lambda c, r: np.full(np.shape(r), np.nan), "all nan")
    assert label(lambda x: x * np.nan, nan) == "non-finite"
    half = Mistake(
        "half-nan", formula(lambda x: np.where(np.arange(x.size).reshape(x.shape) == 0, np.nan, x**2)), ""
    )
    assert (
        label(lambda x: np.where(np.arange(x.size).reshape(x.shape) == 0, np.nan, x**2), half) == "non-finite"
    )


def test_an_extreme_probe_that_overflows_has_no_say_when_mild_ones_fail() -> None:
    assert label(lambda x: np.where(np.abs(x) > 100, np.nan, -(x**2)), MINUS) == "sign"
    assert label(lambda x: np.where(x == 0, np.nan, -(x**2)), MINUS) == ""


def test_overflow_is_named_only_when_all_but_extreme_probes_pass() -> None:
    assert label(lambda x: np.where(np.abs(x) > 100, np.inf, x**2)) == "overflow"
    assert label(lambda x: np.where(x == 0, np.nan, x**2)) == "non-finite"
    assert label(lambda x: np.full(x.shape, np.inf)) == "non-finite"
    assert label(lambda x: x**2 if np.abs(x).max() < 100 else _overflow()) == "overflow"


def _overflow() -> Any:
    raise OverflowError


def test_a_prediction_that_cannot_be_made_is_not_made() -> None:
    broken = Mistake("broken", lambda c, r: 1 / 0, "")
    absent = Mistake("absent", lambda c, r: c.no_such_argument, "")
    assert label(lambda x: -(x**2), broken, absent, MINUS) == "sign"


def test_a_prediction_may_say_nothing_on_some_probes() -> None:
    quiet = Mistake("quiet", lambda c, r: -r if np.ndim(c.x) == 1 else ANY, "")
    assert label(lambda x: -(x**2) if x.ndim == 1 else np.ones(x.shape), quiet) == "quiet"
    mute = Mistake("mute", lambda c, r: ANY, "")
    assert label(lambda x: x, mute) == ""


def test_an_error_may_be_predicted_beside_a_value() -> None:
    def f(x: Any) -> Any:
        if x.ndim == 2:
            raise ValueError("no")
        return -(x**2)

    raises = Mistake("rows-only", lambda c, r: RAISES if np.ndim(c.x) == 2 else -r, "")
    assert label(f, raises) == "rows-only"
    assert label(lambda x: -(x**2), raises) == ""


def test_errors_alone_give_no_name() -> None:
    always = Mistake("always", lambda c, r: RAISES, "")
    assert label(lambda x: _overflow(), always) == "crash"


def test_a_prediction_may_be_a_law() -> None:
    small = Mistake(
        "small",
        lambda c, r: Holds("below", lambda v: None if (v < r + 1e-9).all() else Breach("no", "no")),
        "",
    )
    assert label(lambda x: x**2 - 1, small) == "small"
    assert label(lambda x: x**2 + 1, small) == ""


def test_a_law_that_is_kept_is_no_telling_probe() -> None:
    law = Holds("positive", lambda v: None if v > 0 else Breach("negative", f"{v} is not positive"))
    ex = exercise(lambda x: law, xs(1.0, 2.0), mistakes=(Mistake("x", lambda c, r: c.x, ""),))
    assert verdict(ex, lambda x: x if x == 1 else -x).label == "negative"


def test_a_name_concerns_the_first_wrong_output() -> None:
    def spec(x: Any) -> Any:
        return {"a": x, "b": 2 * x}

    second = Mistake("b-negative", lambda c, r: {"b": -r["b"]}, "")
    ex = exercise(spec, xs(1.0, 2.0), outputs=("a", "b"), mistakes=(second,))
    assert verdict(ex, lambda x: {"a": x, "b": -2 * x}).label == "b-negative"
    assert verdict(ex, lambda x: {"a": -x, "b": -2 * x}).label == ""


def test_a_mistake_that_explains_every_output_comes_first() -> None:
    def spec(x: Any) -> Any:
        return x, 2 * x

    only = Mistake("first-only", lambda c, r: (-r[0], r[1]), "")
    both = Mistake("both", lambda c, r: (-r[0], -r[1]), "")
    ex = exercise(spec, xs(1.0, 2.0), outputs=("a", "b"), mistakes=(only, both))
    assert verdict(ex, lambda x: (-x, -2 * x)).label == "both"
    assert verdict(ex, lambda x: (-x, 2 * x)).label == "first-only"


def test_all_that_a_mistake_claims_must_hold_and_it_claims_what_it_changes() -> None:
    def spec(x: Any) -> Any:
        return x, 2 * x

    both = Mistake("both", lambda c, r: (-r[0], -r[1]), "")
    only = Mistake("first-only", lambda c, r: (-r[0], r[1]), "")
    ex = exercise(spec, xs(1.0, 2.0), outputs=("a", "b"), mistakes=(both,))
    assert verdict(ex, lambda x: (-x, 2 * x)).label == ""
    assert (
        verdict(exercise(spec, xs(1.0, 2.0), outputs=("a", "b"), mistakes=(only,)), lambda x: (-x, 7.0)).label
        == "first-only"
    )
    cases = ex.probes(1)
    rights = [ex.right(c) for c in cases]
    assert claims(ex, both, cases, rights) == ["a", "b"]
    assert claims(ex, only, cases, rights) == ["a"]


def test_a_case_that_is_silent_on_an_output_has_no_say() -> None:
    def spec(x: Any) -> Any:
        return {"a": x} if x < 2 else {"a": x, "b": 2 * x}

    ex = exercise(
        spec,
        xs(1.0, 2.0, 3.0),
        outputs=("a", "b"),
        mistakes=(Mistake("neg", lambda c, r: {k: -v for k, v in r.items()}, ""),),
    )
    assert verdict(ex, spec).passed
    assert verdict(ex, lambda x: {"a": -x, "b": -2 * x}).label == "neg"
    assert verdict(ex, lambda x: {"a": -x} if x < 2 else {"a": -x, "b": -2 * x}).label == "neg"
    assert verdict(ex, lambda x: {"a": -x, "b": 2 * x}).label == ""


def test_no_output_of_the_judge_changes_what_was_seen() -> None:
    ex = square_exercise(mistakes=(Mistake("in-place", lambda c, r: c.x.__imul__(0), ""), MINUS))
    assert verdict(ex, lambda x: -(x**2)).label == "sign"


def test_predictions_are_listed_case_by_case() -> None:
    ex = square_exercise(mistakes=(MINUS,))
    cases = ex.probes(1)
    said = predictions(ex, MINUS, cases, [ex.right(c) for c in cases])
    assert len(said) == len(cases)
    assert said[0] == -4


@pytest.mark.parametrize(
    ("x", "right"),
    [
        ([1, np.inf], False),
        ({"a": (np.ones(2),)}, True),
        (np.array([1, 2]), True),
        (complex("nan"), False),
        ("nan", True),
    ],
)
def test_finite_looks_at_every_number(x: Any, right: bool) -> None:
    assert finite(x) is right


def test_families_and_levels_are_as_declared() -> None:
    assert [c.level for c in square_exercise().probes(1)] == [0, 0, 0, EDGE, EDGE, EXTREME]
