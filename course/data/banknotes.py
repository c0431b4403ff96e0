"""Banknotes: four numbers from the image of a note; is the note forged?

1372 images of genuine and forged banknote-like specimens: grey, 400 × 400 pixels, about 660 dpi.

X (1372, 4), no units
    Variance, skewness and kurtosis of the wavelet-transformed image, and the entropy of the image. How the
    authors scaled them is not published; a negative variance is in the source, too.
y (1372,) of ±1
    +1 (610 rows) is class 1 of the file, −1 (762 rows) is class 0. That class 1 means *forged* is the usual
    reading, but not the source's own statement: UCI gives the codes 0 and 1 without their meaning, and some
    users read them the other way round. No number depends on it, only the words do.

Three hazards. The file is sorted by class, all −1 before all +1. 24 rows repeat an earlier row (11 different
rows occur two to four times, all of them −1); the split keeps equal rows on one side. The columns have
different scales: their standard deviations are 2.8, 5.9, 4.3 and 2.1.

The split (`registry.held_out`, a quarter of each class, seed 0) gives 1030 rows to train, 342 to test.

Source: Volker Lohweg, Banknote Authentication, UCI Machine Learning Repository, 2012, CC BY 4.0,
https://doi.org/10.24432/C55P57; see `LICENSES.md`.
"""

from __future__ import annotations

import io

import numpy as np

from course.data.registry import Embedded, FloatArray, IntArray


def read(text: bytes) -> tuple[FloatArray, IntArray]:
    """Read lines `variance,skewness,kurtosis,entropy,class` with class 0 or 1.

    Parameters
    ----------
    text : bytes
        The comma-separated file, without a header.

    Returns
    -------
    X : ndarray of shape (n, 4), float64
        The features, as they stand in the file.
    y : ndarray of shape (n,), int64
        +1 for class 1, −1 for class 0.

    Examples
    --------
    >>> X, y = read(b"3.6,8.7,-2.8,-0.4,0\\n-1.4,3.3,-1.4,-2.0,1\\n")
    >>> X.shape, y
    ((2, 4), array([-1,  1]))
    """
    table = np.loadtxt(io.BytesIO(text), delimiter=",", ndmin=2)  # (n, 5)
    return table[:, :4].copy(), np.where(table[:, 4] == 1, 1, -1).astype(np.int64)


BANKNOTES = Embedded(
    name="banknotes",
    file="banknote.csv.gz",
    read=read,
    feature_names=("variance", "skewness", "kurtosis", "entropy"),
    class_names={-1: "genuine", 1: "forged"},
    source=(
        "Volker Lohweg: Banknote Authentication, UCI Machine Learning Repository (2012), "
        "https://doi.org/10.24432/C55P57"
    ),
    licence="CC BY 4.0",
)
