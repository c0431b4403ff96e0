"""Results as tables: a CSV file, a JSON file, a table for the terminal."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.checks import Lab
from course.grading.result import GRADED, PARTLY_BLANK, Result

if TYPE_CHECKING:
    from rich.table import Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(lab: Lab, results: Sequence[Result]) -> list[dict[str, str]]:
    """Return one row a student: id, score, max, status, points of each exercise, written answers, reason."""
    return [_row(lab, r) for r in results]


def _row(lab: Lab, result: Result) -> dict[str, str]:
    points = {v.exercise: "" if v.points is None else f"{v.score:g}" for v in result.verdicts}
    return {
        "student": _cell(result.student),
        "score": "" if result.score is None else f"{result.score:g}",
        "max": f"{result.max_points:g}",
        "status": result.status,
        **{e.name: points.get(e.name, "") for e in lab.exercises},
        "written": written(result),
        "reason": _cell(result.reason),
    }


def written(result: Result) -> str:
    """Say how many answers in words there are.

    Examples
    --------
    >>> written(Result("ada", ()))
    ''
    """
    given = sum(w.answered for w in result.written)
    return f"{given} of {len(result.written)} to be read" if result.written else ""


def _cell(text: str) -> str:
    """Return `text` so that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_csv(path: Path, lab: Lab, results: Sequence[Result]) -> None:
    """Write the grades, one row a student, for a spreadsheet."""
    table = rows(lab, results)
    names = list(table[0]) if table else ["student", "score", "max", "status"]
    with path.open("w", newline="", encoding="utf-8-sig") as file:  # the mark tells Excel that it is UTF-8
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(table)


def write_json(path: Path, head: dict[str, Any], results: Sequence[Result]) -> None:
    """Write every verdict with all that was said, below `head`."""
    data = {**head, "results": [r.as_data() for r in results]}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def table(lab: Lab, results: Sequence[Result]) -> Table:
    """Return the table for the terminal: student, score, status, most telling diagnosis."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    out = Table(
        title=f"{lab.title} · {len(results)} submissions",
        title_justify="left",
        title_style="bold",
        expand=False,
    )
    out.add_column("student", no_wrap=True)
    out.add_column("score", justify="right", no_wrap=True)
    out.add_column("status", no_wrap=True)
    out.add_column("most telling diagnosis", overflow="fold")
    for r in results:
        colour = {GRADED: "green", PARTLY_BLANK: "yellow"}.get(r.status, "red")
        score = "–" if r.score is None else f"{r.score:g} / {r.max_points:g}"
        out.add_row(escape(r.student), score, Text(r.status, colour), escape(r.diagnosis))
    return out
