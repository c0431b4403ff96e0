"""`equivariance_gap`: by how much do a map and a shift fail to exchange?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake, Public, Tolerance
from course.checks.mistakes import RAISES, formula
from course.exercises.lab08_convolution import scenes

MARGIN = 5


def shifted(x: Any, dy: int, dx: int) -> np.ndarray:
    """Move an image by dy rows down and dx columns to the right; zeros enter."""
    x = np.asarray(x, float)
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if 0 <= i - dy < x.shape[0] and 0 <= j - dx < x.shape[1]:
                out[i, j] = x[i - dy, j - dx]
    return out


def _spec(f: Callable[[Any], Any], x: Any, dy: int, dx: int) -> float:
    return float(np.abs(f(shifted(x, dy, dx)) - shifted(f(x), dy, dx)).max())


def _image(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    out = np.zeros((height + 2 * MARGIN, width + 2 * MARGIN))
    out[MARGIN:-MARGIN, MARGIN:-MARGIN] = rng.normal(size=(height, width))
    return out


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(f: str, height: int, width: int, dy: int, dx: int, family: str = "core", level: int = 0) -> Case:
        return Case({"f": Public(f), "x": _image(rng, height, width), "dy": dy, "dx": dx}, family, level)

    yield case("blurred", 3, 4, 1, 2)
    yield case("every_second", 4, 6, 1, 0)
    yield case("every_second", 5, 4, 0, 3)
    yield case("faded", 3, 5, 2, 1)
    yield case("upright", 4, 4, 1, 3)
    yield case("squared", 3, 3, 2, -1, "maps that keep up", EDGE)
    yield case("blurred", 5, 3, -2, 3, "maps that keep up", EDGE)
    yield case("faded", 4, 4, -1, -3, "other directions", EDGE)
    yield case("faded", 4, 3, 3, -2, "other directions", EDGE)
    yield case("upright", 5, 5, -2, 1, "other directions", EDGE)
    yield case("every_second", 6, 6, -1, -1, "other directions", EDGE)
    yield case("faded", 3, 3, 0, 0, "other directions", EDGE)
    for dy, dx in ((1, 2), (-2, 1), (0, -3)):
        x = rng.uniform(2, 3, size=(5, 6))
        yield Case({"f": Public("faded"), "x": x, "dy": dy, "dx": dx}, "no margin", EDGE)


def _gap(reduce: Callable[[Any], Any]) -> Any:
    """Predict another number from the difference f(shift x) − shift f(x)."""
    return formula(lambda f, x, dy, dx: reduce(f(shifted(x, dy, dx)) - shifted(f(x), dy, dx)))


def _between(a: Callable[..., Any], b: Callable[..., Any]) -> Any:
    """Predict the largest difference of two other images."""
    return formula(lambda f, x, dy, dx: float(np.abs(a(f, x, dy, dx) - b(f, x, dy, dx)).max()))


def _against_input(f: Callable[[Any], Any], x: Any, dy: int, dx: int) -> Any:
    moved, output = shifted(x, dy, dx), f(shifted(x, dy, dx))
    return float(np.abs(output - moved).max()) if output.shape == moved.shape else RAISES


equivariance_gap = Exercise(
    name="equivariance_gap",
    points=3,
    law="equivariance_gap(f, x (H, W), dy, dx) → float: the largest |f(shift(x)) − shift(f(x))|, with the given shift(image, dy, dx)",
    cases=_cases,
    spec=_spec,
    outputs=("gap",),
    tolerance=Tolerance(rtol=1e-7, atol=1e-9),
    imports=(scenes.__name__,),
    read="section 10, equivariant or invariant?",
    think="Say in words what f(shift(x)) is, and what shift(f(x)) is: in which order do the two happen?",
    hints=(
        "Which two images does the law compare?",
        "One is f of the shifted image, the other is the shifted image of f: each needs one call of f and one of shift.",
        "The largest absolute difference of the two, as a float.",
    ),
    mistakes=(
        Mistake("invariance", _between(lambda f, x, dy, dx: f(shifted(x, dy, dx)), lambda f, x, dy, dx: f(x)), "this is the invariance gap: f(shift(x)) is compared with f(x)", "What should happen to the output when the input moves?", "invariance for equivariance"),
        Mistake("output-moved", _between(lambda f, x, dy, dx: shifted(f(x), dy, dx), lambda f, x, dy, dx: f(x)), "shift(f(x)) is compared with f(x)", "Which image is f of a shifted one?", ""),
        Mistake("against-input", formula(_against_input), "f(shift(x)) is compared with shift(x)", "Which image is the shift of f(x)?", ""),
        Mistake("dy-dx-swapped", formula(lambda f, x, dy, dx: _spec(f, x, dx, dy)), "dy and dx have changed places", "Which of them moves the rows?", ""),
        Mistake("dy-dx-swapped-once", _between(lambda f, x, dy, dx: f(shifted(x, dy, dx)), lambda f, x, dy, dx: shifted(f(x), dx, dy)), "dy and dx have changed places in one of the two images", "Which of them moves the rows?", ""),
        Mistake("shift-back", _between(lambda f, x, dy, dx: f(shifted(x, dy, dx)), lambda f, x, dy, dx: shifted(f(x), -dy, -dx)), "the output is shifted the other way", "Into which direction does the input move?", ""),
        Mistake("opposite-shift", formula(lambda f, x, dy, dx: _spec(f, x, -dy, -dx)), "both images are shifted the other way", "Into which direction does the input move?", "sign of the shift"),
        Mistake("without-absolute", _gap(lambda d: float(d.max())), "the largest difference is taken with its sign", "Which is larger: a difference of −3 or of 1?", "abs missing, or after the maximum"),
        Mistake("wraps-around", formula(lambda f, x, dy, dx: float(np.abs(f(np.roll(x, (dy, dx), (0, 1))) - np.roll(f(x), (dy, dx), (0, 1))).max())), "what leaves the image on one side comes in on the other", "What enters in the given shift?", "np.roll"),
        Mistake("smallest", _gap(lambda d: float(np.abs(d).min())), "the smallest difference is taken", "Which difference does the law name?", ""),
        Mistake("mean", _gap(lambda d: float(np.abs(d).mean())), "the mean of the differences is taken", "Which difference does the law name?", "mean"),
        Mistake("sum", _gap(lambda d: float(np.abs(d).sum())), "the differences are summed", "Which difference does the law name?", "sum"),
        Mistake("norm", _gap(lambda d: float(np.sqrt((d**2).sum()))), "this is the length of the difference", "Which difference does the law name?", "2-norm"),
        Mistake("root-mean-square", _gap(lambda d: float(np.sqrt((d**2).mean()))), "this is the root mean square of the differences", "Which difference does the law name?", "RMS"),
        Mistake("mean-square", _gap(lambda d: float((d**2).mean())), "this is the mean square of the differences", "Which difference does the law name?", "MSE"),
        Mistake("difference-of-maxima", formula(lambda f, x, dy, dx: float(abs(f(shifted(x, dy, dx)).max() - shifted(f(x), dy, dx).max()))), "the maxima of the two images are compared, not the images", "In which order come difference and maximum?", ""),
        Mistake("whole-image", _gap(np.abs), "this is the image of the differences, not its largest entry", "How many numbers does the law return?", ""),
        Mistake("yes-or-no", _gap(lambda d: bool(np.allclose(d, 0))), "this tells whether the gap is 0, not how large it is", "What does the law return?", "bool"),
    ),
)  # fmt: skip
