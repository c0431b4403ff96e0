"""Only the student's side of the course can be imported: in a graded run judges, specifications and exercises are absent.

A package that holds both sides (`course.checks`, a lab's folder) is there as an empty one, whose own text never runs; a
lab's scenarios are let in by name, and they find in `course.checks` what is of the student's side.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Collection, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from course.grading.jail.readable import FOLDERS, MODULES

_COURSE = Path(__file__).parents[1]
_GRADING = ("course.grading", "course.grading.child", "course.grading.zygote", "course.grading.student_side")
_DOORS = ("names", "observation", "observe", "plain", "scenarios")


class StudentSide(MetaPathFinder):
    """Stands before the other finders and lets of `course` only `modules` and the student's side pass."""

    def __init__(self, modules: Collection[str]) -> None:
        self.modules = {*MODULES, *_GRADING, *modules}
        self.folders = tuple(f"course.{f}" for f in (*FOLDERS, "grading.jail"))
        self.packages = {p for m in self.modules for p in _parents(m)} - self.modules

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return None for what the other finders may find, an empty package, or refuse.

        Raises
        ------
        ModuleNotFoundError
            It is of the judge's side.
        """
        if fullname.partition(".")[0] != "course" or fullname in self.modules:
            return None
        if any(f"{fullname}.".startswith(f"{folder}.") for folder in self.folders):
            return None
        if fullname in self.packages:
            spec = ModuleSpec(fullname, _Bare(), is_package=True)
            spec.submodule_search_locations = [str(_COURSE.joinpath(*fullname.split(".")[1:]))]
            return spec
        message = f"{fullname} is no part of a graded run"
        raise ModuleNotFoundError(message, name=fullname)


def _parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


class _Bare(Loader):
    """Loads a package without running its text."""

    def exec_module(self, module: ModuleType) -> None:
        """Give `course.checks` its doors of the student's side; other packages stay empty."""
        if module.__name__ == "course.checks":
            module.__dict__["__getattr__"] = _door


def _door(name: str) -> Any:
    if not name.startswith("__"):
        for place in _DOORS:
            module = importlib.import_module(f"course.checks.{place}")
            if name in vars(module):
                return vars(module)[name]
    message = f"course.checks.{name} is no part of a graded run"
    raise AttributeError(message)


def stay_on(modules: Collection[str] = ()) -> None:
    """Let this process import of the course only the student's side, and `modules`; then import these.

    Raises
    ------
    ImportError
        One of `modules` needs something of the judge's side.
    """
    sys.meta_path.insert(0, StudentSide(modules))
    for module in modules:
        importlib.import_module(module)
