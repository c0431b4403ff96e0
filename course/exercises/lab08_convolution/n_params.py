"""`n_params`: how many numbers a layer learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula


def _spec(kind: str, n_in: int, n_out: int, k: int = 1, bias: bool = True) -> int:
    weights = 0
    for _ in range(1 if kind == "dense" else k):
        weights += n_in * n_out * (1 if kind == "dense" else k)
    return weights + (n_out if bias else 0)


def _case(kind: str, n_in: int, n_out: int, family: str = "core", level: int = 0, **named: Any) -> Case:
    return Case({"kind": kind, "n_in": n_in, "n_out": n_out, **named}, family, level, keywords=tuple(named))


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case("dense", 3, 2)
    yield _case("conv", 2, 4, k=3)
    yield _case("conv", 1, 6, k=5)
    yield _case("conv", 6, 16, k=5)
    yield _case("dense", 784, 10)
    for _ in range(6 if hidden else 3):
        n_in, n_out, k = (int(v) for v in rng.choice(np.arange(2, 40), 3, replace=False))
        yield _case("dense", n_in, n_out)
        yield _case("conv", n_in, n_out, k=k)
    yield Case({"kind": "conv", "n_in": 3, "n_out": 8, "k": 7, "bias": False}, "without bias", EDGE)
    yield _case("dense", 1000, 1000, "without bias", EDGE, bias=False)
    yield _case("dense", 5, 7, "without bias", EDGE, bias=False)
    yield _case("conv", 5, 11, "without bias", EDGE, k=3, bias=False)
    yield _case("conv", 4, 9, "1 × 1, and k given to a dense layer", EDGE)
    yield _case("conv", 12, 5, "1 × 1, and k given to a dense layer", EDGE, k=1)
    yield _case("dense", 6, 4, "1 × 1, and k given to a dense layer", EDGE, k=3)
    yield _case("dense", 9, 5, "1 × 1, and k given to a dense layer", EDGE, k=2)
    yield _case("dense", 1_000_000, 8_000, "a million pixels", EDGE, bias=True)
    yield _case("conv", 1, 1, "a million pixels", EDGE, k=1)


def _wrong(
    dense: Callable[[int, int, int, int], Any] | None = None,
    conv: Callable[[int, int, int, int], Any] | None = None,
) -> Any:
    """Predict another count of one kind of layer; f takes (n_in, n_out, k, 1 with a bias or 0)."""

    def predict(kind: str, n_in: int, n_out: int, k: int = 1, bias: bool = True) -> Any:
        f = dense if kind == "dense" else conv
        return _spec(kind, n_in, n_out, k, bias) if f is None else f(n_in, n_out, k, int(bias))

    return formula(predict)


n_params = Exercise(
    name="n_params",
    points=3,
    law="n_params(kind, n_in, n_out, k=1, bias=True) → int: weights, and n_out biases if bias; kind \"dense\" has n_in·n_out weights, kind \"conv\" n_in·n_out·k²",
    cases=_cases,
    spec=_spec,
    outputs=("count",),
    read="section 6, few weights, wide view",
    think="Draw one output of the smallest case: how many weights lead to it?",
    hints=(
        "How many weights has one filter that looks at n_in channels through a k × k window?",
        "There are n_out filters, and each has one bias of its own.",
        "For a dense layer k plays no part.",
    ),
    mistakes=(
        Mistake("bias-always", _wrong(lambda i, o, k, b: i * o + o, lambda i, o, k, b: i * o * k * k + o), "the biases are counted although bias is False", "Which argument turns them off?", "bias flag ignored"),
        Mistake("bias-never", _wrong(lambda i, o, k, b: i * o, lambda i, o, k, b: i * o * k * k), "the biases are not counted", "How many biases has a layer with n_out outputs?", ""),
        Mistake("one-bias", _wrong(lambda i, o, k, b: i * o + b, lambda i, o, k, b: i * o * k * k + b), "one bias is counted for the whole layer", "How many biases has a layer with n_out outputs?", "+1"),
        Mistake("bias-per-input", _wrong(lambda i, o, k, b: i * o + b * i, lambda i, o, k, b: i * o * k * k + b * i), "one bias is counted for each input", "To which side does a bias belong?", "n_in biases"),
        Mistake("bias-per-weight", _wrong(lambda i, o, k, b: i * o * (1 + b), lambda i, o, k, b: i * o * k * k * (1 + b)), "one bias is counted for each weight", "To which side does a bias belong?", ""),
        Mistake("bias-per-kernel", _wrong(None, lambda i, o, k, b: i * o * (k * k + b)), "one bias is counted for each pair of input and output channel", "How many biases has one filter?", ""),
        Mistake("bias-flag-inverted", _wrong(lambda i, o, k, b: i * o + (1 - b) * o, lambda i, o, k, b: i * o * k * k + (1 - b) * o), "the biases are counted where bias is False", "What does bias=True mean?", ""),
        Mistake("kernel-not-squared", _wrong(None, lambda i, o, k, b: i * o * k + b * o), "a window has k weights here, not k rows of k", "How many pixels has a k × k window?", "k for k²"),
        Mistake("kernel-ignored", _wrong(None, lambda i, o, k, b: i * o + b * o), "the size of the window plays no part", "How many pixels has a k × k window?", ""),
        Mistake("kernel-doubled", _wrong(None, lambda i, o, k, b: i * o * 2 * k + b * o), "a window has 2·k weights here", "Is k² the same as 2·k?", "2k for k²"),
        Mistake("input-channels-forgotten", _wrong(None, lambda i, o, k, b: o * k * k + b * o), "a filter has one window here, whatever the number of input channels", "Through how many channels does one filter look?", "n_in missing"),
        Mistake("output-channels-forgotten", _wrong(None, lambda i, o, k, b: i * k * k + b * o), "there is one filter here, whatever the number of output channels", "How many filters are there?", "n_out missing"),
        Mistake("channels-added", _wrong(None, lambda i, o, k, b: (i + o) * k * k + b * o), "the channels are added", "Does each output look at every input?", "+ for ×"),
        Mistake("dense-with-window", _wrong(lambda i, o, k, b: i * o * k * k + b * o, None), "a dense layer has no window", "Which kind has a window?", "k² for both kinds"),
        Mistake("kinds-swapped", _wrong(lambda i, o, k, b: i * o * k * k + b * o, lambda i, o, k, b: i * o + b * o), "the kinds have changed places", "Which kind has a window?", ""),
        Mistake("dense-added", _wrong(lambda i, o, k, b: i + o + b * o, None), "inputs and outputs are added", "Does each output look at every input?", "+ for ×"),
    ),
)  # fmt: skip
