"""One style for all figures: sizes, colours that everybody can tell apart, no box, labelled axes."""

from __future__ import annotations

from typing import Any

POSITIVE, NEGATIVE, LINE, SECOND, MUTED = "#2b5fa8", "#d9730d", "#222222", "#1b7f4b", "#8a93a0"
SIZE = (6.4, 3.6)


def axes(
    ax: Any = None, title: str = "", xlabel: str = "", ylabel: str = "", size: tuple[float, float] = SIZE
) -> Any:
    """Return `ax`, or a new one, dressed in the course's style.

    Parameters
    ----------
    ax : matplotlib Axes or None
    title : str
        States the finding, in sentence case.
    """
    import matplotlib.pyplot as plt

    if ax is None:
        _, ax = plt.subplots(figsize=size, dpi=100, layout="constrained")
    ax.set_title(title, loc="left", fontsize=11)
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(labelsize=9)
    return ax
