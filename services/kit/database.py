"""The database of one service: its own role, one transaction per write request, autocommit for reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Request
from psycopg import Connection, Cursor
from psycopg.abc import Params
from psycopg.rows import TupleRow, tuple_row
from psycopg_pool import ConnectionPool
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from services.kit.requests import count_statement
from services.kit.secrets import derived

OPTIONS = "-c statement_timeout=10000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000 -c timezone=UTC"


def role_name(prefix: str, service: str) -> str:
    return f"{prefix}_{service}"


def role_url(owner_url: str, service: str, prefix: str, secret: str) -> str:
    """Address for a service's own role, on the owner's database; `prefix` empty means the database's name."""
    owner = make_url(owner_url)
    role = role_name(prefix or str(owner.database), service)
    return owner.set(username=role, password=derived(secret, f"role:{role}")).render_as_string(hide_password=False)


def for_psycopg(url: str) -> URL:
    """SQLAlchemy address with the psycopg 3 driver, whatever driver was named."""
    return make_url(url).set(drivername="postgresql+psycopg")


PLANS_KEPT = 30
"""Per connection: a plan takes 0.2 MB of the server, and a hot list has another one each minute."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class CountingCursor(Cursor[TupleRow]):
    """A cursor that tells the request how many statements it ran."""

    def execute(self, query: Any, params: Params | None = None, **options: Any) -> "CountingCursor":
        count_statement()
        super().execute(query, params, **options)
        return self


class Database:
    """Connections of one process: `engine` for writes (SQLAlchemy), `reading()` for hot reads (psycopg)."""

    def __init__(self, url: str, pool_size: int = 8) -> None:
        sqlalchemy_url = for_psycopg(url)
        self.engine: Engine = create_engine(
            sqlalchemy_url,
            pool_size=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": OPTIONS},
        )
        event.listen(self.engine, "before_cursor_execute", lambda *_: count_statement())
        self.pool: ConnectionPool[Connection[TupleRow]] = ConnectionPool(
            sqlalchemy_url.set(drivername="postgresql").render_as_string(hide_password=False),
            kwargs={"autocommit": True, "options": OPTIONS, "row_factory": tuple_row, "cursor_factory": CountingCursor},
            min_size=1,
            max_size=pool_size,
            timeout=3,
            open=False,
            check=None,
            configure=_keep_few_plans,
        )

    def open(self) -> None:
        self.pool.open(wait=False)

    def close(self) -> None:
        self.pool.close(timeout=1)
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection[TupleRow]]:
        """A connection on which every statement is its own transaction."""
        with self.pool.connection() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: commits at the end, rolls back when anything is raised."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session


def connection_of(session: Session) -> Connection[TupleRow]:
    """To ask inside a write's own transaction what `reading()` asks outside it."""
    raw = session.connection().connection.driver_connection
    assert isinstance(raw, Connection)
    return raw


def _keep_few_plans(connection: Connection[TupleRow]) -> None:
    connection.prepared_max = PLANS_KEPT


def _session(request: Request) -> Iterator[Session]:
    database: Database = request.app.state.database
    with database.writing() as session:
        yield session
    if request.method not in SAFE:
        request.app.state.version.forget()


Write = Annotated[Session, Depends(_session, scope="function")]
"""A route's transaction. `scope="function"`: it commits before the answer leaves, so a 201 is never a lie."""
