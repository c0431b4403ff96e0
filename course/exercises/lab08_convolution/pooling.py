"""What the three pooling layers share: probes, and the mistakes of windows and strides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Mistake
from course.checks.mistakes import formula, transposed
from course.exercises.lab08_convolution.layers import pair, pooled, steps, widened

Reduce = Callable[[np.ndarray], Any]
WORDS: dict[str, Callable[..., Any]] = {"maximum": np.max, "mean": np.mean, "minimum": np.min}
LAW = "(X (N, C, H, W), size (h, k), stride=None) → (N, C, H′, W′): the {} of each window; stride is one int or a pair, by default size; incomplete windows are dropped"


def cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    """Return probes of a pooling layer: negatives, rectangles, overlap, gaps, incomplete windows."""

    def case(
        n: int, c: int, h: int, w: int, size: Any, family: str = "core", level: int = 0, **more: Any
    ) -> Case:
        return Case({"X": rng.normal(size=(n, c, h, w)), "size": size, **more}, family, level)

    yield Case({"X": np.array([[[[1.0, -2.0, 3.0, 0.5], [-4.0, 0.0, 2.0, 7.0]]]]), "size": (2, 2)})
    yield case(2, 3, 4, 6, (2, 2))
    yield case(2, 3, 6, 4, (3, 2))
    yield case(3, 2, 4, 9, (2, 3))
    yield Case({"X": -1 - np.abs(rng.normal(size=(2, 1, 4, 6))), "size": (2, 2)}, "negative numbers", EDGE)
    yield Case({"X": -1 - np.abs(rng.normal(size=(1, 2, 6, 4))), "size": (3, 2)}, "negative numbers", EDGE)
    yield case(2, 3, 5, 7, (2, 3), "incomplete windows", EDGE)
    yield case(1, 2, 7, 5, (3, 2), "incomplete windows", EDGE)
    yield case(2, 1, 5, 6, (2, 2), "overlap", EDGE, stride=1)
    yield case(2, 3, 5, 6, (3, 2), "overlap", EDGE, stride=(2, 1))
    yield case(1, 2, 7, 8, (3, 3), "overlap", EDGE, stride=2)
    yield case(1, 2, 4, 6, (2, 3), "overlap", EDGE, stride=(1, 2))
    yield case(2, 1, 7, 8, (2, 2), "gaps", EDGE, stride=3)
    yield case(1, 2, 8, 7, (2, 1), "gaps", EDGE, stride=(3, 2))
    yield case(2, 2, 2, 2, (2, 2), "all sizes equal", EDGE)
    yield case(3, 3, 3, 3, (1, 1), "all sizes equal", EDGE)
    yield Case(
        {"X": rng.integers(-9, 10, size=(2, 3, 4, 4)), "size": (2, 2)}, "integers, strided arrays", EDGE
    )
    yield Case(
        {"X": np.asfortranarray(rng.normal(size=(2, 3, 4, 6))), "size": (2, 3), "stride": (2, 3)},
        "integers, strided arrays",
        EDGE,
    )
    if hidden:
        yield case(2, 4, 9, 8, (4, 3), "overlap", EDGE, stride=(2, 3))
        yield case(4, 2, 8, 10, (4, 5))


def _size(f: Reduce, change: Callable[[int, int], tuple[int, int]]) -> Any:
    """Predict another window; where no stride is given, the step changes with it."""
    return formula(lambda X, size, stride=None: pooled(X, change(*pair(size)), stride, f))


def _step(f: Reduce, change: Callable[[Any, Any], Any]) -> Any:
    """Predict another step: change takes (size, stride)."""
    return formula(lambda X, size, stride=None: pooled(X, size, change(size, stride), f))


def _too_near(f: Reduce) -> Any:
    def predict(X: Any, size: Any, stride: Any = None) -> np.ndarray:
        (h, k), (s, t), near = pair(size), steps(size, stride), pooled(X, size, 1, f)
        return near[:, :, : (X.shape[2] - h) // s + 1, : (X.shape[3] - k) // t + 1]

    return formula(predict)


def _what_is_there(f: Reduce) -> Reduce:
    def reduce(w: np.ndarray) -> Any:
        there = w[np.isfinite(w)]
        if there.size == 0:
            message = "a window without numbers has no prediction"
            raise ValueError(message)
        return f(there)

    return reduce


def _with_rest(f: Reduce) -> Any:
    """Predict incomplete windows at the end that are cut to what is there."""

    def predict(X: Any, size: Any, stride: Any = None) -> np.ndarray:
        return pooled(widened(X, size, stride, np.nan), size, stride, _what_is_there(f))

    return formula(predict)


def _over(f: Callable[..., Any], axis: int) -> Any:
    """Predict a reduction over images or channels as well."""

    def predict(X: Any, size: Any, stride: Any = None) -> np.ndarray:
        X = np.asarray(X, float)
        return pooled(np.broadcast_to(f(X, axis=axis, keepdims=True), X.shape), size, stride, f)

    return formula(predict)


def windows_and_strides(f: Reduce, word: str) -> tuple[Mistake, ...]:
    """Return the mistakes that any pooling layer can have; `f` reduces one window."""
    return (
        Mistake("default-stride-one", _step(f, lambda size, stride: 1 if stride is None else stride), "without a stride the window moves by one pixel; the law says by its own size", "What is stride if it is not given?", "default stride 1"),
        Mistake("stride-ignored", _step(f, lambda size, stride: None), "the windows lie side by side, whatever stride says", "Where does stride enter?", "stride = size"),
        Mistake("stride-always-one", _step(f, lambda size, stride: 1), "the window always moves by one pixel", "By how much does the window move?", "stride 1"),
        Mistake("stride-pair-swapped", _step(f, lambda size, stride: steps(size, stride)[::-1]), "the two strides have changed places", "Which stride belongs to the rows?", ""),
        Mistake("first-stride-for-both", _step(f, lambda size, stride: steps(size, stride)[0]), "the stride of the rows is used for the columns too", "Which stride belongs to the columns?", "stride[0] twice"),
        Mistake("second-stride-for-both", _step(f, lambda size, stride: steps(size, stride)[1]), "the stride of the columns is used for the rows too", "Which stride belongs to the rows?", "stride[1] twice"),
        Mistake("stride-in-size-only", _too_near(f), "the output has the size of the stride, but its windows lie at distance 1", "Where does the window of Y[…, i, j] begin?", "i for i·stride"),
        Mistake("window-transposed", _size(f, lambda h, k: (k, h)), "height and width of the window have changed places", "Which of size is the height?", "(k, h)"),
        Mistake("height-for-both", _size(f, lambda h, k: (h, h)), "the height of the window is used for its width too", "Which of size is the width?", "size[0] twice"),
        Mistake("width-for-both", _size(f, lambda h, k: (k, k)), "the width of the window is used for its height too", "Which of size is the height?", "size[1] twice"),
        Mistake("incomplete-windows-kept", _with_rest(f), "windows that hang over the border are kept, cut to what is there", "What does the law do with incomplete windows?", "rounded up"),
        Mistake("incomplete-windows-filled", formula(lambda X, size, stride=None: pooled(widened(X, size, stride, 0.0), size, stride, f)), "windows that hang over the border are filled with zeros", "What does the law do with incomplete windows?", "padded"),
        Mistake("one-short", lambda c, r: r[:, :, :-1, :-1], "the last row and the last column of windows are missing", "How many places has the window, first and last included?", "+1 missing"),
        Mistake("whole-map", formula(lambda X, size, stride=None: pooled(X, X.shape[2:], 1, f)), f"one {word} is taken over the whole map", "Over what does each value run?", "global pooling"),
        Mistake("rows-and-columns-swapped", transposed(), "rows and columns of the result have changed places", "Which axis is the height?", ""),
        Mistake("first-of-window", formula(lambda X, size, stride=None: pooled(X, size, stride, lambda w: w[0, 0])), "the first number of each window is taken", "What is done with the numbers of a window?", "subsampling"),
        Mistake("last-of-window", formula(lambda X, size, stride=None: pooled(X, size, stride, lambda w: w[-1, -1])), "the last number of each window is taken", "What is done with the numbers of a window?", "= without a reduction"),
        Mistake("middle-of-window", formula(lambda X, size, stride=None: pooled(X, size, stride, np.median)), "the median of each window is taken", "Which number of a window does the law name?", ""),
        Mistake("sum-of-window", formula(lambda X, size, stride=None: pooled(X, size, stride, np.sum)), "the numbers of each window are summed", "Which number of a window does the law name?", "sum"),
        Mistake("over-channels", _over(WORDS[word], 1), f"the {word} runs over the channels too", "Does a window hold one channel or all?", "channels mixed"),
        Mistake("over-images", _over(WORDS[word], 0), f"the {word} runs over the images too", "Does a window hold one image or all?", "batch mixed"),
    )  # fmt: skip


def other(label: str, f: Reduce, says: str, think: str, staff: str = "") -> Mistake:
    """Return a mistake that reduces each window by something else."""
    return Mistake(
        label, formula(lambda X, size, stride=None: pooled(X, size, stride, f)), says, think, staff
    )


def largest_magnitude(w: np.ndarray) -> Any:
    """Return the number of largest absolute value, with its sign."""
    return w.flat[np.abs(w).argmax()]


def smallest_magnitude(w: np.ndarray) -> Any:
    """Return the number of smallest absolute value, with its sign."""
    return w.flat[np.abs(w).argmin()]
