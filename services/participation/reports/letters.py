"""What is written to who reported something and left an address, in Dutch."""

from services.contracts.participation.reports import ReportOutcome

DONE = {
    "changed": "U had gelijk. Wij hebben het aangepast.",
    "was-right": "Wij hebben het nagevraagd. Het klopte toch.",
}


def thanks(name: str, outcome: ReportOutcome) -> tuple[str, str]:
    """Subject and text; for outcomes that somebody wants to hear of."""
    parts = (
        "Beste lezer,",
        f"U schreef ons over {name}. {DONE[outcome]}",
        "Bedankt dat u het zei. Zo blijft de site kloppen.",
        "Uw adres hebben wij hierna niet meer.",
    )
    return f"Uw bericht over {name}", "\n\n".join(parts) + "\n"
