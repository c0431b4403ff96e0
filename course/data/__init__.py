"""Real data sets that are part of the package: they load offline, in milliseconds.

Licences and origins: `LICENSES.md` in this folder. A further set is one declaration (see `banknotes`), its
name in `_SETS`, one `Source` in `tools/build_data.py`, and one row in `LICENSES.md`.
"""

from __future__ import annotations

from course.data.banknotes import BANKNOTES
from course.data.digits import DIGITS
from course.data.photo import PHOTO
from course.data.registry import Dataset, Part

__all__ = ["Dataset", "load", "names"]

_SETS = (BANKNOTES, DIGITS, PHOTO)


def names() -> list[str]:
    """Return the names that `load` knows.

    Examples
    --------
    >>> names()
    ['banknotes', 'digits', 'photo']
    """
    return sorted(declared.name for declared in _SETS)


def load(name: str, *, part: Part = "all") -> Dataset:
    """Load a data set by its name.

    Parameters
    ----------
    name : str
        One of `names()`.
    part : {"all", "train", "test"}, default "all"
        All rows, or one side of the data set's fixed split.

    Returns
    -------
    Dataset
        With fresh arrays: what is done to them does not change the next load.

    Raises
    ------
    ValueError
        If there is no data set or no part of this name.

    Examples
    --------
    >>> notes = load("banknotes", part="train")
    >>> notes
    banknotes (train): X (1030, 4), y (1030,) of -1 genuine, +1 forged
    >>> notes.feature_names
    ('variance', 'skewness', 'kurtosis', 'entropy')
    >>> load("digits", part="test").images.shape
    (450, 8, 8)
    """
    for declared in _SETS:
        if declared.name == name:
            return declared.load(part)
    known = ", ".join(map(repr, names()))
    raise ValueError(f"name must be the name of a data set, got {name!r}. Known names: {known}.")
