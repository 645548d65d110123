"""The columns of a file: their names, what they decide, and an example. docs/importing.md shows the same."""

from collections.abc import Mapping
from typing import Literal

from services.kit.sheet_rows import Column

Kind = Literal["places", "activities"]
KINDS: tuple[Kind, ...] = ("places", "activities")


PLACE_COLUMNS = (
    Column("key", "sleutel", "buurtkamer-oost"),
    Column("name", "naam", "Buurtkamer Oost", ("name",), needed=True),
    Column("kind", "soort", "meeting-place", ("kind",), needed=True),
    Column("wijk", "wijk", "moerwijk", ("wijk",), needed=True),
    Column("street_address", "adres", "Straat 1", ("streetAddress",), needed=True),
    Column("postcode", "postcode", "2531 PE", ("postcode",), needed=True),
    Column("city", "plaats", "Den Haag", ("city",)),
    Column("lat", "breedtegraad", "52.04956", ("lat",)),
    Column("lon", "lengtegraad", "4.30212", ("lon",)),
    Column("phone", "telefoon", "070 555 01 11", ("phone",)),
    Column("email", "e-mail", "buurtkamer@example.org", ("email",)),
    Column("website", "website", "https://www.example.org", ("website",)),
    Column("organisation", "organisatie", "Stichting Buurtkamers", ("organisation",)),
    Column("summary", "samenvatting", "Een huiskamer voor de hele buurt.", ("summary",)),
    Column("opening_hours", "openingstijden", "elke dag 9.00–22.00 uur", ("opening",)),
    Column("professional_guidance", "begeleiding", "ja", ("professionalGuidance",)),
    Column("guidance_by", "begeleiding door", "", ("guidanceBy",)),
    Column("guidance_since", "begeleiding sinds", "", ("guidanceSince",)),
    Column("surface_m2", "oppervlakte", "140", ("surfaceM2",)),
    Column("tasks_taken_over", "overgenomen taken", "Openen en sluiten", ("tasksTakenOver", "tasksTakenOver.task")),
    Column("tasks_since", "taken sinds", "2024-01-01", ("tasksTakenOver.since",)),
    Column("tasks_by", "taken door", "bewoners", ("tasksTakenOver.by",)),
    Column("evidence", "bewijs", "Beheerovereenkomst", ("tasksTakenOver.evidence", "tasksTakenOver.evidence.what")),
    Column("evidence_source", "bron van bewijs", "Stichting Buurtkamers", ("tasksTakenOver.evidence.source",)),
    Column("evidence_date", "datum van bewijs", "2024-01-01", ("tasksTakenOver.evidence.date",)),
)
ACTIVITY_COLUMNS = (
    Column("key", "sleutel", "koffieochtend"),
    Column("place", "plek", "Buurtkamer Oost", ("placeId",), needed=True),
    Column("title", "titel", "Koffieochtend", ("title",), needed=True),
    Column("summary", "samenvatting", "Drink een kopje koffie met uw buren.", ("summary",), needed=True),
    Column("description", "beschrijving", "De koffie staat klaar. Iedereen is welkom.", ("description",)),
    Column("category", "categorie", "meeting", ("category",), needed=True),
    Column("project", "project", "", ("projectId",)),
    Column("step", "stap", "meet", ("step",)),
    Column("free", "gratis", "ja", ("cost.free", "cost"), needed=True),
    Column("cost_text", "kosten", "Gratis", ("cost.text",)),
    Column("pay_what_you_can", "zelf bepalen", "nee", ("cost.payWhatYouCan",)),
    Column("ooievaarspas", "ooievaarspas", "", ("cost.ooievaarspas",)),
    Column("languages", "talen", "nl, tr", ("languages",)),
    Column("dutch_level", "nederlands", "1", ("dutchLevel",)),
    Column("for_whom", "voor wie", "everyone", ("forWhom",)),
    Column("age_from", "leeftijd vanaf", "", ("ages.from",)),
    Column("age_to", "leeftijd tot en met", "", ("ages.to", "ages")),
    Column("bring", "meenemen", "Uw eigen kopje", ("bring",)),
    Column("joining", "aanmelden", "inloop", ("joining",)),
    Column("capacity", "aantal plaatsen", "", ("capacity",)),
    Column("weekdays", "dagen", "ma, wo", ("schedule.rrule",)),
    Column("every_weeks", "om de weken", "1"),
    Column("rule", "regel", ""),
    Column("start", "begin", "10:00", ("schedule.start",), needed=True),
    Column("end", "einde", "12:00", ("schedule.end", "schedule"), needed=True),
    Column("first_date", "eerste dag", "2026-12-01"),
    Column("last_date", "laatste dag", ""),
    Column("not_in", "niet in", "feestdagen", ("schedule.notIn",)),
    Column("sdgs", "sdg", "3, 10", ("sdgs",)),
    Column("maex_url", "maex", "", ("maexUrl",)),
    Column("status", "status", "concept", ("status",)),
)
SCHEDULE = frozenset({"weekdays", "every_weeks", "rule", "start", "end", "first_date", "last_date", "not_in"})


def columns_for(kind: Kind, aspects: Mapping[str, str]) -> tuple[Column, ...]:
    """`aspects` of accessibility, with their Dutch labels, are columns of a place; which there are is the deal's."""
    if kind == "activities":
        return ACTIVITY_COLUMNS
    return PLACE_COLUMNS + tuple(
        Column(slug.replace("-", "_"), label.lower(), "ja", (f"accessibility.{slug}",))
        for slug, label in aspects.items()
    )
