"""Tables of the projects service."""

from services.kit.tables import service_metadata

metadata = service_metadata("projects")
