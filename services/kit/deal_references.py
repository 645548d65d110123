"""Whether the files of a deal agree with each other: every name that is used is there, and no id is there twice.

Each check yields (file, path in the file, reason); the reader turns the path into a line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from services.contracts.deal import Deal, MeasuredByIndicator, Term, Wijk, wijk_digits
from services.kit.toml_lines import TomlPath

Broken = tuple[str, TomlPath, str]

ACTORS = {"partijen", "rijk", "regio", "bewoners", "derden"}


def broken_references(deal: Deal) -> Iterator[Broken]:
    """Every disagreement in the deal."""
    for check in CHECKS:
        yield from check(deal)


def repeated_ids(deal: Deal) -> Iterator[Broken]:
    lists: list[tuple[str, str, str, Sequence[object]]] = [
        ("parties.toml", "parties", "slug", [party.slug for party in deal.parties]),
        ("pillars.toml", "pillars", "number", [pillar.number for pillar in deal.pillars]),
        ("pillars.toml", "pillars", "slug", [pillar.slug for pillar in deal.pillars]),
        ("themes.toml", "themes", "slug", [theme.slug for theme in deal.themes]),
        ("approach.toml", "elements", "id", [element.id for element in deal.approach]),
        ("approach.toml", "elements", "article", [element.article for element in deal.approach]),
        ("wijken.toml", "wijken", "slug", [wijk.slug for wijk in deal.wijken.wijken]),
        ("strengths.toml", "strengths", "slug", [strength.slug for strength in deal.strengths.strengths]),
        ("strengths.toml", "strengths", "rank", [strength.rank for strength in deal.strengths.strengths]),
        ("commitments.csv", "commitments", "id", [commitment.id for commitment in deal.commitments]),
        ("expected_results.toml", "results", "id", [result.id for result in deal.expected_results]),
        ("contributions.toml", "contributions", "slug", [each.slug for each in deal.contributions.contributions]),
        ("programmes.toml", "programmes", "slug", [programme.slug for programme in deal.programmes]),
        ("organisations.toml", "organisations", "slug", [each.slug for each in deal.organisations]),
        ("target_groups.toml", "target_groups", "slug", [group.slug for group in deal.target_groups]),
        ("co_benefits.toml", "co_benefits", "slug", [each.slug for each in deal.co_benefits]),
        ("link_kinds.toml", "link_kinds", "slug", [each.slug for each in deal.link_kinds]),
        ("deliverable_kinds.toml", "deliverable_kinds", "slug", [each.slug for each in deal.deliverable_kinds]),
        ("course_kinds.toml", "course_kinds", "slug", [each.slug for each in deal.course_kinds]),
        ("sectors.toml", "sectors", "slug", [each.slug for each in deal.sectors]),
        ("registers.toml", "registers", "slug", [each.slug for each in deal.registers]),
        ("link_hosts.toml", "hosts", "host", [each.host for each in deal.link_hosts]),
        ("activity_templates.toml", "templates", "slug", [each.slug for each in deal.activity_templates]),
        ("search_words.toml", "groups", "concept", [group.concept for group in deal.search_words]),
        *[(file, "terms", "slug", [term.slug for term in terms]) for file, terms in word_lists(deal)],
    ]
    for file, key, name, ids in lists:
        for index in repeated(ids):
            yield file, (key, index, name), f"`{name}` {ids[index]} is used twice"


def repeated(ids: Sequence[object]) -> Iterator[int]:
    """The positions of ids that stood there before."""
    seen: Counter[object] = Counter()
    for index, each in enumerate(ids):
        if seen[each]:
            yield index
        seen[each] += 1


def word_lists(deal: Deal) -> list[tuple[str, list[Term]]]:
    return [
        ("categories.toml", deal.categories),
        ("place_kinds.toml", deal.place_kinds),
        ("steps.toml", deal.steps),
        ("for_whom.toml", deal.for_whom),
        ("accessibility.toml", deal.accessibility),
        ("dutch_levels.toml", deal.dutch_levels),
        ("languages.toml", deal.languages),
        ("help_kinds.toml", deal.help_kinds),
        ("consent_wordings.toml", deal.consent_wordings),
    ]


def missing_labels(deal: Deal) -> Iterator[Broken]:
    """The word lists are shown to residents, in every language of the deal."""
    for file, terms in word_lists(deal):
        for index, term in enumerate(terms):
            for language in deal.about.languages:
                if language not in term.labels:
                    yield file, ("terms", index, "labels"), f"{term.slug} has no label in {language}"
    for index, template in enumerate(deal.activity_templates):
        for language in deal.about.languages:
            if language not in template.labels:
                path = ("templates", index, "labels")
                yield "activity_templates.toml", path, f"{template.slug} has no label in {language}"


def templates_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """What a template names is in the word lists, and it ends after it starts."""
    known = {
        "category": {each.slug for each in deal.categories},
        "step": {each.slug for each in deal.steps},
        "for_whom": {each.slug for each in deal.for_whom},
    }
    for index, template in enumerate(deal.activity_templates):
        named = {"category": [template.category], "step": [template.step], "for_whom": template.for_whom}
        for name, slugs in named.items():
            for slug in set(slugs) - known[name]:
                yield "activity_templates.toml", ("templates", index, name), f"there is no {slug} in that list"
        if template.end <= template.start:
            yield "activity_templates.toml", ("templates", index, "end"), "`end` is not after `start`"


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


def search_words_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """Wider concepts are there, and words are in a language of the deal."""
    known = {group.concept for group in deal.search_words}
    known |= {term.slug for terms in (deal.categories, deal.for_whom, deal.place_kinds) for term in terms}
    for index, group in enumerate(deal.search_words):
        for wider in group.within:
            if wider not in known or wider == group.concept:
                yield "search_words.toml", ("groups", index, "within"), f"there is no wider concept {wider}"
        for language in group.words:
            if language not in deal.about.languages:
                yield "search_words.toml", ("groups", index, "words"), f"{language} is not a language of the deal"


def open_data_that_does_not_fit(deal: Deal) -> Iterator[Broken]:
    file, said = "open_data.toml", deal.open_data
    ids = [each.id for _, each in said.described]
    for index in repeated(ids):
        yield file, (*said.described[index][0], "id"), f"`id` {ids[index]} is used twice"
    datasets = {said.releases.id, *(each.id for each in said.datasets)}
    for index, service in enumerate(said.services):
        for name in sorted(set(service.serves) - datasets):
            yield file, ("services", index, "serves"), f"there is no data set {name}"
    services = {each.id for each in said.services}
    for index, dataset in enumerate(said.datasets):
        for number, each in enumerate(dataset.distributions):
            if each.by and each.by not in services:
                yield file, ("datasets", index, "distributions", number, "by"), f"there is no service {each.by}"
    for path, about in said.described:
        for code in sorted(set(about.themes) - said.themes.keys()):
            yield file, (*path, "themes"), f"the theme {code} has no name under `themes`"


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
