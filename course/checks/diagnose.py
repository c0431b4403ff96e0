"""Find the mistake whose prediction agrees with what the student returned on every probe."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks.compare import Holds, difference
from course.checks.exercise import EXTREME, MILD, Case, Exercise
from course.checks.mistakes import ANY, Mistake, Raises
from course.checks.observation import Observation

MIN_TELLING = 2  # probes on which a prediction must differ from the right answer
_UNSAID = object()


def predictions(
    exercise: Exercise, mistake: Mistake, cases: Sequence[Case], rights: Sequence[Any]
) -> list[Any]:
    """Return what `mistake` predicts on each case; `_UNSAID` where it says nothing."""
    return [_predict(mistake, case, right) for case, right in zip(cases, rights, strict=True)]


def _predict(mistake: Mistake, case: Case, right: Any) -> Any:
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return mistake.predict(case.inputs(), right)
    except Exception:  # a prediction that cannot be made is not made
        return _UNSAID


@dataclass(frozen=True)
class _Probe:
    case: Case
    right: Any
    seen: Observation


def name_mistake(
    exercise: Exercise,
    output: str,
    cases: Sequence[Case],
    rights: Sequence[Any],
    seen: Sequence[Observation],
    mild_fails: bool,
) -> Mistake | None:
    """Return the first declared mistake that explains `output` and all else that it claims, or None.

    One that explains every output is preferred: two mistakes may give the same loss and different gradients.
    """
    probes = [_Probe(*p) for p in zip(cases, rights, seen, strict=True)]
    first = None
    for mistake in exercise.mistakes:
        if fits(exercise, mistake, output, probes, mild_fails) and _holds(
            exercise, mistake, probes, mild_fails
        ):
            if _explains_all(exercise, mistake, probes, mild_fails):
                return mistake
            first = first or mistake
    return first


def claims(exercise: Exercise, mistake: Mistake, cases: Sequence[Case], rights: Sequence[Any]) -> list[str]:
    """Return the outputs that a mistake claims: those that it changes on some probe; on the others it is silent."""
    probes = [_Probe(c, r, Observation()) for c, r in zip(cases, rights, strict=True)]
    said = list(zip(predictions(exercise, mistake, cases, rights), probes, strict=True))
    return [o for o in exercise.outputs if any(_claims(exercise, s, o, p) for s, p in said)]


def _claims(exercise: Exercise, predicted: Any, output: str, p: _Probe) -> bool:
    if predicted is ANY or predicted is _UNSAID or isinstance(predicted, (Raises, Holds)):
        return False
    spoken = [predicted] if isinstance(p.right, Holds) else [predicted, p.right]
    return all(exercise.speaks_of(x, output) for x in spoken) and _differs(exercise, predicted, output, p)


def _holds(exercise: Exercise, mistake: Mistake, probes: Sequence[_Probe], mild_fails: bool) -> bool:
    """Tell whether every output that the mistake claims is as it says."""
    if len(exercise.outputs) == 1:
        return True
    claimed = claims(exercise, mistake, [p.case for p in probes], [p.right for p in probes])
    said = [(_predict(mistake, p.case, p.right), p) for p in probes]
    return all(_agrees(exercise, s, o, p, mild_fails) is not False for o in claimed for s, p in said)


def _explains_all(exercise: Exercise, mistake: Mistake, probes: Sequence[_Probe], mild_fails: bool) -> bool:
    if len(exercise.outputs) == 1:
        return True
    said = [(_predict(mistake, p.case, p.right), p) for p in probes]
    return all(_agrees(exercise, s, o, p, mild_fails) is not False for o in exercise.outputs for s, p in said)


def fits(
    exercise: Exercise, mistake: Mistake, output: str, probes: Sequence[_Probe], mild_fails: bool
) -> bool:
    """Tell whether the prediction agrees on all probes and differs from the right answer on at least two.

    When a mild probe fails already, one at the edge on which the student's code raises, or overflows, is mute.
    """
    telling = values = 0
    for p in probes:
        predicted = _predict(mistake, p.case, p.right)
        agreed = _agrees(exercise, predicted, output, p, mild_fails)
        if agreed is None:
            continue
        if not agreed:
            return False
        differs = _differs(exercise, predicted, output, p)
        telling += differs
        values += differs and not isinstance(predicted, Raises)
    return telling >= min(MIN_TELLING, len(probes)) and values >= 1


def _agrees(exercise: Exercise, predicted: Any, output: str, p: _Probe, mild_fails: bool) -> bool | None:
    """Return True, False, or None where the probe has no say."""
    if not isinstance(p.right, Holds) and not exercise.speaks_of(p.right, output):
        return None
    failed = p.seen.error is not None or p.seen.missing is not None
    excusable = mild_fails and (p.case.level >= EXTREME or (failed and p.case.level > MILD))
    if predicted is _UNSAID:
        return None if excusable else False
    if predicted is ANY:
        return None
    if isinstance(predicted, Raises):
        return p.seen.error is not None
    if failed:
        return None if excusable else False
    if isinstance(predicted, Holds):
        return difference(p.seen.value, predicted, exercise.tolerance, set()) is None
    want, got = (exercise.part(x, output) for x in (predicted, p.seen.value))
    if not finite(want) or not finite(got):
        return None if excusable else False
    return difference(got, want, exercise.tolerance, set()) is None


def _differs(exercise: Exercise, predicted: Any, output: str, p: _Probe) -> bool:
    """Tell whether the probe is telling: the mistake's answer is not a right one."""
    if isinstance(predicted, Raises):
        return True
    said = p.seen.value if isinstance(predicted, Holds) else predicted
    if isinstance(p.right, Holds):
        return difference(said, p.right, exercise.tolerance, set()) is not None
    said, right = (exercise.part(x, output) for x in (said, p.right))
    return difference(said, right, exercise.tolerance, set()) is not None


def finite(x: Any) -> bool:
    """Tell whether every number in `x` is finite; no pattern is inferred from others."""
    if isinstance(x, (list, tuple)):
        return all(map(finite, x))
    if isinstance(x, dict):
        return all(map(finite, x.values()))
    if hasattr(x, "array"):
        x = x.array
    if isinstance(x, (np.ndarray, np.generic, float, complex)):
        return bool(np.isfinite(x).all()) if np.asarray(x).dtype.kind in "fc" else True
    return True
