"""The types that cross: the plan towards the student's side, observations back. Data only."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.checks.plain import readable

MAX_STDOUT = 2_000


@dataclass(frozen=True)
class Call:
    """One call of a plan, as data."""

    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    scenario: str = "call"


@dataclass(frozen=True)
class Plan:
    """What to do with the student's object `name`: data only, so that it can cross to a graded process."""

    name: str
    calls: tuple[Call, ...]
    imports: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return the plan as plain data for `wire.encode`."""
        calls = [{"args": c.args, "kwargs": c.kwargs, "scenario": c.scenario} for c in self.calls]
        return {"name": self.name, "calls": calls, "imports": self.imports}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Plan:
        """Return the plan that `as_data` described."""
        return cls(data["name"], tuple(Call(**c) for c in data["calls"]), tuple(data["imports"]))


@dataclass(frozen=True)
class Observation:
    """What one call did: a value, `missing` or `error`; and facts (self-reported: they only lower a score).

    Attributes
    ----------
    value : plain data
    missing : str or None
        Why there is nothing yet: the name is not defined, or the stub was left.
    error : tuple (type, text, frames) or None
        Frames of the student's own code only: (function, line number, line).
    mutated : dict of argument position or name to the part that was changed ("" for a plain argument)
    aliased : tuple of argument positions or names
    touched : tuple of str, global states that the call changed.
    warnings : tuple of str
    stdout : str, what was printed to stdout and stderr, capped.
    calls : dict, calls of function arguments by name.
    seconds : float, CPU seconds.
    """

    value: Any = None
    missing: str | None = None
    error: tuple[str, str, tuple[tuple[str, int, str], ...]] | None = None
    mutated: dict[Any, str] = field(default_factory=dict)
    aliased: tuple[Any, ...] = ()
    touched: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stdout: str = ""
    calls: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Keep what the student's code wrote readable: it is shown on pages and in terminals."""
        error = self.error and (
            readable(self.error[0]),
            readable(self.error[1]),
            tuple(map(_readable_frame, self.error[2])),
        )
        texts = {k: tuple(map(readable, getattr(self, k))) for k in ("touched", "warnings")}
        missing = None if self.missing is None else readable(self.missing)
        for key, value in {
            **texts,
            "error": error,
            "missing": missing,
            "stdout": readable(self.stdout),
        }.items():
            object.__setattr__(self, key, value)

    def as_data(self) -> dict[str, Any]:
        """Return the observation as plain data for `wire.encode`."""
        return {k: getattr(self, k) for k in self.__dataclass_fields__}

    @classmethod
    def from_data(cls, data: Any) -> Observation:
        """Return the observation that `as_data` described; hostile data is refused, not trusted.

        Raises
        ------
        ValueError
            A field is unknown or has another type than an observation's.
        """
        if not isinstance(data, dict) or not set(data) <= set(_LAWS):
            message = "not an observation: unknown fields"
            raise ValueError(message)
        for key, got in data.items():
            if not _LAWS[key](got):
                message = f"not an observation: {key} is not what the law says"
                raise ValueError(message)
        return cls(**data)


def _readable_frame(frame: tuple[str, int, str]) -> tuple[str, int, str]:
    name, number, line = frame
    return readable(name), number, readable(line)


def _texts(x: Any) -> bool:
    return type(x) is tuple and all(type(v) is str for v in x)


def _keys(x: Any) -> bool:
    return type(x) is tuple and all(type(v) in (str, int) for v in x)


def _is_error(x: Any) -> bool:
    if type(x) is not tuple or list(map(type, x)) != [str, str, tuple]:
        return False
    return all(type(f) is tuple and list(map(type, f)) == [str, int, str] for f in x[2])


_LAWS: dict[str, Callable[[Any], bool]] = {
    "value": lambda x: True,
    "missing": lambda x: x is None or type(x) is str,
    "error": lambda x: x is None or _is_error(x),
    "mutated": lambda x: (
        type(x) is dict and all(type(k) in (str, int) and type(v) is str for k, v in x.items())
    ),
    "aliased": _keys,
    "touched": _texts,
    "warnings": _texts,
    "stdout": lambda x: type(x) is str and len(x) <= MAX_STDOUT,
    "calls": lambda x: type(x) is dict and all(type(k) is str and type(v) is int for k, v in x.items()),
    "seconds": lambda x: type(x) is float and math.isfinite(x) and x >= 0,
}
