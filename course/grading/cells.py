"""Which cells a graded run executes: those that define what the exercises need, and no other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from course.grading.notebook import Cell, Notebook
from course.grading.symbols import Symbols, is_stub, parse, symbols_of

_BODY_MAGICS = frozenset({"%%time", "%%capture", "%%prun", "%%python", "%%python3"})
_CHECK_LINES = re.compile(r"^[ \t]*(?:check|hint|progress|explore)\(.*$", re.MULTILINE)
_NOT_FOR_STUDENTS = re.compile(
    r"\bcourse\.(?:exercises|checks|grading|authoring)\b"
    r"|\bfrom course import .*\b(?:exercises|checks|grading)\b"
)


@dataclass(frozen=True)
class Code:
    """A code cell, as the graded run sees it.

    Attributes
    ----------
    index : int
        Place of the cell in the notebook, from 1.
    id : str
    source : str
        What the student wrote.
    python : str
        The same as plain Python, line by line; "" where it is none.
    error : str
        Why it is no Python.
    symbols : Symbols
    """

    index: int
    id: str
    source: str
    python: str = ""
    error: str = ""
    symbols: Symbols = field(default_factory=Symbols)


def codes(notebook: Notebook) -> list[Code]:
    """Return the code cells of a notebook with their names; cells without text are left out."""
    return [code_of(c) for c in notebook.code if c.source.strip()]


def code_of(cell: Cell) -> Code:
    """Return one cell as plain Python with its names, or with the reason why it is none."""
    try:
        python = plain_python(cell.source)
        return Code(cell.index, cell.id, cell.source, python, symbols=symbols_of(python))
    except SyntaxError as e:
        where = f" (line {e.lineno})" if e.lineno else ""
        return Code(cell.index, cell.id, cell.source, error=f"{type(e).__name__}: {e.msg}{where}")


def plain_python(source: str) -> str:
    """Return a cell without magics and shell lines; the number of lines is kept where IPython is not needed.

    Raises
    ------
    SyntaxError
        The cell is no Python with IPython's additions either.

    Examples
    --------
    >>> plain_python("%%time\\nx = 1")
    '\\nx = 1'
    """
    head = source.lstrip()
    if head.startswith("%%"):
        first, _, body = head.partition("\n")
        blank = "\n" * (source.count("\n", 0, len(source) - len(head)) + 1)
        return plain_python(blank + body) if first.split()[0] in _BODY_MAGICS else ""
    try:
        parse(source)
        return source
    except SyntaxError as error:
        transformed = _without_ipython(source)
        if transformed is None:
            raise
        try:
            parse(transformed)
        except SyntaxError:
            raise error from None
        return transformed


def _without_ipython(source: str) -> str | None:
    """Turn magics into calls of `get_ipython()`, which does nothing in a graded run; None without IPython."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return None
    try:
        return str(TransformerManager().transform_cell(source))
    except Exception:  # IPython's tokenizer on broken text
        return None


def select(cells: Sequence[Code], names: Collection[str]) -> list[Code]:
    """Return the cells that define `names` and all that those need, in the order of the notebook."""
    needed, chosen = set(names), set[int]()
    grew = True
    while grew:
        grew = False
        imported: set[tuple[str, str]] = set()
        for cell in cells:
            s = cell.symbols
            fresh = s.defined - {name for name, text in s.imports if (name, text) in imported}
            imported |= s.imports
            if cell.index not in chosen and not cell.error and (s.star or (fresh | s.touched) & needed):
                chosen.add(cell.index)
                needed |= s.used
                grew = True
    return [c for c in cells if c.index in chosen]


def without_stubs(cells: Sequence[Code], names: Iterable[str]) -> tuple[list[Code], list[str]]:
    """Leave out untouched stubs of exercises that are written elsewhere in the notebook; say which."""
    drop, repairs = set[int](), []
    for name in names:
        defining = [c for c in cells if name in c.symbols.defined]
        stubs = [c for c in defining if is_stub(c.python, name) and not _defines_more(c, name)]
        real = [c for c in defining if c not in stubs]
        if real and stubs:
            if stubs[-1].index > real[-1].index:
                place, empty = real[-1].index, stubs[-1].index
                repairs.append(
                    f"{name}: written in cell {place}; the empty cell {empty} below it is left out"
                )
            drop |= {c.index for c in stubs}
    return [c for c in cells if c.index not in drop], repairs


def _defines_more(cell: Code, name: str) -> bool:
    return bool(cell.symbols.defined - {name})


def source_of(cells: Sequence[Code], name: str) -> Code | None:
    """Return the cell that gives `name` its last definition; one that does not parse may be meant."""
    found = [c for c in cells if name in c.symbols.defined]
    broken = [
        c
        for c in cells
        if c.error
        and re.search(
            rf"^\s*(def|class)\s+{re.escape(name)}\b|^{re.escape(name)}\s*=", c.source, re.MULTILINE
        )
    ]
    return found[-1] if found else broken[-1] if broken else None


def mentions(cells: Iterable[Code], name: str) -> bool:
    """Tell whether one of `cells` speaks of `name` outside of a check line, and so may define it."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(word.search(_CHECK_LINES.sub("", c.python)) for c in cells)


def oddities(cells: Iterable[Code]) -> list[str]:
    """Return what a grader should look at: uses of the course's own specifications and checks."""
    return [
        f"cell {cell.index} speaks of {found[0]}, which is not part of the lab"
        for cell in cells
        if (found := _NOT_FOR_STUDENTS.findall(cell.python))
    ]
