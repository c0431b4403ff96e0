"""`batchnorm_fwd`: shape 5, state and two modes; a scenario trains for three steps and then tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake, scenario
from course.checks.mistakes import formula

M = 0.1
OUTPUTS = ("Y in training", "running mean", "running var", "Y in test", "state after the test")


@scenario
def trial_three_steps(
    batchnorm_fwd: Any, batches: Any, X: Any, gamma: Any, beta: Any, *eps: float
) -> dict[str, Any]:
    """Train on each batch, then test on `X`; the state starts at mean 0 and variance 1."""
    d = len(gamma)
    state = {"mean": np.zeros(d), "var": np.ones(d)}
    outputs = []
    for batch in batches:
        Y, state = batchnorm_fwd(batch, gamma, beta, state, True, *eps)
        outputs.append(np.array(Y))
    mean, var = np.array(state["mean"]), np.array(state["var"])
    tested, state = batchnorm_fwd(X, gamma, beta, state, False, *eps)
    return dict(
        zip(OUTPUTS, (outputs, mean, var, np.array(tested), [state["mean"], state["var"]]), strict=True)
    )


def _run(
    batches: Any, X: Any, gamma: Any, beta: Any, eps: float = 1e-5, *, ddof: int = 0, running_ddof: int = 1, m: float = M, root: bool = True,
    eps_inside: bool = True, batch_at_test: bool = False, plain_test: bool = False, moves_at_test: bool = False, scale: bool = True,
    from_zero: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Return the outputs; each switch is a deviation."""

    def normal(x: Any, mean: Any, var: Any, shift: bool = True) -> Any:
        below = (np.sqrt(var + eps) if eps_inside else np.sqrt(var) + eps) if root else var + eps
        y = (x - mean) / below
        return y * gamma + beta if shift else y

    mean, var = np.zeros(len(gamma)), np.zeros(len(gamma)) if from_zero else np.ones(len(gamma))
    outputs = []
    for x in batches:
        outputs.append(normal(x, x.mean(0), x.var(0, ddof=ddof), scale))
        mean = (1 - m) * mean + m * x.mean(0)
        var = (1 - m) * var + m * x.var(0, ddof=running_ddof)
    stats = (X.mean(0), X.var(0, ddof=ddof)) if batch_at_test else (mean, var)
    kept = [mean, var]
    if moves_at_test:
        kept = [(1 - m) * mean + m * X.mean(0), (1 - m) * var + m * X.var(0, ddof=running_ddof)]
    return dict(
        zip(OUTPUTS, (outputs, mean, var, normal(X, *stats, scale and not plain_test), kept), strict=True)
    )


def _spec(batches: Any, X: Any, gamma: Any, beta: Any, eps: float = 1e-5) -> dict[str, Any]:
    return _run(batches, X, gamma, beta, eps)


def _wrong(**switches: Any) -> Any:
    return formula(lambda **given: _run(**given, **switches))


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(
        n: int,
        d: int,
        n_test: int,
        family: str = "core",
        level: int = 0,
        constant: bool = False,
        **eps: float,
    ) -> Case:
        batches = [rng.normal(size=(n, d)) * rng.uniform(0.5, 3) + rng.normal(size=d) for _ in range(3)]
        if constant:
            for b in batches:
                b[:, 0] = 2.5
        args = {
            "batches": batches,
            "X": rng.normal(size=(n_test, d)) + 2,
            "gamma": rng.uniform(0.5, 2, d),
            "beta": rng.normal(size=d),
            **eps,
        }
        return Case(args, family, level, scenario="trial_three_steps")

    yield case(4, 1, 3)
    yield case(5, 3, 4)
    yield case(7, 2, 6, eps=1e-2)
    yield case(3, 3, 3, family="all sizes equal", level=EDGE)
    yield case(5, 2, 2, family="batch of two at test", level=EDGE)
    yield case(6, 3, 2, family="constant feature", level=EDGE, constant=True, eps=1e-2)
    yield case(4, 2, 5, family="constant feature", level=EDGE, constant=True)


batchnorm_fwd = Exercise(
    name="batchnorm_fwd",
    points=14,
    law="batchnorm_fwd(X (N, D), gamma, beta, state, train, eps=1e-5) → (Y, state); state = {mean, var}; biased variance in Y, "
        "unbiased in the running one; running ← 0.9·running + 0.1·batch; eps under the root",
    cases=_cases,
    spec=_spec,
    outputs=OUTPUTS,
    imports=("tests.checks.shapes.batchnorm_fwd",),
    mistakes=(
        Mistake("unbiased-in-forward", _wrong(ddof=1), "Y is normalised with the variance over N − 1"),
        Mistake("biased-running", _wrong(running_ddof=0), "the running variance takes the variance over N"),
        Mistake("momentum-swapped", _wrong(m=1 - M), "0.9 and 0.1 have changed places in the running statistics"),
        Mistake("batch-statistics-at-test", _wrong(batch_at_test=True), "at test time Y is normalised with the test batch itself"),
        Mistake("scale-missing-at-test", _wrong(plain_test=True), "gamma and beta are missing at test time"),
        Mistake("scale-missing", _wrong(scale=False), "gamma and beta are missing"),
        Mistake("state-moves-at-test", _wrong(moves_at_test=True), "the running statistics move at test time"),
        Mistake("eps-outside-root", _wrong(eps_inside=False), "eps is added outside the root"),
        Mistake("no-root", _wrong(root=False), "Y is divided by the variance"),
    ),
)  # fmt: skip
