"""What whoever proposed something is told by mail. In Dutch now; another language gets texts beside these."""

from collections.abc import Mapping

from services.contracts.participation.proposals import RejectReason
from services.participation.wishes.letters import Text

KIND_REASONS: Mapping[RejectReason, str] = {
    "exists-already": "Dit is er al in de wijk. Kijk op de site bij de activiteiten en de plekken.",
    "not-here": "Het past niet bij een plek in deze wijk.",
    "not-clear": "We begrijpen nog niet goed wat u bedoelt. Vertel het gerust nog een keer, met andere woorden.",
    "no-room": "Er is nu geen ruimte of tijd voor.",
    "not-fitting": "Het past niet bij wat we op deze site laten zien.",
}


def accepted(title: str) -> Text:
    return Text(
        f"Uw voorstel: {title}",
        f"Beste bewoner,\n\nU stelde iets voor: “{title}”.\n\nWij vinden het een goed idee. "
        "Een coördinator uit de wijk werkt het nu uit. Daarna staat het op de site.\n\n"
        "Dank u wel.\n",
    )


def rejected(title: str, reason: RejectReason) -> Text:
    return Text(
        f"Uw voorstel: {title}",
        f"Beste bewoner,\n\nU stelde iets voor: “{title}”.\n\nWij doen het nu niet. {KIND_REASONS[reason]}\n\n"
        "Dank u wel dat u meedenkt. Hebt u een ander idee? Stuur het ons gerust.\n",
    )
