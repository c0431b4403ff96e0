"""What grading asks of the student's side: a plain process today, a jailed fork later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from course.checks.observe import MAX_MESSAGE, MAX_STDOUT, Observation, Plan
from course.checks.verdict import Status
from course.grading.cells import Code


@dataclass(frozen=True)
class Limits:
    """What one submission may take.

    Attributes
    ----------
    wall, cpu : float
        Seconds an exercise, all its cases together.
    define : float
        Seconds (wall) for all definitions of a notebook.
    whole : float
        Seconds (wall) for the whole notebook, where definitions alone do not do.
    memory : int
        Bytes of address space.
    file : int
        Bytes of the largest file that may be written.
    """

    wall: float = 10.0
    cpu: float = 10.0
    define: float = 20.0
    whole: float = 90.0
    memory: int = 4 << 30
    file: int = 64 << 20


@dataclass(frozen=True)
class Failure:
    """Why there are no observations of an exercise: its status, and one sentence."""

    status: Status
    text: str


@dataclass(frozen=True)
class CellError:
    """An error in a cell at the top level: type, text, number and text of the line."""

    kind: str
    text: str
    line: int = 0
    code: str = ""

    @property
    def says(self) -> str:
        """The error in one line."""
        return f"{self.kind}: {self.text}" if self.text else self.kind


Outcome = list[Observation] | Failure


@dataclass(frozen=True)
class Seen:
    """What the student's side did.

    Attributes
    ----------
    outcomes : dict of exercise name to observations or Failure
    errors : dict of cell number to CellError
    stopped : dict of cell number to Failure
        Cells that hung or ended the process; they were left out after that.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    errors: dict[int, CellError] = field(default_factory=dict)
    stopped: dict[int, Failure] = field(default_factory=dict)


class Observer(Protocol):
    """Runs a student's cells and plans against them, away from the judge."""

    isolation: str

    def observe(self, cells: Sequence[Code], plans: Sequence[Plan], limits: Limits) -> Seen:
        """Run `cells` in order, then each plan; nothing that happens there raises here."""
        ...


def observations_of(data: Any, plan: Plan) -> list[Observation]:
    """Return the observations that the student's side reported for `plan`, clipped; they may be hostile.

    Raises
    ------
    ValueError
        They are no observations, or not one for each call.
    """
    if not isinstance(data, list) or len(data) != len(plan.calls):
        message = f"{plan.name}: not one observation for each of {len(plan.calls)} calls"
        raise ValueError(message)
    return [_clipped(Observation.from_data(d)) for d in data]


def _clipped(o: Observation) -> Observation:
    return replace(
        o,
        missing=None if o.missing is None else o.missing[:MAX_MESSAGE],
        error=None if o.error is None else _error(o.error),
        warnings=tuple(str(w)[:160] for w in o.warnings[:5]),
        stdout=o.stdout[:MAX_STDOUT],
        seconds=min(max(o.seconds, 0.0), 1e6),
    )


def _error(error: Any) -> tuple[str, str, tuple[tuple[str, int, str], ...]]:
    kind, text, frames = error
    own = tuple((str(name)[:100], int(line), str(code)[:160]) for name, line, code in frames)
    return str(kind)[:100], str(text)[:MAX_MESSAGE], own[-6:]
