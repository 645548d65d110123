"""What the tables of this service belong to."""

from services.kit.tables import add_letters, add_rates, service_metadata

metadata = service_metadata("identity")
letter = add_letters(metadata)
rate = add_rates(metadata)
