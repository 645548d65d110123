"""Charts as SVG, drawn from numbers alone: bars for money, dots with their interval for measurements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

WIDTH = 640
LABELS = 190
BAR, GAP, GROUP_GAP = 16, 4, 18
STEPS = (1, 2, 2.5, 5, 10)
"""What the numbers along a scale go up by, times a power of ten."""
FONT = "Fira Sans, sans-serif"
INK, FAINT = "#1f2a33", "#c8d0d6"
COLOURS = ("#1a5e63", "#d98e04", "#8a3b64", "#4b7bb5")
"""Told apart by their lightness too, for print without colour; the bars also carry their value."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`series` is the name that the legend has for its colour."""

    series: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong to one thing, such as a pillar."""

    label: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Dot:
    """A measured value with the interval that it lies in; where there is none, `lower` and `upper` are the value."""

    label: str
    value: float
    lower: float
    upper: float
    shown: str


@dataclass(frozen=True, slots=True)
class Drawing:
    svg: str
    width: int
    height: int


def bars(groups: Sequence[Group]) -> Drawing:
    """Horizontal bars, a group per row, with a legend above."""
    series = list(dict.fromkeys(bar.series for group in groups for bar in group.bars))
    most = max((bar.value for group in groups for bar in group.bars), default=0) or 1
    parts = list(legend(series))
    top = 34.0
    for group in groups:
        middle = top + (len(group.bars) * (BAR + GAP) - GAP) / 2
        parts += label_lines(group.label, middle)
        for bar in group.bars:
            long = max(bar.value, 0) / most * (WIDTH - LABELS - 130)
            parts.append(rectangle(LABELS, top, max(long, 1), BAR, COLOURS[series.index(bar.series) % len(COLOURS)]))
            parts.append(words(LABELS + long + 6, top + BAR - 4, bar.shown))
            top += BAR + GAP
        top += GROUP_GAP - GAP
    parts.append(line(LABELS, 28, LABELS, top - GROUP_GAP + 6, INK))
    return drawing(parts, round(top))


def dots(measured: Sequence[Dot], lowest: float, highest: float) -> Drawing:
    """A dot per measurement on one scale from `lowest` to `highest`, with a line for its interval."""
    span = (highest - lowest) or 1

    def at(value: float) -> float:
        return LABELS + (min(max(value, lowest), highest) - lowest) / span * (WIDTH - LABELS - 130)

    bottom = 18.0 + len(measured) * 30
    parts: list[str] = []
    for mark in marks(lowest, highest):
        parts.append(line(at(mark), 4, at(mark), bottom - 12, FAINT))
        parts.append(words(at(mark), bottom + 4, f"{mark:g}".replace(".", ","), "middle"))
    for index, dot in enumerate(measured):
        middle = 18.0 + index * 30
        parts += label_lines(dot.label, middle)
        parts.append(line(LABELS, middle, WIDTH - 130, middle, FAINT))
        if dot.upper > dot.lower:
            parts.append(line(at(dot.lower), middle, at(dot.upper), middle, COLOURS[0], 3))
        parts.append(f'<circle cx="{at(dot.value):.1f}" cy="{middle:.1f}" r="5" fill="{COLOURS[0]}"/>')
        parts.append(words(WIDTH - 122, middle + 4, dot.shown))
    return drawing(parts, round(bottom) + 12)


def marks(lowest: float, highest: float) -> list[float]:
    """Three to seven round numbers along a scale."""
    power = 10 ** floor(log10((highest - lowest or 1) / 4))
    step = next(each * power for each in STEPS if each * power >= (highest - lowest) / 5)
    first, last = ceil(lowest / step - 1e-9), floor(highest / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def drawing(parts: Iterable[str], height: int) -> Drawing:
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="{FONT}" font-size="12">'
    )
    return Drawing(f"{start}{''.join(parts)}</svg>", WIDTH, height)


def legend(series: Sequence[str]) -> Iterable[str]:
    left = float(LABELS)
    for index, name in enumerate(series):
        yield rectangle(left, 4, 12, 12, COLOURS[index % len(COLOURS)])
        yield words(left + 17, 14, name)
        left += 17 + 7 * len(name) + 18


def label_lines(text: str, middle: float) -> Iterable[str]:
    """A label left of the axis, over at most three lines."""
    lines = broken(text, 30)[:3]
    first = middle + 4 - (len(lines) - 1) * 7
    for index, each in enumerate(lines):
        yield words(LABELS - 8, first + index * 14, each, "end")


def broken(text: str, longest: int) -> list[str]:
    """The text over lines of at most `longest` characters, a long word by itself."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def words(left: float, base: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{left:.1f}" y="{base:.1f}" fill="{INK}" text-anchor="{anchor}">{escape(text)}</text>'


def rectangle(left: float, top: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int = 1) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'
