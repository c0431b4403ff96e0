"""`conv_forward`: a convolutional layer, many images, channels and filters at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import ANY, formula, rolled, transposed
from course.exercises.lab08_convolution.layers import conv, padded, square


def _spec(X: Any, W: Any, b: Any, stride: int = 1, pad: int = 0) -> np.ndarray:
    return np.asarray(conv(np.asarray(X, float), np.asarray(W, float), np.asarray(b, float), stride, pad))


def layer(
    rng: np.random.Generator,
    n: int,
    c: int,
    size: tuple[int, int],
    f: int,
    kernel: tuple[int, int],
    **more: Any,
) -> dict[str, Any]:
    """Return the arguments of a layer with random numbers."""
    return {
        "X": rng.normal(size=(n, c, *size)),
        "W": rng.normal(size=(f, c, *kernel)),
        "b": rng.normal(size=f),
        **more,
    }


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case(
        {
            "X": np.arange(9.0).reshape(1, 1, 3, 3),
            "W": np.arange(4.0).reshape(1, 1, 2, 2),
            "b": np.array([0.5]),
        }
    )
    yield Case(layer(rng, 2, 3, (5, 4), 4, (2, 3)))
    yield Case(layer(rng, 3, 2, (4, 6), 5, (3, 3)))
    yield Case(layer(rng, 1, 2, (6, 5), 2, (3, 3), stride=1, pad=0))
    yield Case(layer(rng, 2, 3, (4, 5), 4, (3, 2), stride=1, pad=1), "padding", EDGE)
    yield Case(layer(rng, 1, 2, (3, 4), 3, (2, 2), pad=2), "padding", EDGE, keywords=("pad",))
    yield Case(layer(rng, 2, 2, (4, 5), 3, (3, 3), pad=1), "padding", EDGE, keywords=("pad",))
    yield Case(layer(rng, 2, 3, (6, 5), 4, (3, 2), stride=2), "strides", EDGE, keywords=("stride",))
    yield Case(layer(rng, 1, 2, (7, 8), 3, (2, 3), stride=2, pad=0), "strides", EDGE)
    yield Case(layer(rng, 1, 2, (9, 7), 3, (2, 2), stride=3, pad=0), "strides", EDGE)
    yield Case(layer(rng, 2, 1, (6, 7), 3, (3, 3), stride=2, pad=1), "stride and padding", EDGE)
    yield Case(layer(rng, 1, 3, (5, 6), 2, (2, 3), stride=3, pad=2), "stride and padding", EDGE)
    yield Case(layer(rng, 2, 3, (3, 4), 5, (1, 1), stride=1, pad=0), "1 × 1 kernel", EDGE)
    yield Case(layer(rng, 1, 4, (4, 5), 2, (1, 1), stride=2, pad=0), "1 × 1 kernel", EDGE)
    yield Case(layer(rng, 3, 3, (3, 3), 3, (3, 3), stride=1, pad=1), "all sizes equal", EDGE)
    yield Case(layer(rng, 2, 2, (2, 2), 2, (2, 2), stride=2, pad=2), "all sizes equal", EDGE)
    yield Case(
        {
            "X": rng.integers(-4, 5, size=(2, 3, 4, 5)),
            "W": rng.normal(size=(2, 3, 2, 2)),
            "b": np.array([1, -2]),
        },
        "integers, strided arrays",
        EDGE,
    )
    given = layer(rng, 1, 2, (4, 3), 3, (2, 2), stride=1, pad=1)
    yield Case({**given, "X": rng.integers(-4, 5, size=(1, 2, 4, 3))}, "integers, strided arrays", EDGE)
    given = layer(rng, 2, 3, (5, 4), 4, (2, 2), stride=1, pad=1)
    yield Case(
        {**given, "X": np.asfortranarray(given["X"]), "W": given["W"][..., ::-1]},
        "integers, strided arrays",
        EDGE,
    )
    if hidden:
        yield Case(layer(rng, 4, 2, (8, 9), 3, (4, 5), stride=3, pad=2), "stride and padding", EDGE)
        yield Case(layer(rng, 2, 5, (7, 6), 3, (5, 2), stride=1, pad=0))


def _padded(f: Callable[[np.ndarray, int], np.ndarray]) -> Any:
    """Predict another padding: f takes (X, pad)."""
    return formula(lambda X, W, b, stride=1, pad=0: conv(f(np.asarray(X, float), pad), W, b, stride))


def _weights(f: Callable[[np.ndarray], Any]) -> Any:
    """Predict other weights."""
    return formula(lambda X, W, b, stride=1, pad=0: _spec(X, f(np.asarray(W, float)), b, stride, pad))


def _channels(f: Callable[[np.ndarray, np.ndarray], tuple[Any, Any]]) -> Any:
    """Predict another sum over channels: f takes (X, W) and gives both anew."""

    def predict(X: Any, W: Any, b: Any, stride: int = 1, pad: int = 0) -> Any:
        X, W = f(np.asarray(X, float), np.asarray(W, float))
        return _spec(X, W, b, stride, pad)

    return formula(predict)


def _bias(f: Callable[[SimpleNamespace], Any]) -> Any:
    """Predict another bias: f takes the case and gives (F,)."""
    return lambda c, right: right + (f(c) - np.asarray(c.b, float))[:, None, None]


def _stride(f: Callable[[Any, int], Any]) -> Any:
    """Predict f(output with stride 1, stride)."""
    return formula(lambda X, W, b, stride=1, pad=0: f(_spec(X, W, b, 1, pad), stride))


def _too_near(Y: np.ndarray, s: int) -> np.ndarray:
    return Y[:, :, : (Y.shape[2] - 1) // s + 1, : (Y.shape[3] - 1) // s + 1]


def _rounded_up(X: Any, W: Any, b: Any, stride: int = 1, pad: int = 0) -> np.ndarray:
    P, (h, k) = padded(X, pad), W.shape[2:]
    more = [ceil((n - w) / stride) * stride + w - n for n, w in zip(P.shape[2:], (h, k), strict=True)]
    return np.asarray(conv(np.pad(P, [(0, 0), (0, 0), (0, more[0]), (0, more[1])]), W, b, stride))


def _pads_output(X: Any, W: Any, b: Any, stride: int = 1, pad: int = 0) -> np.ndarray:
    return padded(_spec(X, W, b, stride, 0), pad)


def _channels_padded(X: np.ndarray, p: int) -> np.ndarray:
    P = np.pad(X, [(0, 0), (p, p), (p, p), (p, p)])
    return P[:, : X.shape[1]]


def _one_axis(axis: int) -> Callable[[np.ndarray, int], np.ndarray]:
    return lambda X, p: np.pad(X, [(p, p) if a == axis else (0, 0) for a in range(4)])


conv_forward = Exercise(
    name="conv_forward",
    points=14,
    law="conv_forward(X (N, C, H, W), W (F, C, h, k), b (F,), stride=1, pad=0) → Y (N, F, H′, W′): cross-correlation summed over C, plus b[f]; pad zeros on all four sides; H′, W′ as out_size",
    cases=_cases,
    spec=_spec,
    outputs=("Y",),
    weights={"core": 0.6, "padding": 0.08, "strides": 0.08, "stride and padding": 0.06, "1 × 1 kernel": 0.06, "all sizes equal": 0.06, "integers, strided arrays": 0.06},
    read="section 7, the layer",
    think="In the smallest case, which numbers of X and W make Y[0, 0, 0, 0], and what is added?",
    hints=(
        "Which block of the padded X, of which shape, makes Y[n, f, i, j] for all n and f at once?",
        "The block X[:, :, i·s : i·s + h, j·s : j·s + k] has shape (N, C, h, k), W has (F, C, h, k): sum over the last three axes of both.",
        "np.tensordot(block, W, axes=((1, 2, 3), (1, 2, 3))) is (N, F); two loops over i and j are enough.",
    ),
    mistakes=(
        Mistake("kernel-flipped", _weights(lambda W: W[:, :, ::-1, ::-1]), "the kernels are flipped on both axes: true convolution", "Which of the two operations is the law?", "convolution for correlation"),
        Mistake("kernel-rows-flipped", _weights(lambda W: W[:, :, ::-1]), "the kernels are upside down", "Does the law flip anything?", ""),
        Mistake("kernel-columns-flipped", _weights(lambda W: W[:, :, :, ::-1]), "the kernels are mirrored, left to right", "Does the law flip anything?", ""),
        Mistake("channels-flipped", _weights(lambda W: W[:, ::-1]), "the channels of the filters run backwards", "Which channel of W meets channel 0 of X?", "axis 1 flipped"),
        Mistake("all-axes-flipped", _weights(lambda W: np.flip(W, (1, 2, 3))), "the filters are flipped on all axes, the channels too", "Does the law flip anything?", "np.flip without axes"),
        Mistake("filters-flipped", _weights(lambda W: np.flip(W)), "the filters are flipped on all four axes", "Which filter makes map 0?", "np.flip(W)"),
        Mistake("kernel-transposed", formula(lambda X, W, b, stride=1, pad=0: _spec(X, np.swapaxes(W, 2, 3), b, stride, pad) if square(W) else ANY), "rows and columns of the kernels have changed places", "Which axis of W is its height?", "kernel transposed"),
        Mistake("filters-and-channels-swapped", formula(lambda X, W, b, stride=1, pad=0: _spec(X, np.swapaxes(W, 0, 1), b, stride, pad) if W.shape[0] == W.shape[1] else ANY), "filters and channels of W have changed places", "Which axis of W counts the filters?", "W[c, f]"),
        Mistake("last-channel-only", _channels(lambda X, W: (X[:, -1:], W[:, -1:])), "only the last channel counts", "What should happen to what the earlier channels gave?", "= for += over channels"),
        Mistake("first-channel-only", _channels(lambda X, W: (X[:, :1], W[:, :1])), "only the first channel counts", "Over which axis does the sum run besides the window?", "channels not summed"),
        Mistake("channel-mean", formula(lambda X, W, b, stride=1, pad=0: _spec(X, W / W.shape[1], b, stride, pad)), "the channels are averaged, not summed", "Is it a sum or a mean over C?", ""),
        Mistake("one-kernel-for-all-channels", _channels(lambda X, W: (X, np.repeat(W[:, :1], W.shape[1], 1))), "the kernel of channel 0 is used for every channel", "How many kernels has a filter?", "W[f, 0]"),
        Mistake("one-channel-for-all-kernels", _channels(lambda X, W: (np.repeat(X[:, :1], X.shape[1], 1), W)), "every kernel looks at channel 0", "Which channel belongs to kernel c?", "X[n, 0]"),
        Mistake("window-mean", formula(lambda X, W, b, stride=1, pad=0: _spec(X, W / W[0].size, b, stride, pad)), "the products are averaged over C, h and k", "Is it a sum or a mean?", "np.mean"),
        Mistake("one-filter-for-all", _weights(lambda W: np.repeat(W[:1], len(W), 0)), "filter 0 is used for every map", "Which filter makes map f?", ""),
        Mistake("bias-forgotten", _bias(lambda c: 0 * c.b), "the bias is missing", "Where does b enter?", "no bias"),
        Mistake("bias-per-channel", _bias(lambda c: c.W.shape[1] * c.b), "the bias is added once for each channel", "How often is b[f] added to one value?", "inside the loop over channels"),
        Mistake("bias-per-product", _bias(lambda c: c.W[0].size * c.b), "the bias is added to every product", "How often is b[f] added to one value?", "inside the sum"),
        Mistake("bias-per-pixel", _bias(lambda c: c.W[0, 0].size * c.b), "the bias is added once for each entry of a kernel", "How often is b[f] added to one value?", "inside the loops over the kernel"),
        Mistake("bias-subtracted", _bias(lambda c: -c.b), "the bias is subtracted", "Which sign has b in the law?", ""),
        Mistake("biases-summed", _bias(lambda c: np.full(len(c.b), c.b.sum())), "every map gets the sum of all biases", "Which bias belongs to map f?", "b.sum()"),
        Mistake("first-bias", _bias(lambda c: np.full(len(c.b), c.b[0])), "every map gets the first bias", "Which bias belongs to map f?", "b[0]"),
        Mistake("biases-reversed", _bias(lambda c: c.b[::-1]), "the biases run backwards", "Which bias belongs to map f?", ""),
        Mistake("pad-before-only", _padded(lambda X, p: padded(X, p, 0)), "there are zeros above and to the left only", "On how many sides are there zeros?", "one-sided padding"),
        Mistake("pad-after-only", _padded(lambda X, p: padded(X, 0, p)), "there are zeros below and to the right only", "On how many sides are there zeros?", "one-sided padding"),
        Mistake("pad-all-before", _padded(lambda X, p: padded(X, 2 * p, 0)), "all zeros are above and to the left", "On how many sides are there zeros?", "image at the end of the padded array"),
        Mistake("pad-all-after", _padded(lambda X, p: padded(X, 0, 2 * p)), "all zeros are below and to the right", "On how many sides are there zeros?", "image at the start of the padded array"),
        Mistake("pad-doubled", _padded(lambda X, p: padded(X, 2 * p)), "there are twice as many zeros on each side", "How many zeros are on one side?", "2p a side"),
        Mistake("pad-ignored", _padded(lambda X, p: X), "there is no padding", "Where does pad enter?", "pad ignored"),
        Mistake("pad-always-one", _padded(lambda X, p: padded(X, 1 if p else 0)), "there is one row of zeros, whatever pad is", "How many zeros are on one side?", "pad=1 hard-coded"),
        Mistake("pads-rows-only", _padded(_one_axis(2)), "zeros are added above and below, not left and right", "On how many sides are there zeros?", ""),
        Mistake("pads-columns-only", _padded(_one_axis(3)), "zeros are added left and right, not above and below", "On how many sides are there zeros?", ""),
        Mistake("pads-channels", _padded(_channels_padded), "the channels are padded too, so that channel 0 has become zeros", "Which axes of X does the law pad?", "np.pad over channels"),
        Mistake("pads-with-edge", _padded(lambda X, p: padded(X, p, mode="edge")), "the border repeats the outermost pixels", "Which number does the law pad with?", "mode edge"),
        Mistake("pads-with-mirror", _padded(lambda X, p: padded(X, p, mode="reflect")), "the border mirrors the image", "Which number does the law pad with?", "mode reflect"),
        Mistake("pads-with-other-side", _padded(lambda X, p: padded(X, p, mode="wrap")), "the border repeats the opposite side", "Which number does the law pad with?", "mode wrap"),
        Mistake("pads-with-ones", _padded(lambda X, p: padded(X, p, constant_values=1)), "the border holds ones", "Which number does the law pad with?", ""),
        Mistake("pads-the-output", formula(_pads_output), "the zeros surround the output, not the image", "What is padded, and when?", "padded after the sum"),
        Mistake("stride-in-size-only", _stride(_too_near), "the output has the size of the stride, but its windows lie side by side at distance 1", "Where does the window of Y[…, i, j] begin?", "i for i·stride"),
        Mistake("stride-ignored", _stride(lambda Y, s: Y), "the stride plays no part", "Where does stride enter?", ""),
        Mistake("stride-in-rows-only", _stride(lambda Y, s: Y[:, :, ::s]), "the window jumps from row to row, not from column to column", "In which directions does the window jump?", ""),
        Mistake("stride-in-columns-only", _stride(lambda Y, s: Y[:, :, :, ::s]), "the window jumps from column to column, not from row to row", "In which directions does the window jump?", ""),
        Mistake("incomplete-windows", formula(_rounded_up), "a last window that hangs over the border is counted", "Does the last window fit?", "rounded up"),
        Mistake("one-short", lambda c, r: r[:, :, :-1, :-1], "the last row and the last column are missing", "How many places has the window, first and last included?", "+1 missing"),
        Mistake("rows-and-columns-swapped", transposed(), "rows and columns of the maps have changed places", "Which axis of Y is its height?", ""),
        Mistake("filters-last", lambda c, r: np.moveaxis(r, 1, -1), "the maps stand on the last axis", "In which order are the axes of the law?", "NHWC"),
        Mistake("filters-first", lambda c, r: np.swapaxes(r, 0, 1), "maps and images have changed places", "In which order are the axes of the law?", "(F, N, …)"),
        Mistake("columns-shifted", rolled(1, -1), "the columns have moved by one", "Where does the window of column 0 begin?", ""),
        Mistake("relu", lambda c, r: np.maximum(r, 0), "negative values are cut to 0", "Does the law contain a ReLU?", "ReLU applied"),
        Mistake("whole-numbers", lambda c, r: np.trunc(r) if c.X.dtype.kind == "i" else r, "fractions are cut off when X holds integers", "Which dtype has the array that you fill?", "zeros of the dtype of X"),
    ),
)  # fmt: skip
