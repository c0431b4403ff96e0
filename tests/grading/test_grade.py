"""From cells to verdicts, in real processes."""

from dataclasses import replace

import pytest

from course.checks import Observation, Status
from course.grading.grade import grade_submission
from course.grading.notebook import parse_notebook
from course.grading.observer import Failure, Seen
from course.grading.outline import outline_of
from course.grading.runner import SubprocessObserver
from tests.grading.make import LAB, QUICK, SETUP, SOLVED, TASKS, cell, lab_json, solved, submission

CALM = replace(QUICK, wall=10, cpu=10)


def grade(*sources, limits=CALM, observer=None, outline=None):
    return grade_submission(submission(*sources), TASKS, observer or SubprocessObserver(), limits, outline)


def verdict(result, name):
    return next(v for v in result.verdicts if v.exercise == name)


def test_a_full_solution_earns_all_points():
    result = grade(*solved())
    assert (result.score, result.max_points, result.status, result.diagnosis) == (100, 100, "graded", "")


def test_an_untouched_release_earns_nothing_and_is_graded():
    stubs = {
        e.name: f"def {e.name}(*args, **named):\n    raise NotImplementedError"
        for e in LAB.exercises
        if not e.is_question
    }
    questions = {e.name: f'{e.name} = "?"' for e in LAB.exercises if e.is_question}
    result = grade(*solved(**stubs, **questions))
    assert (result.score, result.status) == (0, "graded")
    assert {v.status for v in result.verdicts} == {Status.NOT_ATTEMPTED}
    assert result.diagnosis.startswith("15 not attempted")


@pytest.mark.parametrize("answer", ['"?"', "None", "...", '""'])
def test_a_question_without_an_answer_is_not_attempted(answer):
    assert verdict(grade(*solved(q_eta=f"q_eta = {answer}")), "q_eta").status is Status.NOT_ATTEMPTED


def test_a_wrong_answer_to_a_question_is_named():
    v = verdict(grade(*solved(q_eta='q_eta = "a"')), "q_eta")
    assert (v.status, v.points, v.label) == (Status.WRONG, 0, "q_eta:a")


def test_a_mistake_is_named_and_is_the_diagnosis_rather_than_what_follows_from_it():
    wrong = SOLVED["perceptron_epoch"].replace("w + eta", "w - eta")
    result = grade(*solved(perceptron_epoch=wrong))
    assert verdict(result, "perceptron_epoch").label == "sign-reversed"
    assert result.diagnosis.startswith("perceptron_epoch: sign-reversed")
    assert any(
        "perceptron_epoch" in n and "begin there" in n for n in verdict(result, "perceptron_fit").notes
    )


def test_copied_retyped_and_moved_definitions_count():
    sources = [s for s in solved() if s != SETUP]
    result = grade(*reversed(sources), "# a copy\n" + SOLVED["mp_neuron"], SETUP)
    assert result.score == 100


def test_an_answer_written_above_its_empty_cell_counts_and_is_told():
    result = grade(*solved(), "def mp_neuron(x, w, u):\n    # your code here\n    raise NotImplementedError")
    assert verdict(result, "mp_neuron").passed
    assert "mp_neuron: written in cell" in result.repairs[0]


def test_the_last_definition_wins():
    result = grade(*solved(), "def mp_neuron(x, w, u):\n    return (x @ w > u).astype(int)")
    assert verdict(result, "mp_neuron").label == "strict-threshold"


def test_a_cell_that_is_no_python_is_an_error_with_its_line():
    v = verdict(grade(*solved(mp_neuron="def mp_neuron(x, w, u)\n    return 1")), "mp_neuron")
    assert (v.status, v.points) == (Status.ERROR, 0.0)
    assert "SyntaxError" in dict(v.lines)["fact"]
    assert "line 1" in dict(v.lines)["fact"]


def test_a_cell_that_stops_before_its_definition_is_an_error_with_its_line():
    v = verdict(grade(*solved(mp_neuron="table = {}['x']\n" + SOLVED["mp_neuron"])), "mp_neuron")
    assert v.status is Status.ERROR
    assert "KeyError" in dict(v.lines)["fact"]
    assert dict(v.lines)["in your code"] == "line 1: table = {}['x']"


def test_a_name_defined_in_an_unusual_way_makes_the_whole_notebook_run():
    result = grade(*solved(mp_neuron=None), f"exec({SOLVED['mp_neuron']!r})")
    assert verdict(result, "mp_neuron").passed
    assert result.repairs == ("the whole notebook was run for mp_neuron",)


def test_a_helper_that_only_the_whole_notebook_defines_is_found():
    helped = "def mp_neuron(x, w, u):\n    return eval('decide')(x, w, u)"
    result = grade(*solved(mp_neuron=helped), SOLVED["mp_neuron"].replace("mp_neuron", "decide"))
    assert verdict(result, "mp_neuron").passed


