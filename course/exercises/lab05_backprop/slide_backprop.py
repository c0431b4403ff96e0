"""`slide_backprop`: the eighteen steps of the slides as checkpoints; the first wrong one is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import RAISES
from course.checks.oracles import Step, checkpoints
from course.exercises.lab05_backprop.forward import laid_out, sigma
from course.exercises.lab05_backprop.three_layers import (
    INPUTS,
    KEYS,
    LAYERS,
    Act,
    backward_values,
    forward_values,
    steps_of,
)


def _spec(**inputs: Any) -> dict[str, Any]:
    c = SimpleNamespace(**inputs)
    both = forward_values(c) | backward_values(c)
    return {k: both[k] for k in KEYS}


def _case(
    rng: np.random.Generator, n: int, sizes: tuple[int, int, int, int], *where: Any, order: str = "C"
) -> Case:
    i, j, k, m = sizes
    W = (1.2 * rng.normal(size=s) for s in ((i, j), (j, k), (k, m)))
    arrays = dict(zip(INPUTS, (rng.normal(size=(n, i)), rng.uniform(size=(n, m)), *W), strict=True))
    return Case({k: laid_out(v, order) for k, v in arrays.items()}, *where)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    one = np.array([[1.0]])
    yield Case({"X": one, "T": np.array([[1.0]]), "Wij": one, "Wjk": -one, "Wkl": 2 * one})
    yield _case(rng, 2, (1, 2, 1, 1))
    yield _case(rng, 5, (3, 4, 2, 6))
    yield _case(rng, 6, (2, 3, 5, 4))
    yield _case(rng, 3, (5, 2, 4, 1))
    if hidden:
        yield _case(rng, 8, (4, 7, 3, 2))
    yield _case(rng, 3, (3, 3, 3, 3), "all sizes equal", EDGE)
    yield _case(rng, 2, (2, 2, 2, 2), "all sizes equal", EDGE)
    yield _case(rng, 1, (4, 3, 2, 5), "one example", EDGE)
    yield _case(rng, 1, (2, 5, 3, 4), "one example", EDGE)
    yield Case({"X": np.array([[1, 0], [-1, 2], [0, 0]]), "T": np.array([[1], [0], [1]]), "Wij": np.array([[1, 0, -1], [2, 1, 0]]), "Wjk": np.array([[1, -1], [0, 1], [2, 0]]), "Wkl": np.array([[1], [-2]])},
               "integers", EDGE)  # fmt: skip
    yield _case(rng, 4, (2, 3, 4, 5), "memory order", EDGE, order="F")


def _each(keys: str, factor: Callable[[SimpleNamespace], float]) -> Any:
    """Predict the right answer with some keys multiplied by a factor of the case."""
    return lambda c, right: {**right, **{k: factor(c) * right[k] for k in keys.split()}}


def _slopes(**slopes: Callable[[Any, Any], Any]) -> Any:
    """Predict with another slope(a, z) in some layers: the backward pass of a network that is linear about the right one."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        def act(k: str, a: Any) -> Any:
            if k not in slopes:
                return sigma(a)
            a0, z0 = right[f"a_{k}"], right[f"z_{k}"]
            return z0 + slopes[k](a0, z0) * (a - a0)

        return {**right, **backward_values(c, act)}

    return predict


def _all(slope: Callable[[Any, Any], Any]) -> Any:
    return _slopes(j=slope, k=slope, l=slope)


def _other_forward(act: Act) -> Any:
    """Predict a network with other activations, run and differentiated consistently."""
    return lambda c, right: forward_values(c, act) | backward_values(c, act)


def _other_output(output: Callable[[Any], Any], slope: Any = None) -> Any:
    def act(k: str, a: Any) -> Any:
        return output(a) if k == "l" else sigma(a)

    return _other_forward(act)


