"""The proof of every lab's graders, exercise by exercise; `python -m tests.proof.prove` prints the same as a table."""

import numpy as np
import pytest

from course.checks import Case, Exercise, Lab, Mistake
from course.checks.mistakes import formula
from course.exercises import find_lab
from tests.proof import ast_mutants, prove
from tests.proof.corpus import Entry
from tests.proof.workers import run_mutants

EXERCISES = [(lab, e.name) for lab in prove.proved() for e in find_lab(lab).exercises]
FUNCTIONS = [(lab, e.name) for lab in prove.proved() for e in find_lab(lab).exercises if not e.is_question]
every_exercise = pytest.mark.parametrize(("lab", "exercise"), EXERCISES, ids=[n for _, n in EXERCISES])
every_function = pytest.mark.parametrize(("lab", "exercise"), FUNCTIONS, ids=[n for _, n in FUNCTIONS])
pytestmark = pytest.mark.proof


def test_every_lab_has_a_proof():
    assert prove.unproved() == []


@every_exercise
def test_correct_variants_pass_with_full_points(lab, exercise):
    assert prove.wrong_variants(lab, exercise) == []


@every_exercise
def test_curated_mutants_fail_under_their_own_name(lab, exercise):
    assert prove.passing(lab, exercise, "mutant") == []
    assert prove.misnamed(lab, exercise) == []


@every_exercise
def test_every_declared_mistake_has_a_mutant_and_the_corpus_is_large_enough(lab, exercise):
    assert prove.uncovered(lab, exercise) == []


@every_exercise
def test_strangers_are_rejected(lab, exercise):
    assert prove.passing(lab, exercise, "stranger") == []


@every_exercise
def test_no_two_mistakes_look_alike_on_all_probes(lab, exercise):
    assert prove.lookalikes(lab, exercise) == []


@every_function
def test_no_name_is_wrong_on_fresh_probes(lab, exercise):
    assert prove.wrong_names(lab, exercise) == []


@every_function
def test_survivors_among_mechanical_mutants_have_reasons(lab, exercise):
    assert prove.unexplained(lab, exercise) == []


@pytest.mark.parametrize("lab", prove.proved())
def test_enough_mechanical_mutants_are_killed(lab):
    counts = [prove.ast_survivors(lab, name) for where, name in FUNCTIONS if where == lab]
    made, alive = sum(n for n, _ in counts), sum(len(keys) for _, keys in counts)
    assert made - alive >= prove.AST_GOAL * made


@pytest.mark.parametrize("lab", prove.proved())
def test_statistical_thresholds_are_backed(lab):
    assert [text for _, text, holds in prove.evidence(lab) if not holds] == []


@pytest.mark.parametrize("lab", prove.proved())
def test_reasons_name_exercises_of_the_lab(lab):
    assert {name for name, _ in prove.reasons(lab)} <= {name for where, name in FUNCTIONS if where == lab}


# ---------------------------------------------------------------- the instrument itself


def _lines(source):
    return {m.key for m in ast_mutants.mutants(source)}


def test_each_stated_operator_makes_its_change():
    found = _lines(
        "def f(a, b):\n    c = a + b\n    c += a * 2\n    return -c.T if a > b else c.sum(axis=0, keepdims=True)\n"
    )
    assert "swap: c = a + b → c = a - b" in found
    assert "drop term: c = a + b → c = b" in found
    assert "drop factor: c += a * 2 → c += 2" in found
    assert "constant: c += a * 2 → c += a * 3" in found
    assert "assign: c += a * 2 → c = a * 2" in found
    assert "delete: c += a * 2 → (nothing)" in found
    tail = " if a > b else c.sum(axis=0, keepdims=True)"
    assert f"drop .T: return -c.T{tail} → return -c{tail}" in found
    assert f"drop minus: return -c.T{tail} → return c.T{tail}" in found
    assert f"compare: return -c.T{tail} → return -c.T if a <= b else c.sum(axis=0, keepdims=True)" in found
    assert f"constant: return -c.T{tail} → return -c.T if a > b else c.sum(axis=1, keepdims=True)" in found
    assert f"drop keepdims: return -c.T{tail} → return -c.T if a > b else c.sum(axis=0)" in found
    assert (
        f"swap branches: return -c.T{tail} → return c.sum(axis=0, keepdims=True) if a > b else -c.T" in found
    )


def test_only_the_solution_between_the_markers_is_changed():
    source = "def f(a):\n    b = 1\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION\n"
    assert all("return" in key for key in _lines(source))


def test_equal_changes_of_equal_lines_are_told_apart():
    keys = [m.key for m in ast_mutants.mutants("def f(a):\n    a = a + 1\n    a = a + 1\n    return a\n")]
    assert len(keys) == len(set(keys))
    assert any(key.endswith(" #2") for key in keys)


def _behaves(item):
    if item == "loops":
        while True:
            pass
    if item == "exits":
        raise SystemExit
    if item == "dies":
        import os

        os._exit(3)
    return item == "survives"


def test_workers_outlive_endless_loops_exits_and_deaths():
    items = ["survives", "loops", "survives", "dies", "exits", "killed", "survives"]
    assert run_mutants(_behaves, items, limit=0.2) == [True, False, True, False, False, False, True]


def test_a_name_that_does_not_hold_on_fresh_probes_is_refuted(monkeypatch):
    exercise = Exercise("twice", 1, "", lambda rng, hidden: [], lambda x: 2 * x)
    fresh = [Case({"x": np.array(float(v))}) for v in range(30)]
    monkeypatch.setattr(prove, "_fresh", lambda lab, name: (fresh, [exercise.right(c) for c in fresh]))
    mistake = Mistake("thrice", formula(lambda x: 3 * x), "")
    as_named = Entry("twice", "mutant", lambda x: 3.0 * x)
    only_small = Entry("twice", "mutant", lambda x: 3.0 * x if x < 10 else 4.0 * x)
    assert prove._refutes("", exercise, mistake, as_named) == (0, 30)
    assert prove._refutes("", exercise, mistake, only_small) == (20, 30)


def test_mistakes_that_agree_on_every_probe_are_found(monkeypatch):
    cases = [Case({"x": 0.0}), Case({"x": 2.0})]
    mistakes = (
        Mistake("square", formula(lambda x: x * x), ""),
        Mistake("double", formula(lambda x: 2 * x), ""),
    )
    exercise = Exercise("same", 1, "", lambda rng, hidden: cases, lambda x: x, mistakes=mistakes)
    monkeypatch.setattr(prove, "find_lab", lambda lab: Lab("lab", "", (exercise,)))
    prove._cases.cache_clear()
    assert "square and double predict the same on every probe (hidden plan)" in prove.lookalikes(
        "lab", "same"
    )
