"""The student's side of a graded run: `python -m course.grading.child READ WRITE`.

It runs cells and plans that the parent sends over a pipe, one request at a time, and knows no expected value.
It sets its own limits before any of the student's code runs; time is kept by the parent as well.
"""

from __future__ import annotations

import builtins
import contextlib
import linecache
import math
import os
import sys
import time
import traceback
import types
from typing import Any

from course.checks.observe import Observation, Plan, observe
from course.checks.plain import Opaque
from course.checks.wire import HEAD_SIZE, Refused, decode, encode, frame_size

with contextlib.suppress(ImportError):
    import resource

OUR_FAULT = 70  # exit code: this program failed, not the student's code
_QUIET = ("check", "explore", "hint", "predicted", "progress", "start")


class _Nothing:
    """Takes any call and any attribute, and does nothing: what stands for IPython in a graded run."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        return None


def quiet_doors() -> None:
    """Let the doors of the course that judge or draw do nothing; `me` and `my_rng` work as always."""
    import course
    from course import seeds

    student = ["nobody"]

    def nothing(*args: Any, **kwargs: Any) -> None:
        """Do nothing: a graded run looks at definitions only."""

    def me(name: str = "") -> str:
        """Keep the given name; the student's own data follow from it."""
        student[0] = str(name) or student[0]
        return student[0]

    def my_rng(*names: object) -> Any:
        """Return the generator of the student's own data."""
        return seeds.generator(student[0], *names)

    stub = types.ModuleType("course.lab", "The doors of the course in a graded run.")
    for name, door in {**dict.fromkeys(_QUIET, nothing), "me": me, "my_rng": my_rng}.items():
        setattr(stub, name, door)
        setattr(course, name, door)
    sys.modules["course.lab"] = stub
    setattr(course, "lab", stub)  # noqa: B010


def fresh_main() -> dict[str, Any]:
    """Return the namespace for the student's cells: a new `__main__`."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    shell = _Nothing()
    main.__dict__.update(__builtins__=builtins, get_ipython=lambda: shell, display=shell)
    return main.__dict__


def run_cell(index: int, source: str, namespace: dict[str, Any]) -> dict[str, Any] | None:
    """Run one cell; return its error as data, or None."""
    name = f"<cell {index}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    try:
        exec(compile(source, name, "exec", dont_inherit=True), namespace)
    except BaseException as e:  # a cell that stops must not stop the next, sys.exit included
        frames = [f for f in traceback.extract_tb(e.__traceback__) if f.filename.startswith("<cell")]
        where = {"line": frames[-1].lineno or 0, "code": (frames[-1].line or "")[:160]} if frames else {}
        return {"kind": type(e).__name__[:100], "text": _text(e), **where}
    return None


def _text(e: BaseException) -> str:
    try:
        return str(e)[:300]
    except Exception:
        return ""


def reported(observations: list[Observation]) -> list[dict[str, Any]]:
    """Return the observations as data that may cross: a value over the limits becomes `Opaque`."""
    data = [o.as_data() for o in observations]
    if not crosses(data):
        for d in data:
            if not crosses(d):
                d["value"] = Opaque("a value too large to hand over")
    return data


def crosses(value: Any) -> bool:
    """Tell whether `value` passes the limits on both sides."""
    try:
        decode(encode(value))
    except Refused:
        return False
    return True


def limit(memory: int, file: int) -> None:
    """Limit address space and files of this process."""
    if "resource" not in globals():
        return
    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no RLIMIT_AS
            resource.setrlimit(
                kind, (value, hard) if hard == resource.RLIM_INFINITY else (min(value, hard), hard)
            )


def limit_cpu(seconds: float) -> None:
    """Allow `seconds` of CPU time from now on; the kernel ends the process after that."""
    if "resource" in globals():
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))


class Child:
    """Answers requests until the parent closes the pipe."""

    def __init__(self, reads: int, writes: int) -> None:
        self.reads, self.writes = reads, writes
        self.namespace = fresh_main()

    def serve(self) -> None:
        """Answer one request after the other."""
        while (request := self.receive()) is not None:
            limit_cpu(request.get("cpu", 1e6))
            answer = self.answer(request)
            self.send({"n": request["n"], **answer})

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what a request asks; `refused` says why there is no answer."""
        try:
            if "limits" in request:
                limit(**request["limits"])
                return {"ready": True}
            if "source" in request:
                return {"error": run_cell(request["index"], request["source"], self.namespace)}
            plan = Plan.from_data(request["plan"])
            return {"seen": reported(observe(plan, self.namespace))}
        except (
            MemoryError,
            KeyboardInterrupt,
        ) as e:  # nobody is there to interrupt: the student's code raised it
            return {"refused": type(e).__name__}

    def receive(self) -> Any:
        """Return the next request, or None when the parent is gone."""
        head = self.read(HEAD_SIZE)
        return decode(head + self.read(frame_size(head))) if len(head) == HEAD_SIZE else None

    def read(self, size: int) -> bytes:
        """Read `size` bytes, fewer at the end."""
        parts = bytearray()
        while len(parts) < size and (part := os.read(self.reads, size - len(parts))):
            parts += part
        return bytes(parts)

    def send(self, answer: dict[str, Any]) -> None:
        """Send an answer, or say that it is too large."""
        try:
            frame = encode(answer)
        except (Refused, MemoryError) as e:
            frame = encode({"n": answer["n"], "refused": type(e).__name__})
        view = memoryview(frame)
        while view:
            view = view[os.write(self.writes, view) :]


def main() -> None:
    """Serve; what goes wrong on this side of the pipe is told by an exit code of its own."""
    quiet_doors()
    try:
        Child(int(sys.argv[1]), int(sys.argv[2])).serve()
    except BaseException:
        os._exit(OUR_FAULT)


if __name__ == "__main__":
    main()
