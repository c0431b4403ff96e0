"""What a data set of the course is, and how an embedded one is declared, read and split."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Part = Literal["all", "train", "test"]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs, labels, and what must be said about where they come from.

    Parameters
    ----------
    name : str
        The name that `course.data.load` knows.
    part : {"all", "train", "test"}
        Which rows these are; rows keep the order of the file.
    X : ndarray of shape (n, d), float64
        One row an example; the units stand in the declaration of the data set.
    y : ndarray of shape (n,), int64
        The labels.
    feature_names : tuple of d str
        What the columns of `X` are.
    class_names : mapping of int to str
        What each label means.
    source : str
        Who made the data, and where they were published.
    licence : str
        The licence of the data.
    image_shape : tuple of int, default ()
        Height and width, where a row of `X` is an image.
    """

    name: str
    part: Part
    X: FloatArray
    y: IntArray
    feature_names: tuple[str, ...]
    class_names: Mapping[int, str]
    source: str
    licence: str
    image_shape: tuple[int, ...] = ()

    @property
    def images(self) -> FloatArray:
        """The rows of `X` as images, shape (n, height, width); a view of `X`.

        Raises
        ------
        ValueError
            If the rows are no images.
        """
        if not self.image_shape:
            raise ValueError(f"images: the rows of {self.name!r} are no images; use X.")
        return self.X.reshape(len(self.X), *self.image_shape)

    def __repr__(self) -> str:
        """Say shapes and labels in one line instead of printing the arrays."""
        what = f"images {self.images.shape}" if self.image_shape else f"X {self.X.shape}"
        labels = ", ".join(_label(*pair) for pair in sorted(self.class_names.items()))
        return f"{self.name} ({self.part}): {what}, y {self.y.shape} of {labels}"


def _label(label: int, meaning: str) -> str:
    return meaning if meaning == str(label) else f"{label:+d} {meaning}"


@dataclass(frozen=True)
class Embedded:
    """The declaration of a data set whose file is part of the package.

    Parameters
    ----------
    name : str
        The name to load it by.
    file : str
        Name of the gzip file in this folder; `tools/build_data.py` rebuilds it.
    read : callable (bytes) -> (X, y)
        Turns the decompressed file into X of shape (n, d), float64, and y of shape (n,), int64, both fresh.
    feature_names, class_names, source, licence, image_shape
        As in `Dataset`.
    test_share : float, default 0.25
        Share of each class that is held out, in (0, 1).
    seed : int, default 0
        Seed of the split into train and test.
    """

    name: str
    file: str
    read: Callable[[bytes], tuple[FloatArray, IntArray]] = field(repr=False)
    feature_names: tuple[str, ...]
    class_names: Mapping[int, str]
    source: str
    licence: str
    image_shape: tuple[int, ...] = ()
    test_share: float = 0.25
    seed: int = 0

    def load(self, part: Part = "all") -> Dataset:
        """Read the file and return the rows of one part, in fresh arrays.

        Raises
        ------
        ValueError
            If `part` is none of "all", "train" and "test".
        """
        if part not in get_args(Part):
            raise ValueError(f"part must be 'all', 'train' or 'test', got {part!r}.")
        packed = resources.files("course.data").joinpath(self.file).read_bytes()
        X, y = self.read(gzip.decompress(packed))
        if part != "all":
            chosen = held_out(X, y, share=self.test_share, seed=self.seed) == (part == "test")
            X, y = X[chosen], y[chosen]
        about = (self.feature_names, self.class_names, self.source, self.licence, self.image_shape)
        return Dataset(self.name, part, X, y, *about)


def held_out(X: FloatArray, y: IntArray, *, share: float, seed: int) -> NDArray[np.bool_]:
    """Choose the rows to hold out: a share of each class, equal rows always together.

    Each row gets a key, the SHA-256 of seed and row, and in each class the rows with the smallest keys are
    held out. Equal rows have equal keys, so no copy of a training row is among the held-out ones. A hash
    instead of a random generator keeps the split the same in every version of Python and NumPy.

    Parameters
    ----------
    X : ndarray of shape (n, d), float64
        The inputs.
    y : ndarray of shape (n,), int64
        The labels.
    share : float
        Share of each class to hold out, in (0, 1). Equal rows at the border are all held out, so that a
        class may give a few rows more.
    seed : int
        Another seed gives another split.

    Returns
    -------
    ndarray of shape (n,), bool
        True for the rows to hold out.

    Examples
    --------
    >>> X, y = np.array([[0.0], [1.0], [1.0], [2.0]]), np.array([1, 1, 1, 1])
    >>> held_out(X, y, share=0.25, seed=2)
    array([False,  True,  True, False])
    """
    rows = (X + 0.0).astype("<f8")  # + 0.0 makes −0.0 and 0.0, which are equal, also equal in their bytes
    keys = np.array([hashlib.sha256(b"%d:" % seed + row.tobytes()).hexdigest() for row in rows])
    held = np.zeros(len(y), dtype=np.bool_)
    for label in np.unique(y):
        members = y == label
        count = round(share * int(members.sum()))
        if count:
            held |= members & (keys <= np.sort(keys[members])[count - 1])
    return held
