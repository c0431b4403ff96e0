"""Which observer a grading run uses: the jail, or plain processes where somebody has asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from course.grading.jail import JailError
from course.grading.jailed import JailedObserver
from course.grading.nursery import ZygoteError
from course.grading.observer import Observer
from course.grading.runner import SubprocessObserver


class IsolationError(RuntimeError):
    """Student code cannot be locked up here, and nobody has said that it may run all the same."""


@contextmanager
def observer_for(isolation: str) -> Iterator[Observer]:
    """Yield the observer of "jail" or "process"; never a weaker one than was asked for.

    Raises
    ------
    IsolationError
        There is no full jail on this machine, or the lab's own modules cannot be loaded in it.
    """
    if isolation == "process":
        yield SubprocessObserver()
        return
    try:
        with JailedObserver() as observer:
            yield observer
    except (JailError, ZygoteError) as e:
        message = f"{e}. For submissions that you trust, go on with --isolation process"
        raise IsolationError(message) from e


@contextmanager
def best_observer() -> Iterator[Observer]:
    """Yield the jail where it closes, else plain processes: for code of our own, such as the sample class."""
    try:
        observer: JailedObserver | SubprocessObserver = JailedObserver()
    except JailError:
        observer = SubprocessObserver()
    try:
        yield observer
    finally:
        if isinstance(observer, JailedObserver):
            observer.close()
