"""Real processes: what a submission does to its own costs nobody else."""

import os
import sys
import time
from dataclasses import replace

import pytest

from course.checks import Status
from course.checks.observe import observe
from course.checks.wire import encode
from course.grading.cells import codes
from course.grading.child import fresh_main, run_cell
from course.grading.observer import Failure
from course.grading.process import clean_environment
from course.grading.runner import SubprocessObserver
from tests.grading.make import QUICK, SETUP, SOLVED, TASKS, notebook

PLANS = {t.exercise.name: t.plan for t in TASKS}
FORGE = "import os\nfor fd in range(3, 64):\n    try:\n        os.write(fd, {what})\n    except OSError:\n        pass"


def seen(*sources, names=("mp_neuron", "add_bias"), limits=QUICK):
    return SubprocessObserver().observe(codes(notebook(SETUP, *sources)), [PLANS[n] for n in names], limits)


def status(outcome):
    return outcome.status if isinstance(outcome, Failure) else "seen"


def statuses(found):
    return {name: status(o) for name, o in found.outcomes.items()}


def function(body, name="mp_neuron", head="import os, sys, time, ctypes, signal\n"):
    return f"{head}def {name}(x, w, u):\n    {body}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("while True: pass", Status.TIMEOUT),
        ("time.sleep(60)", Status.TIMEOUT),
        (
            "\n    while True:\n        try:\n            time.sleep(60)\n        except BaseException:\n            pass",
            Status.TIMEOUT,
        ),
        ("os._exit(3)", Status.ERROR),
        ("os.kill(os.getpid(), signal.SIGKILL)", Status.KILLED),
        ("ctypes.string_at(0)", Status.KILLED),
        ("os.closerange(3, 64)", Status.FAILED),
    ],
    ids=["loop", "sleep", "stubborn", "os._exit", "killed", "segfault", "closes its pipes"],
)
def test_a_function_that_hangs_or_dies_costs_its_own_exercise_only(body, expected):
    found = seen(function(body), SOLVED["add_bias"])
    assert statuses(found) == {"mp_neuron": expected, "add_bias": "seen"}
    assert found.outcomes["add_bias"][0].value is not None


def test_an_endless_loop_costs_the_limit_and_little_more():
    start = time.monotonic()
    found = seen(function("while True: pass"), SOLVED["add_bias"], limits=replace(QUICK, wall=0.5))
    assert time.monotonic() - start < 4
    assert "0.5 s" in found.outcomes["mp_neuron"].text


@pytest.mark.skipif(sys.platform != "linux", reason="CPU limits differ elsewhere")
def test_computing_over_the_cpu_limit_is_a_timeout():
    found = seen(function("while True: pass"), names=("mp_neuron",), limits=replace(QUICK, cpu=0.5, wall=10))
    assert "of computing" in found.outcomes["mp_neuron"].text


@pytest.mark.parametrize("body", ["sys.exit()", "raise SystemExit(2)", "exit()", "raise KeyboardInterrupt"])
def test_leaving_through_an_exception_is_an_error_of_the_function(body):
    found = seen(function(body), SOLVED["add_bias"])
    outcome = found.outcomes["mp_neuron"]
    assert isinstance(outcome, Failure) or outcome[0].error[0] in ("SystemExit", "KeyboardInterrupt")
    assert status(found.outcomes["add_bias"]) == "seen"


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS is Linux's")
def test_a_memory_hog_meets_the_limit_and_not_the_machine():
    found = seen(
        function("a = bytearray(1 << 26)\n    while True: a.extend(a)"),
        SOLVED["add_bias"],
        limits=replace(QUICK, wall=8, cpu=8),
    )
    assert {o.error[0] for o in found.outcomes["mp_neuron"]} == {"MemoryError"}
    assert status(found.outcomes["add_bias"]) == "seen"


def test_fifty_megabytes_of_output_are_cut_and_cost_nothing():
    loud = SOLVED["mp_neuron"].replace("return", "print('y' * 50_000_000)\n    return")
    found = seen("print('x' * 50_000_000)", loud, limits=replace(QUICK, wall=10, cpu=10))
    assert all(o.error is None and len(o.stdout) <= 2_000 for o in found.outcomes["mp_neuron"])


def test_a_cell_that_stops_keeps_the_next_cells_running():
    found = seen("1 / 0", SOLVED["mp_neuron"], "import sys; sys.exit(1)", SOLVED["add_bias"])
    assert set(statuses(found).values()) == {"seen"}
    assert {(i, e.kind, e.line) for i, e in found.errors.items()} == {
        (2, "ZeroDivisionError", 1),
        (4, "SystemExit", 1),
    }


def test_a_cell_that_loops_is_a_timeout_for_what_it_keeps_from_being_defined():
    found = seen("while True: pass\n" + SOLVED["mp_neuron"], SOLVED["add_bias"])
    assert statuses(found) == {"mp_neuron": Status.TIMEOUT, "add_bias": "seen"}
    assert list(found.stopped) == [2]


def test_a_cell_that_ends_the_process_is_left_out():
    found = seen("import os; os._exit(0)\n" + SOLVED["mp_neuron"], SOLVED["add_bias"])
    assert statuses(found) == {"mp_neuron": Status.ERROR, "add_bias": "seen"}


