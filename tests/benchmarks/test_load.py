"""The load knows when an answer is complete, however it is sent."""

import pytest

from benchmarks.load import last_chunk, length_of

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\nDate: now\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "length"),
    [
        (HEAD + b"hello", len(HEAD) + 5),
        (HEAD, len(HEAD) + 5),
        (HEAD[:-2], -1),
        (b"", -1),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", 38),
        (b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n', 40),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 0),
    ],
)
def test_the_length_of_an_answer(answer: bytes, length: int) -> None:
    assert length_of(answer) == length


def test_the_last_chunk_ends_a_chunked_answer() -> None:
    assert last_chunk(b"5\r\nhello\r\n0\r\n\r\n")
    assert not last_chunk(b"5\r\nhello\r\n")
