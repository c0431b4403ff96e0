"""`SubprocessObserver`: one plain process a submission, replaced when it hangs or dies; no sandbox."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import site
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course.checks.observe import Observation, Plan
from course.checks.verdict import BLANK, Status
from course.grading.cells import Code
from course.grading.channel import Channel, Gone, Late, Refused
from course.grading.observer import CellError, Failure, Limits, Outcome, Seen, observations_of

START_SECONDS = 30.0
MAX_STOPPED = 3
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Lost(Exception):
    """The process has been ended, or has ended by itself; `failure` says how."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.text)
        self.failure = failure


class Process:
    """A running child with a scratch folder of its own."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.requests = limits, 0
        self.scratch = Path(tempfile.mkdtemp(prefix="course-grade-"))
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        try:
            self.child = subprocess.Popen(
                [sys.executable, "-P", "-m", "course.grading.child", str(theirs_in), str(theirs_out)],
                cwd=self.scratch, env=clean_environment(self.scratch), pass_fds=(theirs_in, theirs_out), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self.channel = Channel(ours_in, ours_out)
        try:
            self.ask({"limits": {"memory": limits.memory, "file": limits.file}}, START_SECONDS, "start of the process")
        except Lost as lost:  # nothing of the student's has run yet
            raise Lost(Failure(Status.FAILED, lost.failure.text)) from None

    def ask(self, request: dict[str, Any], wall: float, what: str) -> dict[str, Any]:
        """Send one request and return its answer.

        Raises
        ------
        Lost
            There is none: too late, the process ended, or what came is no answer. The process is ended then.
        """
        self.requests += 1
        deadline = time.monotonic() + wall
        try:
            self.channel.send({"n": self.requests, **request}, deadline)
            answer = self.channel.receive(deadline)
        except Late:
            self.end()
            raise Lost(Failure(Status.TIMEOUT, f"{what}: no end within {wall:.3g} s")) from None
        except Gone:
            raise Lost(self._died(what)) from None
        except Refused as e:
            self.end()
            raise Lost(Failure(Status.FAILED, f"{what}: the process sent something that is no answer ({e})")) from None
        if not isinstance(answer, dict) or answer.get("n") != self.requests:
            self.end()
            raise Lost(Failure(Status.FAILED, f"{what}: the process answered something that was not asked"))
        return answer

    def _died(self, what: str) -> Failure:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(1.0)
        code = self.child.returncode
        self.end()
        if code is None:
            return Failure(Status.FAILED, f"{what}: the process closed its pipe")
        if code == -signal.SIGXCPU:
            return Failure(Status.TIMEOUT, f"{what}: more than {self.limits.cpu:.3g} s of computing")
        if code < 0:
            return Failure(Status.KILLED, f"{what}: the process was killed ({_signal(-code)})")
        return Failure(Status.ERROR, f"{what}: the code ends the whole Python process (exit code {code})")

    def end(self) -> None:
        """End the process and all that it started in its group, and remove its folder."""
        with contextlib.suppress(OSError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.channel.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a child: nothing of the grader's but what Python needs; no course key."""
    kept = {k: os.environ[k] for k in _KEPT if k in os.environ}
    if site.ENABLE_USER_SITE:
        kept["PYTHONUSERBASE"] = site.getuserbase()
    own = {"HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    fonts = font_cache()
    if fonts is not None:
        own["MPLCONFIGDIR"] = str(home / "matplotlib")
        shutil.copytree(fonts, home / "matplotlib", dirs_exist_ok=True)
    return {**kept, **own, "MPLBACKEND": "Agg", **dict.fromkeys(_THREADS, "1")}


def font_cache() -> Path | None:
    """Return a folder with Matplotlib's list of fonts, which takes a second to make; None where there is none yet."""
    base = os.environ.get("MPLCONFIGDIR") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    return Path(base) if any(Path(base).glob("fontlist-*.json")) else None


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
            answer = self._ready().ask({"plan": plan.as_data(), "cpu": self.limits.cpu}, self.limits.wall, plan.name)
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
            return Failure(Status.FAILED, f"{plan.name}: the process reported something that is no observation ({str(e)[:100]})")

    def _read(self, answer: dict[str, Any], plan: Plan) -> Outcome:
        if answer.get("refused") == "MemoryError":
            self.close()
            return Failure(Status.MEMORY, f"{plan.name}: more than {self.limits.memory >> 20} MiB of memory")
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
                    self.stopped.setdefault(other.index, Failure(failure.status, f"not run: {MAX_STOPPED} cells hung or ended the process"))

    def _note(self, cell: Code, error: Any) -> None:
        if isinstance(error, dict):
            line = error.get("line", 0)
            self.errors[cell.index] = CellError(
                str(error.get("kind"))[:100], str(error.get("text"))[:300], line if isinstance(line, int) else 0, str(error.get("code", ""))[:160]
            )

    def close(self) -> None:
        """End the process, if there is one."""
        if self.process is not None:
            self.process.end()
            self.process = None


class SubprocessObserver:
    """Runs each submission in a process of its own; limits, a clean environment and a scratch folder, but no sandbox."""

    isolation = "one process a submission with limits on time and memory; no sandbox"

    def observe(self, cells: Sequence[Code], plans: Sequence[Plan], limits: Limits) -> Seen:
        """Run `cells` in order, then each plan."""
        run = _Run(cells, limits)
        try:
            outcomes = {plan.name: run.outcome(plan) for plan in plans}
        finally:
            run.close()
        return Seen(outcomes, run.errors, run.stopped)
