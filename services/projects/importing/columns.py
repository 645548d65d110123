"""The columns of a file of bookings: their names, what they decide, an example. docs/importing.md shows the same."""

from services.kit.sheet_rows import Column

COLUMNS = (
    Column("document_number", "documentnummer", "INK-2020-0042", ("documentNumber",), needed=True),
    Column("valid_on", "boekdatum", "31-12-2020", ("validOn",), needed=True),
    Column("kind", "soort", "betaling", ("kind",), needed=True),
    Column("amount", "bedrag", "1.234,56", ("amountCents",), needed=True),
    Column("description", "omschrijving", "Huur van de buurtkamer", ("description",), needed=True),
    Column("contribution", "bijdrage", "rijk", ("contribution",)),
    Column("pillar", "pijler", "1", ("pillar",)),
    Column("project", "project", "Buurtkamers Zuidwest", ("projectId",)),
    Column("tranche", "termijn", "", ("trancheId",)),
    Column("year", "begrotingsjaar", "2020", ("year",)),
    Column("after_end_reason", "reden na einde", "", ("afterEndReason",)),
)
