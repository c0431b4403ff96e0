"""Frames over a pair of pipes, each with a deadline: whoever sits at the other end may hang, die or lie."""

from __future__ import annotations

import contextlib
import os
import select
import time
from typing import Any

from course.checks.wire import HEAD_SIZE, Refused, decode, encode, frame_size

_CHUNK = 1 << 16


class Late(Exception):
    """The other end has not answered in time."""


class Gone(Exception):
    """The other end has closed its pipe."""


class Channel:
    """Sends values to one file descriptor and receives them from another.

    Parameters
    ----------
    reads, writes : int
        File descriptors; both are closed by `close`.
    """

    def __init__(self, reads: int, writes: int) -> None:
        self.reads, self.writes = reads, writes
        os.set_blocking(writes, False)

    def send(self, value: Any, deadline: float) -> None:
        """Send `value`.

        Parameters
        ----------
        deadline : float
            On the clock of `time.monotonic`.

        Raises
        ------
        Late, Gone
            The frame could not be handed over.
        Refused
            The value may not cross.
        """
        view = memoryview(encode(value))
        while view:
            if not select.select([], [self.writes], [], _left(deadline))[1]:
                raise Late
            try:
                view = view[os.write(self.writes, view[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as e:
                raise Gone from e

    def receive(self, deadline: float) -> Any:
        """Return the next value.

        Raises
        ------
        Late, Gone
            No whole frame has come.
        Refused
            What has come is no frame, or breaks a limit.
        """
        head = self._read(HEAD_SIZE, deadline)
        return decode(head + self._read(frame_size(head), deadline))

    def _read(self, size: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            if not select.select([self.reads], [], [], _left(deadline))[0]:
                raise Late
            part = os.read(self.reads, min(size - len(parts), _CHUNK))
            if not part:
                raise Gone
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """Close both ends."""
        for fd in (self.reads, self.writes):
            with contextlib.suppress(OSError):
                os.close(fd)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Late
    return left


__all__ = ["Channel", "Gone", "Late", "Refused"]
