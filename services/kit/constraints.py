"""Postgres has the last word: a constraint that was broken becomes a 400 or 409 that names the field."""

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from psycopg import Error as PsycopgError
from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy.exc import IntegrityError

from services.kit.problems import Problem, answer, bad_request, unexpected, wrong

Sentences = Mapping[str, tuple[str, str]]
"""Per constraint name: the field as the asker knows it, and what is wrong."""


def install_constraints(app: FastAPI, sentences: Sentences) -> None:
    async def on_broken(_: Request, error: Exception) -> Response:
        return answer(problem_of(error, sentences))

    app.add_exception_handler(IntegrityError, on_broken)


def problem_of(error: Exception, sentences: Sentences) -> Problem:
    """A constraint without a sentence is our own mistake: 500."""
    cause = getattr(error, "orig", None)
    name = cause.diag.constraint_name if isinstance(cause, PsycopgError) else None
    if name is None or name not in sentences:
        return unexpected(error)
    field, sentence = sentences[name]
    if isinstance(cause, UniqueViolation):
        return Problem(409, sentence, code="exists", errors=[wrong(field, "exists", sentence)])
    return bad_request([wrong(field, "unknown" if isinstance(cause, ForeignKeyViolation) else "invalid", sentence)])
