"""`logistic_neuron_step`: the step that a smooth threshold makes possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, EXTREME, Case, Exercise, Mistake
from course.checks.mistakes import formula, without_factor
from course.checks.oracles import derivative


def _tilde(x: Any) -> np.ndarray:
    return np.concatenate([[1.0], np.asarray(x, float)])


def _activation(z: Any) -> Any:
    """σ in the form ½(1 + tanh(z/2)): analytic, and finite for every z."""
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def _error(x: Any, t: float, w: np.ndarray) -> np.ndarray:
    """E(w) = ½ (t − σ(x̃·w))² for weights with leading axes: (..., D + 1) → (...)."""
    return np.asarray(0.5 * (t - _activation(w @ _tilde(x))) ** 2)


def _spec(x: Any, t: float, w: Any, eta: float) -> tuple[float, np.ndarray]:
    w = np.asarray(w, float)
    return float(_activation(w @ _tilde(x))), -eta * derivative(lambda v: _error(x, t, v), w)


def _case(
    x: Any, t: float, w: Any, eta: float, family: str = "core", level: int = 0, quiet: bool = False
) -> Case:
    return Case({"x": np.array(x), "t": t, "w": np.array(w), "eta": eta}, family, level, quiet=quiet)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case([2.0], 1.0, [0.0, 0.0], 1.0)
    yield _case([1.0], 0.0, [0.5, -1.5], 0.5)
    for d, t, eta in ((2, 1.0, 0.5), (3, 0.0, 0.3), (4, 1.0, 2.0), *(((6, 0.0, 0.1),) if hidden else ())):
        yield _case(rng.normal(size=d), t, rng.normal(size=d + 1), eta)
    for d, t in ((2, 0.25), (3, 0.7)):
        yield _case(rng.normal(size=d), t, rng.normal(size=d + 1), 0.4, "fractional target", EDGE)
    yield _case([1, -2], 1, [1, 0, 1], 1, "integers", EDGE)
    for big, t in ((1000.0, 1.0), (-1000.0, 1.0), (1000.0, 0.0), (-1000.0, 0.0)):
        yield _case([big], t, [0.0, 1.0], 0.5, "net of ±1000", EXTREME, quiet=True)


def _parts(f: Any) -> Any:
    """Predict by f(x̃, t, w, eta, s) -> (s, dw)."""

    def predict(x: Any, t: float, w: Any, eta: float) -> Any:
        xt, w = _tilde(x), np.asarray(w, float)
        return f(xt, t, w, eta, float(_activation(w @ xt)))

    return formula(predict)


def _dw(f: Any) -> Any:
    """Predict the right s and dw = f(x̃, t, w, eta, s)."""
    return _parts(lambda x, t, w, eta, s: (s, f(x, t, w, eta, s)))


def _net(f: Any) -> Any:
    """Predict with another activation f(net) in both results, its slope taken as s(1 − s)."""

    def predict(x: np.ndarray, t: float, w: np.ndarray, eta: float, _: float) -> Any:
        s = f(x, w)
        return s, eta * (t - s) * s * (1 - s) * x

    return _parts(predict)


logistic_neuron_step = Exercise(
    name="logistic_neuron_step",
    points=12,
    law="logistic_neuron_step(x (D,), t, w (D + 1,), eta) → (s, dw): s = σ(w·x̃), dw = η·(t − s)·s(1 − s)·x̃; w itself is not changed",
    cases=_cases,
    spec=_spec,
    outputs=("s", "dw"),
    weights={"core": 0.7, "fractional target": 0.1, "integers": 0.05, "net of ±1000": 0.15},
    read="section 7, the logistic neuron",
    think="Write the chain: E depends on s, s on the net, the net on w. Which factor of the product is missing or wrong?",
    hints=(
        "Which three derivatives does the chain from E to w[i] multiply?",
        "∂E/∂s = −(t − s), ∂s/∂net = s(1 − s), ∂net/∂w_i = x̃_i; the step goes against the gradient.",
        "For a net of −1000, exp(−net) is too large for a float: choose the form of σ by the sign of the net, or write it with tanh.",
    ),
    mistakes=(
        Mistake("slope-missing", without_factor(lambda c: (lambda s: s * (1 - s))(_spec(c.x, c.t, c.w, c.eta)[0]), on=1),
                "the factor s(1 − s) is missing: this is the step for cross-entropy, not for the squared error",
                "What is ∂s/∂net?", "σ′ forgotten; equals the cross-entropy gradient"),
        Mistake("slope-of-s", _dw(lambda x, t, w, eta, s: eta * (t - s) * _activation(s) * (1 - _activation(s)) * x),
                "the slope is taken at s: σ is applied twice", "Is σ′(net) written with σ(net) or with σ(σ(net))?", "σ(s)(1 − σ(s))"),
        Mistake("slope-of-net", _dw(lambda x, t, w, eta, s: eta * (t - s) * (w @ x) * (1 - w @ x) * x),
                "the slope is written with the net instead of s", "Which number goes into s(1 − s)?", "net(1 − net)"),
        Mistake("sign", _dw(lambda x, t, w, eta, s: -eta * (t - s) * s * (1 - s) * x), "the step goes uphill", "Does your step make s larger when it is too small?", "s − t, or a minus too many"),
        Mistake("sign-without-slope", _dw(lambda x, t, w, eta, s: -eta * (t - s) * x), "the step goes uphill, and the factor s(1 − s) is missing", "What are ∂E/∂s and ∂s/∂net?", ""),
        Mistake("tanh-slope", _dw(lambda x, t, w, eta, s: eta * (t - s) * (1 - s * s) * x), "the slope 1 − s² belongs to tanh", "What is σ′ in terms of s?", "tanh′"),
        Mistake("half-slope", _dw(lambda x, t, w, eta, s: eta * (t - s) * (1 - s) * x), "one factor s is missing from the slope", "What is σ′ in terms of s?", "(1 − s) only"),
        Mistake("half-slope-s", _dw(lambda x, t, w, eta, s: eta * (t - s) * s * x), "one factor 1 − s is missing from the slope", "What is σ′ in terms of s?", "s only"),
        Mistake("slope-squared", _dw(lambda x, t, w, eta, s: eta * (t - s) * (s * (1 - s)) ** 2 * x), "the slope enters twice", "How often does the chain pass through σ?", ""),
        Mistake("eta-ignored", _dw(lambda x, t, w, eta, s: (t - s) * s * (1 - s) * x), "the step does not depend on η", "Where does η enter?", "eta missing"),
        Mistake("double-step", _dw(lambda x, t, w, eta, s: 2 * eta * (t - s) * s * (1 - s) * x), "the step is twice as long, as without the ½ in E", "What does the ½ in E do?", "factor 2"),
        Mistake("half-step", _dw(lambda x, t, w, eta, s: 0.5 * eta * (t - s) * s * (1 - s) * x), "the step is half as long", "Where does the ½ of E go?", "½ kept"),
        Mistake("returns-new-w", _dw(lambda x, t, w, eta, s: w + eta * (t - s) * s * (1 - s) * x), "the second result is the new w; the law asks for the step dw",
                "What has to be added to w by the caller?", "w + dw returned"),
        Mistake("gradient", _dw(lambda x, t, w, eta, s: -(t - s) * s * (1 - s) * x), "this is the gradient of E, not the step", "What does the step do with the gradient?", "∇E returned"),
        Mistake("error-squared", _dw(lambda x, t, w, eta, s: eta * (t - s) ** 2 * s * (1 - s) * x), "the error is squared in the step", "What is the derivative of ½(t − s)²?", ""),
        Mistake("input-missing", _dw(lambda x, t, w, eta, s: eta * (t - s) * s * (1 - s) * np.ones_like(x)), "the step is the same for all weights: x̃ is missing", "What is ∂net/∂w_i?", "x̃ missing"),
        Mistake("bias-step-missing", _dw(lambda x, t, w, eta, s: (eta * (t - s) * s * (1 - s) * x)[1:]), "dw has no entry for the bias", "Which shape has w?", "x for x̃"),
        Mistake("bias-step-zero", _dw(lambda x, t, w, eta, s: np.concatenate([[0.0], (eta * (t - s) * s * (1 - s) * x)[1:]])), "dw[0] is 0: the bias would never learn", "What is the input of the bias?", ""),
        Mistake("weights-for-inputs", _dw(lambda x, t, w, eta, s: eta * (t - s) * s * (1 - s) * w), "the step is multiplied by w where x̃ belongs", "What is ∂net/∂w_i?", "w for x̃"),
        Mistake("bias-ignored", _net(lambda x, w: float(_activation(w[1:] @ x[1:]))), "w[0] plays no part in the net", "Which input does w[0] belong to?", "bias forgotten in the net"),
        Mistake("bias-last", _parts(lambda x, t, w, eta, s: (lambda r: (r, eta * (t - r) * r * (1 - r) * np.roll(x, -1)))(float(_activation(w @ np.roll(x, -1))))),
                "the last entry of w is treated as the bias", "Which entry of w belongs to the constant input?", "bias at the end"),
        Mistake("thresholded", _net(lambda x, w: float(w @ x > 0)), "s is 0 or 1: a threshold, with slope 0 everywhere", "What is the output between 0 and 1?", "step function"),
        Mistake("class-for-s", _parts(lambda x, t, w, eta, s: (lambda c: (c, eta * (t - c) * s * (1 - s) * x))(float(w @ x > 0))),
                "the first result is the class 0 or 1, and the error is taken from it; the law asks for s itself", "What is the output between 0 and 1?", "s rounded to a class"),
        Mistake("returns-net", _parts(lambda x, t, w, eta, s: (w @ x, eta * (t - s) * s * (1 - s) * x)), "the first result is the net, before σ", "What is s?", "net returned for s"),
        Mistake("linear", _parts(lambda x, t, w, eta, s: (w @ x, eta * (t - w @ x) * x)), "the output is linear: that is the delta rule", "Where is σ?", "delta rule"),
        Mistake("tanh-output", _net(lambda x, w: float(np.tanh(w @ x))), "the output is tanh(net), which lies between −1 and 1", "Between which values does σ lie?", "tanh for σ"),
        Mistake("tanh-unit", _parts(lambda x, t, w, eta, s: (lambda a: (a, eta * (t - a) * (1 - a * a) * x))(float(np.tanh(w @ x)))), "this is a tanh unit with its own slope", "Between which values does σ lie?", "tanh for σ and its slope"),
        Mistake("minus-net", _net(lambda x, w: float(_activation(-(w @ x)))), "the net has the wrong sign inside σ", "What is σ(+∞)?", "exp(+net)"),
    ),
)  # fmt: skip
