"""The student's side: run a plan against a namespace and return observations, as plain data.

The same code runs in a notebook and in a graded process; it knows no expected value.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import random
import sys
import sysconfig
import time
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from course.checks import facts
from course.checks.names import Public, build
from course.checks.scenarios import SCENARIOS
from course.checks.wire import Opaque, plain

MAX_STDOUT, MAX_MESSAGE, MAX_FRAMES = 2_000, 300, 6
_NOT_STUDENT = (str(Path(__file__).parents[1]), *(sysconfig.get_paths()[k] for k in ("stdlib", "purelib", "platlib")))


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
    """What one call did: a value, or `missing`, or `error`; and facts (self-reported: they may only lower a score).

    Attributes
    ----------
    value : plain data
    missing : str or None
        Why there is nothing yet: the name is not defined, or the stub was left.
    error : tuple (type, text, frames) or None
        Frames of the student's own code only: (function, line number, line).
    mutated, aliased : tuple of argument positions or names
    touched : tuple of str, global states that the call changed.
    warnings : tuple of str
    stdout : str, capped.
    calls : dict, calls of function arguments by name.
    seconds : float, CPU seconds.
    """

    value: Any = None
    missing: str | None = None
    error: tuple[str, str, tuple[tuple[str, int, str], ...]] | None = None
    mutated: tuple[Any, ...] = ()
    aliased: tuple[Any, ...] = ()
    touched: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stdout: str = ""
    calls: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

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
        blank = asdict(cls())
        if not isinstance(data, dict) or not set(data) <= set(blank):
            message = "not an observation: unknown fields"
            raise ValueError(message)
        for key, default in blank.items():
            got = data.get(key, default)
            if default is not None and not isinstance(got, type(default)):
                message = f"not an observation: {key} is a {type(got).__name__}, the law says {type(default).__name__}"
                raise ValueError(message)
        for key, kinds in (("missing", (str,)), ("error", (tuple,))):
            if data.get(key) is not None and not isinstance(data[key], kinds):
                message = f"not an observation: {key}"
                raise ValueError(message)
        return cls(**data)


def observe(plan: Plan, namespace: Mapping[str, Any]) -> list[Observation]:
    """Run every call of `plan`; nothing that the student's code does stops the list, an interrupt apart."""
    for module in plan.imports:
        importlib.import_module(module)
    if plan.name not in namespace:
        return [Observation(missing=f"{plan.name} is not defined") for _ in plan.calls]
    with facts.kept_world(), facts.quiet_stderr():
        return [_observe_call(call, namespace[plan.name], namespace) for call in plan.calls]


def _observe_call(call: Call, target: Any, namespace: Mapping[str, Any]) -> Observation:
    out: dict[str, Any] = {}
    printed, start = io.StringIO(), time.process_time()
    with facts.kept_modes(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _seed_globals()
        try:
            args, kwargs, counters = _arguments(call, namespace)
            named = {**dict(enumerate(args)), **kwargs}
            frozen = {k: _Frozen(v) for k, v in named.items()}
            before = facts.world()
            try:
                with contextlib.redirect_stdout(printed):
                    result = SCENARIOS[call.scenario](target, *args, **kwargs)
                    out["value"] = plain(result)
                out["aliased"] = tuple(k for k, v in named.items() if _shares(v, result))
            finally:
                after = facts.world()
                out["touched"] = tuple(k for k in before if before[k] != after.get(k))
                out["mutated"] = tuple(k for k, v in named.items() if frozen[k].changed(v))
                out["calls"] = {c.name: c.calls for c in counters}
        except NotImplementedError as e:
            out["missing"] = str(e)[:MAX_MESSAGE] or "not written yet"
        except KeyboardInterrupt:
            raise
        except BaseException as e:  # a SystemExit or a custom BaseException must not stop the check either
            out["error"] = _error(e)
    out["warnings"] = tuple(sorted({f"{w.category.__name__}: {w.message}"[:160] for w in caught}))[:5]
    out["stdout"] = printed.getvalue()[:MAX_STDOUT]
    return Observation(**out, seconds=time.process_time() - start)


def _seed_globals() -> None:
    """Start the global generators at a fixed place, so that an observation can be repeated."""
    np.random.seed(1)  # noqa: NPY002
    random.seed(1)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.manual_seed(1)


def _arguments(call: Call, namespace: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any], list[facts.Counted]]:
    counters: list[facts.Counted] = []

    def one(described: Any) -> Any:
        made = build(described, namespace)
        if isinstance(described, Public) and callable(made):
            made = facts.Counted(made, described.name)
            counters.append(made)
        return made

    return [one(a) for a in call.args], {k: one(v) for k, v in call.kwargs.items()}, counters


class _Frozen:
    """A copy of an argument; says later whether the argument was changed. Generators may be drawn from."""

    def __init__(self, x: Any) -> None:
        self.copy = plain(x)

    def changed(self, x: Any) -> bool:
        return not _same(self.copy, plain(x))


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Opaque):
        return isinstance(b, Opaque)
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(_same(a[k], b[k]) for k in a)
    if hasattr(a, "array"):
        return hasattr(b, "array") and _same(a.array, b.array)
    return type(a) is type(b) and (a == b or (a != a and b != b))


def _shares(argument: Any, result: Any) -> bool:
    parts = result if isinstance(result, (tuple, list)) else result.values() if isinstance(result, dict) else [result]
    return isinstance(argument, np.ndarray) and any(
        isinstance(p, np.ndarray) and p.size and np.may_share_memory(argument, p) for p in parts
    )


def _error(e: BaseException) -> tuple[str, str, tuple[tuple[str, int, str], ...]]:
    """Return type, text and the frames of the student's own code."""
    frames = traceback.extract_tb(e.__traceback__)
    own = [f for f in frames if not f.filename.startswith(_NOT_STUDENT) and not f.filename.startswith("<frozen")]
    lines = tuple((f.name, int(f.lineno or 0), (f.line or "").strip()[:160]) for f in own[-MAX_FRAMES:])
    text = str(e)[:MAX_MESSAGE] if not isinstance(e, KeyError) else f"key {e}"[:MAX_MESSAGE]
    return type(e).__name__, text, lines


