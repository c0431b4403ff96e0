"""`worked_example`: two derivatives of a 3-4-2 network in the slide's own orientation, row = to, column = from."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake, Public
from course.checks.mistakes import formula, scaled
from course.checks.oracles import derivative
from course.exercises.lab05_backprop.forward import activation, laid_out, sigma

OUTPUTS = ("dL/dw_2,2,4", "dL/dw_1,1,1")


def _loss(x: Any, t: Any, W1: Any, W2: Any, f: Any) -> np.ndarray:
    """L = ½ Σ (y − t)² with a = W1 x, z = f(a), y = W2 z, for weights with leading axes."""
    z = f(W1 @ np.asarray(x, float))
    y = (W2 @ z[..., None])[..., 0]
    return np.asarray(0.5 * ((y - t) ** 2).sum(-1))


def _spec(x: Any, t: Any, W1: Any, W2: Any, f: Any, df: Any) -> tuple[float, float]:
    act = activation(f)
    first = derivative(lambda W: _loss(x, t, W, np.asarray(W2, float), act), W1)
    second = derivative(lambda W: _loss(x, t, np.asarray(W1, float), W, act), W2)
    return float(second[1, 3]), float(first[0, 0])


def _case(rng: np.random.Generator, f: str, *where: Any, order: str = "C") -> Case:
    W1, W2 = (laid_out(rng.normal(size=s), order) for s in ((4, 3), (2, 4)))
    if f == "relu":  # unit 1 has to be on, else its derivative is 0 whatever is written
        W1[0] *= np.sign(W1[0] @ (x := rng.normal(size=3)))
    else:
        x = rng.normal(size=3)
    args = {
        "x": x,
        "t": rng.normal(size=2),
        "W1": W1,
        "W2": W2,
        "f": Public(f"f_{f}"),
        "df": Public(f"df_{f}"),
    }
    return Case(args, *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    W1 = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    W2 = np.array([[1.0, 0.0, 0.0, 1.0], [2.0, 0.0, 1.0, 0.0]])
    yield Case(
        {
            "x": np.array([0.5, -1.0, 1.0]),
            "t": np.array([0.0, 1.0]),
            "W1": W1,
            "W2": W2,
            "f": Public("f_tanh"),
            "df": Public("df_tanh"),
        }
    )
    for f in ("tanh", "tanh", "tanh", *(("tanh",) if hidden else ())):
        yield _case(rng, f)
    for f in ("sigmoid", "sigmoid"):
        yield _case(rng, f, "sigmoid", EDGE)
    for f in ("relu", "relu"):
        yield _case(rng, f, "ReLU", EDGE)
    off = _case(rng, "relu").args
    off["W1"][0] *= -1
    off["W1"][3] *= np.sign(off["W1"][3] @ off["x"])
    yield Case(off, "ReLU", EDGE)
    whole = {
        "x": np.array([1, 0, 2]),
        "t": np.array([1, -1]),
        "W1": np.array([[1, 2, 0], [0, 1, 1], [1, 0, 1], [2, 1, -1]]),
        "W2": np.array([[1, 0, 2, -1], [0, 1, 1, 2]]),
    }
    yield Case(whole | {"f": Public("f_sigmoid"), "df": Public("df_sigmoid")}, "integers", EDGE)
    yield _case(rng, "tanh", "memory order", EDGE, order="F")


def _parts(first: Any = None, second: Any = None) -> Any:
    """Predict with a part of the pair changed: functions of c with a, z, y, e = y − t and the slopes s = f′(a)."""

    def predict(x: Any, t: Any, W1: Any, W2: Any, f: Any, df: Any) -> Any:
        c = SimpleNamespace(
            x=np.asarray(x, float),
            t=np.asarray(t, float),
            W1=np.asarray(W1, float),
            W2=np.asarray(W2, float),
            f=f,
            df=df,
        )
        c.a = c.W1 @ c.x
        c.z = np.asarray(f(c.a))
        c.y = c.W2 @ c.z
        c.e, c.s = c.y - c.t, np.asarray(df(c.a))
        right = _spec(x, t, W1, W2, f, df)
        return tuple(g(c) if g else r for g, r in zip((first, second), right, strict=True))

    return formula(predict)


def _below(c: SimpleNamespace, slope: float = 1.0, e: Any = None) -> float:
    return float((c.W2[:, 0] @ (c.e if e is None else e)) * slope * c.x[0])


def _pair(c: SimpleNamespace, z: Any, e: Any, slope: Any) -> tuple[float, float]:
    return float(e[1] * z[3]), float((c.W2[:, 0] @ e) * slope * c.x[0])


def _through_f(c: SimpleNamespace) -> tuple[float, float]:
    return _pair(c, c.z, (c.f(c.y) - c.t) * c.df(c.y), c.s[0])


def _with_sigma(c: SimpleNamespace) -> tuple[float, float]:
    z = sigma(c.a)
    return _pair(c, z, c.W2 @ z - c.t, z[0] * (1 - z[0]))


def _without_f(c: SimpleNamespace) -> tuple[float, float]:
    return _pair(c, c.a, c.W2 @ c.a - c.t, c.s[0])


worked_example = Exercise(
    name="worked_example",
    points=6,
    law="worked_example(x (3,), t (2,), W1 (4, 3), W2 (2, 4), f, df) → (∂L/∂w₂,₂,₄, ∂L/∂w₁,₁,₁): row = to, column = from, counted from 1; a = W1 x, z = f(a), y = W2 z (no f), L = ½Σ(y − t)²",
    cases=_cases,
    spec=_spec,
    outputs=OUTPUTS,
    imports=("course.exercises.lab05_backprop.scenes",),
    weights={"core": 0.7, "sigmoid": 0.1, "ReLU": 0.1, "integers": 0.05, "memory order": 0.05},
    read="section 5, a network of three, four and two units",
    think="Draw the two weights into the picture: from which unit to which unit does each lead, and through which outputs does it reach L?",
    hints=(
        "Which unit stands at each end of w₂,₂,₄, and which at each end of w₁,₁,₁?",
        "∂L/∂w₂,₂,₄ = (y₂ − t₂)·z₄. For w₁,₁,₁ add up what both outputs send to hidden unit 1, then multiply by f′(a₁) and x₁.",
        "In Python the fourth entry has index 3: w₂,₂,₄ is W2[1, 3].",
    ),
    mistakes=(
        Mistake("z3-for-z4", _parts(lambda c: c.e[1] * c.z[2]), "z₃ stands where z₄ belongs: that is the slide's wrong index (or an index counted from 1)", "From which hidden unit does w₂,₂,₄ come, and what is its index in Python?", "slide's ∂y₂/∂w₂,₂,₃"),
        Mistake("a4-for-z4", _parts(lambda c: c.e[1] * c.a[3]), "a₄ stands where z₄ belongs", "What travels along a weight: the pre-activation or the activation?", "a for z"),
        Mistake("output-1", _parts(lambda c: c.e[0] * c.z[3]), "the error of output 1 is used; w₂,₂,₄ leads to output 2", "Which of the three indices says where the weight leads to?", "to and from swapped, or index off by one"),
        Mistake("transposed-weight", _parts(lambda c: c.e[1] * c.z[1]), "z₂ stands where z₄ belongs", "Which of the indices of w₂,₂,₄ is the unit that the weight comes from?", "indices read as (layer, from, to)"),
        Mistake("first-hidden-unit", _parts(lambda c: c.e[1] * c.z[0]), "z₁ stands where z₄ belongs", "From which hidden unit does w₂,₂,₄ come?", ""),
        Mistake("output-slope", _parts(lambda c: c.e[1] * c.z[3] * float(c.df(c.y)[1])), "a factor f′(y₂) is there; the output units are linear", "Does y pass through f?", "output taken for a nonlinear unit"),
        Mistake("output-slopes-throughout", _parts(lambda c: c.e[1] * c.z[3] * float(c.df(c.y)[1]), lambda c: _below(c, c.s[0], c.e * c.df(c.y))), "factors f′(y) are there; the output units are linear", "Does y pass through f?", "output taken for a nonlinear unit"),
        Mistake("hidden-slope-in-second-layer", _parts(lambda c: c.e[1] * c.z[3] * c.s[3]), "a factor f′(a₄) is there: w₂,₂,₄ comes after f", "Does w₂,₂,₄ act before or after f?", ""),
        Mistake("error-missing", _parts(lambda c: float(c.z[3])), "this is ∂y₂/∂w₂,₂,₄; the link from L to y₂ is missing", "How many links does the chain have?", ""),
        Mistake("sign", scaled(lambda c: -1.0), "both derivatives have the opposite sign: t − y without a minus", "What is the derivative of ½(y − t)² by y?", "t − y"),
        Mistake("double", scaled(lambda c: 2.0), "twice too large, as without the ½ in L", "What does the ½ do to the 2?", "factor 2"),
        Mistake("half", scaled(lambda c: 0.5), "half as large: the ½ of L, or a mean over the two outputs", "What is the derivative of ½(y − t)²?", "½ kept"),
        Mistake("slope-missing", _parts(None, lambda c: _below(c)), "f′(a₁) is missing", "How does z₁ react to a₁?", "f′ forgotten"),
        Mistake("slope-at-z", _parts(None, lambda c: _below(c, float(c.df(c.z)[0]))), "f′ is taken at z₁ where it belongs to a₁", "Is df a function of a or of z?", "df(z)"),
        Mistake("slope-of-sigma", _parts(None, lambda c: _below(c, c.z[0] * (1 - c.z[0]))), "the slope is z₁(1 − z₁), which is right for σ only; df is an argument", "For which f is f′(a) = z(1 − z)?", "σ′ hard-coded"),
        Mistake("slope-of-tanh", _parts(None, lambda c: _below(c, 1 - c.z[0] ** 2)), "the slope is 1 − z₁², which is right for tanh only; df is an argument", "For which f is f′(a) = 1 − z²?", "tanh′ hard-coded"),
        Mistake("value-for-slope", _parts(None, lambda c: _below(c, c.z[0])), "f(a₁) stands where f′(a₁) belongs", "Which of the two functions is the derivative?", "f for df"),
        Mistake("one-output", _parts(None, lambda c: c.e[0] * c.W2[0, 0] * c.s[0] * c.x[0]), "only output 1 sends its error down", "Through how many outputs does a₁ reach L?", "sum over i missing"),
        Mistake("other-output", _parts(None, lambda c: c.e[1] * c.W2[1, 0] * c.s[0] * c.x[0]), "only output 2 sends its error down", "Through how many outputs does a₁ reach L?", "sum over i missing"),
        Mistake("weights-missing", _parts(None, lambda c: c.e.sum() * c.s[0] * c.x[0]), "the weights of the second layer are missing", "How strongly does z₁ act on y₁ and on y₂?", ""),
        Mistake("row-for-column", _parts(None, lambda c: (c.W2[0, :2] @ c.e) * c.s[0] * c.x[0]), "the weights are taken from row 1 of W2; those that leave hidden unit 1 stand in its column 1", "Row = to, column = from: where are the weights that leave unit 1?", "W2 transposed"),
        Mistake("sums-apart", _parts(None, lambda c: c.W2[:, 0].sum() * c.e.sum() * c.s[0] * c.x[0]), "weights and errors are summed separately and then multiplied", "Is a sum of products the product of the sums?", "Σw·Σe"),
        Mistake("input-missing", _parts(None, lambda c: float(c.W2[:, 0] @ c.e) * c.s[0]), "this is ∂L/∂a₁; the last link, x₁, is missing", "What is ∂a₁/∂w₁,₁,₁?", "x₁ forgotten"),
        Mistake("input-2", _parts(None, lambda c: float(c.W2[:, 0] @ c.e) * c.s[0] * c.x[1]), "x₂ stands where x₁ belongs", "From which input does w₁,₁,₁ come, and what is its index in Python?", "index counted from 1"),
        Mistake("weight-for-input", _parts(None, lambda c: float(c.W2[:, 0] @ c.e) * c.s[0] * c.W1[0, 0]), "w₁,₁,₁ itself stands where x₁ belongs", "What is ∂a₁/∂w₁,₁,₁?", ""),

        Mistake("output-through-f", _parts(lambda c: _through_f(c)[0], lambda c: _through_f(c)[1]), "y goes through f; the output units are linear", "Is there an f behind W2?", "f at the output"),
        Mistake("always-sigma", _parts(lambda c: _with_sigma(c)[0], lambda c: _with_sigma(c)[1]), "σ is built in: f and df are arguments", "For which f is your result right?", "σ hard-coded"),
        Mistake("f-missing", _parts(lambda c: _without_f(c)[0], lambda c: _without_f(c)[1]), "W2 is multiplied by a; what leaves the hidden units is f(a)", "What is z?", "f forgotten in the forward pass"),
        Mistake("errors-summed", _parts(None, lambda c: c.W2[0, 0] * c.e.sum() * c.s[0] * c.x[0]), "the errors are added up first and share one weight", "Does output 2 reach unit 1 through the weight of output 1?", "Σe·w₁₁"),
        Mistake("all-hidden-units", _parts(None, lambda c: float(((c.W2.T @ c.e) * c.s).sum() * c.x[0])), "all hidden units send their error to w₁,₁,₁", "To which hidden unit does w₁,₁,₁ lead?", "sum over hidden units"),
        Mistake("output-for-error", _parts(lambda c: c.y[1] * c.z[3]), "y₂ stands where y₂ − t₂ belongs", "What is the derivative of L by y₂?", "t forgotten"),
        Mistake("output-for-error-throughout", _parts(lambda c: c.y[1] * c.z[3], lambda c: _below(c, c.s[0], c.y)), "y stands where y − t belongs", "What is the derivative of L by y?", "t forgotten"),
        Mistake("slope-of-other-unit", _parts(None, lambda c: _below(c, c.s[1])), "f′ is taken at unit 2; w₁,₁,₁ leads to unit 1", "Which index has unit 1 in Python?", "index counted from 1"),
        Mistake("second-unit-throughout", _parts(None, lambda c: float(c.W2[:, 1] @ c.e) * c.s[1] * c.x[1]), "this is the derivative by w₁,₂,₂: all indices are one too high", "Which index has the first entry in Python?", "indices counted from 1"),
        Mistake("swapped", lambda c, right: (right[1], right[0]), "the two results have changed places", "Which comes first in the law?", ""),
    ),
)  # fmt: skip
