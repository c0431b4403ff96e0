"""Arrays as pictures: grey images, signed maps, small arrays with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.plots.style import LINE, NEGATIVE, POSITIVE


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
        White is 0, orange positive, blue negative, with one scale for all; else from black, 0 or the smallest, to white, the largest of each.
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
    style = {"cmap": signed_colours(), "vmin": -largest, "vmax": largest} if signed else {}
    for i, ax in enumerate(grid.flat):
        ax.set_axis_off()
        if i < len(arrays):
            a = np.asarray(arrays[i], float)
            grey = {"cmap": "gray", "vmin": min(0.0, float(a.min())), "vmax": float(a.max()) or 1.0}
            ax.imshow(a, interpolation="nearest", **(style or grey))
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


def signed_colours() -> Any:
    """Return the colours of signed maps: blue below 0, white at 0, orange above."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("signed", (POSITIVE, "#ffffff", NEGATIVE))


def _write(ax: Any, array: np.ndarray) -> None:
    for (i, j), value in np.ndenumerate(np.asarray(array, float)):
        red, green, blue, _ = ax.images[0].cmap(ax.images[0].norm(value))
        colour = "white" if 0.3 * red + 0.6 * green + 0.1 * blue < 0.5 else LINE
        ax.text(j, i, f"{value:g}", ha="center", va="center", fontsize=9, color=colour)
