"""How a file is taken in: at once, or while nobody waits."""

from datetime import timedelta

KEPT = timedelta(days=30)
"""How long it is told what became of a file."""
MOST_STARTS = 3
"""A file whose worker dies of it three times is given up."""


def prefers_later(prefer: str) -> bool:
    """Whether the header `Prefer` asks for an answer before the work is done (RFC 7240, 4.1). Other wishes, `wait`
    among them, are not ours to grant."""
    wishes = (wish.partition(";")[0] for wish in prefer.split(","))
    return any(wish.strip().lower() == "respond-async" for wish in wishes)


def is_given_up(starts: int) -> bool:
    """`starts`: how often a worker began with it and never came to an end."""
    return starts >= MOST_STARTS
