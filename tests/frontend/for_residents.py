"""Wishes, help, reports and a resident's own wish and proposal, for tests of pages."""

from services.contracts.participation import Labelled, OwnProposal, OwnWish, WishShape
from services.contracts.participation.pathways import HelpOfferShape
from services.contracts.participation.wishes import OfferedActivity
from services.contracts.projects.reports import ReportSummary
from tests.frontend.stand_in_house import NOW, House, made_id

WISHES = {"Samen wandelen op zondag": "nl", "Birlikte yemek yapmak": "tr"}


def furnish_for_residents(house: House) -> None:
    """Two wishes in two languages (one of them offered), one help offer, one report."""
    offered = OfferedActivity(id=house.activities[0].id, title=house.activities[0].title)
    house.wishes = [wish(text, language) for text, language in WISHES.items()]
    house.wishes[1] = house.wishes[1].model_copy(update={"status": "offered", "offers": [offered]})
    house.help_offers = [help_offer()]
    house.reports = [report()]
    house.own = {"my-wish": own_wish(), "my-proposal": own_proposal()}


def wish(text: str, language: str) -> WishShape:
    return WishShape(
        id=made_id(f"wish {text}"),
        text=text,
        language=language,
        wijk="moerwijk",
        category=Labelled(id="sport", label="Sport"),
        status="approved",
        supporters=3,
        since=NOW.date(),
        offers=[],
    )


def own_wish() -> OwnWish:
    return OwnWish(
        id=made_id("own wish"),
        text="Samen wandelen op zondag",
        wijk="moerwijk",
        category="sport",
        status="open",
        waits_for_reading=True,
        others=2,
        contact_kept_until=NOW,
        offers=[],
        manage_url="http://127.0.0.1:8000/wensen/mijn/my-wish",
    )


def own_proposal() -> OwnProposal:
    return OwnProposal(
        id=made_id("own proposal"),
        kind="activity",
        title="Wandelgroep Zuiderpark",
        status="open",
        hears_of_it=False,
        activity_id=None,
        manage_url="http://127.0.0.1:8000/voorstellen/mijn/my-proposal",
    )


def help_offer() -> HelpOfferShape:
    return HelpOfferShape(
        id=made_id("help"),
        kind=Labelled(id="debt", label="Geld en schulden"),
        title="Spreekuur geld",
        what="Neem uw brieven mee. Wij kijken samen.",
        for_whom="Wie vragen heeft over geld",
        organisation="Helpdesk",
        wijken=["moerwijk"],
        place=None,
        languages=["nl", "tr"],
        phone="070 555 01 23",
        email=None,
        url="https://hulp.example.org",
        reach="Elke werkdag van 9 tot 12 uur",
        version=1,
        updated_at=NOW,
    )


def report() -> ReportSummary:
    return ReportSummary(
        id=made_id("report"),
        kind="progress",
        year=2025,
        edition=1,
        title="Voortgangsrapportage 2025",
        status="published",
        published_on=NOW.date(),
        reference=None,
        files=[],
        version=1,
        updated_at=NOW,
    )
