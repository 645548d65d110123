"""Counts for Prometheus at `/metrics`; labels are route templates, so no personal data can slip in."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("zuidwest_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "zuidwest_request_seconds",
    "Time to answer",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
HELD_BACK = Gauge(
    "zuidwest_feed_held_back_seconds", "How long the oldest change waits for a transaction, when the end was last read"
)
_requests: dict[tuple[str, str, int], Counter] = {}
_seconds: dict[tuple[str, str], Histogram] = {}


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    """Remembers the labelled counters, because finding one by label costs more than counting."""
    if (counter := _requests.get((method, route, status))) is None:
        counter = _requests[method, route, status] = REQUESTS.labels(method, route, str(status))
    if (histogram := _seconds.get((method, route))) is None:
        histogram = _seconds[method, route] = SECONDS.labels(method, route)
    counter.inc()
    histogram.observe(seconds)
