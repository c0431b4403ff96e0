"""`mp_neuron`: the McCulloch–Pitts unit fires when its weighted sum reaches the threshold."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake
from course.checks.mistakes import formula

CORNERS = {
    m: np.array([[(i >> (m - 1 - j)) & 1 for j in range(m)] for i in range(2**m)]) for m in (1, 2, 3, 4)
}


def _spec(x: np.ndarray, w: np.ndarray, u: float) -> np.ndarray:
    out = []
    for row in np.asarray(x).astype(int):
        total = sum(float(w[i]) * int(row[i]) for i in range(len(row)))
        out.append(1 if total >= u else 0)
    return np.array(out)


def _case(x: np.ndarray, w: object, u: float, family: str = "core", level: int = 0) -> Case:
    return Case({"x": x, "w": np.array(w), "u": u}, family, level)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield _case(CORNERS[2], [1, 1], 2)  # AND
    yield _case(CORNERS[2], [1, 1], 1)  # OR
    yield _case(CORNERS[1], [-1], 0)  # NOT
    yield _case(CORNERS[3], [1, 1, 1], 2)  # 2 of 3
    for m in (3, 4) if hidden else (3,):
        w = rng.integers(-8, 9, size=m) / 4.0
        yield _case(CORNERS[m], w, float(rng.integers(-4, 5)) / 8.0 + 1 / 16)
    for m in (2, 3, 4):
        w = rng.integers(1, 9, size=m) / 4.0 * rng.choice([-1, 1], size=m)
        row = CORNERS[m][rng.integers(1, 2**m)]
        yield _case(CORNERS[m], w, float(row @ w), "threshold met exactly", EDGE)
    yield _case(CORNERS[3].astype(bool), [0.5, -1.0, 0.75], 0.25, "bool input", EDGE)
    yield _case(CORNERS[2].astype(bool), [2, 1], 2, "bool input", EDGE)
    yield _case(np.array([[1, 0, 1]]), [1.5, -2.0, 0.5], 2.0, "one example", EDGE)
    yield _case(np.array([[0, 1]]), [1.5, -2.0], -1.0, "one example", EDGE)


mp_neuron = Exercise(
    name="mp_neuron",
    points=6,
    law="mp_neuron(x (N, m) of 0/1, w (m,), u) → (N,) of 0/1: 1 if the weighted sum x·w is at least u, else 0",
    cases=_cases,
    spec=_spec,
    outputs=("fires",),
    read="section 1, the McCulloch–Pitts unit",
    think="What does the unit do when the weighted sum is exactly u?",
    hints=(
        "For one example, which single number is compared with u?",
        "x @ w gives that number for all N examples at once; a comparison of arrays gives an array of bool.",
        "The comparison includes equality, and its result has to be turned into 0 and 1.",
    ),
    mistakes=(
        Mistake("strict-threshold", formula(lambda x, w, u: (np.asarray(x).astype(float) @ w > u).astype(int)),
                "the unit stays silent when the sum is exactly u",
                "What does the law say at equality?", "uses > where McCulloch and Pitts have ≥"),
        Mistake("mean-for-sum", formula(lambda x, w, u: (np.asarray(x).astype(float) @ w / len(w) >= u).astype(int)),
                "the threshold is compared with the mean of the weighted inputs, not with their sum",
                "By what is your sum divided?", "mean instead of sum"),
        Mistake("ignores-weights", formula(lambda x, w, u: (np.asarray(x).astype(int).sum(1) >= u).astype(int)),
                "inputs are counted, the weights play no part",
                "Where does w enter your sum?", "counts active inputs"),
        Mistake("inverted", formula(lambda x, w, u: 1 - _spec(x, w, u)),
                "fires exactly where it should be silent", "Which side of the threshold means 1?", "comparison reversed"),
        Mistake("at-most", formula(lambda x, w, u: (np.asarray(x).astype(float) @ w <= u).astype(int)),
                "fires when the sum is at most u", "Which side of the threshold means 1?", "uses ≤ instead of ≥"),
        Mistake("plus-minus-one", formula(lambda x, w, u: 2 * _spec(x, w, u) - 1),
                "the two answers are −1 and 1; this unit answers 0 or 1",
                "Which two values does the law name?", "perceptron labels on a McCulloch–Pitts unit"),
        Mistake("returns-sum", formula(lambda x, w, u: np.asarray(x).astype(float) @ w),
                "this is the weighted sum itself, before the threshold", "What turns a sum into 0 or 1?", "threshold missing"),
        Mistake("net-minus-u", formula(lambda x, w, u: np.asarray(x).astype(float) @ w - u),
                "this is the sum less u, not yet a decision", "What turns a number into 0 or 1?", "threshold not applied"),
        Mistake("threshold-zero", formula(lambda x, w, u: (np.asarray(x).astype(float) @ w >= 0).astype(int)),
                "the sum is compared with 0, u plays no part", "Where does u enter?", "u ignored"),
        Mistake("adds-threshold", formula(lambda x, w, u: (np.asarray(x).astype(float) @ w + u >= 0).astype(int)),
                "u is added to the sum as if it were a bias", "At which sum should the unit start to fire?", "u taken for a bias"),
        Mistake("absolute-weights", formula(lambda x, w, u: (np.asarray(x).astype(float) @ np.abs(w) >= u).astype(int)),
                "negative weights act as if they were positive", "What should an inhibiting input do to the sum?", "signs of w lost"),
        Mistake("any-input", formula(lambda x, w, u: ((np.asarray(x).astype(float) * w) >= u).any(1).astype(int)),
                "each weighted input is compared with u on its own", "How many numbers are compared with u for one example?", "no sum over inputs"),
        Mistake("all-inputs", formula(lambda x, w, u: ((np.asarray(x).astype(float) * w) >= u).all(1).astype(int)),
                "each weighted input is compared with u on its own", "How many numbers are compared with u for one example?", "no sum over inputs (all)"),
    ),
)  # fmt: skip