def test_a_name_that_nobody_mentions_is_not_looked_for_again():
    class Counting(SubprocessObserver):
        calls = 0

        def observe(self, cells, plans, limits):
            self.calls += 1
            return super().observe(cells, plans, limits)

    observer = Counting()
    result = grade(
        *solved(mp_neuron=None),
        "print('a demonstration')",
        'check("mp_neuron", mp_neuron)',
        observer=observer,
    )
    assert (verdict(result, "mp_neuron").status, observer.calls) == (Status.NOT_ATTEMPTED, 1)


def test_demonstrations_are_not_run():
    assert grade(*solved(), "while True:\n    pass").score == 100


def test_numpy_2_scalars_pass_and_nan_is_said_to_be_nan():
    result = grade(*solved(
        perceptron_epoch=SOLVED["perceptron_epoch"].replace("return w, n_mistakes", "return w, np.int64(n_mistakes)"),
        hebb_update="def hebb_update(X, y, w, eta):\n    return w * np.nan",
    ))  # fmt: skip
    assert verdict(result, "perceptron_epoch").passed
    assert "nan" in result.diagnosis


def test_out_of_memory_is_a_status_of_its_own():
    hog = "def mp_neuron(x, w, u):\n    return np.ones(1 << 40)"
    v = verdict(grade(*solved(mp_neuron=hog)), "mp_neuron")
    assert (v.status, v.points) == (Status.MEMORY, 0.0)


def test_imports_of_the_courses_specifications_are_reported_to_the_instructor():
    result = grade(
        *solved(mp_neuron="from course.exercises.lab01_perceptron.mp_neuron import _spec as mp_neuron")
    )
    assert any("course.exercises" in n for n in result.notes)


def test_answers_in_words_are_kept_and_an_untouched_one_is_told_apart():
    outline = outline_of(parse_notebook(lab_json({})))
    prompt = {"metadata": {}, "id": "why_no_line"}
    for text, answered in (("Because the sum is 0.", True), ("*Your answer here.*", False)):
        (answer,) = grade(*solved(), cell(text, "markdown", **prompt), outline=outline).written
        assert (answer.text, answer.answered) == (text, answered)


class Script:
    """An observer that reports what it is told, the rest as right."""

    isolation = "none"

    def __init__(self, **outcomes):
        self.outcomes = outcomes

    def observe(self, cells, plans, limits):
        right = {t.exercise.name: [Observation(value=t.exercise.right(c)) for c in t.cases] for t in TASKS}
        return Seen({**{p.name: right[p.name] for p in plans}, **self.outcomes})


@pytest.mark.parametrize("status", [Status.TIMEOUT, Status.MEMORY, Status.ERROR])
def test_our_own_limits_and_errors_score_0_for_that_exercise(status):
    result = grade(*solved(), observer=Script(mp_neuron=Failure(status, "why")))
    assert (verdict(result, "mp_neuron").points, result.status) == (0.0, "graded")


@pytest.mark.parametrize("status", [Status.KILLED, Status.FAILED])
def test_a_death_that_is_not_the_students_doing_is_blank_with_its_reason(status):
    result = grade(*solved(), observer=Script(mp_neuron=Failure(status, "no idea why")))
    assert (verdict(result, "mp_neuron").points, result.status) == (None, "partly blank")
    assert "mp_neuron: no idea why" in result.reason


@pytest.mark.parametrize(
    "observations",
    [
        [],
        [Observation(value=1)],
        [Observation(error=())] * 13,
        [Observation(mutated={99: "x"}, value=1)] * 13,
    ],
)
def test_hostile_observations_raise_nothing_and_earn_nothing(observations):
    v = verdict(grade(*solved(), observer=Script(mp_neuron=observations)), "mp_neuron")
    assert not v.points


def test_an_observer_that_breaks_makes_a_blank_result_and_no_exception():
    class Broken:
        isolation = "none"

        def observe(self, cells, plans, limits):
            message = "no more processes"
            raise OSError(message)

    result = grade(*solved(), observer=Broken())
    assert (result.score, result.status) == (None, "not graded")
    assert "no more processes" in result.reason


def test_a_segfault_is_tried_once_more_and_then_left_to_a_person():
    result = grade(
        *solved(mp_neuron="import ctypes\ndef mp_neuron(x, w, u):\n    return ctypes.string_at(0)")
    )
    assert (verdict(result, "mp_neuron").points, result.status, result.score) == (None, "partly blank", 94)


def test_a_chance_death_is_mended_by_the_second_try(tmp_path):
    once = f"import os, signal, pathlib\nflag = pathlib.Path({str(tmp_path / 'died')!r})\n"
    body = SOLVED["mp_neuron"].replace(
        "    return",
        "    if not flag.exists():\n        flag.touch()\n        os.kill(os.getpid(), signal.SIGKILL)\n    return",
    )
    assert grade(*solved(mp_neuron=once + body)).score == 100
