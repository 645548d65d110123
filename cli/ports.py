"""Whether the ports of the house are free, and where they would be."""

import socket

from services.kit.settings import PORT_OFFSETS


class PortsTaken(RuntimeError):
    """The text says which, and how to choose others."""


def require_free_ports(host: str, port_base: int) -> None:
    """Raises PortsTaken."""
    taken = {name: port_base + offset for name, offset in PORT_OFFSETS.items() if not is_free(host, port_base + offset)}
    if not taken:
        return
    names = ", ".join(f"{port} ({name})" for name, port in sorted(taken.items(), key=lambda item: item[1]))
    raise PortsTaken(
        f"{'Port' if len(taken) == 1 else 'Ports'} {names} already in use on {host} by another program.\n"
        f"Stop that program, or choose other ports: ZUIDWEST_PORT_BASE={free_base(host, port_base)} make run"
    )


def free_base(host: str, start: int) -> int:
    """The next round number from which all our ports are free; 0 when there is none."""
    candidates = range((start // 100 + 1) * 100, 65_000, 100)
    return next((base for base in candidates if all_free(host, base)), 0)


def all_free(host: str, port_base: int) -> bool:
    return all(is_free(host, port_base + offset) for offset in PORT_OFFSETS.values())


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as uvicorn does: a port in TIME_WAIT is free
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
