"""The grader's end of a zygote: it starts the clean process, asks it for jailed children and hears how they ended."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course.grading import jail
from course.grading.channel import Channel
from course.grading.observer import Limits
from course.grading.process import START_SECONDS, clean_environment
from course.grading.scratch import remove
from course.grading.zygote import MESSAGE

DISK = 4  # the scratch folder may hold this many of the largest file
PLANS = 100  # CPU seconds of a child: this many exercises; each has its own limit as well


class ZygoteError(RuntimeError):
    """The clean process could not be started, or does not answer any more."""


@dataclass(frozen=True)
class Used:
    """What a child has used up, and how it ended.

    Attributes
    ----------
    code : int
        Exit code, or the signal as a negative number.
    cpu : float
        Seconds.
    peak : int
        Bytes of memory.
    over : bool
        It was ended for the size of its scratch folder.
    """

    code: int
    cpu: float
    peak: int
    over: bool


class ZygoteProcess:
    """The clean process and the socket to it; may be used by several threads."""

    def __init__(self, modules: Collection[str], torch: bool, without: Collection[str]) -> None:
        self.lock = threading.Lock()
        self.home = Path(tempfile.mkdtemp(prefix="course-zygote-"))
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        order = json.dumps({"modules": sorted(modules), "torch": torch, "without": sorted(without)})
        with theirs:
            self.child = subprocess.Popen(
                [sys.executable, "-P", "-m", "course.grading.zygote", str(theirs.fileno()), order],
                cwd=self.home, env=clean_environment(self.home), pass_fds=(theirs.fileno(),), start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self.control = ours
        self.control.settimeout(START_SECONDS)
        try:
            self._receive()
        except ZygoteError:
            self.end()
            raise

    def fork(self, scratch: Path, limits: Limits) -> tuple[int, Channel, int]:
        """Return a jailed child: its number, the channel to it, the descriptor that tells how it ended.

        Raises
        ------
        ZygoteError
            There is none.
        """
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        told, tells = os.pipe()
        request = {"scratch": str(scratch), "limits": asdict(jail_limits(limits)), "disk": DISK * limits.file}
        try:
            with self.lock:
                socket.send_fds(self.control, [json.dumps(request).encode()], [theirs_in, theirs_out, tells])
                pid = self._receive()["pid"]
        except (OSError, ZygoteError) as e:
            for fd in (ours_in, ours_out, told):
                os.close(fd)
            raise ZygoteError(str(e)) from e
        finally:
            for fd in (theirs_in, theirs_out, tells):
                os.close(fd)
        return pid, Channel(ours_in, ours_out), told

    def kill(self, pid: int) -> None:
        """End a child; only the zygote knows whether the number is still its."""
        with self.lock, contextlib.suppress(OSError):
            self.control.send(json.dumps({"kill": pid}).encode())

    def _receive(self) -> dict[str, Any]:
        try:
            reply = self.control.recv(MESSAGE)
        except OSError as e:
            self.child.kill()  # a late answer would be taken for the next one's
            message = f"the clean process does not answer ({e})"
            raise ZygoteError(message) from e
        answer = json.loads(reply) if reply else {"failed": "it has ended"}
        if "failed" in answer:
            message = f"the clean process for jailed children: {answer['failed']}"
            raise ZygoteError(message)
        return dict(answer)

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self.child.poll() is None

    def end(self) -> None:
        """End the process; its children end with it."""
        self.control.close()
        self.child.kill()
        self.child.wait()
        remove(self.home)


def jail_limits(limits: Limits) -> jail.Limits:
    """Return the limits of the kernel that stand behind those of a submission."""
    return jail.Limits(memory=limits.memory, cpu=limits.whole + PLANS * limits.cpu, file=limits.file)
