"""What may be read: Python and the student's side, never the project."""

import sysconfig
from pathlib import Path

import pytest

from course.grading.jail import readable
from course.grading.jail.landlock import LIST, READ

ROOT = Path(readable.__file__).parents[3]


def opened(rules):
    return {Path(r.path) for r in rules if r.rights & ~LIST}


def is_open(path, rules):
    return any(path == p or p in path.parents for p in opened(rules))


def test_the_students_side_is_there_by_name():
    rules = readable.course()
    assert all(Path(r.path).exists() for r in rules if not r.path.endswith(".pyc"))
    assert is_open(ROOT / "course/checks/observe.py", rules)
    assert is_open(ROOT / "course/data/banknotes.py", rules)


@pytest.mark.parametrize(
    "path",
    ["judge", "exercise", "oracles", "mistakes", "compare", "diagnose", "verdict", "question", "__init__"],
)
def test_no_judge_is_open(path):
    assert not is_open(ROOT / "course" / "checks" / f"{path}.py", readable.everything())


def test_no_exercise_no_project_no_home_and_no_account_is_open():
    rules = readable.everything()
    closed = [
        *(ROOT / "course/exercises").rglob("*"),
        ROOT,
        ROOT / "tests",
        ROOT / "solutions",
        ROOT / "labs",
        Path.home(),
    ]
    closed += [
        Path(p)
        for p in (
            "/",
            "/etc",
            "/etc/passwd",
            "/etc/shadow",
            "/home",
            "/root",
            "/tmp",
            "/proc",
            "/var",
            "/dev",
        )
    ]
    assert [p for p in closed if is_open(p, rules)] == []


def test_a_scenario_of_a_lab_is_opened_by_its_name_and_nothing_beside_it():
    rules = readable.course(["course.exercises.lab01_perceptron.walks"])
    assert is_open(ROOT / "course/exercises/lab01_perceptron/walks.py", rules)
    assert not is_open(ROOT / "course/exercises/lab01_perceptron/not_separable.py", rules)


def test_everything_that_is_open_is_only_read():
    assert {r.rights for r in readable.everything()} <= {READ, LIST}


def test_the_packages_of_this_interpreter_are_open():
    assert is_open(Path(sysconfig.get_path("purelib")).resolve() / "numpy", readable.python())


def test_a_folder_that_holds_the_course_is_opened_around_it(tmp_path, monkeypatch):
    packages = tmp_path / "site-packages"
    for name in ("course/checks", "numpy", "torch"):
        (packages / name).mkdir(parents=True)
    (packages / "six.py").touch()
    monkeypatch.setattr(readable, "_COURSE", packages / "course")
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(packages))
    monkeypatch.setattr(readable.sys, "prefix", str(tmp_path))
    rules = readable.python()
    assert is_open(packages / "numpy" / "x.py", rules)
    assert is_open(packages / "six.py", rules)
    assert not is_open(packages / "course" / "checks" / "judge.py", rules)
    assert not is_open(packages, rules)


def test_an_environment_inside_the_project_opens_no_more_of_the_project(tmp_path, monkeypatch):
    project = tmp_path / "project"
    for name in ("course", "solutions", ".venv/lib/python3/site-packages/numpy"):
        (project / name).mkdir(parents=True)
    monkeypatch.setattr(readable, "_COURSE", project / "course")
    monkeypatch.setattr(readable.sys, "prefix", str(project / ".venv"))
    rules = readable.python()
    assert is_open(project / ".venv/lib/python3/site-packages/numpy", rules)
    assert not any(is_open(project / name, rules) for name in ("course", "solutions", "gradebook.db"))
