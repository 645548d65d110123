"""Ways out of the house: what is on, in the forms that calendars, readers and partners take."""
