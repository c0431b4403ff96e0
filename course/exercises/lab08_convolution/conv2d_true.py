"""`conv2d_true`: true convolution, the kernel flipped on both axes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import ANY, formula
from course.exercises.lab08_convolution.corr2d import SIZE_AND_SUM
from course.exercises.lab08_convolution.layers import flat_conv, square


def _spec(X: Any, K: Any) -> np.ndarray:
    (h, k), (H, W) = K.shape, X.shape
    out = np.zeros((H - h + 1, W - k + 1))
    for i in range(H - h + 1):
        for j in range(W - k + 1):
            out[i, j] = sum(
                float(X[i + h - 1 - a, j + k - 1 - b]) * float(K[a, b]) for a in range(h) for b in range(k)
            )
    return out


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.arange(9.0).reshape(3, 3), "K": np.arange(4.0).reshape(2, 2)})
    for image, kernel in (
        ((5, 6), (2, 2)),
        ((4, 5), (3, 3)),
        ((5, 4), (3, 2)),
        ((3, 6), (2, 4)),
        *((((7, 8), (4, 3)),) if hidden else ()),
    ):
        yield Case({"X": rng.normal(size=image), "K": rng.normal(size=kernel)})
    yield Case(
        {"X": rng.normal(size=(3, 4)), "K": rng.normal(size=(1, 1))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(4, 5)), "K": rng.normal(size=(1, 3))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(5, 3)), "K": rng.normal(size=(3, 1))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(3, 3)), "K": rng.normal(size=(3, 3))}, "kernel as large as the image", EDGE
    )
    yield Case(
        {"X": rng.integers(-9, 10, size=(4, 6)), "K": rng.normal(size=(2, 3))}, "integers, strides", EDGE
    )
    yield Case(
        {"X": rng.integers(-9, 10, size=(5, 4)), "K": rng.normal(size=(3, 3))}, "integers, strides", EDGE
    )
    yield Case(
        {"X": np.asfortranarray(rng.normal(size=(5, 4))), "K": rng.normal(size=(4, 6))[::2, ::2]},
        "integers, strides",
        EDGE,
    )


def _kernel(f: Callable[[np.ndarray], Any]) -> Any:
    return formula(lambda X, K: flat_conv(X, f(np.asarray(K, float))))


def _if_square(f: Callable[[np.ndarray], Any]) -> Any:
    return formula(lambda X, K: flat_conv(X, f(np.asarray(K, float))) if square(K) else ANY)


def _full(X: Any, K: Any) -> np.ndarray:
    h, k = K.shape
    return _spec(np.pad(X, ((h - 1, h - 1), (k - 1, k - 1))), K)


conv2d_true = Exercise(
    name="conv2d_true",
    points=4,
    law="conv2d_true(X (H, W), K (h, k)) → Y (H − h + 1, W − k + 1): as corr2d, with K flipped on both axes",
    cases=_cases,
    spec=_spec,
    outputs=("Y",),
    read="section 3, find the slip",
    think="In the smallest case, which entry of K has to meet the 0 in the top left corner of X?",
    hints=(
        "Which kernel, handed to corr2d, gives this result?",
        "K[::-1] turns the order of the rows round; what turns the columns round?",
        "corr2d with K[::-1, ::-1].",
    ),
    mistakes=(
        Mistake("not-flipped", _kernel(lambda K: K), "this is the cross-correlation: the kernel is not flipped", "What distinguishes the two?", "correlation for convolution"),
        Mistake("rows-only", _kernel(lambda K: K[::-1]), "the kernel is flipped on its first axis only", "How many axes does the law flip?", "K[::-1]"),
        Mistake("columns-only", _kernel(lambda K: K[:, ::-1]), "the kernel is flipped on its second axis only", "How many axes does the law flip?", "K[:, ::-1]"),
        Mistake("transposed", _if_square(lambda K: K.T), "the kernel is transposed, not flipped", "Is a transpose a flip?", "K.T"),
        Mistake("flipped-and-transposed", _if_square(lambda K: K[::-1, ::-1].T), "the kernel is flipped and transposed", "Which entry comes first after two flips?", ""),
        Mistake("quarter-turn", _if_square(np.rot90), "the kernel is turned by a quarter, once", "How many quarter turns are two flips?", "rot90 once"),
        Mistake("quarter-turn-back", _if_square(lambda K: np.rot90(K, 3)), "the kernel is turned by a quarter, clockwise", "How many quarter turns are two flips?", "rot90 three times"),
        Mistake("one-flip-each", formula(lambda X, K: flat_conv(np.asarray(X)[::-1], np.asarray(K, float)[:, ::-1])), "the image is flipped on one axis, the kernel on the other",
                "Which of the two is flipped, and on which axes?", ""),
        Mistake("kernel-ignored", _kernel(np.ones_like), "the window is summed, the kernel plays no part", "Where does K enter?", "window sum"),
        Mistake("full-size", formula(_full), "the kernel hangs over the border", "Is the kernel wholly inside the image?", "full mode"),
        *SIZE_AND_SUM,
    ),
)  # fmt: skip
