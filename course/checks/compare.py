"""Compare what a student returned with what is right: values by tolerance, laws by their own test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course.checks.wire import Listed, Opaque, Tensor

FLOAT32_RTOL = 1e-4


@dataclass(frozen=True)
class Breach:
    """How a value breaks a law: `label` for statistics, one sentence for the student, one for the staff."""

    label: str
    says: str
    staff: str = ""


@dataclass(frozen=True)
class Holds:
    """Stands in the place of a right answer where many are right: a law, and a test that names its breach."""

    law: str
    test: Callable[[Any], Breach | None]


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off.

    Attributes
    ----------
    rtol : float
        Relative to the largest entry of the right array; float32 answers get at least 1e-4, with a note.
    atol : float
        Absolute.
    strict : bool
        The law names float64: integers do not pass where floats are due.
    """

    rtol: float = 1e-7
    atol: float = 1e-12
    strict: bool = False


@dataclass(frozen=True)
class Finding:
    """One difference. `kind` is one of type, shape, dtype, nonfinite, value, law (also missing, error, warning)."""

    kind: str
    text: str
    breach: Breach | None = None


def difference(got: Any, right: Any, tol: Tolerance, notes: set[str]) -> Finding | None:
    """Return the first difference between `got` and `right`, or None; what is let pass goes into `notes`.

    Parameters
    ----------
    got : plain data
    right : plain data, with `Holds` where a law takes the place of a value
    tol : Tolerance
    notes : set of str
        Sentences about what passed although it is not quite the law.
    """
    if isinstance(right, Holds):
        return _law(got, right)
    if isinstance(right, np.ndarray):
        return _array(got, right, tol, notes)
    if isinstance(right, (list, tuple)):
        return _sequence(got, right, tol, notes)
    if isinstance(right, dict):
        return _mapping(got, right, tol, notes)
    if right is None or isinstance(right, (str, bool)):
        same = type(got) is type(right) and got == right
        return None if same else Finding("value", f"{show(got)}, expected {show(right)}")
    return _array(got, np.asarray(right), tol, notes, scalar=True)


def _law(got: Any, right: Holds) -> Finding | None:
    try:
        breach = right.test(got)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return Finding("type", f"{describe(got)}; the law: {right.law}")
    return None if breach is None else Finding("law", breach.says, breach)


def _array(got: Any, right: np.ndarray, tol: Tolerance, notes: set[str], scalar: bool = False) -> Finding | None:
    if isinstance(got, Tensor):
        got = got.array
    if isinstance(got, bool) or not isinstance(got, (np.ndarray, np.generic, int, float, complex)):
        if not (isinstance(got, bool) and right.dtype.kind in "iu"):
            return Finding("type", f"{describe(got)}, expected {_law_of(right, scalar)}")
    a = np.asarray(got)
    if a.shape != right.shape:
        return Finding("shape", f"shape {a.shape}, expected {right.shape}")
    if a.dtype.kind == "c" and right.dtype.kind != "c":
        return Finding("dtype", f"complex numbers, expected {right.dtype}")
    if tol.strict and right.dtype.kind == "f" and a.dtype.kind != "f":
        return Finding("dtype", f"dtype {a.dtype}, the law says float64")
    if right.dtype.kind == "f" and a.dtype in (np.float16, np.float32):
        notes.add(f"{a.dtype} passes within {FLOAT32_RTOL:g}; the course computes in float64")
        tol = replace(tol, rtol=max(tol.rtol, FLOAT32_RTOL))
    return _values(a, right, tol)


def _values(a: np.ndarray, right: np.ndarray, tol: Tolerance) -> Finding | None:
    if right.size == 0:
        return None
    wide = np.complex128 if right.dtype.kind == "c" else np.float64
    x, r = a.astype(wide), right.astype(wide)
    bad = ~np.isfinite(x) & np.isfinite(r)
    if bad.any():
        return Finding("nonfinite", f"{int(bad.sum())} of {bad.size} entries are nan or infinite")
    finite = np.isfinite(r)
    scale = float(np.abs(r[finite]).max()) if finite.any() else 0.0
    close = np.isclose(x, r, rtol=tol.rtol, atol=tol.rtol * scale + tol.atol, equal_nan=True)
    if close.all():
        return None
    wrong = int((~close).sum())
    return Finding("value", f"{wrong} of {close.size} entries differ" if close.size > 1 else f"{show(a)}, expected {show(r)}")


def _sequence(got: Any, right: Any, tol: Tolerance, notes: set[str]) -> Finding | None:
    if isinstance(got, Listed):
        if got.more:
            return Finding("value", f"an iterator that had not ended after {len(got.items)} items")
        got = got.items
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if not isinstance(got, (list, tuple)):
        return Finding("type", f"{describe(got)}, expected a {type(right).__name__} of {len(right)}")
    if len(got) != len(right):
        return Finding("shape", f"{len(got)} entries, expected {len(right)}")
    for i, (g, r) in enumerate(zip(got, right, strict=True)):
        found = difference(g, r, tol, notes)
        if found:
            return Finding(found.kind, f"entry {i}: {found.text}", found.breach)
    return None


def _mapping(got: Any, right: dict[Any, Any], tol: Tolerance, notes: set[str]) -> Finding | None:
    if not isinstance(got, dict):
        return Finding("type", f"{describe(got)}, expected a dict with the keys {', '.join(map(str, right))}")
    for key, r in right.items():
        if key not in got:
            return Finding("shape", f"no key {key!r}")
        found = difference(got[key], r, tol, notes)
        if found:
            return Finding(found.kind, f"{key}: {found.text}", found.breach)
    return None


def pick(value: Any, output: str, outputs: tuple[str, ...]) -> Any:
    """Return the part of `value` that is called `output`; a part that is not there is `Opaque`."""
    if len(outputs) == 1 and not (isinstance(value, dict) and output in value):
        return value
    if isinstance(value, dict):
        return value.get(output, Opaque("nothing"))
    if isinstance(value, (tuple, list)) and len(value) == len(outputs):
        return value[outputs.index(output)]
    return Opaque(describe(value))


def describe(x: Any) -> str:
    """Say in words what `x` is."""
    if isinstance(x, np.ndarray):
        return f"an array of shape {x.shape}"
    if isinstance(x, Opaque):
        return f"a {x.type}" if not x.type.startswith(("a ", "an ")) else x.type
    if isinstance(x, (list, tuple)):
        return f"a {type(x).__name__} of {len(x)}"
    return "None" if x is None else f"the {type(x).__name__} {show(x)}"


def _law_of(right: np.ndarray, scalar: bool) -> str:
    return "a number" if scalar or right.ndim == 0 else f"an array of shape {right.shape}"


def show(x: Any, limit: int = 90) -> str:
    """Return `x` in at most `limit` characters, as a beginner would write it."""
    if isinstance(x, Tensor):
        x = x.array
    if isinstance(x, np.ndarray) or isinstance(x, np.generic):
        x = x.tolist()
    text = _written(x)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _written(x: Any) -> str:
    if isinstance(x, bool) or x is None or isinstance(x, str):
        return repr(x)
    if isinstance(x, float):
        return f"{x:.6g}"
    if isinstance(x, list):
        return "[" + ", ".join(map(_written, x)) + "]"
    if isinstance(x, tuple):
        return "(" + ", ".join(map(_written, x)) + ("," if len(x) == 1 else "") + ")"
    if isinstance(x, dict):
        return "{" + ", ".join(f"{k}: {_written(v)}" for k, v in x.items()) + "}"
    if isinstance(x, Opaque):
        return x.type
    return str(x)
