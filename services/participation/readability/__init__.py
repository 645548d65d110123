"""How easy a text is to read, and what a listing still lacks."""
