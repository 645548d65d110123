"""The run on the screen."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from rich.table import Table

from benchmarks.results import Comparison, Sample


def as_tables(
    samples: dict[str, list[Sample]], comparisons: Sequence[Comparison], lines: Sequence[dict[str, Any]]
) -> Iterator[Table]:
    yield _contenders(samples)
    yield _ratios(comparisons, lines)


def _contenders(samples: dict[str, list[Sample]]) -> Table:
    table = Table(title="Medians of the rounds", caption="CPU in µs a request; the load runs on the same cores")
    for heading in ("contender", "requests/s", "lowest–highest", "app", "database", "load", "median ms"):
        left = heading == "contender"
        table.add_column(heading, justify="left" if left else "right", max_width=24 if left else None, no_wrap=not left)
    for name, taken in samples.items():
        rates = sorted(sample.rate for sample in taken)
        middle = [
            median(values)
            for values in zip(*((s.app_cpu, s.database_cpu, s.load_cpu, s.median_ms) for s in taken), strict=True)
        ]
        figures = [f"{value:,.0f}" for value in middle[:3]] + [f"{middle[3]:.1f}"]
        table.add_row(name, f"{median(rates):,.0f}", f"{rates[0]:,.0f}–{rates[-1]:,.0f}", *figures)
    return table


def _ratios(comparisons: Sequence[Comparison], lines: Sequence[dict[str, Any]]) -> Table:
    table = Table(title="Ratios (median of the ratios of each round)")
    table.add_column("ours / peer", max_width=34)
    table.add_column("unit", max_width=16)
    for heading in ("ours", "peer", "ratio"):
        table.add_column(heading, justify="right")
    table.add_column("asked", no_wrap=True)
    for one, line in zip(comparisons, lines, strict=True):
        values = [f"{line[name]:,.0f}" for name in ("oursValue", "peerValue")]
        names = f"{line['ours']} / {line['peer']}"
        table.add_row(names, line["unit"], *values, str(line["ratio"]), one.verdict(line["ratio"]))
    return table
