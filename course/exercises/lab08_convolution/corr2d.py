"""`corr2d`: cross-correlation of one image with one kernel, what deep learning calls convolution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import ANY, RAISES, formula, rolled, transposed
from course.exercises.lab08_convolution.layers import flat_conv, square


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.arange(9.0).reshape(3, 3), "K": np.arange(4.0).reshape(2, 2)})
    for image, kernel in (
        ((4, 5), (2, 2)),
        ((6, 5), (3, 3)),
        ((5, 4), (3, 2)),
        ((4, 7), (2, 3)),
        *((((8, 6), (4, 3)),) if hidden else ()),
    ):
        yield Case({"X": rng.normal(size=image), "K": rng.normal(size=kernel)})
    yield Case(
        {"X": rng.normal(size=(3, 4)), "K": rng.normal(size=(1, 1))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(4, 3)), "K": rng.normal(size=(1, 3))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(3, 5)), "K": rng.normal(size=(3, 1))}, "kernel of one row, column, pixel", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(3, 3)), "K": rng.normal(size=(3, 3))}, "kernel as large as the image", EDGE
    )
    yield Case(
        {"X": rng.normal(size=(2, 3)), "K": rng.normal(size=(2, 3))}, "kernel as large as the image", EDGE
    )
    yield Case(
        {"X": rng.integers(-9, 10, size=(4, 6)), "K": rng.normal(size=(2, 3))}, "integers, strides", EDGE
    )
    yield Case(
        {"X": rng.integers(-9, 10, size=(5, 4)), "K": rng.normal(size=(3, 2))}, "integers, strides", EDGE
    )
    yield Case(
        {"X": np.asfortranarray(rng.normal(size=(5, 4))), "K": rng.normal(size=(4, 6))[::2, ::2]},
        "integers, strides",
        EDGE,
    )
    yield Case(
        {
            "X": rng.integers(0, 256, size=(4, 5)).astype(np.uint8),
            "K": rng.normal(size=(2, 2)),
        },
        "integers, strides",
        EDGE,
    )


def _kernel(f: Callable[[np.ndarray], Any]) -> Any:
    return formula(lambda X, K: flat_conv(X, f(np.asarray(K, float))))


def _if_square(f: Callable[[Any, Any], Any]) -> Any:
    """Predict f(X, K) for a square kernel; another one does not fit, and students' code does this or that."""
    return formula(lambda X, K: f(np.asarray(X, float), np.asarray(K, float)) if square(K) else ANY)


def _blocks(X: np.ndarray, K: np.ndarray) -> np.ndarray:
    return np.asarray(flat_conv(X, K)[:: K.shape[0], :: K.shape[1]])


def _only(entry: tuple[int, int]) -> Any:
    """Predict the product with one entry of the kernel alone."""

    def change(K: np.ndarray) -> np.ndarray:
        out = np.zeros(K.shape)
        out[entry] = K[entry]
        return out

    return _kernel(change)


def _window(f: Callable[[np.ndarray, np.ndarray], Any]) -> Any:
    """Predict f(window, K) in place of the sum of products."""

    def predict(X: Any, K: Any) -> np.ndarray:
        (h, k), (H, W) = K.shape, X.shape
        return np.array(
            [
                [f(np.asarray(X[i : i + h, j : j + k], float), K) for j in range(W - k + 1)]
                for i in range(H - h + 1)
            ]
        )

    return formula(predict)


def _wrapped(X: Any, K: Any) -> np.ndarray:
    """Predict the definition of convolution read at X[i − a, j − b], where negative indices count from the end."""
    (h, k), (H, W) = K.shape, X.shape
    out = np.zeros((H - h + 1, W - k + 1))
    for a in range(h):
        for b in range(k):
            out += K[a, b] * np.roll(np.asarray(X, float), (a, b), (0, 1))[: len(out), : out.shape[1]]
    return out


