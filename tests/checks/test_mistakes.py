"""The factories of mistakes predict what one who makes them returns."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from course.checks import mistakes
from course.checks.mistakes import flipped, formula, rolled, scaled, transposed, without_factor, without_term

C = SimpleNamespace(X=np.ones((4, 2)), w=np.array([1.0, 2.0]))
R = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def equal(a: Any, b: Any) -> None:
    np.testing.assert_array_equal(a, b)


def test_a_formula_has_the_exercise_s_own_signature() -> None:
    equal(formula(lambda X, w: X @ w)(C, None), C.X @ C.w)


def test_a_factor_is_an_expression_of_the_case() -> None:
    equal(scaled(lambda c: len(c.X))(C, R), 4 * R)
    equal(scaled(lambda c: 0.5, about=lambda c: c.w)(C, C.w + 2), C.w + 1)
    equal(without_factor(lambda c: 2.0)(C, R), R / 2)
    equal(without_factor(lambda c: 2.0, about=lambda c: c.w)(C, C.w + 2), C.w + 1)


def test_axes_are_transposed_flipped_and_rolled() -> None:
    equal(transposed()(C, R), R.T)
    equal(flipped(1)(C, R), R[:, ::-1])
    equal(flipped((0, 1))(C, R), R[::-1, ::-1])
    equal(rolled(1)(C, R), [[3, 1, 2], [6, 4, 5]])
    equal(rolled(1, axis=0)(C, R), R[::-1])


def test_a_term_is_left_out() -> None:
    equal(without_term(lambda c: 1.0)(C, R), R - 1)


@pytest.mark.parametrize("right", [(R, R), [R, R]])
def test_one_output_changes_and_the_others_stay(right: Any) -> None:
    first, second = scaled(lambda c: -1.0, on=1)(C, right)
    equal(first, R)
    equal(second, -R)


def test_an_output_is_chosen_by_its_key() -> None:
    got = transposed(on="dW")(C, {"dW": R, "db": R})
    equal(got["dW"], R.T)
    equal(got["db"], R)


def test_without_a_choice_every_leaf_changes() -> None:
    got = scaled(lambda c: 2.0)(C, {"a": [R, (1.0,)]})
    equal(got["a"][0], 2 * R)
    assert got["a"][1][0] == 2


def test_a_prediction_leaves_the_right_answer_alone() -> None:
    before = R.copy()
    for predict in (
        scaled(lambda c: 2.0),
        transposed(),
        flipped(0),
        rolled(1),
        without_term(lambda c: 1.0),
        without_factor(lambda c: 2.0),
    ):
        predict(C, R)
    equal(R, before)
    assert mistakes.RAISES != mistakes.ANY
