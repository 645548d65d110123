"""Bookings from a file of the finance system (Art. 5): looked at first, then booked as a whole."""
