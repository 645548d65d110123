"""Who invites whom: an admin everybody, an editor coordinators of places in their own wijken (docs/adr/0024)."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.kit.who import Who

EDITED_ROLE = "coordinator"


@dataclass(frozen=True)
class Reach:
    """`places` are those in the wijken of an editor; who reaches everybody needs none."""

    everybody: bool
    places: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Work:
    """What somebody may do, and about what."""

    roles: Collection[str]
    places: Collection[UUID] = ()
    wijken: Collection[str] = ()

    @property
    def version(self) -> str:
        """The same work, the same text."""
        said = [*sorted(self.roles), "|", *sorted(str(place) for place in self.places), "|", *sorted(self.wijken)]
        return sha256(" ".join(said).encode()).hexdigest()[:16]


def may_invite(reach: Reach, work: Work) -> bool:
    if reach.everybody:
        return True
    return set(work.roles) == {EDITED_ROLE} and bool(work.places) and set(work.places) <= reach.places


def may_see(reach: Reach, work: Work) -> bool:
    """Coordinators who also work in another wijk are seen by both editors."""
    return reach.everybody or (set(work.roles) == {EDITED_ROLE} and bool(set(work.places) & reach.places))


def may_change(reach: Reach, before: Work, after: Work) -> bool:
    """An editor gives and takes places of their own wijken only; what somebody does elsewhere stays."""
    if reach.everybody:
        return True
    changed = set(before.places) ^ set(after.places)
    return may_see(reach, before) and set(after.roles) == {EDITED_ROLE} and changed <= reach.places


def may_remove(who: Who, reach: Reach, account: str, work: Work) -> bool:
    """Nobody shuts themselves out; an editor removes who works in their wijken and nowhere else."""
    return account != who.subject and may_invite(reach, work)
