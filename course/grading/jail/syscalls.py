"""The system calls that honest work needs, with their numbers on x86_64 and aarch64 (`-`: not there).

Measured with strace on NumPy, Matplotlib and training with torch, with their near relatives for other versions of
the C library. What is not in this list is closed. `tests/grading/jail/test_syscalls.py` holds the numbers against
the kernel's headers.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache

_FREE = """
read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 pwrite64:18:68 preadv:295:69 pwritev:296:70
preadv2:327:286 pwritev2:328:287 lseek:8:62 sendfile:40:71 copy_file_range:326:285 close:3:57 close_range:436:436
dup:32:23 dup2:33:- dup3:292:24 pipe:22:- pipe2:293:59 eventfd:284:- eventfd2:290:19 flock:73:32 umask:95:166
fstat:5:80 stat:4:- lstat:6:- newfstatat:262:79 statx:332:291 statfs:137:43 fstatfs:138:44 access:21:-
faccessat:269:48 faccessat2:439:439 readlink:89:- readlinkat:267:78 getdents:78:- getdents64:217:61
getcwd:79:17 chdir:80:49 fchdir:81:50 mkdir:83:- mkdirat:258:34 rmdir:84:- unlink:87:- unlinkat:263:35
rename:82:- renameat:264:38 renameat2:316:276 creat:85:- ftruncate:77:46 fallocate:285:47 fsync:74:82
fdatasync:75:83 fadvise64:221:223

brk:12:214 mmap:9:222 munmap:11:215 mremap:25:216 mprotect:10:226 madvise:28:233 msync:26:227 mlock:149:228
mlock2:325:284 munlock:150:229 get_mempolicy:239:236 membarrier:324:283

nanosleep:35:101 clock_nanosleep:230:115 clock_gettime:228:113 clock_getres:229:114 gettimeofday:96:169 time:201:-
times:100:153 alarm:37:- getitimer:36:102 setitimer:38:103 timer_create:222:107 timer_settime:223:110
timer_gettime:224:108 timer_getoverrun:225:109 timer_delete:226:111 timerfd_create:283:85 timerfd_settime:286:86
timerfd_gettime:287:87

futex:202:98 futex_waitv:449:449 set_robust_list:273:99 set_tid_address:218:96 rseq:334:293 sched_yield:24:124
sched_getaffinity:204:123 sched_getparam:143:121 sched_getscheduler:145:120 sched_get_priority_max:146:125
sched_get_priority_min:147:126 getcpu:309:168 gettid:186:178 exit:60:93 exit_group:231:94 restart_syscall:219:128
arch_prctl:158:-

rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigsuspend:130:133 rt_sigpending:127:136
rt_sigtimedwait:128:137 sigaltstack:131:132 pause:34:- poll:7:- ppoll:271:73 select:23:- pselect6:270:72
epoll_create:213:- epoll_create1:291:20 epoll_ctl:233:21 epoll_wait:232:- epoll_pwait:281:22 epoll_pwait2:441:441

getpid:39:172 getppid:110:173 getuid:102:174 geteuid:107:175 getgid:104:176 getegid:108:177 getresuid:118:148
getresgid:120:150 getgroups:115:158 getpgid:121:155 getpgrp:111:- getsid:124:156 getpriority:140:141
getrusage:98:165 getrlimit:97:163 setrlimit:160:164 getrandom:318:278 sysinfo:99:179 uname:63:160 capget:125:90
wait4:61:260 waitid:247:95
"""
_BY_ARGUMENT = """
open:2:- openat:257:56 clone:56:220 kill:62:129 tgkill:234:131 prlimit64:302:261 prctl:157:167 ioctl:16:29
fcntl:72:25
"""
_UNKNOWN = "clone3:435:435 openat2:437:437"  # as on an older kernel: the C library then asks in another way

_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}


@dataclass(frozen=True)
class Table:
    """Numbers of system calls on one kind of machine.

    Attributes
    ----------
    arch : int
        The kernel's name for the machine (AUDIT_ARCH_…).
    free, by_argument, unknown : dict of str to int
        Calls that are open, that are judged by their arguments, and that are answered as by an older kernel.
    """

    arch: int
    free: dict[str, int]
    by_argument: dict[str, int]
    unknown: dict[str, int]


def table(machine: str = "") -> Table | None:
    """Return the numbers of `machine`, default this one; None where they are not known.

    Examples
    --------
    >>> table("aarch64").free["read"]
    63
    """
    return _table(machine or platform.machine())


@cache
def _table(machine: str) -> Table | None:
    if machine not in _MACHINES:
        return None
    arch, column = _MACHINES[machine]
    return Table(arch, *(_numbers(text, column) for text in (_FREE, _BY_ARGUMENT, _UNKNOWN)))


def _numbers(text: str, column: int) -> dict[str, int]:
    rows = [entry.split(":") for entry in text.split()]
    return {name: int(numbers[column]) for name, *numbers in rows if numbers[column] != "-"}
