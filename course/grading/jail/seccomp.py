"""seccomp: which system calls a process may make, from now on and for good; all others fail with EPERM.

A filter of ours instead of a library's: a list of what is open, so that a call which a newer kernel adds is closed.
No call that opens a socket, starts a process, reaches another one or changes owner, mode or times of a file is in it.
Source: seccomp(2); the instructions are those of classic BPF.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from course.grading.jail.kernel import PR_SET_SECCOMP, prctl
from course.grading.jail.syscalls import Table, table

LAST_KNOWN = 450  # numbers above belong to newer kernels: they fail with ENOSYS, so that libraries fall back
ALLOW, KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
DENY, ABSENT = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS

_LOAD, _AND, _EQUAL, _GREATER, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x25, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_MODE_FILTER = 2

_THREAD, _NEW_NAMESPACE = 0x00010000, 0x7E020000  # flags of clone: CLONE_THREAD, any CLONE_NEW…
_ACCESS_MODE, _TRUNC = 0o3, 0o1000
_TERMINALS = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5450,
    0x5451,
)  # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FION-, FIOCLEX
_FCNTL = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    36,
    37,
    38,
    1030,
    1032,
)  # copy, flags, locks, size of a pipe; no signals, no leases
_PRCTL = (3, 15, 16, 39)  # GET_DUMPABLE, SET_NAME, GET_NAME, GET_NO_NEW_PRIVS


@dataclass(frozen=True)
class Instruction:
    """One instruction of BPF; jumps count the instructions that are left out."""

    code: int
    value: int
    if_true: int = 0
    if_false: int = 0

    def packed(self) -> bytes:
        """Return `struct sock_filter`."""
        return struct.pack("<HBBI", self.code, self.if_true, self.if_false, self.value)


def why_not() -> str:
    """Return why there can be no filter here, "" where there can be one."""
    if sys.platform != "linux":
        return "seccomp is a part of Linux"
    if table() is None:
        return f"the numbers of system calls on {platform.machine()} are not known"
    return ""


def program(calls: Table, pid: int) -> list[Instruction]:
    """Return the filter for a process of number `pid`: what is open, judged by arguments, unknown, closed."""
    judged = {
        "open": _no_emptying(1),
        "openat": _no_emptying(2),
        "clone": _threads_only(),
        "kill": _one_of(0, (pid,)),
        "tgkill": _one_of(0, (pid,)),
        "prlimit64": _one_of(0, (0,)),
        "prctl": _one_of(0, _PRCTL),
        "ioctl": _one_of(1, _TERMINALS),
        "fcntl": _one_of(1, _FCNTL),
    }
    out = [
        Instruction(_LOAD, _ARCH),
        Instruction(_EQUAL, calls.arch, if_true=1),
        Instruction(_RETURN, KILL),
        Instruction(_LOAD, _NUMBER),
        Instruction(_GREATER, LAST_KNOWN, if_false=1),
        Instruction(_RETURN, ABSENT),
    ]
    out += _open(tuple(calls.free.values()))
    for name, number in calls.by_argument.items():
        out += _when(number, judged[name])
    for number in calls.unknown.values():
        out += _when(number, [Instruction(_RETURN, ABSENT)])
    return [*out, Instruction(_RETURN, DENY)]


@cache
def _open(numbers: tuple[int, ...]) -> tuple[Instruction, ...]:
    """Open calls whatever their arguments; kept, because these are most of the filter and the same in each child."""
    return tuple(i for number in numbers for i in _when(number, [Instruction(_RETURN, ALLOW)]))


def _when(number: int, then: list[Instruction]) -> list[Instruction]:
    return [Instruction(_EQUAL, number, if_false=len(then)), *then]


def _argument(index: int) -> Instruction:
    """Load the low half of an argument: those that are judged are read as 32 bits by the kernel as well."""
    return Instruction(_LOAD, _ARGUMENTS + 8 * index)


def _one_of(index: int, values: Sequence[int]) -> list[Instruction]:
    found = [i for v in values for i in _when(v, [Instruction(_RETURN, ALLOW)])]
    return [_argument(index), *found, Instruction(_RETURN, DENY)]


def _threads_only() -> list[Instruction]:
    return [
        _argument(0),
        Instruction(_ANY_BIT, _NEW_NAMESPACE, if_true=2),
        Instruction(_ANY_BIT, _THREAD, if_false=1),
        Instruction(_RETURN, ALLOW),
        Instruction(_RETURN, DENY),
    ]


def _no_emptying(index: int) -> list[Instruction]:
    """Refuse O_RDONLY | O_TRUNC, which empties a file that Landlock before ABI 3 opens for reading only."""
    return [
        _argument(index),
        Instruction(_AND, _ACCESS_MODE | _TRUNC),
        Instruction(_EQUAL, os.O_RDONLY | _TRUNC, if_false=1),
        Instruction(_RETURN, DENY),
        Instruction(_RETURN, ALLOW),
    ]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def restrict() -> None:
    """Close all system calls but those of the filter, for this thread and all that it starts.

    Raises
    ------
    OSError
        The kernel takes no filter.
    """
    calls = table()
    if calls is None:
        raise OSError(errno.ENOSYS, why_not())
    code = b"".join(i.packed() for i in program(calls, os.getpid()))
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl(PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filled))
