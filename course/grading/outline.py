"""What a lab's notebook asks for: its graded cells, their points, and its written answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.grading.notebook import Cell, Notebook, read_notebook


@dataclass(frozen=True)
class GradedCell:
    """A cell with points for nbgrader: `kind` is "code" or "markdown"; `manual` if a person reads it."""

    name: str
    points: float
    kind: str
    manual: bool


@dataclass(frozen=True)
class Outline:
    """The graded cells of a lab, its solution cells, and its notebook (released, or the instructor's)."""

    graded: tuple[GradedCell, ...]
    solutions: tuple[str, ...]
    notebook: Notebook

    @property
    def written(self) -> tuple[GradedCell, ...]:
        """The answers in words."""
        return tuple(g for g in self.graded if g.manual)

    def question(self, name: str) -> str:
        """Return the prompt of a written answer: the last paragraph of the text cell before it."""
        cells = self.notebook.cells
        at = next((i for i, c in enumerate(cells) if c.grade_id == name), 0)
        text = next((c.source for c in reversed(cells[:at]) if c.kind == "markdown"), "")
        return text.strip().split("\n\n")[-1]


def outline_of(notebook: Notebook) -> Outline:
    """Read the outline from the nbgrader metadata of a release or an instructor's notebook."""
    flagged = [c for c in notebook.cells if c.nbgrader]
    graded = tuple(_graded(c) for c in flagged if c.nbgrader.get("grade") or c.nbgrader.get("task"))
    solutions = tuple(c.grade_id for c in flagged if c.nbgrader.get("solution"))
    return Outline(graded, solutions, notebook)


def read_outline(*paths: Path) -> Outline | None:
    """Return the outline of the first of `paths` that exists."""
    return next((outline_of(read_notebook(p)) for p in paths if p.exists()), None)


def _graded(cell: Cell) -> GradedCell:
    points = cell.nbgrader.get("points", 0)
    manual = bool(cell.nbgrader.get("solution") or cell.nbgrader.get("task"))
    return GradedCell(
        cell.grade_id, float(points or 0), "markdown" if cell.kind == "markdown" else "code", manual
    )


@dataclass(frozen=True)
class Written:
    """A written answer: name, text, points; `answered` is False where the stub's text was left."""

    name: str
    text: str
    points: float
    answered: bool


def written_answers(outline: Outline, notebook: Notebook) -> tuple[Written, ...]:
    """Return a student's written answers in the order of the lab."""
    return tuple(_written(outline, g, notebook.find(g.name)) for g in outline.written)


def _written(outline: Outline, graded: GradedCell, cell: Cell | None) -> Written:
    text = cell.source.strip() if cell else ""
    prompt = outline.notebook.find(graded.name)
    empty = text in ("", "YOUR ANSWER HERE", prompt.source.strip() if prompt else "")
    return Written(graded.name, text, graded.points, not empty)
