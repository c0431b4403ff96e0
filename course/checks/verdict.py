"""The verdict on an exercise: points, status, a name for the mistake, and six calm lines."""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What happened. `error`, `timeout`, `memory` and `not attempted` score 0; `killed` and `failed` stay blank."""

    PASSED = "passed"
    WRONG = "wrong"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "out of memory"
    NOT_ATTEMPTED = "not attempted"
    RECORDED = "recorded"
    KILLED = "killed"
    FAILED = "infrastructure failure"
    SKIPPED = "skipped"


BLANK = frozenset({Status.KILLED, Status.FAILED, Status.SKIPPED})


@dataclass(frozen=True)
class Part:
    """One part of the points: an output in a family of cases."""

    name: str
    passed: bool
    weight: float


@dataclass(frozen=True)
class Verdict:
    """The result of one check.

    Its repr is the bare number of points, which plain nbgrader reads as the score of the cell.
    """

    exercise: str
    status: Status
    points: float | None
    max_points: float
    headline: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    label: str = ""
    staff: str = ""
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    stdout: str = ""
    cases: int = 0
    frames: tuple[tuple[str, int, str], ...] = ()
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """True if nothing is wrong."""
        return self.status is Status.PASSED

    @property
    def score(self) -> float:
        """Points, rounded to four decimals and clipped to the maximum; blank counts 0 here."""
        return min(max(round(float(self.points or 0.0), 4), 0.0), float(self.max_points))

    def __repr__(self) -> str:
        return str(self.score)

    def __str__(self) -> str:
        rows = [
            (f"{self.exercise}: ", self.headline),
            *((f"  {head:<13}", text) for head, text in self.lines[:5]),
        ]
        return "\n".join(head + " ".join(text.split()) for head, text in rows)

    def _repr_html_(self) -> str:
        return card(self)

    def as_data(self) -> dict[str, Any]:
        """Return the verdict as JSON-ready data."""
        return {**asdict(self), "status": str(self.status), "points": self.points}


_COLOURS = {
    Status.PASSED: "#1b7f4b",
    Status.WRONG: "#b4540a",
    Status.ERROR: "#a3243b",
    Status.NOT_ATTEMPTED: "#5f6b7a",
    Status.RECORDED: "#2b5fa8",
}
_STYLE = (
    "font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;line-height:1.45;max-width:46rem;"
    "border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-left:5px solid {colour};"
    "border-radius:4px;padding:.55em .9em;margin:.25em 0;color:var(--jp-ui-font-color1,inherit);color-scheme:light dark"
)


def card(verdict: Verdict) -> str:
    """Return the verdict as one HTML block without scripts or outside resources, for light and dark pages."""
    colour = _COLOURS.get(verdict.status, "#a3243b")
    rows = "".join(_row(head, text) for head, text in verdict.lines)
    table = (
        f'<table style="border-collapse:collapse;margin:.35em 0 0;font-size:13px;background:none">{rows}</table>'
        if rows
        else ""
    )
    extras = "".join(
        f'<div style="font-size:13px;opacity:.85;margin-top:.3em">note: {html.escape(n)}</div>'
        for n in verdict.notes
    )
    if verdict.stdout.strip():
        printed = html.escape(verdict.stdout.strip()[:800])
        extras += f'<details style="margin-top:.3em;font-size:13px"><summary>printed by your code</summary><pre style="margin:.2em 0;white-space:pre-wrap;background:none">{printed}</pre></details>'
    for number, hint in enumerate(verdict.hints, 1):
        title = ("Stuck?", "Still stuck?", "One more hint")[min(number, 3) - 1]
        extras += f'<details style="margin-top:.3em;font-size:13px"><summary>{title}</summary><div style="margin:.2em 0 .2em 1em">{html.escape(hint)}</div></details>'
    points = "" if verdict.points is None else f" · {verdict.score:g} of {verdict.max_points:g} points"
    head = (
        f'<div style="display:flex;gap:1em;justify-content:space-between;flex-wrap:wrap"><div style="flex:1 1 16em"><b style="color:color-mix(in srgb,{colour} 78%,currentColor)">'
        f"{html.escape(verdict.exercise)}</b>: {html.escape(verdict.headline)}</div>"
        f'<div style="white-space:nowrap;opacity:.85">{html.escape(str(verdict.status))}{points}</div></div>'
    )
    return f'<div role="status" style="{_STYLE.format(colour=colour)}">{head}{table}{extras}</div>'


def _row(head: str, text: str) -> str:
    cell = "padding:.12em .7em .12em 0;vertical-align:top;text-align:left;background:none;border:0"
    return (
        f'<tr style="background:none"><th scope="row" style="{cell};font-weight:500;opacity:.75;white-space:nowrap">{html.escape(head)}</th>'
        f'<td style="{cell};white-space:normal">{html.escape(text)}</td></tr>'
    )
