"""Right and wrong solutions of the exercises in `tests.checks.shapes`, as students write them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Solution:
    """A solution; `label` is the name that a wrong one must get ("" for a right one)."""

    exercise: str
    target: Any
    label: str
    note: str

    def __str__(self) -> str:
        return f"{self.exercise}-{self.label or 'right'}-{self.note}"


FILED: dict[str, list[Solution]] = {}


def right(exercise: str) -> Callable[[Any], Any]:
    """File a solution that must pass."""
    return wrong(exercise, "")


def wrong(exercise: str, label: str) -> Callable[[Any], Any]:
    """File a solution that must fail and be named `label`."""

    def file(target: Any, note: str = "") -> Any:
        FILED.setdefault(exercise, []).append(Solution(exercise, target, label, note or target.__name__))
        return target

    return file


def solutions(exercise: str) -> list[Solution]:
    """Return what is filed under `exercise`."""
    importlib.import_module(f"tests.checks.solutions.{exercise}")
    return FILED[exercise]
