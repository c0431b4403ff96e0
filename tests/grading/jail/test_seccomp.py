"""The filter, run by a small interpreter of BPF: what it answers on both machines, without being on them."""

import os
import signal
import struct

import pytest

from course.grading.jail.seccomp import ABSENT, ALLOW, DENY, KILL, LAST_KNOWN, program, why_not
from course.grading.jail.syscalls import table

PID = 4711
MACHINES = ("x86_64", "aarch64")


def run(instructions, number, *args, arch):
    """Return what the filter answers to one call."""
    data = struct.pack(
        "<IIQ6Q", number, arch, 0, *(a & (1 << 64) - 1 for a in (*args, *[0] * (6 - len(args))))
    )
    at, value = 0, 0
    while True:
        i = instructions[at]
        at += 1
        if i.code == 0x20:
            value = struct.unpack_from("<I", data, i.value)[0]
        elif i.code == 0x54:
            value &= i.value
        elif i.code == 0x06:
            return i.value
        else:
            true = {0x15: value == i.value, 0x25: value > i.value, 0x45: bool(value & i.value)}[i.code]
            at += i.if_true if true else i.if_false


@pytest.fixture(params=MACHINES)
def answer(request):
    calls = table(request.param)
    instructions = program(calls, PID)

    def ask(name, *args):
        numbers = {**calls.free, **calls.by_argument, **calls.unknown}
        return run(instructions, numbers[name] if isinstance(name, str) else name, *args, arch=calls.arch)

    return ask


def test_reading_and_writing_are_open(answer):
    assert {answer(n) for n in ("read", "write", "mmap", "futex", "exit_group", "getrandom")} == {ALLOW}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_of_another_machine_ends_the_process(machine):
    calls, other = table(machine), table(MACHINES[machine == MACHINES[0]])
    assert run(program(calls, PID), calls.free["read"], arch=other.arch) == KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_in_no_list_is_closed(machine):
    calls = table(machine)
    known = {*calls.free.values(), *calls.by_argument.values(), *calls.unknown.values()}
    instructions = program(calls, PID)
    answers = {n: run(instructions, n, arch=calls.arch) for n in range(LAST_KNOWN + 1) if n not in known}
    assert set(answers.values()) == {DENY}
    assert len(answers) > 150


def test_a_call_of_a_newer_kernel_is_not_there(answer):
    assert {answer(n) for n in (LAST_KNOWN + 1, 999, 0x40000000)} == {ABSENT}


def test_clone3_and_openat2_are_answered_as_by_an_older_kernel(answer):
    assert answer("clone3") == answer("openat2") == ABSENT


THREAD = 0x3D0F00  # what pthread_create asks for


@pytest.mark.parametrize(
    ("flags", "expected"),
    [(THREAD, ALLOW), (signal.SIGCHLD, DENY), (0x4000 | 0x100 | signal.SIGCHLD, DENY)]
    + [
        (THREAD | new, DENY)
        for new in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
    ],
)
def test_clone_makes_threads_only(answer, flags, expected):
    assert answer("clone", flags) == expected


@pytest.mark.parametrize("name", ["kill", "tgkill"])
@pytest.mark.parametrize(
    ("whom", "expected"), [(PID, ALLOW), (PID - 1, DENY), (0, DENY), (-1, DENY), (-PID, DENY)]
)
def test_a_process_signals_itself_only(answer, name, whom, expected):
    assert answer(name, whom, signal.SIGTERM) == expected


@pytest.mark.parametrize(("whom", "expected"), [(0, ALLOW), (1, DENY), (PID - 1, DENY)])
def test_limits_are_its_own(answer, whom, expected):
    assert answer("prlimit64", whom) == expected


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (os.O_RDONLY, ALLOW),
        (os.O_RDONLY | os.O_TRUNC, DENY),
        (os.O_WRONLY | os.O_TRUNC | os.O_CREAT, ALLOW),
        (os.O_RDWR | os.O_TRUNC, ALLOW),
    ],
)
def test_a_file_that_is_opened_for_reading_is_not_emptied(answer, flags, expected):
    assert answer("openat", -100, 0, flags) == expected


@pytest.mark.parametrize(
    ("request_", "expected"), [(0x5401, ALLOW), (0x5412, DENY), (0x541C, DENY), (0x8901, DENY)]
)
def test_terminals_are_asked_and_never_typed_into(answer, request_, expected):
    assert answer("ioctl", 0, request_) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [(3, ALLOW), (1030, ALLOW), (8, DENY), (10, DENY), (15, DENY), (1024, DENY), (1026, DENY)],
)
def test_files_send_no_signals(answer, command, expected):
    assert answer("fcntl", 0, command) == expected


@pytest.mark.parametrize(("option", "expected"), [(15, ALLOW), (1, DENY), (4, DENY), (22, DENY), (24, DENY)])
def test_no_property_of_the_process_loosens_the_jail(answer, option, expected):
    assert answer("prctl", option) == expected


def test_an_unknown_machine_says_so(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    assert "pdp11" in why_not()


@pytest.mark.parametrize("machine", MACHINES)
def test_a_filter_is_short_enough_for_the_kernel(machine):
    assert len(program(table(machine), PID)) < 4096
