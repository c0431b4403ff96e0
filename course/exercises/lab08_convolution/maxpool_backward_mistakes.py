"""What goes wrong in `maxpool_backward`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.checks import Mistake
from course.checks.mistakes import RAISES, formula
from course.exercises.lab08_convolution import routes
from course.exercises.lab08_convolution.layers import pair, pooled
from course.exercises.lab08_convolution.routes import best, places, route
from course.exercises.lab08_convolution.windows import by, moved

MAX = best()
_WHICH = "Which entry of a window does its maximum depend on?"


def _right(f: Callable[[Any, Any, np.ndarray], Any]) -> Any:
    """Predict f(dY, X, the right gradient)."""
    return formula(
        lambda dY, X, size, stride=None: f(
            np.asarray(dY, float), np.asarray(X, float), route(dY, X, size, places(X, size, stride), MAX)
        )
    )


def _assigned(whole_window: bool) -> Any:
    """Predict that a later window overwrites what an earlier one left: its window, or its maximum only."""

    def predict(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
        (h, k), out = pair(size), np.zeros(X.shape)
        for i, j, y, x in places(X, size, stride):
            here = out[:, :, y : y + h, x : x + k]
            mask = route(
                np.ones((*X.shape[:2], 1, 1)), X[:, :, y : y + h, x : x + k], size, [(0, 0, 0, 0)], MAX
            )
            part = mask * dY[:, :, i, j][..., None, None]
            here[...] = part if whole_window else np.where(mask > 0, part, here)
        return out

    return formula(predict)


def _unravelled(place: Callable[[int, int, int], tuple[int, int]]) -> Any:
    """Predict that number a of a window (h, k) is taken for another row and column."""

    def predict(dY: Any, X: Any, size: Any, stride: Any = None) -> Any:
        (h, k), out = pair(size), np.zeros(X.shape)
        for i, j, y, x in places(X, size, stride):
            a = X[:, :, y : y + h, x : x + k].reshape(*X.shape[:2], -1).argmax(-1)
            for n in range(X.shape[0]):
                for c in range(X.shape[1]):
                    row, column = place(int(a[n, c]), h, k)
                    if y + row >= X.shape[2] or x + column >= X.shape[3]:
                        return RAISES
                    out[n, c, y + row, x + column] += dY[n, c, i, j]
        return out

    return formula(predict)


def _across(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
    """Predict that a channel keeps its gradient only where its maximum is the largest of all channels."""
    Y = pooled(X, size, stride, np.max)
    return route(np.asarray(dY) * (Y.max(1, keepdims=True) == Y), X, size, places(X, size, stride), MAX)


def _per_map(dY: Any, X: Any, size: Any, stride: Any = None) -> np.ndarray:
    total = np.asarray(dY, float).sum((2, 3), keepdims=True)
    return route(total, X, X.shape[2:], [(0, 0, 0, 0)], MAX)


MISTAKES = (
    Mistake("counted-twice", by(routes.all_largest), "at a tie every maximum gets the whole gradient: it is counted twice", "A constant window: how much gradient goes in, how much comes out?", "mask X == max without a choice"),
    Mistake("every-pixel", by(routes.total), "every entry of a window gets the gradient", _WHICH, "gradient of the sum"),
    Mistake("shared-by-all", by(routes.mean), "the gradient is shared by all entries of a window: that is average pooling", _WHICH, "gradient of the mean"),
    Mistake("to-the-minimum", by(best(lambda w: -w)), "the gradient goes to the smallest entry", _WHICH, "argmin"),
    Mistake("to-the-largest-magnitude", by(best(np.abs)), "the gradient goes to the entry furthest from 0", "What is the maximum of −3 and −1?", "arg-max of |x|"),
    Mistake("to-the-first-entry", by(routes.entry(0, 0)), "the gradient goes to the upper left entry of each window", _WHICH, ""),
    Mistake("to-the-last-entry", by(routes.entry(-1, -1)), "the gradient goes to the lower right entry of each window", _WHICH, ""),
    Mistake("window-overwritten", _assigned(True), "where windows overlap, a later window wipes out what an earlier one has left", "A pixel that two windows see: how many terms has its gradient?", "= for += on the window"),
    Mistake("winner-overwritten", _assigned(False), "a pixel that wins in two windows keeps the gradient of the last one", "A pixel that wins twice: how many terms has its gradient?", "= for += at the maximum"),
    Mistake("upstream-ignored", formula(lambda dY, X, size, stride=None: route(np.ones(dY.shape), X, size, places(X, size, stride), MAX)), "dX does not depend on dY", "Where does dY enter?", "mask only"),
    Mistake("times-the-maximum", _right(lambda dY, X, r: r * X), "the gradient is multiplied by the maximum itself", "What is the derivative of max by its largest entry?", "value for mask"),
    Mistake("maximum-not-gradient", formula(lambda dY, X, size, stride=None: X * route(np.ones(dY.shape), X, size, places(X, size, stride), MAX)), "the maxima themselves are put in place, dY plays no part", "Where does dY enter?", "forward values"),
    Mistake("negative-windows-lost", _right(lambda dY, X, r: r * (X > 0)), "windows whose maximum is negative get no gradient", "Does a maximum have to be positive?", "mask X > 0"),
    Mistake("row-by-height", _unravelled(lambda a, h, k: divmod(a, h)), "the number of the maximum in its window is turned into row and column with h, not with k", "In a window of k columns, which row holds number k?", "divmod(a, h)"),
    Mistake("row-and-column-swapped", _unravelled(lambda a, h, k: divmod(a, k)[::-1]), "row and column of the maximum have changed places", "In a window of k columns, which row holds number k?", "a % k, a // k"),
    Mistake("column-by-column", _unravelled(lambda a, h, k: divmod(a, h)[::-1]), "the number of the maximum in its window is read column by column", "In which order does reshape count?", "Fortran order"),
    Mistake("stride-ignored", by(MAX, where=moved(lambda s, size: size)), "the windows lie side by side, whatever stride says", "Where did the window of Y[…, i, j] begin?", "stride = size"),
    Mistake("stride-one", by(MAX, where=moved(lambda s, size: (1, 1))), "the windows lie at distance 1", "Where did the window of Y[…, i, j] begin?", "i for i·stride"),
    Mistake("stride-pair-swapped", by(MAX, where=moved(lambda s, size: s[::-1])), "the two strides have changed places", "Which stride belongs to the rows?", ""),
    Mistake("first-stride-for-both", by(MAX, where=moved(lambda s, size: (s[0], s[0]))), "the stride of the rows is used for the columns too", "Which stride belongs to the columns?", ""),
    Mistake("second-stride-for-both", by(MAX, where=moved(lambda s, size: (s[1], s[1]))), "the stride of the columns is used for the rows too", "Which stride belongs to the rows?", ""),
    Mistake("across-channels", formula(_across), "only the channel with the largest maximum gets the gradient", "Does a window hold one channel or all?", "arg-max over channels"),
    Mistake("one-winner-a-map", formula(_per_map), "one pixel of each map gets all the gradient", "How many windows has a map?", "arg-max of the whole map"),
    Mistake("divided-by-window", formula(lambda dY, X, size, stride=None: route(dY, X, size, places(X, size, stride), MAX) / np.prod(pair(size))), "the gradient is divided by the size of the window", "Does the maximum divide?", "h·k from average pooling"),
    Mistake("divided-by-n", _right(lambda dY, X, r: r / len(X)), "dX is divided by N", "Do backward functions of layers divide, or does the loss?", "1/N"),
    Mistake("sign", _right(lambda dY, X, r: -r), "dX has the opposite sign", "Is dX the gradient or the step?", ""),
    Mistake("zero", _right(lambda dY, X, r: 0 * r), "dX is 0 everywhere", "Is dX ever written?", "a copy is filled"),
    Mistake("rows-and-columns-swapped", _right(lambda dY, X, r: np.swapaxes(r, 2, 3)), "rows and columns of dX have changed places", "Which shape must dX have?", ""),
)  # fmt: skip