def _left(**sources: str) -> Any:
    """Predict dW_* with another array on its left: dW_kl="a_k" for a_kᵀ d_l / N."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        known = {**right, "X": np.asarray(c.X, float)}
        return {**right, **{k: known[s].T @ right[f"d_{k[-1]}"] / len(c.X) for k, s in sources.items()}}

    return predict


def _untransposed(c: SimpleNamespace, right: Any) -> Any:
    """Predict d_k = d_l @ Wkl and d_j = d_k @ Wjk, which only square matrices allow."""
    if len({*c.Wjk.shape, *c.Wkl.shape}) > 1:
        return RAISES
    slope = {k: right[f"z_{k}"] * (1 - right[f"z_{k}"]) for k in "jk"}
    d_k = right["d_l"] @ c.Wkl * slope["k"]
    d_j = d_k @ c.Wjk * slope["j"]
    n = len(c.X)
    return {**right, "d_k": d_k, "d_j": d_j, "dW_jk": right["z_j"].T @ d_k / n, "dW_ij": c.X.T @ d_j / n}


def _sums_of_means(c: SimpleNamespace, right: Any) -> Any:
    known = {**right, "X": np.asarray(c.X, float)}
    return {
        **right,
        **{f"dW_{W[1:]}": np.outer(known[left].mean(0), right[f"d_{k}"].mean(0)) for k, left, W in LAYERS},
    }


WS, DS = "dW_kl dW_jk dW_ij", "d_l d_k d_j"


def _n(c: SimpleNamespace) -> float:
    return float(len(c.X))


def _outputs(c: SimpleNamespace) -> float:
    return float(c.T.shape[1])


def _half_missing(c: SimpleNamespace, right: Any) -> Any:
    return {**right, "L": 2 * right["L"], "R": 2 * right["R"]}


def _upstream_is_loss(c: SimpleNamespace, right: Any) -> Any:
    """Predict d_l = L·g′(a_l): each example's d changes by L over its own error, output by output."""
    d_l = right["L"][:, None] * right["z_l"] * (1 - right["z_l"])
    steps: list[Step] = [
        s for s in steps_of(lambda k, a: sigma(a), len(c.X)) if s[0] not in ("L", "R", "z_l")
    ]
    d = checkpoints(steps, {k: getattr(c, k) for k in INPUTS}, ["Wkl", "a_k", "Wjk", "a_j", "Wij"], d_l)
    down = {f"dW_{W[1:]}": d[W] / len(c.X) for _, _, W in LAYERS}
    return {**right, "d_l": d_l, "d_k": d["a_k"], "d_j": d["a_j"], **down}


def _squashed_inputs(c: SimpleNamespace, right: Any) -> Any:
    return _spec(**{**{k: getattr(c, k) for k in INPUTS}, "X": sigma(np.asarray(c.X, float))})


def _squared_sum(c: SimpleNamespace, right: Any) -> Any:
    L = 0.5 * (c.T - right["z_l"]).sum(-1) ** 2
    return {**right, "L": L, "R": L.mean()}


def _mean_loss(c: SimpleNamespace, right: Any) -> Any:
    return {**right, "L": right["L"] / _outputs(c), "R": right["R"] / _outputs(c)}


