"""All nine shapes of exercise, tried on declarations: the right pass, the wrong fail and get their name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.checks import Breach, Exercise, Holds, Observation, Status, Verdict, judge, observe
from course.checks.diagnose import predictions
from course.checks.wire import decode, encode
from tests.checks.helpers import has_torch
from tests.checks.shapes import NUMPY, TORCH, declared
from tests.checks.solutions import Solution, solutions

SEEDS = (1, 2)


def _cases(names: tuple[str, ...]) -> list[Any]:
    return [pytest.param(s, id=str(s)) for name in names for s in solutions(name)]


def _torch_cases() -> list[Any]:
    filed = [s for name in TORCH for s in solutions(name)] if has_torch() else []
    return [pytest.param(s, id=str(s), marks=pytest.mark.torch) for s in filed]


ALL = [*_cases(NUMPY), *_torch_cases()]
EXERCISES = [*NUMPY, *(pytest.param(name, marks=pytest.mark.torch) for name in TORCH)]


def _verdict(exercise: Exercise, target: Any, seed: int) -> Verdict:
    """Judge as a graded run does: plan and observations cross as frames."""
    cases = exercise.probes(seed, hidden=True)
    plan = type(exercise.plan(cases)).from_data(decode(encode(exercise.plan(cases).as_data())))
    seen = decode(encode([o.as_data() for o in observe(plan, {exercise.name: target})]))
    return judge(exercise, cases, [Observation.from_data(o) for o in seen])


@pytest.mark.parametrize("solution", ALL)
def test_the_right_pass_and_the_wrong_are_named(solution: Solution) -> None:
    for seed in SEEDS:
        verdict = _verdict(declared(solution.exercise), solution.target, seed)
        if not solution.label and not _is_wrong(solution):
            assert verdict.passed, str(verdict)
            assert verdict.score == verdict.max_points
        else:
            assert verdict.status in (Status.WRONG, Status.ERROR)
            assert verdict.label == solution.label, str(verdict)
            assert verdict.score < verdict.max_points


def _is_wrong(solution: Solution) -> bool:
    return solution.note in UNKNOWN


UNKNOWN = {
    "forgets_one_slope_in_the_middle_and_swaps",
    "over_the_wrong_axis",
    "strided_wrongly",
    "drops_at_test",
}


@pytest.mark.parametrize("name", EXERCISES)
def test_every_shape_has_two_right_and_four_wrong_solutions(name: str) -> None:
    filed = solutions(name)
    wrong = [s for s in filed if s.label or _is_wrong(s)]
    assert len(filed) - len(wrong) >= 2
    assert len(wrong) >= 4


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_without_a_solution_scores_nothing(name: str) -> None:
    exercise = declared(name)
    cases = exercise.probes(3)
    verdict = judge(exercise, cases, observe(exercise.plan(cases), {}))
    assert (verdict.status, verdict.score) == (Status.NOT_ATTEMPTED, 0.0)


@pytest.mark.parametrize("name", EXERCISES)
def test_a_function_that_returns_nothing_scores_nothing(name: str) -> None:
    exercise = declared(name)
    verdict = _verdict(exercise, lambda *args, **kwargs: None, 3)
    assert not verdict.passed
    assert verdict.score == 0.0


@pytest.mark.parametrize("name", [n for n in NUMPY if declared(n).mistakes])
def test_no_two_mistakes_of_an_exercise_predict_the_same(name: str) -> None:
    exercise = declared(name)
    cases = exercise.probes(5, hidden=True)
    rights = [exercise.right(c) for c in cases]
    said = {
        m.label: [_key(exercise, p) for p in predictions(exercise, m, cases, rights)]
        for m in exercise.mistakes
    }
    right = [_key(exercise, r) for r in rights]
    for label, keys in said.items():
        same = [other for other, others in said.items() if other < label and others == keys]
        assert not same, f"{label} and {same} agree on all probes"
        assert keys != right, f"{label} predicts the right answer"


def _key(exercise: Exercise, value: Any) -> str:
    return (
        "law"
        if isinstance(value, (Holds, Breach))
        else repr([np.round(_flat(exercise.part(value, o)), 6).tolist() for o in exercise.outputs])
    )


def _flat(x: Any) -> np.ndarray:
    try:
        return (
            np.concatenate([_flat(v) for v in x])
            if isinstance(x, (list, tuple)) and len(x)
            else np.ravel(np.asarray(x, float))
        )
    except (TypeError, ValueError):
        return np.zeros(0)
