"""Compare what a student returned with what is right: values by tolerance, laws by their own test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course.checks.names import Made, Mine, Public, Rng, TorchRng
from course.checks.plain import Listed, Opaque, Tensor, readable

FLOAT32_RTOL = 1e-4


@dataclass(frozen=True)
class Breach:
    """How a value breaks a law: `label` for statistics, one sentence for the student, one for the staff."""

    label: str
    says: str
    staff: str = ""


@dataclass(frozen=True)
class Remark:
    """What is said of a value that passes although it is not quite the course's convention."""

    says: str


@dataclass(frozen=True)
class Holds:
    """Stands in the place of a right answer where many are right: a law, and a test that names its breach."""

    law: str
    test: Callable[[Any], Breach | Remark | None]


def sampled(law: str, test: Callable[[Any], Breach | None]) -> Holds:
    """Return the law of a random function for the scenario `draws`: broken only if every sample breaks it.

    Parameters
    ----------
    law : str
    test : callable
        Takes one sample and names its breach. At 6 σ a right function breaks it once in 10⁹ samples.
    """

    def twice(samples: Any) -> Breach | None:
        breach = None
        for sample in samples:
            breach = test(sample)
            if breach is None:
                return None
        return breach or Breach("type", "there is no sample")

    return Holds(law, twice)


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off.

    Attributes
    ----------
    rtol : float
        Relative to the largest entry of the right array; float32 answers get at least 1e-4, with a note. Where the
        right answer is of whole numbers or truth values, it counts to the last digit.
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
    """One difference; `kind`: type, shape, dtype, nonfinite, value, law, missing, error or warning."""

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
        return _law(got, right, notes)
    if isinstance(right, Tensor):
        right = right.array
    if isinstance(right, Listed):
        right = right.items
    if isinstance(right, np.ndarray):
        return _array(got, right, tol, notes)
    if isinstance(right, (list, tuple)):
        return _sequence(got, right, tol, notes)
    if isinstance(right, dict):
        return _mapping(got, right, tol, notes)
    if isinstance(right, bool) and isinstance(got, np.bool_):
        got = bool(got)
    if right is None or isinstance(right, (str, bool, set, frozenset)):
        same = type(got) is type(right) and got == right
        return None if same else Finding("value", f"{show(got)}, expected {show(right)}")
    if not isinstance(right, (int, float, complex, np.generic)):
        return Finding("type", f"{describe(got)}, which nothing equals here")
    return _array(got, _number(right), tol, notes, scalar=True)


def _law(got: Any, right: Holds, notes: set[str]) -> Finding | None:
    try:
        breach = right.test(got)
    except Exception:  # a value of another kind than the test reckons with
        return Finding("type", f"{describe(got)}; the law: {right.law}")
    if isinstance(breach, Remark):
        notes.add(breach.says)
        return None
    return None if breach is None else Finding("law", breach.says, breach)


def _array(
    got: Any, right: np.ndarray, tol: Tolerance, notes: set[str], scalar: bool = False
) -> Finding | None:
    if isinstance(got, Tensor):
        got = got.array
    numeric = isinstance(got, (np.ndarray, np.generic, int, float, complex))
    if not numeric or (isinstance(got, bool) and right.dtype.kind not in "iu"):
        return Finding("type", f"{describe(got)}, expected {_law_of(right, scalar)}")
    a = _number(got)
    if a.shape != right.shape:
        return Finding("shape", f"shape {a.shape}, expected {right.shape}")
    if a.dtype.kind == "c" and right.dtype.kind != "c":
        return Finding("dtype", f"complex numbers, expected {right.dtype}")
    if tol.strict and right.dtype.kind == "f" and a.dtype.kind != "f":
        return Finding("dtype", f"dtype {a.dtype}, the law says float64")
    if a.dtype.kind == "b" and right.dtype.kind in "iuf":
        notes.add("True and False pass for 1 and 0; the law says numbers")
    if right.dtype.kind == "f" and a.dtype in (np.float16, np.float32):
        if a.dtype != right.dtype:
            notes.add(f"{a.dtype} passes within {FLOAT32_RTOL:g}; the course computes in float64")
        tol = replace(tol, rtol=max(tol.rtol, FLOAT32_RTOL))
    return _values(a, right, tol)


