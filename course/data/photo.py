"""Photo: a man with a camera on a tripod, 256 × 256 pixels, grey.

X (1, 65536), images (1, 256, 256), brightness
    Whole numbers from 0 (black) to 255 (white), as float64.
y (1,) of 0
    There is one picture, and no class to tell.

A picture with upright lines (the tripod), level ones (the horizon) and a rough texture (the grass): what an edge
filter finds in one direction and misses in the other can be seen. Made from the original of 512 × 512 pixels by
averaging blocks of 2 × 2, rounded half up.

Source: Lav Varshney, "camera", in the sample pictures of scikit-image, CC0; see `LICENSES.md`.
"""

from __future__ import annotations

import numpy as np

from course.data.registry import Embedded, FloatArray, IntArray

SIDE = 256


def read(pixels: bytes) -> tuple[FloatArray, IntArray]:
    """Read 256 · 256 bytes, row by row.

    Returns
    -------
    X : ndarray of shape (1, 65536), float64
        Brightness in [0, 255].
    y : ndarray of shape (1,), int64
        Zero.
    """
    return np.frombuffer(pixels, np.uint8).astype(np.float64).reshape(1, SIDE * SIDE), np.zeros(1, np.int64)


PHOTO = Embedded(
    name="photo",
    file="photo.gz",
    read=read,
    feature_names=("brightness",) * (SIDE * SIDE),
    class_names={0: "a man with a camera"},
    source="Lav Varshney: camera, in the sample pictures of scikit-image, https://scikit-image.org",
    licence="CC0",
    image_shape=(SIDE, SIDE),
)
