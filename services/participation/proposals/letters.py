"""What whoever proposed something is told by mail. In Dutch now; another language gets texts beside these."""

from services.contracts.participation.proposals import RejectReason
from services.participation.wishes.letters import KIND_REASONS, Text


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
