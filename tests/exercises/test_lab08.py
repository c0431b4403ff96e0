"""What lab 08 declares: points, texts, and specifications held against other oracles."""

import importlib
import inspect
import os
import pkgutil
import re

import numpy as np
import pytest
from scipy import signal

import course
from course.checks import Holds, Remark, Status, judge, observe
from course.data import load
from course.exercises import find_lab
from course.exercises.lab08_convolution import scenes
from course.exercises.lab08_convolution.cnn_gradients import accuracy
from tests.proof.workers import run_mutants

LAB = find_lab("lab08_convolution")
FUNCTIONS = [e for e in LAB.exercises if not e.is_question]
QUESTIONS = [e for e in LAB.exercises if e.is_question]
SESSION_A = {
    "edge_filter",
    "conv1d",
    "corr2d",
    "conv2d_true",
    "out_size",
    "n_params",
    "receptive_field",
    "conv_forward",
}
each_function = pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda e: e.name)


# ---------------------------------------------------------------- points and texts


def test_functions_give_90_points_and_questions_10_with_the_trained_network():
    trained = LAB.find("cnn_gradients")
    assert len(FUNCTIONS) == 16
    assert sum(e.points for e in FUNCTIONS if e is not trained) == 90
    assert trained.points + sum(e.points for e in QUESTIONS) == 10


def test_each_session_has_half_of_the_points_of_functions():
    assert sum(e.points for e in FUNCTIONS if e.name in SESSION_A) == 45


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
        if case.scenario != "trained":
            positions = [
                (
                    re.search(rf"[(,] *{name}(?: \(|=)", signature)
                    or re.search(rf"[(,] *{name}\b", signature)
                ).start()
                for name in case.args
            ]
            assert positions == sorted(positions)


@each_function
def test_each_mistake_has_its_own_label_a_sentence_and_a_question(exercise):
    labels = [m.label for m in exercise.mistakes]
    assert len(labels) == len(set(labels))
    for mistake in exercise.mistakes:
        assert mistake.says[0].islower() or not mistake.says[0].isalpha() or mistake.says.startswith("None")
        assert mistake.think.endswith("?"), mistake.label


@pytest.mark.parametrize("exercise", QUESTIONS, ids=lambda e: e.name)
def test_each_wrong_option_of_a_question_has_its_misconception(exercise):
    assert exercise.read
    assert {m.label for m in exercise.mistakes} == {f"{exercise.name}:{k}" for k in exercise.options} - {
        f"{exercise.name}:{exercise.spec()}"
    }


def test_the_network_by_hand_returns_12_and_each_slip_its_own_option():
    X = np.array([[1, 0, 0, 2], [3, 0, 0, 2], [0, 3, 0, 3], [1, 0, 0, 3]])
    K, V = np.array([[-1, 2], [0, 1]]), np.array([[2, 0], [1, 1]])

    def network(K=K, b=-2, relu=True, pool=np.max):
        Z = signal.correlate2d(X, K, "valid") + b
        A = np.maximum(Z, 0) if relu else Z
        M = np.array([[pool(A[i : i + 2, j : j + 2]) for j in range(2)] for i in range(2)])
        return float((M * V).sum() + 1)

    slips = {
        "a": network(pool=np.mean),
        "b": network(relu=False),
        "c": network(),
        "d": network(b=0),
        "e": network(K=K[::-1, ::-1]),
    }
    assert {letter: f"{value:g}" for letter, value in slips.items()} == LAB.find("q_by_hand").options
    assert LAB.find("q_by_hand").spec() == "c"


@each_function
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_hidden_plan_holds_no_less_than_the_public_one_and_the_same_seed_gives_the_same(exercise, seed):
    public, hidden = exercise.probes(seed), exercise.probes(seed, hidden=True)
    assert len(hidden) >= len(public)
    assert {c.family for c in public} <= {c.family for c in hidden}
    again = exercise.probes(seed)
    for a, b in zip(public, again, strict=True):
        for key in a.args:
            np.testing.assert_equal(a.args[key], b.args[key])


# ---------------------------------------------------------------- no answers in the package

