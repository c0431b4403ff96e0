"""Build a lab's two notebooks from its text, and tell whether committed ones have drifted from it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.authoring.roles import Expander
from course.authoring.source import read_source
from course.exercises import find_lab

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Built:
    """A notebook file as it should be."""

    path: Path
    text: str


@dataclass(frozen=True)
class Drift:
    """A notebook file that is not what its source gives, and the first cell that differs."""

    path: Path
    cell: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}: {self.why} (cell {self.cell!r}); run `course build {self.path.stem}`, or move the edit to solutions/{self.path.stem}.py first"


def sources(root: Path, lab: str | None = None) -> list[Path]:
    """Return the text sources of all labs, or of one.

    Raises
    ------
    ValueError
        There is no source of that name.
    """
    found = sorted((root / "solutions").glob("lab[0-9][0-9]_*.py"))
    chosen = [p for p in found if lab in (None, p.stem, p.stem.split("_")[0])]
    if not chosen:
        message = f"no source for {lab or 'any lab'} in {root / 'solutions'}; there are {', '.join(p.stem for p in found) or 'none'}"
        raise ValueError(message)
    return chosen


def build_lab(source: Path) -> list[Built]:
    """Return the instructor's and the students' notebook of one source."""
    from course.authoring.release import release

    root, name = source.parents[1], source.stem
    notebook = assemble(source, _wheel(root))
    return [
        Built(root / "solutions" / name / f"{name}.ipynb", write(notebook)),
        Built(root / "labs" / name / f"{name}.ipynb", write(release(notebook))),
    ]


def assemble(source: Path, wheel: str = "") -> Any:
    """Return the instructor's notebook as a NotebookNode."""
    import nbformat

    text = read_source(source)
    cells = Expander(text, find_lab(text.lab), wheel).cells()
    note = f"<!-- Generated from solutions/{source.name}. Edit that file, then run `course build`. -->\n"
    cells[0]["source"] = note + cells[0]["source"]
    metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "colab": {"provenance": []},
        "deltarule": {"lab": text.lab, "source": f"solutions/{source.name}"},
    }
    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})
    nbformat.validate(notebook)
    return notebook


def write(notebook: Any) -> str:
    """Return the notebook as text: sorted keys, one space, no outputs, one newline at the end."""
    import nbformat

    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def _wheel(root: Path) -> str:
    """Return the public address of the wheel, if the project has one configured."""
    path = root / "pyproject.toml"
    if not path.exists():
        return ""
    return str(tomllib.loads(path.read_text()).get("tool", {}).get("deltarule", {}).get("wheel", ""))


def build(root: Path, lab: str | None = None) -> list[Path]:
    """Write the notebooks of all labs, or of one; return the files that changed."""
    changed = []
    for source in sources(root, lab):
        for built in build_lab(source):
            if not built.path.exists() or built.path.read_text(encoding="utf-8") != built.text:
                built.path.parent.mkdir(parents=True, exist_ok=True)
                built.path.write_text(built.text, encoding="utf-8")
                changed.append(built.path)
    return changed


def drifts(root: Path, lab: str | None = None) -> list[Drift]:
    """Return every notebook that is not what its source gives."""
    return [drift for source in sources(root, lab) for built in build_lab(source) if (drift := _drift(built))]


def _drift(built: Built) -> Drift | None:
    if not built.path.exists():
        return Drift(built.path, "all", "it has not been built")
    text = built.path.read_text(encoding="utf-8")
    if text == built.text:
        return None
    try:
        have, want = json.loads(text)["cells"], json.loads(built.text)["cells"]
    except (ValueError, KeyError, TypeError):
        return Drift(built.path, "all", "it is not a notebook any more")
    for mine, theirs in zip(have, want, strict=False):
        if mine != theirs:
            return Drift(built.path, str(theirs.get("id", "?")), "it differs from its source")
    if len(have) != len(want):
        longer = max(have, want, key=len)
        return Drift(
            built.path,
            str(longer[min(len(have), len(want))].get("id", "?")),
            f"{len(have)} cells, its source gives {len(want)}",
        )
    return Drift(built.path, "notebook metadata", "it differs from its source outside the cells")
