"""The result of one submission, and what an instructor wants to know of it at a glance."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from course.checks.verdict import BLANK, Status, Verdict
from course.grading.outline import Written

GRADED, PARTLY_BLANK, UNREADABLE, NOT_GRADED = "graded", "partly blank", "unreadable", "not graded"


@dataclass(frozen=True)
class Result:
    """All verdicts on one submission.

    Attributes
    ----------
    student : str
    verdicts : tuple of Verdict, in the order of the lab
    status : str
        "graded", "partly blank" (a person has to look at an exercise), "unreadable", "not graded".
    reason : str
        Why it is not graded, or not wholly.
    repairs : tuple of str
        What was found in an unusual place and counted all the same.
    notes : tuple of str
        What the instructor should look at.
    written : tuple of Written
    sources : dict of exercise name to the student's code
    file : str
        Name of the notebook.
    seconds : float
    """

    student: str
    verdicts: tuple[Verdict, ...]
    status: str = GRADED
    reason: str = ""
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    sources: dict[str, str] | None = None
    file: str = ""
    seconds: float = 0.0

    @property
    def max_points(self) -> float:
        """Points that can be had."""
        return sum(v.max_points for v in self.verdicts)

    @property
    def score(self) -> float | None:
        """Points; exercises without a verdict count nothing yet; None if no exercise has a verdict."""
        known = [v.score for v in self.verdicts if v.points is not None]
        return round(sum(known), 4) if known else None

    @property
    def blanks(self) -> tuple[Verdict, ...]:
        """Exercises that a person has to look at."""
        return tuple(v for v in self.verdicts if v.points is None)

    @property
    def diagnosis(self) -> str:
        """What went wrong most tellingly: the attempted exercise that lost most, follow-ups aside."""
        if self.status in (UNREADABLE, NOT_GRADED):
            return self.reason
        lost = sorted((v for v in self.verdicts if not v.passed), key=lambda v: v.score - v.max_points)
        tried = [v for v in lost if v.status is not Status.NOT_ATTEMPTED]
        roots = [v for v in tried if not v.facts.get("calls")] or tried
        if roots:
            return f"{roots[0].exercise}: {said(roots[0])}"
        missing = len(lost)
        return (
            f"{missing} not attempted: {', '.join(v.exercise for v in lost[:3])}{' …' if missing > 3 else ''}"
            if lost
            else ""
        )

    def as_data(self) -> dict[str, Any]:
        """Return the result as JSON-ready data."""
        data = {k: v for k, v in asdict(self).items() if k != "verdicts"}
        return {
            **data,
            "score": self.score,
            "max": self.max_points,
            "diagnosis": self.diagnosis,
            "verdicts": [v.as_data() for v in self.verdicts],
        }


def said(verdict: Verdict) -> str:
    """Say in one line what is wrong: the mistake's name and sentence, else the fact."""
    lines = dict(verdict.lines)
    text = (
        lines.get("looks like")
        or lines.get("fact")
        or next((t for h, t in verdict.lines if h not in ("smallest", "think", "read")), verdict.headline)
    )
    if verdict.status in (Status.TIMEOUT, Status.MEMORY, *BLANK):
        return f"{verdict.status} – {verdict.headline}"
    return f"{verdict.label} – {text}" if verdict.label else text


def status_of(verdicts: tuple[Verdict, ...]) -> str:
    """Return the word for a submission whose notebook could be read."""
    blank = [v for v in verdicts if v.points is None]
    return GRADED if not blank else NOT_GRADED if len(blank) == len(verdicts) else PARTLY_BLANK