def _number(x: Any) -> np.ndarray:
    a = np.asarray(x)
    if a.dtype.kind != "O":
        return a
    try:
        return np.asarray(float(x))  # a whole number of more than 64 bits
    except OverflowError:
        return np.asarray(np.inf)


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
    rtol, atol = (0.0, 0.0) if right.dtype.kind in "iub" else (tol.rtol, tol.rtol * scale + tol.atol)
    close = np.isclose(x, r, rtol=rtol, atol=atol, equal_nan=True)
    if close.all():
        return None
    if close.size == 1:
        return Finding("value", f"{show(a)}, expected {show(r)}")
    gap = np.abs(x - r)[~close]
    measured = right.dtype.kind in "fc" and np.isfinite(gap).all()
    far = f", by up to {gap.max():.2g}" if measured else ""
    return Finding("value", f"{len(gap)} of {close.size} entries differ{far}")


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


def items(value: Any) -> list[Any]:
    """Return what a generator gave, or the entries of a list or tuple; for the test of a law.

    Raises
    ------
    TypeError
        `value` is none of these, or a generator that had not ended.
    """
    if isinstance(value, Listed) and not value.more:
        return value.items
    if isinstance(value, (list, tuple)):
        return list(value)
    message = (
        f"{describe(value)} has no end" if isinstance(value, Listed) else f"{describe(value)} has no entries"
    )
    raise TypeError(message)


def describe(x: Any) -> str:
    """Say in words what `x` is."""
    if isinstance(x, np.ndarray):
        return f"an array of shape {x.shape}"
    if isinstance(x, Tensor):
        return f"a tensor of shape {x.array.shape}"
    if isinstance(x, Listed):
        return f"an iterator of {len(x.items)} items" + " and more" * x.more
    if isinstance(x, Opaque):
        text = readable(x.type)
        known = text == "None" or text.startswith(("a ", "an ", "the "))
        return text if known else f"a{'n' * text.startswith(tuple('aeiou'))} {text}"
    if isinstance(x, (list, tuple)):
        return f"a {type(x).__name__} of {len(x)}"
    return "None" if x is None else f"the {type(x).__name__} {show(x)}"


def _law_of(right: np.ndarray, scalar: bool) -> str:
    return "a number" if scalar or right.ndim == 0 else f"an array of shape {right.shape}"


def show(x: Any, limit: int = 90) -> str:
    """Return `x` in at most `limit` characters, as a beginner would write it; the rest is never written."""
    text = ""
    for piece in _pieces(x, limit):
        text += piece
        if len(text) > limit:
            return text[: limit - 1] + "…"
    return text


def _pieces(x: Any, limit: int) -> Iterator[str]:
    if isinstance(x, Tensor):
        x = x.array
    if isinstance(x, np.generic) or (isinstance(x, np.ndarray) and x.ndim == 0):
        x = x.item()
    if isinstance(x, str):
        yield repr(x[: limit + 1])
    elif isinstance(x, (float, np.floating)):
        yield f"{x + 0.0:.6g}"  # no −0
    elif isinstance(x, (list, np.ndarray)):
        yield from _row("[", x, "]", limit)
    elif isinstance(x, tuple):
        yield from _row("(", x, ",)" if len(x) == 1 else ")", limit)
    elif isinstance(x, (set, frozenset)):
        yield from _row("{", x, "}", limit)
    elif isinstance(x, Listed):
        yield from _row("an iterator of ", x.items, " …" if x.more else "", limit)
    elif isinstance(x, dict):
        yield from _entries(x, limit)
    else:
        yield _word(x)


def _row(head: str, x: Any, tail: str, limit: int) -> Iterator[str]:
    yield head
    for i, v in enumerate(x):
        yield ", " * bool(i)
        yield from _pieces(v, limit)
    yield tail


def _entries(x: dict[Any, Any], limit: int) -> Iterator[str]:
    yield "{"
    for i, (k, v) in enumerate(x.items()):
        yield ", " * bool(i) + (readable(k[:limit]) if isinstance(k, str) else show(k, limit)) + ": "
        yield from _pieces(v, limit)
    yield "}"


def _word(x: Any) -> str:
    match x:
        case Rng() | TorchRng():
            return "a generator"
        case Mine(name) | Public(name) | Made(name, _):
            return name
        case Opaque(type):
            return readable(type)
        case Holds(law, _):
            return law
    return str(x)
