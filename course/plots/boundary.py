"""Points of two classes in the plane, and the lines that part them."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import LINE, NEGATIVE, POSITIVE, SECOND, axes


def points(
    X: np.ndarray,
    y: np.ndarray,
    *lines: np.ndarray,
    ax: Any = None,
    title: str = "",
    labels: tuple[str, str] = ("$x_1$", "$x_2$"),
    names: tuple[str, ...] = (),
) -> Any:
    """Draw points by class (shape and colour) and the lines w[0] + w[1]·x₁ + w[2]·x₂ = 0.

    Parameters
    ----------
    X : ndarray of shape (N, 2)
    y : ndarray of shape (N,), −1 or +1
    *lines : ndarrays of shape (3,), bias first
    names : one name a line, for the legend

    Returns
    -------
    matplotlib Axes
    """
    ax = axes(ax, title, *labels, size=(5.0, 4.2))
    X, y = np.asarray(X, float), np.asarray(y)
    ax.scatter(
        *X[y > 0].T,
        c=POSITIVE,
        marker="o",
        s=34,
        alpha=0.85,
        label="y = +1",
        edgecolors="white",
        linewidths=0.5,
    )
    ax.scatter(
        *X[y < 0].T,
        c=NEGATIVE,
        marker="s",
        s=30,
        alpha=0.85,
        label="y = −1",
        edgecolors="white",
        linewidths=0.5,
    )
    pad = 0.08 * np.ptp(X, axis=0).max() + 1e-9
    ax.set_xlim(X[:, 0].min() - pad, X[:, 0].max() + pad)
    ax.set_ylim(X[:, 1].min() - pad, X[:, 1].max() + pad)
    for i, w in enumerate(lines):
        line(
            ax,
            np.asarray(w, float),
            (LINE, SECOND)[i % 2],
            names[i] if i < len(names) else None,
            "-" if i == 0 else "--",
        )
    ax.legend(fontsize=9, frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


def line(ax: Any, w: np.ndarray, colour: str = LINE, name: str | None = None, style: str = "-") -> None:
    """Draw the line of `w` (bias first) into `ax`, with a short arrow to its positive side; w[1:] = 0 has no line."""
    normal = w[1:]
    if not np.linalg.norm(normal):
        return
    ax.axline(tuple(-w[0] * normal / (normal @ normal)), slope=None if normal[1] == 0 else -normal[0] / normal[1],
              xy2=None if normal[1] else tuple(-w[0] * normal / (normal @ normal) + np.array([0.0, 1.0])),
              color=colour, linestyle=style, linewidth=1.8, label=name)  # fmt: skip
