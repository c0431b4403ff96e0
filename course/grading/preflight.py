"""Preflight: the reference solution is graded first; no class is graded with checks that it does not pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.grading.collect import Submission
from course.grading.grade import grade_submission
from course.grading.notebook import UnreadableNotebook, read_notebook
from course.grading.observer import Limits, Observer
from course.grading.result import Result, said
from course.grading.verdicts import Task


class PreflightError(RuntimeError):
    """The reference solution does not earn all points; nobody is graded with such checks."""


@dataclass(frozen=True)
class Places:
    """Where a course keeps a lab: its root, the instructor's notebook, the release."""

    root: Path
    lab: str
    reference: Path | None = None

    @property
    def solution(self) -> Path:
        """The instructor's notebook, which preflight grades."""
        return self.reference or self.root / "solutions" / self.lab / f"{self.lab}.ipynb"

    @property
    def release(self) -> Path:
        """The students' notebook."""
        return self.root / "labs" / self.lab / f"{self.lab}.ipynb"


def preflight(places: Places, tasks: Sequence[Task], observer: Observer, limits: Limits) -> Result:
    """Grade the reference solution; grading starts only if it earns all points.

    Raises
    ------
    PreflightError
        It does not, or it is not there.
    """
    path = places.solution
    try:
        reference = Submission("reference solution", path, read_notebook(path))
    except UnreadableNotebook as e:
        message = (
            f"preflight: {e} ({path}); build the lab (`course build`) or name the course's folder (--root)"
        )
        raise PreflightError(message) from e
    result = grade_submission(reference, tasks, observer, limits)
    failed = [v for v in result.verdicts if not v.passed]
    if failed:
        lines = "\n".join(f"  {v.exercise}: {v.status}, {said(v)}" for v in failed)
        earns = f"{result.score or 0:g} of {result.max_points:g} points"
        message = f"preflight: the reference solution {path} earns {earns}; nobody was graded\n{lines}"
        raise PreflightError(message)
    return result
