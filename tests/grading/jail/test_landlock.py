"""Landlock's versions: what each can close."""

import pytest

from course.grading.jail import landlock
from course.grading.jail.landlock import LIST, READ, WRITE, handled


@pytest.mark.parametrize(
    ("version", "files", "tcp", "scoped"),
    [
        (1, 13, 0, 0),
        (2, 14, 0, 0),
        (3, 15, 0, 0),
        (4, 15, 3, 0),
        (5, 16, 3, 0),
        (6, 16, 3, 3),
        (7, 16, 3, 3),
        (99, 16, 3, 3),
    ],
)
def test_each_version_closes_all_that_it_knows(version, files, tcp, scoped):
    assert handled(version) == ((1 << files) - 1, tcp, scoped)


def test_no_right_executes_or_makes_links_sockets_or_devices():
    execute, special = 1 << 0, (6, 9, 10, 11, 12)  # make: char, socket, fifo, block, symlink
    for rights in (LIST, READ, WRITE):
        assert not rights & execute
        assert not any(rights & 1 << bit for bit in special)


def test_reading_gives_no_right_to_write():
    assert READ & ~(1 << 2 | 1 << 3) == 0


def test_a_system_without_landlock_has_version_0(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    assert landlock.abi() == 0
