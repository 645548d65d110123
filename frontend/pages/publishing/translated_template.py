"""The translations of a template go along as long as its Dutch texts are left as they are."""

from collections.abc import Mapping
from typing import Any

from services.contracts.participation import TemplateBody

TEXTS = ("title", "summary", "description")
Translations = dict[str, dict[str, str]]


def translations_with(template: TemplateBody, body: Mapping[str, Any], there: Translations) -> Translations:
    """What is there already, with or without those of the template; what somebody changed by hand stays."""
    from_template = {code: each.model_dump() for code, each in template.translations.items()}
    by_hand = {code: each for code, each in there.items() if each != from_template.get(code)}
    return from_template | by_hand if is_as_it_was(template, body) else by_hand


def is_as_it_was(template: TemplateBody, body: Mapping[str, Any]) -> bool:
    return all(plain(getattr(template, name)) == plain(body.get(name)) for name in TEXTS)


def plain(text: object) -> str:
    """A browser sends other ends of lines than it was given."""
    return str(text or "").replace("\r\n", "\n").strip()
