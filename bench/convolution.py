"""The lab's fast path against PyTorch on the CPU at LeNet sizes, and the ladder of section 8: ratios, in one run.

All that is compared takes turns, and each gets its lower quartile, so that a busy machine slows all of them alike. float32 and float64 are kept apart. Writes bench/results/convolution.csv; the goal is 4 times PyTorch's time.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "convolution.csv"
LAYERS = {"LeNet-5 first": ((1, 28, 28), (6, 1, 5, 5), 2), "LeNet-5 second": ((6, 14, 14), (16, 6, 5, 5), 0)}
N, ROUNDS, TURNS, GOAL = 32, 160, 4, 4.0
Row = tuple[str, str, str, str, float, float]


def seven_loops(X: Any, W: Any, b: Any, pad: int) -> Any:
    """Add up one product after the other."""
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    n, c, h, w = X.shape
    f, _, p, q = W.shape
    Y = np.zeros((n, f, h - p + 1, w - q + 1), X.dtype)
    for i in np.ndindex(*Y.shape):
        total = b[i[1]]
        for j in np.ndindex(c, p, q):
            total += X[i[0], j[0], i[2] + j[1], i[3] + j[2]] * W[i[1], *j]
        Y[i] = total
    return Y


def four_loops(X: Any, W: Any, b: Any, pad: int) -> Any:
    """Multiply a block with a filter at each place, image by image."""
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    p, q = W.shape[2:]
    Y = np.zeros((len(X), len(W), X.shape[2] - p + 1, X.shape[3] - q + 1), X.dtype)
    for n, f, i, j in np.ndindex(*Y.shape):
        Y[n, f, i, j] = np.sum(X[n, :, i : i + p, j : j + q] * W[f]) + b[f]
    return Y


def two_loops(X: Any, W: Any, b: Any, pad: int) -> Any:
    """Contract all images and filters at each place."""
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    p, q = W.shape[2:]
    Y = np.zeros((len(X), len(W), X.shape[2] - p + 1, X.shape[3] - q + 1), X.dtype)
    for i in range(Y.shape[2]):
        for j in range(Y.shape[3]):
            Y[:, :, i, j] = np.tensordot(X[:, :, i : i + p, j : j + q], W, ((1, 2, 3), (1, 2, 3))) + b
    return Y


def view_einsum(X: Any, W: Any, b: Any, pad: int) -> Any:
    """Contract the windows as they lie in memory."""
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return np.einsum("ncijpq,fcpq->nfij", sliding_window_view(X, W.shape[2:], (2, 3)), W) + b[:, None, None]


def in_turns(functions: Sequence[Callable[[], Any]], rounds: int) -> list[float]:
    """Return the lower quartile of the seconds of each function, in blocks that take turns.

    A block begins with a pause and three calls that do not count: the threads of the function before, which wait for
    more work on the processor for a while, are asleep then.
    """
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(TURNS):
        for f, kept in zip(functions, times, strict=True):
            time.sleep(0.05)
            for warm_up in (True, False):
                for _ in range(3 if warm_up else rounds // TURNS):
                    started = time.perf_counter()
                    f()
                    kept += [time.perf_counter() - started] * (not warm_up)
    return [float(np.quantile(kept, 0.25)) for kept in times]


def case(layer: str, dtype: str) -> tuple[Any, Any, Any, Any, int]:
    """Return X, W, b, dY and pad of a layer."""
    image, weights, pad = LAYERS[layer]
    rng = np.random.default_rng(0)
    X, W, b = (rng.normal(size=s).astype(dtype) for s in ((N, *image), weights, weights[:1]))
    places = [n + 2 * pad - k + 1 for n, k in zip(image[1:], weights[2:], strict=True)]
    return X, W, b, rng.normal(size=(N, weights[0], *places)).astype(dtype), pad


def against_torch(lab: dict[str, Any], layer: str, dtype: str) -> list[Row]:
    """Time the lab's forward and backward pass beside PyTorch's."""
    import torch

    X, W, b, dY, pad = case(layer, dtype)
    leaves = [torch.tensor(a, requires_grad=True) for a in (X, W, b)]
    plain, upstream = [leaf.detach() for leaf in leaves], torch.tensor(dY)
    out = torch.nn.functional.conv2d(*leaves, padding=pad)
    np.testing.assert_allclose(
        out.detach().numpy(), lab["conv_forward"](X, W, b, 1, pad), rtol=1e-3, atol=1e-3
    )
    seconds = in_turns(
        (
            lambda: lab["conv_forward"](X, W, b, 1, pad),
            lambda: torch.nn.functional.conv2d(*plain, padding=pad),
            lambda: lab["conv_backward"](dY, X, W, 1, pad),
            lambda: torch.autograd.grad(out, leaves, upstream, retain_graph=True),
        ),
        ROUNDS,
    )
    rows = []
    for i, name in ((0, "forward"), (2, "backward"), (None, "both")):
        ours, theirs = (seconds[0] + seconds[2], seconds[1] + seconds[3]) if i is None else seconds[i : i + 2]
        rows.append((layer, dtype, name, "lab / torch", ours / theirs, 1000 * ours))
    return rows


def ladder(lab: dict[str, Any]) -> list[Row]:
    """Time the rungs of section 8 on the second layer; the slowest runs on fewer images."""
    import torch

    X, W, b, _, pad = case("LeNet-5 second", "float64")
    few = 2
    started = time.perf_counter()
    seven_loops(X[:few], W, b, pad)
    slow = (time.perf_counter() - started) * N / few
    plain = [torch.tensor(a) for a in (X, W, b)]
    rungs = {
        "four loops": lambda: four_loops(X, W, b, pad),
        "two loops": lambda: two_loops(X, W, b, pad),
        "windows, einsum": lambda: view_einsum(X, W, b, pad),
        "columns, matrix product": lambda: lab["conv_forward"](X, W, b, 1, pad),
        "torch": lambda: torch.nn.functional.conv2d(*plain, padding=pad),
    }
    for f in list(rungs.values())[:3]:
        np.testing.assert_allclose(f(), lab["conv_forward"](X, W, b, 1, pad), atol=1e-9)
    seconds = in_turns(tuple(rungs.values()), 32)
    rows = [
        ("LeNet-5 second", "float64", "forward", f"seven loops / {name}", slow / s, 1000 * s)
        for name, s in zip(rungs, seconds, strict=True)
    ]
    return [("LeNet-5 second", "float64", "forward", "seven loops / seven loops", 1.0, 1000 * slow), *rows]


def measured() -> list[Row]:
    """Measure with as many threads as this process has been given."""
    from course.authoring.source import solved

    lab = solved(ROOT / "solutions" / "lab08_convolution.py")
    rows = [
        r for layer in LAYERS for dtype in ("float32", "float64") for r in against_torch(lab, layer, dtype)
    ]
    return rows + ladder(lab)


def with_threads(threads: int) -> list[list[str]]:
    """Return the table of a fresh process in which NumPy and PyTorch have `threads` threads each."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(names, str(threads)), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, __file__, "--here"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [[str(threads), *row] for row in csv.reader(done.stdout.splitlines())]


def main() -> int:
    """Measure on one core and on all, print and write the table; return 1 if one core misses the goal."""
    if "--here" in sys.argv:
        csv.writer(sys.stdout).writerows((*r[:4], f"{r[4]:.3g}", f"{r[5]:.3g}") for r in measured())
        return 0
    rows = [row for threads in sorted({1, os.cpu_count() or 1}) for row in with_threads(threads)]
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("threads", "layer", "dtype", "pass", "ratio of", "ratio", "milliseconds"))
        table.writerows(rows)
    for r in rows:
        print(f"{r[0]:>2} threads  {r[1]:<16}{r[2]:<9}{r[3]:<10}{r[4]:<40}{r[5]:>9}{r[6]:>10} ms")
    for threads in sorted({r[0] for r in rows}, reverse=True):
        worst = max(float(r[5]) for r in rows if r[4] == "lab / torch" and r[0] == threads)
        print(f"threads {threads}: worst ratio to torch {worst:.2f}, goal {GOAL:g}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
