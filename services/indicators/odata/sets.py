"""What is served: flat sets of entities, each a query over what is public."""

from dataclasses import dataclass

from services.indicators.odata.properties import Edm, Property
from services.indicators.results.queries import MEASUREMENT_JSON


@dataclass(frozen=True, slots=True)
class EntitySet:
    """`source` is a FROM clause; the first property is the key."""

    name: str
    entity: str
    properties: tuple[Property, ...]
    source: str

    @property
    def key(self) -> Property:
        return self.properties[0]

    @property
    def by_name(self) -> dict[str, Property]:
        return {each.name: each for each in self.properties}


def _said(name: str, field: str, type_: Edm = "String") -> Property:
    return Property(name, type_, f"f->>'{field}'")


OBSERVATIONS = EntitySet(
    "Observations",
    "Observation",
    (
        _said("Id", "cell", "Int32"),
        _said("IndicatorId", "indicatorId"),
        Property("Title", "String", "d.content->'titles'->>'nl'"),
        _said("DefinitionVersion", "definitionVersion", "Int32"),
        _said("Measure", "measure"),
        _said("AreaKind", "areaKind"),
        _said("AreaId", "areaId"),
        _said("AreaLabel", "areaLabel"),
        _said("Wijk", "wijk"),
        _said("Period", "period", "Date"),
        _said("PeriodLabel", "periodLabel"),
        _said("PeriodStarts", "periodStarts", "Date"),
        _said("PeriodEnds", "periodEnds", "Date"),
        _said("Value", "value", "Double"),
        _said("Lower", "lower", "Double"),
        _said("Upper", "upper", "Double"),
        _said("Level", "level", "Double"),
        _said("StandardError", "se", "Double"),
        _said("DegreesOfFreedom", "df", "Double"),
        _said("Respondents", "respondents", "Int32"),
        _said("Denominator", "denominator", "Double"),
        _said("Unit", "unit"),
        _said("Status", "status"),
        _said("StatusReason", "statusReason"),
        Property("Uncertainty", "String", "f->'uncertainty'->>'kind'"),
        _said("ComparabilityGroup", "comparabilityGroup"),
        _said("Target", "target", "Double"),
        _said("TargetMet", "targetMet", "Boolean"),
        Property(
            "Source",
            "String",
            "SELECT string_agg(s->>'service' || ':' || (s->>'path'), ' ') FROM jsonb_array_elements(f->'source') s",
        ),
        _said("Release", "release", "Int32"),
        _said("MeasuredAt", "measuredAt", "DateTimeOffset"),
    ),
    f"""(
        SELECT {MEASUREMENT_JSON} AS f FROM indicators.measurement m WHERE m.superseded_at IS NULL AND m.open_at_once
        UNION ALL
        SELECT c.shown || jsonb_build_object('release', c.release_number) FROM indicators.release_cell c
        WHERE c.release_number IS NOT NULL AND c.superseded_at IS NULL
    ) figure JOIN indicators.definition d
        ON d.indicator_id = f->>'indicatorId' AND d.version = (f->>'definitionVersion')::int""",  # noqa: S608 (our own columns; values are parameters)
)
INDICATORS = EntitySet(
    "Indicators",
    "Indicator",
    (
        Property("Id", "String", "i.id"),
        Property("Title", "String", "d.content->'titles'->>'nl'"),
        Property("Definition", "String", "d.content->'definition'->>'nl'"),
        Property("Unit", "String", "d.content->'unit'->>'nl'"),
        Property("Direction", "String", "d.content->>'direction'"),
        Property("Version", "Int32", "i.version"),
        Property("InDeal", "Boolean", "i.in_deal"),
    ),
    "indicators.indicator i JOIN indicators.definition d ON (d.indicator_id, d.version) = (i.id, i.version)",
)
RELEASES = EntitySet(
    "Releases",
    "Release",
    (
        Property("Number", "Int32", "r.number"),
        Property("Title", "String", "r.title"),
        Property("Notes", "String", "r.notes"),
        Property("PublishedAt", "DateTimeOffset", "r.published_at"),
        Property("Checksum", "String", "r.checksum"),
    ),
    "(SELECT * FROM indicators.release WHERE status = 'published') r",
)
SETS = {each.name: each for each in (OBSERVATIONS, INDICATORS, RELEASES)}
