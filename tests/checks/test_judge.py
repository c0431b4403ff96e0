"""The judge: order of diagnosis, points by parts, breaches, statuses, and calm words."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from course.checks import (
    EDGE,
    Breach,
    Case,
    Holds,
    Mistake,
    Observation,
    Public,
    Rng,
    Status,
    judge,
    observe,
    public,
)
from tests.checks.helpers import exercise, square_exercise, verdict, xs
from tests.checks.test_compare import STRANGE


def pair_exercise(**options: Any) -> Any:
    """Return an exercise with two outputs: a square and a double."""
    cases = [
        *xs(1.0, 2.0, 3.0),
        *xs(0.0, family="zero", level=EDGE),
        *xs(-1.0, -2.0, family="negative", level=EDGE),
    ]
    return exercise(
        **{"spec": lambda x: (x**2, 2 * x), "cases": cases, "outputs": ("square", "double"), **options}
    )


def lines(v: Any) -> dict[str, str]:
    return dict(v.lines)


# statuses --------------------------------------------------------------------------------------------------------


def test_a_right_function_passes_with_all_points() -> None:
    v = verdict(square_exercise(), lambda x: x**2)
    assert (v.status, v.score, v.label, v.lines, v.hints) == (Status.PASSED, 10.0, "", (), ())
    assert v.headline == "right on 6 cases (core, zeros, large)"
    assert v.cases == 6


def test_an_untouched_stub_is_not_attempted() -> None:
    def stub(x: Any) -> Any:
        raise NotImplementedError

    v = verdict(square_exercise(), stub)
    assert (v.status, v.score) == (Status.NOT_ATTEMPTED, 0.0)
    assert lines(v)["law"] == "f(x)"


def test_a_half_written_function_is_unfinished_not_unattempted() -> None:
    def half(x: Any) -> Any:
        if x.ndim == 2:
            raise NotImplementedError
        return x**2

    v = verdict(square_exercise(), half)
    assert (v.status, v.label) == (Status.WRONG, "unfinished")


def test_a_function_that_always_stops_is_an_error_and_scores_nothing() -> None:
    v = verdict(square_exercise(), lambda x: x.no_such_method())
    assert (v.status, v.score, v.label) == (Status.ERROR, 0.0, "crash")
    assert lines(v)["fact"].startswith("AttributeError: ")
    assert "x.no_such_method()" in lines(v)["in your code"]


def test_a_function_that_stops_on_an_edge_keeps_its_core() -> None:
    v = verdict(square_exercise(), lambda x: x**2 if x.any() else 1 / 0)
    assert (v.status, v.label, v.score) == (Status.WRONG, "crash", pytest.approx(8.5))


def test_as_many_observations_as_cases_are_due() -> None:
    ex = square_exercise()
    with pytest.raises(ValueError, match="5 observations for 6 cases"):
        judge(ex, ex.probes(1), [Observation()] * 5)


# points ----------------------------------------------------------------------------------------------------------


def test_parts_are_outputs_times_families_and_add_up_to_one() -> None:
    v = verdict(pair_exercise(), lambda x: (x**2, 2 * x))
    assert [p.name for p in v.parts] == [
        "square · core",
        "double · core",
        "square · zero",
        "double · zero",
        "square · negative",
        "double · negative",
    ]
    assert [p.weight for p in v.parts] == pytest.approx([0.35, 0.35, 0.075, 0.075, 0.075, 0.075])


def test_an_edge_counts_only_where_the_core_of_its_output_is_right() -> None:
    v = verdict(pair_exercise(), lambda x: (x**2, 0.0))  # "double" is right at zero only
    assert v.score == pytest.approx(10 * (0.35 + 0.075 + 0.075))
    assert not next(p for p in v.parts if p.name == "double · zero").passed


def test_a_wrong_edge_costs_that_edge() -> None:
    v = verdict(pair_exercise(), lambda x: (x**2, 2 * abs(x)))
    assert v.score == pytest.approx(10 * (1 - 0.075))
    assert "5 of 6 parts right" in v.headline


def test_declared_weights_win() -> None:
    v = verdict(pair_exercise(weights={"core": 1, "zero": 1, "negative": 2}), lambda x: (x**2, 2 * abs(x)))
    assert v.score == pytest.approx(10 * (1 - 0.25))


def test_outputs_of_which_no_case_speaks_are_no_part() -> None:
    def spec(x: Any) -> Any:
        return {"a": x, "b": x} if x > 0 else {"a": x}

    ex = exercise(spec, [*xs(1.0, 2.0), *xs(-1.0, -2.0, family="negative", level=EDGE)], outputs=("a", "b"))
    v = verdict(ex, spec)
    assert [(p.name, p.weight) for p in v.parts] == [
        ("a · core", 0.35),
        ("b · core", 0.35),
        ("a · negative", pytest.approx(0.3)),
    ]
    assert v.score == 10


@pytest.mark.parametrize("value", STRANGE, ids=lambda x: type(x).__name__)
def test_no_value_of_a_student_s_stops_the_judge(value: Any) -> None:
    named = pair_exercise(
        outputs_of=lambda v: {"square": v[0][0], "double": v[1]}, spec=lambda x: ([x**2], 2 * x)
    )
    law = exercise(lambda x: Holds("positive", lambda v: None if v > 0 else Breach("no", "no")), xs(1.0, 2.0))
    for ex in (
        square_exercise(mistakes=(Mistake("sign", lambda c, r: -r, ""),)),
        pair_exercise(),
        named,
        law,
    ):
        cases = ex.probes(1)
        v = judge(ex, cases, [Observation(value=value)] * len(cases))
        assert 0 <= v.score <= v.max_points
        assert str(v)
        assert v._repr_html_()


def test_a_value_of_another_structure_is_named_as_such() -> None:
    ex = pair_exercise(outputs_of=lambda v: {"square": v[0], "double": v[1]})
    v = verdict(ex, lambda x: 7)
    assert (v.label, v.score) == ("type", 0.0)
    assert lines(v)["square"].startswith("the int 7")


# side effects ----------------------------------------------------------------------------------------------------


def scales(x: Any) -> Any:
    x *= x
    return x


def test_a_right_value_with_a_breach_is_capped_and_says_so() -> None:
    v = verdict(square_exercise(), scales)
    assert (v.status, v.score, v.label) == (Status.WRONG, 8.0, "mutates-input")
    assert v.headline == "the values are right, the contract is not kept"
    assert lines(v)["fact"] == "the call changes its input x"


def test_a_breach_never_raises_a_score() -> None:
    def f(x: Any) -> Any:
        y = x + 1
        x[...] = 0
        return y

    v = verdict(square_exercise(), f)
    assert (v.score, v.label) == (0.0, "mutates-input")


def test_touching_the_global_generator_is_a_breach_unless_the_law_lets_it() -> None:
    def f(x: Any) -> Any:
        np.random.rand()
        return x**2

    assert (verdict(square_exercise(), f).label, verdict(square_exercise(), f).score) == ("global-state", 8.0)
    assert verdict(square_exercise(touches=("NumPy's global generator",)), f).passed


def test_a_breach_in_a_scenario_counts_as_well() -> None:
    ex = exercise(
        lambda n, x: [x**2] * n, [Case({"n": 2, "x": np.ones(2) * k}, scenario="draws") for k in (2.0, 3.0)]
    )
    assert verdict(ex, lambda x: x**2).passed

    def f(x: Any) -> Any:
        x += 0.0
        x[0] = 2.0
        return np.full(2, x[1] ** 2)

    assert verdict(ex, f).label == "mutates-input"


@public
def trial_plus_one(x: Any) -> Any:
    return x + 1


def test_a_contract_on_facts_caps_the_score() -> None:
    def twice(c: Any, seen: Observation) -> Breach | None:
        return Breach("too-many-calls", "g is called too often") if seen.calls["trial_plus_one"] > 1 else None

    cases = [Case({"g": Public("trial_plus_one"), "x": k}) for k in (1.0, 2.0)]
    ex = exercise(lambda g, x: g(x), cases, contract=twice)
    assert verdict(ex, lambda g, x: g(x)).passed
    v = verdict(ex, lambda g, x: 2 * g(x) - g(x))
    assert (v.label, v.score, lines(v)["fact"]) == ("too-many-calls", 8.0, "g is called too often")
    assert verdict(ex, lambda g, x: 1 / 0).label == "crash"


def test_forged_facts_are_read_without_harm() -> None:
    ex = square_exercise()
    cases = ex.probes(1)
    right = [
        Observation(
            value=ex.right(c), mutated={99: "", -1: "mode", "q": ""}, aliased=(50, "z"), touched=("x", "y")
        )
        for c in cases
    ]
    v = judge(ex, cases, right)
    assert v.score == 8.0
    assert "its input" in str(v)


def test_a_shared_result_is_a_note_and_no_breach() -> None:
    v = verdict(exercise(lambda x: x, xs(np.ones(2), np.zeros(3))), lambda x: x)
    assert v.passed
    assert v.notes == ("the result shares memory with the input x: a later change of one changes the other",)


def test_float32_is_a_note() -> None:
    v = verdict(square_exercise(), lambda x: (x**2).astype("f"))
    assert v.passed
    assert "float32" in v.notes[0]


# the order of diagnosis ------------------------------------------------------------------------------------------


def test_type_comes_before_shape_and_so_on() -> None:
    def label(f: Any) -> str:
        return verdict(square_exercise(), f).label

    assert label(lambda x: None) == "returns-none"
    assert label(lambda x: [1]) == "type"
    assert label(lambda x: np.full((7, 7), np.nan)) == "shape"
    assert label(lambda x: x**2 * (1 + 0j)) == "dtype"
    assert label(lambda x: x * np.nan) == "non-finite"
    assert label(lambda x: x + 100) == ""


def test_the_first_wrong_output_is_the_one_that_is_told() -> None:
    v = verdict(pair_exercise(), lambda x: (x**2 + 1, 0.0))
    assert v.lines[0][0] == "square"
    assert verdict(pair_exercise(), lambda x: (x**2, 0.5)).lines[0][0] == "double"


def test_the_mildest_failing_probe_is_told() -> None:
    v = verdict(square_exercise(), lambda x: np.where(np.abs(x) > 100, 0, x**2))
    assert "1000" in lines(v)["smallest"]
    assert "3 of" not in v.headline or "2 of 3 parts right" in v.headline


def test_the_smallest_failing_case_is_shown_with_both_numbers() -> None:
    v = verdict(square_exercise(), lambda x: -(x**2))
    assert lines(v)["smallest"] == "x = [2]  gives [-4], expected [4]"


def test_a_law_is_shown_in_place_of_a_right_answer() -> None:
    law = Holds("positive", lambda v: None if v > 0 else Breach("negative", f"{v} is not positive"))
    v = verdict(exercise(lambda x: law, xs(1.0, 2.0)), lambda x: -x)
    assert lines(v)["smallest"] == "x = 1  gives -1; the law: positive"
    assert v.label == "negative"


def test_a_warning_breaks_a_quiet_case_only() -> None:
    def loud(x: Any) -> Any:
        warnings.warn("overflow encountered", RuntimeWarning, stacklevel=1)
        return x**2

    assert verdict(square_exercise(), loud).passed
    quiet = exercise(lambda x: x**2, xs(1.0, 2.0, quiet=True))
    v = verdict(quiet, loud)
    assert (v.label, v.score) == ("warning", 0.0)
    assert "RuntimeWarning" in lines(v)["fact"]


def test_hints_come_with_a_failure_and_are_two() -> None:
    ex = square_exercise(hints=("one", "two", "three"))
    assert verdict(ex, lambda x: x).hints == ("one", "two")
    assert verdict(ex, lambda x: x**2).hints == ()


def test_the_answer_line_of_a_question_is_never_shown() -> None:
    ex = exercise(
        lambda: "b", [Case({}, scenario="value")], outputs=("answer",), options={"a": "1", "b": "2"}
    )
    assert "smallest" not in lines(verdict(ex, "a"))


# the world -------------------------------------------------------------------------------------------------------


def test_right_answers_are_computed_in_standard_modes() -> None:
    def spec(x: Any) -> Any:
        warnings.warn("a library speaks", UserWarning, stacklevel=1)
        return np.exp(-np.abs(x) * 1e6)

    ex = exercise(
        spec, xs(np.ones(2), np.arange(3.0)), mistakes=(Mistake("m", lambda c, r: np.log(c.x * 0), ""),)
    )
    with np.errstate(all="raise"):
        assert verdict(ex, lambda x: np.where(x == 0, 1.0, 0.0)).passed
        assert not verdict(ex, lambda x: x + 3).passed
        assert np.geterr()["over"] == "raise"


def test_judging_again_gives_the_same_verdict() -> None:
    ex = exercise(lambda x, rng: Holds("any", lambda v: None), [Case({"x": 1.0, "rng": Rng(1)})] * 2)
    cases = ex.probes(1)
    seen = observe(ex.plan(cases), {"f": lambda x, rng: rng.random()})
    assert judge(ex, cases, seen) == judge(ex, cases, seen)
