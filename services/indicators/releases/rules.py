"""The way of a release, and who may take which step. Pure."""

from collections.abc import Collection, Mapping, Sequence

RELEASE_STEPS: Mapping[str, Collection[str]] = {"draft": {"published", "discarded"}, "published": (), "discarded": ()}
"""What is published is taken back only by a new release that corrects it."""


def why_not(status: str, wanted: str) -> str | None:
    if wanted in RELEASE_STEPS[status]:
        return None
    return f"This release is {status}: it can't become {wanted} any more. Prepare a new one, which corrects it."


def why_not_approve(who: str, preparers: Sequence[str]) -> str | None:
    """Two people sign: who prepared or changed a release does not approve it."""
    return "You prepared this release; somebody else approves it." if who in preparers else None
