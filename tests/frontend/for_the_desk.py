"""What waits at the desk of moderators and editors, as the services would say it."""

from datetime import timedelta
from typing import Any

from services.contracts.participation import (
    Demand,
    Labelled,
    LogEntry,
    ProposalDetails,
    QueueItem,
    ReportShape,
    UndoShape,
    WaitingWish,
    WishCall,
)
from services.contracts.participation.wishes import OfferedActivity, SimilarWish
from services.contracts.shapes import Shape
from tests.frontend.stand_in_house import NOW, House, made_id

WISH, JOINED, PROPOSAL, PLACE = (made_id(f"waiting {name}") for name in ("wish", "joined", "proposal", "place"))
REPORT, UNDO, PERSON, INVITED = (made_id(f"desk {name}") for name in ("report", "undo", "person", "invited"))
ORIGIN = "ab" * 32
LONG = "Samen wandelen met de hond, ook als het regent, en daarna koffie"


def be(house: House, *roles: str, wijken: tuple[str, ...] = ()) -> None:
    """From now on whoever is signed in has these roles; a coordinator two places in Moerwijk."""
    places = [str(place.id) for place in house.places[:2]] if "coordinator" in roles else []
    house.canned["GET /v1/me"] = {"subject": "me", "roles": list(roles), "places": places, "wijken": list(wijken)}


def furnish_desk(house: House) -> None:
    """An admin sees every page."""
    be(house, "admin")
    joined = waiting_wish(id=JOINED, status="approved", joined_to=WISH, similar=[])
    house.canned |= {
        "GET /v1/moderation/queue": listed(*queue_items()),
        f"GET /v1/wishes/{WISH}/desk": plain(waiting_wish()),
        f"GET /v1/wishes/{JOINED}/desk": plain(joined),
        f"GET /v1/proposals/{PROPOSAL}": plain(proposal()),
        f"GET /v1/proposals/{PLACE}": plain(
            proposal(id=PLACE, kind="place", contact="0612345678", reachable_by="phone")
        ),
        "GET /v1/reports": listed(
            report(house), report(house, id=made_id("r2"), kind="place", text=None, contact=None)
        ),
        "GET /v1/wishes/demand": listed(demand(), demand(wijk=None, category=None)),
        "GET /v1/wishes/call-list": listed(call()),
        "GET /v1/moderation/undo": listed(undo(), undo(id=made_id("u2"), restored_at=NOW)),
        "GET /v1/moderation/log": listed(*log_entries()),
        "GET /v1/accounts": {"items": [account(PERSON), account(INVITED, None)], "total": 2, "next": None},
        f"GET /v1/accounts/{PERSON}": account(PERSON),
        f"GET /v1/accounts/{INVITED}": account(INVITED, None),
    }


def plain(shape: Shape) -> Any:
    return shape.model_dump(mode="json", by_alias=True)


def listed(*shapes: Shape) -> dict[str, Any]:
    return {"items": [plain(each) for each in shapes], "total": len(shapes), "next": None}


def queue_items() -> list[QueueItem]:
    def item(what: Any, item_id: Any, text: str, **more: Any) -> QueueItem:
        about = {"wijk": "moerwijk", "category": "food", "created_at": NOW, "origin": ORIGIN} | more
        return QueueItem(id=item_id, what=what, text=text, **about)

    return [
        item("wish", WISH, "Samen soep koken"),
        item("proposal", PROPOSAL, LONG, wijk=None, category=None),
        item("report", REPORT, "Koffie met de buurt 1", origin=None),
    ]


def waiting_wish(**changes: Any) -> WaitingWish:
    given: dict[str, Any] = {
        "id": WISH,
        "text": "Samen soep koken",
        "language": "nl",
        "wijk": "moerwijk",
        "category": "food",
        "for_somebody_else": True,
        "status": "open",
        "joined_to": None,
        "supporters": 1,
        "helpers": 1,
        "created_at": NOW,
        "similar": [SimilarWish(id=made_id("similar"), text="Soep maken met de buurt", supporters=3)],
        "version": 4,
    }
    return WaitingWish(**given | changes)


def proposal(**changes: Any) -> ProposalDetails:
    given: dict[str, Any] = {
        "id": PROPOSAL,
        "kind": "activity",
        "title": LONG,
        "description": "Elke week een rondje.\nIk neem koekjes mee.",
        "when": "op zondag",
        "where": "bij het park",
        "wijk": "moerwijk",
        "place_id": None,
        "category": None,
        "language": "nl",
        "status": "open",
        "activity_id": None,
        "reachable_by": "email",
        "created_at": NOW,
        "version": 2,
        "contact": "ada@example.nl",
        "prefilled": {"name": "Buurttuin De Vlinder", "wijk": "moerwijk", "streetAddress": "Straat 12"},
    }
    return ProposalDetails(**given | changes)


def report(house: House, **changes: Any) -> ReportShape:
    activity = house.activities[0]
    given: dict[str, Any] = {
        "id": REPORT,
        "kind": "activity",
        "listing_id": activity.id,
        "name": activity.title,
        "place_id": activity.place.id,
        "place_name": activity.place.name,
        "wijk": "moerwijk",
        "what": "times",
        "text": "Het begint om elf uur.",
        "contact": "ada@example.nl",
        "owner_asked": True,
        "created_at": NOW,
        "outcome": None,
        "resolved_at": None,
    }
    return ReportShape(**given | changes)


def demand(**changes: Any) -> Demand:
    counts = {"wishes": 2, "supporters": 1234, "helpers": 3, "waiting": 1, "offered": 1, "oldest": NOW.date()}
    about: dict[str, Any] = {"wijk": "moerwijk", "category": Labelled(id="food", label="Eten")}
    return Demand(**about | counts | changes)


def call() -> WishCall:
    offered = OfferedActivity(id=made_id("offered"), title="Soep koken")
    return WishCall(
        id=made_id("call"),
        wish="Samen soep koken",
        language="nl",
        activity=offered,
        phone="0612345678",
        offered_at=NOW,
        called_at=None,
    )


def undo(**changes: Any) -> UndoShape:
    given: dict[str, Any] = {
        "id": UNDO,
        "reason": "spam",
        "counts": {"wishes": 3, "proposals": 0},
        "made_by": "me",
        "made_at": NOW,
        "restorable_until": NOW + timedelta(days=14),
        "restored_at": None,
    }
    return UndoShape(**given | changes)


def log_entries() -> list[LogEntry]:
    def entry(action: str, what: Any, who: str, reason: str | None = None, **counts: int) -> LogEntry:
        return LogEntry(at=NOW, who=who, action=action, what=what, object_id=str(WISH), reason=reason, counts=counts)

    return [
        entry("undo", "undo", "me", "spam", wishes=3),
        entry("reject", "wish", str(PERSON), "no-room"),
        entry("resolve", "report", "0f9e8d7c-client", "was-right"),
    ]


def account(account_id: Any, signed_in: Any = NOW) -> dict[str, Any]:
    return {
        "id": str(account_id),
        "email": f"een-heel-lang-adres-{str(account_id)[:4]}@buurtkamer.example.org",
        "roles": ["coordinator"],
        "places": [str(made_id("place moerwijk 1")), str(made_id("place elsewhere"))],
        "wijken": [],
        "invitedBy": "me",
        "createdAt": NOW.isoformat(),
        "signedInAt": signed_in.isoformat() if signed_in else None,
        "version": "abc123",
    }
