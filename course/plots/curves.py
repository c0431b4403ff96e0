"""Curves over epochs, and one quantity against another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.plots.style import LINE, MUTED, NEGATIVE, POSITIVE, SECOND, axes


def mistakes(*runs: Sequence[int], names: Sequence[str] = (), ax: Any = None, title: str = "") -> Any:
    """Draw the number of mistakes in each epoch, one line a run.

    Parameters
    ----------
    *runs : sequences of int
    names : one name a run

    Returns
    -------
    matplotlib Axes
    """
    ax = axes(ax, title, "epoch", "mistakes")
    for i, run in enumerate(runs):
        name = names[i] if i < len(names) else None
        ax.plot(
            np.arange(1, len(run) + 1),
            run,
            marker="os^D"[i % 4],
            markersize=4,
            color=(POSITIVE, NEGATIVE, SECOND, MUTED)[i % 4],
            label=name,
        )
    ax.set_ylim(bottom=0)
    if names:
        ax.legend(fontsize=9, frameon=False)
    return ax


def below_the_bound(bound: np.ndarray, count: np.ndarray, ax: Any = None, title: str = "") -> Any:
    """Draw counts against their bounds on logarithmic axes, with the line where both are equal.

    Parameters
    ----------
    bound, count : ndarrays of shape (M,), positive

    Returns
    -------
    matplotlib Axes
    """
    ax = axes(ax, title, "Novikoff's bound $(R/\\gamma)^2$", "mistakes made", size=(5.4, 4.0))
    ax.loglog(bound, np.maximum(count, 0.8), "o", color=POSITIVE, markersize=4, alpha=0.6)
    ends = np.array([0.8, max(bound.max(), count.max()) * 1.3])
    ax.loglog(ends, ends, color=LINE, linewidth=1.2)
    ax.text(
        ends[1] ** 0.5,
        ends[1] ** 0.5 * 1.25,
        "as many as the bound allows",
        rotation=32,
        fontsize=9,
        ha="center",
    )
    return ax


def curve(
    x: np.ndarray,
    *ys: np.ndarray,
    names: Sequence[str] = (),
    ax: Any = None,
    title: str = "",
    labels: tuple[str, str] = ("", ""),
) -> Any:
    """Draw functions of one variable.

    Parameters
    ----------
    x : ndarray of shape (M,)
    *ys : ndarrays of shape (M,)

    Returns
    -------
    matplotlib Axes
    """
    ax = axes(ax, title, *labels)
    for i, y in enumerate(ys):
        ax.plot(
            x,
            y,
            color=(POSITIVE, NEGATIVE, SECOND)[i % 3],
            linestyle=("-", "--", ":")[i % 3],
            label=names[i] if i < len(names) else None,
        )
    if names:
        ax.legend(fontsize=9, frameon=False)
    return ax


def bars(
    names: Sequence[str], values: Sequence[float], ax: Any = None, title: str = "", label: str = ""
) -> Any:
    """Draw positive numbers of very different size as bars on a logarithmic axis, each with its value.

    Returns
    -------
    matplotlib Axes
    """
    ax = axes(ax, title, label, size=(6.4, 0.4 * len(names) + 1.2))
    ax.barh(range(len(names)), values, color=POSITIVE, height=0.62)
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xlim(right=max(values) * 4)
    for i, value in enumerate(values):
        ax.text(value * 1.1, i, f"{value:.3g}", va="center", fontsize=9)
    return ax
