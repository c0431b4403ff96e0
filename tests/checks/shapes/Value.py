"""`Value`: shape 7, a class; a scenario builds expressions from a list of steps and returns data and gradients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from course.checks import EDGE, EXTREME, Case, Exercise, Mistake, scenario
from course.checks.mistakes import ANY
from course.checks.oracles import checkpoints

Program = list[tuple[Any, ...]]
_OPS = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "plus": lambda a, b: a + b,
    "times": lambda a, b: a * b,
    "pow": lambda a, b: a**b,
}


def _apply(op: str, nodes: list[Any], where: tuple[Any, ...]) -> Any:
    """Return one new node; `plus`, `times` and `pow` take a number as second operand."""
    if op in ("tanh", "exp"):
        return getattr(nodes[where[0]], op)()
    return _OPS[op](nodes[where[0]], nodes[where[1]] if op in ("add", "mul") else where[1])


@scenario
def trial_expression(Value: Any, xs: list[float], program: Program) -> dict[str, Any]:
    """Build the program's expression of the leaves `xs`, call `backward()` on its last node; return data and grads."""
    leaves = [Value(x) for x in xs]
    nodes = list(leaves)
    for op, *where in program:
        nodes.append(_apply(op, nodes, tuple(where)))
    nodes[-1].backward()
    return {"data": nodes[-1].data, "grads": [leaf.grad for leaf in leaves]}


def _step(op: str, where: tuple[Any, ...], env: dict[str, Any]) -> Any:
    a = env[f"v{where[0]}"]
    if op in ("tanh", "exp"):
        return getattr(np, op)(a)
    return _OPS[op](a, env[f"v{where[1]}"] if op in ("add", "mul") else where[1])


def _spec(xs: list[float], program: Program) -> Any:
    inputs = {f"v{i}": x for i, x in enumerate(xs)}
    steps = [(f"v{len(xs) + k}", partial(_step, op, tuple(where))) for k, (op, *where) in enumerate(program)]
    env = {k: np.asarray(v, float) for k, v in inputs.items()}
    for name, step in steps:
        env[name] = step(env)
    d = checkpoints(steps, inputs, list(inputs))
    return {"data": float(env[steps[-1][0]]), "grads": [float(d[k]) for k in inputs]}


def _engine(
    xs: list[float],
    program: Program,
    *,
    overwrite: bool = False,
    preorder: bool = False,
    seed: float = 1.0,
    **slopes: Any,
) -> Any:
    """Sweep backwards with a deviation; `slopes` replaces local derivatives: (a, b, out) → (to a, to b)."""
    local = {
        "add": lambda a, b, o: (1.0, 1.0), "plus": lambda a, b, o: (1.0, 0.0), "mul": lambda a, b, o: (b, a), "times": lambda a, b, o: (b, 0.0),
        "pow": lambda a, b, o: (b * a ** (b - 1), 0.0), "tanh": lambda a, b, o: (1 - o * o, 0.0), "exp": lambda a, b, o: (o, 0.0),
    } | slopes  # fmt: skip
    data, parents = [float(x) for x in xs], {}
    for op, *where in program:
        a, second = data[where[0]], where[1] if len(where) > 1 else 0.0
        b = data[second] if op in ("add", "mul") else second
        out = np.tanh(a) if op == "tanh" else np.exp(a) if op == "exp" else _OPS[op](a, b)
        parents[len(data)] = (where[0], second if op in ("add", "mul") else None, *local[op](a, b, out))
        data.append(float(out))
    grads = [0.0] * len(data)
    grads[-1] = seed
    for n in _order(len(data) - 1, parents, preorder):
        left, right, to_left, to_right = parents[n]
        for child, slope in ((left, to_left), (right, to_right)):
            if child is not None:
                grads[child] = slope * grads[n] + (0.0 if overwrite else grads[child])
    return {"data": data[-1], "grads": grads[: len(xs)]}


def _order(root: int, parents: dict[int, Any], preorder: bool) -> list[int]:
    seen: set[int] = set()
    out: list[int] = []

    def visit(n: int) -> None:
        if n in seen or n not in parents:
            return
        seen.add(n)
        if preorder:
            out.append(n)
        for child in parents[n][:2]:
            if child is not None:
                visit(child)
        if not preorder:
            out.append(n)

    visit(root)
    return out if preorder else out[::-1]


def _wrong(**switches: Any) -> Any:
    def predict(c: SimpleNamespace, right: Any) -> Any:
        return ANY if len(c.program) > 500 else _engine(c.xs, c.program, **switches)

    return predict


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(xs: Any, program: Program, **where: Any) -> Case:
        return Case({"xs": [float(x) for x in xs], "program": program}, scenario="trial_expression", **where)

    yield case([2.0], [("times", 0, 3.0)])
    yield case([2.0, -3.0], [("mul", 0, 1)])
    yield case(rng.normal(size=3), [("mul", 0, 1), ("add", 3, 2), ("tanh", 4)])
    yield case(rng.uniform(0.5, 2, size=2), [("pow", 0, 3.0), ("pow", 1, -1.0), ("mul", 2, 3)])
    yield case(rng.uniform(0.5, 2, size=1), [("pow", 0, 0.5), ("exp", 1), ("plus", 2, 1.5)])
    yield case([3.0], [("mul", 0, 0)], family="reuse", level=EDGE)
    yield case(rng.normal(size=1), [("add", 0, 0), ("tanh", 1)], family="reuse", level=EDGE)
    yield case(rng.normal(size=2), [("mul", 0, 1), ("add", 2, 0)], family="reuse", level=EDGE)
    diamond: Program = [("mul", 0, 1), ("tanh", 2), ("exp", 2), ("mul", 3, 4), ("add", 5, 2), ("mul", 6, 5)]
    yield case(rng.normal(size=2), diamond, family="diamond", level=EDGE)
    yield case(rng.normal(size=2), [*diamond, ("add", 7, 0), ("mul", 8, 2)], family="diamond", level=EDGE)
    deep: Program = [("plus", 0, 0.25), *[("plus", k, 0.001) for k in range(1, 5000)]]
    yield case(rng.normal(size=1), deep, family="5000 steps", level=EXTREME)


Value = Exercise(
    name="Value",
    points=40,
    law="Value(data) with +, *, ** (constant exponent), tanh(), exp() and backward(), which adds ∂out/∂node to every node's .grad",
    cases=_cases,
    spec=_spec,
    outputs=("data", "grads"),
    imports=("tests.checks.shapes.Value",),
    mistakes=(
        Mistake("overwrites", _wrong(overwrite=True), "a node that is used twice keeps one of its two contributions"),
        Mistake("depth-first-order", _wrong(preorder=True), "a node passes its gradient on before all of its own has arrived"),
        Mistake("seed-missing", _wrong(seed=0.0), "the gradient of the root itself is not set"),
        Mistake("product-own-factor", _wrong(mul=lambda a, b, o: (a, b), times=lambda a, b, o: (a, 0.0)), "∂(a·b)/∂a is taken for a"),
        Mistake("power-factor-missing", _wrong(pow=lambda a, b, o: (a ** (b - 1), 0.0)), "the exponent in front is missing"),
        Mistake("power-exponent-kept", _wrong(pow=lambda a, b, o: (b * a**b, 0.0)), "the exponent is not lowered by 1"),
        Mistake("tanh-slope", _wrong(tanh=lambda a, b, o: (1 - o, 0.0)), "tanh′ is taken for 1 − tanh"),
        Mistake("exp-slope", _wrong(exp=lambda a, b, o: (a * o, 0.0)), "exp is differentiated like a power"),
    ),
)  # fmt: skip
