"""`pocket_fit`: keep the best weights seen, for data that no line separates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Mistake, Rng
from course.checks.mistakes import ANY, formula
from course.data import load
from course.data.toy import XOR_X, XOR_Y, cloud, noisy_cloud
from course.exercises.lab01_perceptron.walks import all_orders, errors, fit, pocket, walk

BANKNOTE_EPOCHS, BANKNOTE_LIMIT = 50, 0.02
# Four points whose pocket depends on the order (11 ones over all pairs), and is another if each step competes.
SMALL_X = np.array([[2.0, -1.5], [-1.5, 1.5], [0.5, 1.0], [-1.0, 2.0]])
SMALL_Y = np.array([1, 1, 1, -1])
DRAWS = 20


@lru_cache(maxsize=1)
def small_outcomes() -> frozenset[tuple[float, ...]]:
    """Return every pocket that two epochs over four points can end with, over all pairs of orders."""
    zero, out = np.zeros(3), set()
    for a in all_orders(4):
        one, m1 = walk(SMALL_X, SMALL_Y, zero, 1.0, a)
        for b in all_orders(4):
            path = [zero, one] if m1 == 0 else [zero, one, walk(SMALL_X, SMALL_Y, one, 1.0, b)[0]]
            out.add(tuple(np.round(pocket(SMALL_X, SMALL_Y, path), 6).tolist()))
    return frozenset(out)


def _reachable(value: Any) -> Breach | None:
    seen = {tuple(np.round(np.asarray(w, float), 6).tolist()) for w in value}
    if not seen <= small_outcomes():
        return Breach(
            "not-a-candidate",
            "with an rng, the result is none of the weights that the pocket may hold: w = 0 or w after an epoch, fewest errors, the earlier of equals",
        )
    natural = pocket(SMALL_X, SMALL_Y, fit(SMALL_X, SMALL_Y, 1.0, 2)[2])
    if seen == {tuple(np.round(natural, 6).tolist())}:
        return Breach(
            "rng-ignored", "with an rng given, the examples are still visited in their natural order"
        )
    return None


def _good_enough(X: np.ndarray, y: np.ndarray) -> Holds:
    def test(value: Any) -> Breach | None:
        w = np.asarray(value, float)
        if w.shape != (X.shape[1] + 1,):
            return Breach("shape", f"shape {w.shape}, expected {(X.shape[1] + 1,)}")
        share = errors(X, y, w) / len(y)
        if share > BANKNOTE_LIMIT:
            return Breach("pocket-too-poor", f"{100 * share:.1f} % of the banknotes are wrong; the pocket of the reference never exceeds 2 %",
                          "last weights returned, or too few candidates")  # fmt: skip
        return None

    return Holds("at most 2 % of the banknotes are wrong", test)


def _spec(X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, rng: Any = None, n: int = 0) -> Any:
    if n:
        return Holds(
            "the pocket holds w = 0 or the w after an epoch, whichever makes fewest errors, the earlier of equals",
            _reachable,
        )
    if rng is not None:
        return _good_enough(np.asarray(X), np.asarray(y))
    return pocket(X, y, fit(X, y, eta, max_epochs)[2])


def _late_best(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Return a noisy cloud and a number of epochs (2 or more) after the last of which the weights are best."""
    while True:
        X, y = noisy_cloud(rng, n)
        counts = [errors(X, y, w) for w in fit(X, y, 1.0, 12)[2]]
        best = counts.index(min(counts))
        if best > 1:
            return X, y, best


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[1.0], [2.0]]), "y": np.array([-1, 1])})
    yield Case({"X": XOR_X, "y": XOR_Y, "eta": 1.0, "max_epochs": 6})
    for n, flips, epochs in (
        (10, 2, 8),
        (14, 3, 12),
        (12, 2, 5),
        (11, 2, 9),
        *(((18, 4, 15),) if hidden else ()),
    ):
        X, y = noisy_cloud(rng, n, 2, flips)
        yield Case({"X": X, "y": y, "eta": 1.0, "max_epochs": epochs})
    for n in (9, 13):
        X, y, epochs = _late_best(rng, n)
        yield Case({"X": X, "y": y, "eta": 1.0, "max_epochs": epochs})
    X, y, _ = cloud(rng, 10, 2)
    yield Case({"X": X, "y": y}, "separable", EDGE)
    X, y, _ = cloud(rng, 8, 3)
    yield Case({"X": X, "y": y, "eta": 0.5}, "separable", EDGE, keywords=("eta",))
    yield Case(
        {"X": np.array([[1.0], [1.0], [1.0]]), "y": np.array([-1, -1, 1]), "max_epochs": 4},
        "ties and w = 0",
        EDGE,
        keywords=("max_epochs",),
    )
    yield Case(
        {"X": np.array([[0.5], [0.5], [0.5], [0.5]]), "y": np.array([1, -1, -1, -1]), "max_epochs": 5},
        "ties and w = 0",
        EDGE,
        keywords=("max_epochs",),
    )
    yield Case({"X": XOR_X[::-1].copy(), "y": XOR_Y, "eta": 1.0, "max_epochs": 9}, "ties and w = 0", EDGE)
    yield Case({"n": DRAWS, "X": SMALL_X, "y": SMALL_Y, "eta": 1.0, "max_epochs": 2, "rng": Rng(int(rng.integers(2**31)))},
               "with an rng", EDGE, scenario="draws")  # fmt: skip
    if hidden:
        notes = load("banknotes")
        yield Case({"X": notes.X, "y": notes.y, "eta": 1.0, "max_epochs": BANKNOTE_EPOCHS, "rng": Rng(int(rng.integers(2**31)))},
                   "banknotes", EDGE)  # fmt: skip


