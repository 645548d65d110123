"""From an idea to the end of an activity: a table."""

STEPS = {
    "draft": {"draft", "published", "ended"},
    "published": {"published", "paused", "ended"},
    "paused": {"paused", "published", "ended"},
    "ended": set[str](),
}
"""What may follow each state. Staying is a step too: the texts of a draft change. What was public is no draft again,
as people may have seen and joined it."""

REASONS = {
    "draft": "This activity is not public yet, so it can't be paused. Publish it first, or leave it as it is.",
    "published": "This activity is public, so it is no draft any more. You can pause it, or end it.",
    "paused": "This activity was public, so it is no draft any more. Publish it again, or end it.",
    "ended": "This activity has ended and stays as it was. Make a copy to start again.",
}


def refused_step(before: str, after: str) -> str | None:
    """Why an activity can't go from one state to another; None when it can."""
    return None if after in STEPS[before] else REASONS[before]
