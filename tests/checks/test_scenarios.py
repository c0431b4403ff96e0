"""The scenarios that every lab may use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.checks import Rng, scenario
from course.checks.scenarios import SCENARIOS
from tests.checks.helpers import seen


def test_steps_carry_the_state_and_copy_the_weights() -> None:
    def momentum(w: Any, g: Any, state: Any, lr: float) -> Any:
        v = g if state is None else 0.5 * state + g
        w = w - lr * v
        return w, v

    got = seen(momentum, np.zeros(1), [np.ones(1)] * 3, 1.0, scenario="steps").value
    assert [float(w[0]) for w in got] == [-1, -2.5, -4.25]


def test_draws_go_on_with_one_generator() -> None:
    got = seen(lambda rng: rng.random(), 3, Rng(5), scenario="draws").value
    assert got == np.random.default_rng(5).random(3).tolist()


def test_value_returns_what_is_bound() -> None:
    assert seen([1, 2], scenario="value").value == [1, 2]


def test_saved_reads_the_arrays_of_a_file_and_nothing_else(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", W=np.ones(2))
    assert seen(str(tmp_path / "w.npz"), scenario="saved").value["W"].tolist() == [1, 1]
    np.savez(tmp_path / "evil.npz", W=np.array([object()], dtype=object))
    assert seen(str(tmp_path / "evil.npz"), scenario="saved").error is not None
    assert seen(str(tmp_path / "none.npz"), scenario="saved").error is not None


def test_an_outcome_is_a_value_or_the_name_of_an_error() -> None:
    assert seen(lambda: 3, scenario="outcome").value == 3
    assert seen(lambda: 1 / 0, scenario="outcome").value == "raises ZeroDivisionError"
    assert seen(lambda: "ZeroDivisionError", scenario="outcome").value == "ZeroDivisionError", (
        "returned, not raised"
    )


def test_a_second_scenario_of_one_name_is_refused() -> None:
    def draws() -> None: ...

    draws.__module__ = "another"
    with pytest.raises(ValueError, match=r"scenario 'draws'.*rename one"):
        scenario(draws)
    assert SCENARIOS["draws"].__module__ == "course.checks.scenarios"
