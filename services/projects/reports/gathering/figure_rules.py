"""What an assessment becomes in a report: a value with its uncertainty, or plainly that it can not be said."""

from datetime import date

from services.contracts.indicators.assessments import AssessedFigure, AssessmentShape
from services.contracts.projects.report_content import FigureFact
from services.projects.reports.composing.words import NOT_KNOWN, decimal, period

REPORTED_AREAS = frozenset({"wijk", "deal", "city"})
"""Single places are too many for a report; they are counted in their wijk."""
NOT_COMPARABLE = frozenset({"not-comparable", "no-baseline"})
PERCENT = frozenset({"%", "procent", "procentpunt"})
"""A level is in per cent where its changes are in percentage points."""
UNCERTAINTIES = {"sampling": "interval van 95 %", "rounding": "afgerond door de bron"}


def is_reported(assessment: AssessmentShape) -> bool:
    return assessment.area_kind in REPORTED_AREAS


def figure_of(assessment: AssessmentShape, fetched_on: date) -> FigureFact:
    latest = assessment.latest
    return FigureFact(
        indicator=assessment.indicator_id,
        title=assessment.title,
        area=assessment.area_label,
        value=latest.value if latest else None,
        shown=shown(latest, assessment.unit),
        uncertainty=uncertainty_of(latest),
        lower=latest.lower if latest else None,
        upper=latest.upper if latest else None,
        baseline=baseline_of(assessment),
        target=assessment.target.text,
        verdict=assessment.verdict,
        words=assessment.words,
        comparable=assessment.verdict not in NOT_COMPARABLE,
        gap=gap_of(assessment),
        period=latest.period if latest else "–",
        definition_version=latest.definition_version if latest else None,
        source=assessment.source,
        date=fetched_on,
        release=latest.release if latest else None,
    )


def shown(figure: AssessedFigure | None, unit: str) -> str:
    if figure is None:
        return NOT_KNOWN
    return f"{decimal(figure.value)} %" if unit in PERCENT else decimal(figure.value)


def uncertainty_of(figure: AssessedFigure | None) -> str:
    """`4,9 tot 5,3 (interval van 95 %)`; for what was counted whole, that it was."""
    if figure is None:
        return "–"
    if figure.lower is None or figure.upper is None:
        return "geteld, geen steekproef"
    kind = UNCERTAINTIES.get(figure.uncertainty, figure.uncertainty)
    return f"{decimal(figure.lower)} tot {decimal(figure.upper)} ({kind})"


def baseline_of(assessment: AssessmentShape) -> str:
    if assessment.verdict == "no-baseline" or assessment.baseline is None:
        return "geen nulmeting"
    return f"{shown(assessment.baseline, assessment.unit)} ({period(assessment.baseline.period)})"


def gap_of(assessment: AssessmentShape) -> str:
    """`0,8 (0,7 tot 0,9)`: how much better off the city is; less than nothing when the area is."""
    latest = assessment.gap.latest if assessment.gap else None
    if latest is None:
        return ""
    if latest.lower is None or latest.upper is None:
        return decimal(latest.value)
    return f"{decimal(latest.value)} ({decimal(latest.lower)} tot {decimal(latest.upper)})"
