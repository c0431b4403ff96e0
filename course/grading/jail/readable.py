"""What a jailed process may read: Python, the system's libraries, and the student's side of the course by name.

Never the project's root, and of `course` no judge, no specification and no exercise. The kernel can only open, not
close again: where a folder to be opened holds the course itself (an installed package lies among the others), the
folders around it are opened one by one.
"""

from __future__ import annotations

import importlib.util
import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.grading.jail.landlock import LIST, READ, Rule

_COURSE = Path(__file__).resolve().parents[2]
MODULES = (
    "course",
    "course.seeds",
    "course.checks.facts",
    "course.checks.names",
    "course.checks.observation",
    "course.checks.observe",
    "course.checks.plain",
    "course.checks.scenarios",
    "course.checks.wire",
)
FOLDERS = ("data", "plots")
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store",
    "/usr/share/fonts", "/usr/share/locale", "/usr/share/zoneinfo",
    "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/ssl/openssl.cnf",
    "/dev/random", "/dev/urandom", "/dev/zero",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu", "/sys/devices/system/node",
)  # fmt: skip
WRITABLE = ("/dev/null",)


def system() -> tuple[Rule, ...]:
    """Return rules for the system's libraries, fonts and time zones; no accounts, no processes, no secrets."""
    return tuple(_rules(Path(p) for p in _SYSTEM))


def python() -> tuple[Rule, ...]:
    """Return rules for this interpreter: its standard library, its packages, its shared libraries."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    found = {Path(p, folder) for p in prefixes for folder in ("lib", "lib64")}
    found |= {Path(sysconfig.get_path(k)) for k in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {Path(p) for p in site.getsitepackages()}
    found |= {Path(p, "pyvenv.cfg") for p in prefixes}
    if site.ENABLE_USER_SITE:
        found.add(Path(site.getusersitepackages()))
    return tuple(_rules(found))


def course(modules: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return rules for the student's side of the course, and for `modules`: scenarios of a lab, by name.

    Examples
    --------
    >>> any(rule.path.endswith("judge.py") for rule in course())
    False
    """
    rules = [Rule(str(_COURSE), LIST)]  # a name without its text: imports look into folders
    for module in (*MODULES, *modules):
        source = _source_of(module)
        rules += [Rule(str(source)), Rule(importlib.util.cache_from_source(str(source)))]
    rules += [Rule(str(_COURSE / folder)) for folder in FOLDERS]
    return tuple(rules)


def _source_of(module: str) -> Path:
    path = _COURSE.joinpath(*module.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def everything(modules: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return what a graded run reads: `system`, `python` and `course`."""
    return (*system(), *python(), *course(modules))


def _rules(paths: Iterable[Path]) -> Iterator[Rule]:
    """Open `paths` that are there, each once, around the course and around its checkout."""
    found = {p.resolve() for p in paths if os.path.exists(p)}  # False where we may not look ourselves
    for path in sorted(found):
        if not any(parent in found for parent in path.parents):
            yield from _around(path, _private())


def _private() -> Path:
    """Return the folder that no rule may open as a whole: the project's root, or the installed package."""
    installed = {Path(sysconfig.get_path(k)).resolve() for k in ("purelib", "platlib")}
    installed |= {Path(p).resolve() for p in (*site.getsitepackages(), site.getusersitepackages())}
    return _COURSE if _COURSE.parent in installed else _COURSE.parent


def _around(path: Path, private: Path) -> Iterator[Rule]:
    if path == private:
        return
    if path not in private.parents:
        yield Rule(str(path), READ)
        return
    yield Rule(str(path), LIST)
    with os.scandir(path) as entries:
        below = sorted(Path(e.path) for e in entries if not e.is_symlink())
    for child in below:
        yield from _around(child, private)
