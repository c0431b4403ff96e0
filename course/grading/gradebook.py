"""Write results into nbgrader's gradebook: one writer, one transaction a submission."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from course.checks.verdict import Verdict
from course.grading.outline import GradedCell, Outline
from course.grading.result import Result

T = TypeVar("T")
LOCK_SECONDS = 60
CHECK = "-check"


class GradebookError(RuntimeError):
    """The gradebook could not be written; the message says what to do."""


def gradebook_url(path: Path, seconds: int = LOCK_SECONDS) -> str:
    """Return the database address of a gradebook file; a lock of another program is waited for.

    Examples
    --------
    >>> gradebook_url(Path("/tmp/gradebook.db"), 5)
    'sqlite:////tmp/gradebook.db?timeout=5'
    """
    return f"sqlite:///{path.resolve()}?timeout={seconds}"


class GradebookWriter:
    """An open gradebook with the cells of one lab.

    Parameters
    ----------
    url : str
        Address of the database, SQLite or another that SQLAlchemy knows.
    lab : str
        Name of the assignment, and of its notebook.
    outline : Outline
        The lab's graded cells; missing ones are entered, as `nbgrader generate_assignment` would.
    """

    def __init__(self, url: str, lab: str, outline: Outline) -> None:
        self.url, self.lab, self.outline = url, lab, outline
        self.book: Any = _guarded(url, lambda: _open(url))
        _guarded(url, self._enter_lab)

    def _enter_lab(self) -> None:
        """Enter the assignment, its notebook and its cells, unless nbgrader has done so."""
        import json

        book, lab = self.book, self.lab
        book.update_or_create_assignment(lab)
        kernelspec = self.outline.notebook.kernelspec or {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        notebook = book.update_or_create_notebook(lab, lab, kernelspec=json.dumps(kernelspec))
        known = {c.name: c for c in notebook.grade_cells}
        for cell in self.outline.graded:
            if cell.name not in known or known[cell.name].max_score != cell.points:
                book.update_or_create_grade_cell(
                    cell.name, lab, lab, max_score=cell.points, cell_type=cell.kind
                )
        solved = {c.name for c in notebook.solution_cells}
        for name in self.outline.solutions:
            if name not in solved:
                book.update_or_create_solution_cell(name, lab, lab)
        self._enter_sources(notebook)

    def _enter_sources(self, notebook: Any) -> None:
        known = {c.name for c in notebook.source_cells}
        for cell in self.outline.notebook.cells:
            if cell.nbgrader and cell.grade_id not in known:
                self.book.update_or_create_source_cell(
                    cell.grade_id, self.lab, self.lab, cell_type=cell.kind, source=cell.source,
                    locked=bool(cell.nbgrader.get("locked")), checksum=cell.nbgrader.get("checksum"),
                )  # fmt: skip

    def write(self, result: Result) -> None:
        """Write one result: scores of exercises, or that a person has to look.

        Raises
        ------
        GradebookError
            The database stays locked, or refuses.
        """
        _guarded(self.url, lambda: self._write(result), self.book)

    def _write(self, result: Result) -> None:
        notebook = self._submitted(result.student)
        grades = {g.name: g for g in notebook.grades}
        for cell in self.outline.graded:
            grade = grades.get(cell.name) or self._new_grade(notebook, cell)
            auto = automatic_score(cell, result)
            grade.auto_score = auto
            grade.needs_manual_grade = auto is None or grade.manual_score is not None
        self.book.db.commit()

    def _new_grade(self, notebook: Any, cell: GradedCell) -> Any:
        from nbgrader.api import Grade

        return Grade(cell_id=self.book.find_graded_cell(cell.name, self.lab, self.lab).id, notebook=notebook)

    def _submitted(self, student: str) -> Any:
        """Return the student's notebook in the gradebook; new rows are committed together with the scores."""
        from nbgrader.api import MissingEntry, Student, SubmittedAssignment

        db = self.book.db
        try:
            return self.book.find_submission_notebook(self.lab, self.lab, student)
        except MissingEntry:
            pass
        row = db.get(Student, student) or Student(id=student)
        assignment = self.book.find_assignment(self.lab)
        with db.no_autoflush:
            submission = SubmittedAssignment(assignment=assignment, student=row)
            return self._new_notebook(submission, assignment)

    def _new_notebook(self, submission: Any, assignment: Any) -> Any:
        """Mirror the assignment, as `Gradebook.add_submission` does, without a transaction of its own."""
        from nbgrader.api import Comment, Grade, SubmittedNotebook

        mine = None
        for notebook in assignment.notebooks:
            submitted = SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in notebook.grade_cells:
                Grade(cell=cell, notebook=submitted)
            for cell in notebook.solution_cells:
                Comment(cell=cell, notebook=submitted)
            mine = submitted if notebook.name == self.lab else mine
        self.book.db.add(submission)
        self.book.db.flush()
        return mine

    def scores(self) -> dict[str, dict[str, float | None]]:
        """Read back what the gradebook holds: student to cell to automatic score."""
        found = self.book.assignment_submissions(self.lab)
        return {s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades} for s in found}

    def close(self) -> None:
        """Close the database."""
        self.book.close()


def automatic_score(cell: GradedCell, result: Result) -> float | None:
    """Return the score of one cell, or None where a person has to look."""
    if cell.manual:
        return 0.0 if cell.points == 0 else None
    verdict = _verdict(result, cell.name.removesuffix(CHECK))
    if verdict is None or verdict.points is None:
        return None
    return min(verdict.score, cell.points)


def _verdict(result: Result, exercise: str) -> Verdict | None:
    return next((v for v in result.verdicts if v.exercise == exercise), None)


def _open(url: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own
        from nbgrader.api import Gradebook
    with _programs_of_this_python():
        return Gradebook(url)


@contextlib.contextmanager
def _programs_of_this_python() -> Iterator[None]:
    """Put the programs of this Python on the path: nbgrader calls `alembic` by its name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _guarded(url: str, work: Callable[[], T], book: Any = None) -> T:
    """Do `work`; an error of the database becomes one sentence, and the open transaction is taken back."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return work()
    except SQLAlchemyError as e:
        if book is not None:
            with contextlib.suppress(SQLAlchemyError):
                book.db.rollback()
        cause = str(getattr(e, "orig", None) or e).splitlines()[0]
        remedy = (
            "close the program that uses it (formgrader, another `course grade`) and grade again"
            if "locked" in cause
            else "see the cause"
        )
        message = f"the gradebook {url.split('?')[0]} cannot be written ({cause}): {remedy}; "
        message += "results.json and the feedback pages are complete"
        raise GradebookError(message) from e


@contextlib.contextmanager
def open_gradebook(url: str, lab: str, outline: Outline) -> Iterator[GradebookWriter]:
    """Open a gradebook for one lab and close it afterwards."""
    writer = GradebookWriter(url, lab, outline)
    try:
        yield writer
    finally:
        writer.close()
