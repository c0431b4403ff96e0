"""Entering the jail: the order in which a forked process gives things up, and the check that it did."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course.grading.jail import identity, landlock, seccomp
from course.grading.jail import limits as _limits
from course.grading.jail.kernel import (
    PR_SET_DUMPABLE,
    PR_SET_PDEATHSIG,
    JailError,
    forbid_new_privileges,
    prctl,
)
from course.grading.jail.landlock import WRITE, Rule
from course.grading.jail.limits import Limits
from course.grading.jail.readable import WRITABLE
from course.grading.jail.syscalls import table

LANDLOCK, SECCOMP = "landlock", "seccomp"
STANDARD_STREAMS = (0, 1, 2)
_KEPT = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "MPLBACKEND", "PATH", "PYTHONHASHSEED", "TZ")
_KEPT_STARTS, _KEPT_ENDS = ("OPENBLAS_", "MKL_", "BLIS_", "NPY_"), "_NUM_THREADS"  # how arrays are computed


@dataclass(frozen=True)
class Jail:
    """What is the same for all children of one process; made by `prepare`, entered once by each child.

    Attributes
    ----------
    readable : tuple of Rule
    limits : Limits
    own_uid : bool
        Root only: the child changes to a uid of its own.
    running : int
        Threads that the user had when the jail was prepared.
    parent : int
        The process with which the child is to end.
    without : frozenset of str
        Parts that this system does not have and that the caller has agreed to go without.
    """

    readable: tuple[Rule, ...]
    limits: Limits
    own_uid: bool
    running: int
    parent: int
    without: frozenset[str] = frozenset()

    def enter(self, scratch: str | os.PathLike[str], keep: Iterable[int] = STANDARD_STREAMS) -> None:
        """Lock this process up, for good.

        Parameters
        ----------
        scratch : path
            The one folder that may be written, and the working folder from now on.
        keep : iterable of int
            File descriptors that stay open; all others are closed.

        Raises
        ------
        JailError
            A part could not be set up. The process is half locked up then and of no use.
        """
        try:
            self._enter(os.path.realpath(scratch), frozenset(keep))
        except (OSError, ValueError) as e:
            message = f"the jail could not be closed: {e}"
            raise JailError(message) from e

    def _enter(self, scratch: str, keep: frozenset[int]) -> None:
        if len(os.listdir("/proc/self/task")) != 1:
            message = "a process that has started threads cannot be locked up as a whole"
            raise JailError(message)
        _close_all_but(keep)
        _forget_the_world(scratch)
        rules = [*self.readable, Rule(scratch, WRITE), *(Rule(p, WRITE) for p in WRITABLE)]
        files = None if LANDLOCK in self.without else landlock.ruleset(rules)
        _first_to_be_killed()
        self._change_identity(scratch)
        prctl(PR_SET_DUMPABLE, 0)
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # the kernel forgets it when the identity changes
        if os.getppid() != self.parent:
            message = "the process that started this one has ended"
            raise JailError(message)
        forbid_new_privileges()
        if files is not None:
            landlock.restrict(files)
        _limits.apply(self.limits, self.running)
        if SECCOMP not in self.without:
            seccomp.restrict()

    def _change_identity(self, scratch: str) -> None:
        identity.bar_capabilities()
        if os.geteuid() == 0:
            uid = identity.uid_of(os.getpid())
            if self.own_uid:
                _give(scratch, uid)
                identity.become(uid)
            else:
                identity.count_as(uid)
        identity.drop_capabilities()
        if not os.access(scratch, os.R_OK | os.W_OK | os.X_OK, effective_ids=True):
            message = f"the scratch folder {scratch} cannot be written by uid {os.geteuid()}"
            raise JailError(message)


def prepare(readable: Sequence[Rule], limits: Limits | None = None, *, without: Collection[str] = ()) -> Jail:
    """Find out once what every child of this process needs to know: `Jail.enter` is quick then.

    Parameters
    ----------
    readable : sequence of Rule
        All that may be read; `course.grading.jail.readable` makes such rules.
    without : collection of str
        Parts ("landlock", "seccomp") that this system lacks, from `probe().missing`, if the caller goes on without.

    Raises
    ------
    JailError
        This is not Linux, or a part is missing that the caller has not named.
    """
    if sys.platform != "linux":
        message = f"there is no jail on {sys.platform}"
        raise JailError(message)
    lacking = [f"{part}: {reason}" for part, reason in missing().items() if part not in without]
    if lacking:
        raise JailError("; ".join(lacking))
    uid, calls = os.getuid(), table()
    if calls is not None:
        seccomp.program(calls, 0)  # most of it is kept for the children
    return Jail(
        tuple(readable),
        limits or Limits(),
        identity.can_be_another([tempfile.gettempdir(), *(r.path for r in readable)]),
        0 if uid == 0 else _limits.threads_of(uid),
        os.getpid(),
        frozenset(without),
    )


def missing() -> dict[str, str]:
    """Return the parts that this system lacks, each with the reason."""
    no_landlock = "" if landlock.abi() else "the kernel has no Landlock (Linux 5.13 or later, switched on)"
    found = {LANDLOCK: no_landlock, SECCOMP: seccomp.why_not()}
    return {part: reason for part, reason in found.items() if reason}


def enter(
    scratch: str | os.PathLike[str],
    readable: Sequence[Rule],
    limits: Limits | None = None,
    *,
    keep: Iterable[int] = STANDARD_STREAMS,
    without: Collection[str] = (),
) -> None:
    """Lock this process up, for good: see `prepare` and `Jail.enter`.

    What the process holds in memory stays with it. Enter from a fork of a process that holds no secret.
    """
    jail = prepare(readable, limits, without=without)
    replace(jail, parent=os.getppid()).enter(scratch, keep)


def _close_all_but(keep: frozenset[int]) -> None:
    for fd in map(int, os.listdir("/proc/self/fd")):
        if fd not in keep:
            with contextlib.suppress(OSError):  # the one that listed the folder is closed already
                os.close(fd)


def _forget_the_world(scratch: str) -> None:
    """Keep of environment and search path what Python needs, and work in the scratch folder."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k in _KEPT or k.startswith(_KEPT_STARTS) or k.endswith(_KEPT_ENDS)
    }
    own = {"HOME": scratch, "TMPDIR": scratch, "USER": "student", "LOGNAME": "student"}
    os.environ.clear()
    os.environ.update({**kept, **own, "MPLCONFIGDIR": os.path.join(scratch, "matplotlib")})
    os.chdir(scratch)
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    sys.path[:] = [p for p in sys.path if os.path.isabs(p) and not f"{p}/".startswith(f"{scratch}/")]


def _first_to_be_killed() -> None:
    """Let the kernel end this process before others when the machine runs out of memory."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _give(folder: str, uid: int) -> None:
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            os.chown(path, uid, uid, follow_symlinks=False)
