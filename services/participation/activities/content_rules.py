"""What must be right in what an activity tells: its costs, translations, needs and next steps.

All of it is said of an activity as JSON; parts of a wrong shape are passed over, as the shape names them.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from services.kit.wrong_fields import wrong

DUTCH = "nl"
Errors = Iterator[dict[str, Any]]


def wrong_content(body: Mapping[str, Any], languages: Collection[str], maex_hosts: Collection[str]) -> Errors:
    yield from wrong_cost(body.get("cost"))
    yield from wrong_translations(body.get("translations"), bool(body.get("description")), languages)
    yield from wrong_link(body.get("maexUrl"), maex_hosts)


def wrong_cost(cost: Any) -> Errors:
    """Free is said, never guessed; who pays what they can may leave the amount out."""
    if not isinstance(cost, Mapping) or not isinstance(free := cost.get("free"), bool):
        return
    pays_what_one_can = cost.get("payWhatYouCan") is True
    if free and pays_what_one_can:
        yield wrong("cost.payWhatYouCan", "two-costs", "It is free, or people pay what they can: choose one.")
    if not free and not pays_what_one_can and not cost.get("text"):
        yield wrong("cost.text", "missing", "Say what it costs.")
    if free and cost.get("ooievaarspas"):
        yield wrong("cost.ooievaarspas", "two-costs", "It is free for everybody: leave the price with a pass out.")


def wrong_translations(given: Any, described: bool, languages: Collection[str]) -> Errors:
    """A translation is whole, so that no page mixes languages."""
    if not isinstance(given, Mapping):
        return
    for language, texts in given.items():
        if language == DUTCH:
            yield wrong(f"translations.{language}", "dutch", "The Dutch text stands in title, summary and description.")
        elif language not in languages:
            yield wrong(f"translations.{language}", "unknown", f"“{language}” is not one of the languages we use here.")
        if described and isinstance(texts, Mapping) and not texts.get("description"):
            yield wrong(f"translations.{language}.description", "missing", "Translate the description too.")


def wrong_link(address: Any, hosts: Collection[str]) -> Errors:
    if isinstance(address, str) and host_of(address) not in hosts:
        known = ", ".join(sorted(hosts)) or "none"
        yield wrong("maexUrl", "host", f"This is not the address of a profile on MAEX (we know: {known}).")


def host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def wrong_next_steps(given: Any, itself: object, known: Collection[tuple[str, str]]) -> Errors:
    """`known` are kind and id of the activities and help offers that there are; an activity does not lead to itself."""
    steps = given if isinstance(given, list) else []
    named = [(each.get("kind"), str(each.get("id"))) for each in steps if isinstance(each, Mapping)]
    for number, (kind, id_) in enumerate(named):
        if kind in ("activity", "help-offer") and (kind, id_) not in known:
            yield wrong(f"nextSteps.{number}.id", "unknown", "There is no such activity or help offer.")
        elif kind == "activity" and id_ == str(itself):
            yield wrong(f"nextSteps.{number}.id", "itself", "This is the activity itself.")
        elif (kind, id_) in named[:number] and id_ != "None":
            yield wrong(f"nextSteps.{number}.id", "twice", "This next step stands there twice.")
