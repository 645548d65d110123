"""The load: a process of its own that asks one local address again and again, and says how often it was answered.

    python -m benchmarks.load PORT PATH --seconds 2 --status 200 [--header 'If-None-Match: "1"'] [--body '{"a": 1}']

Keep-alive HTTP/1.1 without pipelining over raw sockets, because a real client library would cost more than the servers
it measures. It only ever asks 127.0.0.1, and ends by itself: bounded in time and in number of requests.
"""

import argparse
import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import cast

try:
    import uvloop
except ImportError:  # Windows has none
    uvloop = None  # type: ignore[assignment]

MOST_REQUESTS = 500_000


@dataclass
class Load:
    """What is asked, and what came of it. `answered` counts everything, `in_window` what came after the warm-up."""

    port: int
    requests: list[bytes]
    status: bytes
    seconds: float
    warm_up: float
    answered: int = 0
    in_window: int = 0
    wrong: int = 0
    started: float = 0.0
    own_start: float = 0.0
    over: bool = False
    next: int = 0
    wrong_answer: str = ""
    waits: list[float] = field(default_factory=list)

    def one(self) -> bytes:
        """All of them in turn."""
        self.next += 1
        return self.requests[self.next % len(self.requests)]

    def count(self, answer: bytes, asked_at: float) -> None:
        now = time.perf_counter()
        self.answered += 1
        if not answer.startswith(self.status):
            self.wrong += 1
            self.wrong_answer = answer[:300].decode(errors="replace")
        elif now - self.started > self.warm_up and not self.over:
            self.in_window += 1
            self.waits.append(now - asked_at)
        if self.answered >= MOST_REQUESTS:
            self.over = True


class Visitor(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self._ask()

    def _ask(self) -> None:
        self.answer = b""
        self.whole = -1
        self.asked_at = time.perf_counter()
        self.transport.write(self.load.one())

    def data_received(self, data: bytes) -> None:
        self.answer = self.answer + data if self.answer else data
        if self.whole < 0:
            self.whole = length_of(self.answer)
        if self.whole < 0 or len(self.answer) < self.whole or (self.whole == 0 and not last_chunk(self.answer)):
            return
        self.load.count(self.answer, self.asked_at)
        if self.load.over:
            self.transport.close()
        else:
            self._ask()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)


def length_of(answer: bytes) -> int:
    """Bytes of the whole answer; -1 while its head is not complete, 0 when it comes in chunks (RFC 9112 §6)."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return -1
    head = answer[:end].lower()
    if head.startswith(b"http/1.1 304"):
        return end + 4
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return 0
    return end + 4 + int(head[at + 17 : at + 30].split(b"\r\n")[0])


def last_chunk(answer: bytes) -> bool:
    return answer.endswith(b"0\r\n\r\n")


async def visit(load: Load) -> None:
    """Connects, and connects again when the server closes the connection."""
    loop = asyncio.get_running_loop()
    while not load.over:
        _, visitor = await loop.create_connection(lambda: Visitor(load), "127.0.0.1", load.port)
        await visitor.gone


async def run(load: Load, visitors: int) -> None:
    """Connections are opened one after the other while the earlier ones ask: so the idle worker takes the next."""
    load.started, load.own_start = time.perf_counter(), time.process_time()
    visits = []
    for _ in range(visitors):
        visits.append(asyncio.create_task(visit(load)))
        await asyncio.sleep(load.warm_up / 2 / visitors)
    while not load.over and time.perf_counter() - load.started < load.warm_up + load.seconds:
        await asyncio.sleep(0.01)
    load.over = True
    await asyncio.wait(visits, timeout=5)


def report(load: Load, took: float) -> dict[str, float | int | str]:
    waits = sorted(load.waits) or [0.0]
    return {
        "requests": load.answered,
        "rate": load.in_window / took,
        "wrong": load.wrong,
        "wrongAnswer": load.wrong_answer,
        "medianMs": waits[len(waits) // 2] * 1000,
        "p95Ms": waits[int(len(waits) * 0.95)] * 1000,
        "cpuSeconds": time.process_time() - load.own_start,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--warm-up", type=float, default=0.4)
    parser.add_argument("--visitors", type=int, default=8)
    parser.add_argument("--status", default="200")
    parser.add_argument("--pages", type=int, default=0, help="So many pages in turn; `{page}` in PATH is the number.")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--body", default="", help="Sent as JSON with POST.")
    given = parser.parse_args()
    body = given.body.encode()
    sent = ["Content-Type: application/json", f"Content-Length: {len(body)}"] if body else []
    head = [f"Host: 127.0.0.1:{given.port}", "Accept: application/json", *sent, *given.header]
    requests = [
        "\r\n".join([f"{'POST' if body else 'GET'} {path} HTTP/1.1", *head, "", ""]).encode() + body
        for path in ([given.path.replace("{page}", str(page + 1)) for page in range(given.pages)] or [given.path])
    ]
    load = Load(given.port, requests, f"HTTP/1.1 {given.status}".encode(), given.seconds, given.warm_up)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if uvloop else None) as runner:
        runner.run(run(load, given.visitors))
    took = min(time.perf_counter() - load.started - load.warm_up, given.seconds)
    print(json.dumps(report(load, max(took, 1e-9))))


if __name__ == "__main__":
    main()
