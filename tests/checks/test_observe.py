"""The student's side: nothing that a student's code does stops it, and the world stays as it was."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.checks import Made, Mine, Observation, Plan, Public, Rng, observe, public, scenario
from course.checks.observation import MAX_STDOUT, Call
from course.checks.plain import Listed, Opaque
from course.checks.wire import decode, encode
from tests.checks.helpers import seen


@public
def trial_double(x: Any) -> Any:
    return 2 * x


@scenario
def trial_twice(f: Any, x: Any) -> Any:
    return [f(x), f(x)]


# what comes back -------------------------------------------------------------------------------------------------


def test_a_name_that_is_not_defined_is_missing() -> None:
    plan = Plan("g", (Call(), Call()))
    assert [o.missing for o in observe(plan, {"f": 1})] == ["g is not defined"] * 2


def test_a_stub_is_missing() -> None:
    def stub(x: Any) -> Any:
        raise NotImplementedError

    assert seen(stub, 1).missing == "not written yet"


def test_a_building_block_that_is_not_defined_is_missing() -> None:
    assert seen(lambda g: g(1), Mine("g")).missing == "g is not defined"


def test_a_value_and_its_stand_ins_come_back() -> None:
    assert seen(lambda x: x + 1, 2).value == 3
    assert type(seen(lambda: object()).value) is Opaque
    assert seen(lambda: iter([1, 2])).value == Listed([1, 2])
    assert seen(lambda: (i for i in iter(int, 1))).value.more


def test_an_error_shows_the_student_s_own_frames_only() -> None:
    def outer(x: Any) -> Any:
        return inner(x)

    def inner(x: Any) -> Any:
        return np.linalg.inv(x)

    error = seen(outer, np.zeros((2, 2))).error
    assert error is not None
    assert error[0] == "LinAlgError"
    assert [name for name, _, _ in error[2]] == ["outer", "inner"]
    assert error[2][1][2] == "return np.linalg.inv(x)"


def test_a_key_error_says_that_it_is_a_key() -> None:
    error = seen(lambda: {}["w"]).error
    assert error is not None
    assert error[1] == "key 'w'"


def test_an_error_in_a_generator_is_the_student_s() -> None:
    def f() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("mine")

    error = seen(f).error
    assert error is not None
    assert error[:2] == ("ZeroDivisionError", "mine")


def _raises(e: BaseException) -> Callable[..., Any]:
    def f(*args: Any) -> Any:
        raise e

    return f


class Own(BaseException):
    pass


class Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no text")


class Hidden(Exception):
    @property
    def __traceback__(self) -> Any:  # type: ignore[override]
        raise RuntimeError("no traceback")


class Loud(Exception):
    def __str__(self) -> str:
        return "x" * 100_000


@pytest.mark.parametrize(
    "e",
    [
        SystemExit(1),
        GeneratorExit(),
        Own("own"),
        Mute(),
        Hidden(),
        Loud(),
        MemoryError(),
        RecursionError(),
        StopIteration(3),
    ],
)
def test_no_exception_of_the_student_s_stops_the_list(e: BaseException) -> None:
    plan = Plan("f", (Call(), Call()))
    for o in observe(plan, {"f": _raises(e)}):
        assert o.error is not None
        assert o.error[0] == type(e).__name__
        assert len(o.error[1]) <= 300
        assert Observation.from_data(decode(encode(o.as_data()))) == o


def test_an_interrupt_by_the_reader_passes() -> None:
    with pytest.raises(KeyboardInterrupt):
        seen(_raises(KeyboardInterrupt()))


def test_endless_recursion_is_an_error_and_its_limit_is_put_back() -> None:
    def f(n: int) -> int:
        sys.setrecursionlimit(3000)
        return f(n + 1)

    limit = sys.getrecursionlimit()
    error = seen(f, 0).error
    assert error is not None
    assert error[0] == "RecursionError"
    assert len(error[2]) <= 6
    assert sys.getrecursionlimit() == limit


# facts -----------------------------------------------------------------------------------------------------------


def test_a_changed_argument_is_seen_whatever_holds_it() -> None:
    def f(x: Any, deep: Any, h: Any = None) -> None:
        x[0] = 9
        deep["a"][1].append(3)
        h += 1

    o = seen(f, np.zeros(2), {"a": [1, [2]]}, h=np.ones(1))
    assert o.mutated == {0: "", 1: "", "h": ""}


def test_a_changed_last_bit_is_a_change_and_nan_is_none() -> None:
    def nudge(x: Any) -> None:
        x[0] = -0.0

    assert seen(nudge, np.zeros(1)).mutated == {0: ""}
    assert seen(lambda x, y, z: x, np.array([np.nan]), float("nan"), Rng(1)).mutated == {}


def test_a_change_is_seen_although_the_call_fails() -> None:
    def f(x: Any) -> None:
        x[:] = 1
        raise ValueError

    o = seen(f, np.zeros(2))
    assert o.error is not None
    assert o.mutated == {0: ""}


def test_arguments_are_fresh_for_every_call() -> None:
    def f(x: Any) -> Any:
        x += 1
        return x

    plan = Plan("f", (Call((np.zeros(2),)),) * 2)
    assert [o.value.tolist() for o in observe(plan, {"f": f})] == [[1, 1], [1, 1]]


def test_a_result_that_shares_memory_is_seen() -> None:
    assert seen(lambda x: x[1:], np.zeros(3)).aliased == (0,)
    assert seen(lambda x: {"y": x.T}, x=np.zeros((2, 3))).aliased == ("x",)
    assert seen(lambda x: x + 0, np.zeros(3)).aliased == ()


TOUCHES: dict[str, Callable[[], Any]] = {
    "NumPy's global generator": lambda: np.random.rand(2),
    "Python's global generator": lambda: random.random(),
    "NumPy's error state": lambda: np.seterr(all="raise"),
}


@pytest.mark.parametrize("what", TOUCHES)
def test_a_touched_global_state_is_seen_and_put_back(what: str) -> None:
    before = _state()
    first, second = observe(Plan("f", (Call(), Call())), {"f": lambda: TOUCHES[what]() and None})
    assert first.touched == second.touched == (what,)
    assert _state() == before


@pytest.mark.parametrize("seed", [0, 1, 42, 1234])
def test_seeding_the_global_generators_is_a_touch(seed: int) -> None:
    def f() -> None:
        np.random.seed(seed)
        random.seed(seed)

    assert seen(f).touched == ("NumPy's global generator", "Python's global generator")


def _state() -> Any:
    return (
        np.random.get_state()[1].tobytes(),
        random.getstate(),
        tuple(np.geterr().items()),
        dict(warnings._onceregistry),
    )  # type: ignore[attr-defined]


def test_drawing_from_a_given_generator_touches_nothing() -> None:
    o = seen(lambda rng: rng.normal(), Rng(3))
    assert (o.touched, o.mutated) == ((), {})
    assert o.value == np.random.default_rng(3).normal()


def test_the_same_plan_gives_the_same_observations() -> None:
    plan = Plan("f", (Call((Rng(1),)),) * 2)
    f = lambda rng: [rng.random(), np.random.rand(), random.random()]
    first, second = observe(plan, {"f": f}), observe(plan, {"f": f})
    assert [o.value for o in first] == [o.value for o in second]
    assert first[0].value == first[1].value


def test_a_mode_of_the_notebook_does_not_reach_the_call() -> None:
    with np.errstate(all="raise"):
        o = seen(lambda: np.array([1e308]) * 10)
    assert o.value == np.inf
    assert "overflow" in o.warnings[0]


def test_warnings_are_listed_once_a_line() -> None:
    def f() -> int:
        for _ in range(1000):
            warnings.warn("careful", UserWarning, stacklevel=1)
        return 1

    assert seen(f).warnings == ("UserWarning: careful",)


def test_calls_of_a_function_argument_are_counted() -> None:
    assert seen(lambda g: g(1) + g(2), Public("trial_double")).calls == {"trial_double": 2}


def test_time_is_cpu_time() -> None:
    assert seen(lambda: time.sleep(0.05)).seconds < 0.04
    assert seen(lambda: sum(range(300_000))).seconds > 0.0005


def test_a_scenario_runs_in_place_of_the_call() -> None:
    assert seen(lambda x: x + 1, 1, scenario="trial_twice").value == [2, 2]


# output ----------------------------------------------------------------------------------------------------------


def test_prints_are_kept_and_capped() -> None:
    def f() -> None:
        print("hello")
        print("oh", file=sys.stderr)
        for _ in range(1000):
            print("x" * 1000)

    o = seen(f)
    assert o.stdout.startswith("hello\noh\nxxx")
    assert len(o.stdout) == MAX_STDOUT


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: sys.stdout.close(),
        lambda: setattr(sys, "stdout", None),
        lambda: sys.stderr.close(),
        lambda: sys.stdout.detach(),
    ],
)
def test_streams_that_the_student_spoils_are_put_back(spoil: Callable[[], Any]) -> None:
    out, err = sys.stdout, sys.stderr
    first, second = observe(Plan("f", (Call(), Call())), {"f": lambda: (print("a"), spoil())[0]})
    assert first.stdout == second.stdout == "a\n"
    assert (sys.stdout, sys.stderr) == (out, err)
    assert not out.closed


def test_nothing_reaches_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    def f() -> Any:
        os.write(2, b"from C\n")
        warnings.warn("careful", UserWarning, stacklevel=1)
        print("x", file=sys.stderr)
        return np.log(np.zeros(1))

    seen(f)
    os.write(2, b"after\n")
    out, err = capfd.readouterr()
    assert (out, err) == ("", "after\n")


def test_a_missing_stderr_is_no_obstacle() -> None:
    code = """
        import os
        os.close(2)
        from course.checks.observation import Call, Plan
        from course.checks import observe
        print(observe(Plan("f", (Call((3,)),)), {"f": lambda x: x + 1})[0].value)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout == "4\n"


