"""What whoever proposed something is told by mail, in the language in which it was proposed."""

from services.contracts.participation.proposals import RejectReason
from services.participation.letters.wording import Text, said, sentence


def accepted(title: str, language: str) -> Text:
    return said(language, "proposal-accepted", title=title)


def rejected(title: str, reason: RejectReason, language: str) -> Text:
    return said(language, "proposal-rejected", title=title, reason=sentence(language, "reason", reason))
