"""Figures as a table and as a picture, in plain text and plain SVG."""

from collections.abc import Sequence
from html import escape

BAR, GAP, LABEL, LENGTH = 22, 8, 250, 420
COLOURS = ("#d9542b", "#8a94a0", "#3d7a6a")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table, its columns as wide as what stands in them."""
    cells = [[str(value) for value in row] for row in [columns, *rows]]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def bars(title: str, unit: str, groups: dict[str, dict[str, float]]) -> str:
    """A bar chart as SVG: group to the name and the value of each of its bars; longer is more."""
    most = max((value for group in groups.values() for value in group.values()), default=1) or 1
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    height = 56 + sum(len(group) * BAR + GAP * 2 for group in groups.values()) + 28
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABEL + LENGTH + 90} {height}" role="img"'
        ' font-family="system-ui, sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="#fff"/><text x="16" y="26" font-size="16">{escape(title)}</text>',
    ]
    top = 46
    for label, group in groups.items():
        middle = top + len(group) * BAR / 2 + 4
        parts.append(f'<text x="{LABEL - 12}" y="{middle:.0f}" text-anchor="end">{escape(label)}</text>')
        for name, value in group.items():
            length, colour = LENGTH * value / most, COLOURS[names.index(name) % len(COLOURS)]
            parts.append(f'<rect x="{LABEL}" y="{top}" width="{length:.1f}" height="{BAR - 4}" fill="{colour}"/>')
            parts.append(f'<text x="{LABEL + length + 6:.1f}" y="{top + 14}">{value:g} {escape(unit)}</text>')
            top += BAR
        top += GAP * 2
    for at, name in enumerate(names):
        parts.append(f'<rect x="{LABEL + at * 200}" y="{top}" width="12" height="12" fill="{COLOURS[at % 3]}"/>')
        parts.append(f'<text x="{LABEL + at * 200 + 18}" y="{top + 11}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
