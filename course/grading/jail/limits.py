"""Limits of the kernel on what a process may use up."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from pathlib import Path

with contextlib.suppress(ImportError):  # Windows has none
    import resource


@dataclass(frozen=True)
class Limits:
    """What a jailed process may use up, from its start to its end.

    Attributes
    ----------
    memory : int
        Bytes of address space; what was mapped before counts.
    cpu : float
        Seconds of computing, all threads together.
    file : int
        Bytes of the largest file that may be written.
    open_files : int
    threads : int
        Threads that may be added.
    """

    memory: int = 4 << 30
    cpu: float = 300.0
    file: int = 64 << 20
    open_files: int = 256
    threads: int = 256


def apply(limits: Limits, running: int) -> None:
    """Set the limits for good; none is raised above what this process has already.

    Parameters
    ----------
    running : int
        Threads that this user has now, for the kernel counts them by user. It counts none of uid 0.

    Raises
    ------
    OSError, ValueError
        The system refuses a limit.
    """
    seconds = math.ceil(limits.cpu)
    values = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_FSIZE": limits.file,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_NPROC": running + limits.threads,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    for name, value in values.items():
        _lower(getattr(resource, name, None), value, value)
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)  # SIGXCPU first; one second later the kernel ends it


def _lower(kind: int | None, soft: int, hard: int) -> None:
    if kind is None:
        return
    before = resource.getrlimit(kind)[1]
    if before != resource.RLIM_INFINITY:
        soft, hard = min(soft, before), min(hard, before)
    resource.setrlimit(kind, (soft, hard))


def threads_of(uid: int) -> int:
    """Return how many threads user `uid` has now."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it may end while we look
            if process.stat().st_uid == uid:
                count += sum(1 for _ in (process / "task").iterdir())
    return count
