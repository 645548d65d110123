"""What the list of imports shows."""

from services.projects import tables
from services.projects.lists import Asked, Listing

kept = tables.booking_import.c
IMPORTS = Listing(
    "booking-imports",
    fields={
        "id": kept.id,
        "contribution": kept.contribution,
        "checksum": kept.checksum,
        "who": kept.who,
        "madeAt": kept.made_at,
        "confirmedAt": kept.confirmed_at,
        "booked": kept.booked,
    },
    source=tables.booking_import,
    key=kept.id,
    order=(kept.made_at.desc(), kept.id),
)


class ImportFilters(Asked):
    """Only the page."""
