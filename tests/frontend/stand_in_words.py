"""What the stand-in says that no test changes: words of the deal, the deal itself, a letter."""

from typing import Any

from tests.frontend.stand_in_house import CODE, NOW, made_id

WORDS = {
    "categories": {"meeting": "Ontmoeten", "food": "Eten", "sport": "Sport", "language": "Taal"},
    "place-kinds": {"meeting-place": "Ontmoetingsplek"},
    "steps": {"meet": "Ontmoeten", "take-part": "Meedoen", "learn": "Leren"},
    "audiences": {"everyone": "Iedereen", "parents": "Ouders"},
    "accessibility-aspects": {"step-free": "Zonder drempels", "toilet": "Aangepast toilet", "lift": "Lift"},
    "dutch-levels": {"none": "Geen Nederlands nodig", "a1": "Een paar woorden (A1)", "a2": "Een beetje (A2)"},
    "help-kinds": {"debt": "Geld en schulden", "care": "Zorg en gezondheid"},
    "languages": {"nl": "Nederlands", "tr": "Turks", "ar": "Arabisch"},
}


NOBODY_SAID: dict[str, Any] = {"readings": [], "withdrawnOn": None}
DEAL: dict[str, Any] = {
    "pillars": {
        "items": [
            NOBODY_SAID
            | {"number": 1, "slug": "p", "titles": {"nl": "Samenleving"}, "article": "Art. 2", "aim": "", "aliases": []}
        ],
        "total": 1,
        "next": None,
    },
    "open-data": {
        "licence": {"id": "CC0-1.0", "title": "CC0 1.0", "url": "https://licentie.voorbeeld.test/"},
        "publisher": {"uri": "https://wie.voorbeeld.test/", "name": "Gemeente Voorbeeld"},
        "contact": {"name": "Programmabureau", "email": "data@voorbeeld.test"},
    },
    "deal": NOBODY_SAID
    | {
        "slug": "deal",
        "name": "Regio Deal",
        "shortName": "Deal",
        "article": "Art. 1",
        "inhabitants": 70000,
        "inhabitantsText": "",
        "inhabitantsArticle": "Art. 1",
        "languages": ["nl"],
        "publication": {},
        "term": {
            "inForce": "",
            "signedOn": None,
            "startsOn": None,
            "endsOn": "2023-07-31",
            "baselineYear": 2019,
            "article": "Art. 14",
            "readings": [],
        },
        "governance": {},
        "ambition": {},
        "coreMessage": {"language": "nl", "article": "Art. 8.1", "text": "De opgave is grootschalig."},
        "strengths": [],
        "strengthReadings": [],
        "totalCents": 1,
        "totalStated": False,
        "division": {},
    },
}


NOT_COUNTED: dict[str, Any] = {
    "start": NOW.isoformat(),
    "count": None,
    "ofWhom": {},
    "present": [],
    "version": 0,
}
LETTER = {
    "id": str(made_id("letter")),
    "to": "ada@example.nl",
    "subject": "Uw code",
    "text": f"Uw code is {CODE}.",
    "writtenAt": NOW.isoformat(),
}
