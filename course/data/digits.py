"""Digits: hand-written digits of 43 people, eight by eight pixels.

1797 images, the test part of a larger set: 32 × 32 bitmaps, cut into blocks of 4 × 4, the ink in each counted.

X (1797, 64), images (1797, 8, 8), ink
    Whole numbers from 0 (no ink in the block) to 16 (all of it), as float64; divide by 16 for [0, 1].
y (1797,) of 0 … 9
    The digit; 174 to 183 images of each.

The split (`registry.held_out`, a quarter of each class, seed 0) gives 1347 images to train, 450 to test. It does
not keep one writer's digits on one side, because the source does not tell who wrote which.

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,
1998, https://doi.org/10.24432/C50P49; see `LICENSES.md`.
"""

from __future__ import annotations

import io

import numpy as np

from course.data.registry import Embedded, FloatArray, IntArray


def read(text: bytes) -> tuple[FloatArray, IntArray]:
    """Read lines of 64 whole numbers, row by row of the image, and the digit.

    Parameters
    ----------
    text : bytes
        The comma-separated file, without a header.

    Returns
    -------
    X : ndarray of shape (n, 64), float64
        Ink in [0, 16].
    y : ndarray of shape (n,), int64
        The digit, 0 … 9.
    """
    table = np.loadtxt(io.BytesIO(text), delimiter=",", ndmin=2)  # (n, 65)
    return table[:, :64].copy(), table[:, 64].astype(np.int64)


DIGITS = Embedded(
    name="digits",
    file="digits.csv.gz",
    read=read,
    feature_names=tuple(f"ink {i},{j}" for i in range(8) for j in range(8)),
    class_names={digit: str(digit) for digit in range(10)},
    source=(
        "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998), "
        "https://doi.org/10.24432/C50P49"
    ),
    licence="CC BY 4.0",
    image_shape=(8, 8),
)
