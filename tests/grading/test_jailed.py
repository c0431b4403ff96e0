"""The jailed observer: what `SubprocessObserver` gives, from children that can do nothing else."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from course.checks import Plan, Status
from course.checks.observation import Call
from course.checks.wire import encode
from course.grading import jail
from course.grading.cells import codes
from course.grading.jailed import JailedObserver, JailedProcess
from course.grading.nursery import ZygoteError
from course.grading.observer import Failure
from course.grading.process import Lost
from course.grading.runner import SubprocessObserver
from tests.grading.make import QUICK, ROOT, SETUP, SOLVED, TASKS, notebook

LEVEL = jail.probe()
pytestmark = pytest.mark.skipif(not LEVEL.full, reason=LEVEL.sentence)
PLANS = {t.exercise.name: t.plan for t in TASKS}
LONG = replace(QUICK, wall=30.0, cpu=30.0, define=30.0)


@pytest.fixture(scope="module")
def observer():
    with JailedObserver(LEVEL) as one:
        yield one


@pytest.fixture
def seen(observer):
    def see(*sources, names=("mp_neuron", "add_bias"), limits=QUICK):
        return observer.observe(codes(notebook(SETUP, *sources)), [PLANS[n] for n in names], limits)

    return see


def status(outcome):
    return outcome.status if isinstance(outcome, Failure) else "seen"


def statuses(found):
    return {name: status(o) for name, o in found.outcomes.items()}


def function(body, head="import os, sys, time, ctypes, signal\n"):
    return f"{head}def mp_neuron(x, w, u):\n    {body}"


def in_function(seen, body, **more):
    """What a body does when it is called with mp_neuron's arguments, and that the next exercise is not hurt."""
    found = seen(function(body), SOLVED["add_bias"], **more)
    assert status(found.outcomes["add_bias"]) == "seen"
    return found.outcomes["mp_neuron"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("while True: pass", Status.TIMEOUT),
        ("time.sleep(60)", Status.TIMEOUT),
        ("os._exit(3)", Status.ERROR),
        ("os.kill(os.getpid(), signal.SIGKILL)", Status.KILLED),
        ("ctypes.string_at(0)", Status.KILLED),
        ("os.closerange(3, 64)", Status.FAILED),
    ],
    ids=["loop", "sleep", "os._exit", "killed", "segfault", "closes its pipes"],
)
def test_a_function_that_hangs_or_dies_costs_its_own_exercise_only(seen, body, expected):
    assert status(in_function(seen, body)) == expected


def test_computing_over_the_cpu_limit_is_a_timeout(seen):
    outcome = in_function(seen, "while True: pass", limits=replace(QUICK, cpu=0.5, wall=20))
    assert "of computing" in outcome.text


def test_memory_over_the_limit_is_an_error_of_the_function(seen):
    outcome = in_function(seen, "return bytearray(2 << 30)")
    assert {o.error[0] for o in outcome} == {"MemoryError"}


@pytest.mark.parametrize(
    "body",
    [
        "data = bytes(1 << 20)\n    for i in range(100):\n        open(str(i), 'wb').write(data)\n    while True: pass",
        "for i in range(20_000):\n        open(str(i), 'wb').close()\n    while True: pass",
        "for i in range(3_000):\n        os.mkdir('d')\n        os.chdir('d')\n    while True: pass",
    ],
    ids=["large", "many", "deep"],
)
def test_a_scratch_folder_that_grows_too_large_ends_the_child(seen, body):
    start = time.monotonic()
    outcome = in_function(seen, body, limits=replace(QUICK, file=4 << 20, wall=30.0, cpu=30.0))
    assert (outcome.status, "of files" in outcome.text) == (Status.ERROR, True)
    assert time.monotonic() - start < 15


FORBIDDEN = {
    "the judge": f"open({str(ROOT / 'course/checks/judge.py')!r})",
    "an exercise": f"open({str(ROOT / 'course/exercises/lab01_perceptron/not_separable.py')!r})",
    "the solutions": f"os.listdir({str(ROOT / 'solutions')!r})",
    "other submissions": "os.listdir('/tmp')",
    "the network": "import socket; socket.socket()",
    "a process": "os.fork()",
    "a signal": "os.kill(os.getppid(), 9)",
    "the zygote": "open(f'/proc/{os.getppid()}/cmdline')",
    "a file elsewhere": "open('/tmp/from-a-jail', 'w')",
    "modes": "os.chmod('.', 0o777)",
}


