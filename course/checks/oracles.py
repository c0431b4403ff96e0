"""Derivatives of a specification, by perturbation: no derivative is written by hand anywhere in the course.

A specification is written with leading axes, so that all perturbations run in one call. Complex steps are
exact to rounding for analytic functions (`abs`, `norm`, comparisons and `float()` silently lose them); central
differences serve the rest. At kinks and ties neither is used: the exercise states its law there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

H_COMPLEX, H_CENTRAL = 1e-30, 1e-5
Array = np.ndarray
Step = tuple[str, Callable[[dict[str, Any]], Any]]


def derivative(f: Callable[[Array], Array], x: Array, method: str = "complex", h: float = H_CENTRAL) -> Array:
    """Return ∂f/∂x of a scalar function, entry by entry.

    Parameters
    ----------
    f : callable (P, *x.shape) -> (P,)
        Takes many copies of `x` along a leading axis.
    x : ndarray of any shape, float64
    method : {"complex", "central"}

    Returns
    -------
    ndarray of the shape of `x`

    Examples
    --------
    >>> derivative(lambda x: (x ** 3).sum(-1), np.array([1.0, 2.0]))
    array([ 3., 12.])
    """
    x = np.asarray(x, np.float64)
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    if method == "complex":
        return np.asarray(np.imag(f(x + 1j * H_COMPLEX * unit)) / H_COMPLEX).reshape(x.shape)
    if method == "central":
        return np.asarray((f(x + h * unit) - f(x - h * unit)) / (2 * h)).reshape(x.shape)
    message = f"method: complex or central, got {method!r}"
    raise ValueError(message)


def run(steps: Sequence[Step], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return inputs and every named step of a forward pass, without a leading axis."""
    env = {k: np.asarray(v, np.float64)[None] for k, v in inputs.items()}
    for name, step in steps:
        env[name] = step(env)
    return {k: v[0] for k, v in env.items()}


def checkpoints(
    steps: Sequence[Step],
    inputs: Mapping[str, Any],
    wrt: Sequence[str],
    upstream: Array | float = 1.0,
    method: str = "complex",
) -> dict[str, Array]:
    """Return the derivative of Σ upstream · (last step) by each input or step named in `wrt`.

    Parameters
    ----------
    steps : sequence of (name, function of the values so far)
        Each function reads its predecessors from a dict and keeps a leading axis of perturbations.
    inputs : dict of name to array
    wrt : names of inputs or steps
    upstream : array of the shape of the last step, or 1.0 if that is a scalar
    """
    out = {}
    values = run(steps, inputs)
    for name in wrt:

        def loss(x: Array, name: str = name) -> Array:
            env = {k: np.asarray(v)[None] for k, v in values.items() if k in inputs}
            env[name] = x
            for key, step in steps:
                if key != name:
                    env[key] = step(env)
            last = env[steps[-1][0]]
            return np.asarray((last * upstream).reshape(last.shape[0], -1).sum(-1))

        out[name] = derivative(loss, values[name], method)
    return out
