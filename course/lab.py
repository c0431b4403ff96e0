"""What a lab cell calls: `check`, `hint`, `me`, `start`, `progress`."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course import seeds
from course.checks import Exercise, Status, Verdict, judge, observe
from course.checks.compare import show
from course.checks.plain import plain
from course.exercises import find_exercise, find_lab

WORDS = (
    "alder",
    "birch",
    "cedar",
    "curlew",
    "dunlin",
    "finch",
    "hazel",
    "heron",
    "kestrel",
    "larch",
    "linnet",
    "maple",
)
_MISSING = object()


@dataclass
class _Session:
    """What this kernel knows of its student: id, verdicts, passed checks, hints shown."""

    student: str = ""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    passes: dict[str, int] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)


_SESSION = _Session()


def me(name: str = "") -> str:
    """Say who you are; your data and the numbers in your checks follow from it.

    Parameters
    ----------
    name : str
        Any word that is yours, for example your student number. Without one: the hub's user name, else a random word,
        which is printed so that you can write it into the cell.

    Returns
    -------
    str
        The id in use.
    """
    _SESSION.student = name or os.environ.get("JUPYTERHUB_USER", "") or _SESSION.student or _random_word()
    return _SESSION.student


def _random_word() -> str:
    word = f"{secrets.choice(WORDS)}-{secrets.randbelow(900) + 100}"
    print(f'Your data are made for "{word}". Write me("{word}") here to keep them.')
    return word


def my_rng(*names: object) -> np.random.Generator:
    """Return the generator of your own data under `names`; the same id gives the same data."""
    return seeds.generator(_SESSION.student or "nobody", *names)


def predicted(guess: Any, actual: Any, unit: str = "") -> None:
    """Print what you predicted beside what happened; without a prediction, ask for one."""
    if guess is None:
        print(
            f"Predict first: write your guess into the cell above. It happened to be: {actual} {unit}".rstrip()
        )
    else:
        print(f"You predicted {guess}, it is {actual} {unit}".rstrip() + ".")


def is_graded() -> bool:
    """Tell whether nbgrader is grading this kernel."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def seed_of(lab: str, exercise: str) -> int:
    """Return the seed of the next check: hidden in a graded run, else the student's own until it has passed."""
    if is_graded():
        return seeds.hidden_seed(os.environ.get(seeds.KEY_VARIABLE, ""), lab, exercise)
    return seeds.public_seed(_SESSION.student or "nobody", lab, exercise, _SESSION.passes.get(exercise, 0))


def check(name: str, target: Any = _MISSING) -> Verdict:
    """Check an exercise and say by name what is wrong.

    Parameters
    ----------
    name : str
        The exercise.
    target : object
        What you wrote; without it, what the notebook has under `name`.

    Returns
    -------
    Verdict
        Shown as a card; its repr is the number of points.

    Raises
    ------
    ValueError
        There is no such exercise.
    """
    lab, exercise = find_exercise(name)
    namespace = dict(sys._getframe(1).f_globals)
    if target is not _MISSING:
        namespace[name] = target
    hidden = is_graded()
    if exercise.is_question and not hidden:
        verdict = _recorded(exercise, namespace.get(name))
    else:
        cases = exercise.probes(seed_of(lab.name, name), hidden)
        verdict = judge(exercise, cases, observe(exercise.plan(cases), namespace))
    if verdict.passed:
        _SESSION.passes[name] = _SESSION.passes.get(name, 0) + 1
    best = _SESSION.verdicts.get(name)
    if best is None or verdict.score >= best.score:
        _SESSION.verdicts[name] = verdict
    return verdict


def _recorded(exercise: Exercise, answer: Any) -> Verdict:
    """A question: say whether the answer has the right form; its key is applied when the lab is graded."""
    answer = None if answer is Ellipsis else plain(answer)
    if answer is None or (isinstance(answer, str) and answer == "?"):
        return Verdict(exercise.name, Status.NOT_ATTEMPTED, 0.0, exercise.points, "not answered yet")
    if not isinstance(answer, str) or answer not in exercise.options:
        options = ", ".join(f'"{letter}"' for letter in exercise.options)
        lines = (("got", show(answer, 60)), ("expected", f"one of {options}"))
        return Verdict(
            exercise.name, Status.WRONG, 0.0, exercise.points, "this is none of the options", lines
        )
    text = f'"{answer}" is recorded; whether it is right is told when the lab is graded'
    return Verdict(exercise.name, Status.RECORDED, None, exercise.points, text)


def hint(name: str) -> None:
    """Print the next hint for an exercise; three calls print all three."""
    _, exercise = find_exercise(name)
    if not exercise.hints:
        print(f"{name} has no hints.")
        return
    number = _SESSION.hints.get(name, 0) % len(exercise.hints)
    _SESSION.hints[name] = number + 1
    print(f"Hint {number + 1} of {len(exercise.hints)} · {exercise.hints[number]}")


def start(lab: str) -> None:
    """Print one line on the lab: its title, its points and the version of the course."""
    from importlib.metadata import version

    found = find_lab(lab)
    print(
        f"{found.title} · {len(found.exercises)} checks, {found.points:g} points · deltarule {version('deltarule')}"
    )


def progress(lab: str) -> None:
    """Print which checks of a lab have passed in this session."""
    found = find_lab(lab)
    rows = [(e, _SESSION.verdicts.get(e.name)) for e in found.exercises]
    for exercise, verdict in rows:
        status = "not checked yet" if verdict is None else str(verdict.status)
        print(
            f"{exercise.name:<24}{status:<18}{0.0 if verdict is None else verdict.score:>5g} of {exercise.points:g}"
        )
    done = sum(v.score for _, v in rows if v is not None)
    print(f"{'together':<24}{'':<18}{done:>5g} of {found.points:g}")