slide_backprop = Exercise(
    name="slide_backprop",
    points=16,
    law="slide_backprop(X, T, Wij, Wjk, Wkl) → dict of a_j z_j a_k z_k a_l z_l L R d_l dW_kl d_k dW_jk d_j dW_ij: "
        "σ everywhere, no biases, L (N,) = ½Σ_l(t − z_l)², R = mean of L, d_* = +∂L_n/∂a_* without 1/N, dW = (1/N)·zᵀd",
    cases=_cases,
    spec=_spec,
    outputs=KEYS,
    imports=("course.exercises.lab05_backprop.scenes",),
    weights={"core": 0.7, "all sizes equal": 0.15, "one example": 0.05, "integers": 0.05, "memory order": 0.05},
    read="section 6, eighteen steps",
    think="Take the first key that is wrong: which line of the derivation gives it, and are all the quantities on that line right?",
    hints=(
        "Which keys are already right? The first wrong one is the line to look at; everything below it follows from it.",
        "d_l = (z_l − T) · σ′(a_l); each d below is (d of the layer above @ its weights transposed) · σ′ of its own layer.",
        "σ′(a) = z(1 − z). dW is (left activations)ᵀ @ d / N: the 1/N appears there and nowhere else.",
    ),
    mistakes=(
        Mistake("sign", _each(f"{DS} {WS}", lambda c: -1.0), "all d and dW have the opposite sign: (T − z_l) in the place of (z_l − T)", "If an output is too large, is its L falling or rising with it?", "t − z without the minus"),
        Mistake("mitchell-delta", _each(DS, lambda c: -1.0), "the d have Mitchell's sign, −∂L/∂a; these here are +∂L/∂a (your dW are right)", "Which of the two signs of δ does this part use?", "δ = −∂L/∂a with a minus in dW"),
        Mistake("sign-lost-below", _each("d_k dW_jk d_j dW_ij", lambda c: -1.0), "below the output the sign is the opposite one", "Does handing the error down change its sign?", "minus per layer"),
        Mistake("sign-of-dW", _each(WS, lambda c: -1.0), "the d are right, and the dW have the opposite sign: they are steps, not gradients", "Is dW the gradient or the step?", "−dW returned"),
        Mistake("averages-missing", _each(WS, _n), "the 1/N is missing: dW is a sum over the examples", "R is a mean. What is the derivative of a mean?", "1/N missing"),
        Mistake("average-in-d", _each(DS, lambda c: 1 / _n(c)), "the 1/N is in the d; here it belongs to dW (your dW are right)", "∂L_n/∂a is about one example. Does it know N?", "1/N moved into δ"),
        Mistake("averages-twice", lambda c, right: {**right, **{k: right[k] / _n(c) for k in f"{DS} {WS}".split()}}, "the 1/N is there twice: once in the d and once in dW", "Where does the law write the 1/N?", "1/N in δ and in dW"),
        Mistake("averages-twice-in-dW", _each(WS, lambda c: 1 / _n(c)), "dW is divided by N twice", "How often does the law divide by N?", "np.mean and / N"),
        Mistake("averages-over-outputs", _each(WS, lambda c: _n(c) / _outputs(c)), "dW is divided by the number of outputs, not of examples", "Which sum has the 1/N in front?", "1/L for 1/N"),
        Mistake("double", _each(f"{DS} {WS}", lambda c: 2.0), "all d and dW are twice too large: L has a ½, and its derivative has no 2", "What does the ½ do to the 2?", "factor 2"),
        Mistake("half", _each(f"{DS} {WS}", lambda c: 0.5), "all d and dW are half as large: the ½ of L is still there", "What is the derivative of ½(t − z)²?", "½ kept"),
        Mistake("no-half", _each(f"L R {DS} {WS}", lambda c: 2.0), "L has no ½, and everything below follows", "Which L does this section define?", "the other convention"),
        Mistake("no-half-in-L", _half_missing, "L has no ½ (your d are right)", "Which L does this section define?", "½ missing in L only"),
        Mistake("mean-over-outputs", _mean_loss, "L is a mean over the outputs, the law has a sum", "Over what is averaged, over what summed?", "np.mean over everything"),
        Mistake("mean-over-outputs-throughout", _each(f"L R {DS} {WS}", lambda c: 1 / _outputs(c)), "L and everything below are divided by the number of outputs", "Over what is averaged, over what summed?", "mean over outputs, differentiated"),
        Mistake("square-of-sum", _squared_sum, "the errors of all outputs are summed before the square is taken", "Is a sum of squares the square of the sum?", "(Σ)² for Σ()²"),
        Mistake("R-is-a-sum", _each("R", _n), "R is the sum of the L; it is their mean", "What does R stand for?", "1/N missing in R"),
        Mistake("L-one-number", lambda c, right: {**right, "L": right["L"].sum()}, "L is one number; the law has one for each example", "Which axis does the sum in L_n run over?", "no axis"),
        Mistake("L-mean-number", lambda c, right: {**right, "L": right["L"].mean()}, "L is the mean over the examples, which is R; L has one entry for each example", "Which axis does the sum in L_n run over?", "R for L"),
        Mistake("L-over-examples", lambda c, right: {**right, "L": 0.5 * ((c.T - right["z_l"]) ** 2).sum(0)}, "L is summed over the examples: one number for each output", "Which axis does the sum in L_n run over?", "axis=0"),
        Mistake("slopes-missing", _all(lambda a, z: 1.0), "g′ is missing in all layers", "Which factor does each passage through g add?", "no σ′"),
        Mistake("output-slope-missing", _slopes(l=lambda a, z: 1.0), "g′(a_l) is missing in d_l", "What is ∂z_l/∂a_l?", "σ′ of the output forgotten"),
        Mistake("hidden-slopes-missing", _slopes(j=lambda a, z: 1.0, k=lambda a, z: 1.0), "g′ is missing in d_k and d_j", "What is ∂z_k/∂a_k?", "σ′ of hidden layers forgotten"),
        Mistake("slope-k-missing", _slopes(k=lambda a, z: 1.0), "g′(a_k) is missing in d_k", "What is ∂z_k/∂a_k?", ""),
        Mistake("slope-j-missing", _slopes(j=lambda a, z: 1.0), "g′(a_j) is missing in d_j", "What is ∂z_j/∂a_j?", ""),
        Mistake("slopes-at-z", _all(lambda a, z: sigma(z) * (1 - sigma(z))), "g′ is taken at z where it belongs to a: g is applied twice", "Is g′ a function of a or of z?", "σ′(z)"),
        Mistake("slopes-with-a", _all(lambda a, z: a * (1 - a)), "a(1 − a) in the place of z(1 − z)", "Which of the two is σ(a)?", "a for z"),
        Mistake("tanh-slopes", _all(lambda a, z: 1 - z * z), "the slope 1 − z² belongs to tanh", "What is σ′ in terms of σ?", "tanh′"),
        Mistake("values-for-slopes", _all(lambda a, z: z), "z stands where the slope z(1 − z) belongs", "What is σ′ in terms of σ?", "g for g′"),
        Mistake("linear-output", _other_output(lambda a: a), "z_l is a_l: the output has no g", "Which layers have a g?", "linear output"),
        Mistake("tanh-for-sigma", _other_forward(lambda k, a: np.tanh(a)), "g is tanh", "Which g does the law name?", ""),
        Mistake("relu-hidden", _other_forward(lambda k, a: sigma(a) if k == "l" else np.where(a.real > 0, a, 0.0)), "the hidden layers have ReLU", "Which g does the law name?", ""),
        Mistake("minus-in-sigma", _other_forward(lambda k, a: sigma(-a)), "the sign in the exponent of σ is wrong", "What is σ of a large positive number?", "exp(+a)"),
        Mistake("dW-from-a", _left(dW_kl="a_k", dW_jk="a_j"), "dW is built with a where z belongs: what enters the weights is the activation", "Which array is multiplied by Wkl in the forward pass?", "aᵀd"),
        Mistake("dW-transposed", lambda c, right: {**right, **{k: right[k].T for k in WS.split()}}, "the dW are transposed", "Which shape has Wkl?", "dᵀz"),
        Mistake("untransposed", _untransposed, "the weights are not transposed on the way back, which only square matrices allow", "Over which index of Wkl does the sum in d_k run?", "d @ W"),
        Mistake("means-multiplied", _sums_of_means, "activations and d are averaged separately and then multiplied", "Is a mean of products the product of the means?", "mean · mean"),
        Mistake("upstream-is-L", _upstream_is_loss, "d_l is built with L itself; the chain needs ∂L/∂z_l", "What is the derivative of ½(t − z)²?", "L for its derivative"),

        Mistake("half-twice-in-R", _each("R", lambda c: 0.5), "R is half of the mean of L: the ½ is in L already", "What is R, given L?", "½ again in R"),
        Mistake("hidden-slopes-with-a", _slopes(j=lambda a, z: a * (1 - a), k=lambda a, z: a * (1 - a)), "a(1 − a) in the place of z(1 − z) in the hidden layers", "Which of the two is σ(a)?", "a for z"),
        Mistake("hidden-tanh-slopes", _slopes(j=lambda a, z: 1 - z * z, k=lambda a, z: 1 - z * z), "the hidden slope 1 − z² belongs to tanh", "What is σ′ in terms of σ?", "tanh′"),
        Mistake("g-on-inputs", _squashed_inputs, "the inputs go through g before they meet Wij", "Is there a unit in front of Wij?", "z_i = g(x)"),
        Mistake("averages-over-inputs", lambda c, right: {**right, **{k: right[k] * _n(c) / c.X.shape[1] for k in ("R", *WS.split())}}, "divided by the number of inputs, not of examples", "Which axis of X counts the examples?", "X.shape[1] for N"),
        Mistake("averages-over-inputs-in-dW", _each(WS, lambda c: _n(c) / c.X.shape[1]), "dW is divided by the number of inputs, not of examples", "Which axis of X counts the examples?", "X.shape[1] for N"),
        Mistake("own-activation-in-dW_ij", lambda c, right: {**right, "dW_ij": right["z_j"].T @ right["d_j"] / len(c.X)}, "dW_ij is built with z_j; what enters Wij is X", "Which array is multiplied by Wij in the forward pass?", "z_j for X"),
        Mistake("names-swapped", lambda c, right: {**right, "dW_ij": right["dW_kl"], "dW_kl": right["dW_ij"]}, "dW_ij and dW_kl have changed places", "Which layer do i and j belong to?", ""),
    ),
)  # fmt: skip
