"""Calls of the kernel for which Python has no function; a refusal is an OSError that names the call."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4


class JailError(RuntimeError):
    """A part of the jail could not be set up; nothing of a student's may run in this process."""


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def libc(function: str, *args: Any) -> int:
    """Call a function of the C library and return its result.

    Parameters
    ----------
    args : int, bytes, None or ctypes object
        Whole numbers are passed as C `long`: a C `int` would leave half of a register unset.

    Raises
    ------
    OSError
        The function has returned a negative number.
    """
    given = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    result = int(getattr(_libc(), function)(*given))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")
    return result


def prctl(option: int, value: Any = 0, more: Any = 0) -> int:
    """Change a property of this process."""
    return libc("prctl", option, value, more, 0, 0)


def forbid_new_privileges() -> None:
    """Give up, for good, whatever an executed file could bring; Landlock and seccomp ask for this first."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
