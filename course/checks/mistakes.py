"""A mistake is a prediction: what one who makes it returns on a case. Factories make the common ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

Predict = Callable[[SimpleNamespace, Any], Any]


@dataclass(frozen=True)
class Raises:
    """Predicts that the student's function raises on this case."""


@dataclass(frozen=True)
class Anything:
    """Predicts nothing on this case: the probe has no say."""


RAISES, ANY = Raises(), Anything()


@dataclass(frozen=True)
class Mistake:
    """A known mistake.

    Attributes
    ----------
    label : str
        Short name for reports, for example "sign".
    predict : callable (inputs, right) -> prediction
        What one who makes the mistake returns: a value with the structure of the right answer, a dict of some
        outputs, `RAISES`, or `Holds`. May raise where it says nothing.
    says : str
        One sentence for the student: what it looks like; never the corrected line.
    think : str
        A question that leads on.
    staff : str
        One sentence for the staff: the misconception behind it.
    """

    label: str
    predict: Predict
    says: str
    think: str = ""
    staff: str = ""


def formula(f: Callable[..., Any]) -> Predict:
    """Predict by a wrong formula with the exercise's own signature."""
    return lambda c, right: f(**vars(c))


def _leaves(f: Callable[[Any], Any], x: Any) -> Any:
    if isinstance(x, (tuple, list)):
        return type(x)(_leaves(f, v) for v in x)
    return {k: _leaves(f, v) for k, v in x.items()} if isinstance(x, dict) else f(x)


def _on(output: int | str | None, change: Callable[[SimpleNamespace, Any], Any]) -> Predict:
    """Apply `change` to one output (an index or a key) and leave the others right; to all of them if None."""

    def predict(c: SimpleNamespace, right: Any) -> Any:
        if output is None:
            return _leaves(lambda r: change(c, r), right)
        if isinstance(right, dict):
            return {**right, output: change(c, right[output])}
        out = list(right)
        out[int(output)] = change(c, right[int(output)])
        return tuple(out)

    return predict


def scaled(
    factor: Callable[[SimpleNamespace], Any],
    on: int | str | None = None,
    about: Callable[[SimpleNamespace], Any] = lambda c: 0.0,
) -> Predict:
    """Predict `about + factor · (right − about)`: a factor that is wrong, −1 for a sign.

    The factor is an expression of the case's sizes, never a fitted number; an update starts from `about`.
    """
    return _on(on, lambda c, r: about(c) + factor(c) * (np.asarray(r) - about(c)))


def transposed(on: int | str | None = None) -> Predict:
    """Predict the transpose."""
    return _on(on, lambda c, r: np.swapaxes(np.asarray(r), -1, -2))


def flipped(axis: int | tuple[int, ...], on: int | str | None = None) -> Predict:
    """Predict the right array with `axis` reversed."""
    return _on(on, lambda c, r: np.flip(np.asarray(r), axis))


def rolled(shift: int, axis: int = -1, on: int | str | None = None) -> Predict:
    """Predict the right array, shifted along `axis` (off by one, bias at the wrong end)."""
    return _on(on, lambda c, r: np.roll(np.asarray(r), shift, axis))


def without_term(term: Callable[[SimpleNamespace], Any], on: int | str | None = None) -> Predict:
    """Predict the right value less a term that was forgotten."""
    return _on(on, lambda c, r: np.asarray(r) - term(c))


def without_factor(
    factor: Callable[[SimpleNamespace], Any],
    on: int | str | None = None,
    about: Callable[[SimpleNamespace], Any] = lambda c: 0.0,
) -> Predict:
    """Predict the right value divided by a factor that was forgotten."""
    return _on(on, lambda c, r: about(c) + (np.asarray(r) - about(c)) / factor(c))
