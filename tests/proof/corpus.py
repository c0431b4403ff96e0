"""Where correct variants, curated mutants and strangers are kept: decorators that file a function under its exercise."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.authoring.source import read_source

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Entry:
    """A solution, right or wrong."""

    exercise: str
    kind: str  # variant, mutant or stranger
    f: Any  # a function; the answer itself where the exercise is a question
    label: str = ""  # the name that a mutant must get
    note: str = ""
    module: str = ""


@dataclass
class Corpus:
    entries: list[Entry] = field(default_factory=list)

    def of(self, kind: str, exercise: str | None = None) -> list[Entry]:
        return [e for e in self.entries if e.kind == kind and exercise in (None, e.exercise)]


_FILED: dict[tuple[str, int], Entry] = {}  # by module and line: a module that is imported twice files once


def variant(exercise: str, note: str = ""):
    """A correct solution in another style: must pass with full points."""
    return lambda f: _function(f, exercise, "variant", "", note)


def mutant(exercise: str, label: str, note: str = ""):
    """A wrong solution that must fail and be named `label`."""
    return lambda f: _function(f, exercise, "mutant", label, note)


def stranger(exercise: str, note: str):
    """A wrong solution by somebody who saw only the task: must be rejected; being named is a bonus."""
    return lambda f: _function(f, exercise, "stranger", "", note)


def _function(f: Callable[..., Any], exercise: str, kind: str, label: str, note: str) -> Callable[..., Any]:
    _FILED[f.__module__, f.__code__.co_firstlineno] = Entry(exercise, kind, f, label, note, f.__module__)
    return f


def answer(module: str, exercise: str, kind: str, value: Any, label: str = "") -> None:
    """File an answer to a question."""
    _FILED[module, len(_FILED)] = Entry(exercise, kind, value, label, f"answer {value}", module)


def load_corpus(lab: str) -> Corpus:
    """Return everything filed under tests/proof/<lab>/."""
    package = importlib.import_module(f"tests.proof.{lab}")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return Corpus([e for e in _FILED.values() if e.module.startswith(f"{package.__name__}.")])


def reference_source(lab: str, exercise: str) -> str:
    """Return the source of the reference: the cell of solutions/<lab>.py, else the variant called "reference", else ""."""
    path = ROOT / "solutions" / f"{lab}.py"
    if path.exists():
        for cell in re.split(r"(?m)^(?=# %%)", path.read_text()):
            if re.match(rf'# %%[^\n]*\bexercise="{exercise}"', cell):
                return cell
    found = [
        inspect.getsource(e.f) for e in load_corpus(lab).of("variant", exercise) if e.note == "reference"
    ]
    return found[0][found[0].index("def ") :] if found else ""


def given_source(lab: str) -> str:
    """Return the functions that the lab's text gives to its students."""
    path = ROOT / "solutions" / f"{lab}.py"
    cells = read_source(path).cells if path.exists() else ()
    return "\n\n".join(c.text for c in cells if c.gives_functions)
