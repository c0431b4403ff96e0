"""Static SVG of the (x1, x2) plane: what a page without a kernel shows of an explorable."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from math import hypot

__all__ = ["plane_svg"]

SIZE = 384  # of the inner square; the same margins as in plane.js
LEFT, TOP, RIGHT, BOTTOM = 30, 8, 8, 30
INK, PLUS, MINUS, RULE, PAPER = "#222", "#0b63b0", "#c24e00", "#bdbdbd", "#fff"

Point = Sequence[float]
_Pixels = Callable[[float, float], tuple[float, float]]


def plane_svg(points: Sequence[Point], w: Sequence[float], view: Sequence[float], label: str) -> str:
    """Draw points of two classes and the line ``w[0] + w[1] x1 + w[2] x2 = 0`` on white paper.

    Parameters
    ----------
    points : sequence of (x1, x2, y)
        y is +1 (blue circle) or -1 (orange square); hollow where the line has it on the wrong side.
    w : sequence of 3 floats
        Bias first. With ``w[1] = w[2] = 0`` there is no line.
    view : (low1, high1, low2, high2)
        A square of the plane.
    label : str
        What a screen reader says.

    Returns
    -------
    str
        One ``<svg>`` element, self-contained.

    Examples
    --------
    >>> svg = plane_svg([(1, 1, 1), (-1, 0, -1)], (0, 1, 0), (-2, 2, -2, 2), "two points")
    >>> svg.count("<circle"), svg.count('width="13"')
    (1, 1)
    """
    low1, high1, _low2, high2 = view
    scale = SIZE / (high1 - low1)

    def px(x1: float, x2: float) -> tuple[float, float]:
        return round((x1 - low1) * scale, 2), round((high2 - x2) * scale, 2)

    width, height = LEFT + SIZE + RIGHT, TOP + SIZE + BOTTOM
    inner = [_line(w, view, px), *(_dot(point, w, px) for point in points)]
    text = 'font-family="sans-serif" font-style="italic" font-size="14"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%" role="img" '
        f'aria-label="{html.escape(label)}">'
        f'<rect width="{width}" height="{height}" rx="6" fill="{PAPER}"/>'
        f'<svg x="{LEFT}" y="{TOP}" width="{SIZE}" height="{SIZE}" overflow="hidden">{"".join(inner)}</svg>'
        f'<rect x="{LEFT}" y="{TOP}" width="{SIZE}" height="{SIZE}" fill="none" stroke="{RULE}"/>'
        f'<text x="{LEFT + SIZE}" y="{TOP + SIZE + 17}" text-anchor="end" fill="{INK}" {text}>x₁</text>'
        f'<text x="{LEFT - 6}" y="{TOP + 11}" text-anchor="end" fill="{INK}" {text}>x₂</text></svg>'
    )


def _dot(point: Point, w: Sequence[float], px: _Pixels) -> str:
    x1, x2, y = point
    colour = PLUS if y > 0 else MINUS
    right = (w[0] + w[1] * x1 + w[2] * x2 > 0) == (y > 0)
    paint = f'fill="{colour if right else PAPER}" stroke="{colour}" stroke-width="2.2"'
    x, y_px = px(x1, x2)
    if y > 0:
        return f'<circle cx="{x}" cy="{y_px}" r="7" {paint}/>'
    return f'<rect x="{x - 6.5:.2f}" y="{y_px - 6.5:.2f}" width="13" height="13" {paint}/>'


def _line(w: Sequence[float], view: Sequence[float], px: _Pixels) -> str:
    """Draw the +1 side, the line and the arrow along (w[1], w[2])."""
    length = hypot(w[1], w[2])
    if length == 0:
        whole = f'<rect width="{SIZE}" height="{SIZE}" fill="{PLUS}" opacity="0.14"/>'
        return whole if w[0] > 0 else ""
    n1, n2 = w[1] / length, w[2] / length
    c1, c2 = (view[0] + view[1]) / 2, (view[2] + view[3]) / 2
    span = view[1] - view[0]
    gap = max(-2 * span, min(2 * span, (w[0] + w[1] * c1 + w[2] * c2) / length))
    f1, f2 = c1 - gap * n1, c2 - gap * n2
    far = 6 * span

    def at(along: float, up: float) -> str:
        return "{},{}".format(*px(f1 - along * n2 + up * n1, f2 + along * n1 + up * n2))

    x, y = px(f1, f2)

    def head(along: float, aside: float) -> str:
        return f"{x + along * n1 + aside * n2:.2f},{y - along * n2 + aside * n1:.2f}"

    line = f"M{at(-far, 0)}L{at(far, 0)}"
    return (
        f'<path d="{line}L{at(far, far)}L{at(-far, far)}Z" fill="{PLUS}" opacity="0.14"/>'
        f'<path d="{line}" stroke="{INK}" stroke-width="2.5"/>'
        f'<path d="M{head(0, 0)}L{head(38, 0)}M{head(48, 0)}L{head(36, 5)}L{head(36, -5)}Z" fill="{INK}" '
        f'stroke="{INK}" stroke-width="2"/>'
    )