def _wrong(choose: Any, **switches: Any) -> Any:
    """Predict by a function of the path of weights: (X, y, path, mistakes) -> w."""

    def predict(X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, rng: Any = None, n: int = 0) -> Any:
        if n or rng is not None:
            return ANY
        _, mistakes, path = fit(X, y, eta, max_epochs, **switches)
        return choose(X, y, path, mistakes)

    return formula(predict)


def _most(X: Any, y: Any, path: list[np.ndarray]) -> np.ndarray:
    counts = [errors(X, y, w) for w in path]
    return path[counts.index(max(counts))]


pocket_fit = Exercise(
    name="pocket_fit",
    points=8,
    law="pocket_fit(X, y, eta=1.0, max_epochs=100, rng=None) → w: of w = 0 and the w after each epoch, "
        "the one with the fewest errors on all of X; of equals, the earlier",
    cases=_cases,
    spec=_spec,
    outputs=("w",),
    weights={"core": 0.6, "separable": 0.1, "ties and w = 0": 0.1, "with an rng": 0.1, "banknotes": 0.1},
    read="section 5, data that no line separates",
    think="List the candidates of the smallest case with their errors: which is best, and which came first?",
    hints=(
        "Which weights compete, and what is counted for each?",
        "Keep the best w and its errors on all of X; after each epoch compare and replace only if strictly better.",
        "perceptron_predict(X, w) != y, summed, counts the errors of a candidate; remember the candidate w = 0.",
    ),
    evidence=(Evidence("banknotes: at most 2 % training error after 50 epochs", runs=120, bound=""),
              Evidence(f"{DRAWS} runs on four points: all outcomes listed", bound="exhaustive over all pairs of orders")),
    mistakes=(
        Mistake("last-weights", _wrong(lambda X, y, p, m: p[-1]), "these are the weights after the last epoch, not the best ones",
                "Were there fewer errors at an earlier epoch?", "returns the last weights"),
        Mistake("later-of-equals", _wrong(lambda X, y, p, m: pocket(X, y, p, later=True)), "of two candidates with equal errors the later is kept",
                "When does the pocket change?", "≤ instead of <"),
        Mistake("zero-not-a-candidate", _wrong(lambda X, y, p, m: pocket(X, y, p[1:])), "w = 0 does not compete",
                "Which weights are there before the first epoch?", "initial weights left out"),
        Mistake("by-mistakes-of-epoch", _wrong(lambda X, y, p, m: p[1 + int(np.argmin(m))]),
                "candidates are compared by the mistakes made during the epoch, not by their errors on all of X",
                "Whose errors does n_mistakes count: those of the w after the epoch?", "uses the epoch's count"),
        Mistake("by-mistakes-before", _wrong(lambda X, y, p, m: p[int(np.argmin(m))]),
                "candidates are compared by the mistakes of the epoch that follows, not by their errors on all of X",
                "On which examples, with which w, are the errors of a candidate counted?", "uses the next epoch's count"),
        Mistake("worst-weights", _wrong(lambda X, y, p, m: _most(X, y, p)), "these are the weights with the most errors",
                "Which way does your comparison go?", "comparison reversed"),
        Mistake("first-epoch", _wrong(lambda X, y, p, m: p[1]), "these are the weights after the first epoch",
                "Does your loop reach the second epoch?", "return inside the loop"),
        Mistake("zero-weights", _wrong(lambda X, y, p, m: p[0]), "this is w = 0", "Does the pocket ever change?", "pocket never updated"),
        Mistake("one-epoch-short", _wrong(lambda X, y, p, m: pocket(X, y, p[:-1])), "the weights after the last epoch do not compete",
                "Is the last w compared as well?", "compares before the epoch only"),
        Mistake("average-weights", _wrong(lambda X, y, p, m: np.mean(p[1:], axis=0)), "this is the average of the weights, another algorithm",
                "Which single candidate is best?", "averaged perceptron"),
        Mistake("geq-threshold", _wrong(lambda X, y, p, m: p[[_geq(X, y, w) for w in p].index(min(_geq(X, y, w) for w in p))], at_zero=1),
                "a net of exactly 0 is taken for +1", "What does the perceptron answer at 0?", "≥ instead of >"),
        Mistake("errors-with-geq", _wrong(lambda X, y, p, m: p[[_geq(X, y, w) for w in p].index(min(_geq(X, y, w) for w in p))]),
                "when errors are counted, a net of exactly 0 is taken for +1", "What does the perceptron answer at 0?", "≥ in the count"),
        Mistake("bias-not-learned", _wrong(lambda X, y, p, m: pocket(X, y, p), bias=False), "w[0] never changes", "Which input does w[0] belong to?", ""),
        Mistake("eta-and-mistakes", _wrong(lambda X, y, p, m: (p[-1], m)), "this is the result of perceptron_fit; the pocket is one w",
                "How many things does the law return?", "returns perceptron_fit's result"),
        Mistake("pocket-with-errors", _wrong(lambda X, y, p, m: (pocket(X, y, p), min(errors(X, y, w) for w in p))),
                "two things are returned; the law asks for w alone", "How many things does the law return?", ""),
    ),
)  # fmt: skip


def _geq(X: Any, y: Any, w: np.ndarray) -> int:
    return int((np.where(w[0] + np.asarray(X) @ w[1:] >= 0, 1, -1) != np.asarray(y)).sum())
