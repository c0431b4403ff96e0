"""A child process that answers requests, with limits, a clean environment and a scratch folder."""

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
from pathlib import Path
from typing import Any

from course.checks.verdict import Status
from course.grading.channel import Channel, Gone, Late, Refused
from course.grading.child import OUR_FAULT
from course.grading.observer import Failure, Limits
from course.grading.scratch import remove

START_SECONDS = 30.0
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
_ARITHMETIC = ("OPENBLAS_", "MKL_", "BLIS_", "NPY_")  # which kernels compute; the judge uses the same
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
                cwd=self.scratch, env=clean_environment(self.scratch),
                pass_fds=(theirs_in, theirs_out), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        self.channel = Channel(ours_in, ours_out)
        try:
            self.ask(
                {"limits": {"memory": limits.memory, "file": limits.file}},
                START_SECONDS,
                "start of the process",
            )
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
            raise Lost(
                Failure(Status.FAILED, f"{what}: the process sent something that is no answer ({e})")
            ) from None
        if not isinstance(answer, dict) or answer.get("n") != self.requests:
            self.end()
            raise Lost(Failure(Status.FAILED, f"{what}: the process answered something that was not asked"))
        return answer

    def _died(self, what: str) -> Failure:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(1.0)
        code = self.child.returncode
        self.end()
        if code in (None, OUR_FAULT):
            return Failure(Status.FAILED, f"{what}: the process lost its connection")
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
        remove(self.scratch)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def clean_environment(home: Path) -> dict[str, str]:
    """Return the environment of a child: nothing of the grader's but what Python needs; no course key."""
    kept = {k: v for k, v in os.environ.items() if k in _KEPT or k.startswith(_ARITHMETIC)}
    if site.ENABLE_USER_SITE:
        kept["PYTHONUSERBASE"] = site.getuserbase()
    own = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONPATH": str(_ROOT),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    fonts = font_cache()
    if fonts is not None:
        own["MPLCONFIGDIR"] = str(home / "matplotlib")
        shutil.copytree(fonts, home / "matplotlib", dirs_exist_ok=True)
    return {**kept, **own, "MPLBACKEND": "Agg", **dict.fromkeys(_THREADS, "1")}


def font_cache() -> Path | None:
    """Return a folder with Matplotlib's list of fonts, which takes a second to make; else None."""
    base = (
        os.environ.get("MPLCONFIGDIR")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    )
    return Path(base) if any(Path(base).glob("fontlist-*.json")) else None
