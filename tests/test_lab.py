"""What a lab cell calls, as a student's notebook calls it."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import lab, seeds
from course.checks import Status
from course.exercises import find_exercise, find_lab

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _fresh_session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lab, "_SESSION", lab._Session())
    for name in ("JUPYTERHUB_USER", "NBGRADER_EXECUTION", seeds.KEY_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield
    globals().pop("add_bias", None)


def with_bias(X: Any) -> Any:
    return np.hstack([np.ones((len(X), 1)), X])


def bias_last(X: Any) -> Any:
    return np.hstack([X, np.ones((len(X), 1))])


def python(code: str, **env: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    import os

    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NBGRADER", "COURSE", "JUPYTERHUB"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **env}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout.strip()


# check -----------------------------------------------------------------------------------------------------------


def test_check_passes_a_right_function_and_names_a_mistake() -> None:
    assert lab.check("add_bias", with_bias).passed
    wrong = lab.check("add_bias", bias_last)
    assert (wrong.label, wrong.passed) == ("ones-last", False)


def test_check_takes_the_name_from_the_notebook() -> None:
    assert lab.check("add_bias").status is Status.NOT_ATTEMPTED
    globals()["add_bias"] = with_bias
    assert lab.check("add_bias").passed
    assert globals()["add_bias"] is with_bias


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"no exercise 'ad_bias'; did you mean add_bias"):
        lab.check("ad_bias")


def test_numbers_stay_until_the_check_passes() -> None:
    def draws() -> list[int]:
        return [lab.seed_of("lab01_perceptron", "add_bias")]

    first = draws()
    lab.check("add_bias", bias_last)
    assert draws() == first
    lab.check("add_bias", with_bias)
    assert draws() != first


def test_numbers_differ_between_students() -> None:
    lab.me("ada")
    ada = lab.seed_of("lab01_perceptron", "add_bias")
    lab.me("bob")
    assert lab.seed_of("lab01_perceptron", "add_bias") != ada


def _world() -> Any:
    pyplot = sys.modules.get("matplotlib.pyplot")
    figures = tuple(pyplot.get_fignums()) if pyplot else ()
    return (
        np.random.get_state()[1].tobytes(),
        random.getstate(),
        tuple(np.geterr().items()),
        figures,
        sys.stdout,
        sys.stderr,
    )


def test_check_leaves_the_caller_s_world_as_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    pyplot.figure()

    def messy(X: Any) -> Any:
        np.random.seed(0)
        random.seed(0)
        np.seterr(all="ignore")
        pyplot.plot([1, 2])
        pyplot.figure()
        print("out")
        print("err", file=sys.stderr)
        X[...] = 0
        return with_bias(X)

    try:
        with np.errstate(divide="raise"):
            np.random.rand(3)
            before = _world()
            for f in (with_bias, bias_last, messy):
                lab.check("add_bias", f)
                assert _world() == before
    finally:
        pyplot.close("all")
    assert capfd.readouterr() == ("", "")


def test_a_card_shows_what_the_student_s_code_printed() -> None:
    def prints(X: Any) -> Any:
        print("<b>hello</b>")
        return with_bias(X)

    assert "&lt;b&gt;hello&lt;/b&gt;" in lab.check("add_bias", prints)._repr_html_()


# questions -------------------------------------------------------------------------------------------------------

QUESTION = next(e for e in find_lab("lab01").exercises if e.is_question)


def test_an_answer_is_recorded_and_its_key_kept_back() -> None:
    verdicts = [lab.check(QUESTION.name, letter) for letter in QUESTION.options]
    assert {v.status for v in verdicts} == {Status.RECORDED}
    assert {v.points for v in verdicts} == {None}
    for v, letter in zip(verdicts, QUESTION.options, strict=True):
        assert v.headline == f'"{letter}" is recorded; whether it is right is told when the lab is graded'
        assert not v.lines


@pytest.mark.parametrize("answer", [None, ..., "?"])
def test_a_question_that_is_left_is_not_attempted(answer: Any) -> None:
    assert lab.check(QUESTION.name, answer).status is Status.NOT_ATTEMPTED


@pytest.mark.parametrize("answer", ["z", "", "A and B", 3, 2.5])
def test_an_answer_that_is_no_option_is_said_to_be_none(answer: Any) -> None:
    v = lab.check(QUESTION.name, answer)
    assert (v.status, v.headline) == (Status.WRONG, "this is none of the options")


def test_a_graded_run_applies_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    key = QUESTION.right(QUESTION.probes(0)[0])
    assert lab.check(QUESTION.name, key).score == QUESTION.points
    for letter in set(QUESTION.options) - {key}:
        v = lab.check(QUESTION.name, letter)
        assert (v.score, v.label) == (0.0, f"{QUESTION.name}:{letter}")


# graded runs -----------------------------------------------------------------------------------------------------


def test_a_graded_run_uses_the_hidden_plan_and_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    _, exercise = find_exercise("add_bias")
    visible = lab.check("add_bias", with_bias)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(seeds.KEY_VARIABLE, "secret")
    assert lab.seed_of("lab01_perceptron", "add_bias") == seeds.hidden_seed(
        "secret", "lab01_perceptron", "add_bias"
    )
    hidden = lab.check("add_bias", with_bias)
    assert hidden.cases == len(exercise.probes(0, hidden=True)) > visible.cases
    monkeypatch.setenv(seeds.KEY_VARIABLE, "another")
    assert lab.seed_of("lab01_perceptron", "add_bias") != seeds.hidden_seed(
        "secret", "lab01_perceptron", "add_bias"
    )


def test_a_graded_seed_does_not_depend_on_who_the_student_says_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(seeds.KEY_VARIABLE, "secret")
    before = lab.seed_of("lab01_perceptron", "add_bias")
    lab.me("somebody else")
    lab.check("add_bias", with_bias)
    assert lab.seed_of("lab01_perceptron", "add_bias") == before


# me, hint, progress ----------------------------------------------------------------------------------------------


def test_me_prefers_the_given_word_then_the_hub_then_what_was_said_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert lab.me("ada") == "ada"
    assert lab.me() == "ada"
    monkeypatch.setenv("JUPYTERHUB_USER", "hub-ada")
    assert lab.me() == "hub-ada"
    assert lab.me("bob") == "bob"


def test_a_random_word_is_printed_to_be_kept(capsys: pytest.CaptureFixture[str]) -> None:
    word = lab.me()
    assert f'me("{word}")' in capsys.readouterr().out
    assert lab.me() == word
    assert not capsys.readouterr().out


def test_three_calls_print_the_three_hints_and_a_fourth_begins_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, exercise = find_exercise("add_bias")
    for number in (0, 1, 2, 0):
        lab.hint("add_bias")
        assert capsys.readouterr().out == f"Hint {number + 1} of 3 · {exercise.hints[number]}\n"


def test_progress_adds_up_what_has_passed(capsys: pytest.CaptureFixture[str]) -> None:
    lab.check("add_bias", with_bias)
    lab.check("hebb_update", lambda *args: None)
    lab.check(QUESTION.name, next(iter(QUESTION.options)))
    lab.progress("lab01")
    rows = {row.split()[0]: row for row in capsys.readouterr().out.splitlines()}
    assert "passed" in rows["add_bias"]
    assert "wrong" in rows["hebb_update"]
    assert "recorded" in rows[QUESTION.name]
    assert "not checked yet" in rows["mp_neuron"]
    assert rows["together"].split() == ["together", "4", "of", "100"]


# imports ---------------------------------------------------------------------------------------------------------

HEAVY = ("torch", "nbgrader", "nbformat", "matplotlib.pyplot", "anywidget", "ipywidgets", "jupytext")


@pytest.mark.parametrize(
    "doors", ["import course", "from course import check, hint, me, progress, start", "import course.checks"]
)
def test_the_doors_open_without_the_heavy_packages(doors: str) -> None:
    assert python(f"{doors}\nimport sys\nprint([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_a_check_of_lab_01_needs_no_torch_and_no_figure() -> None:
    code = """
        import sys
        import numpy as np
        from course import check
        def add_bias(X):
            return np.hstack([np.ones((len(X), 1)), X])
        verdict = check("add_bias")
        print(repr(verdict), [m for m in ("torch", "nbgrader", "matplotlib.pyplot", "anywidget") if m in sys.modules])
    """
    assert python(code) == "4.0 []"


def test_a_graded_kernel_prints_the_points_and_nothing_on_stderr() -> None:
    code = """
        import warnings
        import numpy as np
        from course import check
        def add_bias(X):
            warnings.warn("careful")
            return np.hstack([X, np.ones((len(X), 1))])
        print(repr(check("add_bias", add_bias)))
    """
    assert python(code, NBGRADER_EXECUTION="autograde", COURSE_KEY="secret") == "0.0"


def test_an_unknown_door_is_named_with_those_there_are() -> None:
    import course

    with pytest.raises(AttributeError, match=r"no attribute 'chekc'; its doors are check, explore"):
        course.chekc  # noqa: B018
