"""The order that people expect, the same on every PostgreSQL: a plain key that sorts by its bytes."""

import unicodedata


def sorting_key(text: str) -> str:
    """Lower case, without accents and other marks, words apart by one space: "'t Élan  (oost)" → "t elan oost"."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.split())
