"""Tables of the indicators service."""

from services.kit.tables import service_metadata

metadata = service_metadata("indicators")
