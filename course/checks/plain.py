"""Turn what a student's code returned into data that may cross, whatever it is.

Exact built-in types, numeric arrays and scalars, and three stand-ins for the rest: `Tensor`, `Listed` (an
iterator that was drawn from) and `Opaque` (equal to nothing). Types are read with `type`, never with
`isinstance`, which asks the object; no method of a student's class is called, an iterator's `__next__` apart.
Parts, bytes, depth and texts have limits, checked before anything is copied.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

KINDS = frozenset("?biufc")  # of dtypes; NumPy writes a bool "?" as a character and "b" as a kind
SCALARS = frozenset(np.sctypeDict.values())  # NumPy's own; a class derived from one may answer anything
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_PARTS, MAX_LISTED, MAX_DEPTH = 100_000, 10_000, 24
MAX_VALUE_BYTES, MAX_TEXT, MAX_BITS = 32 << 20, 1 << 20, 8192


@dataclass(frozen=True)
class Opaque:
    """Stands for an object that cannot cross; it equals nothing, itself included."""

    type: str

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = object.__hash__


@dataclass(frozen=True)
class Listed:
    """What an iterator gave, at most `MAX_LISTED` items; `more` says that it had not ended."""

    items: list[Any]
    more: bool = False


@dataclass(frozen=True, eq=False)
class Tensor:
    """A `torch.Tensor` as an array, with what NumPy cannot hold."""

    array: np.ndarray
    dtype: str
    requires_grad: bool = False
    graph: bool = False

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return np.array(self.array, dtype=dtype)


class _TooLargeError(Exception):
    """The value breaks a limit."""


def plain(x: Any) -> Any:
    """Return `x` as data that may cross; what cannot cross becomes `Opaque`.

    Examples
    --------
    >>> plain({"w": (1, None), "f": len})
    {'w': (1, None), 'f': Opaque(type='builtin_function_or_method')}
    """
    try:
        return _Plain()(x)
    except _TooLargeError as e:
        return Opaque(str(e))


class _Plain:
    """One conversion, with what is left of its limits."""

    def __init__(self) -> None:
        self.parts, self.bytes = MAX_PARTS, MAX_VALUE_BYTES

    def __call__(self, x: Any, depth: int = 0) -> Any:
        self.spend(1, 0)
        kind = type(x)
        if x is None or kind in (bool, float, complex):
            return x
        if kind is int:
            return x if x.bit_length() <= MAX_BITS else Opaque(f"whole number of {x.bit_length()} bits")
        if issubclass(kind, str):
            return self.text(str.__getitem__(x, slice(None)))
        if issubclass(kind, np.ndarray):
            return self.array(np.ndarray.view(x, np.ndarray))
        if issubclass(kind, np.generic):
            return x if kind in SCALARS and np.dtype(kind).kind in KINDS else Opaque(type_name(kind))
        if kind in (Opaque, Listed, Tensor):  # the student's own, borrowed from the course: worth nothing
            return Opaque(kind.__name__)
        if depth >= MAX_DEPTH:
            return Opaque("value nested too deeply")
        return self.container(x, kind, depth + 1)

    def spend(self, parts: int, size: int) -> None:
        self.parts -= parts
        self.bytes -= size
        if self.parts < 0:
            message = f"value of more than {MAX_PARTS} parts"
            raise _TooLargeError(message)
        if self.bytes < 0:
            message = f"value of more than {MAX_VALUE_BYTES >> 20} MB"
            raise _TooLargeError(message)

    def text(self, x: str) -> Any:
        self.spend(0, 4 * len(x))
        return x if len(x) <= MAX_TEXT else Opaque(f"text of {len(x)} characters")

    def array(self, x: np.ndarray) -> Any:
        if x.dtype.kind not in KINDS:
            return Opaque(f"array of {x.dtype.kind}-type entries, not numbers")
        self.spend(0, x.nbytes)
        return x.copy()

    def container(self, x: Any, kind: type, depth: int) -> Any:
        if issubclass(kind, list):
            return self.items(list.__iter__(x), depth)
        if issubclass(kind, tuple):  # named tuples too
            return tuple(self.items(tuple.__iter__(x), depth))
        if kind in (set, frozenset):
            return kind(map(_hashable, self.items(x, depth)))
        if issubclass(kind, dict):
            pairs = list(dict.items(x))
            return {_hashable(self(k, depth)): self(v, depth) for k, v in pairs}
        if issubclass(kind, Iterator):
            items = self.items(itertools.islice(x, MAX_LISTED + 1), depth)
            return Listed(items[:MAX_LISTED], len(items) > MAX_LISTED)
        torch = sys.modules.get("torch")
        if torch is not None and issubclass(kind, torch.Tensor):
            return self.tensor(x, torch)
        return Opaque(type_name(kind))

    def items(self, x: Iterable[Any], depth: int) -> list[Any]:
        return [self(v, depth) for v in x]

    def tensor(self, x: Any, torch: Any) -> Any:
        try:
            self.spend(0, x.numel() * x.element_size())
            with torch.no_grad():
                flat = x.detach().cpu().resolve_conj().resolve_neg()
                short = flat.is_floating_point() and flat.dtype not in (
                    torch.float16,
                    torch.float32,
                    torch.float64,
                )
                array = (flat.float() if short else flat).numpy().copy()
            return Tensor(array, str(x.dtype), bool(x.requires_grad), x.grad_fn is not None)
        except (RuntimeError, TypeError, NotImplementedError):  # sparse, quantised, on no device
            return Opaque("tensor without plain numbers")


def _hashable(x: Any) -> Any:
    try:
        hash(x)
    except TypeError:
        return Opaque(type(x).__name__)
    return x


def readable(text: str) -> str:
    r"""Return a student's text without what steers a terminal, turns the writing round or cannot be written as UTF-8.

    Examples
    --------
    >>> readable("a\x1b[2Jb")
    'a�[2Jb'
    """
    return _STEERING.sub("\ufffd", text)


def type_name(kind: type) -> str:
    """Return a class's own name, past whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(kind))[:100]
