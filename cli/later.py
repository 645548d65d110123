"""Commands whose modules are loaded when they are used: the others need not wait for what these import."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

LATER = {"clients": "cli.clients", "deal": "cli.deal", "estimate": "cli.estimate", "people": "cli.people"}
"""Each module has its command or commands as `app`."""


class WithLater(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *LATER]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        found = typer.main.get_command(import_module(LATER[cmd_name]).app)
        found.name = cmd_name
        return found
