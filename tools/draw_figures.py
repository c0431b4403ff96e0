"""Draw the pictures on the labs' first screens, from the reference solutions, into solutions/figures/."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from course import load, plots, toy
from course.authoring.source import solved

ROOT = Path(__file__).resolve().parents[1]


def lab01_cover() -> plt.Figure:
    """Return the line found on a cloud, and the mistakes in each epoch on banknotes."""
    ref = solved(ROOT / "solutions" / "lab01_perceptron.py")
    X, y, _ = toy.cloud(np.random.default_rng(3), 40, margin=0.2)
    w, _ = ref["perceptron_fit"](X, y)
    train = load("banknotes", part="train")
    _, mistakes = ref["perceptron_fit"](train.X, train.y, max_epochs=50, rng=np.random.default_rng(2))
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3.1), dpi=110, layout="constrained")
    plots.points(X, y, w, ax=left, title="A line, learned")
    left.get_legend().remove()
    plots.mistakes(mistakes, ax=right, title="Mistakes in each epoch on banknotes")
    return figure


def lab05_cover() -> plt.Figure:
    """Return the error of each output of the 8-3-8 network while it is trained, and the code that it finds."""
    ref = solved(ROOT / "solutions" / "lab05_backprop.py")
    rng, eye, step = np.random.default_rng(0), np.eye(8), ref["online_step"]
    W1, W2 = rng.uniform(-0.1, 0.1, (9, 3)), rng.uniform(-0.1, 0.1, (4, 8))
    errors = []
    for _ in range(5000):
        for n in rng.permutation(8):
            W1, W2 = step(eye[n], eye[n], W1, W2, 0.3)
        h = ref["sigmoid"](W1[0] + W1[1:])
        errors.append(((eye - ref["sigmoid"](W2[0] + h @ W2[1:])) ** 2).sum(0))
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(7.6, 3.3), dpi=110, layout="constrained", width_ratios=(1.7, 1)
    )
    plots.axes(left, "Squared error of each of the eight outputs", "epoch")
    left.plot(np.arange(1, 5001), np.array(errors), linewidth=1.2)
    left.set_ylim(bottom=0)
    plots.codes(h, ax=right, title="The code, seed 0")
    return figure


def lab08_cover() -> plt.Figure:
    """Return a photograph, its upright edges, and the filters that the reference network learns from digits."""
    from course.exercises.lab08_convolution.scenes import trained

    ref = solved(ROOT / "solutions" / "lab08_convolution.py")
    photo = load("photo").images[0]
    params = trained(ref["cnn_gradients"], 0)
    figure = plt.figure(figsize=(7.6, 2.7), dpi=110, layout="constrained")
    left, middle, right = figure.subfigures(1, 3)
    for part, picture, title in (
        (left, photo, "What the camera saw"),
        (middle, ref["edge_filter"](photo), "Two numbers find edges"),
    ):
        ax = part.subplots()
        ax.imshow(np.abs(picture), cmap="gray")
        ax.set_title(title, fontsize=10)
        ax.set_axis_off()
    grid = right.subplots(4, 4)
    right.suptitle("Filters, learned", fontsize=10)
    for ax, kernel in zip(grid.flat, params["W"][:, 0], strict=True):
        ax.set_axis_off()
        ax.imshow(kernel, cmap=plots.signed_colours(), vmin=-1.2, vmax=1.2)
    return figure


FIGURES = {"lab01_cover.png": lab01_cover, "lab05_cover.png": lab05_cover, "lab08_cover.png": lab08_cover}


def main() -> int:
    """Draw all figures."""
    folder = ROOT / "solutions" / "figures"
    folder.mkdir(exist_ok=True)
    for name, draw in FIGURES.items():
        draw().savefig(folder / name, metadata={"Software": None}, facecolor="white")
        print(folder.name, name, (folder / name).stat().st_size, "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
