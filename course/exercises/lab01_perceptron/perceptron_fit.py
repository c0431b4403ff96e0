"""`perceptron_fit`: epochs until nothing is wrong, or until there is no more time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Evidence, Exercise, Holds, Mistake, Rng
from course.checks.mistakes import ANY, formula
from course.data.toy import XOR_X, XOR_Y, cloud
from course.exercises.lab01_perceptron.walks import all_orders, errors, fit, walk

DRAWS = 80
# Four points and two epochs: few enough that every outcome of every pair of visiting orders can be listed.
SMALL_X = np.array([[1.0, 0.0], [0.5, 1.5], [-1.0, 0.5], [1.5, -1.0]])
SMALL_Y = np.array([1, -1, 1, -1])
# No line separates these five points, and w differs after each of the first hundred epochs (after XOR's it does not).
TANGLED_X = np.array([[-1.5, 0.0], [0.0, -0.5], [2.0, 0.0], [1.5, -1.5], [-0.5, -1.0]])
TANGLED_Y = np.array([-1, 1, -1, -1, 1])


def _key(w: np.ndarray, mistakes: Any) -> tuple[Any, ...]:
    return (*np.round(np.asarray(w, float), 6).tolist(), *map(int, mistakes))


@lru_cache(maxsize=1)
def small_outcomes() -> tuple[frozenset[Any], frozenset[Any], Any]:
    """Return the outcomes of two epochs over all pairs of orders, over pairs of equal orders, and of natural order."""
    orders = all_orders(4)
    first = {o: walk(SMALL_X, SMALL_Y, np.zeros(3), 1.0, o) for o in orders}
    every, repeated = set(), set()
    for a, (w, m) in first.items():
        for b in orders:
            w2, m2 = walk(SMALL_X, SMALL_Y, w, 1.0, b)
            outcome = _key(w2, [m, m2])
            every.add(outcome)
            if a == b:
                repeated.add(outcome)
    natural = fit(SMALL_X, SMALL_Y, 1.0, 2)
    return frozenset(every), frozenset(repeated), _key(natural[0], natural[1])


def repeat_share() -> float:
    """Return the share of all pairs of orders whose outcome could also come from one order used twice."""
    _, repeated, _ = small_outcomes()
    orders, hits = all_orders(4), 0
    for a in orders:
        w, m = walk(SMALL_X, SMALL_Y, np.zeros(3), 1.0, a)
        for b in orders:
            w2, m2 = walk(SMALL_X, SMALL_Y, w, 1.0, b)
            hits += _key(w2, [m, m2]) in repeated
    return hits / len(orders) ** 2


def _shuffles(value: Any) -> Breach | None:
    """Judge many short runs with a generator: each epoch must take a fresh permutation of all examples."""
    every, repeated, natural = small_outcomes()
    seen = [_key(w, m) for w, m in value]
    if all(s == natural for s in seen):
        return Breach(
            "rng-ignored",
            "with an rng given, the examples are still visited in their natural order",
            "order not shuffled",
        )
    if not set(seen) <= every:
        return Breach("not-a-permutation", "an epoch does not visit every example exactly once: no two permutations give this result",
                      "samples with replacement, or shuffles X without y")  # fmt: skip
    if set(seen) <= repeated:
        return Breach("same-order-each-epoch", "every epoch visits the examples in the same shuffled order; the law asks for a fresh permutation each epoch",
                      "one permutation drawn before the loop")  # fmt: skip
    return None


def _separates(X: np.ndarray, y: np.ndarray, bound: float, max_epochs: int) -> Holds:
    def test(value: Any) -> Breach | None:
        w, mistakes = value
        mistakes = list(mistakes)
        if len(mistakes) > max_epochs:
            return Breach("too-many-epochs", f"{len(mistakes)} epochs were run, max_epochs is {max_epochs}")
        if not mistakes or mistakes[-1] != 0 or errors(X, y, np.asarray(w, float)):
            return Breach(
                "does-not-converge", "the data can be separated, but the last epoch still has mistakes"
            )
        if 0 in mistakes[:-1]:
            return Breach("goes-on-after-zero", "epochs are run after one without mistakes")
        if sum(mistakes) > bound:
            return Breach(
                "more-than-the-bound",
                f"{sum(mistakes)} mistakes; Novikoff's bound (R/γ)² allows at most {bound:.1f}",
            )
        return None

    return Holds("the run ends with an epoch without mistakes, within (R/γ)² mistakes", test)


def _spec(X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, rng: Any = None, n: int = 0) -> Any:
    if n:
        return Holds("each epoch visits all examples in a fresh random order", _shuffles)
    if rng is not None:
        return _separates(np.asarray(X), np.asarray(y), _bound(X, y), max_epochs)
    w, mistakes, _ = fit(X, y, eta, max_epochs)
    return w, mistakes


def _bound(X: Any, y: Any) -> float:
    """Return Novikoff's (R/γ)²; the direction learns from the point of least margin, so that γ is near the best."""
    Xt = np.hstack([np.ones((len(X), 1)), X])
    signed, gamma = np.asarray(y)[:, None] * Xt, 0.0
    w = signed[0]
    for _ in range(300):
        margins = signed @ w
        gamma = max(gamma, float(margins.min() / max(np.linalg.norm(w), 1e-12)))
        w = w + signed[margins.argmin()]
    return float((np.linalg.norm(Xt, axis=1).max() / gamma) ** 2)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[2.0]]), "y": np.array([1])})
    yield Case({"X": np.array([[1.0], [-1.0]]), "y": np.array([1, -1])})
    yield Case({"X": np.array([[1.0], [2.0]]), "y": np.array([-1, 1])})
    for n, d in ((12, 2), (9, 3), *(((16, 4),) if hidden else ())):
        X, y, _ = cloud(rng, n, d)
        yield Case({"X": X, "y": y})
    X, y, _ = cloud(rng, 10, 2)
    yield Case({"X": X, "y": y, "eta": 0.5, "max_epochs": 200}, "learning rate", EDGE)
    yield Case({"X": X, "y": y, "eta": 2.0}, "learning rate", EDGE, keywords=("eta",))
    yield Case({"X": XOR_X, "y": XOR_Y, "eta": 1.0, "max_epochs": 7}, "max_epochs", EDGE)
    yield Case({"X": XOR_X, "y": XOR_Y}, "max_epochs", EDGE)
    for epochs in (4, 9):
        yield Case(
            {"X": TANGLED_X, "y": TANGLED_Y, "max_epochs": epochs},
            "max_epochs",
            EDGE,
            keywords=("max_epochs",),
        )
    X, y, _ = cloud(rng, 12, 2)
    yield Case({"X": X + 6.0, "y": y, "max_epochs": 3}, "max_epochs", EDGE, keywords=("max_epochs",))
    yield Case(
        {"X": np.array([[1.0, 2.0], [0.5, -1.0]]), "y": np.array([-1, -1])}, "nothing wrong at once", EDGE
    )
    yield Case(
        {"X": np.array([[2.0], [3.0], [-1.0]]), "y": np.array([-1, -1, -1])}, "nothing wrong at once", EDGE
    )
    for n, d in ((12, 2), (20, 3)):
        X, y, _ = cloud(rng, n, d)
        seed = int(rng.integers(2**31))
        yield Case(
            {"X": X, "y": y, "max_epochs": 1000, "rng": Rng(seed)},
            "with an rng",
            EDGE,
            keywords=("max_epochs", "rng"),
        )
    yield Case({"n": DRAWS, "X": SMALL_X, "y": SMALL_Y, "eta": 1.0, "max_epochs": 2, "rng": Rng(int(rng.integers(2**31)))},
               "with an rng", EDGE, scenario="draws")  # fmt: skip