def test_figures_that_a_call_opens_are_closed_and_others_stay() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    mine = pyplot.figure()
    try:
        seen(lambda: pyplot.figure() and None)
        assert pyplot.get_fignums() == [mine.number]
    finally:
        pyplot.close("all")


def test_a_changed_working_folder_is_put_back(tmp_path: Path) -> None:
    before = Path.cwd()
    seen(lambda: os.chdir(tmp_path))
    assert Path.cwd() == before


def test_what_steers_a_terminal_or_cannot_be_written_is_replaced() -> None:
    def f() -> None:
        print("a\x1b[2Jb\ud800\n\tc")
        warnings.warn("\x07 \u202e", UserWarning, stacklevel=1)
        raise ValueError("\ud800 bad \x00")

    o = seen(f)
    assert o.stdout == "a\ufffd[2Jb\ufffd\n\tc\n"
    assert o.warnings == ("UserWarning: \ufffd \ufffd",)
    assert o.error is not None
    assert o.error[1] == "\ufffd bad \ufffd"
    assert Observation.from_data({"stdout": "\x1b"}).stdout == "\ufffd"
    str(seen(lambda: type("A\ud800", (), {})())).encode()


# a student's code that spoils the world -----------------------------------------------------------------------------


def test_replacing_numpy_random_spoils_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def f(x: Any) -> Any:
        for name in ("get_state", "set_state", "seed", "default_rng"):
            monkeypatch.setattr(np.random, name, None)
        monkeypatch.setattr(random, "getstate", None)
        return x

    state = np.random.get_state()[1].tobytes()
    for o in observe(Plan("f", (Call((Rng(1),)), Call((2,)))), {"f": f}):
        assert o.error is None
    monkeypatch.undo()
    assert np.random.get_state()[1].tobytes() == state


