"""Financial realisation per pillar (Art. 7.4c): sums of bookings that count until the end of the period."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import Basis, ContributionFact, MoneyFact, PillarFact, PillarMoney
from services.projects.reports.composing.words import day, money, sentence, share
from services.projects.reports.gathering.money_rules import warnings_of
from services.projects.reports.gathering.period import Period

DEFINITION = "financiële standen, versie 1"
_SUMS = text("""
    SELECT coalesce(pillar, 0), kind, sum(amount_cents)::bigint,
        coalesce(sum(amount_cents) FILTER (WHERE valid_on >= :first), 0)::bigint
    FROM projects.booking WHERE valid_on <= :last GROUP BY 1, 2
""")
_ALLOCATED = text("""
    WITH newest AS (
        SELECT id FROM projects.allocation WHERE decided_on <= :last ORDER BY version DESC LIMIT 1
    )
    SELECT pillar, sum(amount_cents)::bigint AS cents FROM projects.allocation_part
    WHERE allocation_id = (SELECT id FROM newest) GROUP BY pillar
""")
_ALLOCATION = text("""
    SELECT version, decided_on, reason, guideline FROM projects.allocation
    WHERE decided_on <= :last ORDER BY version DESC LIMIT 1
""")
_CONTRIBUTIONS = text("""
    SELECT contribution.key AS slug, coalesce(party.body->>'name', contribution.body->>'party') AS party,
        contribution.body->>'commitment' AS commitment, contribution.body->>'article' AS article,
        (contribution.body->>'amountCents')::bigint AS cents
    FROM projects.contribution LEFT JOIN projects.party ON party.key = contribution.body->>'party'
    WHERE contribution.withdrawn_on IS NULL ORDER BY contribution.position
""")
_CHECKED = text("""
    SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(concat_ws('|',
        number, kind, contribution, pillar, project_id, valid_on, amount_cents), E'\\n' ORDER BY number), ''), 'UTF8')),
        'hex')
    FROM projects.booking WHERE valid_on <= :last
""")
_RULE = text("SELECT body->'division'->>'rule' FROM projects.deal WHERE withdrawn_on IS NULL")


@dataclass(frozen=True, slots=True)
class Sums:
    """Cents until the end of the period, and in the period alone; by pillar (0: none) and kind of booking."""

    until: dict[tuple[int, str], int]
    within: dict[tuple[int, str], int]
    allocated: dict[int, int]

    def of(self, pillars: list[int], title: str, shown_as: int | None) -> PillarMoney:
        def total(sums: dict[tuple[int, str], int], kind: str) -> int:
            return sum(sums.get((pillar, kind), 0) for pillar in pillars)

        allocated = sum(self.allocated.get(pillar, 0) for pillar in pillars)
        return PillarMoney(
            pillar=shown_as,
            title=title,
            allocated=money(allocated),
            committed=money(total(self.until, "commitment")),
            paid=money(total(self.until, "payment")),
            year_committed=money(total(self.within, "commitment")),
            year_paid=money(total(self.within, "payment")),
            share=share(allocated, sum(self.allocated.values())),
        )


def money_in(session: Session, period: Period, pillars: list[PillarFact], now: datetime) -> MoneyFact:
    sums = sums_in(session, period)
    per_pillar = [sums.of([pillar.number], pillar.title, pillar.number) for pillar in pillars]
    contributions = contributions_of(session)
    count, checksum = session.execute(_CHECKED, {"last": period.last}).one()
    total = sums.of([pillar.number for pillar in pillars], "Totaal", None)
    return MoneyFact(
        basis=Basis(
            source="boekingen van het programmabureau, zoals bekend op " + day(now.date()),
            date=period.last,
            definition=DEFINITION,
        ),
        contributions=contributions,
        received=money(sums.until.get((0, "receipt"), 0)),
        pillars=per_pillar,
        total=total,
        guideline=guideline_of(session, period),
        warnings=warnings_of(per_pillar, total, sum(each.amount.cents for each in contributions)),
        bookings=count,
        checksum=checksum,
    )


def sums_in(session: Session, period: Period) -> Sums:
    rows = session.execute(_SUMS, period.values()).all()
    return Sums(
        until={(pillar, kind): until for pillar, kind, until, _ in rows},
        within={(pillar, kind): within for pillar, kind, _, within in rows},
        allocated={row.pillar: row.cents for row in session.execute(_ALLOCATED, {"last": period.last})},
    )


def contributions_of(session: Session) -> list[ContributionFact]:
    return [
        ContributionFact(
            slug=row.slug, party=row.party, commitment=row.commitment, article=row.article, amount=money(row.cents)
        )
        for row in session.execute(_CONTRIBUTIONS)
    ]


def guideline_of(session: Session, period: Period) -> str:
    """The deal's rule, and which division was the newest at the end of the period."""
    rule = session.execute(_RULE).scalar_one()
    newest = session.execute(_ALLOCATION, {"last": period.last}).first()
    start = f"De deal vraagt om een inzet die „{rule}” is. Dat is een richtlijn zonder percentages (Art. 5.1 en 5.4)."
    if newest is None:
        return f"{start} Er was nog geen verdeling vastgelegd."
    return f"{start} Verdeling {newest.version} is van {day(newest.decided_on)}. De reden: {sentence(newest.reason)}"
