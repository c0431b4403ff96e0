"""What lab 05 declares: points, texts, and specifications held against closed forms and torch autograd."""

import importlib
import inspect
import os
import pkgutil
import re

import numpy as np
import pytest

import course
from course.checks import Holds, Public, Status, judge, observe
from course.exercises import find_lab
from course.exercises.lab05_backprop import runs_838
from tests.proof.workers import run_mutants

LAB = find_lab("lab05_backprop")
FUNCTIONS = [e for e in LAB.exercises if not e.is_question]
QUESTIONS = [e for e in LAB.exercises if e.is_question]
SEEDS = (1, 2)
each_function = pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)
_HERE = "course.exercises.lab05_backprop"


def probes(name, scenario="call"):
    e = LAB.find(name)
    return [(c.inputs(), e.right(c)) for s in SEEDS for c in e.probes(s, True) if c.scenario == scenario]


# ---------------------------------------------------------------- points and texts


def test_functions_give_90_points_and_questions_10():
    assert len(FUNCTIONS) == 10
    assert sum(e.points for e in FUNCTIONS) == 90
    assert sum(e.points for e in QUESTIONS) == 10
    assert [e.points for e in QUESTIONS] == [3, 1, 2, 2, 2]


@each_function
def test_each_function_has_a_law_three_hints_and_a_place_to_read(exercise):
    assert len(exercise.hints) == 3
    assert exercise.law.startswith(f"{exercise.name}(")
    assert "→" in exercise.law
    assert exercise.read.startswith("section ")
    assert exercise.think.endswith("?")


@each_function
def test_the_law_names_the_arguments_of_every_case(exercise):
    signature = exercise.law.partition("→")[0]
    for case in exercise.probes(1, hidden=True):
        if case.scenario == "call":
            positions = [re.search(rf"[(,] *{name}\b", signature).start() for name in case.args]
            assert positions == sorted(positions)


@each_function
def test_each_mistake_has_its_own_label_a_sentence_and_a_question(exercise):
    labels = [m.label for m in exercise.mistakes]
    assert len(labels) == len(set(labels))
    assert all(m.says and m.think.endswith("?") for m in exercise.mistakes)


def test_the_key_is_not_always_the_same_letter():
    assert len({e.spec() for e in QUESTIONS}) >= 3


@each_function
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_hidden_plan_holds_at_least_the_families_of_the_public_one(exercise, seed):
    public, hidden = exercise.probes(seed), exercise.probes(seed, hidden=True)
    assert len(hidden) >= len(public)
    assert {c.family for c in public} <= {c.family for c in hidden}


@each_function
def test_a_right_answer_takes_at_most_20_milliseconds_a_case(exercise):
    import time

    cases = exercise.probes(1, True)
    start = time.process_time()
    for case in cases:
        exercise.right(case)
    assert (time.process_time() - start) / len(cases) < 0.02


# ---------------------------------------------------------------- no answers in the package

