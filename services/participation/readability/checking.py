"""From texts to hints."""

from services.contracts.participation.readability import Hint, TextCheck, TextCheckInput, TextField
from services.participation.readability.hints import LABELS, hint_text
from services.participation.readability.rules import findings, score, verdict
from services.participation.readability.text_rules import sentences, words
from services.participation.readability.word_list import ranks

FIELDS: tuple[TextField, ...] = ("title", "summary", "description", "bring")


def check(texts: TextCheckInput) -> TextCheck:
    """All texts of a listing are read as one."""
    found = [(field, each) for field in FIELDS for each in findings(getattr(texts, field), ranks())]
    many = sum(len(words(getattr(texts, field))) for field in FIELDS)
    points = score([each for _, each in found], many) if many else None
    said = verdict(points) if points is not None else None
    return TextCheck(
        score=points,
        verdict=said,
        label=LABELS[said] if said else None,
        words=many,
        sentences=sum(len(sentences(getattr(texts, field))) for field in FIELDS),
        hints=[
            Hint(
                field=field,
                code=each.code,
                text=hint_text(each),
                count=each.count,
                found=each.found,
                sentence=each.sentence,
                suggestion=each.suggestion,
                start=each.start,
                end=each.end,
            )
            for field, each in found
        ],
    )
