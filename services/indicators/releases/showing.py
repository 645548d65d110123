"""What a figure looks like in a release. Pure; figures are the JSON of measurements."""

from collections.abc import Mapping
from typing import Any

from services.contracts.deal_disclosure import HidingWords
from services.indicators.releases.quantities import Figure, Protected

NEVER_SHOWN = {"numerator": None}
NOT_OF_HIDDEN = dict.fromkeys(
    ("value", "lower", "upper", "level", "se", "df", "respondents", "denominator", "numerator", "targetMet")
)


def shown(figure: Figure, about: Protected | None, round_to: int, words: HidingWords) -> dict[str, Any]:
    """As it is published; numbers of respondents and of people are rounded, and detail is what may be told."""
    if about is None:
        return {**figure, **_status(figure, "published"), "periodLabel": figure["periodLabel"] or figure["period"]}
    unsure = figure["status"] == "provisional" and _is_unreliable(figure, about)
    status = {"status": "unreliable", "statusReason": words.unreliable} if unsure else _status(figure, "published")
    detail = {name: figure["detail"][name] for name in about.rule.public_detail if name in figure["detail"]}
    return {
        **figure,
        **NEVER_SHOWN,
        **status,
        "respondents": _rounded(figure["respondents"], round_to),
        "denominator": _rounded(figure["denominator"], round_to),
        "detail": _rounded_all(detail, round_to),
    }


def hidden(figure: Figure, words: HidingWords) -> dict[str, Any]:
    uncertainty = {"kind": figure["uncertainty"]["kind"]}
    status = {"status": "hidden", "statusReason": words.hidden}
    return {**figure, **NOT_OF_HIDDEN, **status, "detail": {}, "uncertainty": uncertainty}


def _status(figure: Figure, open_status: str) -> dict[str, Any]:
    return {"status": open_status if figure["status"] == "provisional" else figure["status"]}


def _is_unreliable(figure: Figure, about: Protected) -> bool:
    margin, lower, upper = about.rule.unreliable_margin, figure["lower"], figure["upper"]
    if margin is None or lower is None or figure["uncertainty"]["kind"] != "sampling":
        return False
    return bool((upper - lower) / 2 > margin * (about.highest - about.lowest))


def _rounded(number: float | None, to: int) -> int | None:
    return None if number is None else int(to * round(number / to))


def _rounded_all(detail: Any, to: int) -> Any:
    if isinstance(detail, Mapping):
        return {name: _rounded_all(value, to) for name, value in detail.items()}
    return _rounded(detail, to) if isinstance(detail, int) and not isinstance(detail, bool) else detail
