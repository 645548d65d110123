"""What a draft fetches by itself: from our own tables, and the figures from the indicators service."""
