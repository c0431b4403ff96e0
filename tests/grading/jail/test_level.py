"""The level is tried and said, never assumed."""

import os
import re

import pytest

from course.grading import jail
from course.grading.jail import entry, level
from tests.grading.jail.conftest import LEVEL

full = pytest.mark.skipif(not LEVEL.full, reason=LEVEL.sentence)


@full
def test_the_full_level_names_all_that_was_tried():
    assert LEVEL.name == "jail"
    assert set(LEVEL.features) == {"reading", "writing", "network", "processes", "signals", "modes", "memory"}
    assert LEVEL.missing == ()


def test_the_level_is_one_plain_sentence_or_two():
    assert re.fullmatch(r"[A-Z].*\.", LEVEL.sentence)
    assert "\n" not in LEVEL.sentence


@pytest.mark.parametrize(("platform", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_other_systems_give_no_isolation_and_say_so(monkeypatch, platform, name):
    monkeypatch.setattr("sys.platform", platform)
    found = jail.probe()
    assert (found.name, found.full, found.features) == ("none", False, ())
    assert found.sentence.startswith(f"{name} gives no isolation")
    assert "trust" in found.sentence


@full
def test_an_old_kernel_without_landlock_says_that_files_are_open(monkeypatch):
    monkeypatch.setattr("course.grading.jail.landlock.abi", lambda: 0)
    found = jail.probe()
    assert (found.name, found.missing) == ("partial", ("landlock",))
    assert "still open: reading, writing (the kernel has no Landlock" in found.sentence
    assert {"network", "processes"} <= set(found.features)


@full
def test_a_machine_without_a_filter_says_that_the_network_is_open(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    found = jail.probe()
    assert (found.name, found.missing) == ("partial", ("seccomp",))
    assert "network" in found.sentence
    assert "reading" in found.features


@full
def test_a_part_that_does_not_close_is_reported_although_the_kernel_has_it(monkeypatch):
    monkeypatch.setattr("course.grading.jail.seccomp.restrict", lambda: None)
    found = jail.probe()
    assert found.name == "partial"
    assert "network" in found.sentence
    assert found.missing == ()


@full
def test_a_jail_that_cannot_be_closed_is_no_jail(monkeypatch):
    def refuse():
        raise OSError("no filter today")

    monkeypatch.setattr("course.grading.jail.seccomp.restrict", refuse)
    found = jail.probe()
    assert (found.name, found.features) == ("none", ())
    assert "no filter today" in found.sentence


def test_nobody_goes_without_a_part_by_accident(monkeypatch):
    monkeypatch.setattr("course.grading.jail.landlock.abi", lambda: 0)
    with pytest.raises(jail.JailError, match="Landlock"):
        jail.prepare([])


@full
def test_a_missing_part_that_is_named_is_gone_without(monkeypatch):
    monkeypatch.setattr("course.grading.jail.landlock.abi", lambda: 0)
    assert jail.prepare([], without=["landlock"]).without == {"landlock"}


def test_elsewhere_there_is_nothing_to_enter(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(jail.JailError, match="darwin"):
        jail.prepare([])


@full
def test_probing_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = os.listdir("/proc/self/fd")
    jail.probe()
    assert list(tmp_path.iterdir()) == []
    assert os.listdir("/proc/self/fd") == before


def test_every_trial_of_the_probe_succeeds_outside_a_jail(tmp_path, monkeypatch):
    outside = tmp_path / "outside"
    outside.write_text("x")
    worked = [
        n for n, t in level._TRIALS.items() if n != "memory" and not level._fails(t, outside, jail.Limits())
    ]
    assert set(worked) >= {"reading", "writing", "network", "processes", "modes"}
    assert entry.missing() == {} or not LEVEL.full
