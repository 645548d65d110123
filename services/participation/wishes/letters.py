"""What those who wish are told by mail. In Dutch now; another language gets a text beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.contracts.participation.wishes import RejectReason


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


KIND_REASONS: Mapping[RejectReason, str] = {
    "exists-already": "Dit is er al in de wijk. Kijk op de site bij de activiteiten en de plekken.",
    "not-here": "Het past niet bij een plek in deze wijk.",
    "not-clear": "We begrijpen nog niet goed wat u bedoelt. Vertel het gerust nog een keer, met andere woorden.",
    "no-room": "Er is nu geen ruimte of tijd voor.",
    "not-fitting": "Het past niet bij wat we op deze site laten zien.",
}


def refused(wish: str, reason: RejectReason) -> Text:
    return Text(
        "Uw wens staat niet op de site",
        f"Beste bewoner,\n\nU wenste: “{wish}”.\n\nWij laten dit niet op de site zien. {KIND_REASONS[reason]}\n\n"
        "Dank u wel dat u meedenkt. Hebt u een andere wens? Vertel het ons gerust.\n",
    )


def offered(wish: str, title: str, place: str, activity_url: str, manage_url: str) -> Text:
    return Text(
        f"Uw wens: {title}",
        f"Beste bewoner,\n\nU wenste: “{wish}”.\n\nEr is nu iets dat daarbij past: {title}, bij {place}.\n"
        f"Hier leest u wanneer het is en hoe u meedoet:\n{activity_url}\n\n"
        f"Wilt u geen bericht meer over deze wens? Dan haalt u de wens hier weg:\n{manage_url}\n\n"
        f"Groeten van\n{place}\n",
    )
