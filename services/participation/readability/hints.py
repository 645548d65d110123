"""What writers are told, in Dutch."""

from collections.abc import Mapping

from services.contracts.participation.readability import BEST_SENTENCE
from services.participation.readability.rules import Code, Finding, Verdict

LABELS: Mapping[Verdict, str] = {
    "good": "Goed te lezen",
    "could-be-easier": "Kan makkelijker",
    "hard": "Voor veel mensen moeilijk",
}
HINTS: Mapping[Code, str] = {
    "long-sentence": f"Deze zin heeft {{count}} woorden. Korter leest beter: {BEST_SENTENCE} of minder.",
    "very-long-sentence": "Deze zin heeft {count} woorden. Maak er twee of meer zinnen van.",
    "office-word": "“{found}” is een woord van kantoor.",
    "abbreviation": "Niet iedereen kent “{found}”. Schrijf het uit.",
    "hard-word": "Niet iedereen kent “{found}”. Weet u een makkelijker woord? Of leg het uit.",
    "long-word": "“{found}” is een lang woord ({count} letters). Kan het korter, of in twee woorden?",
    "passive": "Zeg wie het doet. Niet: “de koffie wordt geschonken”. Wel: “wij schenken koffie”.",
    "capitals": "Alleen hoofdletters lezen moeilijk. Gebruik kleine letters.",
}


def hint_text(finding: Finding) -> str:
    said = HINTS[finding.code].format(found=finding.found, count=finding.count)
    return f"{said} Probeer: “{finding.suggestion}”." if finding.suggestion else said
