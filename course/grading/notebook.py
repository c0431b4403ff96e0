"""Read a notebook file as it comes from a student: any editor, any extra key, no validator."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_FILE = 200 << 20


class UnreadableNotebook(ValueError):
    """The file is no notebook; the message says why, in words for the instructor."""


@dataclass(frozen=True)
class Cell:
    """One cell, with what grading needs of it.

    Attributes
    ----------
    index : int
        Place in the notebook, from 1, as a reader counts.
    id : str
        The cell's id, "" where the editor has dropped it.
    kind : str
        "code", "markdown" or "raw".
    source : str
    nbgrader : dict
        The cell's nbgrader metadata, empty where it is lost.
    """

    index: int
    id: str
    kind: str
    source: str
    nbgrader: dict[str, Any]

    @property
    def grade_id(self) -> str:
        """The name by which nbgrader knows the cell, else the cell's id."""
        return str(self.nbgrader.get("grade_id") or self.id)


@dataclass(frozen=True)
class Notebook:
    """The cells of a notebook, in order."""

    cells: tuple[Cell, ...]
    kernelspec: dict[str, Any]

    @property
    def code(self) -> list[Cell]:
        """The code cells."""
        return [c for c in self.cells if c.kind == "code"]

    def find(self, grade_id: str) -> Cell | None:
        """Return the last cell that is called `grade_id`, by nbgrader's name first, then by its id."""
        by_name = [c for c in self.cells if c.nbgrader.get("grade_id") == grade_id]
        by_id = [c for c in self.cells if c.id == grade_id]
        found = by_name or by_id
        return found[-1] if found else None


def read_notebook(path: Path) -> Notebook:
    """Read the notebook at `path`.

    Raises
    ------
    UnreadableNotebook
        There is no such file, it is no JSON, or it holds no cells.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            size = path.stat().st_size >> 20
            message = f"{path.name} has {size} MB, more than {MAX_FILE >> 20} MB; clear its outputs"
            raise UnreadableNotebook(message)
        data = json.loads(path.read_bytes())
    except OSError as e:
        message = f"{path.name} cannot be read: {e.strerror or e}"
        raise UnreadableNotebook(message) from e
    except (ValueError, RecursionError) as e:
        message = f"{path.name} is not a notebook (no valid JSON: {_short(e)})"
        raise UnreadableNotebook(message) from e
    return parse_notebook(data, path.name)


def parse_notebook(data: Any, name: str = "the notebook") -> Notebook:
    """Return the notebook that is described by `data`, the JSON of a file of nbformat 3 or 4.

    Examples
    --------
    >>> parse_notebook({"cells": [{"cell_type": "code", "source": ["a = 1\\n", "b = 2"]}]}).cells[0].source
    'a = 1\\nb = 2'
    """
    raw = _raw_cells(data)
    if raw is None:
        message = f"{name} is JSON but no notebook: it has no list of cells"
        raise UnreadableNotebook(message)
    cells = tuple(_cell(i, c) for i, c in enumerate(raw, 1) if isinstance(c, dict))
    if not cells:
        message = f"{name} has no cells"
        raise UnreadableNotebook(message)
    return Notebook(cells, _mapping(_mapping(data.get("metadata")).get("kernelspec")))


def _raw_cells(data: Any) -> list[Any] | None:
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("cells"), list):
        return list(data["cells"])
    sheets = data.get("worksheets")  # nbformat 3
    if isinstance(sheets, list):
        return [c for s in sheets if isinstance(s, dict) for c in s.get("cells") or []]
    return None


def _cell(index: int, raw: dict[str, Any]) -> Cell:
    metadata = _mapping(raw.get("metadata"))
    name = raw.get("id") or metadata.get("id") or ""  # Colab keeps an id in the metadata as well
    return Cell(
        index, str(name), str(raw.get("cell_type", "")), _text(raw), _mapping(metadata.get("nbgrader"))
    )


def _text(raw: dict[str, Any]) -> str:
    source = raw.get("source", raw.get("input", ""))
    text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _mapping(x: Any) -> dict[str, Any]:
    return x if isinstance(x, dict) else {}


def _short(e: BaseException) -> str:
    return " ".join(str(e).split())[:100] or type(e).__name__
