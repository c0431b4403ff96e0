"""Expand short roles to notebook cells with nbgrader metadata, stable ids, points and hints from the declarations."""

from __future__ import annotations

import base64
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from course.authoring.source import Source, SourceCell
from course.checks import Exercise, Lab

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_FIELD = re.compile(r"\{\{\s*(\w+)(?:\s+([\w.\-]+))?\s*\}\}")
_FIGURE = re.compile(r"!\[([^\]]*)\]\(figure:([\w.\-]+)\)")
Cell = dict[str, Any]


@dataclass
class Expander:
    """Turns the cells of one source into notebook cells; knows which ids and exercises it has met."""

    source: Source
    lab: Lab
    wheel: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)
    heading: str = "top"

    def cells(self) -> list[Cell]:
        """Return all notebook cells.

        Raises
        ------
        SourceError
            A duplicate or undeclared exercise, a check before its exercise, a missing marker, an unknown field;
            an exercise of the lab that the text leaves out.
        """
        out = [made for cell in self.source.cells for made in self.expand(cell)]
        for exercise in self.lab.exercises:
            for what in (exercise.name, f"{exercise.name}-check"):
                if what not in self.seen:
                    role = (
                        "check"
                        if what.endswith("-check")
                        else "question"
                        if exercise.is_question
                        else "exercise"
                    )
                    raise self.source.error(self.source.cells[-1], f"{self.lab.name} declares {exercise.name!r}, the text has no {role} cell for it",
                                            f'add a cell marked # %% {role}="{exercise.name}"')  # fmt: skip
        return out

    def expand(self, cell: SourceCell) -> list[Cell]:
        """Return the notebook cells that one source cell stands for."""
        if cell.kind == "markdown":
            found = re.findall(r"^#{1,3}\s+(.+)$", cell.text, re.M)
            self.heading = _slug(found[-1]) if found else self.heading
        role = cell.role
        return getattr(self, f"_{role}")(cell) if role else [self.plain(cell)]

    def plain(
        self, cell: SourceCell, id: str = "", nbgrader: dict[str, Any] | None = None, text: str | None = None
    ) -> Cell:
        """Return one notebook cell, fields filled in and figures attached."""
        text = self.filled(cell, cell.text if text is None else text)
        made: Cell = {
            "cell_type": cell.kind,
            "id": id or cell.attributes.get("id") or self.next_id(),
            "metadata": {},
            "source": text,
        }
        if nbgrader:
            made["metadata"]["nbgrader"] = {"schema_version": 3, "task": False, **nbgrader}
        if cell.attributes.get("tags"):
            made["metadata"]["tags"] = cell.attributes["tags"].split()
        if cell.kind == "code":
            made |= {"execution_count": None, "outputs": []}
        else:
            self.attach(cell, made)
        return made

    def next_id(self) -> str:
        """Return the heading's slug and a counter: an id that an edit elsewhere does not change."""
        self.ids[self.heading] += 1
        return f"{self.heading}-{self.ids[self.heading]}"

    def declared(self, cell: SourceCell) -> Exercise:
        """Return the exercise that a role names."""
        try:
            return self.lab.find(cell.target)
        except ValueError as e:
            raise self.source.error(cell, f"{cell.role} of the undeclared exercise {cell.target!r}",
                                    f"declare it in course/exercises/{self.lab.name}/ or mend the name ({e})") from e  # fmt: skip

    def claim(self, cell: SourceCell, id: str) -> str:
        """Register an id; a second cell of that id is refused."""
        if id in self.seen:
            raise self.source.error(
                cell,
                f"duplicate {cell.role} {cell.target!r}, first in line {self.seen[id]}",
                "remove or rename one",
            )
        self.seen[id] = cell.line
        return id

    def _exercise(self, cell: SourceCell) -> list[Cell]:
        exercise = self.declared(cell)
        lines = [line.strip() for line in cell.text.splitlines()]
        if lines.count(BEGIN) != 1 or lines.count(END) != 1 or lines.index(END) < lines.index(BEGIN):
            raise self.source.error(
                cell,
                f"exercise {exercise.name!r} without one pair of solution markers",
                f"put the solution between {BEGIN} and {END}",
            )
        if not re.search(rf"^(def|class) {exercise.name}\b|^{exercise.name}\s*=", cell.text, re.M):
            raise self.source.error(
                cell,
                f"the cell of exercise {exercise.name!r} does not define it",
                f"define {exercise.name} in it",
            )
        return [self.plain(cell, self.claim(cell, exercise.name), _solution(exercise.name))]

    def _check(self, cell: SourceCell) -> list[Cell]:
        exercise = self.declared(cell)
        if exercise.name not in self.seen:
            raise self.source.error(
                cell, f"check of {exercise.name!r} before its exercise", "move the exercise up"
            )
        if len(cell.text.splitlines()) != 1 or not cell.text.startswith(f'check("{exercise.name}"'):
            raise self.source.error(cell, f"a check cell is one line: it is the graded cell, got {cell.text.splitlines()[:1]}",
                                    f'write check("{exercise.name}", {exercise.name})')  # fmt: skip
        id = self.claim(cell, f"{exercise.name}-check")
        meta = {"grade": True, "grade_id": id, "locked": True, "points": exercise.points, "solution": False}
        return [self.plain(cell, id, meta)]

    def _question(self, cell: SourceCell) -> list[Cell]:
        exercise = self.declared(cell)
        options = "\n".join(f"- **{letter}** · {text}" for letter, text in exercise.options.items())
        text = f"**Question** · {_points(exercise.points)}\n\n{exercise.law}\n\n{options}"
        prose = {"cell_type": "markdown", "id": f"{exercise.name}-text", "metadata": {}, "source": text}
        letters = ", ".join(f'"{letter}"' for letter in exercise.options)
        code = f'{exercise.name} = "?"  # your answer: {letters}\n{BEGIN}\n{cell.text}\n{END}'
        return [prose, self.plain(cell, self.claim(cell, exercise.name), _solution(exercise.name), code)]

    def _answer(self, cell: SourceCell) -> list[Cell]:
        if cell.kind != "markdown":
            raise self.source.error(cell, "a written answer in a code cell", "mark it # %% [markdown]")
        id = self.claim(cell, cell.target)
        points = float(cell.attributes.get("points", 0))
        meta = {"grade": True, "grade_id": id, "locked": False, "points": points, "solution": True}
        return [self.plain(cell, id, meta)]

    def _hints(self, cell: SourceCell) -> list[Cell]:
        exercise = self.declared(cell)
        hints = exercise.hints
        folds = "\n\n".join(f"<details><summary>{title}</summary>\n\n{hint}\n\n</details>"
                            for title, hint in zip(("Stuck?", "Still stuck?"), hints, strict=False))  # fmt: skip
        text = f"{cell.text}\n\n> {exercise.law}\n\n{folds}".lstrip()
        return [self.plain(cell, self.claim(cell, f"{cell.target}-hints"), None, text)]

    def _setup(self, cell: SourceCell) -> list[Cell]:
        """Put the installation for a machine without the course in front of the set-up cell's own lines."""
        return [self.plain(cell, "setup", None, f"{INSTALL.format(wheel=self.wheel)}\n{cell.text}")]

    def filled(self, cell: SourceCell, text: str) -> str:
        """Fill in {{points NAME}}, {{law NAME}} and {{total}} from the declarations."""
        if cell.kind != "markdown":
            return text

        def one(match: re.Match[str]) -> str:
            name, argument = match.groups()
            if name == "total" and not argument:
                return f"{self.lab.points:g}"
            if name in ("points", "law") and argument:
                exercise = self.lab.find(argument)
                return _points(exercise.points) if name == "points" else exercise.law
            raise ValueError(match[0])

        try:
            return _FIELD.sub(one, text)
        except ValueError as e:
            raise self.source.error(
                cell, f"unknown field {e}", "use {{points NAME}}, {{law NAME}} or {{total}}"
            ) from e

    def attach(self, cell: SourceCell, made: Cell) -> None:
        """Embed figures written as ![alt](figure:name.png) as attachments of the cell."""
        for alt, name in _FIGURE.findall(made["source"]):
            path = self.source.path.parent / "figures" / name
            if not alt or not path.exists():
                raise self.source.error(cell, f"figure {name!r} without {'alt text' if path.exists() else 'a file ' + str(path)}",
                                        "write ![what it shows](figure:name.png) and put the file into solutions/figures/")  # fmt: skip
            data = base64.b64encode(path.read_bytes()).decode()
            made.setdefault("attachments", {})[name] = {"image/png": data}
        made["source"] = _FIGURE.sub(r"![\1](attachment:\2)", made["source"])


INSTALL = """import glob, importlib.util, subprocess, sys
if importlib.util.find_spec("course") is None:  # a machine without the course, such as Colab
    wheel = "{wheel}" or next(iter(glob.glob("deltarule-*.whl")), None) or sys.exit("Upload deltarule-….whl, which comes with the course, beside this notebook and run this cell again.")
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True)"""


def _solution(id: str) -> dict[str, Any]:
    return {"grade": False, "grade_id": id, "locked": False, "solution": True}


def _points(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"


def _slug(heading: str) -> str:
    text = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\{\{.*?\}\}|`", "", heading.lower())).strip("-")
    return text[:40].strip("-") or "cell"
