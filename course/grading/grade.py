"""Grade one submission: choose its cells, have them observed, judge what was seen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from course.checks import Observation, Plan, Status
from course.grading.cells import Code, codes, mentions, oddities, select, source_of, without_stubs
from course.grading.collect import Submission
from course.grading.observer import Failure, Limits, Observer, Outcome, Seen
from course.grading.outline import Outline, written_answers
from course.grading.result import NOT_GRADED, UNREADABLE, Result, status_of
from course.grading.verdicts import Sight, Task, follow_up, of_failure, verdict_of

_NAME = re.compile(r"'(\w+)' is not defined|^(\w+) is not defined")


def look(submission: Submission, tasks: Sequence[Task], observer: Observer, limits: Limits) -> Sight:
    """Have a submission observed; where definitions leave a name open, the whole notebook is run once."""
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
    taken = {
        name: o
        for name, o in second.outcomes.items()
        if isinstance(o, list) and not all(x.missing is not None for x in o)
    }
    return Seen(
        {**first.outcomes, **taken}, {**second.errors, **first.errors}, {**second.stopped, **first.stopped}
    )


def judge_sight(sight: Sight, tasks: Sequence[Task], outline: Outline | None) -> Result:
    """Judge what was seen of a submission; pure."""
    verdicts = follow_up(tuple(verdict_of(t, sight) for t in tasks), sight.cells)
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


def blank_result(
    submission: Submission, tasks: Sequence[Task], reason: str, status: str = UNREADABLE
) -> Result:
    """Return the result of a submission that could not be graded: all blank, with the reason."""
    verdicts = tuple(of_failure(t, Failure(Status.FAILED, reason)) for t in tasks)
    file = submission.path.name if submission.path else ""
    return Result(submission.student, verdicts, status, reason, submission.repairs, file=file)


def grade_submission(
    submission: Submission,
    tasks: Sequence[Task],
    observer: Observer,
    limits: Limits | None = None,
    outline: Outline | None = None,
) -> Result:
    """Grade one submission; nothing that it holds or does raises."""
    return guarded(
        submission,
        tasks,
        lambda: judge_sight(look(submission, tasks, observer, limits or Limits()), tasks, outline),
    )


def guarded(submission: Submission, tasks: Sequence[Task], work: Callable[[], Result]) -> Result:
    """Return what `work` gives, or a blank result with the reason: one bad notebook never stops the rest."""
    if submission.notebook is None:
        return blank_result(submission, tasks, submission.reason)
    try:
        return work()
    except Exception as e:
        return blank_result(
            submission, tasks, f"grading stopped: {type(e).__name__}: {str(e)[:200]}", NOT_GRADED
        )
