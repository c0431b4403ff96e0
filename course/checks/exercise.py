"""The declaration of an exercise and of a lab. A lab is declared, not programmed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import default_rng

from course.checks.compare import Breach, Tolerance, describe, pick
from course.checks.mistakes import Mistake
from course.checks.names import build
from course.checks.observation import Call, Observation, Plan
from course.checks.plain import Opaque, Tensor

MILD, EDGE, EXTREME = 0, 1, 2


@dataclass(frozen=True)
class Case:
    """One probe of an exercise, as data.

    Attributes
    ----------
    args : dict
        Arguments by name, in the order of the signature; those in `keywords` are passed by name.
    family : str
        Cases of a family count together, as one part of the points; "core" is the ordinary use.
    level : int
        MILD, EDGE or EXTREME; probes are judged in this order.
    quiet : bool
        The law of this case forbids a warning (numerical stability).
    """

    args: dict[str, Any]
    family: str = "core"
    level: int = MILD
    keywords: tuple[str, ...] = ()
    scenario: str = "call"
    quiet: bool = False

    def call(self) -> Call:
        """Return the case as a call of a plan."""
        by_name = {k: self.args[k] for k in self.keywords}
        return Call(tuple(v for k, v in self.args.items() if k not in by_name), by_name, self.scenario)

    def inputs(self) -> SimpleNamespace:
        """Return fresh arguments, names built, for a specification or a prediction."""
        return SimpleNamespace(**{k: build(v, None) for k, v in self.args.items()})

    @property
    def size(self) -> int:
        """Number of entries of all arguments; the smallest failing case is shown to the student."""
        return sum(map(_size, self.args.values()))


def _size(x: Any) -> int:
    if isinstance(x, (list, tuple)):
        return sum(map(_size, x))
    if isinstance(x, dict):
        return sum(map(_size, x.values()))
    return np.size(x.array) if isinstance(x, Tensor) else np.size(x)


@dataclass(frozen=True)
class Evidence:
    """What backs a statistical threshold: reference runs without a failure, or an exact bound."""

    threshold: str
    runs: int | None = None
    bound: str = ""


def _no_contract(inputs: SimpleNamespace, seen: Observation) -> Breach | None:
    return None


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Exercise:
    """A function, class, answer or artefact that a student hands in, and all that judging it takes.

    Attributes
    ----------
    name : str
        What the student defines.
    points : float
    law : str
        One line: signature, shapes, convention. Shown in messages.
    cases : callable (rng, hidden) -> iterable of Case
        Probes from mild to extreme. `hidden` asks for the graded run's extra shapes.
    spec : callable
        Called with a case's arguments by name; returns the right answer, or `Holds` where many are right.
    outputs : tuple of str
        Names of the parts of the answer, upstream first; one part: its name in messages. A case whose right answer
        is a dict without some of them is silent on those.
    outputs_of : callable
        Makes a dict of outputs of what the law asks the student to return, where that is nested otherwise.
    mistakes : tuple of Mistake
    hints : tuple of 3 str
    read : str
        Where the lab explains it.
    think : str
        The question asked when no mistake is recognised.
    weights : dict
        Family to weight; default: core 0.7, the other families share 0.3.
    tolerance : Tolerance
    imports : tuple of str
        Modules with this exercise's scenarios, imported on the student's side.
    evidence : tuple of Evidence
    contract : callable (inputs, observation) -> Breach or None
        A law about how the answer was found (calls of an argument, warnings): its breach caps the score.
    touches : tuple of str
        Global states that the law lets the call change: a torch layer draws from "torch's global generator".
    """

    name: str
    points: float
    law: str
    cases: Callable[[np.random.Generator, bool], Iterable[Case]]
    spec: Callable[..., Any]
    outputs: tuple[str, ...] = ("result",)
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    read: str = ""
    think: str = "Which line of the law does the smallest case break?"
    tolerance: Tolerance = field(default_factory=Tolerance)
    weights: dict[str, float] = field(default_factory=dict)
    imports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    contract: Callable[[SimpleNamespace, Observation], Breach | None] = _no_contract
    touches: tuple[str, ...] = ()
    outputs_of: Callable[[Any], Any] = _as_it_is

    @property
    def is_question(self) -> bool:
        """A question is answered by a value; its key is applied in the graded run only."""
        return bool(self.options) or self.name.startswith("q_")

    def probes(self, seed: int, hidden: bool = False) -> list[Case]:
        """Return the cases that `seed` gives, mild ones first."""
        cases = list(self.cases(default_rng(seed), hidden))
        return sorted(cases, key=lambda c: c.level)

    def plan(self, cases: Iterable[Case]) -> Plan:
        """Return what the student's side has to do, as data."""
        return Plan(self.name, tuple(c.call() for c in cases), self.imports)

    def right(self, case: Case) -> Any:
        """Return the right answer of one case."""
        return self.spec(**vars(case.inputs()))

    def part(self, value: Any, output: str) -> Any:
        """Return the part of an answer, the student's, the right one or a predicted one, that is called `output`."""
        try:
            return pick(self.outputs_of(value), output, self.outputs)
        except Exception:  # the value has another structure than the law's
            return Opaque(describe(value))

    def speaks_of(self, answer: Any, output: str) -> bool:
        """Tell whether an answer, the right one of a case or a predicted one, has a part called `output`."""
        if len(self.outputs) == 1:
            return True
        try:
            named = self.outputs_of(answer)
        except Exception:  # the value has another structure than the law's
            return True
        return not isinstance(named, dict) or output in named

    def family_weights(self, families: Iterable[str]) -> dict[str, float]:
        """Return each family's share of the points; shares add up to 1."""
        names = list(dict.fromkeys(families))
        if not self.weights:
            others = [n for n in names if n != "core"]
            raw = {n: 0.3 / len(others) if n != "core" else 0.7 for n in names}
        else:
            raw = {n: self.weights[n] for n in names}
        return {n: w / sum(raw.values()) for n, w in raw.items()}


@dataclass(frozen=True)
class Lab:
    """A lab: its exercises in the order of the text. Points of functions and questions add up to 100."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    minutes: int = 120

    def __post_init__(self) -> None:
        names = [e.name for e in self.exercises]
        doubled = sorted({n for n in names if names.count(n) > 1})
        if doubled:
            message = (
                f"{self.name}: exercise names must be unique, got {', '.join(doubled)} twice; rename one"
            )
            raise ValueError(message)

    @property
    def points(self) -> float:
        """Automatic points of the lab."""
        return sum(e.points for e in self.exercises)

    def find(self, name: str) -> Exercise:
        """Return the exercise called `name`."""
        for e in self.exercises:
            if e.name == name:
                return e
        message = f"{self.name} has no exercise {name!r}; it has {', '.join(e.name for e in self.exercises)}"
        raise ValueError(message)


def parameters(f: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of the parameters of `f`."""
    return tuple(inspect.signature(f).parameters)
