"""Entering: what is closed on the way in, and when a process is not let in."""

import os
import signal
import threading

import pytest

from course.grading import jail
from course.grading.jail import identity, limits, readable
from tests.grading.jail.conftest import LEVEL

pytestmark = pytest.mark.skipif(not LEVEL.full, reason=LEVEL.sentence)


def in_child(f):
    """Run `f(writes)` in a forked child and return what it has written to the pipe, and its status."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reads)
            f(writes)
        except BaseException as e:
            os.write(writes, repr(e).encode())
        finally:
            os._exit(0)
    os.close(writes)
    with open(reads, "rb") as pipe:
        text = pipe.read().decode()
    return text, os.waitpid(child, 0)[1]


def rules():
    return [*readable.system(), *readable.python()]


@pytest.fixture
def scratch(tmp_path_factory):
    """A folder below one that every user may pass: pytest's own are private to this user."""
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="course-jail-")
    yield folder
    shutil.rmtree(folder)


def test_descriptors_that_are_not_kept_are_closed(scratch):
    secret = os.open(__file__, os.O_RDONLY)

    def child(writes):
        jail.enter(scratch, rules(), keep=(0, 1, 2, writes))
        open_ones = [fd for fd in range(3, 256) if fd != writes and _is_open(fd)]
        os.write(writes, repr(open_ones).encode())

    assert in_child(child)[0] == "[]"
    os.close(secret)


def _is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def test_environment_and_search_path_hold_nothing_of_the_grader(scratch, monkeypatch):
    monkeypatch.setenv("COURSE_KEY", "secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.syspath_prepend("relative")

    def child(writes):
        import sys

        jail.enter(scratch, rules(), keep=(writes,))
        told = [os.environ.get("COURSE_KEY"), os.environ["OMP_NUM_THREADS"], os.environ["HOME"] == scratch]
        os.write(writes, repr([*told, "relative" in sys.path, os.getcwd() == scratch]).encode())

    assert in_child(child)[0] == "[None, '1', True, False, True]"


def test_a_process_with_threads_is_not_let_in(scratch):
    def child(writes):
        stop = threading.Event()
        threading.Thread(target=stop.wait, daemon=True).start()
        jail.enter(scratch, rules(), keep=(writes,))

    assert "threads cannot be locked up" in in_child(child)[0]


def test_a_process_whose_parent_has_ended_is_not_let_in(scratch):
    prepared = jail.prepare(rules())

    def child(writes):
        if os.fork() == 0:
            try:
                prepared.enter(scratch, (writes,))  # its parent is this child, not the one that prepared
            except jail.JailError as e:
                os.write(writes, str(e).encode())
            os._exit(0)
        os.wait()

    assert "has ended" in in_child(child)[0]


def test_a_jailed_process_ends_with_the_process_that_started_it(scratch):
    """The middle one ends as soon as the jailed one reports; the pipe closes when the jailed one is gone as well."""

    def child(writes):
        ready, entered = os.pipe()
        if os.fork() == 0:
            try:
                jail.enter(scratch, rules(), keep=(writes, entered))
                os.write(entered, b"in")
                while True:
                    signal.pause()
            except BaseException as e:
                os.write(writes, repr(e).encode())
            finally:
                os._exit(0)
        assert os.read(ready, 2) == b"in"

    assert in_child(child)[0] == ""


def test_a_scratch_folder_that_does_not_exist_is_said(scratch):
    assert (
        "could not be closed"
        in in_child(lambda writes: jail.enter(scratch + "/none", rules(), keep=(writes,)))[0]
    )


def test_limits_are_never_raised_above_what_holds_already(scratch):
    import resource

    def child(writes):
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 50))
        limits.apply(jail.Limits(open_files=1_000), running=0)
        os.write(writes, repr(resource.getrlimit(resource.RLIMIT_NOFILE)).encode())

    assert in_child(child)[0] == "(50, 50)"


def test_the_threads_of_a_user_are_counted():
    assert limits.threads_of(os.geteuid()) >= 1
    assert limits.threads_of(4_000_000) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")
def test_a_path_that_another_user_cannot_read_keeps_root(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    assert not identity.can_be_another([str(private)])
    assert identity.can_be_another(["/usr/lib", "/a path that is not there"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has capabilities to lose")
def test_root_loses_every_capability(scratch):
    def child(writes):
        status = os.open(
            "/proc/self/status", os.O_RDONLY
        )  # opened before, it tells what holds when it is read
        jail.enter(scratch, rules(), keep=(writes, status))
        text = os.pread(status, 10_000, 0).decode()
        lines = [
            line.split() for line in text.splitlines() if line.startswith(("Cap", "NoNewPrivs", "Seccomp:"))
        ]
        os.write(writes, repr({k: int(v, 16) for k, v in lines}).encode())

    told = in_child(child)[0]
    assert told == repr(
        {
            **dict.fromkeys(("CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"), 0),
            "NoNewPrivs:": 1,
            "Seccomp:": 2,
        }
    )
