"""Tables of the identity service."""

from services.kit.tables import service_metadata

metadata = service_metadata("identity")
