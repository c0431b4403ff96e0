"""What a network holds: activations as a table of shades, and quantities over many powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.plots.style import NEGATIVE, POSITIVE, SECOND, axes


def codes(
    h: np.ndarray, ax: Any = None, title: str = "", labels: tuple[str, str] = ("hidden unit", "input")
) -> Any:
    """Draw activations in [0, 1] as shades, each with its value; rows and columns are counted from 1.

    Parameters
    ----------
    h : ndarray of shape (N, H)

    Returns
    -------
    matplotlib Axes
    """
    h = np.asarray(h, float)
    ax = axes(ax, title, *labels, size=(0.75 * h.shape[1] + 1.6, 0.34 * h.shape[0] + 1.0))
    ax.imshow(h, cmap="Blues", vmin=0, vmax=1.15, aspect="auto")
    for (n, k), value in np.ndenumerate(h):
        ax.text(
            k,
            n,
            f"{value:.2f}",
            ha="center",
            va="center",
            fontsize=9,
            color="white" if value > 0.65 else "black",
        )
    ax.set_xticks(range(h.shape[1]), [str(k + 1) for k in range(h.shape[1])])
    ax.set_yticks(range(h.shape[0]), [str(n + 1) for n in range(h.shape[0])])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def loglog(
    x: np.ndarray,
    *ys: np.ndarray,
    names: Sequence[str] = (),
    ax: Any = None,
    title: str = "",
    labels: tuple[str, str] = ("", ""),
) -> Any:
    """Draw positive quantities on logarithmic axes, a mark for each measurement; zeros are left out.

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
        y = np.asarray(y, float)
        ax.loglog(np.asarray(x)[y > 0], y[y > 0], marker="os^"[i % 3], markersize=4, color=(POSITIVE, NEGATIVE, SECOND)[i % 3],
                  linestyle=("-", "--", ":")[i % 3], label=names[i] if i < len(names) else None)  # fmt: skip
    if names:
        ax.legend(fontsize=9, frameon=False)
    return ax
