"""Names: what a plan may mention without sending it, because objects never cross to the student's side."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import default_rng  # bound here: a student's code may replace np.random

from course.checks.plain import Tensor


@dataclass(frozen=True)
class Rng:
    """A NumPy generator, made on the student's side from `seed`."""

    seed: int


@dataclass(frozen=True)
class TorchRng:
    """A `torch.Generator` on the CPU, made on the student's side from `seed`."""

    seed: int


@dataclass(frozen=True)
class Mine:
    """A function or class that the student has defined under `name`."""

    name: str


@dataclass(frozen=True)
class Public:
    """A function that the course offers to both sides under `name` (see `public`)."""

    name: str


@dataclass(frozen=True)
class Made:
    """What the public function `name` makes of `args`: a small model with given weights.

    Its weights, gradients, buffers and modes are watched: a call that changes them breaks the contract.
    """

    name: str
    args: tuple[Any, ...] = ()


class NotDefinedError(LookupError):
    """A name of the student's that an exercise builds on is not defined."""


def tensor(array: Any, requires_grad: bool = False) -> Tensor:
    """Return an argument that the student's side gets as a `torch.Tensor` of the same dtype."""
    a = np.asarray(array)
    return Tensor(a, f"torch.{a.dtype}", requires_grad)


Name = Rng | TorchRng | Mine | Public | Made
PUBLIC: dict[str, Callable[..., Any]] = {}


def public(f: Callable[..., Any]) -> Callable[..., Any]:
    """Offer `f` to plans under its own name; a second function of that name is refused."""
    known = PUBLIC.setdefault(f.__name__, f)
    if known is not f and known.__module__ != f.__module__:
        where = f"defined in {known.__module__} and again in {f.__module__}"
        message = f"public function {f.__name__!r}: {where}; rename one"
        raise ValueError(message)
    PUBLIC[f.__name__] = f
    return f


def build(x: Any, namespace: Mapping[str, Any] | None) -> Any:
    """Return the argument that `x` describes: names become objects, arrays are copied (layout kept).

    Parameters
    ----------
    namespace : mapping or None
        What the student has defined; None on the judge's side, where `Mine` stays a name.

    Raises
    ------
    NotDefinedError
        A `Mine` that the student has not defined.
    KeyError
        An unknown `Public`: the module that offers it is not imported.
    """
    match x:
        case Rng(seed):
            return default_rng(seed)
        case TorchRng(seed):
            return importlib.import_module("torch").Generator().manual_seed(seed)
        case Mine(name):
            return x if namespace is None else _defined(namespace, name)
        case Public(name):
            return PUBLIC[name]
        case Made(name, args):
            return PUBLIC[name](*build(args, namespace))
        case np.ndarray():
            return _copy(x)
        case Tensor(array, _, requires_grad):
            return importlib.import_module("torch").from_numpy(array.copy()).requires_grad_(requires_grad)
        case list() | tuple():
            return type(x)(build(v, namespace) for v in x)
        case dict():
            return {k: build(v, namespace) for k, v in x.items()}
    return x


def _defined(namespace: Mapping[str, Any], name: str) -> Any:
    if name not in namespace:
        message = f"{name} is not defined"
        raise NotDefinedError(message)
    return namespace[name]


def _copy(a: np.ndarray) -> np.ndarray:
    """Copy `a` with its memory layout: Fortran order, gaps and the read-only flag are part of a probe."""
    if a.ndim and not (a.flags.c_contiguous or a.flags.f_contiguous):
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        out = wide[..., ::2]
        out[...] = a
    else:
        out = a.copy(order="K")
    out.flags.writeable = a.flags.writeable
    return out
