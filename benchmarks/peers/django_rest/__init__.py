"""Django REST Framework on the same tables, built as its own tutorial does (parts 1, 3 and 5, and "Pagination").

Kind to the peer: persistent connections, `select_related`, a sliced prefetch for the next dates,
no browsable API asked for.
"""
