"""From inside the jail, as root and as an ordinary user: what must fail fails, what must work works."""

import os
from pathlib import Path

import pytest

from tests.grading.jail import allowed, forbidden
from tests.grading.jail.conftest import LEVEL, PEOPLE, ROOT, state

pytestmark = pytest.mark.skipif(not LEVEL.full, reason=LEVEL.sentence)

DEADLY = {"compute_longer_than_the_limit": "SIGKILL", "run_a_32_bit_system_call": "SIGSYS"}
TORCH = [n for n in allowed.TRIALS if "torch" in n]
WORK = [n for n in allowed.TRIALS if n not in TORCH]


@pytest.fixture(scope="module")
def before(world):
    places = [Path(world["outside"]), ROOT / "course" / "checks"]
    return {p: state(p) for p in places}


@pytest.mark.parametrize("attempt", forbidden.TRIALS)
def test_a_submission_cannot(attempt, who, world, before):
    report = who.report(world, "forbidden", list(forbidden.TRIALS), attempt)
    if "ended" in report:
        assert report["ended"] == DEADLY[attempt]
    else:
        assert "raised" in report, report


@pytest.mark.parametrize("work", WORK)
def test_honest_work_can(work, who, world):
    report = who.report(world, "allowed", WORK, work)
    assert report.get("returned") == repr(allowed.TRIALS[work].expected), report


@pytest.mark.torch
@pytest.mark.parametrize("work", TORCH)
def test_honest_work_with_torch_can(work, who, world):
    report = who.report(world, "allowed", TORCH, work)
    assert report.get("returned") == repr(allowed.TRIALS[work].expected), report


def test_nothing_outside_has_changed(before, who, world):
    who.report(world, "forbidden", list(forbidden.TRIALS), "fork")
    assert before == {p: state(p) for p in before}


def test_a_jail_of_roots_is_nobody_elses_user(who, world):
    report = who.report(world, "allowed", WORK, "run_threads")
    real, effective, saved = report["uid"]
    if who.uid == 0:
        assert real >= 61184, "the kernel counts its threads under a uid of its own"
        assert effective == saved == (real if who.name.endswith("public Python") else effective)
    else:
        assert (real, effective, saved) == (who.uid,) * 3


def test_the_limit_on_computing_costs_the_limit_and_little_more(who, world):
    report = who.report(world, "forbidden", list(forbidden.TRIALS), "compute_longer_than_the_limit")
    assert report["seconds"] < 6


def test_root_tries_the_jail_as_an_ordinary_user_as_well():
    if os.geteuid() == 0 and len(PEOPLE) == 1:
        pytest.skip("no interpreter here can be read by another user")
    assert {"root", "user"} <= {w.name for w in PEOPLE} or os.geteuid() != 0