SPECIFICATIONS = {
    ("rel_error", f"{_HERE}.rel_error._spec"): "the specification, in plain Python",
    ("delta_out", f"{_HERE}.forward.delta_at_output"): "a derivative oracle of E, no formula of δ",
    ("delta_hidden", f"{_HERE}.forward.delta_below"): "a derivative oracle of the nets above",
    ("online_step", f"{_HERE}.online_step._spec"): "a derivative oracle of E",
    ("mlp_backward", f"{_HERE}.mlp_backward._spec"): "derivative oracles of Σ dY·Y",
    ("mlp_backward", f"{_HERE}.chains.gradients"): "the same",
    ("softmax_xent", f"{_HERE}.softmax_xent._spec"): "a derivative oracle of the loss",
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
    return all(
        judge(exercise, cases, observe(exercise.plan(cases), {exercise.name: f})).status is Status.PASSED
        for cases in plans
    )


def test_no_function_of_the_package_answers_an_exercise_but_the_listed_specifications():
    candidates, names = [], []
    functions = [
        (name, f) for name, f in _package_functions() if "lab05" in name or ".exercises." not in name
    ]
    for exercise in FUNCTIONS:
        cases = exercise.probes(3, hidden=True)
        for name, f in functions:
            if all(_takes(f, c) for c in cases if c.scenario == "call"):
                candidates.append((exercise, f, [cases[:1], cases]))
                names.append((exercise.name, name))
    found = {n for n, ok in zip(names, run_mutants(_passes, candidates, 0.5), strict=True) if ok}
    assert len(candidates) > 20
    assert found == set(SPECIFICATIONS)


# ---------------------------------------------------------------- closed forms


def test_delta_specifications_are_the_closed_forms():
    for a, right in probes("delta_out"):
        np.testing.assert_allclose(right, a.o * (1 - a.o) * (a.t - a.o), rtol=1e-9, atol=1e-15)
    for a, right in probes("delta_hidden"):
        closed = a.h * (1 - a.h) * (a.delta @ a.W2[1:].T)
        np.testing.assert_allclose(right, closed, rtol=1e-9, atol=1e-15)


def test_rows_of_the_softmax_gradient_add_up_to_zero_and_equal_logits_cost_ln_C():
    for a, (loss, dZ) in probes("softmax_xent"):
        np.testing.assert_allclose(dZ.sum(axis=1), 0, atol=1e-12)
        if np.ptp(a.Z) == 0:
            assert loss == pytest.approx(np.log(a.Z.shape[1]), rel=1e-12)


def test_the_closed_forms_of_the_central_differences_are_the_quotients():
    for a, right in probes("num_grad"):
        x, h = np.asarray(a.x, float), getattr(a, "h", 1e-5)
        for i in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[i] += h
            down[i] -= h
            assert right[i] == pytest.approx((a.f(up) - a.f(down)) / (2 * h), rel=1e-6, abs=1e-8)


def test_the_slides_factor_is_16_for_eight_examples():
    args = dict(vars(probes("slide_backprop")[5][0]))
    assert len(args["X"]) == 8
    right = LAB.find("slide_backprop").spec(**args)
    h, W = 1e-6, args["Wkl"]
    bump = np.zeros_like(W)
    bump[0, 0] = h

    def total(w):
        z = LAB.find("slide_backprop").spec(**args | {"Wkl": w})["z_l"]
        return ((args["T"] - z) ** 2).sum()

    slope = (total(W + bump) - total(W - bump)) / (2 * h)
    assert slope / right["dW_kl"][0, 0] == pytest.approx(16, rel=1e-6)


# ---------------------------------------------------------------- torch autograd


@pytest.mark.torch
def test_softmax_specification_agrees_with_torch():
    torch = pytest.importorskip("torch")
    for a, (loss, dZ) in probes("softmax_xent"):
        Z = torch.tensor(np.asarray(a.Z, float), requires_grad=True)
        value = torch.nn.functional.cross_entropy(Z, torch.tensor(np.asarray(a.y)))
        value.backward()
        assert loss == pytest.approx(value.item(), rel=1e-12)
        np.testing.assert_allclose(dZ, Z.grad.numpy(), rtol=1e-9, atol=1e-15)


@pytest.mark.torch
def test_online_step_specification_agrees_with_torch():
    torch = pytest.importorskip("torch")
    one = torch.ones(1, dtype=torch.float64)
    for a, (W1_new, W2_new) in probes("online_step"):
        W1, W2 = (torch.tensor(np.asarray(w, float), requires_grad=True) for w in (a.W1, a.W2))
        h = torch.sigmoid(torch.cat([one, torch.tensor(np.asarray(a.x, float))]) @ W1)
        o = torch.sigmoid(torch.cat([one, h]) @ W2)
        (0.5 * ((torch.tensor(np.asarray(a.t, float)) - o) ** 2).sum()).backward()
        for old, new in ((W1, W1_new), (W2, W2_new)):
            closed = (old - a.eta * old.grad).detach().numpy()
            np.testing.assert_allclose(new, closed, rtol=1e-10, atol=1e-12)


@pytest.mark.torch
def test_slide_specification_agrees_with_torch():
    torch = pytest.importorskip("torch")
    for a, right in probes("slide_backprop"):
        t = {k: torch.tensor(np.asarray(v, float)) for k, v in vars(a).items()}
        W = [t[k].requires_grad_(True) for k in ("Wij", "Wjk", "Wkl")]
        nets, z = [], t["X"]
        for w in W:
            nets.append(z @ w)
            nets[-1].retain_grad()
            z = torch.sigmoid(nets[-1])
        R = (0.5 * ((t["T"] - z) ** 2).sum(1)).mean()
        R.backward()
        assert right["R"] == pytest.approx(R.item(), rel=1e-12)
        for key, w in zip(("dW_ij", "dW_jk", "dW_kl"), W, strict=True):
            np.testing.assert_allclose(right[key], w.grad.numpy(), rtol=1e-9, atol=1e-14)
        for key, net in zip(("d_j", "d_k", "d_l"), nets, strict=True):
            np.testing.assert_allclose(right[key], len(a.X) * net.grad.numpy(), rtol=1e-9, atol=1e-14)


TORCH = {
    "df_sigmoid": "sigmoid",
    "df_tanh": "tanh",
    "df_relu": "relu",
    "df_leaky": "leaky_relu",
    "df_identity": None,
}


@pytest.mark.torch
def test_mlp_specification_agrees_with_torch():
    torch = pytest.importorskip("torch")
    for a, (grads, dX) in probes("mlp_backward"):
        X = torch.tensor(np.asarray(a.cache[0]["X"], float), requires_grad=True)
        A, parameters = X, []
        for layer in a.cache:
            W = torch.tensor(np.asarray(layer["W"], float), requires_grad=True)
            b = torch.tensor(
                (layer["Z"] - layer["X"] @ layer["W"])[0], dtype=torch.float64, requires_grad=True
            )
            parameters.append((W, b))
            A = A @ W + b
            name = TORCH[layer["df"].__name__]
            if name == "leaky_relu":
                A = torch.nn.functional.leaky_relu(A, 0.1)
            elif name:
                A = getattr(torch, name)(A)
        A.backward(torch.tensor(np.asarray(a.dY, float)))
        np.testing.assert_allclose(dX, X.grad.numpy(), rtol=1e-9, atol=1e-12)
        for (dW, db), (W, b) in zip(grads, parameters, strict=True):
            np.testing.assert_allclose(dW, W.grad.numpy(), rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(db, b.grad.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.torch
def test_worked_example_specification_agrees_with_torch():
    torch = pytest.importorskip("torch")
    acts = {"f_tanh": torch.tanh, "f_sigmoid": torch.sigmoid, "f_relu": torch.relu}
    for a, right in probes("worked_example"):
        x, t, W1, W2 = (torch.tensor(np.asarray(v, float)) for v in (a.x, a.t, a.W1, a.W2))
        W1.requires_grad_(True)
        W2.requires_grad_(True)
        (0.5 * ((W2 @ acts[a.f.__name__](W1 @ x) - t) ** 2).sum()).backward()
        assert right == pytest.approx((W2.grad[1, 3].item(), W1.grad[0, 0].item()), rel=1e-9, abs=1e-14)


# ---------------------------------------------------------------- the encoder


def test_every_slope_of_the_public_functions_is_the_derivative_of_its_activation():
    from course.exercises.lab05_backprop.forward import ANALYTIC

    z = np.linspace(-3, 3, 40)
    for name, f in ANALYTIC.items():
        slope = Public(f"df_{name}")
        df = importlib.import_module("course.checks.names").PUBLIC[slope.name]
        np.testing.assert_allclose(df(z), np.imag(f(z + 1e-30j)) / 1e-30, rtol=1e-10)


def test_a_start_from_the_law_is_never_named():
    for seed in range(2000):
        rng = np.random.default_rng(seed)
        W1, W2 = rng.uniform(-0.1, 0.1, (9, 3)), rng.uniform(-0.1, 0.1, (4, 8))
        assert runs_838.start_breach(W1, W2, 0.1) is None


def test_the_first_epochs_are_judged_in_any_order_of_the_examples():
    exercise = LAB.find("train_838")
    case = next(c for c in exercise.probes(1) if c.scenario == "first_epochs")
    law = exercise.right(case)
    assert isinstance(law, Holds)

    def run(rng, order, eta):
        W1, W2 = rng.uniform(-0.1, 0.1, (9, 3)), rng.uniform(-0.1, 0.1, (4, 8))
        spec = LAB.find("online_step").spec
        for _ in range(case.args["epochs"]):
            for n in order:
                W1, W2 = spec(runs_838.EYE[n], runs_838.EYE[n], W1, W2, eta)
        return W1, W2

    for seed in range(3):
        order = np.random.default_rng(seed).permutation(8)
        rngs = [np.random.default_rng(k) for k in (5, 5, 6)]
        value = [run(r, order, eta) for r, eta in zip(rngs, (0.0, case.args["eta"], 0.0), strict=True)]
        assert law.test(value) is None
