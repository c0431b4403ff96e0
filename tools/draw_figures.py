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


FIGURES = {"lab01_cover.png": lab01_cover}


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
