"""The slides' network of three layers as named steps, and all its derivatives by perturbation."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from course.checks.oracles import Step, checkpoints, run
from course.exercises.lab05_backprop.forward import sigma

KEYS = ("a_j", "z_j", "a_k", "z_k", "a_l", "z_l", "L", "R", "d_l", "dW_kl", "d_k", "dW_jk", "d_j", "dW_ij")
LAYERS = (("j", "X", "Wij"), ("k", "z_j", "Wjk"), ("l", "z_k", "Wkl"))
INPUTS = ("X", "T", "Wij", "Wjk", "Wkl")
Act = Callable[[str, Any], Any]


def _product(left: str, W: str) -> Callable[[dict[str, Any]], Any]:
    return lambda e: e[left] @ e[W]


def _activated(k: str, act: Act) -> Callable[[dict[str, Any]], Any]:
    return lambda e: act(k, e[f"a_{k}"])


def steps_of(act: Act, n: int) -> list[Step]:
    """Return the forward pass as named steps; `act(layer, a)` is the activation."""
    steps: list[Step] = []
    for k, left, W in LAYERS:
        steps += [(f"a_{k}", _product(left, W)), (f"z_{k}", _activated(k, act))]
    steps.append(("L", lambda e: 0.5 * ((e["T"] - e["z_l"]) ** 2).sum(-1)))
    return [*steps, ("R", lambda e: e["L"].sum(-1) / n)]


def forward_values(c: SimpleNamespace, act: Act = lambda k, a: sigma(a)) -> dict[str, Any]:
    """Return the keys of the forward pass."""
    named = run(steps_of(act, len(c.X)), {k: getattr(c, k) for k in INPUTS})
    return {k: named[k] for k in KEYS if k in named}


def backward_values(
    c: SimpleNamespace, act: Act = lambda k, a: sigma(a), weights: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return d_* and dW_* as derivatives; `act` and `weights` may differ from the forward pass that is reported."""
    n, inputs = len(c.X), {k: getattr(c, k) for k in INPUTS} | (weights or {})
    d = checkpoints(steps_of(act, n), inputs, ["a_l", "Wkl", "a_k", "Wjk", "a_j", "Wij"])
    out = {f"d_{k}": n * d[f"a_{k}"] for k in "lkj"}
    return out | {f"dW_{W[1:]}": d[W] for _, _, W in LAYERS}
