"""The expected results of Art. 3, each with its figures and its evidence until the end of the period."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import Missing, ResultFact
from services.projects.reports.gathering.asking import Answered
from services.projects.reports.gathering.figure_rules import figure_of, is_reported
from services.projects.reports.gathering.period import Period

_RESULTS = text("""
    SELECT result.body->'measuredBy'->>'indicator' AS indicator, json_build_object(
        'id', result.key, 'title', result.body->'titles'->>'nl', 'article', result.body->>'article',
        'pillar', result.pillar, 'target', result.body->'target'->>'text', 'figures', '[]'::json,
        'evidence', (SELECT coalesce(json_agg(json_build_object(
                'what', what, 'source', source, 'on', on_date, 'document', document.id
            ) ORDER BY on_date, evidence.id), '[]')
            FROM projects.evidence LEFT JOIN projects.document ON document.id = evidence.document_id AND document.public
            WHERE on_date <= :last AND (expected_result = result.key OR result.body->'commitments' ? commitment))
    ) AS told
    FROM projects.expected_result AS result WHERE withdrawn_on IS NULL ORDER BY position
""")


def results_in(
    session: Session, period: Period, answered: Answered, fetched_on: date
) -> tuple[list[ResultFact], list[Missing]]:
    """The results, and which figures should be there and are not."""
    results: list[ResultFact] = []
    missing: list[Missing] = []
    for indicator, told in session.execute(_RESULTS, {"last": period.last}):
        result = ResultFact.model_validate(told)
        if indicator:
            own = [each for each in answered.assessments if each.indicator_id == indicator and is_reported(each)]
            result = result.model_copy(update={"figures": [figure_of(each, fetched_on) for each in own]})
            if not own:
                why = answered.why or "de dienst met indicatoren heeft er geen cijfer over"
                missing.append(Missing(what=result.title, why=why))
        results.append(result)
    return results, missing
