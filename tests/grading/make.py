"""Hand-made notebooks and submissions, so that these tests need no built lab."""

from __future__ import annotations

import json
from pathlib import Path

from course.exercises import find_lab
from course.grading.collect import Submission
from course.grading.notebook import parse_notebook
from course.grading.observer import Limits
from course.grading.sample import read_work
from course.grading.verdicts import tasks_of

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "examples" / "sample_class" / "lab01_perceptron"
LAB = find_lab("lab01_perceptron")
TASKS = tasks_of(LAB, "a key for tests")
SETUP = "from course import check, explore, hint, load, me, my_rng, toy\nimport numpy as np"
JONAS = {name: source for name, kind, source in read_work(TEXTS / "jonas.py").cells if kind == "code"}
SOLVED = {e.name: JONAS[e.name] for e in LAB.exercises}
QUICK = Limits(wall=1.5, cpu=1.5, define=2.0, whole=5.0, memory=1 << 30)


def cell(source: str, kind: str = "code", **keys) -> dict:
    extra = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **extra, **keys}


def notebook_json(*sources: str | dict) -> dict:
    cells = [s if isinstance(s, dict) else cell(s) for s in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def notebook(*sources: str | dict):
    return parse_notebook(notebook_json(*sources))


def submission(*sources: str | dict, student: str = "ada") -> Submission:
    return Submission(student, Path(f"{student}.ipynb"), notebook(*sources))


def solved(**changes: str) -> list[str]:
    """The cells of a full solution, with some replaced; None leaves one out."""
    cells = {**SOLVED, **changes}
    return [SETUP, *(s for s in cells.values() if s is not None)]


def metadata(name: str, *, grade: bool = False, solution: bool = False, points: float | None = None) -> dict:
    flags = {"grade": grade, "solution": solution, "locked": grade and not solution, "task": False}
    extra = {} if points is None else {"points": points}
    return {"nbgrader": {"grade_id": name, "schema_version": 3, **flags, **extra}}


def lab_json(sources: dict[str, str], answer: str = "*Your answer here.*") -> dict:
    """A lab's notebook with nbgrader's metadata: a solution and a check cell an exercise, one answer in words."""
    cells = [cell(SETUP, id="setup")]
    for e in LAB.exercises:
        cells.append(
            cell(sources.get(e.name, f"{e.name} = '?'"), id=e.name, metadata=metadata(e.name, solution=True))
        )
        check = metadata(f"{e.name}-check", grade=True, points=e.points)
        cells.append(cell(f'check("{e.name}", {e.name})', id=f"{e.name}-check", metadata=check))
    cells.append(cell("**Why is there no line?**", "markdown", id="why-prompt"))
    words = metadata("why_no_line", grade=True, solution=True, points=0)
    cells.append(cell(answer, "markdown", id="why_no_line", metadata=words))
    return notebook_json(*cells)


def write(path: Path, data: dict | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def course(root: Path) -> Path:
    """A course with one lab: the reference solution and the release, at `root`."""
    stubs = {
        e.name: f"def {e.name}(*args, **named):\n    raise NotImplementedError"
        for e in LAB.exercises
        if not e.is_question
    }
    for folder, sources in (("solutions", SOLVED), ("labs", stubs)):
        write(root / folder / LAB.name / f"{LAB.name}.ipynb", lab_json(sources))
    return root
