"""Joining: a place, the waiting list, the link to leave by, who came."""
