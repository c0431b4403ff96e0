"""Where correct variants, curated mutants and strangers are kept: decorators that file a function under its exercise."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """A solution, right or wrong."""

    exercise: str
    kind: str  # variant, mutant or stranger
    f: Callable[..., Any]
    label: str = ""  # the name that a mutant must get
    note: str = ""


@dataclass
class Corpus:
    entries: list[Entry] = field(default_factory=list)

    def of(self, kind: str, exercise: str | None = None) -> list[Entry]:
        return [e for e in self.entries if e.kind == kind and exercise in (None, e.exercise)]


_CURRENT = Corpus()


def variant(exercise: str, note: str = ""):
    """A correct solution in another style: must pass with full points."""
    return lambda f: _file(Entry(exercise, "variant", f, note=note or f.__name__))


def mutant(exercise: str, label: str, note: str = ""):
    """A wrong solution that must fail and be named `label`."""
    return lambda f: _file(Entry(exercise, "mutant", f, label, note or f.__name__))


def stranger(exercise: str, note: str):
    """A wrong solution by somebody who saw only the task: must be rejected; being named is a bonus."""
    return lambda f: _file(Entry(exercise, "stranger", f, note=note))


def _file(entry: Entry) -> Any:
    _CURRENT.entries.append(entry)
    return entry.f


def load_corpus(lab: str) -> Corpus:
    """Return everything filed under tests/proof/<lab>/."""
    package = importlib.import_module(f"tests.proof.{lab}")
    before = len(_CURRENT.entries)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    fresh = Corpus(_CURRENT.entries[before:])
    return _CACHE.setdefault(lab, fresh)


_CACHE: dict[str, Corpus] = {}
