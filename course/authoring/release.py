"""From the instructor's notebook to the students': nbgrader's own preprocessors, one of them ours.

`nbgrader generate_assignment` with the course's configuration runs the same list and gives an equal notebook.
"""

from __future__ import annotations

import copy
import warnings
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import nbformat
    from nbgrader import preprocessors as stock

STUB = "# your code here\nraise NotImplementedError"
ANSWER_STUB = "*Your answer here.*"


class CutSolutions(stock.ClearSolutions):
    """Cut solutions out: inside a function a stub takes their place, at the margin (an answer) nothing does."""

    def _replace_solution_region(self, cell: Any, language: str) -> bool:
        lines = cell.source.split("\n")
        at_margin = any(line.startswith("### " + self.begin_solution_delimeter) for line in lines)
        if not at_margin:
            return bool(super()._replace_solution_region(cell, language))
        kept, inside = [], False
        for line in lines:
            if self.begin_solution_delimeter in line:
                inside = True
            elif self.end_solution_delimeter in line:
                inside = False
            elif not inside:
                kept.append(line)
        cell.source = "\n".join(kept)
        return True


PREPROCESSORS = [
    stock.IncludeHeaderFooter,
    stock.LockCells,
    CutSolutions,
    stock.ClearOutput,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    stock.SaveCells,
    stock.ClearHiddenTests,
    stock.ClearMarkScheme,
    stock.ComputeChecksums,
    stock.CheckCellMetadata,
]


def config() -> Any:
    """Return the part of the course's nbgrader configuration that shapes a release."""
    from traitlets.config import Config

    c = Config()
    c.ClearSolutions.code_stub = {"python": STUB}
    c.ClearSolutions.text_stub = ANSWER_STUB
    c.CutSolutions.code_stub = {"python": STUB}
    c.CutSolutions.text_stub = ANSWER_STUB
    return c


def release(notebook: Any) -> Any:
    """Return the students' notebook; the argument is not changed.

    Parameters
    ----------
    notebook : NotebookNode
        The instructor's notebook.
    """
    out: Any = nbformat.from_dict(copy.deepcopy(notebook))
    resources: Any = {"nbgrader": {}, "metadata": {}}
    settings = config()
    for cls in PREPROCESSORS:
        if cls is not stock.SaveCells:  # writes to the gradebook only
            out, resources = cls(config=settings).preprocess(out, resources)
    return out
