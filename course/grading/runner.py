"""`SubprocessObserver`: one plain process a submission, replaced when it hangs or dies; no sandbox."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from course.checks.observe import Observation, Plan
from course.checks.verdict import BLANK, Status
from course.grading.cells import Code
from course.grading.observer import CellError, Failure, Limits, Outcome, Seen, observations_of
from course.grading.process import Lost, Process

MAX_STOPPED = 3


class _Run:
    """One submission: its process, replaced when lost, and the cells that it must not meet again."""

    def __init__(self, cells: Sequence[Code], limits: Limits) -> None:
        self.cells, self.limits = list(cells), limits
        self.process: Process | None = None
        self.errors: dict[int, CellError] = {}
        self.stopped: dict[int, Failure] = {}
        self.retried: set[int] = set()

    def outcome(self, plan: Plan) -> Outcome:
        """Return the observations of one plan; a death that is not the student's doing is tried once more."""
        first = self._try(plan)
        return self._try(plan) if isinstance(first, Failure) and first.status in BLANK else first

    def _try(self, plan: Plan) -> Outcome:
        try:
            answer = self._ready().ask(
                {"plan": plan.as_data(), "cpu": self.limits.cpu}, self.limits.wall, plan.name
            )
        except Lost as lost:
            self.process = None
            return lost.failure
        except OSError as e:
            self.close()
            return Failure(Status.FAILED, f"{plan.name}: no process could be started ({e})")
        try:
            return self._read(answer, plan)
        except (ValueError, TypeError) as e:
            self.close()
            return Failure(
                Status.FAILED,
                f"{plan.name}: the process reported something that is no observation ({str(e)[:100]})",
            )

    def _read(self, answer: dict[str, Any], plan: Plan) -> Outcome:
        if answer.get("refused") == "MemoryError":
            self.close()
            return Failure(Status.MEMORY, f"{plan.name}: more than {self.limits.memory >> 20} MiB of memory")
        if answer.get("refused") == "KeyboardInterrupt":
            return Failure(Status.ERROR, f"{plan.name}: it raises KeyboardInterrupt")
        if "refused" in answer:
            return Failure(Status.ERROR, f"{plan.name}: what it returns is too large to hand over")
        return self._kept_from(plan, observations_of(answer.get("seen"), plan))

    def _kept_from(self, plan: Plan, seen: list[Observation]) -> Outcome:
        """Blame a cell that hung or ended the process for a definition that is not there."""
        if all(o.missing is not None for o in seen):
            for cell in self.cells:
                if cell.index in self.stopped and plan.name in cell.symbols.defined:
                    return self.stopped[cell.index]
        return seen

    def _ready(self) -> Process:
        """Return a process in which the definitions have run; cells that hang or end it are left out."""
        while self.process is None:
            process = Process(self.limits)
            self.process = process if self._define(process) else None
        return self.process

    def _define(self, process: Process) -> bool:
        end = time.monotonic() + self.limits.define
        for cell in self.cells:
            if cell.index in self.stopped:
                continue
            left = max(end - time.monotonic(), 0.1)
            request = {"index": cell.index, "source": cell.python, "cpu": self.limits.define}
            try:
                answer = process.ask(request, left, f"cell {cell.index}")
            except Lost as lost:
                self._stop(cell, lost.failure)
                return False
            self._note(cell, answer.get("error"))
        return True

    def _stop(self, cell: Code, failure: Failure) -> None:
        if failure.status in BLANK and cell.index not in self.retried:
            self.retried.add(cell.index)
            return
        self.stopped[cell.index] = failure
        if len(self.stopped) >= MAX_STOPPED:  # give up: what has not run by now is not run
            for other in self.cells:
                if other.index > cell.index:
                    self.stopped.setdefault(
                        other.index,
                        Failure(failure.status, f"not run: {MAX_STOPPED} cells hung or ended the process"),
                    )

    def _note(self, cell: Code, error: Any) -> None:
        if isinstance(error, dict):
            line = error.get("line", 0)
            self.errors[cell.index] = CellError(
                str(error.get("kind"))[:100],
                str(error.get("text"))[:300],
                line if isinstance(line, int) else 0,
                str(error.get("code", ""))[:160],
            )

    def close(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.end()
            self.process = None


class SubprocessObserver:
    """Runs each submission in a process of its own: limits and a clean environment, but no sandbox."""

    isolation = "one process a submission with limits on time and memory; no sandbox"

    def observe(self, cells: Sequence[Code], plans: Sequence[Plan], limits: Limits) -> Seen:
        """Run `cells` in order, then each plan."""
        run = _Run(cells, limits)
        try:
            outcomes = {plan.name: run.outcome(plan) for plan in plans}
        finally:
            run.close()
        return Seen(outcomes, run.errors, run.stopped)
