"""The level of isolation that this system really gives: tried, not assumed, and said in one sentence."""

from __future__ import annotations

import contextlib
import mmap
import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course.grading.jail import landlock, readable
from course.grading.jail.entry import missing, prepare
from course.grading.jail.kernel import JailError
from course.grading.jail.limits import Limits

_ADVICE = "Grade in Linux (WSL, a container, CI), or say expressly that you trust these submissions."


@dataclass(frozen=True)
class Level:
    """How far submissions are locked up.

    Attributes
    ----------
    name : str
        "jail", "partial" or "none".
    sentence : str
        What that means, for the person who grades.
    features : tuple of str
        What was tried from inside and found closed.
    missing : tuple of str
        Parts that this system lacks; whoever goes on without them names them to `prepare`.
    """

    name: str
    sentence: str
    features: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """True if everything that was tried is closed."""
        return self.name == "jail"


def probe() -> Level:
    """Enter the jail in a forked child, try from inside what must not be possible, and say what was reached."""
    if sys.platform != "linux":
        system = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
        return Level("none", _open_sentence(system))
    lacking = missing()
    scratch, outside = (Path(tempfile.mkdtemp(prefix="course-probe-")) for _ in range(2))
    try:
        closed, identity = _tried(scratch, outside / "private", tuple(lacking))
    except (JailError, OSError) as e:
        return Level("none", _open_sentence(f"This system ({e})"), (), tuple(lacking))
    finally:
        for folder in (scratch, outside):
            shutil.rmtree(folder, ignore_errors=True)
    still_open = [name for name in _TRIALS if name not in closed]
    if not still_open and not lacking:
        return Level("jail", _closed_sentence(identity), closed)
    why = "; ".join(lacking.values()) or f"Linux {platform.release()} does not close it"
    sentence = f"Submissions are locked up in part; still open: {', '.join(still_open) or 'nothing that was tried'} ({why}). {_ADVICE}"
    return Level("partial" if closed else "none", sentence, closed, tuple(lacking))


def _open_sentence(system: str) -> str:
    return (
        f"{system} gives no isolation: code of submissions can read your files and use the network. {_ADVICE}"
    )


def _closed_sentence(identity: str) -> str:
    return (
        "Submissions are locked up: they read Python and the student's side of the course, write one scratch folder, "
        f"and reach no other file, no network and no process (Landlock {landlock.abi()}, seccomp, {identity})."
    )


def _tried(scratch: Path, outside: Path, without: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return what is closed for a child in the jail, and who it is there."""
    outside.write_text("a file that no submission may read")
    outside.chmod(0o666)  # nothing but the jail keeps anybody out
    outside.parent.chmod(0o777)
    limits = Limits()
    jail = prepare([*readable.system(), *readable.python()], limits, without=without)
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _report(lambda: jail.enter(scratch, (0, 1, 2, writes)), outside, limits, writes)
    os.close(writes)
    with open(reads, encoding="utf-8") as pipe:
        report = pipe.read()
    os.waitpid(child, 0)
    kind, _, text = report.partition(":")
    if kind != "closed":
        raise JailError(text or "the process that tried it ended")
    return tuple(text.split(",")) if text else (), _identity(jail.own_uid)


def _identity(own_uid: bool) -> str:
    if os.geteuid() != 0:
        return "your own user"
    return "a user of its own" if own_uid else "root without capabilities: Python lies in root's own folder"


def _report(enter: Callable[[], None], outside: Path, limits: Limits, writes: int) -> None:
    """Enter, try everything, write what is closed to the pipe, and end."""
    text = "failed:unknown"
    try:
        enter()
        Path("own").write_text("what a submission may write")
        text = "closed:" + ",".join(name for name, trial in _TRIALS.items() if _fails(trial, outside, limits))
    except BaseException as e:
        text = f"failed:{e}"
    finally:
        with contextlib.suppress(OSError):
            os.write(writes, text.encode())
        os._exit(0)


def _fails(trial: Callable[[Path, Limits], object], outside: Path, limits: Limits) -> bool:
    try:
        trial(outside, limits)
    except (OSError, MemoryError):
        return True
    return False


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


_TRIALS: dict[str, Callable[[Path, Limits], object]] = {
    "reading": lambda outside, limits: outside.read_text(),
    "writing": lambda outside, limits: outside.with_name("new").write_text("x"),
    "network": lambda outside, limits: socket.socket().close(),
    "processes": lambda outside, limits: _fork(),
    "signals": lambda outside, limits: os.kill(os.getppid(), 0),
    "modes": lambda outside, limits: outside.chmod(0o777),
    "memory": lambda outside, limits: mmap.mmap(-1, limits.memory).close(),
}
