"""What the tables of this service belong to."""

from services.kit.tables import service_metadata

metadata = service_metadata("indicators")
