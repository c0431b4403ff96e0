"""`add_bias`: the column of ones that turns a threshold into a weight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course.checks import EDGE, Case, Exercise, Mistake, Tolerance
from course.checks.mistakes import formula


def _spec(X: np.ndarray) -> np.ndarray:
    return np.array([[1.0, *map(float, row)] for row in X])


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    yield Case({"X": np.array([[2.0]])})
    yield Case({"X": np.array([[2.0, 3.0]])})
    yield Case({"X": rng.normal(size=(5, 3))})
    yield Case({"X": rng.normal(size=(3, 3))})
    yield Case({"X": rng.normal(size=(2, 5))})
    yield Case({"X": np.array([[1.0, 0.5], [1.0, -2.0], [1.0, 3.0]])})  # a first input that is 1 already
    if hidden:
        yield Case({"X": np.asfortranarray(rng.normal(size=(4, 6)))})
    yield Case({"X": rng.integers(2, 9, size=(4, 2))}, "integers", EDGE)
    yield Case({"X": rng.integers(2, 9, size=(2, 3))}, "integers", EDGE)
    yield Case({"X": rng.normal(size=(1, 4))}, "one example", EDGE)
    yield Case({"X": rng.normal(size=(1, 1))}, "one example", EDGE)


def _ones(X: np.ndarray) -> np.ndarray:
    return np.ones((len(X), 1))


add_bias = Exercise(
    name="add_bias",
    points=4,
    law="add_bias(X (N, D)) → (N, D + 1) float64: a column of ones in front (column 0), then X",
    cases=_cases,
    spec=_spec,
    outputs=("X_tilde",),
    tolerance=Tolerance(strict=True),
    read="section 2, the bias as a weight",
    think="Which column of the result multiplies w[0]?",
    hints=(
        "How many rows and columns has the result, and which column is constant?",
        "np.ones((N, 1)) is one column; two arrays with N rows can stand side by side.",
        "np.column_stack and np.hstack put arrays side by side; the order of the list is the order of the columns.",
    ),
    mistakes=(
        Mistake("ones-last", formula(lambda X: np.hstack([X, _ones(X)])),
                "the ones are in the last column; the course keeps the bias in column 0",
                "Which entry of w is the bias here?", "bias column at the end, as in some books"),
        Mistake("row-of-ones", formula(lambda X: np.vstack([np.ones((1, X.shape[1])), X])),
                "there is a row of ones on top: one more example, not one more input",
                "Does a new input add a row or a column?", "axes confused"),
        Mistake("row-of-ones-last", formula(lambda X: np.vstack([X, np.ones((1, X.shape[1]))])),
                "there is a row of ones at the bottom: one more example, not one more input",
                "Does a new input add a row or a column?", "axes confused"),
        Mistake("zeros", formula(lambda X: np.hstack([0 * _ones(X), X])),
                "the new column holds zeros, so w[0] would have no effect", "What does w[0] have to be multiplied by?", "zeros for ones"),
        Mistake("overwrites-first-input", formula(lambda X: np.hstack([_ones(X), X[:, 1:]])),
                "the first input was replaced by ones and is lost", "How many columns should the result have?", "column overwritten"),
        Mistake("integer-ones", formula(lambda X: np.hstack([_ones(X).astype(X.dtype), X])),
                "the values are right, the dtype is that of X", "Which dtype does the law name?", "dtype of the input kept"),
        Mistake("transposed", formula(lambda X: np.hstack([_ones(X), X]).T),
                "this is the transpose: examples have become columns", "Which axis counts the examples?", "transposed"),
        Mistake("minus-one", formula(lambda X: np.hstack([-_ones(X), X])),
                "the new column holds −1, the older convention for a threshold", "Which sign has the bias in w·x̃?", "x0 = −1 convention"),
        Mistake("ones-both-sides", formula(lambda X: np.hstack([_ones(X), X, _ones(X)])),
                "there is a column of ones on both sides", "How many new inputs are needed?", ""),
        Mistake("adds-one", formula(lambda X: X + 1.0),
                "1 was added to every entry of X", "Should the entries of X change?", "adds the bias to the data"),
        Mistake("only-ones", formula(lambda X: _ones(X)),
                "this is the new column alone, without X", "Where has X gone?", ""),
    ),
)  # fmt: skip