_HERE = "course.exercises.lab08_convolution"
SPECIFICATIONS = {
    ("conv1d", f"{_HERE}.conv1d._spec"): "the specification, in plain loops",
    ("corr2d", f"{_HERE}.layers.flat_conv"): "the specification, by the layer's",
    ("conv2d_true", f"{_HERE}.conv2d_true._spec"): "the specification, in plain loops",
    ("edge_filter", f"{_HERE}.edge_filter._spec"): "the specification, in plain loops",
    ("n_params", f"{_HERE}.n_params._spec"): "the specification, counted",
    ("receptive_field", f"{_HERE}.receptive_field._spec"): "the specification, walked from the other end",
    ("conv_forward", f"{_HERE}.conv_forward._spec"): "the specification, with leading axes for the oracle",
    ("conv_forward", f"{_HERE}.layers.conv"): "the same",
    ("maxpool_forward", f"{_HERE}.maxpool_forward._spec"): "the specification, window by window",
    ("avgpool_forward", f"{_HERE}.avgpool_forward._spec"): "the specification, window by window",
    ("minpool_forward", f"{_HERE}.minpool_forward._spec"): "the specification, window by window",
    ("equivariance_gap", f"{_HERE}.equivariance_gap._spec"): "the specification, with its own shift",
    ("out_size", f"{_HERE}.out_size._spec"): "the specification, counted; it names errors and raises none",
    ("cnn_gradients", f"{_HERE}.cnn_gradients._spec"): "a derivative oracle of the forward specification",
    (
        "avgpool_backward",
        f"{_HERE}.avgpool_backward._spec",
    ): "a derivative oracle of the forward specification",
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
    for exercise in FUNCTIONS:
        cases = [c for c in exercise.probes(3, hidden=True) if c.scenario in ("call", "outcome")]
        for name, f in _package_functions():
            if all(_takes(f, c) for c in cases):
                candidates.append((exercise, f, [cases[:1], cases]))
                names.append((exercise.name, name))
    found = {n for n, ok in zip(names, run_mutants(_passes, candidates, 0.5), strict=True) if ok}
    assert len(candidates) > 50
    here = {n for n in found if n[1].startswith(_HERE)}
    assert sorted(here) == sorted(SPECIFICATIONS)
    assert sorted(found - here) == []


# ---------------------------------------------------------------- other oracles


def _cases(name):
    exercise = LAB.find(name)
    return exercise, [c for seed in (1, 2) for c in exercise.probes(seed, hidden=True)]


def test_the_one_dimensional_convolution_is_numpys():
    exercise, cases = _cases("conv1d")
    for c in cases:
        a = c.args
        np.testing.assert_allclose(exercise.right(c), np.convolve(a["x"], a["w"], a["mode"]), atol=1e-12)


@pytest.mark.parametrize(
    ("name", "other"), [("corr2d", signal.correlate2d), ("conv2d_true", signal.convolve2d)]
)
def test_the_two_dimensional_ones_are_scipys(name, other):
    exercise, cases = _cases(name)
    for c in cases:
        X, K = (np.asarray(c.args[k], float) for k in "XK")
        np.testing.assert_allclose(exercise.right(c), other(X, K, "valid"), atol=1e-9)


def test_the_slides_example_is_a_cross_correlation():
    X, K = np.arange(9.0).reshape(3, 3), np.arange(4.0).reshape(2, 2)
    np.testing.assert_array_equal(LAB.find("corr2d").spec(X, K), [[19, 25], [37, 43]])
    np.testing.assert_array_equal(LAB.find("conv2d_true").spec(X, K), [[5, 11], [23, 29]])


def test_known_counts():
    count, field, size = (LAB.find(n).spec for n in ("n_params", "receptive_field", "out_size"))
    assert count("dense", 280 * 320, 280 * 319, bias=False) == 8_003_072_000
    assert (count("conv", 1, 6, 5), count("conv", 6, 16, 5)) == (156, 2416)
    assert field([(5, 1), (2, 2), (5, 1), (2, 2)]) == 16
    assert size(227, 11, 0, 4) == 55
    assert size(2, 6, 1) == "raises ValueError"


@pytest.mark.torch
def test_convolution_and_its_gradients_agree_with_torch():
    torch = pytest.importorskip("torch")
    exercise, cases = _cases("conv_backward")
    for c in cases:
        a = {"stride": 1, "pad": 0, **c.args}
        X, W = (torch.tensor(np.asarray(a[k], float), requires_grad=True) for k in "XW")
        b = torch.zeros(len(W), dtype=torch.float64, requires_grad=True)
        Y = torch.nn.functional.conv2d(X, W, b, a["stride"], a["pad"])
        grads = torch.autograd.grad(Y, (X, W, b), torch.tensor(np.asarray(a["dY"], float)))
        forward = LAB.find("conv_forward").spec(
            X.detach().numpy(), W.detach().numpy(), b.detach().numpy(), a["stride"], a["pad"]
        )
        np.testing.assert_allclose(forward, Y.detach().numpy(), atol=1e-12)
        right = exercise.right(c)
        if isinstance(right, Holds):
            assert right.test(tuple(g.numpy() for g in grads)) is None
            assert (
                right.test((grads[0].numpy() * 1.01, grads[1].numpy(), grads[2].numpy())).label
                == "dX-not-adjoint"
            )
            continue
        for got, want in zip(right, grads, strict=True):
            np.testing.assert_allclose(got, want.numpy(), atol=1e-12)


@pytest.mark.torch
@pytest.mark.parametrize(
    ("name", "pool"), [("maxpool_backward", "max_pool2d"), ("avgpool_backward", "avg_pool2d")]
)
def test_pooling_and_its_gradients_agree_with_torch(name, pool):
    torch = pytest.importorskip("torch")
    exercise, cases = _cases(name)
    forward = LAB.find(name.replace("backward", "forward"))
    for c in cases:
        X = torch.tensor(np.asarray(c.args["X"], float), requires_grad=True)
        Y = getattr(torch.nn.functional, pool)(X, c.args["size"], c.args.get("stride"))
        np.testing.assert_allclose(
            forward.spec(c.args["X"], c.args["size"], c.args.get("stride")), Y.detach().numpy(), atol=1e-12
        )
        (grad,) = torch.autograd.grad(Y, X, torch.tensor(c.args["dY"]))
        right = exercise.right(c)
        if isinstance(right, Holds):
            assert not hasattr(right.test(grad.numpy()), "label"), "torch's own choice at a tie passes"
        else:
            np.testing.assert_allclose(right, grad.numpy(), atol=1e-12)


@pytest.mark.torch
def test_the_networks_gradients_agree_with_torch():
    torch = pytest.importorskip("torch")
    F = torch.nn.functional
    exercise, cases = _cases("cnn_gradients")
    for c in (c for c in cases if c.scenario == "call"):
        p = {k: torch.tensor(v, requires_grad=True) for k, v in c.args["params"].items()}
        M = F.max_pool2d(F.relu(F.conv2d(torch.tensor(c.args["X"]), p["W"], p["b"])), 2)
        loss = F.cross_entropy(M.flatten(1) @ p["V"] + p["c"], torch.tensor(c.args["y"]))
        loss.backward()
        right_loss, grads = exercise.right(c)
        assert right_loss == pytest.approx(loss.item(), rel=1e-12)
        for k, g in grads.items():
            np.testing.assert_allclose(g, p[k].grad.numpy(), atol=1e-12)


# ---------------------------------------------------------------- the laws at ties, and of the trained network


def test_at_a_tie_one_winner_passes_equal_shares_pass_with_a_note_and_counting_twice_is_named():
    spec, X, dY = LAB.find("maxpool_backward").spec, np.full((1, 1, 2, 2), 3.0), np.array([[[[8.0]]]])
    law = spec(dY, X, (2, 2))
    first, last = np.zeros((1, 1, 2, 2)), np.zeros((1, 1, 2, 2))
    first[0, 0, 0, 0] = last[0, 0, 1, 1] = 8
    assert law.test(first) is None
    assert isinstance(law.test(last), Remark)
    assert isinstance(law.test(np.full((1, 1, 2, 2), 2.0)), Remark)
    assert law.test(np.full((1, 1, 2, 2), 8.0)).label == "counted-twice"
    assert law.test(np.array([[[[8.0, 1.0], [0.0, 0.0]]]])).label == "tie-broken-wrongly"


def test_ties_are_probed_in_overlapping_windows_too():
    for seed in range(5):
        tied = [c for c in LAB.find("maxpool_backward").probes(seed) if c.family == "ties"]
        assert any(c.args.get("stride") == 1 for c in tied)
        assert all(isinstance(LAB.find("maxpool_backward").right(c), Holds) for c in tied)


def test_a_network_that_has_learned_nothing_is_under_the_limit_and_a_diverged_one_is_named():
    exercise = LAB.find("cnn_gradients")
    (case,) = (c for c in exercise.probes(1) if c.scenario == "trained")
    law = exercise.right(case)
    params = scenes.start(np.random.default_rng(0))
    assert accuracy(params) < 0.5
    assert law.test(params).label == "learns-too-little"
    assert law.test({**params, "V": params["V"] * np.nan}).label == "diverged"


def test_what_is_held_out_is_never_trained_on():
    train, test = (load("digits", part=part) for part in ("train", "test"))
    assert not {row.tobytes() for row in train.X} & {row.tobytes() for row in test.X}


def test_the_scenes_import_no_judge_and_no_specification():
    text = inspect.getsource(scenes)
    assert set(re.findall(r"^from (course\S*)", text, re.M)) == {"course.checks", "course.data"}
    assert re.findall(r"^from course.checks import (.+)$", text, re.M) == ["public, scenario"]
