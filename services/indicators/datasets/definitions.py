"""What a data set must know of the definitions it was made for."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators.estimation.score import Scale, Statement


@dataclass(frozen=True, slots=True)
class Edition:
    """A definition in the version that a data set names; the version counts in the database, not in the file."""

    definition: IndicatorDefinition
    version: int

    @property
    def indicator_id(self) -> str:
        return self.definition.id


def items_of(definition: IndicatorDefinition) -> Sequence[str]:
    """The questions that a survey must have asked for this indicator."""
    if definition.scale:
        return [item.id for item in definition.scale.items]
    return [definition.share.item] if definition.share else []


def highest_value(definition: IndicatorDefinition) -> int:
    if definition.scale:
        return max(answer.value or 0 for answer in definition.scale.answers)
    return max(definition.share.values) if definition.share else 0


def scale_of(definition: IndicatorDefinition) -> Scale | None:
    """The scale, on columns that are named by their statement."""
    of = definition.scale
    if of is None:
        return None
    statements = tuple(Statement(item.id, item.id, item.reversed) for item in of.items)
    return Scale(
        statements, highest_value(definition), of.factor_numerator, of.factor_denominator, of.min_answered_items
    )
