"""`docs/access.md`: who may what, read from the routes themselves. `python -m cli.access_page` writes it."""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from cli.house import ROOT
from frontend.desk_roles import OnlyFor
from frontend.main import PAGES
from frontend.sessions import signed_in
from services.kit.access import ANYONE, ROLES, declared_access, dependencies_of
from services.kit.settings import SERVICES, Settings

PAGE = ROOT / "docs/access.md"
SIGNED_IN = frozenset({"signed in"})
INTRODUCTION = """# Who may what

Written by `python -m cli.access_page` from the routes themselves; a test fails when it is not up to date, when a route
declares nothing, and when a service lets somebody in whom this page does not name.

| Role | Whose work | About |
|---|---|---|
| coordinator | keeps the activities of a place | the places named in the token, no others |
| editor | keeps places and activities of a wijk, invites its coordinators | the wijken named in the token, no others |
| moderator | judges wishes of residents | everything residents send |
| programme | keeps the registry of projects | the whole deal |
| analyst | asks for figures to be counted again, prepares releases | all figures |
| approver | approves a release, never one they prepared | all releases |
| admin | may stand in for the others | everything |
| service | one service that asks another | what the table says |

*Anyone* needs no token; drafts are shown only to who may change them. *401* is no valid token, *403* a token without
the role, or about another place or wijk.
"""


@dataclass(frozen=True, slots=True, order=True)
class Door:
    """A route: who may use it is `{"anyone"}`, `{"signed in"}`, roles, or nothing declared at all."""

    path: str
    method: str
    who: frozenset[str]


def doors(routes: Sequence[BaseRoute]) -> list[Door]:
    return sorted(_doors(routes))


def _doors(routes: Sequence[BaseRoute]) -> Iterator[Door]:
    for route in iter_route_contexts(routes):
        dependant = getattr(route, "dependant", None)
        who = declared_access(route.endpoint, dependant) if route.endpoint else frozenset()
        if not who and signed_in in (needed := list(dependencies_of(dependant))):
            roles = [each.roles for each in needed if isinstance(each, OnlyFor)]
            who = frozenset(roles[0]) if roles else SIGNED_IN
        for method in sorted(route.methods or {"ANY"}):
            yield Door(route.path or "", method, who)


def service_app(service: str, settings: Settings) -> FastAPI:
    app = importlib.import_module(f"services.{service}.main").create_app(settings)
    assert isinstance(app, FastAPI)
    return app


def site_doors() -> list[Door]:
    return doors([route for views in PAGES for route in views.router.routes])


def page() -> str:
    """The whole of docs/access.md."""
    nowhere = Settings.model_validate({"database_url": "postgresql://nobody@127.0.0.1/none", "secret": "-" * 32})
    parts = [INTRODUCTION]
    for service in SERVICES:
        public = [door for door in doors(service_app(service, nowhere).routes) if door.path.startswith("/v1/")]
        parts.append(_table(service, public))
    parts.append(_table("The site", site_doors()))
    return "\n".join(parts)


def _table(title: str, rows: Sequence[Door]) -> str:
    lines = [f"| {door.method} | `{door.path or '/'}` | {_in_words(door.who)} |" for door in rows]
    return "\n".join([f"## {title}", "", "| | Address | Who |", "|---|---|---|", *lines, ""])


def _in_words(who: frozenset[str]) -> str:
    if who in (ANYONE, SIGNED_IN):
        return next(iter(who))
    if who == frozenset(ROLES):
        return "every role"
    return ", ".join(role for role in ROLES if role in who) or "**nothing declared**"


if __name__ == "__main__":
    PAGE.write_text(page())
