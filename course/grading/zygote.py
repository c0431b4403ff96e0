"""A clean process that forks one jailed child a submission: `python -P -m course.grading.zygote SOCKET JSON`.

It holds what is slow to import and nothing that is secret, and it has one thread: the arithmetic of a forked child hangs
where its parent had several. Over the socket come requests, one a message, with the child's file descriptors:

    {"scratch": …, "limits": …, "disk": …} and (reads, writes, tells)  →  {"pid": …} or {"failed": …}
    {"kill": pid}

When a child has ended, one line of JSON is written to its `tells`: status, CPU seconds, peak memory, and whether it was
ended for the size of its scratch folder, which no limit of the kernel holds.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.grading import jail
from course.grading.jail import readable
from course.grading.scratch import is_within
from course.grading.student_side import stay_on

MESSAGE, DESCRIPTORS = 1 << 16, 3
NOT_JAILED = 71  # exit code of a child that could not be locked up
WATCH = 0.1  # seconds between two looks at the scratch folders


@dataclass
class _Child:
    tells: int
    scratch: Path
    disk: int
    over: bool = False


class Zygote:
    """Answers requests until the other end of the socket is closed; its children end with it."""

    def __init__(self, control: socket.socket, modules: Collection[str], without: Collection[str]) -> None:
        self.control, self.modules, self.without = control, tuple(modules), tuple(without)
        self.readable = readable.everything(modules)
        self.jails: dict[jail.Limits, jail.Jail] = {}
        self.children: dict[int, _Child] = {}
        self.woken, wakes = os.pipe()
        for fd in (self.woken, wakes):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def serve(self) -> None:
        """Answer, bury and watch."""
        while True:
            both: list[Any] = [self.control, self.woken]
            ready = select.select(both, [], [], WATCH if self.children else None)[0]
            if self.woken in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self.woken, MESSAGE)
            self.bury()
            if self.control in ready:
                message, fds, _, _ = socket.recv_fds(self.control, MESSAGE, DESCRIPTORS)
                if not message:
                    return
                self.answer(json.loads(message), fds)
            if not ready:
                self.watch()

    def answer(self, request: dict[str, Any], fds: list[int]) -> None:
        """Fork a child or kill one; a child that is gone already is nobody else's number."""
        if "kill" in request:
            if request["kill"] in self.children:
                os.kill(request["kill"], signal.SIGKILL)
            return
        try:
            reply: dict[str, Any] = {"pid": self.fork(request, *fds)}
        except (OSError, jail.JailError) as e:
            reply = {"failed": str(e)}
            os.close(fds[2])
        finally:
            for fd in fds[:2]:
                os.close(fd)
        self.control.send(json.dumps(reply).encode())

    def fork(self, request: dict[str, Any], reads: int, writes: int, tells: int) -> int:
        """Start a jailed child and return its number."""
        locked = self.jail(jail.Limits(**request["limits"]))
        pid = os.fork()
        if pid == 0:
            try:
                os.close(tells)
                _become_a_child(locked, request["scratch"], reads, writes)
            finally:
                os._exit(NOT_JAILED)
        self.children[pid] = _Child(tells, Path(request["scratch"]), request["disk"])
        return pid

    def jail(self, limits: jail.Limits) -> jail.Jail:
        """Return the jail for `limits`, prepared once."""
        if limits not in self.jails:
            self.jails[limits] = jail.prepare(self.readable, limits, without=self.without)
        return self.jails[limits]

    def bury(self) -> None:
        """Tell about the children that have ended."""
        while self.children:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is None:
                continue
            report = {
                "code": os.waitstatus_to_exitcode(status),
                "cpu": used.ru_utime + used.ru_stime,
                "peak": used.ru_maxrss << 10,
                "over": child.over,
            }
            with contextlib.suppress(OSError):  # nobody listens any more
                os.write(child.tells, json.dumps(report).encode())
            os.close(child.tells)

    def watch(self) -> None:
        """End children whose scratch folder has grown too large."""
        for pid, child in self.children.items():
            if not child.over and not is_within(child.scratch, child.disk):
                child.over = True
                os.kill(pid, signal.SIGKILL)


def _become_a_child(locked: jail.Jail, scratch: str, reads: int, writes: int) -> None:
    """Enter the jail and answer requests; does not return."""
    from course.grading.child import OUR_FAULT, Child

    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    locked.enter(scratch, (0, 1, 2, reads, writes))
    try:
        Child(reads, writes).serve()
        os._exit(0)
    finally:
        os._exit(OUR_FAULT)


def warm(torch: bool) -> None:
    """Import what is slow; torch after one step of an optimiser, whose own imports cost a second."""
    import matplotlib.pyplot
    import numpy.testing

    figure = matplotlib.pyplot.figure()
    figure.canvas.draw()
    matplotlib.pyplot.close(figure)
    numpy.linalg.svd(numpy.eye(2))
    if torch:
        import torch as t

        t.set_num_threads(1)
        layer = t.nn.Linear(1, 1)
        optimiser = t.optim.Adam(layer.parameters())
        layer(t.ones(1, 1)).sum().backward()
        optimiser.step()


def main() -> None:
    """Warm up, say that it is ready, serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    order = json.loads(sys.argv[2])
    try:
        stay_on(order["modules"])
        from course.grading.child import quiet_doors

        quiet_doors()
        warm(order["torch"])
        gc.collect()
        gc.freeze()  # what was loaded here is never looked through in a child, so its pages stay shared
        zygote = Zygote(control, order["modules"], order["without"])
        threads = len(os.listdir("/proc/self/task"))
        if threads != 1:
            message = f"the zygote has {threads} threads; a forked child would hang"
            raise RuntimeError(message)
    except Exception as e:
        control.send(json.dumps({"failed": f"{type(e).__name__}: {e}"}).encode())
        return
    control.send(json.dumps({"ready": True}).encode())
    zygote.serve()


if __name__ == "__main__":
    main()
