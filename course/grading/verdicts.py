"""From what was seen of an exercise to its verdict; what cannot be judged is blank, never an exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from course import seeds
from course.checks import Case, Exercise, Lab, Observation, Plan, Status, Verdict, judge
from course.checks.verdict import BLANK
from course.grading.cells import Code, source_of
from course.grading.collect import Submission
from course.grading.observer import CellError, Failure, Seen

_UNANSWERED = (None, "?", "")


@dataclass(frozen=True)
class Task:
    """An exercise with the hidden cases of this run."""

    exercise: Exercise
    cases: tuple[Case, ...]
    plan: Plan
    seed: int


def tasks_of(lab: Lab, key: str) -> tuple[Task, ...]:
    """Return the lab's exercises with the cases that the course's key gives: the same for the whole class."""
    return tuple(_task(e, seeds.hidden_seed(key, lab.name, e.name)) for e in lab.exercises)


def _task(exercise: Exercise, seed: int) -> Task:
    cases = tuple(exercise.probes(seed, hidden=True))
    return Task(exercise, cases, exercise.plan(cases), seed)


@dataclass(frozen=True)
class Sight:
    """All that was seen of a submission: what judging needs, and nothing that runs."""

    submission: Submission
    cells: tuple[Code, ...]
    seen: Seen
    repairs: tuple[str, ...]
    seconds: float


def verdict_of(task: Task, sight: Sight) -> Verdict:
    """Return the verdict on one exercise; what cannot be judged is blank, never an exception."""
    outcome = sight.seen.outcomes.get(task.exercise.name, Failure(Status.FAILED, "it was not observed"))
    if isinstance(outcome, Failure):
        return of_failure(task, outcome)
    try:
        return _of_observations(task, outcome, sight)
    except Exception as e:  # observations may be hostile: whatever they do to the judge stays here
        return of_failure(
            task,
            Failure(
                Status.FAILED, f"the observations could not be judged ({type(e).__name__}: {str(e)[:80]})"
            ),
        )


def _of_observations(task: Task, seen: list[Observation], sight: Sight) -> Verdict:
    exercise = task.exercise
    if exercise.is_question and _is_unanswered(seen):
        return Verdict(
            exercise.name, Status.NOT_ATTEMPTED, 0.0, exercise.points, "not answered yet", cases=len(seen)
        )
    if all(o.missing is not None for o in seen):
        error = _why_undefined(exercise.name, sight)
        if error is not None:
            return _of_cell_error(task, *error)
    memory = next((o for o in seen if o.error is not None and o.error[0].endswith("MemoryError")), None)
    if memory is not None:
        return of_failure(task, Failure(Status.MEMORY, "it asks for more memory than a graded run has"))
    return judge(exercise, task.cases, seen)


def _is_unanswered(seen: Sequence[Observation]) -> bool:
    value = seen[0].value
    return seen[0].error is None and (
        getattr(value, "type", "") == "ellipsis" or (isinstance(value, str | None) and value in _UNANSWERED)
    )


def _why_undefined(name: str, sight: Sight) -> tuple[Code, str, CellError | None] | None:
    """Return the cell that should have defined `name`, and its error; None where it was left alone."""
    code = source_of(sight.cells, name)
    if code is None:
        return None
    if code.error:
        return code, code.error, None
    error = sight.seen.errors.get(code.index)
    if error is None or error.kind == "NotImplementedError":
        return None
    return code, error.says, error


def _of_cell_error(task: Task, code: Code, says: str, error: CellError | None) -> Verdict:
    lines = [("fact", says)]
    if error is not None and error.code:
        lines.append(("in your code", f"line {error.line}: {error.code}"))
    e = task.exercise
    text = "the cell that defines it stops with an error"
    told = (*lines, *_read(e))
    return Verdict(
        e.name, Status.ERROR, 0.0, e.points, text, told, "crash", f"cell {code.index}", cases=len(task.cases)
    )


def of_failure(task: Task, failure: Failure) -> Verdict:
    """Return the verdict where there is nothing to judge: 0 points at our own limits, else blank."""
    e = task.exercise
    blank = failure.status in BLANK
    text = failure.text.removeprefix(f"{e.name}: ")
    lines = (
        (("fact", "a person will look at this exercise"),) if blank else (*_advice(failure.status), *_read(e))
    )
    return Verdict(
        e.name,
        failure.status,
        None if blank else 0.0,
        e.points,
        text,
        lines,
        str(failure.status),
        cases=len(task.cases),
    )


def _advice(status: Status) -> tuple[tuple[str, str], ...]:
    if status is Status.TIMEOUT:
        return (
            (
                "think",
                "Which loop ends only under a condition, and does every pass bring that condition nearer?",
            ),
        )
    if status is Status.MEMORY:
        return (("think", "Which list or array grows, and what stops its growth?"),)
    return ()


def _read(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    return (("read", exercise.read),) if exercise.read else ()


def follow_up(verdicts: tuple[Verdict, ...], cells: Sequence[Code]) -> tuple[Verdict, ...]:
    """Note where an exercise that failed calls another one that failed: that one comes first."""
    failed = {v.exercise for v in verdicts if v.points is not None and not v.passed}
    return tuple(
        _follows(v, failed, source_of(cells, v.exercise)) if v.exercise in failed else v for v in verdicts
    )


def _follows(verdict: Verdict, failed: set[str], code: Code | None) -> Verdict:
    called = sorted(code.symbols.used & (failed - {verdict.exercise})) if code else []
    if not called or verdict.status is Status.NOT_ATTEMPTED:
        return verdict
    verb = "is" if len(called) == 1 else "are"
    note = f"it calls {' and '.join(called)}, which {verb} not right yet: begin there"
    return replace(verdict, notes=(*verdict.notes, note), facts={**verdict.facts, "calls": called})