@pytest.mark.parametrize("code", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_cell_cannot_reach(seen, code):
    found = seen(f"import os\n{code}", *(SOLVED[n] for n in ("mp_neuron", "add_bias")))
    assert found.errors[2].kind == "PermissionError"
    assert set(statuses(found).values()) == {"seen"}


def test_no_judge_no_exercise_and_no_seed_is_in_memory(seen):
    code = """
import gc, sys, types
names = [m for m in sys.modules if m.startswith(("course.checks.", "course.exercises"))]
assert not [m for m in names if m.rpartition(".")[2] in ("judge", "oracles", "mistakes", "compare", "exercise")], names
assert not [f for f in gc.get_objects() if isinstance(f, types.FunctionType) and f.__module__ in ("course.checks.judge", "course.checks.oracles")]
import os
assert not [k for k in os.environ if k.startswith(("COURSE", "NBGRADER"))], os.environ
"""
    assert seen(code).errors == {}
    assert "no part of a graded run" in seen("import course.checks.judge").errors[2].text


def test_a_submission_starts_in_an_empty_folder_of_its_own_that_is_gone_afterwards(seen):
    found = seen("import os\nraise ValueError(os.getcwd() + '|' + str(os.listdir()))")
    place, _, names = found.errors[2].text.partition("|")
    assert names == "[]"
    assert not Path(place).exists()


def test_what_one_submission_leaves_no_other_meets(seen):
    seen("import numpy\nnumpy.left = 1\nimport builtins\nbuiltins.left = 1")
    assert (
        seen(
            "import numpy, builtins\nassert not hasattr(numpy, 'left') and not hasattr(builtins, 'left')"
        ).errors
        == {}
    )


def test_both_observers_see_the_same_bit_for_bit(observer):
    wrong = {
        "perceptron_predict": "def perceptron_predict(X, w):\n    print('net', X @ w[1:])\n    return np.sign(X @ w[1:] + w[0])",
        "hebb_update": "def hebb_update(X, y, w, eta):\n    import warnings\n    warnings.warn('hm')\n    return {'w': w}['v']",
    }
    cells, plans = codes(notebook(SETUP, *({**SOLVED, **wrong}.values()))), list(PLANS.values())

    def data(one):
        outcomes = one.observe(cells, plans, LONG).outcomes
        return {n: encode([{**o.as_data(), "seconds": 0.0} for o in out]) for n, out in outcomes.items()}

    assert data(observer) == data(SubprocessObserver())


def test_several_threads_share_one_zygote(seen, observer):
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda i: seen(SOLVED["mp_neuron"], SOLVED["add_bias"], limits=LONG), range(12))
        )
    assert all(set(statuses(f).values()) == {"seen"} for f in found)
    assert len(observer.zygotes) == 1


def test_a_zygote_that_ends_is_replaced_and_its_children_end_with_it(observer, seen):
    seen(SOLVED["mp_neuron"])
    zygote = next(iter(observer.zygotes.values()))
    child = JailedProcess(zygote, QUICK)
    os.kill(zygote.child.pid, signal.SIGKILL)
    zygote.child.wait()
    with pytest.raises(Lost):
        child.ask({"index": 1, "source": "1"}, 10.0, "a cell")
    child.end()
    assert set(statuses(seen(SOLVED["mp_neuron"], SOLVED["add_bias"])).values()) == {"seen"}


def test_what_a_child_has_used_is_known_when_it_has_ended(observer, seen):
    seen(SOLVED["mp_neuron"])
    child = JailedProcess(next(iter(observer.zygotes.values())), LONG)
    child.ask({"index": 1, "source": "a = bytearray(200 << 20)\nsum(range(3_000_000))"}, 30.0, "a cell")
    child.end()
    assert child.used.peak > 200 << 20
    assert child.used.cpu > 0.01
    assert (child.used.code, child.used.over) == (-signal.SIGKILL, False)


def test_no_descriptor_and_no_folder_is_left(seen, tmp_path, monkeypatch):
    seen(SOLVED["mp_neuron"])
    monkeypatch.setattr("tempfile.tempdir", "/tmp")
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        seen(function("os._exit(1)"), SOLVED["add_bias"])
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_labs_scenario_is_loaded_before_the_jail_closes(observer):
    plan = Plan("f", (Call((1,)),), ("course.exercises.lab01_perceptron.walks",))
    found = observer.observe(codes(notebook("def f(x): return x + 1")), [plan], QUICK)
    assert found.outcomes["f"][0].value == 2


def test_a_plan_that_needs_the_judges_side_stops_the_run_and_says_why(observer):
    plan = Plan("f", (Call((1,)),), ("course.exercises.lab01_perceptron.not_separable",))
    with pytest.raises(ZygoteError, match=r"ImportError|no part of a graded run"):
        observer.observe(codes(notebook("def f(x): return x")), [plan], QUICK)


def test_where_there_is_no_jail_nobody_is_graded_without_a_word():
    none = jail.Level("none", "Nothing is closed here.")
    with pytest.raises(jail.JailError, match="Nothing is closed"):
        JailedObserver(none, accept=True)
    partial = jail.Level("partial", "Files are open here.", ("network",), ("landlock",))
    with pytest.raises(jail.JailError, match="Files are open"):
        JailedObserver(partial)


def test_a_partial_jail_that_was_agreed_to_says_what_is_open():
    partial = jail.Level("partial", "Files are open here.", ("network",), ("landlock",))
    with JailedObserver(partial, accept=True) as observer:
        found = observer.observe(
            codes(notebook("import os; os.listdir('/')\ndef f(): return 1")), [Plan("f", (Call(),))], QUICK
        )
        assert observer.isolation == "Files are open here."
    assert (found.errors, found.outcomes["f"][0].value) == ({}, 1)


TRAIN = """
import torch
torch.set_num_threads({threads})
def f():
    torch.manual_seed(0)
    X = torch.randn(512, 64)
    net = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.Tanh(), torch.nn.Linear(64, 1))
    optimiser = torch.optim.Adam(net.parameters(), lr=0.01)
    losses = []
    for _ in range(20):
        optimiser.zero_grad()
        loss = ((net(X) - X[:, :1]) ** 2).mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses[-1] < losses[0] / 2, torch.get_num_threads()
"""


@pytest.mark.torch
@pytest.mark.parametrize("threads", [1, 2])
def test_a_submission_trains_with_torch_in_one_and_two_threads(observer, threads):
    pytest.importorskip("torch")
    limits = replace(LONG, memory=16 << 30)
    for _ in range(2):
        found = observer.observe(
            codes(notebook(TRAIN.format(threads=threads))), [Plan("f", (Call(),))], limits
        )
        assert found.errors == {}
        assert found.outcomes["f"][0].value == (True, threads)
