"""Which ports are taken is said before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from cli.ports import PortsTaken, all_free, free_base, require_free_ports

HERE = "127.0.0.1"


@pytest.fixture
def base() -> Iterator[int]:
    """A base of which the third port is taken."""
    base = free_base(HERE, 30_000)
    with socket.socket() as taken:
        taken.bind((HERE, base + 2))
        taken.listen()
        yield base


def test_a_taken_port_is_named_with_its_process_and_the_way_out(base: int) -> None:
    with pytest.raises(PortsTaken) as refused:
        require_free_ports(HERE, base)
    assert f"Port {base + 2} (indicators)" in str(refused.value)
    assert f"ZUIDWEST_PORT_BASE={free_base(HERE, base)} make run" in str(refused.value)


def test_the_way_out_is_free(base: int) -> None:
    assert not all_free(HERE, base)
    assert all_free(HERE, free_base(HERE, base))
    require_free_ports(HERE, free_base(HERE, base))
