"""Arrays as pictures: grey images, signed maps, small arrays with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def images(
    *arrays: np.ndarray,
    titles: Sequence[str] = (),
    signed: bool = False,
    numbers: bool = False,
    frame: tuple[int, int, int, int] | None = None,
    columns: int = 6,
    side: float = 1.9,
    title: str = "",
) -> Any:
    """Draw 2-D arrays side by side.

    Parameters
    ----------
    *arrays : ndarrays of shape (H, W)
    titles : one title an array
    signed : bool
        White is 0, orange positive, blue negative, with one scale for all; else black to white, each on its own scale.
    numbers : bool
        Write every entry into its cell.
    frame : (row, column, height, width) or None
        A rectangle drawn into the first array.
    columns : int
        Pictures in a row.
    side : float
        Width of one picture in inches.

    Returns
    -------
    matplotlib Figure
    """
    import matplotlib.pyplot as plt

    rows = -(-len(arrays) // columns)
    across = min(columns, len(arrays))
    tall = max(a.shape[0] / a.shape[1] for a in arrays)
    size = (side * across, (side * min(tall, 1.6) + 0.35) * rows + (0.25 if title else 0))
    figure, grid = plt.subplots(rows, across, figsize=size, dpi=100, layout="constrained", squeeze=False)
    largest = max(float(np.abs(a).max()) for a in arrays) or 1.0
    style = {"cmap": "PuOr_r", "vmin": -largest, "vmax": largest} if signed else {"cmap": "gray"}
    for i, ax in enumerate(grid.flat):
        ax.set_axis_off()
        if i < len(arrays):
            ax.imshow(np.asarray(arrays[i], float), interpolation="nearest", **style)
            ax.set_title(titles[i] if i < len(titles) else "", fontsize=9)
            if numbers:
                _write(ax, arrays[i])
    if frame:
        y, x, h, w = frame
        box = plt.Rectangle((x - 0.5, y - 0.5), w, h, fill=False, edgecolor="#d9730d", linewidth=2.5)
        grid.flat[0].add_patch(box)
    if title:
        figure.suptitle(title, fontsize=11, x=0.01, ha="left")
    return figure


def _write(ax: Any, array: np.ndarray) -> None:
    bright = np.asarray(array, float)
    low, high = ax.images[0].get_clim()
    for (i, j), value in np.ndenumerate(bright):
        dark = (value - low) < 0.45 * (high - low)
        signed = low < 0 < high
        colour = "#222222" if signed and abs(value) < 0.6 * high else "white" if dark or signed else "#222222"
        ax.text(j, i, f"{value:g}", ha="center", va="center", fontsize=9, color=colour)
