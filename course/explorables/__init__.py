"""Explorables: pictures to move before any formula, driven by the student's own code on request."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.explorables.base import Explorable

__all__ = ["explore", "known"]

_TABLE = {
    "perceptron_line": ("course.explorables.perceptron_line", "PerceptronLine"),
}


def known() -> tuple[str, ...]:
    """Return the names that `explore` accepts.

    Examples
    --------
    >>> "perceptron_line" in known()
    True
    """
    return tuple(sorted(_TABLE))


def explore(name: str, **settings: Any) -> Explorable:
    """Return the explorable called `name`; as the last line of a cell it is shown.

    Parameters
    ----------
    name : str
        One of `known()`.
    **settings
        What the explorable is started with, for example ``X=X, y=y, update=perceptron_epoch``.

    Returns
    -------
    Explorable
        A widget whose state can be read and set from Python.

    Raises
    ------
    ValueError
        If no explorable has this name.

    Examples
    --------
    >>> explore("perceptron")
    Traceback (most recent call last):
        ...
    ValueError: explore: name must be a known explorable, got 'perceptron'. Known: perceptron_line. \
Did you mean explore("perceptron_line")?
    """
    if name not in _TABLE:
        close = difflib.get_close_matches(str(name), _TABLE, n=1, cutoff=0.4)
        remedy = f'Did you mean explore("{close[0]}")?' if close else "Use one of these names."
        message = (
            f"explore: name must be a known explorable, got {name!r}. Known: {', '.join(known())}. {remedy}"
        )
        raise ValueError(message)
    module, cls = _TABLE[name]
    widget: Explorable = getattr(importlib.import_module(module), cls)(**settings)
    return widget
