"""Seeds: public ones from a student's id, hidden ones from the course's key."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import numpy as np

KEY_VARIABLE, KEY_FILE = "COURSE_KEY", ".course_key"


def public_seed(student: str, *names: object) -> int:
    """Return the seed of what a student sees; anybody can repeat it.

    Examples
    --------
    >>> public_seed("ada", "lab01_perceptron") == public_seed("ada", "lab01_perceptron")
    True
    """
    text = "\x1f".join(map(str, (student, *names)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def hidden_seed(key: str, *names: object) -> int:
    """Return the seed of a graded run, which only the course's key gives."""
    text = "\x1f".join(map(str, names))
    return int.from_bytes(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()[:8], "big")


def course_key(folder: Path, create: bool = False) -> str | None:
    """Return the course's key: the variable `COURSE_KEY`, else the file `.course_key` in `folder`.

    Parameters
    ----------
    create : bool
        Make the file, readable by its owner only, if there is neither.
    """
    path = folder / KEY_FILE
    key = os.environ.get(KEY_VARIABLE) or (path.read_text().strip() if path.exists() else "")
    if key or not create:
        return key or None
    path.touch(mode=0o600)
    path.write_text(secrets.token_hex(32) + "\n")
    return path.read_text().strip()


def generator(student: str, *names: object) -> np.random.Generator:
    """Return the NumPy generator of what a student sees under `names`."""
    return np.random.default_rng(public_seed(student, *names))
