"""A small plot as SVG: both axes logarithmic, so that what grows in proportion is a straight line of slope one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.benchmarks.measuring import median

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 70, 250, 40, 50
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e")


@dataclass(frozen=True)
class Curve:
    """One figure over several sizes."""

    name: str
    steps: Sequence[int]
    figures: Sequence[list[float]]
    """For each step the milliseconds of every round."""


def plot(curves: list[Curve]) -> str:
    """Draw the curves."""
    sizes = [step for curve in curves for step in curve.steps]
    values = [median(figures) for curve in curves for figures in curve.figures]
    low = (math.floor(math.log10(min(sizes))), math.floor(math.log10(min(values))))
    high = (math.ceil(math.log10(max(sizes))), math.ceil(math.log10(max(values))))

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - low[0]) / (high[0] - low[0]) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(value) - low[1]) / (high[1] - low[1]) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">ms over size, both in steps of ten; dashed: in proportion</text>',
    ]
    for power in range(low[0], high[0] + 1):
        place = x(10**power)
        parts.append(f'<path d="M{place:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{place:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low[1], high[1] + 1):
        place = y(10**power)
        parts.append(f'<path d="M{LEFT} {place:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{place + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for number, curve in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        middles = [median(figures) for figures in curve.figures]
        points = " ".join(f"{x(step):.1f},{y(middle):.1f}" for step, middle in zip(curve.steps, middles, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        last = middles[0] * curve.steps[-1] / curve.steps[0]
        parts.append(
            f'<path d="M{x(curve.steps[0]):.1f} {y(middles[0]):.1f}L{x(curve.steps[-1]):.1f} {max(y(last), TOP):.1f}" '
            f'stroke="{colour}" stroke-dasharray="3 4" opacity=".6"/>'
        )
        for step, figures in zip(curve.steps, curve.figures, strict=True):
            spread = f"M{x(step):.1f} {y(min(figures)):.1f}V{y(max(figures)):.1f}"
            parts.append(f'<path d="{spread}" stroke="{colour}" stroke-width="5" opacity=".4"/>')
        parts.append(f'<path d="M{WIDTH - RIGHT + 15} {TOP + 22 * number}h18" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 40}" y="{TOP + 22 * number + 4}">{escape(curve.name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
