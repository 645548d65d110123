"""What a run says: per case our median, the peer's median, and the median of the ratios of each round."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Sample:
    """One contender in one round. CPU in µs a request, of the server's processes and of PostgreSQL."""

    rate: float
    app_cpu: float
    database_cpu: float
    load_cpu: float
    median_ms: float

    @property
    def cpu(self) -> float:
        return self.app_cpu + self.database_cpu


@dataclass(frozen=True)
class Comparison:
    """One line of the results; `at_least`/`at_most` is what issue 2 asks of the ratio, if anything."""

    case: str
    ours: str
    peer: str
    unit: str
    of: Callable[[Sample], float]
    at_least: float | None = None
    at_most: float | None = None

    def line(self, samples: dict[str, list[Sample]], data_size: int) -> dict[str, Any]:
        """Ratios are taken within a round, where both met the same neighbours on the machine."""
        ours = [self.of(sample) for sample in samples[self.ours]]
        peer = [self.of(sample) for sample in samples[self.peer]]
        ratios = [one / other for one, other in zip(ours, peer, strict=True) if other]
        return {
            "case": self.case,
            "ours": self.ours,
            "peer": self.peer,
            "unit": self.unit,
            "oursValue": round(median(ours), 1),
            "peerValue": round(median(peer), 1),
            "ratio": round(median(ratios), 3) if ratios else None,
            "rounds": len(ratios),
            "dataSize": data_size,
        }

    def verdict(self, ratio: float | None) -> str:
        """In words; empty when nothing is asked of this ratio."""
        if ratio is None or (self.at_least is None and self.at_most is None):
            return ""
        if self.at_least is not None:
            return f"≥ {self.at_least}: {'yes' if ratio >= self.at_least else 'NO'}"
        return f"≤ {self.at_most}: {'yes' if self.at_most is not None and ratio <= self.at_most else 'NO'}"


def write(lines: Sequence[dict[str, Any]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n")