def _wrong(**switches: Any) -> Any:
    def predict(X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, rng: Any = None, n: int = 0) -> Any:
        if n or rng is not None:
            return ANY
        w, mistakes, _ = fit(X, y, eta, max_epochs, **switches)
        return w, mistakes

    return formula(predict)


def _changed(change: Any) -> Any:
    """Predict by a function of the right run: (w, mistakes, path, X, y, max_epochs) -> (w, mistakes)."""

    def predict(X: Any, y: Any, eta: float = 1.0, max_epochs: int = 100, rng: Any = None, n: int = 0) -> Any:
        if n or rng is not None:
            return ANY
        w, mistakes, path = fit(X, y, eta, max_epochs)
        return change(w, mistakes, path, X, y, max_epochs)

    return formula(predict)


perceptron_fit = Exercise(
    name="perceptron_fit",
    points=14,
    law="perceptron_fit(X, y, eta=1.0, max_epochs=100, rng=None) → (w, mistakes): from w = 0; one entry of `mistakes` an epoch; "
        "stop after the first 0 (kept) or at max_epochs; natural order, or a fresh permutation from rng each epoch",
    cases=_cases,
    spec=_spec,
    outputs=("w", "mistakes"),
    read="section 4, does it end?",
    think="How many entries has the list when the first epoch has no mistake?",
    hints=(
        "What do you do once an epoch, and after which epoch can you stop?",
        "Each epoch: choose the order, call perceptron_epoch, append its count; a count of 0 ends the loop.",
        "rng.permutation(N) gives a fresh order; np.arange(N) the natural one.",
    ),
    evidence=(
        Evidence("with an rng: mistakes ≤ (R/γ)² and a last epoch of 0", bound="Novikoff's theorem"),
        Evidence(f"{DRAWS} runs on four points do not all look like one order used twice", bound="share of pairs of orders that do, to the power of the runs: below 1e-9 (tests/proof)"),
    ),
    mistakes=(
        Mistake("zero-not-kept", _wrong(keep_last=False), "the epoch without mistakes is missing from the list",
                "Is the 0 of the last epoch in your list?", "breaks before appending"),
        Mistake("never-stops-early", _wrong(stop=False), "epochs go on after one without mistakes, up to max_epochs",
                "What does an epoch without mistakes tell you about the next one?", "no early stop"),
        Mistake("one-epoch", _changed(lambda w, m, p, X, y, k: (p[1], m[:1])), "only one epoch is run",
                "What makes your loop end?", "return inside the loop"),
        Mistake("starts-at-one", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _from_ones(X, y, eta, max_epochs, rng, n)),
                "the weights start at 1, the law says 0", "Where does w start?", "np.ones start"),
        Mistake("eta-ignored", _wrong(use_eta=False), "the result does not depend on η", "Is eta passed on to perceptron_epoch?", "eta not passed on"),
        Mistake("max-epochs-ignored", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _hundred(X, y, eta, rng, n)),
                "the loop runs up to 100 epochs whatever max_epochs says", "Where does max_epochs enter?", "max_epochs hard-coded"),
        Mistake("one-epoch-short", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _limit(X, y, eta, max_epochs - 1, rng, n)),
                "the loop ends one epoch before max_epochs", "How many times does range(a, b) run?", "off by one"),
        Mistake("one-epoch-more", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _limit(X, y, eta, max_epochs + 1, rng, n)),
                "one epoch more than max_epochs is run", "How many times does your loop run?", "off by one"),
        Mistake("total-count", _changed(lambda w, m, p, X, y, k: (w, np.cumsum(m).tolist())), "the list holds running totals, not one count an epoch",
                "When is your counter set back to 0?", "counter not reset"),
        Mistake("counter-not-reset", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _never_reset(X, y, eta, max_epochs, rng, n)),
                "the counter goes on from epoch to epoch, so it never comes back to 0 and the loop runs to max_epochs",
                "When is your counter set back to 0?", "counter set to 0 before the loop over epochs"),
        Mistake("sum-for-list", _changed(lambda w, m, p, X, y, k: (w, sum(m))), "`mistakes` is one total; the law asks for a list with one entry an epoch",
                "What should len(mistakes) tell?", "total returned"),
        Mistake("rates-for-counts", _changed(lambda w, m, p, X, y, k: (w, [c / len(y) for c in m])), "the list holds shares, the law asks for counts",
                "Is an entry a number of examples?", "divided by N"),
        Mistake("number-of-epochs", _changed(lambda w, m, p, X, y, k: (w, len(m))), "the second result is the number of epochs; the law asks for the list of mistakes",
                "What is one entry of `mistakes`?", ""),
        Mistake("weights-before-last", _changed(lambda w, m, p, X, y, k: (p[-2], m)), "the weights are those from before the last epoch",
                "Is the new w kept when the loop ends?", "w assigned after the break, or stale"),
        Mistake("restarts", formula(lambda X, y, eta=1.0, max_epochs=100, rng=None, n=0: _restarts(X, y, eta, max_epochs, rng, n)), "every epoch starts again from w = 0",
                "Which w goes into the next epoch?", "w not carried over"),
        Mistake("epoch-errors", _changed(lambda w, m, p, X, y, k: _recounts(p, X, y)), "the list counts the errors after each epoch, not the mistakes made during it",
                "When is an example a mistake: when it is visited, or at the end?", "recount with final weights"),
        Mistake("geq-threshold", _wrong(at_zero=1), "a net of exactly 0 is taken for +1", "What does the perceptron answer at 0?", "≥ instead of >"),
        Mistake("zero-is-no-class", _wrong(at_zero=0), "a net of exactly 0 counts as a mistake for both classes",
                "What does the perceptron answer at 0?", "test y·net ≤ 0"),
        Mistake("learns-from-all", _wrong(always=True), "w also moves on examples that it already gets right", "Which examples may move w?", ""),
        Mistake("sign-reversed", _wrong(sign=-1.0), "w moves away from the examples that it gets wrong", "After the update, is net·y_n larger or smaller?", ""),
        Mistake("double-step", _wrong(factor=2.0), "each update is twice as long as η·y_n·x̃_n", "How large is t − o?", "2η from t − o"),
        Mistake("bias-not-learned", _wrong(bias=False), "w[0] never changes", "Which input does w[0] belong to?", ""),
        Mistake("stale-weights", _wrong(stale=True), "within an epoch all predictions use the w from its start", "Which w does the second example see?", ""),
        Mistake("bias-last", _wrong(bias_last=True), "the last entry of w is treated as the bias", "Which entry of w belongs to the constant input?", ""),
        Mistake("outputs-swapped", _changed(lambda w, m, p, X, y, k: (m, w)), "the two results have changed places", "Which comes first in the law?", ""),
    ),
)  # fmt: skip