def test_a_call_that_empties_the_namespace_does_not_reach_the_next() -> None:
    namespace: dict[str, Any] = {"g": lambda: 5}

    def f(g: Any) -> Any:
        namespace.clear()
        return g()

    namespace["f"] = f
    assert [o.value for o in observe(Plan("f", (Call((Mine("g"),)),) * 2), namespace)] == [5, 5]


def test_a_result_with_hostile_methods_is_opaque() -> None:
    class Angry:
        def __getattribute__(self, name: str) -> Any:
            raise RuntimeError(name)

    class Items(dict):  # type: ignore[type-arg]
        def values(self) -> Any:
            raise RuntimeError

    assert type(seen(lambda x: Angry(), np.ones(1)).value) is Opaque
    assert seen(lambda x: Items(a=1), np.ones(1)).value == {"a": 1}


def test_a_hostile_argument_in_the_caller_s_list_is_a_change() -> None:
    class Angry:
        __eq__ = __hash__ = None  # type: ignore[assignment]

    assert seen(lambda x: x.append(Angry()), [1]).mutated == {0: ""}


# what comes over the wire ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        None, [], {"score": 100}, {"error": ()}, {"error": ("a", "b", [("f", 1, "x")])}, {"error": ("a", "b", (("f", "1", "x"),))}, {"missing": 3},
        {"mutated": {0: 1}}, {"mutated": {(1,): ""}}, {"touched": (1,)}, {"touched": "abc"}, {"stdout": "x" * 10_000}, {"stdout": None},
        {"calls": {"f": "many"}}, {"seconds": float("nan")}, {"seconds": -1.0}, {"seconds": 3}, {"warnings": [1]}, {"aliased": ([],)},
    ],
)  # fmt: skip
def test_hostile_observations_are_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match="not an observation"):
        Observation.from_data(bad)