def test_a_notebook_full_of_loops_is_given_up_in_bounded_time():
    start = time.monotonic()
    found = seen(*["while True: pass"] * 20, SOLVED["mp_neuron"], limits=replace(QUICK, define=0.5))
    assert time.monotonic() - start < 8
    assert status(found.outcomes["mp_neuron"]) == Status.TIMEOUT


@pytest.mark.parametrize(
    "what",
    [
        "b'noise' * 100",
        "b'obs1' + b'\\xff' * 12",
        "b'obs1' + bytes([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + b'{}'",
    ],
    ids=["noise", "a huge frame", "a malformed frame"],
)
def test_a_cell_that_writes_to_the_pipe_is_stopped_and_raises_nothing_here(what):
    found = seen(FORGE.format(what=what), SOLVED["mp_neuron"], SOLVED["add_bias"])
    assert {o.status for o in found.stopped.values()} <= {Status.FAILED, Status.TIMEOUT}
    assert statuses(found)["add_bias"] in ("seen", Status.FAILED)


def test_a_forged_answer_is_noticed_because_nobody_asked_for_it():
    forged = "from course.checks.wire import encode\n" + FORGE.format(what="encode({'n': 99, 'error': None})")
    found = seen(forged, SOLVED["mp_neuron"])
    assert "not asked" in next(iter(found.stopped.values())).text


def test_a_function_that_forges_its_observations_gets_no_exception_here():
    body = FORGE.replace("\n", "\n    ").format(
        what="encode({'n': n, 'seen': [{'value': 1, 'error': 7}] * 13})"
    )
    forged = f"from course.checks.wire import encode\ndef mp_neuron(x, w, u):\n  for n in range(20):\n    {body}\n  return 1"
    found = seen(forged, SOLVED["add_bias"])
    assert status(found.outcomes["mp_neuron"]) == Status.FAILED
    assert status(found.outcomes["add_bias"]) == "seen"


@pytest.mark.parametrize(
    "value",
    [
        "np.ones((3000, 3000))",
        "list(range(300_000))",
        "'x' * 3_000_000",
        "object()",
        "[[]] * 9",
        "10 ** 6000",
    ],
)
def test_a_value_over_the_limits_is_no_failure_of_the_run(value):
    found = seen(function(f"return {value}"))
    assert status(found.outcomes["mp_neuron"]) == "seen"


def test_no_secret_and_no_course_is_in_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_KEY", "secret")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    environment = clean_environment(tmp_path)
    assert "secret" not in environment.values()
    assert not any("NBGRADER" in k or "COURSE" in k for k in environment)
    assert (environment["MPLBACKEND"], environment["OMP_NUM_THREADS"]) == ("Agg", "1")


def test_the_working_folder_is_fresh_and_gone_afterwards(tmp_path):
    found = seen(
        f"import os\nopen('left.txt', 'w').write('x')\nopen({str(tmp_path / 'where')!r}, 'w').write(os.getcwd())",
        SOLVED["mp_neuron"],
    )
    assert status(found.outcomes["mp_neuron"]) == "seen"
    assert not os.path.exists((tmp_path / "where").read_text())


def test_a_file_beside_the_notebook_does_not_shadow_the_library(tmp_path):
    found = seen(
        "open('random.py', 'w').write('1/0')", "import sys; assert '' not in sys.path", SOLVED["mp_neuron"]
    )
    assert found.errors == {}


def test_a_check_cell_and_the_other_doors_do_nothing():
    found = seen(
        SOLVED["mp_neuron"],
        'check("mp_neuron", mp_neuron); me("ada"); hint("x"); explore("y"); X, y, w = toy.cloud(my_rng("a"), 5)',
    )
    assert found.errors == {}


def comparable(observations):
    return encode([{**o.as_data(), "seconds": 0.0} for o in observations])


WRONG = {
    "perceptron_predict": "def perceptron_predict(X, w):\n    print('net', X @ w[1:])\n    return np.sign(X @ w[1:] + w[0])",
    "delta_rule_step": "def delta_rule_step(X, t, w, eta):\n    w += eta * (t - X @ w[1:]) @ X\n    return w",
    "hebb_update": "def hebb_update(X, y, w, eta):\n    import warnings\n    warnings.warn('hm')\n    return {'w': w}['v']",
}


def test_notebook_and_process_give_the_same_observations_bit_for_bit():
    sources = [SETUP, *({**SOLVED, **WRONG}.values())]
    namespace, main = {}, sys.modules["__main__"]
    try:
        namespace = fresh_main()
        for i, source in enumerate(sources, 1):
            assert run_cell(i, source, namespace) is None
        here = {n: observe(p, namespace) for n, p in PLANS.items()}
    finally:
        sys.modules["__main__"] = main
    there = (
        SubprocessObserver()
        .observe(codes(notebook(*sources)), list(PLANS.values()), replace(QUICK, wall=10, cpu=10))
        .outcomes
    )
    assert {n for n in PLANS if comparable(here[n]) != comparable(there[n])} == set()
    assert any(o.error and o.error[2] for o in there["hebb_update"]), (
        "frames of the student's own code are shown"
    )
