"""Compares the settings in code with their page."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from pydantic_settings import BaseSettings

ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`|–) \| \S.* \|$", re.MULTILINE)
OURS = re.compile(r"(ZUIDWEST_|TEST_|DATABASE_URL)")


def documented(page: str) -> dict[str, str]:
    """`{variable: default}` as the page says; no default is an empty text."""
    return dict(ROW.findall(page))


def set_in_code(settings: type[BaseSettings]) -> dict[str, str]:
    """The same, as the code has it."""
    prefix = settings.model_config["env_prefix"]
    found = {}
    for name, field in settings.model_fields.items():
        default = field.get_default()
        plain = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        found[str(field.validation_alias or f"{prefix}{name}".upper())] = str(plain)
    return found


def read_from_environment(files: Iterable[Path]) -> set[str]:
    """Variables of ours that the code reads past the settings: `os.environ["X"]`, `.get("X")`, `getenv("X")`."""
    return {name for file in files for name in _variables(ast.parse(file.read_text()))}


def _variables(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _text(node.func).endswith(("environ.get", "getenv")):
            found.add(_text(node.args[0]))
        elif isinstance(node, ast.Subscript) and _text(node.value).endswith("environ"):
            found.add(_text(node.slice))
    return {name for name in found if OURS.match(name)}


def _text(node: ast.AST) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)
