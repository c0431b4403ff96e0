"""On the student's side the judges are absent: from the files that can be read, and from memory."""

import subprocess
import sys

import pytest

from course.grading.process import clean_environment

WALKS = "course.exercises.lab01_perceptron.walks"


def on_the_students_side(code, modules=(), tmp_path=None):
    program = f"from course.grading.student_side import stay_on\nstay_on({list(modules)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "name",
    [
        "checks.judge",
        "checks.oracles",
        "checks.mistakes",
        "checks.compare",
        "exercises.lab01_perceptron.not_separable",
        "lab",
        "explorables",
        "authoring",
        "cli",
        "grading.gradebook",
    ],
)
def test_a_module_of_the_judges_side_is_no_part_of_a_graded_run(name, tmp_path):
    text = on_the_students_side(f"import course.{name}", tmp_path=tmp_path)
    assert text.startswith("ModuleNotFoundError: course.")
    assert "is no part of a graded run" in text


def test_observing_loads_no_judge(tmp_path):
    code = "import course.checks.observe, course.grading.child, sys\nprint(*sorted(m for m in sys.modules if m.startswith('course.checks.')))"
    loaded = on_the_students_side(code, tmp_path=tmp_path).split()
    names = {"facts", "names", "observation", "observe", "plain", "scenarios", "wire"}
    assert {m.removeprefix("course.checks.") for m in loaded} <= names


def test_a_labs_scenarios_are_let_in_by_name_and_its_exercises_are_not(tmp_path):
    code = f"import sys, {WALKS}\nprint(*sorted(m for m in sys.modules if m.startswith('course.exercises')))"
    assert on_the_students_side(code, [WALKS], tmp_path).split() == [
        "course.exercises",
        "course.exercises.lab01_perceptron",
        WALKS,
    ]


def test_the_doors_of_the_students_side_stand_where_scenarios_look_for_them(tmp_path):
    code = "from course.checks import Mine, Observation, Public, Rng, observe, public, scenario, tensor\nprint('there')"
    assert on_the_students_side(code, tmp_path=tmp_path) == "there"


def test_the_doors_of_the_judges_side_are_closed(tmp_path):
    assert "cannot import name 'Holds'" in on_the_students_side(
        "from course.checks import Holds", tmp_path=tmp_path
    )


def test_a_scenario_that_needs_a_judge_says_so(tmp_path):
    text = on_the_students_side("", ["course.exercises.lab01_perceptron.not_separable"], tmp_path)
    assert "ImportError" in text or "is no part of a graded run" in text


def test_what_a_lab_uses_works_as_always(tmp_path):
    code = "from course import load, toy\nimport course.plots\nprint(load('banknotes').name)"
    assert on_the_students_side(code, tmp_path=tmp_path) == "banknotes"
