"""The judge: pure, outside the student's process, on observations only."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.checks import diagnose, facts
from course.checks.compare import Finding, Holds, describe, difference, show
from course.checks.exercise import EXTREME, MILD, Case, Exercise
from course.checks.observation import Observation
from course.checks.verdict import Part, Status, Verdict

BREACH_CAP = 0.8
_THINK = dict.fromkeys(
    ("mutates-input", "global-state"), "Which line writes to something that belongs to the caller?"
)


@dataclass(frozen=True)
class _Probe:
    """A case, its right answer, what was seen, and what differs, output by output."""

    case: Case
    right: Any
    seen: Observation
    found: dict[str, Finding]


def judge(exercise: Exercise, cases: Sequence[Case], seen: Sequence[Observation]) -> Verdict:
    """Judge observations of `cases` (mild ones first).

    Order: missing → crash → type → shape → dtype → non-finite → side effects → first wrong checkpoint →
    mistakes → "wrong, and I do not recognise how".

    Raises
    ------
    ValueError
        There are not as many observations as cases.
    """
    if len(cases) != len(seen):
        message = f"{exercise.name}: {len(seen)} observations for {len(cases)} cases"
        raise ValueError(message)
    if all(s.missing is not None for s in seen):
        return _not_attempted(exercise, seen)
    with facts.standard_modes(), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # right answers and predictions do not speak; a notebook's filters do not count
        return _judge(exercise, cases, seen)


def _judge(exercise: Exercise, cases: Sequence[Case], seen: Sequence[Observation]) -> Verdict:
    notes: set[str] = set()
    probes = [_probe(exercise, c, s, notes) for c, s in zip(cases, seen, strict=True)]
    parts = _parts(exercise, probes)
    share = sum(p.weight for p in parts if p.passed)
    breaches = _breaches(exercise, probes)
    if breaches:
        share = min(share, BREACH_CAP)
    core = [p for p in probes if p.case.level == MILD] or probes
    failed = [p for p in probes if p.found]
    common: dict[str, Any] = {
        "exercise": exercise.name,
        "max_points": exercise.points,
        "parts": parts,
        "notes": (*sorted(notes), *_aliases(probes)),
        "hints": exercise.hints[:2] if failed or breaches else (),
        "stdout": next((p.seen.stdout for p in probes if p.seen.stdout), ""),
        "cases": len(cases),
        "seconds": round(sum(s.seconds for s in seen), 4),
    }
    if failed:
        status = Status.ERROR if all(_crashed(p) for p in core) else Status.WRONG
        points = 0.0 if status is Status.ERROR else exercise.points * share
        return Verdict(**common, status=status, points=points, **_explain(exercise, probes, parts, breaches))
    if breaches:
        label, text = breaches[0]
        lines = (("fact", text), ("think", _THINK.get(label, exercise.think)), *_read(exercise))
        return Verdict(**common, status=Status.WRONG, points=exercise.points * share, label=label,
                       headline="the values are right, the contract is not kept", lines=lines)  # fmt: skip
    return Verdict(**common, status=Status.PASSED, points=exercise.points, headline=_praise(exercise, probes))


def _not_attempted(exercise: Exercise, seen: Sequence[Observation]) -> Verdict:
    text = seen[0].missing or ""
    return Verdict(exercise.name, Status.NOT_ATTEMPTED, 0.0, exercise.points, "not written yet",
                   (("law", exercise.law), *_read(exercise)) if exercise.law else (("fact", text),), cases=len(seen))  # fmt: skip


def _probe(exercise: Exercise, case: Case, seen: Observation, notes: set[str]) -> _Probe:
    right = exercise.right(case)
    if seen.error is not None or seen.missing is not None:
        kind, text = (
            ("error", f"{seen.error[0]}: {seen.error[1]}") if seen.error else ("missing", str(seen.missing))
        )
        return _Probe(case, right, seen, dict.fromkeys(exercise.outputs, Finding(kind, text)))
    found = {}
    for output in exercise.outputs:
        finding = _difference(exercise, seen.value, right, output, notes)
        if finding is None and case.quiet and seen.warnings:
            finding = Finding("warning", f"right, but with a warning: {seen.warnings[0]}")
        if finding:
            found[output] = finding
    return _Probe(case, right, seen, found)


def _difference(exercise: Exercise, value: Any, right: Any, output: str, notes: set[str]) -> Finding | None:
    if isinstance(right, Holds):
        return difference(value, right, exercise.tolerance, notes)
    if not exercise.speaks_of(right, output):
        return None
    if len(exercise.outputs) > 1 and not isinstance(value, (tuple, list, dict)):
        names = ", ".join(exercise.outputs)
        return Finding(
            "type", f"{describe(value)} is returned; the law asks for {len(exercise.outputs)} things: {names}"
        )
    got, want = (exercise.part(x, output) for x in (value, right))
    return difference(got, want, exercise.tolerance, notes)


def _parts(exercise: Exercise, probes: Sequence[_Probe]) -> tuple[Part, ...]:
    """Outputs × families: a part counts when all its cases agree, an edge only if its core is right."""
    weights = exercise.family_weights(p.case.family for p in probes)
    right: dict[tuple[str, str], bool] = {}
    for p in probes:
        for output in exercise.outputs:
            if isinstance(p.right, Holds) or exercise.speaks_of(p.right, output):
                key = p.case.family, output
                right[key] = right.get(key, True) and output not in p.found
    many = {family: sum(f == family for f, _ in right) for family in weights}
    parts = []
    for (family, output), ok in right.items():
        name = " · ".join(x for x in (output if len(exercise.outputs) > 1 else "", family) if x)
        passed = ok and right.get(("core", output), True)
        parts.append(Part(name, passed, weights[family] / many[family]))
    return tuple(parts)


def _argument(p: _Probe, key: Any) -> str:
    names = [k for k in p.case.args if k not in p.case.keywords]
    return names[key] if isinstance(key, int) and 0 <= key < len(names) else str(key)


def _breaches(exercise: Exercise, probes: Sequence[_Probe]) -> list[tuple[str, str]]:
    """Return what the function changed that it may not, as (label, sentence)."""
    mutated = {(_argument(p, k), what) for p in probes for k, what in p.seen.mutated.items()}
    touched = {t for p in probes for t in p.seen.touched} - set(exercise.touches)
    return [
        *(
            ("mutates-input", f"the call changes {f'the {what} of ' if what else ''}its input {name}")
            for name, what in sorted(mutated)
        ),
        *(("global-state", f"the call changes {name}") for name in sorted(touched)),
        *_broken_contracts(exercise, probes),
    ]


def _broken_contracts(exercise: Exercise, probes: Sequence[_Probe]) -> list[tuple[str, str]]:
    answered = [p for p in probes if p.seen.error is None and p.seen.missing is None]
    found = (exercise.contract(p.case.inputs(), p.seen) for p in answered)
    return list({b.label: (b.label, b.says) for b in found if b is not None}.values())


def _aliases(probes: Sequence[_Probe]) -> tuple[str, ...]:
    aliased = sorted({_argument(p, k) for p in probes for k in p.seen.aliased if p.case.scenario == "call"})
    return tuple(
        f"the result shares memory with the input {a}: a later change of one changes the other"
        for a in aliased
    )


def _crashed(p: _Probe) -> bool:
    return p.seen.error is not None


def _first_wrong_output(exercise: Exercise, first: _Probe, probes: Sequence[_Probe]) -> str:
    """Return the first wrong output; after a crash, which spoils all, the first that is wrong where there is a value."""
    answered = [p for p in probes if p.found and p.seen.error is None and p.seen.missing is None]
    shown = answered if _crashed(first) and answered else [first]
    return next(o for o in exercise.outputs if any(o in p.found for p in shown))


def _explain(
    exercise: Exercise, probes: Sequence[_Probe], parts: Sequence[Part], breaches: list[tuple[str, str]]
) -> dict[str, Any]:
    """Return headline, lines and label for the first probe that fails."""
    first = next(p for p in probes if p.found)
    output = _first_wrong_output(exercise, first, probes)
    finding = first.found[output]
    failing = [p for p in probes if output in p.found]
    mild_fails = first.case.level == MILD
    name = diagnose.name_mistake(
        exercise,
        output,
        [p.case for p in probes],
        [p.right for p in probes],
        [p.seen for p in probes],
        mild_fails,
    )
    label, says, think, staff = _named(exercise, name, finding, first, breaches)
    if label == "type" and all(
        p.seen.value is None for p in probes if p.case.scenario == first.case.scenario
    ):
        label, says = "returns-none", "the function gives nothing back: is a return missing?"
    smallest = _smallest_case(failing, first)
    lines = [(_where(exercise, output, first), finding.text)]
    if says and says != finding.text:
        lines.append(("looks like", says))
    elif breaches:
        lines.append(("also", breaches[0][1]))
    if smallest.case.scenario not in ("value", "draws"):
        lines.append(("smallest", _smallest(exercise, smallest, output)))
    frames = first.seen.error[2] if first.seen.error else ()
    if frames:
        lines.append(("in your code", f"{frames[-1][0]}, line {frames[-1][1]}: {frames[-1][2]}"))
    lines += [("think", think), *_read(exercise)]
    return {
        "headline": _headline(exercise, first, parts),
        "lines": tuple(lines[:5]),
        "label": label,
        "staff": staff,
        "frames": frames,
    }


def _smallest_case(failing: Sequence[_Probe], first: _Probe) -> _Probe:
    """Return the smallest of the cases that fail as the first one does: mild ones, and of the same kind."""
    alike = [p for p in failing if p.case.level == first.case.level and _crashed(p) == _crashed(first)]
    return min(alike or failing, key=lambda p: p.case.size)


def _named(
    exercise: Exercise, name: Any, finding: Finding, first: _Probe, breaches: Any
) -> tuple[str, str, str, str]:
    if name is not None:
        return name.label, name.says, name.think or exercise.think, name.staff
    if (
        finding.breach is not None and not breaches
    ):  # a law may break because the call changed what it was given
        return finding.breach.label, finding.breach.says, exercise.think, finding.breach.staff
    if first.case.level >= EXTREME and (finding.kind in ("nonfinite", "warning") or _is_overflow(first)):
        return ("overflow", "it is right for small numbers and overflows for large ones",
                "Which intermediate value leaves the range of float64, and is it needed?", "numerically unstable form")  # fmt: skip
    if finding.kind == "error" and "Cannot cast ufunc" in finding.text:
        return ("integer-array", "an array of integers is asked to hold fractions: it has kept the integer dtype",
                "Which dtype has the array that you change?", "in-place update of an integer array")  # fmt: skip
    general = {
        "error": ("crash", ""),
        "missing": ("unfinished", "one branch is not written yet"),
        "type": ("type", ""),
        "nonfinite": ("non-finite", ""),
        "warning": ("warning", ""),
        "shape": ("shape", ""),
        "dtype": ("dtype", ""),
    }
    label, says = general.get(finding.kind, ("", ""))
    if not label and breaches:
        label = breaches[0][0]
    return label, says, exercise.think, ""


def _is_overflow(p: _Probe) -> bool:
    return p.seen.error is not None and p.seen.error[0] in ("OverflowError", "FloatingPointError")


def _where(exercise: Exercise, output: str, p: _Probe) -> str:
    return output if len(exercise.outputs) > 1 else "fact"


def _headline(exercise: Exercise, first: _Probe, parts: Sequence[Part]) -> str:
    head = "it stops with an error" if _crashed(first) else "not right yet"
    right, wrong = ([p.name for p in parts if p.passed is ok] for ok in (True, False))
    which = (
        f": {', '.join(right)}"
        if 0 < len(right) <= 3
        else f", not {', '.join(wrong)}"
        if right and len(wrong) <= 3
        else ""
    )
    return f"{head} ({len(right)} of {len(parts)} parts right{which})"


def _smallest(exercise: Exercise, p: _Probe, output: str) -> str:
    given = ", ".join(f"{k} = {show(v, 48)}" for k, v in p.case.args.items())
    if p.seen.error is not None:
        gives = p.seen.error[0]
    else:
        gives = show(exercise.part(p.seen.value, output), 60)
    if isinstance(p.right, Holds):
        return f"{given}  gives {gives}; the law: {p.right.law}"
    return f"{given}  gives {gives}, expected {show(exercise.part(p.right, output), 60)}"


def _read(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    return (("read", exercise.read),) if exercise.read else ()


def _praise(exercise: Exercise, probes: Sequence[_Probe]) -> str:
    families = list(dict.fromkeys(p.case.family for p in probes))
    return f"right on {len(probes)} cases ({', '.join(families)})"
