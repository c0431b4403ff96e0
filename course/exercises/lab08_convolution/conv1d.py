"""`conv1d`: true convolution of two sequences, full or valid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import ANY, RAISES, formula


def _full(x: Any, w: Any) -> np.ndarray:
    out = [0.0] * (len(x) + len(w) - 1)
    for a in range(len(x)):
        for b in range(len(w)):
            out[a + b] += float(x[a]) * float(w[b])
    return np.array(out)


def _cut(full: np.ndarray, x: Any, w: Any, mode: str) -> np.ndarray:
    edge = min(len(x), len(w)) - 1
    return full[edge : len(full) - edge] if mode == "valid" else full


def _spec(x: Any, w: Any, mode: str) -> np.ndarray:
    return _cut(_full(x, w), x, w, mode)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"x": np.array([1.0, 2.0, 3.0]), "w": np.array([2.0, -1.0]), "mode": "full"})
    yield Case({"x": np.array([1.0, 2.0, 4.0]), "w": np.array([2.0, 1.0]), "mode": "valid"})
    for n, k in ((7, 3), (6, 4), *(((11, 5),) if hidden else ())):
        for mode in ("full", "valid"):
            yield Case({"x": rng.normal(size=n), "w": rng.normal(size=k), "mode": mode})
    for n, k in ((3, 5), (2, 6), (4, 7)):
        for mode in ("full", "valid"):
            yield Case(
                {"x": rng.normal(size=n), "w": rng.normal(size=k), "mode": mode}, "kernel longer", EDGE
            )
    for n, k in ((5, 1), (1, 4), (1, 1), (4, 4)):
        for mode in ("full", "valid"):
            yield Case(
                {"x": rng.normal(size=n), "w": rng.normal(size=k), "mode": mode},
                "length 1, equal lengths",
                EDGE,
            )
    for mode in ("full", "valid"):
        yield Case(
            {"x": rng.integers(-4, 5, size=6), "w": rng.normal(size=3), "mode": mode},
            "integers, strides",
            EDGE,
        )
        yield Case(
            {"x": rng.normal(size=12)[::2], "w": rng.normal(size=3)[::-1], "mode": mode},
            "integers, strides",
            EDGE,
        )


def _of_full(f: Callable[[np.ndarray, np.ndarray], Any]) -> Any:
    """Predict by another full convolution, cut as it should be."""
    return formula(
        lambda x, w, mode: _cut(np.asarray(f(np.asarray(x, float), np.asarray(w, float))), x, w, mode)
    )


def _valid(f: Callable[[np.ndarray, int, int], Any], longer: bool = True) -> Any:
    """Predict another cut of the full convolution where `mode` is "valid"; f takes (full, shorter, longer)."""

    def predict(x: Any, w: Any, mode: str) -> Any:
        if mode != "valid" or (not longer and len(w) > len(x)):
            return _spec(x, w, mode)
        return f(_full(x, w), *sorted((len(x), len(w))))

    return formula(predict)


def _longer(f: Callable[[np.ndarray], Any]) -> Any:
    """Predict a change of the valid part where the kernel is longer than the signal."""
    return formula(
        lambda x, w, mode: f(_spec(x, w, mode)) if mode == "valid" and len(w) > len(x) else _spec(x, w, mode)
    )


def _last(x: np.ndarray, w: np.ndarray, by_signal: bool) -> np.ndarray:
    out = np.zeros(len(x) + len(w) - 1)
    for t in range(len(out)):
        a = min(t, len(x) - 1) if by_signal else t - min(t, len(w) - 1)
        out[t] = x[a] * w[t - a]
    return out


def _wraps(x: Any, w: Any, mode: str) -> Any:
    """Predict a sum whose index t − a may turn negative and then reads from the end."""
    if mode == "valid":
        return ANY
    if len(x) > len(w) + 1:  # t − a is below −k
        return RAISES
    out = [sum(x[a] * w[t - a] for a in range(len(x)) if t - a < len(w)) for t in range(len(x) + len(w) - 1)]
    return np.array(out)


def _circular(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    full, n = _full(x, w), max(len(x), len(w))
    out = np.zeros(len(full))
    np.add.at(out, np.arange(len(full)) % n, full)
    return out


conv1d = Exercise(
    name="conv1d",
    points=8,
    law='conv1d(x (n,), w (k,), mode) → y, y[t] = Σ_a x[a]·w[t − a]: "full" has all n + k − 1 values, "valid" the max − min + 1 in which the shorter lies wholly inside the longer',
    cases=_cases,
    spec=_spec,
    outputs=("y",),
    read="section 2, convolution on a line",
    think="Write down y[0], y[1] of the smallest case: which products does each contain?",
    hints=(
        "In which outputs y[t] does the product x[a]·w[b] appear?",
        "Every pair (a, b) adds x[a]·w[b] to y[a + b]: that is the full convolution, and no index can go wrong.",
        "The valid part leaves out the min(n, k) − 1 values at each end of the full one.",
    ),
    mistakes=(
        Mistake("not-flipped", formula(lambda x, w, mode: _spec(x, np.asarray(w)[::-1], mode)), "this is the cross-correlation: the kernel is not flipped",
                "Which entry of w meets x[a] in y[t]: w[t + a] or w[t − a]?", "correlation for convolution, or flipped twice"),
        Mistake("signal-flipped", _of_full(lambda x, w: _full(x, w[::-1])[::-1]), "the signal runs backwards, the kernel does not",
                "Which of the two is turned round?", "x flipped instead of w"),
        Mistake("reversed", _of_full(lambda x, w: _full(x, w)[::-1]), "the result runs backwards", "Which product is alone in y[0]?", "both flipped, or output reversed"),
        Mistake("modes-swapped", formula(lambda x, w, mode: _spec(x, w, "full" if mode == "valid" else "valid")), '"full" and "valid" have changed places',
                "Which of the two is longer?", ""),
        Mistake("always-full", formula(lambda x, w, mode: _full(x, w)), 'every mode gives the full convolution', 'What does "valid" leave out?', "mode ignored"),
        Mistake("always-valid", formula(lambda x, w, mode: _spec(x, w, "valid")), "every mode gives the valid part", 'What does "full" add?', "mode ignored"),
        Mistake("same-for-full", formula(lambda x, w, mode: _full(x, w)[: len(x)] if mode == "full" else _spec(x, w, mode)), "the full convolution stops after n values",
                "At which t does the last product appear?", "loop over the length of x"),
        Mistake("centred-same", formula(lambda x, w, mode: _full(x, w)[(len(w) - 1) // 2 :][: len(x)] if mode == "full" else _spec(x, w, mode)),
                "the full convolution is cut to the length of x, as a mode “same” would do", "How many values does the law name?", "mode same for full"),
        Mistake("one-short", formula(lambda x, w, mode: _spec(x, w, mode)[:-1]), "the last value is missing", "How many places are there, first and last included?", "off by one"),
        Mistake("valid-one-short", _valid(lambda f, s, n: f[s - 1 : n - 1]), "the last value of the valid part is missing", "How many places has a window of k on n values?", "n − k for n − k + 1"),
        Mistake("valid-first-missing", _valid(lambda f, s, n: f[s:n]), "the first value of the valid part is missing", "For which t is the kernel wholly inside for the first time?", "off by one at the start"),
        Mistake("valid-at-the-start", _valid(lambda f, s, n: f[: n - s + 1]), "the valid part is taken from the beginning of the full one", "How many values at each end are not valid?", "cropped at one end"),
        Mistake("valid-at-the-end", _valid(lambda f, s, n: f[s + s - 2 :]), "the valid part is taken from the end of the full one", "How many values at each end are not valid?", "cropped at one end"),
        Mistake("valid-too-long", _valid(lambda f, s, n: f[max(s - 2, 0) : n + 1]), "the valid part has one value too many at each end", "How many values at each end are not valid?", "k − 2 cut"),
        Mistake("valid-is-same", _valid(lambda f, s, n: f[(s - 1) // 2 :][:n]), "this is the middle part of the length of the longer one, as a mode “same” gives", "Where does the kernel hang over the end?", "same for valid"),
        Mistake("longer-kernel-empty", _longer(lambda y: y[:0]), "where the kernel is longer than the signal, nothing comes out", "What does the law put inside what, if k > n?", "n − k + 1 not positive"),
        Mistake("longer-kernel-reversed", _longer(lambda y: y[::-1]), "where the kernel is longer than the signal, the result runs backwards", "Which of the two do you flip when they change roles?", "roles swapped, wrong one flipped"),
        Mistake("last-product-signal", _of_full(lambda x, w: _last(x, w, True)), "each value holds one product only, the last one written", "What should happen to the products already there?", "= for +="),
        Mistake("last-product-kernel", _of_full(lambda x, w: _last(x, w, False)), "each value holds one product only, the one with the latest kernel entry", "What should happen to the products already there?", "= for +="),
        Mistake("negative-index", formula(_wraps), "where t − a is negative, Python reads the kernel from its end", "What is w[−1] in Python, and what should it be here?", "no guard t − a ≥ 0"),
        Mistake("signal-wraps", formula(lambda x, w, mode: _wraps(w, x, mode)), "where t − b is negative, Python reads the signal from its end", "What is x[−1] in Python, and what should it be here?", "no guard on the signal's index"),
        Mistake("circular", _of_full(_circular), "what leaves at the end comes in again at the beginning", "Where does the product of the two last entries belong?", "index modulo n"),
        Mistake("divided-by-k", _of_full(lambda x, w: _full(x, w) / len(w)), "the sum is divided by the length of the kernel", "Is the law a sum or a mean?", "moving average"),
        Mistake("divided-by-sum", _of_full(lambda x, w: _full(x, w) / w.sum()), "the sum is divided by the sum of the kernel", "Does the law normalise the kernel?", "normalised kernel"),
        Mistake("kernel-ignored", _of_full(lambda x, w: _full(x, np.ones(len(w)))), "the values of the kernel play no part", "Where does w enter?", "window sum"),
        Mistake("zeros-around", formula(lambda x, w, mode: np.pad(_full(x, w), 1) if mode == "full" else _spec(x, w, mode)), "there is a zero too many at each end", "By how much has x to be padded so that one entry overlaps?", "padded by k for k − 1"),
        Mistake("whole-numbers", formula(lambda x, w, mode: np.trunc(_spec(x, w, mode)) if np.asarray(x).dtype.kind == "i" else _spec(x, w, mode)),
                "fractions are cut off when the signal holds integers", "Which dtype has the array that you fill?", "zeros of the dtype of x"),
    ),
)  # fmt: skip
