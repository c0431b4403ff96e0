"""Landlock: which files a process may read and write, from now on and for good, without being root.

What no rule names is closed, and no rule gives the right to execute. Landlock knows nothing of `stat`, `chmod`,
`utime` and the like: seccomp closes what of these would change anything. Source: landlock(7), ABI 1 to 7.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from course.grading.jail.kernel import libc

_CREATE, _ADD, _RESTRICT, _VERSION = 444, 445, 446, 1  # system calls, the same numbers on every machine
_WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _REFER, _TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
_OF_FILES = _WRITE_FILE | _READ_FILE | _TRUNCATE

LIST = _READ_DIR
READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE


@dataclass(frozen=True)
class Rule:
    """What may be done with the file at `path`, or with all that lies below the folder at `path`.

    Attributes
    ----------
    path : str
    rights : int
        `READ`, `LIST` (names in folders only) or `WRITE` (read and write; no links, sockets or devices).
    """

    path: str
    rights: int = READ


def abi() -> int:
    """Return the version of Landlock that this kernel speaks, 0 for none."""
    if sys.platform != "linux":
        return 0
    with contextlib.suppress(OSError):
        return libc("syscall", _CREATE, None, 0, _VERSION)
    return 0


def handled(version: int) -> tuple[int, int, int]:
    """Return what version `version` can close: rights on files, on TCP, and reaching out of the jail.

    Examples
    --------
    >>> handled(1)
    (8191, 0, 0)
    """
    files = (1 << 13) - 1
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, 1 << 15)):  # the last: ioctl on devices
        if version >= since:
            files |= right
    tcp = 3 if version >= 4 else 0  # bind and connect
    scoped = 3 if version >= 6 else 0  # abstract unix sockets and signals
    return files, tcp, scoped


def ruleset(rules: Iterable[Rule]) -> int:
    """Return a file descriptor that holds `rules`; paths that do not exist are left out.

    Raises
    ------
    OSError
        The kernel has no Landlock, or takes no such rules.
    """
    version = abi()
    files, tcp, scoped = handled(version)
    size = 8 if version < 4 else 16 if version < 6 else 24  # an older kernel knows the first fields only
    attributes = struct.pack("<QQQ", files, tcp, scoped)[:size]
    fd = libc("syscall", _CREATE, attributes, size, 0)
    try:
        for rule in rules:
            _add(fd, rule, files)
    except BaseException:
        os.close(fd)
        raise
    return fd


def _add(fd: int, rule: Rule, files: int) -> None:
    try:
        place = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        rights = rule.rights & files
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        if rights:
            beneath = ctypes.create_string_buffer(struct.pack("<Qi", rights, place))
            libc("syscall", _ADD, fd, 1, beneath, 0)
    finally:
        os.close(place)


def restrict(fd: int) -> None:
    """Close everything but what the rules of `fd` open, for this thread and all that it starts."""
    libc("syscall", _RESTRICT, fd, 0)
    os.close(fd)
