"""Whether the lists of a deal hold together: no id twice, words in every language, and names that are in a list.

Each check yields (file, path in the file, reason); the reader turns the path into a line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from services.contracts.deal import Deal, Term
from services.kit.toml_lines import TomlPath

Broken = tuple[str, TomlPath, str]
TEMPLATES = "activity_templates.toml"


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
        (TEMPLATES, "templates", "slug", [each.slug for each in deal.activity_templates]),
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
    """The word lists are shown to residents, templates to coordinators: in every language of the deal."""
    lists = [(file, "terms", [(term.slug, term.labels) for term in terms]) for file, terms in word_lists(deal)]
    lists.append((TEMPLATES, "templates", [(each.slug, each.labels) for each in deal.activity_templates]))
    for file, key, labelled in lists:
        for index, (slug, labels) in enumerate(labelled):
            for language in deal.about.languages:
                if language not in labels:
                    yield file, (key, index, "labels"), f"{slug} has no label in {language}"


def templates_that_do_not_fit(deal: Deal) -> Iterator[Broken]:
    """What it names is in the word lists, it ends after it starts, and is translated to languages of the deal."""
    known = {
        "category": {each.slug for each in deal.categories},
        "step": {each.slug for each in deal.steps},
        "for_whom": {each.slug for each in deal.for_whom},
    }
    for index, template in enumerate(deal.activity_templates):
        named = {"category": [template.category], "step": [template.step], "for_whom": template.for_whom}
        for name, slugs in named.items():
            for slug in sorted(set(slugs) - known[name]):
                yield TEMPLATES, ("templates", index, name), f"there is no {slug} in that list"
        if template.end <= template.start:
            yield TEMPLATES, ("templates", index, "end"), "`end` is not after `start`"
        for language in sorted(template.translations.keys() - (set(deal.about.languages) - {"nl"})):
            path = ("templates", index, "translations")
            yield TEMPLATES, path, f"{language} is not another language of the deal"


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
