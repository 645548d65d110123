"""What is written to who reported something and left an address, in the language of the page that they read."""

from services.contracts.participation.reports import ReportOutcome
from services.participation.letters.wording import Text, said, sentence


def thanks(name: str, outcome: ReportOutcome, language: str) -> Text:
    """For outcomes that somebody wants to hear of."""
    return said(language, "report-handled", name=name, outcome=sentence(language, "outcome", outcome))
