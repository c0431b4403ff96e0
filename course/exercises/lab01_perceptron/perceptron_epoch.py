"""`perceptron_epoch`: one pass of Rosenblatt's rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula
from course.data.toy import cloud, lattice, noisy_cloud
from course.exercises.lab01_perceptron.walks import walk


def _spec(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    return walk(X, y, w, eta, order)


def _case(
    X: np.ndarray, y: np.ndarray, w: Any, eta: float, order: Any, family: str = "core", level: int = 0
) -> Case:
    return Case({"X": X, "y": y, "w": np.array(w), "eta": eta, "order": np.array(order)}, family, level)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case(np.array([[2.0]]), np.array([-1]), [1.0, 0.5], 0.5, [0])
    yield _case(np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([1, -1]), [-0.25, 0.5, 0.75], 0.5, [0, 1])
    for n, d in ((12, 2), (8, 3), *(((15, 4),) if hidden else ())):
        X, y = noisy_cloud(rng, n, d)
        yield _case(X, y, lattice(rng, 1, d + 1)[0], 0.5, np.arange(n))
    for n, d, eta in ((12, 2, 0.5), (9, 3, 2.0)):
        X, y = noisy_cloud(rng, n, d)
        yield _case(X, y, lattice(rng, 1, d + 1)[0], eta, rng.permutation(n), "other orders", EDGE)
        yield _case(X, y, lattice(rng, 1, d + 1)[0], eta, np.arange(n)[::-1].copy(), "other orders", EDGE)
    for n, d in ((6, 2), (10, 3)):
        X, y, w = cloud(rng, n, d)
        yield _case(X, y, 4 * w, 0.5, np.arange(n), "already separated", EDGE)
    yield _case(np.array([[1.0]]), np.array([1]), [0.0, 0.0], 1.0, [0], "start at zero", EDGE)
    yield _case(np.array([[1.0]]), np.array([-1]), [0.0, 0.0], 1.0, [0], "start at zero", EDGE)
    X, y = noisy_cloud(rng, 10, 2)
    yield _case(X, y, np.zeros(3), 1.0, np.arange(10), "start at zero", EDGE)
    yield _case(
        np.array([[1, 2], [3, -1], [2, 2]]),
        np.array([1, -1, -1]),
        [0, -1, -1],
        0.25,
        [2, 0, 1],
        "integers",
        EDGE,
    )
    yield _case(np.array([[1, 1], [2, -1]]), np.array([1, -1]), [-1, 0, 0], 0.5, [0, 1], "integers", EDGE)


def _wrong(**switches: Any) -> Any:
    return formula(lambda X, y, w, eta, order: walk(X, y, w, eta, order, **switches))


def _zero_labels(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    """The update η(t − o) with labels in {0, 1}, as on many slides, on data with labels ±1."""
    return walk(X, y, w, eta, order, labels01=True)


def _correct_count(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    out, wrong = walk(X, y, w, eta, order)
    return out, len(y) - wrong


def _count_after(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    out, _ = walk(X, y, w, eta, order)
    return out, int(sum((1 if out[0] + np.dot(out[1:], X[n]) > 0 else -1) != y[n] for n in order))


def _count_before(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    out, _ = walk(X, y, w, eta, order)
    return out, int(sum((1 if w[0] + np.dot(w[1:], X[n]) > 0 else -1) != y[n] for n in order))


perceptron_epoch = Exercise(
    name="perceptron_epoch",
    points=16,
    law="perceptron_epoch(X, y (N,) of ±1, w, eta, order) → (w_new, n_mistakes): visit the examples in `order`; "
        "on a mistake of the current w, w ← w + η·y_n·x̃_n",
    cases=_cases,
    spec=_spec,
    outputs=("w_new", "n_mistakes"),
    weights={"core": 0.5, "other orders": 0.15, "already separated": 0.15, "start at zero": 0.15, "integers": 0.05},
    read="section 3, the learning rule",
    think="Follow the smallest case by hand: which examples are mistakes when they are visited?",
    hints=(
        "What has to be true of an example for w to change?",
        "On a mistake, w[0] moves by η·y_n and w[1:] by η·y_n·x_n; the next example sees the moved w.",
        "Make a float copy of w first, loop over `order`, compare the prediction of the current w with y[n], count and update.",
    ),
    mistakes=(
        Mistake("learns-from-all", _wrong(always=True), "w also moves on examples that it already gets right",
                "Which examples may move w?", "updates on every example"),
        Mistake("sign-reversed", _wrong(sign=-1.0), "w moves away from the examples that it gets wrong, towards its own answer",
                "After the update, is net·y_n larger or smaller?", "sign of the update reversed, or ŷ in the place of y: on a mistake ŷ is −y"),
        Mistake("double-step", _wrong(factor=2.0), "each update is twice as long, as from η(t − o) with labels ±1",
                "How large is t − o when t = 1 and o = −1?", "2η from t − o"),
        Mistake("half-step", _wrong(factor=0.5), "each update is half as long as η·y_n·x̃_n", "By what is the step multiplied?", "½ from (t − o)/2 twice"),
        Mistake("geq-threshold", _wrong(at_zero=1), "a net of exactly 0 is taken for +1",
                "What does the perceptron answer at 0?", "≥ instead of >"),
        Mistake("zero-is-no-class", _wrong(at_zero=0), "a net of exactly 0 counts as a mistake for both classes",
                "What does the perceptron answer at 0?", "np.sign at 0; or y·net ≤ 0 as the test for a mistake"),
        Mistake("strict-margin", formula(lambda X, y, w, eta, order: _strict_margin(X, y, w, eta, order)),
                "a net of exactly 0 never counts as a mistake", "What does the perceptron answer at 0?", "test y·net < 0"),
        Mistake("stale-weights", _wrong(stale=True), "all predictions use the w from before the pass",
                "Which w does the second example see?", "predicts with the initial weights"),
        Mistake("ignores-order", formula(lambda X, y, w, eta, order: walk(X, y, w, eta, range(len(y)))),
                "the examples are visited from 0 to N − 1, whatever `order` says", "What is `order` for?", "order ignored"),
        Mistake("bias-not-learned", _wrong(bias=False), "w[0] never changes", "Which input does w[0] belong to?", "bias not updated"),
        Mistake("only-bias", _wrong(inputs=False), "only w[0] changes", "Which part of x̃ is missing from the update?", "inputs not updated"),
        Mistake("bias-last", _wrong(bias_last=True), "the last entry of w is treated as the bias",
                "Which entry of w belongs to the constant input?", "bias at the end"),
        Mistake("eta-ignored", _wrong(use_eta=False), "the step does not depend on η", "Where does η enter?", "eta missing"),
        Mistake("label-ignored", _wrong(unlabelled=True), "w always moves towards +x̃, whatever the class",
                "In which direction should a −1 example push?", "y missing from the update"),
        Mistake("stops-at-first", _wrong(first_only=True), "the pass ends at the first mistake",
                "How many examples does one pass visit?", "return or break inside the loop"),
        Mistake("counts-right-ones", formula(_correct_count), "this counts the examples that were right",
                "What is n_mistakes a count of?", "counts correct answers"),
        Mistake("counts-after", formula(_count_after), "mistakes are counted with the w after the pass, not as they happen",
                "When is an example a mistake: when it is visited, or at the end?", "recount with the final weights"),
        Mistake("counts-before", formula(_count_before), "mistakes are counted with the w from before the pass",
                "When is an example a mistake: when it is visited, or before?", "count with the initial weights"),
        Mistake("skips-first", _wrong(skip=1), "the first example of the order is never visited", "Where does your loop start?", "off by one"),
        Mistake("skips-last", formula(lambda X, y, w, eta, order: walk(X, y, w, eta, list(order)[:-1])), "the last example of the order is never visited",
                "Where does your loop end?", "off by one"),
        Mistake("bias-without-eta", formula(lambda X, y, w, eta, order: _bias_rate(X, y, w, eta, order)), "w[0] moves by y_n, without η",
                "Which factor does every entry of x̃ get?", "eta left off the bias"),
        Mistake("labels-out-of-step", formula(lambda X, y, w, eta, order: walk(np.asarray(X)[np.asarray(order)], y, w, eta, range(len(y)))),
                "the inputs are reordered, the labels are not", "Which label belongs to X[order[0]]?", "shuffles X without y"),
        Mistake("updates-from-start", formula(lambda X, y, w, eta, order: _restart(X, y, w, eta, order)), "each update starts again from the w before the pass",
                "Which w is moved by the second mistake?", "old w in the update"),
        Mistake("labels-01", formula(_zero_labels), "predictions of 0 and 1 are compared with labels of ±1, so every −1 is a mistake",
                "Which two values has y?", "0/1 predictions against ±1 labels"),
    ),
)  # fmt: skip


def _strict_margin(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    w, wrong = np.array(w, float), 0
    for n in order:
        x = np.concatenate([[1.0], X[n]])
        if y[n] * (w @ x) < 0:
            w, wrong = w + eta * y[n] * x, wrong + 1
    return w, wrong


def _bias_rate(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    w, wrong = np.array(w, float), 0
    for n in order:
        if (1 if w[0] + np.dot(w[1:], X[n]) > 0 else -1) != y[n]:
            w[0] += y[n]
            w[1:] += eta * y[n] * np.asarray(X[n])
            wrong += 1
    return w, wrong


def _restart(X: Any, y: Any, w: Any, eta: float, order: Any) -> tuple[np.ndarray, int]:
    start, now, wrong = np.array(w, float), np.array(w, float), 0
    for n in order:
        x = np.concatenate([[1.0], X[n]])
        if (1 if now @ x > 0 else -1) != y[n]:
            now, wrong = start + eta * y[n] * x, wrong + 1
    return now, wrong
