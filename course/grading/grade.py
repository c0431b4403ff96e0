"""Grade one submission: choose its cells, have them observed, judge what was seen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from course import seeds
from course.checks import Case, Exercise, Lab, Observation, Plan, Status, Verdict, judge
from course.checks.verdict import BLANK
from course.grading.cells import Code, codes, mentions, oddities, select, source_of, without_stubs
from course.grading.collect import Submission
from course.grading.observer import CellError, Failure, Limits, Observer, Outcome, Seen
from course.grading.outline import Outline, written_answers
from course.grading.result import NOT_GRADED, UNREADABLE, Result, status_of

_NAME = re.compile(r"'(\w+)' is not defined|^(\w+) is not defined")
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


def look(submission: Submission, tasks: Sequence[Task], observer: Observer, limits: Limits) -> Sight:
    """Have a submission observed; where definitions alone leave a name open, the whole notebook is run once."""
    start = time.monotonic()
    assert submission.notebook is not None, "look() needs a submission that could be read"
    names = [t.exercise.name for t in tasks]
    cells, repairs = without_stubs(codes(submission.notebook), names)
    chosen = select(cells, names)
    plans = [t.plan for t in tasks]
    seen = observer.observe(chosen, plans, limits)
    again = [p for p in plans if _is_open(p, seen.outcomes[p.name], cells, chosen)]
    if again:
        whole = [c for c in cells if not c.error]
        more = observer.observe(whole, again, replace(limits, define=limits.whole))
        seen = _better(seen, more)
        repairs = [*repairs, f"the whole notebook was run for {', '.join(p.name for p in again)}"]
    return Sight(submission, tuple(cells), seen, (*submission.repairs, *repairs), time.monotonic() - start)


def _is_open(plan: Plan, outcome: Outcome, cells: Sequence[Code], chosen: Sequence[Code]) -> bool:
    """Tell whether a name is missing that a cell which was not run speaks of."""
    if isinstance(outcome, Failure):
        return False
    run = {c.index for c in chosen}
    rest = [c for c in cells if c.index not in run and not c.error]
    return any(mentions(rest, name) for name in _open_names(plan, outcome))


def _open_names(plan: Plan, outcome: Sequence[Observation]) -> set[str]:
    names = set()
    for o in outcome:
        if o.missing is not None and o.missing.endswith("is not defined"):
            names.add(plan.name)
        elif o.error is not None and o.error[0] in ("NameError", "NotDefinedError"):
            names |= {a or b for a, b in _NAME.findall(o.error[1])}
    return names


def _better(first: Seen, second: Seen) -> Seen:
    """Take from the second look what is more than the first has."""
    taken = {name: o for name, o in second.outcomes.items() if isinstance(o, list) and not all(x.missing is not None for x in o)}
    return Seen({**first.outcomes, **taken}, {**second.errors, **first.errors}, {**second.stopped, **first.stopped})


def judge_sight(sight: Sight, tasks: Sequence[Task], outline: Outline | None) -> Result:
    """Judge what was seen of a submission; pure."""
    verdicts = tuple(verdict_of(t, sight) for t in tasks)
    notebook = sight.submission.notebook
    blanks = [f"{v.exercise}: {v.headline}" for v in verdicts if v.points is None]
    return Result(
        student=sight.submission.student,
        verdicts=verdicts,
        status=status_of(verdicts),
        reason="; ".join(blanks),
        repairs=sight.repairs,
        notes=(*oddities(sight.cells), *_stopped(sight)),
        written=written_answers(outline, notebook) if outline and notebook else (),
        sources=_sources(sight, tasks),
        file=sight.submission.path.name if sight.submission.path else "",
        seconds=round(sight.seconds, 3),
    )


def _sources(sight: Sight, tasks: Sequence[Task]) -> dict[str, str]:
    found = {t.exercise.name: source_of(sight.cells, t.exercise.name) for t in tasks}
    return {name: code.source for name, code in found.items() if code is not None}


def _stopped(sight: Sight) -> list[str]:
    return [f.text for f in sight.seen.stopped.values()]


def verdict_of(task: Task, sight: Sight) -> Verdict:
    """Return the verdict on one exercise; what cannot be judged is blank, never an exception."""
    outcome = sight.seen.outcomes.get(task.exercise.name, Failure(Status.FAILED, "it was not observed"))
    if isinstance(outcome, Failure):
        return _of_failure(task, outcome)
    try:
        return _of_observations(task, outcome, sight)
    except Exception as e:  # observations may be hostile: whatever they do to the judge stays here
        return _of_failure(task, Failure(Status.FAILED, f"the observations could not be judged ({type(e).__name__}: {str(e)[:80]})"))


def _of_observations(task: Task, seen: list[Observation], sight: Sight) -> Verdict:
    exercise = task.exercise
    if exercise.is_question and _is_unanswered(seen):
        return Verdict(exercise.name, Status.NOT_ATTEMPTED, 0.0, exercise.points, "not answered yet", cases=len(seen))
    if all(o.missing is not None for o in seen):
        error = _why_undefined(exercise.name, sight)
        if error is not None:
            return _of_cell_error(task, *error)
    memory = next((o for o in seen if o.error is not None and o.error[0].endswith("MemoryError")), None)
    if memory is not None:
        return _of_failure(task, Failure(Status.MEMORY, "it asks for more memory than a graded run has"))
    return judge(exercise, task.cases, seen)


def _is_unanswered(seen: Sequence[Observation]) -> bool:
    value = seen[0].value
    return seen[0].error is None and (getattr(value, "type", "") == "ellipsis" or (isinstance(value, str | None) and value in _UNANSWERED))


def _why_undefined(name: str, sight: Sight) -> tuple[Code, str, CellError | None] | None:
    """Return the cell that should have defined `name` and its error; None where the exercise was left alone."""
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
    return Verdict(e.name, Status.ERROR, 0.0, e.points, "the cell that defines it stops with an error", (*lines, *_read(e)), "crash",
                   f"cell {code.index}", cases=len(task.cases))  # fmt: skip


def _of_failure(task: Task, failure: Failure) -> Verdict:
    e = task.exercise
    blank = failure.status in BLANK
    text = failure.text.removeprefix(f"{e.name}: ")
    lines = (("fact", "a person will look at this exercise"),) if blank else (*_advice(failure.status), *_read(e))
    return Verdict(e.name, failure.status, None if blank else 0.0, e.points, text, lines, str(failure.status), cases=len(task.cases))


def _advice(status: Status) -> tuple[tuple[str, str], ...]:
    if status is Status.TIMEOUT:
        return (("think", "Which loop ends only under a condition, and does every pass bring that condition nearer?"),)
    if status is Status.MEMORY:
        return (("think", "Which list or array grows, and what stops its growth?"),)
    return ()


def _read(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    return (("read", exercise.read),) if exercise.read else ()


def blank_result(submission: Submission, tasks: Sequence[Task], reason: str, status: str = UNREADABLE) -> Result:
    """Return the result of a submission that could not be graded: every exercise is blank, with the reason."""
    verdicts = tuple(_of_failure(t, Failure(Status.FAILED, reason)) for t in tasks)
    file = submission.path.name if submission.path else ""
    return Result(submission.student, verdicts, status, reason, submission.repairs, file=file)


def grade_submission(
    submission: Submission, tasks: Sequence[Task], observer: Observer, limits: Limits | None = None, outline: Outline | None = None
) -> Result:
    """Grade one submission; nothing that it holds or does raises."""
    return guarded(submission, tasks, lambda: judge_sight(look(submission, tasks, observer, limits or Limits()), tasks, outline))


def guarded(submission: Submission, tasks: Sequence[Task], work: Callable[[], Result]) -> Result:
    """Return what `work` gives, or a blank result with the reason: one bad notebook never stops the rest."""
    if submission.notebook is None:
        return blank_result(submission, tasks, submission.reason)
    try:
        return work()
    except Exception as e:
        return blank_result(submission, tasks, f"grading stopped: {type(e).__name__}: {str(e)[:200]}", NOT_GRADED)
