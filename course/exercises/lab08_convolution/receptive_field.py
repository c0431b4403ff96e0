"""`receptive_field`: how many input pixels one output sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula

Layers = list[tuple[int, int]]


def _spec(layers: Layers) -> int:
    """Follow the first and the last pixel that output 0 sees back through the layers."""
    first, last = 0, 0
    for k, stride in reversed(layers):
        first, last = first * stride, last * stride + k - 1
    return last - first + 1


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"layers": [(3, 1)]})
    yield Case({"layers": [(3, 1), (3, 1)]})
    yield Case({"layers": [(2, 2), (3, 1)]})
    yield Case({"layers": [(5, 1), (2, 2), (5, 1), (2, 2)]})  # LeNet-5
    yield Case({"layers": [(11, 4), (3, 2), (5, 1), (3, 2)]})
    for depth in (3, 4, *((6, 7) if hidden else ())):
        yield Case({"layers": [(int(rng.integers(2, 6)), int(rng.integers(1, 4))) for _ in range(depth)]})
    yield Case({"layers": [(1, 1)]}, "no layer, 1 × 1, gaps", EDGE)
    yield Case({"layers": []}, "no layer, 1 × 1, gaps", EDGE)
    yield Case({"layers": [(1, 2), (3, 1)]}, "no layer, 1 × 1, gaps", EDGE)
    yield Case({"layers": [(2, 3), (4, 5), (1, 1)]}, "no layer, 1 × 1, gaps", EDGE)


def _loop(
    first: tuple[int, int],
    step: Callable[[int, int, int, int], tuple[int, int]],
    last: Callable[[int, int], Any] = lambda r, j: r,
) -> Any:
    """Predict a walk over the layers: step takes (r, j, k, s) and gives (r, j)."""

    def predict(layers: Layers) -> Any:
        r, j = first
        for k, s in layers:
            r, j = step(r, j, k, s)
        return last(r, j)

    return formula(predict)


receptive_field = Exercise(
    name="receptive_field",
    points=4,
    law="receptive_field(layers: list of (k, stride), input side first) → int: how many input pixels, in one direction, one output of the last layer sees; 1 for no layer",
    cases=_cases,
    spec=_spec,
    outputs=("r",),
    read="section 6, what one output sees",
    think="In the smallest case, how far apart in the input are two neighbours of the layer that the last window looks at?",
    hints=(
        "Two neighbouring outputs of a layer with stride 2: how far apart are their windows in the input?",
        "Keep two numbers: r, the pixels seen so far, and j, the distance of two neighbours in input pixels.",
        "A window of k neighbours is (k − 1)·j longer than one of them; after that the layer's stride multiplies j.",
    ),
    mistakes=(
        Mistake("stride-before-use", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j * s, j * s)), "the stride of a layer already widens its own window", "Are the pixels inside a window spread by that layer's own stride?", "j updated first"),
        Mistake("strides-ignored", _loop((1, 1), lambda r, j, k, s: (r + k - 1, j)), "the strides play no part", "How far apart are two neighbours after a stride of 2?", "sum of k − 1"),
        Mistake("k-for-k-minus-one", _loop((1, 1), lambda r, j, k, s: (r + k * j, j * s)), "a layer adds k neighbours; one of them was there already", "By how many pixels does one layer of 3 × 3 widen the view?", "k for k − 1"),
        Mistake("starts-at-zero", _loop((0, 1), lambda r, j, k, s: (r + (k - 1) * j, j * s)), "one pixel is missing", "How many pixels does an output see without any layer?", "r = 0"),
        Mistake("starts-at-zero-with-k", _loop((0, 1), lambda r, j, k, s: (r + k * j, j * s)), "the windows are added up", "How many pixels do two layers of 3 × 3 see: 6 or 5?", "sum of k·j"),
        Mistake("product-of-kernels", _loop((1, 1), lambda r, j, k, s: (r * k, j)), "the kernel sizes are multiplied", "How many pixels do two layers of 3 × 3 see: 9 or 5?", "product"),
        Mistake("strides-added", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j, j + s)), "the strides are added", "How far apart are neighbours after two strides of 2: 4 or 5?", "+ for ×"),
        Mistake("strides-added-from-one", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j, j + s - 1)), "the strides are added, less one each", "How far apart are neighbours after two strides of 3: 9 or 5?", "+ for ×"),
        Mistake("only-this-stride", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * s, s)), "each layer uses its own stride only", "Which strides spread the neighbours a window looks at?", "(k − 1)·s"),
        Mistake("only-last-stride", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j, s)), "only the stride of the layer before counts", "What do the earlier strides do?", "j = s for j *= s"),
        Mistake("wrong-end", formula(lambda layers: _spec(layers[::-1])), "the layers are read from the output side", "Which layer is first in the list?", "order reversed, or the backward rule run forwards"),
        Mistake("returns-distance", _loop((1, 1), lambda r, j, k, s: (r, j * s), lambda r, j: j), "this is the distance of two neighbours, not what one sees", "What are r and j?", "returns j"),
        Mistake("returns-both", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j, j * s), lambda r, j: (r, j)), "two numbers are returned, the law asks for one", "How many things does the law return?", ""),
        Mistake("area", _loop((1, 1), lambda r, j, k, s: (r + (k - 1) * j, j * s), lambda r, j: r * r), "this is the number of pixels of the square", "Does the law count in one direction or in two?", "r²"),
        Mistake("last-layer-only", formula(lambda layers: layers[-1][0] if layers else 1), "only the last layer's window is seen", "What do the outputs that it looks at see?", ""),
        Mistake("first-layer-only", formula(lambda layers: layers[0][0] if layers else 1), "only the first layer's window is seen", "Does your loop end too early?", "return in the loop"),
        Mistake("last-layer-left-out", formula(lambda layers: _spec(layers[:-1])), "the last layer is left out", "Over which layers does your loop run?", ""),
    ),
)  # fmt: skip
