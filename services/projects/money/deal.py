"""The tranches that the deal itself names, as their first version; what people agreed since stays."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.contracts.deal import Deal
from services.contracts.projects.money import TrancheChange
from services.projects import tables
from services.projects.money.tranches import add_version

WHO = "deal"


def tranche_id_of(contribution: str, number: int) -> UUID:
    """The same in every installation, so that sample data can name it."""
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/tranche/{contribution}/{number}")


def load_tranches(session: Session, deal: Deal) -> int:
    """Adds those that are not there; how many."""
    there = {(row.contribution, row.number) for row in session.execute(select(tables.tranche))}
    new = [each for each in deal.contributions.tranches if (each.contribution, each.number) not in there]
    for each in new:
        tranche_id = tranche_id_of(each.contribution, each.number)
        named = {"id": tranche_id, "contribution": each.contribution, "number": each.number}
        session.execute(insert(tables.tranche).values(named))
        said = TrancheChange(amount_cents=each.amount_cents, years=list(each.years), reason=each.article)
        add_version(session, tranche_id, 1, said, WHO)
    return len(new)
