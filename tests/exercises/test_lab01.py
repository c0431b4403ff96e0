"""What lab 01 declares: points, texts, and specifications held against other oracles."""

import importlib
import inspect
import os
import pkgutil
import re
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import linprog

import course
from course.checks import Holds, Status, judge, observe
from course.data.toy import XOR_X, XOR_Y, cloud, noisy_cloud
from course.exercises import find_lab
from course.exercises.lab01_perceptron.walks import fit, walk
from tests.proof.workers import run_mutants

LAB = find_lab("lab01_perceptron")
FUNCTIONS = [e for e in LAB.exercises if not e.is_question]
QUESTIONS = [e for e in LAB.exercises if e.is_question]
each_function = pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)


def declaration(name):
    """The module that declares an exercise; the package has the exercise under the same name."""
    return importlib.import_module(f"course.exercises.lab01_perceptron.{name}")


# ---------------------------------------------------------------- points and texts


def test_functions_give_90_points_and_questions_10():
    assert len(FUNCTIONS) == 10
    assert len(QUESTIONS) == 5
    assert sum(e.points for e in FUNCTIONS) == 90
    assert sum(e.points for e in QUESTIONS) == 10


@each_function
def test_each_function_has_a_law_three_hints_and_a_place_to_read(exercise):
    assert len(exercise.hints) == 3
    assert all(hint.strip() for hint in exercise.hints)
    assert exercise.law.startswith(f"{exercise.name}(")
    assert "→" in exercise.law
    assert exercise.read.startswith("section ")
    assert exercise.think.endswith("?")


@each_function
def test_the_law_names_the_arguments_of_every_case(exercise):
    signature = exercise.law.partition("→")[0]
    for case in exercise.probes(1, hidden=True):
        arguments = [name for name in case.args if not (case.scenario == "draws" and name == "n")]
        positions = [re.search(rf"[(,] *{name}\b", signature).start() for name in arguments]
        assert positions == sorted(positions)


@each_function
def test_each_mistake_has_its_own_label_a_sentence_and_a_question(exercise):
    labels = [m.label for m in exercise.mistakes]
    assert len(labels) == len(set(labels))
    for mistake in exercise.mistakes:
        assert mistake.says
        assert (
            mistake.says[0].islower()
            or not mistake.says[0].isalpha()
            or mistake.says.startswith(("None", "True"))
        )
        assert mistake.think.endswith("?"), mistake.label


@pytest.mark.parametrize("exercise", QUESTIONS, ids=lambda e: e.name)
def test_each_wrong_option_of_a_question_has_its_misconception(exercise):
    assert exercise.read
    assert {m.label for m in exercise.mistakes} == {f"{exercise.name}:{k}" for k in exercise.options} - {
        f"{exercise.name}:{exercise.spec()}"
    }


def test_the_key_is_not_always_the_same_letter():
    assert len({e.spec() for e in QUESTIONS}) >= 3


@each_function
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_hidden_plan_holds_more_than_the_public_one_and_the_same_seed_gives_the_same(exercise, seed):
    public, hidden = exercise.probes(seed), exercise.probes(seed, hidden=True)
    assert len(hidden) >= len(public)
    assert {c.family for c in public} <= {c.family for c in hidden}
    again = exercise.probes(seed)
    assert [c.family for c in again] == [c.family for c in public]
    for a, b in zip(public, again, strict=True):
        for key in a.args:
            np.testing.assert_equal(a.args[key], b.args[key])


# ---------------------------------------------------------------- no answers in the package

# Functions of the package that pass a check, and why they may stay. A graded run has no specifications.
_HERE = "course.exercises.lab01_perceptron"
SPECIFICATIONS = {
    ("mp_neuron", f"{_HERE}.mp_neuron._spec"): "the specification, in plain loops",
    ("add_bias", f"{_HERE}.add_bias._spec"): "the specification, row by row",
    (
        "add_bias",
        f"{_HERE}.delta_rule_step._tilde",
    ): "x̃ of another exercise's specification and wrong formulas",
    ("add_bias", f"{_HERE}.hebb_update._tilde"): "x̃ of another exercise's specification and wrong formulas",
    ("add_bias", "course.exercises.lab05_backprop.forward.tilde"): "x̃ of that lab's specifications",
    ("perceptron_predict", f"{_HERE}.perceptron_predict._spec"): "the specification, in plain loops",
    ("perceptron_epoch", f"{_HERE}.perceptron_epoch._spec"): "the specification",
    (
        "perceptron_epoch",
        f"{_HERE}.walks.walk",
    ): "the same, with every deviation that students make as a switch",
    ("delta_rule_step", f"{_HERE}.delta_rule_step._spec"): "a derivative oracle of E, no formula of the step",
    ("hebb_update", f"{_HERE}.hebb_update._spec"): "the specification, in plain loops",
    (
        "logistic_neuron_step",
        f"{_HERE}.logistic_neuron_step._spec",
    ): "a derivative oracle of E, no formula of the step",
    ("not_separable", f"{_HERE}.not_separable._certificate"): "the specification, by determinants",
}


