"""Read a lab's text source: cells with short roles, and the line where each begins."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKER = re.compile(r"^# %%(?!%)")
ROLES = frozenset({"exercise", "check", "question", "answer", "hints", "setup"})
ATTRIBUTES = ROLES | {"points", "covers", "id", "tags"}
_JUPYTEXT = frozenset({"cell_marker", "lines_to_next_cell", "region_name", "title"})


class SourceError(ValueError):
    """Something in a lab's source that cannot be built: file, line, what, remedy."""

    def __init__(self, path: Path, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{path}:{line}: {what}; {remedy}")


@dataclass(frozen=True)
class SourceCell:
    """One cell of the text: its kind, text, attributes and first line in the file."""

    kind: str
    text: str
    attributes: dict[str, str]
    line: int

    @property
    def role(self) -> str | None:
        """The cell's role, or None for plain prose and code."""
        return next((r for r in ROLES if r in self.attributes), None)

    @property
    def gives_functions(self) -> bool:
        """A plain code cell in which nothing but functions is defined: the text gives them to the student."""
        if self.kind != "code" or self.role:
            return False
        body = ast.parse(self.text).body
        return bool(body) and all(isinstance(node, ast.FunctionDef) for node in body)

    @property
    def target(self) -> str:
        """What the role is about: an exercise, a question, the id of a written answer."""
        return self.attributes[self.role] if self.role else ""


@dataclass(frozen=True)
class Source:
    """A lab's text."""

    path: Path
    cells: tuple[SourceCell, ...]

    @property
    def lab(self) -> str:
        """The lab's name, which is the file's stem."""
        return self.path.stem

    def error(self, cell: SourceCell, what: str, remedy: str) -> SourceError:
        """Return an error at `cell`."""
        return SourceError(self.path, cell.line, what, remedy)


def read_source(path: Path) -> Source:
    """Read the text source of a lab.

    Raises
    ------
    SourceError
        An attribute is unknown, a cell has two roles, or the file has no cells.
    """
    return parse(path.read_text(encoding="utf-8"), path)


def parse(text: str, path: Path) -> Source:
    """Return the cells of a `py:percent` text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jupytext

        notebook = jupytext.reads(text, fmt="py:percent")
    lines = [i for i, line in enumerate(text.splitlines(), 1) if MARKER.match(line)]
    if not lines or len(lines) != len(notebook.cells):
        raise SourceError(path, 1, f"{len(lines)} cell markers, {len(notebook.cells)} cells",
                          "start every cell, the first too, with a line '# %%'")  # fmt: skip
    cells = tuple(_cell(cell, line) for cell, line in zip(notebook.cells, lines, strict=True))
    source = Source(path, cells)
    for cell in cells:
        _check_attributes(source, cell)
    return source


def _cell(cell: object, line: int) -> SourceCell:
    attributes = {k: str(v) for k, v in cell.metadata.items() if k not in _JUPYTEXT}  # type: ignore[attr-defined]
    return SourceCell(cell.cell_type, cell.source.strip("\n"), attributes, line)  # type: ignore[attr-defined]


def _check_attributes(source: Source, cell: SourceCell) -> None:
    unknown = sorted(set(cell.attributes) - ATTRIBUTES)
    if unknown:
        raise source.error(
            cell, f"unknown role {unknown[0]!r}", f"use one of {', '.join(sorted(ATTRIBUTES))}"
        )
    roles = sorted(ROLES & set(cell.attributes))
    if len(roles) > 1:
        raise source.error(cell, f"two roles, {' and '.join(roles)}", "give each its own cell")


def solved(path: Path) -> dict[str, Any]:
    """Return the names that the exercise cells of a lab's source define, and those it gives: its reference, run."""
    import numpy as np

    namespace: dict[str, Any] = {"np": np}
    for cell in read_source(path).cells:
        if cell.role == "exercise" or cell.gives_functions:
            exec(compile(cell.text, f"<{path.name}:{cell.line}>", "exec"), namespace)
    return namespace
