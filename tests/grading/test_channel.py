import contextlib
import os
import time

import pytest

from course.checks.wire import Refused, encode
from course.grading.channel import Channel, Gone, Late


@pytest.fixture
def ends():
    """A channel, and the raw ends of the other side."""
    ours_in, theirs_out = os.pipe()
    theirs_in, ours_out = os.pipe()
    channel = Channel(ours_in, ours_out)
    yield channel, theirs_in, theirs_out
    channel.close()
    for fd in (theirs_in, theirs_out):
        with contextlib.suppress(OSError):
            os.close(fd)


def soon(seconds=0.2):
    return time.monotonic() + seconds


def test_a_value_goes_through(ends):
    channel, _, out = ends
    os.write(out, encode({"n": 1, "x": [1.5, None]}))
    assert channel.receive(soon()) == {"n": 1, "x": [1.5, None]}


def test_silence_is_late(ends):
    with pytest.raises(Late):
        ends[0].receive(soon(0.05))


def test_half_a_frame_is_late_and_not_waited_for(ends):
    channel, _, out = ends
    os.write(out, encode({"n": 1})[:-1])
    with pytest.raises(Late):
        channel.receive(soon(0.05))


def test_a_closed_pipe_is_gone(ends):
    channel, _, out = ends
    os.close(out)
    with pytest.raises(Gone):
        channel.receive(soon())


def test_noise_is_refused(ends):
    channel, _, out = ends
    os.write(out, b"any bytes that are not a frame")
    with pytest.raises(Refused):
        channel.receive(soon())


def test_a_frame_that_claims_to_be_huge_is_refused_before_it_is_read(ends):
    channel, _, out = ends
    os.write(out, encode({"n": 1})[:8] + b"\xff" * 8)
    with pytest.raises(Refused, match="limit"):
        channel.receive(soon())


def test_sending_to_one_who_does_not_read_is_late(ends):
    with pytest.raises(Late):
        ends[0].send("x" * 500_000, soon(0.1))


def test_sending_to_one_who_is_gone_says_so(ends):
    channel, there, _ = ends
    os.close(there)
    with pytest.raises(Gone):
        channel.send("x", soon())
