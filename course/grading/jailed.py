"""`JailedObserver`: each submission in a jailed fork of a warm, clean process; what `SubprocessObserver` does, locked up."""

from __future__ import annotations

import json
import os
import select
import signal
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from course.checks.observe import Plan
from course.checks.verdict import Status
from course.grading import jail
from course.grading.cells import Code
from course.grading.child import OUR_FAULT
from course.grading.nursery import DISK, Used, ZygoteError, ZygoteProcess
from course.grading.observer import Failure, Limits, Seen
from course.grading.process import START_SECONDS, Lost, Process
from course.grading.runner import _Run
from course.grading.scratch import remove
from course.grading.zygote import MESSAGE, NOT_JAILED

BURIED = 2.0  # seconds to wait for the report about a child that has ended


class JailedProcess(Process):
    """A jailed child with a scratch folder of its own; asked like any other process."""

    def __init__(self, zygote: ZygoteProcess, limits: Limits) -> None:
        self.zygote, self.limits, self.requests = zygote, limits, 0
        self.scratch = Path(tempfile.mkdtemp(prefix="course-grade-"))
        self.used: Used | None = None
        try:
            self.pid, self.channel, self.told = zygote.fork(self.scratch, limits)
        except ZygoteError as e:
            remove(self.scratch)
            raise Lost(Failure(Status.FAILED, f"start of the process: {e}")) from None
        try:
            memory = {"memory": limits.memory, "file": limits.file}
            self.ask({"limits": memory}, START_SECONDS, "start of the process")
        except Lost as lost:  # nothing of the student's has run yet
            raise Lost(Failure(Status.FAILED, lost.failure.text)) from None

    def _died(self, what: str) -> Failure:
        told = self.used = self._report()
        self.end()
        if told is not None and told.over:
            size = DISK * self.limits.file >> 20
            return Failure(Status.ERROR, f"{what}: more than {size} MiB of files, or far too many")
        if told is None or told.code == OUR_FAULT:
            return Failure(Status.FAILED, f"{what}: the process lost its connection")
        if told.code == NOT_JAILED:
            return Failure(Status.FAILED, f"{what}: the process could not be locked up")
        if told.code == -signal.SIGXCPU:
            return Failure(Status.TIMEOUT, f"{what}: more than {self.limits.cpu:.3g} s of computing")
        if told.code < 0:
            return Failure(Status.KILLED, f"{what}: the process was killed ({_signal(-told.code)})")
        return Failure(
            Status.ERROR, f"{what}: the code ends the whole Python process (exit code {told.code})"
        )

    def _report(self) -> Used | None:
        """Return what the zygote tells about the end of this child; None if it runs on."""
        if not select.select([self.told], [], [], BURIED)[0]:
            return None
        text = os.read(self.told, MESSAGE)
        return Used(**json.loads(text)) if text else None

    def end(self) -> None:
        """End the child, note what it has used, and remove its folder."""
        if self.told < 0:
            return
        self.zygote.kill(self.pid)
        self.used = self.used or self._report()
        os.close(self.told)
        self.told = -1
        self.channel.close()
        remove(self.scratch)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class _JailedRun(_Run):
    """One submission, in jailed children of one zygote."""

    def __init__(self, zygote: Callable[[], ZygoteProcess], cells: Sequence[Code], limits: Limits) -> None:
        super().__init__(cells, limits)
        self.zygote = zygote

    def _ready(self) -> Process:
        while self.process is None:
            process = JailedProcess(self.zygote(), self.limits)
            self.process = process if self._define(process) else None
        return self.process


class JailedObserver:
    """Runs each submission in a jailed fork of a clean process that has NumPy, and torch where it is used, loaded.

    Parameters
    ----------
    level : Level or None
        What `probe` has found, which is asked if there is none.
    accept : bool
        Go on where the level is not the full one: the caller has told the person who grades.

    Raises
    ------
    JailError
        The jail does not close here, and `accept` is not set.
    """

    def __init__(self, level: jail.Level | None = None, *, accept: bool = False) -> None:
        self.level = level or jail.probe()
        if self.level.name == "none" or not (self.level.full or accept):
            raise jail.JailError(self.level.sentence)
        self.isolation = self.level.sentence
        self.lock = threading.Lock()
        self.zygotes: dict[tuple[frozenset[str], bool], ZygoteProcess] = {}

    def observe(self, cells: Sequence[Code], plans: Sequence[Plan], limits: Limits) -> Seen:
        """Run `cells` in order, then each plan.

        Raises
        ------
        ZygoteError
            The lab's own modules cannot be loaded on the student's side: no submission can be observed.
        """
        modules = frozenset(m for plan in plans for m in plan.imports)
        torch = any("torch" in c.python for c in cells)
        self._zygote(modules, torch)
        run = _JailedRun(lambda: self._zygote(modules, torch), cells, limits)
        try:
            outcomes = {plan.name: run.outcome(plan) for plan in plans}
        finally:
            run.close()
        return Seen(outcomes, run.errors, run.stopped)

    def _zygote(self, modules: frozenset[str], torch: bool) -> ZygoteProcess:
        with self.lock:
            found = self.zygotes.get((modules, torch))
            if found is not None and not found.alive:
                found.end()
                found = None
            if found is None:
                found = ZygoteProcess(modules, torch, self.level.missing)
                self.zygotes[modules, torch] = found
            return found

    def close(self) -> None:
        """End the clean processes."""
        with self.lock:
            for zygote in self.zygotes.values():
                zygote.end()
            self.zygotes.clear()

    def __enter__(self) -> JailedObserver:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
