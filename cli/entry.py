"""Where the `zuidwest` command begins. Estimating needs nothing of the house, and should not wait for it."""

import sys
from importlib import import_module


def main() -> None:
    if sys.argv[1:2] == ["estimate"]:
        import_module("cli.estimate").app(sys.argv[2:], prog_name="zuidwest estimate")
    else:
        import_module("cli.main").app()
