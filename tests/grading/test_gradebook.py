import csv
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from course.checks import Status, Verdict
from course.grading.gradebook import GradebookError, gradebook_url, open_gradebook
from course.grading.notebook import parse_notebook
from course.grading.outline import outline_of
from course.grading.result import Result
from tests.grading.make import LAB, SOLVED, cell, lab_json, metadata

OUTLINE = outline_of(parse_notebook(lab_json(SOLVED)))


def result(student, share=1.0, **changed):
    points = {e.name: e.points * share for e in LAB.exercises} | changed
    status = {None: Status.FAILED}
    return Result(
        student,
        tuple(
            Verdict(e.name, status.get(points[e.name], Status.WRONG), points[e.name], e.points)
            for e in LAB.exercises
        ),
    )


def write(path, *results, outline=OUTLINE):
    with open_gradebook(gradebook_url(path, 1), LAB.name, outline) as book:
        for r in results:
            book.write(r)
        return book.scores()


def grades(path, student):
    with open_gradebook(gradebook_url(path, 1), LAB.name, OUTLINE) as book:
        submission = book.book.find_submission(LAB.name, student)
        return submission.score, {g.name: g for n in submission.notebooks for g in n.grades}


def test_scores_read_back_are_those_that_were_written(tmp_path):
    ada, bob = result("ada"), result("bob", 1 / 3, mp_neuron=0.0)
    scores = write(tmp_path / "gradebook.db", ada, bob)
    for r in (ada, bob):
        assert {v.exercise: scores[r.student][f"{v.exercise}-check"] for v in r.verdicts} == {
            v.exercise: v.score for v in r.verdicts
        }
        assert grades(tmp_path / "gradebook.db", r.student)[0] == pytest.approx(r.score, abs=1e-9)


def test_a_blank_exercise_has_no_automatic_score_and_needs_a_person(tmp_path):
    write(tmp_path / "gradebook.db", result("ada", mp_neuron=None))
    _, found = grades(tmp_path / "gradebook.db", "ada")
    assert (found["mp_neuron-check"].auto_score, found["mp_neuron-check"].needs_manual_grade) == (None, True)
    assert not found["add_bias-check"].needs_manual_grade


def test_an_answer_in_words_needs_a_person_only_if_it_has_points(tmp_path):
    data = lab_json(SOLVED)
    data["cells"].append(cell("?", "markdown", metadata=metadata("why", grade=True, solution=True, points=4)))
    path = tmp_path / "gradebook.db"
    with open_gradebook(gradebook_url(path), LAB.name, outline_of(parse_notebook(data))) as book:
        book.write(result("ada"))
        (notebook,) = book.book.find_submission(LAB.name, "ada").notebooks
        needs = {g.name: g.needs_manual_grade for g in notebook.grades}
    assert (needs["why_no_line"], needs["why"]) == (False, True)


def test_grading_again_replaces_scores_and_keeps_what_a_person_gave(tmp_path):
    path = tmp_path / "gradebook.db"
    write(path, result("ada"))
    with open_gradebook(gradebook_url(path), LAB.name, OUTLINE) as book:
        book.book.find_grade("mp_neuron-check", LAB.name, LAB.name, "ada").manual_score = 5.5
        book.book.db.commit()
    write(path, result("ada", 0.5))
    score, found = grades(path, "ada")
    assert (found["mp_neuron-check"].auto_score, found["mp_neuron-check"].manual_score) == (3.0, 5.5)
    assert score == pytest.approx(50 - 3 + 5.5)


def test_points_that_the_lab_has_changed_are_changed_in_the_gradebook(tmp_path):
    path = tmp_path / "gradebook.db"
    write(path, result("ada"))
    data = lab_json(SOLVED)
    data["cells"][-1]["metadata"]["nbgrader"]["points"] = 3
    write(path, result("ada"), outline=outline_of(parse_notebook(data)))
    with open_gradebook(gradebook_url(path), LAB.name, OUTLINE) as book:
        assert book.book.find_assignment(LAB.name).max_score in (100, 103)


def test_a_locked_database_is_waited_for_and_then_told_in_one_sentence(tmp_path):
    path = tmp_path / "gradebook.db"
    write(path, result("ada"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(GradebookError, match=r"locked.*close the program"):
            write(path, result("bob"))
    finally:
        other.close()
    assert write(path, result("bob"))["bob"]["mp_neuron-check"] == 6


def test_nbgrader_exports_what_was_written(tmp_path):
    write(tmp_path / "gradebook.db", result("ada"), result("bob", 0.5))
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    url = gradebook_url(tmp_path / "gradebook.db")
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "export",
        "--to",
        str(tmp_path / "grades.csv"),
        f"--CourseDirectory.db_url={url}",
    ]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    with (tmp_path / "grades.csv").open() as file:
        rows = {r["student_id"]: (float(r["score"]), float(r["max_score"])) for r in csv.DictReader(file)}
    assert rows == {"ada": (100.0, 100.0), "bob": (50.0, 100.0)}