# torch -----------------------------------------------------------------------------------------------------------


@public
def trial_layers() -> Any:
    import torch

    with torch.random.fork_rng():
        return torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.BatchNorm1d(2))


@pytest.mark.torch
def test_torch_modes_and_generators_are_seen_and_put_back() -> None:
    torch = pytest.importorskip("torch")
    before = torch.get_rng_state()

    def f() -> None:
        torch.rand(1)
        torch.set_grad_enabled(False)
        torch.set_default_dtype(torch.float64)

    first, second = observe(Plan("f", (Call(), Call())), {"f": f})
    assert (
        first.touched
        == second.touched
        == ("torch's global generator", "torch's gradient mode", "torch's default dtype")
    )
    assert torch.is_grad_enabled()
    assert torch.get_default_dtype() is torch.float32
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.torch
def test_a_notebook_in_no_grad_mode_does_not_reach_the_call() -> None:
    torch = pytest.importorskip("torch")
    with torch.no_grad():
        assert seen(lambda: torch.is_grad_enabled()).value is True
        assert not torch.is_grad_enabled()


MODEL_CHANGES: dict[str, Callable[[Any], Any]] = {
    "weights": lambda m: m[0].weight.data.add_(1),
    "buffers": lambda m: m[1].running_mean.add_(1),
    "gradients": lambda m: m(__import__("torch").ones(3, 2)).sum().backward() or m[1].reset_running_stats(),
    "requires_grad": lambda m: m.requires_grad_(False),
    "mode (train or eval)": lambda m: m.eval(),
    "hooks": lambda m: m[0].register_forward_hook(print),
}


@pytest.mark.torch
@pytest.mark.parametrize("what", MODEL_CHANGES)
def test_what_a_call_changes_in_a_model_is_named(what: str) -> None:
    pytest.importorskip("torch")
    assert seen(lambda m: None, Made("trial_layers")).mutated == {}
    o = seen(lambda m: [MODEL_CHANGES[what](m), None][1], Made("trial_layers"))
    assert o.error is None
    assert o.mutated == {0: what}
