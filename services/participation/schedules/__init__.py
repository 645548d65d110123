"""When things are: dates of a schedule, exceptions that people make, closed places, holidays."""
