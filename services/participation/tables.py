"""Tables of the participation service."""

from services.kit.tables import service_metadata

metadata = service_metadata("participation")
