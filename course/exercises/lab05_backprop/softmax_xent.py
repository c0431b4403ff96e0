"""`softmax_xent`: softmax with cross-entropy and its gradient, for logits of any size."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, EXTREME, Breach, Case, Exercise, Mistake, Observation
from course.checks.mistakes import formula, scaled
from course.checks.oracles import derivative
from course.exercises.lab05_backprop.forward import laid_out


def _log_p(Z: Any) -> Any:
    """Return log softmax over the last axis, analytic, for logits with leading axes."""
    Z = Z - Z.real.max(-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(-1, keepdims=True))


def _loss(Z: Any, y: Any) -> Any:
    rows = np.arange(len(y))
    return -_log_p(Z)[..., rows, np.asarray(y)].sum(-1) / len(y)


def _spec(Z: Any, y: Any) -> tuple[float, np.ndarray]:
    Z = np.asarray(Z, float)
    return float(_loss(Z, y)), derivative(lambda z: np.asarray(_loss(z, y)), Z)


def _case(rng: np.random.Generator, n: int, C: int, *where: Any, order: str = "C") -> Case:
    Z = laid_out(2 * rng.normal(size=(n, C)), order)
    y = rng.integers(0, C, size=n)
    y[: min(n, 2)] = (0, C - 1)[: min(n, 2)]
    return Case({"Z": Z, "y": y}, *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"Z": np.array([[1.0, -1.0], [0.0, 2.0]]), "y": np.array([0, 0])})
    for n, C in ((5, 3), (4, 6), (3, 2), *(((8, 5),) if hidden else ())):
        yield _case(rng, n, C)
    yield Case({"Z": np.zeros((3, 4)), "y": np.array([0, 3, 1])}, "equal logits: ln C", EDGE)
    yield Case({"Z": np.full((2, 5), 1.5), "y": np.array([4, 2])}, "equal logits: ln C", EDGE)
    for C in (4, 3):
        yield _case(rng, 1, C, "one example", EDGE)
    yield _case(rng, 3, 3, "all sizes equal", EDGE)
    yield _case(rng, 4, 4, "all sizes equal", EDGE)
    yield Case({"Z": np.array([[1, 0, -2], [0, 0, 3]]), "y": np.array([2, 0])}, "integers", EDGE)
    yield _case(rng, 5, 2, "memory order", EDGE, order="F")
    for gap in (22.0, 30.0):
        Z = rng.normal(size=(3, 4))
        Z[1, 2] += gap
        yield Case({"Z": Z, "y": np.array([0, 1, 3])}, "confidently wrong", EDGE)
    shifted = rng.normal(size=(3, 5))
    for Z, y in (
        (shifted + 1000.0, [4, 0, 2]),
        (np.array([[800.0, -800.0, 0.0], [-800.0, 800.0, 0.0]]), [0, 2]),
        (np.array([[-1000.0, -1001.0], [0.0, 0.5]]), [1, 0]),
        (np.array([[800.0, -800.0], [-800.0, 800.0], [0.0, 1.0]]), [1, 1, 0]),
    ):
        yield Case({"Z": Z, "y": np.array(y)}, "large logits", EXTREME, quiet=True)


def _rows_add_up(c: SimpleNamespace, seen: Observation) -> Breach | None:
    """Adding a constant to a row of Z changes nothing, so every row of dZ has sum 0."""
    if not isinstance(seen.value, (tuple, list)) or len(seen.value) != 2:
        return None
    dZ = np.asarray(seen.value[1], float)
    if dZ.shape != np.shape(c.Z) or not np.isfinite(dZ).all() or np.abs(dZ.sum(1)).max() < 1e-6:
        return None
    return Breach(
        "rows-of-dZ",
        "the rows of dZ do not add up to 0, as they must: a constant added to a row of Z changes no probability",
    )


def _parts(f: Any) -> Any:
    """Predict by f(c) with Z, P = softmax, Y = one-hot, logp of the true classes, n, C."""

    def predict(Z: Any, y: Any) -> Any:
        Z = np.asarray(Z, float)
        logs = _log_p(Z)
        c = SimpleNamespace(Z=Z, y=np.asarray(y), P=np.exp(logs), logs=logs, n=len(Z), C=Z.shape[1])
        c.Y = np.eye(c.C)[c.y]
        c.own, c.rows = logs[np.arange(c.n), c.y], np.arange(c.n)
        c.loss, c.dZ = _spec(Z, y)
        return f(c)

    return formula(predict)


def _dZ(f: Any) -> Any:
    return _parts(lambda c: (c.loss, f(c)))


def _loss_is(f: Any) -> Any:
    return _parts(lambda c: (f(c), c.dZ))


def _columns_hit(c: SimpleNamespace) -> np.ndarray:
    """Return P − 1 in every column that some label names: p[:, y] -= 1."""
    P = c.P.copy()
    P[:, np.unique(c.y)] -= 1
    return np.asarray(P / c.n)


def _over_examples(c: SimpleNamespace) -> Any:
    P = np.exp(_log_p(c.Z.T)).T
    return float(-np.log(P[c.rows, c.y]).mean()), (P - c.Y) / c.n


def _whole(c: SimpleNamespace) -> Any:
    P = np.exp(c.Z - c.Z.max())
    P = P / P.sum()
    return float(-np.log(P[c.rows, c.y]).mean()), (P - c.Y) / c.n


softmax_xent = Exercise(
    name="softmax_xent",
    points=8,
    law="softmax_xent(Z (N, C), y (N,) int) → (loss, dZ (N, C)): loss = mean over N of −log softmax(Z)[n, y_n], dZ = ∂loss/∂Z; finite and without a warning for any finite Z",
    cases=_cases,
    spec=_spec,
    outputs=("loss", "dZ"),
    contract=_rows_add_up,
    weights={"core": 0.5, "equal logits: ln C": 0.05, "one example": 0.05, "all sizes equal": 0.05, "integers": 0.05, "memory order": 0.05, "confidently wrong": 0.1, "large logits": 0.15},
    read="section 8, softmax with cross-entropy",
    think="Two classes, logits 0 and 0, y = 0: which loss and which dZ does the law give, and which do you get?",
    hints=(
        "What happens to softmax when every logit of a row is lowered by the same number, and by which number would you lower it?",
        "log p_c = z_c − log Σ exp(z): write the loss with this logarithm, not with the logarithm of a probability that may have become 0.",
        "dZ is (softmax − one-hot) / N: the true class of row n is entry [n, y_n], and np.arange(N) walks through the rows.",
    ),
    mistakes=(
        Mistake("average-missing-in-dZ", scaled(lambda c: float(len(c.Z)), on=1), "the 1/N is missing in dZ; the loss is a mean, and so is its gradient", "If the loss is divided by N, what happens to its derivative?", "1/N missing in dZ"),
        Mistake("average-missing-in-loss", scaled(lambda c: float(len(c.Z)), on=0), "the loss is a sum over the examples; dZ has the 1/N", "Is the loss a sum or a mean?", "1/N missing in the loss"),
        Mistake("averages-missing", scaled(lambda c: float(len(c.Z))), "loss and dZ are sums over the examples; the law has means", "Is the loss a sum or a mean?", "1/N missing in both"),
        Mistake("averaged-over-classes", scaled(lambda c: 1.0 / np.shape(c.Z)[1]), "divided by N·C: the mean is over examples only", "How many terms has the sum in the loss?", "mean over N·C"),
        Mistake("averaged-over-classes-in-dZ", scaled(lambda c: 1.0 / np.shape(c.Z)[1], on=1), "dZ is divided by N·C; the mean is over examples only", "How many terms has the sum in the loss?", "dZ / Z.size"),
        Mistake("averaged-over-classes-in-loss", scaled(lambda c: 1.0 / np.shape(c.Z)[1], on=0), "the loss is divided by N·C: the zeros of the one-hot rows are counted", "How many terms has the sum in the loss?", "np.mean of an (N, C) array"),
        Mistake("averages-twice-in-dZ", scaled(lambda c: 1.0 / len(c.Z), on=1), "dZ is divided by N twice", "How often is the loss divided by N?", "1/N twice"),
        Mistake("sign-of-loss", scaled(lambda c: -1.0, on=0), "the loss is negative: the minus in front of the logarithm is missing", "Which sign has the logarithm of a probability?", "minus missing"),
        Mistake("sign-of-dZ", scaled(lambda c: -1.0, on=1), "dZ has the opposite sign: one-hot minus softmax", "Should the loss rise or fall when the logit of the true class grows?", "y − p"),
        Mistake("signs", scaled(lambda c: -1.0), "loss and dZ have the opposite sign", "Which sign has the logarithm of a probability?", "minus missing in both"),
        Mistake("one-hot-missing", _dZ(lambda c: c.P / c.n), "dZ is softmax / N: the one-hot part is missing", "What does the true class's own logit do to the loss?", "−1 forgotten"),
        Mistake("only-true-class", _dZ(lambda c: (c.P - 1) * c.Y / c.n), "dZ is 0 outside the true class; all logits are in the denominator", "Do the other logits change the loss?", "gradient for the true class only; or, in stages, the denominator's share not summed over classes"),
        Mistake("one-taken-everywhere", _dZ(lambda c: (c.P - 1) / c.n), "1 is taken away in every column", "From which entry of each row is 1 taken away?", "P − 1"),
        Mistake("columns-hit", _dZ(_columns_hit), "1 is taken away in whole columns: Z[:, y] names columns for all rows at once", "Which entries does P[:, y] name, and which P[np.arange(N), y]?", "P[:, y] -= 1"),
        Mistake("label-subtracted", _dZ(lambda c: (c.P - c.y[:, None]) / c.n), "the class number itself is taken away, in every column", "What stands in a one-hot row?", "labels not one-hot"),
        Mistake("slope-of-softmax", _dZ(lambda c: (c.P - c.Y) * c.P * (1 - c.P) / c.n), "a factor p(1 − p) too many: that is a squared error behind a sigmoid", "Which factor does the logarithm cancel?", "σ′ kept"),
        Mistake("derivative-by-p", _dZ(lambda c: -c.Y / np.maximum(c.P, 1e-300) / c.n), "this is ∂loss/∂p; the link from p to Z is missing", "By what do we differentiate?", "−1/p"),
        Mistake("half", scaled(lambda c: 0.5), "half as large as the law", "Is there a ½ in cross-entropy?", "½ of the squared error"),
        Mistake("double-dZ", scaled(lambda c: 2.0, on=1), "dZ is twice too large", "Is there a square in cross-entropy?", "2 of the squared error"),
        Mistake("squared-error", _parts(lambda c: (float(((c.P - c.Y) ** 2).sum() / c.n), c.dZ)), "the loss is a squared error of the probabilities", "Which loss does the law name?", "MSE of softmax"),
        Mistake("all-classes-in-loss", _loss_is(lambda c: float(-c.logs.sum() / c.n)), "−log p of every class is counted, not of the true one alone", "Which probability does the loss of example n look at?", "one-hot factor missing"),
        Mistake("log-missing", _loss_is(lambda c: float(-np.exp(c.own).mean())), "the logarithm is missing", "What is the loss of an example with p = 1?", "−p"),
        Mistake("one-minus-p", _loss_is(lambda c: float((1 - np.exp(c.own)).mean())), "the loss is 1 − p, without a logarithm", "What should the loss of p = 0 be?", ""),
        Mistake("log-of-mean", _loss_is(lambda c: float(-np.log(np.exp(c.own).mean()))), "the logarithm is taken of the mean probability", "Is the mean of logarithms the logarithm of the mean?", ""),
        Mistake("base-2", _loss_is(lambda c: float(-c.own.mean() / np.log(2))), "the logarithm has base 2", "What should the loss of C equal logits be?", "log2"),
        Mistake("base-10", _loss_is(lambda c: float(-c.own.mean() / np.log(10))), "the logarithm has base 10", "What should the loss of C equal logits be?", "log10"),
        Mistake("log-of-denominator-missing", _loss_is(lambda c: float(-c.Z[c.rows, c.y].mean())), "this is −z of the true class; the denominator of softmax is missing", "What makes an exponential a probability?", "no log-sum-exp"),
        Mistake("max-not-put-back", _loss_is(lambda c: float((-c.own - c.Z.max(1)).mean())), "the largest logit is taken away in one place only", "Numerator and denominator: were both shifted?", "max subtracted once"),
        Mistake("binary-cross-entropy", _loss_is(lambda c: float(-(c.own + np.log(np.maximum(1 - c.P, 1e-300)).sum(1) - np.log(np.maximum(1 - c.P, 1e-300))[c.rows, c.y]).mean())), "terms log(1 − p) of the other classes are added: that is the loss of C separate sigmoids", "Which probabilities does the law look at?", "BCE summed over classes"),
        Mistake("softmax-over-examples", _parts(_over_examples), "softmax runs over the examples: columns add up to 1, not rows", "Over which axis do the probabilities of one example add up?", "axis=0"),
        Mistake("softmax-over-everything", _parts(_whole), "one softmax over all entries of Z: the whole array adds up to 1", "How many probabilities does one example have?", "no axis"),
        Mistake("softmax-twice", _parts(lambda c: _spec(c.P, c.y)), "softmax is applied twice", "Is Z already a probability?", "softmax of softmax"),
        *(Mistake(f"log-plus-{e:g}", _loss_is(lambda c, e=e: float(-np.log(np.exp(c.own) + e).mean())), f"about {e:g} is added inside the logarithm: a confidently wrong answer looks better than it is", "What is −log p for p = 1e-13, and which form gives it exactly?", "log(p + ε)")
          for e in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
        *(Mistake(f"clipped-at-{e:g}", _loss_is(lambda c, e=e: float(-np.log(np.clip(np.exp(c.own), e, None)).mean())), f"probabilities below {e:g} are raised to it: a confidently wrong answer looks better than it is", "What is −log p for p = 1e-13, and which form gives it exactly?", "clip before log")
          for e in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),

        *(Mistake(f"logits-clipped-at-{m:g}", formula(lambda Z, y, m=m: _spec(np.clip(Z, -m, m), y)), f"logits beyond ±{m:g} are cut off, which changes their differences", "Which number can be taken from a whole row without any effect?", "clip instead of shift")
          for m in (20, 50, 100, 500, 700)),
        Mistake("labels-from-1", formula(lambda Z, y: _spec(Z, (np.asarray(y) - 1) % np.shape(Z)[1])), "classes are counted from 1: another column is taken for the true one", "Which column belongs to class 0?", "y − 1"),
        Mistake("columns-in-loss", _loss_is(lambda c: float(-c.logs[:, c.y].mean())), "log p of whole columns is averaged: [:, y] takes all rows for each label", "Which entries does P[:, y] name, and which P[np.arange(N), y]?", "log_p[:, y]"),
        Mistake("loss-after-subtraction", _loss_is(lambda c: float(-np.log(np.maximum(1 - np.exp(c.own), 1e-300)).mean())), "the loss is read after 1 was taken from the probabilities: it is that of 1 − p", "Is dZ a copy of P, or another name for it?", "alias of P"),
        Mistake("half-squared-error", _loss_is(lambda c: float(0.5 * ((c.P - c.Y) ** 2).sum() / c.n)), "the loss is half a squared error of the probabilities", "Which loss does the law name?", "½ MSE of softmax"),
        Mistake("sigmoids", _dZ(lambda c: (0.5 * (1 + np.tanh(0.5 * c.Z)) - c.Y) / c.n), "dZ has σ in the place of softmax", "Do the logits of a row share a denominator?", "σ for softmax"),
        Mistake("order-swapped", lambda c, right: (right[1], right[0]), "the two results have changed places", "Which comes first in the law?", ""),
    ),
)  # fmt: skip
