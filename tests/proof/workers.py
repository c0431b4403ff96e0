"""Run code that may never end: forked workers with a limit of CPU time for each piece."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Sequence
from typing import TypeVar

LIMIT = 1.0  # CPU seconds for one mutant; the slowest right solution takes about 0.1
T = TypeVar("T")


def run_mutants(survives: Callable[[T], bool], items: Sequence[T], limit: float = LIMIT) -> list[bool]:
    """Return `survives(item)` for each item; False where it raises, ends its process or exceeds the limit.

    One child works through the items. When it dies, the item it was at is dead too, and a new child takes the rest.
    """
    out: list[bool] = []
    while len(out) < len(items):
        out += _child(survives, items[len(out) :], limit)
    return out


def _child(survives: Callable[[T], bool], items: Sequence[T], limit: float) -> list[bool]:
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # fork beside BLAS threads, which the child does not use
        pid = os.fork()
    if pid == 0:
        os.close(read)
        _work(survives, items, limit, write)
    os.close(write)
    with os.fdopen(read, "rb") as answers:
        said = answers.read()
    os.waitpid(pid, 0)
    results = [letter == ord("y") for letter in said]
    return results if len(results) == len(items) else [*results, False]


def _work(survives: Callable[[T], bool], items: Sequence[T], limit: float, write: int) -> None:
    try:
        for number in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)  # ends the process
        for item in items:
            signal.setitimer(signal.ITIMER_PROF, limit)
            signal.setitimer(signal.ITIMER_REAL, 20 * limit)  # one that waits uses no CPU time
            try:
                alive = survives(item)
            except BaseException:
                alive = False
            os.write(write, b"y" if alive else b"n")
    finally:
        os._exit(0)
