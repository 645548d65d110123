"""The identity service: who may do what, said in signed tokens that every service can check."""

import structlog
from fastapi import FastAPI
from psycopg_pool import PoolTimeout
from sqlalchemy.exc import OperationalError, ProgrammingError

from services.identity import demo
from services.identity.accounts.router import router as accounts_router
from services.identity.keys.keyring import Keyring
from services.identity.keys.router import router as keys_router
from services.identity.sign_in.outbox import router as outbox_router
from services.identity.sign_in.router import router as sign_in_router
from services.identity.tokens.router import router as tokens_router
from services.kit.app import create_service
from services.kit.settings import Settings, read_settings
from services.kit.tokens import Tokens

ROUTERS = (accounts_router, keys_router, outbox_router, sign_in_router, tokens_router)
log = structlog.get_logger("identity")


class DemoInProduction(Exception):
    """Production found demo clients or accounts, which are open to everybody."""

    def __init__(self) -> None:
        super().__init__(
            "This database holds demo clients and accounts, which are open to everybody. Remove them with "
            "`zuidwest clients remove-demo` and start again, or use another database for production."
        )


def create_app(settings: Settings) -> FastAPI:
    app = create_service("identity", "Tokens for machines and people.", settings, ROUTERS, prepare)
    app.state.keyring = Keyring(app.state.database, settings.secret.get_secret_value())
    app.state.tokens = Tokens(app.state.keyring.key_set)
    return app


def prepare(app: FastAPI) -> None:
    """At start: the first key, the demo clients in demo mode. Raises DemoInProduction.

    Without a database it starts all the same, is not ready, and makes its key when first asked.
    """
    try:
        if app.state.settings.mode == "demo":
            demo.load(app.state.database)
            demo.load_people(app.state.database, app.state.settings.secret.get_secret_value())
        else:
            refuse_demo_clients(app)
        app.state.keyring.look()
    except (OperationalError, ProgrammingError, PoolTimeout) as error:
        log.warning("database_not_ready", error=type(error).__name__)


def refuse_demo_clients(app: FastAPI) -> None:
    with app.state.database.writing() as session:
        if demo.anything_left(session):
            raise DemoInProduction


def build() -> FastAPI:
    return create_app(read_settings())
