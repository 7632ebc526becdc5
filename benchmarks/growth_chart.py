"""Two charts side by side as one SVG: pages and jobs, processor time over rows, both scales by powers of ten."""

from __future__ import annotations

from html import escape
from math import log10
from typing import Any

WIDTH, HEIGHT, PANEL = 1040, 420, 500
LEFT, RIGHT, TOP, BOTTOM = 62, 320, 44, 370
LABEL_APART = 15
COLOURS = ("#1f3a6e", "#b8791a", "#3c7a4a", "#a13d3d", "#6a4c93", "#2a7f8e", "#8a6d3b", "#c2557e", "#4d4d4d", "#7a9a2e")
STYLE = "font: 13px sans-serif; fill: #2b2620"


def draw(sizes: list[dict[str, Any]]) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="Processor time '
        'of ten pages and six nightly jobs at three sizes of a town; the figures stand in the table below">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffdf8"/>',
        *_panel(sizes, "pages", "A page: processor milliseconds", x=0),
        *_panel(sizes, "jobs", "A nightly job: processor seconds", x=WIDTH - PANEL - 20, unit=1000),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _panel(sizes: list[dict[str, Any]], kind: str, title: str, *, x: int, unit: float = 1) -> list[str]:
    rows = {
        first["name"]: [(size["times"], max(_cost(size[kind][n]) / unit, 0.001)) for size in sizes]
        for n, first in enumerate(sizes[0][kind])
    }
    every = [value for row in rows.values() for _times, value in row]
    low, high = _power(min(every), down=True), _power(max(every), down=False)
    most = max(times for row in rows.values() for times, _value in row)

    def x_of(times: float) -> float:
        return x + LEFT + (RIGHT - LEFT) * log10(times) / max(log10(most), 1)

    def y_of(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (log10(value) - low) / max(high - low, 1)

    drawn = [f'<text x="{x + 10}" y="24" style="{STYLE}; font-weight: bold">{escape(title)}</text>']
    for power in range(low, high + 1):
        y = y_of(10.0**power)
        drawn.append(f'<line x1="{x + LEFT}" x2="{x + RIGHT}" y1="{y:.0f}" y2="{y:.0f}" stroke="#e2dccf"/>')
        drawn.append(
            f'<text x="{x + LEFT - 6}" y="{y + 4:.0f}" text-anchor="end" style="{STYLE}">{10.0**power:g}</text>'
        )
    for size in sizes:
        at = x_of(size["times"])
        drawn.append(
            f'<text x="{at:.0f}" y="{BOTTOM + 22}" text-anchor="middle" style="{STYLE}">{size["times"]}×</text>'
        )
    places = _apart({name: y_of(row[-1][1]) for name, row in rows.items()})
    for colour, (name, row) in zip(COLOURS, rows.items(), strict=False):
        points = " ".join(f"{x_of(times):.1f},{y_of(value):.1f}" for times, value in row)
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [
            f'<circle cx="{x_of(times):.1f}" cy="{y_of(value):.1f}" r="3" fill="{colour}"/>' for times, value in row
        ]
        drawn.append(
            f'<text x="{x + RIGHT + 10}" y="{places[name] + 4:.0f}" style="font: 13px sans-serif" fill="{colour}">'
            f"{escape(name)} {row[-1][1]:.3g}</text>"
        )
    return drawn


def _apart(wanted: dict[str, float]) -> dict[str, float]:
    """The heights of labels, moved up where they would lie on each other."""
    found: dict[str, float] = {}
    last = float("inf")
    for name, y in sorted(wanted.items(), key=lambda one: -one[1]):
        last = found[name] = min(y, last - LABEL_APART)
    return found


def _power(value: float, *, down: bool) -> int:
    power = log10(value)
    return int(power // 1) if down else -int(-power // 1)


def _cost(one: dict[str, Any]) -> float:
    return float(one["ms"] + one["server_ms"])