def _package_functions():
    for module in pkgutil.walk_packages(course.__path__, "course."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an extra that is not installed here
            continue
        for name, f in vars(loaded).items():
            if inspect.isfunction(f) and f.__module__ == loaded.__name__:
                yield f"{loaded.__name__}.{name}", f


def _takes(f, case):
    call = case.call()
    try:
        inspect.signature(f).bind(*call.args, **call.kwargs)
    except (TypeError, ValueError):
        return False
    return True


def _passes(candidate):
    exercise, f, plans = candidate
    os.chdir("/")
    for cases in plans:
        if (
            judge(exercise, cases, observe(exercise.plan(cases), {exercise.name: f})).status
            is not Status.PASSED
        ):
            return False
    return True


def test_no_function_of_the_package_answers_an_exercise_but_the_listed_specifications():
    candidates, names = [], []
    for exercise in FUNCTIONS:
        cases = exercise.probes(3, hidden=True)
        for name, f in _package_functions():
            if all(_takes(f, c) for c in cases if c.scenario == "call"):
                candidates.append((exercise, f, [cases[:1], cases]))
                names.append((exercise.name, name))
    found = {n for n, ok in zip(names, run_mutants(_passes, candidates, 0.25), strict=True) if ok}
    assert len(candidates) > 50
    assert sorted(found) == sorted(n for n in SPECIFICATIONS if n[1] in {name for _, name in names})


# ---------------------------------------------------------------- other oracles


def _certificate(X, y):
    """A point of {α ≥ 0, Σ α = 1, Σ α_n y_n x̃_n = 0} by linear programming, or None."""
    A = np.vstack([y * np.ones(4), y * X[:, 0], y * X[:, 1], np.ones(4)])
    found = linprog(np.zeros(4), A_eq=A, b_eq=[0, 0, 0, 1], bounds=(0, None), method="highs")
    assert found.status in (0, 2), found.message
    return found.x if found.status == 0 else None


def test_not_separable_agrees_with_a_linear_program_on_200_labelings():
    exercise = LAB.find("not_separable")
    cases = [c for c in exercise.probes(5, hidden=True) if c.family == "random labels"]
    assert len(cases) == 200
    verdicts = []
    for case in cases:
        X, y = case.args["X"], case.args["y"]
        alpha, other = exercise.right(case), _certificate(X, y)
        assert (alpha is None) == (other is None)
        verdicts.append(alpha is None)
        if alpha is not None:
            assert alpha.min() >= 0
            assert abs(alpha.sum() - 1) < 1e-12
            assert np.abs(alpha * y @ np.column_stack([np.ones(4), X])).max() < 1e-9
            np.testing.assert_allclose(alpha, other, atol=1e-7)
    assert 0 < sum(verdicts) < 200


@pytest.mark.parametrize("seed", range(5))
def test_every_probe_of_not_separable_is_settled_by_the_linear_program(seed):
    exercise = LAB.find("not_separable")
    for case in exercise.probes(seed):
        alpha, other = exercise.right(case), _certificate(case.args["X"].astype(float), case.args["y"])
        if isinstance(alpha, Holds):
            assert alpha.test(other) is None
            assert alpha.test(None).label == "zero-rejected"
            continue
        assert (alpha is None) == (other is None)
        if alpha is not None:
            np.testing.assert_allclose(alpha, other, atol=1e-7)


def test_xor_has_a_quarter_each_and_and_has_none():
    spec = LAB.find("not_separable").spec
    np.testing.assert_allclose(spec(XOR_X, XOR_Y), [0.25] * 4)
    assert spec(XOR_X, np.array([-1, -1, -1, 1])) is None


def _numeric(exercise):
    return [c.args for seed in (1, 2) for c in exercise.probes(seed, hidden=True)]


def test_delta_rule_specification_is_the_closed_form():
    exercise = LAB.find("delta_rule_step")
    for a in _numeric(exercise):
        Xt = np.column_stack([np.ones(len(a["X"])), a["X"]])
        closed = a["w"] + a["eta"] * Xt.T @ (a["t"] - Xt @ a["w"])
        np.testing.assert_allclose(exercise.spec(**a), closed, rtol=1e-12, atol=1e-12)


def test_logistic_specification_is_the_closed_form():
    exercise = LAB.find("logistic_neuron_step")
    for a in _numeric(exercise):
        xt = np.concatenate([[1.0], a["x"]])
        net = float(a["w"] @ xt)
        s = 1 / (1 + np.exp(-net)) if net > -700 else 0.0
        got_s, got = exercise.spec(**a)
        assert got_s == pytest.approx(s, rel=1e-12)
        np.testing.assert_allclose(got, a["eta"] * (a["t"] - s) * s * (1 - s) * xt, rtol=1e-9, atol=1e-15)


def test_hebb_specification_is_the_closed_form():
    exercise = LAB.find("hebb_update")
    for a in _numeric(exercise):
        Xt = np.column_stack([np.ones(len(a["X"])), a["X"]])
        np.testing.assert_allclose(
            exercise.spec(**a), a["w"] + a["eta"] * (a["y"] @ Xt), rtol=1e-12, atol=1e-12
        )


@pytest.mark.torch
def test_delta_rule_specification_agrees_with_torch_autograd():
    torch = pytest.importorskip("torch")
    exercise = LAB.find("delta_rule_step")
    for a in _numeric(exercise):
        Xt = torch.tensor(np.column_stack([np.ones(len(a["X"])), a["X"]]))
        w = torch.tensor(np.asarray(a["w"], float), requires_grad=True)
        error = 0.5 * ((torch.tensor(np.asarray(a["t"], float)) - Xt @ w) ** 2).sum()
        (grad,) = torch.autograd.grad(error, w)
        np.testing.assert_allclose(
            exercise.spec(**a), a["w"] - a["eta"] * grad.numpy(), rtol=1e-12, atol=1e-12
        )


@pytest.mark.torch
def test_logistic_specification_agrees_with_torch_autograd():
    torch = pytest.importorskip("torch")
    exercise = LAB.find("logistic_neuron_step")
    for a in _numeric(exercise):
        xt = torch.tensor(np.concatenate([[1.0], a["x"]]))
        w = torch.tensor(np.asarray(a["w"], float), requires_grad=True)
        s = torch.sigmoid(w @ xt)
        (grad,) = torch.autograd.grad(0.5 * (a["t"] - s) ** 2, w)
        got_s, got = exercise.spec(**a)
        assert got_s == pytest.approx(s.item(), rel=1e-12)
        np.testing.assert_allclose(got, -a["eta"] * grad.numpy(), rtol=1e-9, atol=1e-15)


# ---------------------------------------------------------------- the perceptron's own laws


@pytest.mark.parametrize("seed", range(40))
def test_mistakes_keep_to_novikoffs_bound_of_the_planted_margin(seed):
    rng = np.random.default_rng(seed)
    X, y, planted = cloud(rng, int(rng.integers(5, 40)), int(rng.integers(1, 5)))
    Xt = np.column_stack([np.ones(len(X)), X])
    gamma = (y * (Xt @ planted)).min() / np.linalg.norm(planted)
    allowed = (np.linalg.norm(Xt, axis=1).max() / gamma) ** 2
    orders = [rng.permutation(len(y)) for _ in range(1000)]
    for given in (None, orders):
        _, mistakes, _ = fit(X, y, 1.0, 1000, given)
        assert mistakes[-1] == 0
        assert sum(mistakes) <= allowed


@pytest.mark.parametrize("seed", range(20))
def test_the_bound_of_the_check_is_one_that_no_correct_run_exceeds_and_not_looser_than_the_planted_one(seed):
    rng = np.random.default_rng(seed)
    X, y, planted = cloud(rng, 20, 3)
    bound = declaration("perceptron_fit")._bound(X, y)
    Xt = np.column_stack([np.ones(len(X)), X])
    gamma = (y * (Xt @ planted)).min() / np.linalg.norm(planted)
    assert bound <= 1.2 * (np.linalg.norm(Xt, axis=1).max() / gamma) ** 2
    for _ in range(5):
        _, mistakes, _ = fit(X, y, 1.0, 1000, (rng.permutation(20) for _ in range(1000)))
        assert sum(mistakes) <= bound


@pytest.mark.parametrize("eta", [0.25, 0.5, 2.0, 8.0])
def test_eta_scales_the_weights_and_changes_no_mistake(eta):
    for seed in range(10):
        X, y = noisy_cloud(np.random.default_rng(seed), 12)
        w1, one, _ = fit(X, y, 1.0, 20)
        w2, two, _ = fit(X, y, eta, 20)
        assert one == two
        np.testing.assert_array_equal(w2, eta * w1)


def test_xor_never_has_an_epoch_without_mistakes():
    _, mistakes, _ = fit(XOR_X, XOR_Y, 1.0, 200)
    assert len(mistakes) == 200
    assert 0 not in mistakes


def test_the_tangled_points_have_a_new_w_after_every_epoch():
    module = declaration("perceptron_fit")
    _, mistakes, path = fit(module.TANGLED_X, module.TANGLED_Y, 1.0, 101)
    assert 0 not in mistakes
    assert all(not np.array_equal(a, b) for a, b in pairwise(path))
    A = np.column_stack([np.ones(5), module.TANGLED_X]) * module.TANGLED_Y[:, None]
    assert linprog(np.zeros(3), A_ub=-A, b_ub=-np.ones(5), bounds=(None, None)).status == 2


def test_one_pass_from_a_separating_start_changes_nothing():
    X, y, w = cloud(np.random.default_rng(0), 15, 3)
    after, wrong = walk(X, y, w, 0.7, range(15))
    np.testing.assert_array_equal(after, w)
    assert wrong == 0


def test_where_many_answers_are_right_the_spec_states_a_law():
    for name in ("perceptron_fit", "pocket_fit"):
        exercise = LAB.find(name)
        random = [c for c in exercise.probes(1, hidden=True) if c.args.get("rng") is not None]
        assert random
        assert all(isinstance(exercise.right(c), Holds) for c in random)
