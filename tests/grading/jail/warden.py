"""A program that runs trials in the jail, each in a forked child: `python -P warden.py < request > reports`.

The request is JSON: the world as the trials know it, and which of them to run. For each a line of JSON comes back:
what it returned, what it raised, or how its process ended.
"""

from __future__ import annotations

import importlib.util
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from course.grading import jail
from course.grading.jail import readable

PATIENCE = 120.0


def trials_of(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inside(trial, world, rules, limits):
    """Run one trial in a jailed child and return its report."""
    scratch = tempfile.mkdtemp(prefix="course-jail-")
    reads, writes = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(reads)
        report = {"failed": "no report"}
        try:
            begin = time.perf_counter()
            jail.enter(scratch, rules, limits, keep=(0, 1, 2, writes))
            seconds = time.perf_counter() - begin
            report = attempt(trial, world) | {"enter": seconds, "uid": os.getresuid()}
        except BaseException as e:
            report = {"failed": repr(e)}
        finally:
            os.write(writes, json.dumps(report).encode())
            os._exit(0)
    os.close(writes)
    text = receive(reads, child)
    _, status = os.waitpid(child, 0)
    shutil.rmtree(scratch, ignore_errors=True)
    if not text:
        text = json.dumps(
            {"ended": signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "exit"}
        )
    return json.loads(text) | {"seconds": time.perf_counter() - start}


def attempt(trial, world):
    try:
        return {"returned": repr(trial(world))[:1000]}
    except (OSError, MemoryError) as e:
        return {"raised": type(e).__name__, "text": str(e)[:200]}
    except BaseException as e:
        return {"failed": repr(e)[:1000]}


def receive(reads, child):
    text, end = b"", time.monotonic() + PATIENCE
    while select.select([reads], [], [], max(end - time.monotonic(), 0))[0]:
        part = os.read(reads, 1 << 16)
        if not part:
            break
        text += part
    else:
        os.kill(child, signal.SIGKILL)
        text = json.dumps({"failed": "it hung"}).encode()
    os.close(reads)
    return text.decode()


def main():
    request = json.load(sys.stdin)
    reports, nothing = os.fdopen(os.dup(1), "w"), os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    world = SimpleNamespace(**request["world"], python=sys.executable)
    world.left_open = os.open(__file__, os.O_RDONLY)
    left, other = socket.socketpair()
    world.left_socket = left.fileno()
    os.environ["COURSE_KEY"] = world.secret
    rules = [*readable.everything(), *(jail.Rule(p) for p in request["packages"])]
    module = trials_of(request["module"])
    for name in request["names"]:
        trial = module.TRIALS[name]
        limits = jail.Limits(**(module.LIMITS | getattr(trial, "limits", {})))
        reports.write(json.dumps({"name": name, **inside(trial, world, rules, limits)}) + "\n")
        reports.flush()
    other.close()


if __name__ == "__main__":
    main()
