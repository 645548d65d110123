"""What those who wish are told by mail, in the language of the wish."""

from services.contracts.participation.wishes import RejectReason
from services.participation.letters.wording import Text, said, sentence


def refused(wish: str, reason: RejectReason, language: str) -> Text:
    return said(language, "wish-refused", wish=wish, reason=sentence(language, "reason", reason))


def offered(wish: str, title: str, place: str, activity_url: str, manage_url: str, language: str) -> Text:
    gaps = {"wish": wish, "title": title, "place": place, "activity_url": activity_url, "manage_url": manage_url}
    return said(language, "wish-offered", **gaps)
