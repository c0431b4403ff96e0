"""Declarations: cases in order, plans as data, weights, labs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.checks import EDGE, EXTREME, Case, Exercise, Lab, Mine, Plan, Rng, tensor
from course.checks.exercise import parameters
from course.checks.wire import decode, encode
from tests.checks.helpers import exercise, square_exercise, xs


def test_probes_come_from_mild_to_extreme_and_repeat_with_their_seed() -> None:
    def cases(rng: np.random.Generator, hidden: bool) -> Any:
        yield from xs(rng.random(), level=EXTREME)
        yield from xs(rng.random(), level=EDGE)
        yield from xs(rng.random())
        if hidden:
            yield from xs(-1.0)

    ex = Exercise("f", 1, "", cases, lambda x: x)
    assert [c.level for c in ex.probes(3)] == [0, EDGE, EXTREME]
    assert [c.args for c in ex.probes(3)] == [c.args for c in ex.probes(3)]
    assert [c.args for c in ex.probes(3)] != [c.args for c in ex.probes(4)]
    assert len(ex.probes(3, hidden=True)) == 4


def test_a_case_gives_positions_and_keywords() -> None:
    call = Case({"a": 1, "b": 2, "c": 3}, keywords=("b",)).call()
    assert (call.args, call.kwargs) == ((1, 3), {"b": 2})


def test_a_plan_is_data() -> None:
    ex = square_exercise(imports=("numpy",))
    plan = ex.plan(ex.probes(1))
    assert encode(Plan.from_data(decode(encode(plan.as_data()))).as_data()) == encode(plan.as_data())


def test_inputs_are_fresh_and_leave_the_student_s_names_alone() -> None:
    case = Case({"x": np.ones(2), "rng": Rng(1), "g": Mine("g")})
    first, second = case.inputs(), case.inputs()
    first.x += 1
    assert second.x.tolist() == [1, 1]
    assert first.rng.random() == second.rng.random()
    assert first.g == Mine("g")


def test_the_size_of_a_case_counts_every_entry() -> None:
    assert (
        Case(
            {
                "x": np.ones((2, 3)),
                "y": [1, (2, 3)],
                "z": {"a": np.ones(4)},
                "f": Rng(1),
                "t": tensor(np.ones(5)),
            }
        ).size
        == 6 + 3 + 4 + 1 + 5
    )


def test_weights_are_core_and_edges_unless_declared() -> None:
    ex = square_exercise()
    assert ex.family_weights(["core", "a", "b", "core"]) == pytest.approx({"core": 0.7, "a": 0.15, "b": 0.15})
    assert ex.family_weights(["core"]) == {"core": 1}
    assert ex.family_weights(["a", "b"]) == pytest.approx({"a": 0.5, "b": 0.5})
    assert square_exercise(weights={"core": 2, "a": 1, "unused": 7}).family_weights(
        ["core", "a"]
    ) == pytest.approx({"core": 2 / 3, "a": 1 / 3})


def test_a_lab_refuses_two_exercises_of_one_name() -> None:
    with pytest.raises(ValueError, match="f twice"):
        Lab("lab99", "", (square_exercise(), square_exercise()))


def test_a_lab_knows_its_exercises_and_points() -> None:
    lab = Lab("lab99", "", (square_exercise(), exercise(lambda x: x, [], name="g", points=2.5)))
    assert lab.points == 12.5
    assert lab.find("g").points == 2.5
    with pytest.raises(ValueError, match=r"no exercise 'h'; it has f, g"):
        lab.find("h")


def test_parameters_are_read_from_the_signature() -> None:
    assert parameters(lambda X, y, eta=1: None) == ("X", "y", "eta")
