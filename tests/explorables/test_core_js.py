"""The arithmetic in the browser is the arithmetic in Python: the shipped module, run by node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.explorables.perceptron_line import POINTS, START, PerceptronLine

SCRIPT = """
import { readFileSync } from "node:fs";
const [module, questions] = process.argv.slice(2);
const core = await import(module);
const replies = JSON.parse(readFileSync(questions)).map(([name, args]) => core[name](...args));
console.log(JSON.stringify(replies));
"""


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        reason = "node is missing, so the explorables' JavaScript cannot be compared with Python"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def ask(node: str, tmp_path: Path) -> Any:
    """Call exported functions of the module that the widget ships: ``ask([["net", [w, x]], …])``."""
    (tmp_path / "widget.mjs").write_text(PerceptronLine._esm, encoding="utf-8")
    (tmp_path / "run.mjs").write_text(SCRIPT, encoding="utf-8")

    def calls(questions: list[Any]) -> list[Any]:
        (tmp_path / "questions.json").write_text(json.dumps(questions))
        command = [
            node,
            str(tmp_path / "run.mjs"),
            str(tmp_path / "widget.mjs"),
            str(tmp_path / "questions.json"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))

    return calls


def perceptron_pass(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[Any, int]:
    """The law of lab 1, in NumPy."""
    w, mistakes = np.array(w, float), 0
    for n in order:
        if (1 if w[0] + X[n] @ w[1:] > 0 else -1) != y[n]:
            w += eta * y[n] * np.r_[1.0, X[n]]
            mistakes += 1
    return w, mistakes


def test_module_loads_without_a_document(ask: Any) -> None:
    assert ask([["net", [[1, 2, 3], [10, 100]]]]) == [321]


def test_zero_counts_as_minus_one(ask: Any) -> None:
    ties = [[0, 0, 0], [1, -1, 0], [-2, 1, 1], [0.5, 0, -0.5]]
    assert ask([["predict", [w, [1, 1]]] for w in ties]) == [-1, -1, -1, -1]
    assert ask([["predict", [[1e-300, 0, 0], [1, 1]]]]) == [1]


@pytest.mark.parametrize("eta", [0.1, 1.0, 1.7])
def test_a_visit_is_the_update_of_python(ask: Any, eta: float) -> None:
    rng = np.random.default_rng(5)
    W, X, y = rng.normal(size=(200, 3)), rng.normal(size=(200, 2)), rng.choice([-1, 1], size=200)
    replies = ask(
        [["visit", [w.tolist(), [*x, int(c)], eta]] for w, x, c in zip(W, X.tolist(), y, strict=True)]
    )
    for reply, w, x, c in zip(replies, W, X, y, strict=True):
        expected, count = perceptron_pass(x[None], [c], w, eta, [0])
        assert reply["mistake"] == bool(count)
        np.testing.assert_allclose(reply["w"], expected, rtol=1e-14, atol=1e-15)
        np.testing.assert_allclose(w + reply["change"], reply["w"], rtol=1e-14, atol=1e-15)


def test_epochs_are_those_of_python_to_the_last_digit_but_one(ask: Any) -> None:
    table = np.array(POINTS)
    w, order = np.array(START), list(range(len(POINTS)))
    for _ in range(6):
        [reply] = ask([["pass", [w.tolist(), table.tolist(), 0.7, order]]])
        w, mistakes = perceptron_pass(table[:, :2], table[:, 2], w, 0.7, order)
        assert reply["mistakes"] == mistakes
        np.testing.assert_allclose(reply["w"], w, rtol=1e-13)


def test_the_order_of_visits_is_respected(ask: Any) -> None:
    table = np.array(POINTS)
    orders = [[11, 0, 3, 3, 7], list(range(11, -1, -1)), []]
    for reply, order in zip(ask([["pass", [START, POINTS, 1, o]] for o in orders]), orders, strict=True):
        expected, mistakes = perceptron_pass(table[:, :2], table[:, 2], START, 1.0, order)
        assert reply["mistakes"] == mistakes
        np.testing.assert_allclose(reply["w"], expected, rtol=1e-13)


def test_first_state_of_the_lab_surprises(ask: Any) -> None:
    """One update turns 3 wrong points into 9, and the fifth epoch is the first without a mistake."""
    table = np.array(POINTS)

    def wrong(w: Any) -> int:
        return int(np.sum(np.where(w[0] + table[:, :2] @ w[1:] > 0, 1, -1) != table[:, 2]))

    [one] = ask([["pass", [START, POINTS, 1, [0, 1]]]])
    assert (wrong(np.array(START)), one["mistakes"], wrong(np.array(one["w"]))) == (3, 1, 9)
    w, counts = np.array(START), []
    for _ in range(5):
        w, mistakes = perceptron_pass(table[:, :2], table[:, 2], w, 1.0, range(12))
        counts.append(mistakes)
    assert counts == [3, 2, 2, 2, 0]


def test_epochs_are_counted_from_the_first_visit(ask: Any) -> None:
    state = {"points": [[0, 0, 1], [1, 0, 1]], "w": [0, 0, 0], "cursor": 0, "mistakes": []}
    [begun] = ask([["begin", [state]]])
    assert (begun["cursor"], begun["mistakes"]) == (0, [0])
    [ahead] = ask([["advance", [begun, 2, [1, 0, 0], 1]]])
    assert (ahead["cursor"], ahead["mistakes"], ahead["w"]) == (2, [1], [1, 0, 0])
    [again, middle] = ask([["begin", [ahead]], ["begin", [{**ahead, "cursor": 1}]]])
    assert (again["cursor"], again["mistakes"]) == (0, [1, 0])
    assert (middle["cursor"], middle["mistakes"]) == (1, [1])


def test_removing_a_point_keeps_the_next_visit(ask: Any) -> None:
    state = {"points": [[0, 0, 1], [1, 0, 1], [2, 0, 1]], "cursor": 2}
    before, after = ask([["without", [state, 0]], ["without", [state, 2]]])
    assert (before["cursor"], before["points"]) == (1, [[1, 0, 1], [2, 0, 1]])
    assert (after["cursor"], after["points"]) == (2, [[0, 0, 1], [1, 0, 1]])


def test_agreement_allows_rounding_only(ask: Any) -> None:
    pairs = [([1, 2, 3], [1, 2, 3 + 1e-12]), ([1, 2, 3], [1, 2, 3.0001]), ([1e9, 0, 0], [1e9 + 0.1, 0, 0])]
    assert ask([["agree", list(pair)] for pair in pairs]) == [True, False, True]
