"""The labs: one folder a lab, one file an exercise that declares it. Labs are found by their folder's name."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

from course.checks import Exercise, Lab

_FOLDER = Path(__file__).parent


@cache
def labs() -> tuple[str, ...]:
    """Return the names of all labs, in order."""
    return tuple(sorted(p.parent.name for p in _FOLDER.glob("lab[0-9][0-9]_*/__init__.py")))


def find_lab(name: str) -> Lab:
    """Return a lab by its name or its number: "lab01_perceptron", "lab01".

    Raises
    ------
    ValueError
        There is no such lab; the message lists those there are.
    """
    matches = [n for n in labs() if n == name or n.split("_")[0] == name]
    if not matches:
        message = f"no lab {name!r}; there are {', '.join(labs())}"
        raise ValueError(message)
    lab = importlib.import_module(f"course.exercises.{matches[0]}").LAB
    if not isinstance(lab, Lab):
        message = f"course.exercises.{matches[0]}.LAB: a Lab is needed, got {type(lab).__name__}"
        raise TypeError(message)
    return lab


@cache
def find_exercise(name: str) -> tuple[Lab, Exercise]:
    """Return an exercise and its lab; exercise names are unique in the course.

    Raises
    ------
    ValueError
        No lab declares `name`; the message offers the nearest names.
    """
    for lab_name in labs():
        lab = find_lab(lab_name)
        for exercise in lab.exercises:
            if exercise.name == name:
                return lab, exercise
    import difflib

    known = [e.name for n in labs() for e in find_lab(n).exercises]
    near = difflib.get_close_matches(name, known, 3) or known[:5]
    message = f"no exercise {name!r}; did you mean {', '.join(near)}?"
    raise ValueError(message)
