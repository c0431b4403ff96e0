"""Who a jailed process is: started by root it gives up every capability, and root's uid where Python can do without.

Each jail of root's gets a uid of its own: the kernel counts threads by uid, and what one submission owns is no other's.
Where Python lies in a private folder (root's home), a process of another uid could import nothing any more; there only
the real uid changes, for the counting, and root stays without a single capability.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Sequence

from course.grading.jail.kernel import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    libc,
    prctl,
)

FIRST_UID, UIDS = 61184, 4336  # systemd's range for services without an account of their own
_CAPABILITIES = 64
_VERSION_3 = 0x20080522


def uid_of(pid: int) -> int:
    """Return the uid for the jailed process `pid` of root's.

    Examples
    --------
    >>> uid_of(1)
    61185
    """
    return FIRST_UID + pid % UIDS


def can_be_another(paths: Sequence[str]) -> bool:
    """Tell whether a process of another uid could read `paths`: tried in a forked child, which ends at once."""
    if os.geteuid() != 0:
        return False
    child = os.fork()
    if child == 0:
        code = 1
        with contextlib.suppress(BaseException):
            become(uid_of(os.getpid()))
            code = 0 if all(_is_readable(p) for p in paths) else 1
        os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _is_readable(path: str) -> bool:
    """Tell whether this process can read `path`; what is not there at all keeps nobody from anything."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return os.access(path, os.R_OK | os.X_OK if os.path.isdir(path) else os.R_OK)


def become(uid: int) -> None:
    """Change to user and group `uid`, for good."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def count_as(uid: int) -> None:
    """Stay root, but let the kernel count this process under `uid`."""
    os.setgroups([])
    os.setresuid(uid, 0, 0)


def bar_capabilities() -> None:
    """Let no capability ever come back; root does this while it still is root, others have none to gain."""
    with contextlib.suppress(OSError):  # past the last one
        for capability in range(_CAPABILITIES):
            prctl(PR_CAPBSET_DROP, capability)


def drop_capabilities() -> None:
    """Give up all capabilities, for good."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("<Ii", _VERSION_3, 0))
    nothing = ctypes.create_string_buffer(bytes(24))
    libc("capset", header, nothing)
