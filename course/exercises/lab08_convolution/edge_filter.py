"""`edge_filter`: each pixel less its left neighbour, the smallest edge detector."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake, Tolerance
from course.checks.mistakes import formula
from course.data import load


def _spec(img: Any) -> np.ndarray:
    x = np.asarray(img).tolist()
    return np.array([[float(row[j + 1]) - float(row[j]) for j in range(len(row) - 1)] for row in x])


def _patch(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    photo = load("photo").images[0]
    i, j = (
        int(rng.integers(0, size - part)) for size, part in zip(photo.shape, (height, width), strict=True)
    )
    return np.array(photo[i : i + height, j : j + width])


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"img": np.array([[0.0, 0.0, 5.0, 5.0, 2.0], [1.0, 1.0, 1.0, 7.0, 0.0]])})
    yield Case({"img": rng.normal(size=(3, 4))})
    yield Case({"img": _patch(rng, 9, 12)})
    yield Case({"img": rng.normal(size=(4, 4))})
    yield Case({"img": rng.normal(size=(5, 2))}, "narrow images", EDGE)
    yield Case({"img": rng.normal(size=(1, 6))}, "narrow images", EDGE)
    yield Case({"img": _patch(rng, 7, 9).astype(np.uint8)}, "bytes", EDGE)
    yield Case({"img": rng.integers(0, 256, size=(4, 6)).astype(np.uint8)}, "bytes", EDGE)
    yield Case({"img": np.asfortranarray(rng.normal(size=(4, 5)))}, "integers, strides", EDGE)
    yield Case({"img": rng.integers(-9, 10, size=(3, 5))}, "integers, strides", EDGE)


def _of(f: Callable[[np.ndarray], Any]) -> Any:
    return formula(lambda img: f(np.asarray(img, float)))


def _bytes(img: Any) -> Any:
    """Predict the difference in the image's own dtype: bytes have no negative numbers."""
    x = np.asarray(img)
    return x[:, 1:] - x[:, :-1] if x.dtype == np.uint8 else _spec(img)


edge_filter = Exercise(
    name="edge_filter",
    points=2,
    law="edge_filter(img (H, W)) → y (H, W − 1), float64, y[i, j] = img[i, j + 1] − img[i, j]; images may hold bytes 0 … 255",
    cases=_cases,
    spec=_spec,
    outputs=("y",),
    tolerance=Tolerance(rtol=1e-7, atol=1e-12),
    weights={"core": 0.7, "narrow images": 0.1, "bytes": 0.1, "integers, strides": 0.1},
    read="section 1, an edge is a difference",
    think="In the first row of the smallest case, where is the edge, and is it from dark to bright?",
    hints=(
        "Which two neighbours make y[i, 0]?",
        "img[:, 1:] and img[:, :-1] have the same shape; one is the other, moved by a column.",
        "Convert to float before you subtract: bytes cannot be negative.",
    ),
    mistakes=(
        Mistake("sign", _of(lambda x: x[:, :-1] - x[:, 1:]), "the sign is turned round: left minus right", "Is an edge from dark to bright positive?", "as the true convolution with (−1, 1)"),
        Mistake("rows-for-columns", _of(lambda x: x[1:] - x[:-1]), "rows are subtracted, not columns", "Which index moves by one: i or j?", "axis 0"),
        Mistake("bytes-wrap", formula(_bytes), "with bytes, a negative difference becomes a large positive one: 3 − 5 = 254", "Which dtype do you subtract in?", "uint8 wraps round"),
        Mistake("absolute", _of(lambda x: np.abs(np.diff(x))), "the sign of the edges is lost", "Does the law contain an absolute value?", "abs"),
        Mistake("squared", _of(lambda x: np.diff(x) ** 2), "the differences are squared", "Does the law contain a square?", ""),
        Mistake("zero-column-in-front", _of(lambda x: np.diff(x, prepend=x[:, :1])), "there is a column of zeros in front", "How many neighbours has a row of W pixels?", "same size kept"),
        Mistake("zero-column-behind", _of(lambda x: np.diff(x, append=x[:, -1:])), "there is a column of zeros behind", "How many neighbours has a row of W pixels?", "same size kept"),
        Mistake("wraps-around", _of(lambda x: x - np.roll(x, 1, 1)), "the first pixel is compared with the last one of its row", "Are the two ends neighbours?", "np.roll"),
        Mistake("wraps-behind", _of(lambda x: np.roll(x, -1, 1) - x), "the last pixel is compared with the first one of its row", "Are the two ends neighbours?", "np.roll"),
        Mistake("zero-border", _of(lambda x: np.diff(x, prepend=0)), "the first pixel is compared with a zero outside the image", "Is there a pixel before the first one?", "padded with zeros"),
        Mistake("two-apart", _of(lambda x: x[:, 2:] - x[:, :-2]), "pixels two columns apart are compared", "Which two pixels are neighbours?", "central difference"),
        Mistake("two-apart-halved", _of(lambda x: (x[:, 2:] - x[:, :-2]) / 2), "this is half the difference of pixels two columns apart", "Which two pixels are neighbours?", "np.gradient"),
        Mistake("sum", _of(lambda x: x[:, 1:] + x[:, :-1]), "the neighbours are added", "What is 0 where nothing changes?", "+ for −"),
        Mistake("twice", _of(lambda x: np.diff(x, 2)), "the difference is taken twice", "What does one difference leave of a ramp?", "np.diff(x, 2)"),
        Mistake("negative-to-zero", _of(lambda x: np.maximum(np.diff(x), 0)), "edges from bright to dark are cut to 0", "Does the law contain a maximum?", "clip or ReLU"),
        Mistake("diagonal", _of(lambda x: x[1:, 1:] - x[:-1, :-1]), "pixels on a diagonal are compared", "Which index moves?", ""),
        Mistake("one-row-short", _of(lambda x: np.diff(x)[:-1]), "a row is missing", "How many rows has the result?", ""),
    ),
)  # fmt: skip
