"""The numbers of system calls, held against two other sources."""

import re
from pathlib import Path

import pytest

from course.grading.jail.syscalls import table

HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}


def numbers(machine):
    calls = table(machine)
    return {**calls.free, **calls.by_argument, **calls.unknown}


def in_header(text):
    """Return the numbers of a header; asm-generic gives some under a name of both word sizes."""
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
    return {k: int(v) for k, v in found.items()} | (
        {"newfstatat": int(found["fstatat"])} if "fstatat" in found else {}
    )


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_kernels_headers(machine):
    header = next((h for h in HEADERS[machine] if h.exists()), None)
    if header is None:
        pytest.skip("the kernel's headers are not installed")
    there = in_header(header.read_text())
    assert {n: (v, there.get(n)) for n, v in numbers(machine).items() if there.get(n) != v} == {}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_libseccomp(machine):
    seccomp = pytest.importorskip("pyseccomp", exc_type=(ImportError, RuntimeError))
    arch = getattr(seccomp.Arch, machine.upper())
    there = {n: seccomp.resolve_syscall(arch, n) for n in numbers(machine)}
    assert {n: (v, there[n]) for n, v in numbers(machine).items() if there[n] not in (v, -1)} == {}


@pytest.mark.parametrize("machine", HEADERS)
def test_no_number_stands_twice(machine):
    assert len(set(numbers(machine).values())) == len(numbers(machine))


CLOSED = """socket connect bind fork vfork execve execveat ptrace process_vm_readv process_vm_writev unshare setns mount umount2
pivot_root chroot bpf perf_event_open userfaultfd io_uring_setup keyctl tkill pidfd_open chmod fchmod fchmodat chown
fchownat utimensat setxattr fsetxattr mknodat linkat symlinkat truncate memfd_create shmget setuid setsid setpriority
sched_setaffinity inotify_init1 rt_sigqueueinfo seccomp process_madvise
"""


@pytest.mark.parametrize("machine", HEADERS)
def test_nothing_that_reaches_out_is_in_the_list(machine):
    assert not set(CLOSED.split()) & set(numbers(machine))


def test_an_unknown_machine_has_no_numbers():
    assert table("pdp11") is None