def _limit(X: Any, y: Any, eta: float, limit: int, rng: Any, n: int) -> Any:
    return ANY if n or rng is not None else fit(X, y, eta, limit)[:2]


def _hundred(X: Any, y: Any, eta: float, rng: Any, n: int) -> Any:
    return _limit(X, y, eta, 100, rng, n)


def _from_ones(X: Any, y: Any, eta: float, max_epochs: int, rng: Any, n: int) -> Any:
    if n or rng is not None:
        return ANY
    w, mistakes = np.ones(np.shape(X)[1] + 1), []
    for _ in range(max_epochs):
        w, wrong = walk(X, y, w, eta, range(len(y)))
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, mistakes


def _restarts(X: Any, y: Any, eta: float, max_epochs: int, rng: Any, n: int) -> Any:
    if n or rng is not None:
        return ANY
    w, wrong = walk(X, y, np.zeros(np.shape(X)[1] + 1), eta, range(len(y)))
    return w, [wrong] * (1 if wrong == 0 else max_epochs)


def _never_reset(X: Any, y: Any, eta: float, max_epochs: int, rng: Any, n: int) -> Any:
    if n or rng is not None:
        return ANY
    w, mistakes, _ = fit(X, y, eta, max_epochs, stop=False)
    return w, np.cumsum(mistakes).tolist() if mistakes[0] else [0]


def _recounts(path: list[np.ndarray], X: Any, y: Any) -> Any:
    counts = [errors(X, y, w) for w in path[1:]]
    stop = counts.index(0) + 1 if 0 in counts else len(counts)
    return path[stop], counts[:stop]
