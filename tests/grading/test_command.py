import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from course.cli import main
from course.grading.command import PreflightError, grade_class
from course.grading.gradebook import gradebook_url, open_gradebook
from course.grading.notebook import read_notebook
from course.grading.outline import outline_of
from tests.grading.make import LAB, QUICK, SOLVED, course, lab_json, notebook_json, write

CALM = replace(QUICK, wall=10, cpu=10)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course, and a class of four: right, half, broken JSON, a killed process."""
    root = course(tmp_path_factory.mktemp("course"))
    half = {**SOLVED, "mp_neuron": "def mp_neuron(x, w, u):\n    return (x @ w > u).astype(int)"}
    killed = {
        **SOLVED,
        "add_bias": "import os, signal\ndef add_bias(X):\n    os.kill(os.getpid(), signal.SIGKILL)",
    }
    for student, data in (
        ("ada", lab_json(SOLVED)),
        ("bob", lab_json(half)),
        ("cyd", "{nope"),
        ("dan", lab_json(killed)),
    ):
        write(root / "submitted" / student / f"{LAB.name}.ipynb", data)
    return root


@pytest.fixture(scope="module")
def report(root):
    return grade_class("lab01", root / "submitted", root / "out", root=root, limits=CALM, workers=2)


def test_every_submission_gets_a_result_and_one_bad_notebook_stops_no_other(report):
    found = {r.student: (r.score, r.status) for r in report.results}
    assert found["ada"] == (100, "graded")
    assert found["bob"] == (94, "graded")
    assert found["cyd"] == (None, "unreadable")
    assert found["dan"][1] == "partly blank"
    assert not report.all_graded
    assert report.trouble == ()


def test_gradebook_grades_and_results_hold_the_same_scores(root, report):
    data = json.loads(report.files["results"].read_text())
    with open_gradebook(
        gradebook_url(report.files["gradebook"]),
        LAB.name,
        outline_of(read_notebook(root / "labs" / LAB.name / f"{LAB.name}.ipynb")),
    ) as book:
        scores = book.scores()
    for r in data["results"]:
        kept = {v["exercise"]: None if v["points"] is None else v["points"] for v in r["verdicts"]}
        assert {k: scores[r["student"]][f"{k}-check"] for k in kept} == pytest.approx(kept)


def test_a_page_a_student_and_the_seeds_are_kept(report):
    assert sorted(p.stem for p in report.files["feedback"].glob("*.html")) == ["ada", "bob", "cyd", "dan"]
    data = json.loads(report.files["results"].read_text())
    assert set(data["seeds"]) == {e.name for e in LAB.exercises}
    assert data["isolation"] == report.isolation


def test_the_key_is_made_once_and_only_its_fingerprint_is_recorded(root, report):
    key = (root / ".course_key").read_text().strip()
    assert key not in report.files["results"].read_text()


def test_one_student_can_be_graded_alone(root, tmp_path):
    report = grade_class("lab01", root / "submitted", tmp_path, root=root, students=("bob",), limits=CALM)
    assert [r.student for r in report.results] == ["bob"]


def test_a_student_who_is_not_there_is_told(root, tmp_path):
    with pytest.raises(FileNotFoundError, match="no submission of zoe"):
        grade_class("lab01", root / "submitted", tmp_path, root=root, students=("zoe",), limits=CALM)


def test_nobody_is_graded_if_the_reference_does_not_earn_all_points(root, tmp_path):
    wrong = write(tmp_path / "wrong.ipynb", lab_json({**SOLVED, "q_eta": "q_eta = 'a'"}))
    with pytest.raises(PreflightError, match=r"98 of 100 points(.|\n)*q_eta"):
        grade_class("lab01", root / "submitted", tmp_path / "out", root=root, reference=wrong, limits=CALM)
    assert not (tmp_path / "out").exists()


def test_a_reference_that_is_not_there_is_told_with_the_remedy(root, tmp_path):
    with pytest.raises(PreflightError, match="course build"):
        grade_class("lab01", root / "submitted", tmp_path, root=tmp_path)


def run(*arguments):
    return CliRunner().invoke(main, ["grade", *map(str, arguments)])


def test_the_command_prints_a_table_and_where_everything_lies_and_ends_with_3_if_something_is_blank(
    root, tmp_path
):
    result = run("lab01", root / "submitted", "-o", tmp_path, "--root", root, "--isolation", "process")
    assert result.exit_code == 3, result.output
    for piece in (
        "ada",
        "100 / 100",
        "strict-threshold",
        "unreadable",
        "partly blank",
        "gradebook.db",
        "no sandbox",
    ):
        assert piece in result.output


def test_the_command_ends_with_0_if_all_is_graded(root, tmp_path):
    assert run("lab01", root / "submitted", "-o", tmp_path, "--root", root, "--student", "ada").exit_code == 0


def test_the_command_tells_wrong_usage_with_2_and_trouble_with_1(root, tmp_path):
    assert run("lab99", root / "submitted", "-o", tmp_path, "--root", root).exit_code == 2
    assert run("lab01", tmp_path / "none").exit_code == 2
    missing = run("lab01", root / "submitted", "-o", tmp_path, "--root", tmp_path)
    assert missing.exit_code == 1
    assert "preflight" in missing.output


def test_a_notebook_of_anything_is_graded_without_an_exception(root, tmp_path):
    odd = {
        "a": notebook_json("x = 1"),
        "b": notebook_json("def mp_neuron(:"),
        "c": {"cells": [1, 2]},
        "d": notebook_json("%%bash\nrm x", "\x00"),
    }
    for student, data in odd.items():
        write(tmp_path / "in" / student / "x.ipynb", data)
    report = grade_class("lab01", tmp_path / "in", tmp_path / "out", root=root, limits=CALM)
    assert [r.score for r in report.results] == [0, 0, None, 0]


def test_without_a_jail_nothing_is_graded_until_somebody_says_so(root, tmp_path, monkeypatch):
    from course.grading import jailed
    from course.grading.jail import Level

    monkeypatch.setattr(jailed.jail, "probe", lambda: Level("none", "there is no isolation here", (), ()))
    result = run("lab01", root / "submitted", "-o", tmp_path, "--root", root)
    assert result.exit_code == 1
    assert "there is no isolation here" in result.output
    assert "--isolation process" in result.output


def test_doctor_says_how_far_student_code_is_locked_up():
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "isolation: " in result.output
