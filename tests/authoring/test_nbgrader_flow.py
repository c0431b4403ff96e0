"""Stock nbgrader with the course's configuration: the same release, and honest work keeps its score."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAB = "lab01_perceptron"
pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course as an instructor has it, with no venv activated."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("solutions", "labs", "nbgrader_config.py", "pyproject.toml"):
        source = ROOT / name
        shutil.copytree(
            source, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        ) if source.is_dir() else shutil.copy(source, folder)
    return folder


def nbgrader(folder: Path, *arguments: str) -> None:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "IPYTHONDIR": str(folder / ".ipython"),
        "COURSE_KEY": "flow",
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_generate_assignment_gives_the_committed_release(course):
    nbgrader(course, "generate_assignment", LAB, "--force")
    made, committed = (
        json.loads((root / "labs" / LAB / f"{LAB}.ipynb").read_text()) for root in (course, ROOT)
    )
    assert made == committed
    assert [p.name for p in (course / "labs" / LAB).iterdir()] == [f"{LAB}.ipynb"]


HANG_OR_DIE = {
    "luca",
    "noor",
}  # stock nbgrader leaves these ungraded: one loops for ever, one ends its kernel


def test_autograde_gives_honest_work_the_scores_of_course_grade(course):
    from nbgrader.api import Gradebook

    from course.grading.sample import build_class

    texts = ROOT / "examples" / "sample_class" / LAB
    works = build_class(ROOT / "labs" / LAB / f"{LAB}.ipynb", texts, course / "submitted")
    for student in HANG_OR_DIE:
        shutil.rmtree(course / "submitted" / student)
    nbgrader(course, "autograde", LAB, "--create", "--force")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "deltarule") as book:
        scores = {s.student.id: s.score for s in book.assignment_submissions(LAB)}
    assert scores == pytest.approx({w.student: w.expected for w in works if w.student not in HANG_OR_DIE})
