"""`conv_backward`: the gradients of a convolutional layer, from the derivative of its forward specification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from course.checks import EDGE, Breach, Case, Exercise, Holds
from course.exercises.lab08_convolution.conv_backward_mistakes import OF_ALL, OF_DB, OF_DW, OF_DX
from course.exercises.lab08_convolution.layers import conv
from course.exercises.lab08_convolution.wrong_gradients import OUTPUTS, gradients

LARGE = 500  # entries of X: above this the adjoint identity is tested, below it every entry


def _spec(dY: Any, X: Any, W: Any, stride: int = 1, pad: int = 0) -> Any:
    X, W, dY = (np.asarray(a, float) for a in (X, W, dY))
    return _adjoint(dY, X, W, stride, pad) if X.size > LARGE else gradients(dY, X, W, stride, pad)


def _adjoint(dY: np.ndarray, X: np.ndarray, W: np.ndarray, stride: int, pad: int) -> Holds:
    """Return the law ⟨conv(X′, W), dY⟩ = ⟨X′, dX⟩ and ⟨conv(X, W′), dY⟩ = ⟨W′, dW⟩ for any X′, W′."""
    none, rng = np.zeros(len(W)), np.random.default_rng(len(W))

    def test(value: Any) -> Breach | None:
        dX, dW, db = (np.asarray(v, float) for v in value)
        for name, got, want in (("dX", dX, X), ("dW", dW, W), ("db", db, none)):
            if got.shape != want.shape:
                return Breach("shape", f"{name}: shape {got.shape}, expected {want.shape}")
        for _ in range(3):
            X2, W2 = rng.normal(size=X.shape), rng.normal(size=W.shape)
            for name, left, right in (
                ("dX", conv(X2, W, none, stride, pad), X2 * dX),
                ("dW", conv(X, W2, none, stride, pad), W2 * dW),
            ):
                if not np.isclose(
                    (left * dY).sum(), right.sum(), rtol=1e-4, atol=1e-4 * np.abs(left * dY).max()
                ):
                    return Breach(
                        f"{name}-not-adjoint",
                        f"{name} of a layer of LeNet's size breaks ⟨conv(·), dY⟩ = ⟨·, {name}⟩",
                    )
        if not np.allclose(db, np.einsum("nfij->f", dY), rtol=1e-4):
            return Breach(
                "db-not-adjoint", "db of a layer of LeNet's size is not the sum of dY over images and places"
            )
        return None

    return Holds("⟨conv(X′, W), dY⟩ = ⟨X′, dX⟩ and ⟨conv(X, W′), dY⟩ = ⟨W′, dW⟩ for all X′, W′", test)


def _cases(rng: np.random.Generator, hidden: bool) -> Iterator[Case]:
    def case(
        n: int,
        c: int,
        size: tuple[int, int],
        f: int,
        kernel: tuple[int, int],
        family: str = "core",
        level: int = 0,
        **more: int,
    ) -> Case:
        X, W = rng.normal(size=(n, c, *size)), rng.normal(size=(f, c, *kernel))
        Y = conv(X, W, np.zeros(f), **more)
        return Case(
            {"dY": rng.normal(size=Y.shape), "X": X, "W": W, **more}, family, level, keywords=tuple(more)
        )

    yield case(1, 1, (3, 2), 1, (2, 2))
    yield case(2, 3, (5, 4), 4, (3, 2))
    yield case(3, 1, (4, 6), 2, (2, 3))
    yield case(2, 2, (4, 4), 2, (2, 2))
    yield case(2, 2, (4, 5), 3, (3, 2), "padding", EDGE, pad=1)
    yield case(1, 2, (3, 4), 3, (2, 3), "padding", EDGE, pad=2)
    yield case(2, 1, (5, 4), 2, (3, 3), "padding", EDGE, pad=1)
    yield case(2, 1, (7, 5), 2, (3, 2), "strides", EDGE, stride=2)
    yield case(1, 3, (6, 7), 2, (3, 3), "strides", EDGE, stride=2)
    yield case(1, 2, (7, 6), 3, (2, 3), "strides", EDGE, stride=3, pad=1)
    yield case(2, 2, (2, 2), 2, (2, 2), "all sizes equal", EDGE)
    yield case(3, 3, (3, 3), 3, (3, 3), "all sizes equal", EDGE, pad=1)
    yield case(2, 2, (3, 4), 3, (1, 1), "1 × 1 kernel", EDGE)
    given = case(2, 3, (4, 3), 2, (2, 2)).args
    yield Case(
        {**given, "X": rng.integers(-4, 5, size=(2, 3, 4, 3)), "W": np.asfortranarray(given["W"])},
        "integers, strided arrays",
        EDGE,
    )
    yield Case({**given, "dY": rng.integers(-3, 4, size=given["dY"].shape)}, "integers, strided arrays", EDGE)
    yield case(2, 6, (14, 14), 16, (5, 5), "a layer of LeNet's size", EDGE)
    if hidden:
        yield case(4, 2, (6, 5), 3, (2, 4), "strides", EDGE, stride=2, pad=2)


conv_backward = Exercise(
    name="conv_backward",
    points=20,
    law="conv_backward(dY (N, F, H′, W′), X (N, C, H, W), W (F, C, h, k), stride=1, pad=0) → (dX, dW, db): the gradients of Σ dY·Y; sums, no averages",
    cases=_cases,
    spec=_spec,
    outputs=OUTPUTS,
    weights={"core": 0.55, "padding": 0.1, "strides": 0.1, "all sizes equal": 0.07, "1 × 1 kernel": 0.05,
             "integers, strided arrays": 0.05, "a layer of LeNet's size": 0.08},
    read="section 11, the layer backwards",
    think="Take one image, one channel, one filter: which outputs does X[0, 0, 0, 0] act on, and through which weights?",
    hints=(
        "Y[n, f, i, j] is the sum of block · W[f], plus b[f]. What are its derivatives by block, by W[f] and by b[f]?",
        "Each place (i, j) adds dY[n, f, i, j]·W[f] to the block of dX that its window covers, and dY[n, f, i, j]·block to dW[f].",
        "Make dX for the padded image, filled by +=, and cut the padding off at the end; db sums dY over axes 0, 2 and 3.",
    ),
    mistakes=(*OF_DX, *OF_DW, *OF_DB, *OF_ALL),
)  # fmt: skip
