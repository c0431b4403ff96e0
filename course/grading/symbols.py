"""What a cell defines and what it needs, read from its text; nothing is run."""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Symbols:
    """Names of a cell.

    Attributes
    ----------
    defined : frozenset of str
        Bound when the cell runs: functions, classes, variables, imports.
    touched : frozenset of str
        Changed in place: `x[0] = 1`, `x.name = 1`, `x.append(1)`.
    used : frozenset of str
        Names that must come from elsewhere in the notebook, in function bodies as well; builtins too (a student may
        define `sum`).
    imports : frozenset of (name, text)
        Of the defined ones, those bound by an import, and by which.
    star : bool
        `from … import *`: may define anything.
    """

    defined: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    imports: frozenset[tuple[str, str]] = frozenset()
    star: bool = False


def symbols_of(source: str) -> Symbols:
    """Return the names of a cell of plain Python.

    Raises
    ------
    SyntaxError
        It is no Python.

    Examples
    --------
    >>> s = symbols_of("import numpy as np\\ndef f(x):\\n    return np.abs(x) + helper(x)")
    >>> sorted(s.defined), sorted(s.used)
    (['f', 'np'], ['helper', 'np'])
    """
    tree = parse(source)
    top = symtable.symtable(source, "<cell>", "exec")
    scopes = list(_scopes(top))
    defined = {
        s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()
    }
    used = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    for scope in scopes:
        used |= {s.get_name() for s in scope.get_symbols() if s.is_global() and s.is_referenced()}
        defined |= {s.get_name() for s in scope.get_symbols() if s.is_declared_global() and s.is_assigned()}
    imports = frozenset(_imports(tree))
    touched = frozenset(_touched(tree)) - {name for name, _ in imports}
    star = any(isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in ast.walk(tree))
    return Symbols(frozenset(defined), touched, frozenset(used), imports, star)


def parse(source: str) -> ast.Module:
    """Parse `source`; everything that can go wrong is a SyntaxError, and nothing is warned about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (ValueError, RecursionError, MemoryError) as e:
            raise SyntaxError(str(e) or type(e).__name__) from e


def _scopes(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _scopes(child)


def _outside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the statements that run when the cell runs; bodies of functions and classes are left out."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            yield child
            yield from _outside_functions(child)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in _outside_functions(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                yield (alias.asname or alias.name).split(".")[0], f"{module}import {alias.name}"


def _touched(tree: ast.Module) -> Iterator[str]:
    for node in _outside_functions(tree):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield from _root(node)
        elif (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            yield from _root(node.value.func)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def is_stub(source: str, name: str) -> bool:
    """Tell whether `source` defines `name` as a function that only raises NotImplementedError, or as `...`.

    Examples
    --------
    >>> is_stub("def f(x):\\n    'Law.'\\n    # YOUR CODE HERE\\n    raise NotImplementedError()", "f")
    True
    """
    for node in parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            body = [
                n for n in node.body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            ]
            return not body or (len(body) == 1 and _raises(body[0]))
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            return isinstance(node.value, ast.Constant) and node.value.value in (None, ..., "?", "")
    return False


def _raises(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return isinstance(node, ast.Pass)
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
