"""A sample class: notebooks as students hand them in, made from the release and one text file a student.

A text is plain percent format. Its head says who it is, which score the work deserves and which program saved it:

    # Ada: everything right.
    # expected: 100
    # saved: colab

Each cell `# %% name` takes the place of the release's cell of that name; a name that the release does not have is a
cell of the student's own, below the one before it. Magics and shell lines stand behind `# `, as in jupytext.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CELL = re.compile(r"^# %% (?P<name>[\w.-]+)(?P<markdown> \[markdown\])?\s*$", re.MULTILINE)
_HEAD = re.compile(r"^# (?P<key>expected|saved): *(?P<value>.+)$", re.MULTILINE)
_HIDDEN = re.compile(r"^# (?=%{1,2}[a-z]|!)", re.MULTILINE)


@dataclass(frozen=True)
class Work:
    """A student's work as text: what it is, the score it deserves, who saved it, and the cells that differ."""

    student: str
    says: str
    expected: float
    saved: str
    cells: tuple[tuple[str, str, str], ...]  # name, kind, source


def read_work(path: Path) -> Work:
    """Read one text.

    Raises
    ------
    ValueError
        The head does not say which score is expected.
    """
    text = path.read_text(encoding="utf-8")
    marks = list(_CELL.finditer(text))
    head = text[: marks[0].start()] if marks else text
    facts = {m["key"]: m["value"].strip() for m in _HEAD.finditer(head)}
    if "expected" not in facts:
        message = f"{path.name}: the head needs a line “# expected: <score>”"
        raise ValueError(message)
    ends = [m.start() for m in marks[1:]] + [len(text)]
    cells = tuple(_cell(m, text[m.end() : end]) for m, end in zip(marks, ends, strict=True))
    says = head.splitlines()[0].removeprefix("# ")
    return Work(path.stem, says, float(facts["expected"]), facts.get("saved", "jupyterlab"), cells)


def _cell(mark: re.Match[str], body: str) -> tuple[str, str, str]:
    if mark["markdown"]:
        return mark["name"], "markdown", re.sub(r"^# ?", "", body.strip(), flags=re.MULTILINE)
    return mark["name"], "code", _HIDDEN.sub("", body.strip("\n"))


def notebook_of(release: dict[str, Any], work: Work) -> dict[str, Any]:
    """Return the JSON of the student's notebook; the release is not changed."""
    notebook = copy.deepcopy(release)
    cells: list[dict[str, Any]] = notebook["cells"]
    place = 0
    for name, kind, source in work.cells:
        at = next((i for i, c in enumerate(cells) if c.get("id") == name), None)
        if at is None:
            place += 1
            cells.insert(place, {"cell_type": kind, "id": name, "metadata": {}, "source": ""})
        else:
            place = at
        cells[place]["source"] = source.splitlines(keepends=True)
    _count(cells)
    return _SAVED[work.saved](notebook)


def _count(cells: list[dict[str, Any]]) -> None:
    """Number the code cells, as a notebook that was run from top to bottom has them."""
    for number, cell in enumerate((c for c in cells if c["cell_type"] == "code"), 1):
        cell["execution_count"], cell["outputs"] = number, cell.get("outputs", [])


def _by_jupyterlab(notebook: dict[str, Any]) -> dict[str, Any]:
    return notebook


def _with_stderr(notebook: dict[str, Any]) -> dict[str, Any]:
    """Keep what the student's own cells wrote to stderr, as the notebook shows it."""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code" and re.search(r"warnings\.warn|sys\.stderr", text):
            warning = f"<ipython-input-{cell['execution_count']}>:3: UserWarning: …\n"
            cell["outputs"] = [{"name": "stderr", "output_type": "stream", "text": [warning]}]
    return notebook


def _by_colab(notebook: dict[str, Any]) -> dict[str, Any]:
    """Save as Google Colab does: ids in the metadata, keys of its own, widgets without their state."""
    for cell in notebook["cells"]:
        name = cell.pop("id")
        extra: dict[str, Any] = {"id": name}
        if cell["cell_type"] == "code":
            extra |= {
                "colab": {"base_uri": "https://localhost:8080/", "height": 34},
                "outputId": f"out-{name}",
            }
        cell["metadata"] = {**cell.get("metadata", {}), **extra}
    widget = {
        "model_module": "@jupyter-widgets/base",
        "model_name": "LayoutModel",
        "model_module_version": "1.2.0",
    }
    notebook["metadata"] |= {
        "colab": {"provenance": [], "toc_visible": True},
        "accelerator": "GPU",
        "widgets": {
            "application/vnd.jupyter.widget-state+json": {"b1946ac92492d2347c6235b4d2611184": widget}
        },
    }
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 0
    return notebook


_SAVED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "jupyterlab": _by_jupyterlab,
    "stderr": _with_stderr,
    "colab": _by_colab,
}


def build_class(release: Path, texts: Path, out: Path) -> list[Work]:
    """Write `out/<student>/<lab>/<lab>.ipynb` for each text; the same texts give the same bytes.

    Raises
    ------
    FileNotFoundError
        There is no text in `texts`.
    """
    works = [read_work(p) for p in sorted(texts.glob("*.py"))]
    if not works:
        message = f"{texts} holds no texts (*.py) of a sample class"
        raise FileNotFoundError(message)
    handed_out = json.loads(release.read_text(encoding="utf-8"))
    for work in works:
        path = out / work.student / release.stem / release.name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(notebook_of(handed_out, work), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    return works
