"""One wrong field of a request, as rules say it; `problems` makes the answer of all of them."""

from typing import Any


def wrong(name: str, code: str, detail: str, where: str = "body", pointer: str | None = None) -> dict[str, Any]:
    """One entry for `Problem.errors`; the pointer of a top-level body field may be left out."""
    if pointer is None and where == "body":
        pointer = "/" + name.replace(".", "/")
    location = {"name": name} | ({"pointer": pointer} if pointer else {})
    return {"in": where, "location": location, "code": code, "detail": detail}
