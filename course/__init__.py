"""deltarule: a neural-network course that grades itself.

In a lab: `from course import check, explore, hint, load, me`. Everything is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from course.data import load as load
    from course.data import toy as toy
    from course.explorables import explore as explore
    from course.lab import check as check
    from course.lab import hint as hint
    from course.lab import me as me
    from course.lab import my_rng as my_rng
    from course.lab import predicted as predicted
    from course.lab import progress as progress
    from course.lab import start as start

_DOORS = {
    "check": "course.lab",
    "hint": "course.lab",
    "me": "course.lab",
    "my_rng": "course.lab",
    "predicted": "course.lab",
    "progress": "course.lab",
    "start": "course.lab",
    "load": "course.data",
    "explore": "course.explorables",
}
__all__ = ["check", "explore", "hint", "load", "me", "my_rng", "predicted", "progress", "start", "toy"]


def __getattr__(name: str) -> Any:
    if name == "toy":
        import course.data.toy

        return course.data.toy
    if name in _DOORS:
        import importlib

        return getattr(importlib.import_module(_DOORS[name]), name)
    message = f"module 'course' has no attribute {name!r}; its doors are {', '.join(__all__)}"
    raise AttributeError(message)
