"""The student's side: run a plan against a namespace and return observations, as plain data.

The same code runs in a notebook and in a graded process; it knows no expected value.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from course.checks import facts
from course.checks.names import NotDefinedError, Public, build
from course.checks.observation import MAX_STDOUT as MAX_STDOUT
from course.checks.observation import Call as Call
from course.checks.observation import Observation as Observation
from course.checks.observation import Plan as Plan
from course.checks.plain import Opaque, plain, type_name
from course.checks.scenarios import SCENARIOS

MAX_MESSAGE, MAX_FRAMES, MAX_STACK = 300, 6, 400
_NOT_STUDENT = (
    str(Path(__file__).parents[1]),
    *(sysconfig.get_paths()[k] for k in ("stdlib", "purelib", "platlib")),
)


def observe(plan: Plan, namespace: Mapping[str, Any]) -> list[Observation]:
    """Run every call of `plan`; nothing that the student's code does stops the list, an interrupt apart."""
    for module in plan.imports:
        importlib.import_module(module)
    if plan.name not in namespace:
        return [Observation(missing=f"{plan.name} is not defined") for _ in plan.calls]
    target, names = namespace[plan.name], dict(namespace)  # a call may delete or rebind the student's names
    with facts.kept_world(), facts.quiet_stderr():
        return _observe_calls(plan.calls, target, names)


def _observe_calls(calls: Iterable[Call], target: Any, namespace: Mapping[str, Any]) -> list[Observation]:
    """Run the calls in order; after one that ran out of memory no other is run: each would take as long to fail."""
    seen: list[Observation] = []
    for call in calls:
        starved = bool(seen) and seen[-1].error is not None and seen[-1].error[0].endswith("MemoryError")
        seen.append(seen[-1] if starved else _observe_call(call, target, namespace))
    return seen


def _observe_call(call: Call, target: Any, namespace: Mapping[str, Any]) -> Observation:
    out: dict[str, Any] = {}
    printed, start = facts.Printed(MAX_STDOUT), process_time()
    with _apart(printed) as caught:
        try:
            args, kwargs, counters = _arguments(call, namespace)
            _call(SCENARIOS[call.scenario], target, args, kwargs, out)
            out["calls"] = {c.name: c.calls for c in counters}
        except (NotImplementedError, NotDefinedError) as e:
            out["missing"] = _text(e, MAX_MESSAGE) or "not written yet"
        except KeyboardInterrupt:
            raise
        except BaseException as e:  # a SystemExit or a custom BaseException must not stop the check either
            out["error"] = _error(e)
        warned = {type_name(w.category) + ": " + _text(w.message, 100) for w in caught}
    out["warnings"] = tuple(sorted(warned))[:5]
    return Observation(**out, stdout=printed.text, seconds=max(process_time() - start, 0.0))


@contextlib.contextmanager
def _apart(printed: facts.Printed) -> Iterator[list[warnings.WarningMessage]]:
    """Set up the same world for every call: modes, random state, no output, warnings kept."""
    streams = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
    with facts.standard_modes(), warnings.catch_warnings(record=True) as caught, streams[0], streams[1]:
        warnings.simplefilter("default")  # once a line: a warning in a loop fills no memory
        facts.seed_globals()
        yield caught


def _call(run: Any, target: Any, args: list[Any], kwargs: dict[str, Any], out: dict[str, Any]) -> None:
    """Run the scenario once and write value and facts into `out`; facts also if it raises."""
    named: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
    frozen = {k: _Frozen(v) for k, v in named.items()}
    before = facts.world()
    try:
        result = run(target, *args, **kwargs)
        out["value"] = plain(result)
        out["aliased"] = tuple(k for k, v in named.items() if _shares(v, result))
    finally:
        after = facts.world()
        out["touched"] = tuple(k for k in before if before[k] != after.get(k))
        changes = {k: frozen[k].change(v) for k, v in named.items()}
        out["mutated"] = {k: what for k, what in changes.items() if what is not None}


def _arguments(
    call: Call, namespace: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any], list[facts.Counted]]:
    counters: list[facts.Counted] = []

    def one(described: Any) -> Any:
        made = build(described, namespace)
        if isinstance(described, Public) and callable(made):
            made = facts.Counted(made, described.name)
            counters.append(made)
        return made

    return [one(a) for a in call.args], {k: one(v) for k, v in call.kwargs.items()}, counters


class _Frozen:
    """A copy of an argument; says later what of it was changed. Generators may be drawn from."""

    def __init__(self, x: Any) -> None:
        self.copy = self.look(x)

    @staticmethod
    def look(x: Any) -> dict[str, Any]:
        model = facts.inside(x)
        return {"": plain(x)} if model is None else {k: plain(v) for k, v in model.items()}

    def change(self, x: Any) -> str | None:
        """Return which part of the argument was changed ("" for all of a plain one), or None."""
        now = self.look(x)
        return next((k for k, v in self.copy.items() if not _same(v, now[k])), None)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, Opaque):
        return isinstance(b, Opaque)
    if isinstance(a, np.ndarray):
        return (
            isinstance(b, np.ndarray)
            and a.dtype == b.dtype
            and a.shape == b.shape
            and a.tobytes() == b.tobytes()
        )
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(_same(a[k], b[k]) for k in a)
    if hasattr(a, "array"):
        return hasattr(b, "array") and _same(a.array, b.array)
    return type(a) is type(b) and (a == b or (a != a and b != b))


def _shares(argument: Any, result: Any) -> bool:
    kind = type(result)
    parts = result if kind in (tuple, list) else result.values() if kind is dict else [result]
    return isinstance(argument, np.ndarray) and any(
        issubclass(type(p), np.ndarray) and np.may_share_memory(argument, np.ndarray.view(p, np.ndarray))
        for p in parts
    )


def _text(x: Any, limit: int) -> str:
    """Return at most `limit` characters of `x`, as an exact str; none if its own text fails."""
    try:
        return "%.*s" % (limit, x)  # noqa: UP031 - reads a subclass of str without asking it
    except KeyboardInterrupt:
        raise
    except BaseException:
        return ""


def _error(e: BaseException) -> tuple[str, str, tuple[tuple[str, int, str], ...]]:
    """Return type, text and the frames of the student's own code."""
    name = type_name(type(e))
    text = ("key " if type(e) is KeyError else "") + _text(e, MAX_MESSAGE)
    frames = traceback.extract_tb(sys.exc_info()[2], -MAX_STACK)
    own = [
        f for f in frames if not f.filename.startswith(_NOT_STUDENT) and not f.filename.startswith("<frozen")
    ]
    return (
        name,
        text,
        tuple((f.name, int(f.lineno or 0), (f.line or "").strip()[:160]) for f in own[-MAX_FRAMES:]),
    )