def _same(X: Any, K: Any) -> np.ndarray:
    h, k = K.shape
    return flat_conv(np.pad(X, ((h // 2, h // 2), (k // 2, k // 2))), K)


def _full(X: Any, K: Any) -> np.ndarray:
    h, k = K.shape
    return flat_conv(np.pad(X, ((h - 1, h - 1), (k - 1, k - 1))), K)


SIZE_AND_SUM = (
    Mistake("one-short", lambda c, r: r[:-1, :-1], "the last row and the last column are missing", "How many places has a window of h rows on H rows, first and last included?", "H − h for H − h + 1"),
    Mistake("last-row-missing", lambda c, r: r[:-1], "the last row is missing", "How many places has a window of h rows on H rows?", "off by one in the rows"),
    Mistake("last-column-missing", lambda c, r: r[:, :-1], "the last column is missing", "How many places has a window of k columns on W columns?", "off by one in the columns"),
    Mistake("result-transposed", transposed(), "this is the transpose of the result", "Which loop runs over the rows?", "axes of the output swapped"),
    Mistake("result-reversed", lambda c, r: r[::-1, ::-1], "the result is turned by 180 degrees", "Which window belongs to the top left?", "output flipped"),
    Mistake("mean-for-sum", lambda c, r: r / c.K.size, "each value is divided by the number of entries of the kernel", "Is it the sum or the mean of the products?", "np.mean"),
    Mistake("divided-by-kernel-sum", lambda c, r: r / c.K.sum(), "each value is divided by the sum of the kernel", "Does the law normalise the kernel?", "normalised kernel"),
    Mistake("negative-to-zero", lambda c, r: np.maximum(r, 0), "negative values are cut to 0", "Does the law contain a ReLU?", "ReLU applied"),
    Mistake("absolute", lambda c, r: np.abs(r), "the sign is lost", "May a value be negative?", "abs"),
    Mistake("sign", lambda c, r: -r, "the sign is turned round", "What multiplies what?", ""),
    Mistake("shifted", rolled(1), "the columns have moved by one", "Which window belongs to column 0?", "index off by one"),
    Mistake("whole-numbers", lambda c, r: ANY if c.X.dtype.kind == "u" else np.trunc(r) if c.X.dtype.kind == "i" else r, "fractions are cut off when the image holds integers",
            "Which dtype has the array that you fill?", "zeros_like of an integer image"),
)  # fmt: skip


corr2d = Exercise(
    name="corr2d",
    points=6,
    law="corr2d(X (H, W), K (h, k)) → Y (H − h + 1, W − k + 1), Y[i, j] = Σ_a Σ_b X[i + a, j + b]·K[a, b]",
    cases=_cases,
    spec=flat_conv,
    outputs=("Y",),
    read="section 3, the sliding window",
    think="Lay the kernel on the top left corner of the smallest case: which four numbers lie under it?",
    hints=(
        "For fixed i and j, which part of X lies under the kernel?",
        "X[i : i + h, j : j + k] is the window; multiply it by K entry by entry and add everything up.",
        "Two loops over i and j, H − h + 1 and W − k + 1 places; np.sum(window * K) in each.",
    ),
    mistakes=(
        Mistake("kernel-flipped", _kernel(lambda K: K[::-1, ::-1]), "this is the true convolution: the kernel is flipped on both axes", "Which entry of K lies on the top left of the window?", "convolution for correlation"),
        Mistake("kernel-rows-flipped", _kernel(lambda K: K[::-1]), "the kernel is upside down", "Does the law flip the kernel?", "flipped on axis 0"),
        Mistake("kernel-columns-flipped", _kernel(lambda K: K[:, ::-1]), "the kernel is mirrored, left to right", "Does the law flip the kernel?", "flipped on axis 1"),
        Mistake("kernel-transposed", _if_square(lambda X, K: flat_conv(X, K.T)), "rows and columns of the kernel have changed places", "Which index of K goes with the row?", "K.T"),
        Mistake("indices-swapped", lambda c, r: r.T if r.shape[0] == r.shape[1] else RAISES, "rows and columns of the image have changed places",
                "Which index of X goes with i?", "X[j, i]"),
        Mistake("matrix-product", _if_square(lambda X, K: _windows_product(X, K)), "the window and the kernel are multiplied as matrices", "Which product goes entry by entry: * or @?", "@ for *"),
        Mistake("wraps-around", formula(_wrapped), "the window reaches back, to X[i − a, j − b], and wraps round the border", "Is it i + a or i − a in the law?", "definition of convolution with negative indices"),
        Mistake("first-product-only", _only((0, 0)), "only the first product of each window is there", "Does your loop end too early?", "return or = in the loop"),
        Mistake("last-product-only", _only((-1, -1)), "only the last product of each window is there", "What should happen to the products already added?", "= for +="),
        Mistake("first-row-of-kernel", _kernel(lambda K: np.vstack([K[:1], 0 * K[1:]])), "only the first row of the kernel is used", "Over how many rows of K does the sum run?", ""),
        Mistake("kernel-ignored", _kernel(np.ones_like), "the window is summed, the kernel plays no part", "Where does K enter?", "window sum"),
        Mistake("largest-product", _window(lambda w, K: (w * K).max()), "the largest product is taken, not the sum", "What is done with the products?", "max for sum"),
        Mistake("mean-times-sum", _window(lambda w, K: w.sum() * K.sum()), "window and kernel are summed first and multiplied then", "In which order do product and sum come?", "sums apart"),
        Mistake("blocks", formula(_blocks), "the window jumps by its own size", "By how much does the window move from one value to the next?", "stride = kernel size"),
        Mistake("same-size", formula(_same), "the image is padded with zeros first", "How many places are there without a border?", "same padding"),
        Mistake("full-size", formula(_full), "the window hangs over the border", "Is the kernel wholly inside the image?", "full mode"),
        *SIZE_AND_SUM,
    ),
)  # fmt: skip


def _windows_product(X: np.ndarray, K: np.ndarray) -> np.ndarray:
    h, rows, columns = len(K), X.shape[0] - len(K) + 1, X.shape[1] - len(K) + 1
    return np.array([[(X[i : i + h, j : j + h] @ K).sum() for j in range(columns)] for i in range(rows)])
