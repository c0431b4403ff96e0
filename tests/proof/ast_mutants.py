"""Small mechanical changes of a reference solution: each is one that somebody could have typed."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
ORDERS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
IDENTITY = {ast.Is: ast.IsNot, ast.IsNot: ast.Is}
AXES = {"axis", "axes"}
Path = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class AstMutant:
    """A changed reference. `key` says which change of which line, in words that outlive a change elsewhere."""

    key: str
    source: str


def mutants(source: str) -> list[AstMutant]:
    """Return every change of the solution in `source`: between its markers, or of the whole function."""
    tree = ast.parse(source)
    first, last = _region(source)
    out, seen = [], Counter()
    for path, node, statement in _sites(tree):
        if not first < getattr(node, "lineno", 0) <= last:
            continue
        for operator, new in _edits(node):
            changed = copy.deepcopy(tree)
            _put(changed, path, new)
            after = "(nothing)" if operator == "delete" else _line(_get(changed, statement))
            key = f"{operator}: {_line(_get(tree, statement))} → {after}"
            seen[key] += 1
            key += f" #{seen[key]}" if seen[key] > 1 else ""
            out.append(AstMutant(key, ast.unparse(ast.fix_missing_locations(changed))))
    return out


def _region(source: str) -> tuple[int, int]:
    lines = source.splitlines()
    begin = [i for i, line in enumerate(lines, 1) if "### BEGIN SOLUTION" in line]
    end = [i for i, line in enumerate(lines, 1) if "### END SOLUTION" in line]
    return (begin[0], end[-1]) if begin and end else (1, len(lines))


def _sites(tree: ast.Module) -> Iterator[tuple[Path, ast.AST, Path]]:
    """Return every node with its path and the path of the statement that it stands in."""

    def walk(node: ast.AST, path: Path, statement: Path) -> Iterator[tuple[Path, ast.AST, Path]]:
        for field, value in ast.iter_fields(node):
            children = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, child in children:
                if isinstance(child, ast.AST):
                    here = (*path, (field, index))
                    there = here if isinstance(child, ast.stmt) else statement
                    yield here, child, there
                    yield from walk(child, here, there)

    return walk(tree, (), ())


def _get(tree: ast.AST, path: Path) -> Any:
    node: Any = tree
    for field, index in path:
        node = getattr(node, field) if index is None else getattr(node, field)[index]
    return node


def _put(tree: ast.AST, path: Path, new: Any) -> None:
    parent, (field, index) = _get(tree, path[:-1]), path[-1]
    if index is None:
        setattr(parent, field, new)
    elif new is None:
        del getattr(parent, field)[index]
    else:
        getattr(parent, field)[index] = new


def _line(statement: ast.stmt) -> str:
    return ast.unparse(statement).splitlines()[0]


def _edits(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Return the changes of one node as (operator, new node)."""
    if (
        isinstance(node, ast.stmt)
        and not _is_docstring(node)
        and not isinstance(node, (ast.Pass, ast.FunctionDef))
    ):
        yield "delete", ast.copy_location(ast.Pass(), node)
    for change in (_arithmetic, _comparison, _constant, _call, _small):
        yield from change(node)


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _with(node: Any, **changes: Any) -> Any:
    new = copy.deepcopy(node)
    for field, value in changes.items():
        setattr(new, field, value)
    return new


def _arithmetic(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ARITHMETIC):
        for other in ARITHMETIC:
            if not isinstance(node.op, other):
                yield "swap", _with(node, op=other())
    if isinstance(node, ast.AugAssign):
        yield "assign", ast.copy_location(ast.Assign([node.target], node.value), node)
    if not isinstance(node, ast.BinOp):
        return
    if isinstance(node.op, (ast.Add, ast.Sub)):
        yield "drop term", node.left
        yield "drop term", node.right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), node.right)
    if isinstance(node.op, (ast.Mult, ast.MatMult)):
        yield "drop factor", node.left
        yield "drop factor", node.right
    if isinstance(node.op, ast.Div):
        yield "drop factor", node.left
        if ast.unparse(node.left) != "1":
            yield "drop factor", _with(node, left=ast.Constant(1.0))


def _comparison(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            others = [o for o in ORDERS if type(op) in ORDERS and o is not type(op)] + [
                IDENTITY[t] for t in [type(op)] if t in IDENTITY
            ]
            for other in others:
                yield "compare", _with(node, ops=[*node.ops[:i], other(), *node.ops[i + 1 :]])


def _constant(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in {0: (1,), 1: (0, 2)}.get(node.value, (node.value + 1,)):
            yield "constant", _with(node, value=value)


def _call(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if not isinstance(node, ast.Call):
        return
    for i, keyword in enumerate(node.keywords):
        if keyword.arg == "keepdims":
            yield "drop keepdims", _with(node, keywords=node.keywords[:i] + node.keywords[i + 1 :])
        if keyword.arg in AXES:
            yield "drop axis", _with(node, keywords=node.keywords[:i] + node.keywords[i + 1 :])
    if isinstance(node.func, ast.Attribute) and node.func.attr == "where" and len(node.args) == 3:
        yield "swap branches", _with(node, args=[node.args[0], node.args[2], node.args[1]])


def _small(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "drop .T", node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield "drop minus" if isinstance(node.op, ast.USub) else "drop not", node.operand
    if isinstance(node, ast.IfExp):
        yield "swap branches", _with(node, body=node.orelse, orelse=node.body)
