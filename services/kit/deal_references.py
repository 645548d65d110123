"""Whether the files of a deal agree with each other: what one promises, names or adds up is in another.

Each check yields (file, path in the file, reason); the reader turns the path into a line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from services.contracts.deal import Deal, MeasuredByIndicator, Wijk, wijk_digits
from services.kit.deal_lists import (
    Broken,
    missing_labels,
    open_data_that_does_not_fit,
    repeated_ids,
    search_words_that_do_not_fit,
    templates_that_do_not_fit,
)
from services.kit.toml_lines import TomlPath

ACTORS = {"partijen", "rijk", "regio", "bewoners", "derden"}


def broken_references(deal: Deal) -> Iterator[Broken]:
    """Every disagreement in the deal."""
    for check in CHECKS:
        yield from check(deal)


def unknown_pillars(deal: Deal) -> Iterator[Broken]:
    known = {pillar.number for pillar in deal.pillars}
    used: list[tuple[str, TomlPath, int | None]] = [
        *[("approach.toml", ("elements", i, "pillar"), each.pillar) for i, each in enumerate(deal.approach)],
        *[("commitments.csv", ("commitments", i, "pillar"), each.pillar) for i, each in enumerate(deal.commitments)],
        *[("expected_results.toml", ("results", i, "pillar"), r.pillar) for i, r in enumerate(deal.expected_results)],
        *[(f"indicators/{each.id}.toml", ("pillar",), each.pillar) for each in deal.indicators],
        *[
            ("programmes.toml", ("programmes", i, "pillars"), pillar)
            for i, each in enumerate(deal.programmes)
            for pillar in each.pillars
        ],
    ]
    for file, path, pillar in used:
        if pillar is not None and pillar not in known:
            yield file, path, f"there is no pillar {pillar} in pillars.toml"


def commitments_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """Verb, actor, article and links of each commitment; a link goes both ways."""
    by_id = {commitment.id: commitment for commitment in deal.commitments}
    element_pillars = {element.article: element.pillar for element in deal.approach}
    verbs = Counter(verb for strength in deal.strengths.strengths for verb in strength.verbs)
    actors = ACTORS | {party.slug for party in deal.parties}
    for index, commitment in enumerate(deal.commitments):
        reasons = []
        if verbs[commitment.verb] != 1:
            reasons.append(
                f"the verb '{commitment.verb}' stands {verbs[commitment.verb]} times in strengths.toml, not once"
            )
        if commitment.actor not in actors:
            reasons.append(f"the actor '{commitment.actor}' is not a party and not one of {', '.join(sorted(ACTORS))}")
        if commitment.article[-1].isalpha() and commitment.article not in element_pillars:
            reasons.append(f"{commitment.article} is the article of no element in approach.toml")
        elif element_pillars.get(commitment.article, commitment.pillar) != commitment.pillar:
            reasons.append(f"{commitment.article} is of pillar {element_pillars[commitment.article]}")
        for other in commitment.linked_to:
            if other not in by_id:
                reasons.append(f"is linked to {other}, which is not in the file")
            elif commitment.id not in by_id[other].linked_to:
                reasons.append(f"is linked to {other}, but {other} is not linked to {commitment.id}")
        for reason in reasons:
            yield "commitments.csv", ("commitments", index), f"{commitment.id}: {reason}"


def results_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    indicators = {indicator.id for indicator in deal.indicators}
    for index, result in enumerate(deal.expected_results):
        how = result.measured_by
        if isinstance(how, MeasuredByIndicator) and how.indicator not in indicators:
            yield (
                "expected_results.toml",
                ("results", index, "measured_by"),
                f"there is no indicators/{how.indicator}.toml",
            )
        yield from unknown_commitments(
            deal, "expected_results.toml", ("results", index, "commitments"), result.commitments
        )


def deliverables_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """Each kind adds up to a result of Art. 3, and both are of the deal or both per wijk."""
    results = {result.id: result for result in deal.expected_results}
    for index, kind in enumerate(deal.deliverable_kinds):
        result = results.get(kind.expected_result)
        place: TomlPath = ("deliverable_kinds", index)
        if result is None:
            reason = f"there is no result {kind.expected_result} in expected_results.toml"
            yield "deliverable_kinds.toml", (*place, "expected_result"), reason
        elif result.per != kind.per:
            yield (
                "deliverable_kinds.toml",
                (*place, "per"),
                f"{result.id} is counted per {result.per}, not per {kind.per}",
            )


def unknown_commitments(deal: Deal, file: str, path: TomlPath, used: Iterable[str]) -> Iterator[Broken]:
    known = {commitment.id for commitment in deal.commitments}
    for number, commitment in enumerate(used):
        if commitment not in known:
            yield file, (*path, number), f"there is no commitment {commitment} in commitments.csv"


def indicators_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    place_kinds = {kind.slug for kind in deal.place_kinds}
    for indicator in deal.indicators:
        file = f"indicators/{indicator.id}.toml"
        yield from unknown_commitments(deal, file, ("commitments",), indicator.commitments)
        if indicator.place_kind is not None and indicator.place_kind not in place_kinds:
            yield file, ("place_kind",), f"there is no kind {indicator.place_kind} in place_kinds.toml"
        if indicator.scale is not None and indicator.scale.min_answered_items > len(indicator.scale.items):
            yield file, ("scale", "min_answered_items"), "`min_answered_items` is more than there are items"


def buurten_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """A buurt is in one wijk, its code begins with that of its CBS wijk, and the counts agree within the rounding."""
    seen: set[str] = set()
    for index, wijk in enumerate(deal.wijken.wijken):
        if wijk_digits(wijk.cbs_wijk)[:4] != wijk_digits(deal.wijken.scheme.municipality)[:4]:
            yield (
                "wijken.toml",
                ("wijken", index, "cbs_wijk"),
                f"{wijk.cbs_wijk} is not in the municipality of the scheme",
            )
        for number, buurt in enumerate(wijk.buurten):
            place: TomlPath = ("wijken", index, "buurten", number)
            if wijk_digits(buurt.code) != wijk_digits(wijk.cbs_wijk):
                yield "wijken.toml", place, f"{buurt.code} is not a buurt of {wijk.cbs_wijk}"
            if buurt.code in seen:
                yield "wijken.toml", place, f"{buurt.code} is in two wijken"
            seen.add(buurt.code)
        if off_by(wijk) > deal.wijken.scheme.rounded_to * (len(wijk.buurten) + 1) / 2:
            yield (
                "wijken.toml",
                ("wijken", index, "inhabitants"),
                "`inhabitants` differs from the buurten by more than rounding",
            )


def off_by(wijk: Wijk) -> int:
    return abs(wijk.inhabitants - sum(buurt.inhabitants for buurt in wijk.buurten))


def money_that_does_not_fit(deal: Deal) -> Iterator[Broken]:
    """Contributions are of parties and add up to the total; tranches add up to their contribution."""
    money = deal.contributions
    parties = {party.slug for party in deal.parties}
    if money.total_cents != sum(each.amount_cents for each in money.contributions):
        yield "contributions.toml", ("total_cents",), "`total_cents` is not the sum of the contributions"
    for index, contribution in enumerate(money.contributions):
        if contribution.party not in parties:
            yield (
                "contributions.toml",
                ("contributions", index, "party"),
                f"there is no party {contribution.party} in parties.toml",
            )
        paid = sum(each.amount_cents for each in money.tranches if each.contribution == contribution.slug)
        if paid not in (0, contribution.amount_cents):
            yield (
                "contributions.toml",
                ("contributions", index, "amount_cents"),
                f"the tranches of {contribution.slug} do not add up to its amount",
            )
    slugs = {contribution.slug for contribution in money.contributions}
    for index, tranche in enumerate(money.tranches):
        if tranche.contribution not in slugs:
            yield (
                "contributions.toml",
                ("tranches", index, "contribution"),
                f"there is no contribution {tranche.contribution}",
            )


CHECKS: list[Callable[[Deal], Iterator[Broken]]] = [
    repeated_ids,
    missing_labels,
    unknown_pillars,
    commitments_that_do_not_fit,
    results_that_do_not_fit,
    deliverables_that_do_not_fit,
    indicators_that_do_not_fit,
    buurten_that_do_not_fit,
    search_words_that_do_not_fit,
    open_data_that_does_not_fit,
    templates_that_do_not_fit,
    money_that_does_not_fit,
]
