"""Who may use a route. Every route declares it, with `@anyone` or a `Signed` parameter; a test walks them all."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar

from fastapi import Request, Security
from fastapi.dependencies.models import Dependant
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.kit.problems import Problem
from services.kit.who import Who as Who

ROLES = ("coordinator", "editor", "moderator", "programme", "analyst", "approver", "admin", "service")
ANYONE = frozenset({"anyone"})
Route = TypeVar("Route", bound=Callable[..., Any])
Bearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Security(HTTPBearer(auto_error=False, bearerFormat="JWT", scheme_name="token")),
]


def anyone(route: Route) -> Route:
    """Declares a route as open to everybody."""
    route.__access__ = "anyone"  # type: ignore[attr-defined]
    return route


class Allow:
    """Dependency that gives the `Who` when it has one of these roles; 401 without a valid token, 403 otherwise."""

    def __init__(self, *roles: str) -> None:
        unknown = set(roles) - set(ROLES)
        if unknown:
            raise ValueError(f"unknown roles: {sorted(unknown)}")
        self.roles = frozenset(roles)

    def __call__(self, request: Request, bearer: Bearer) -> Who:
        return self.check(request.app.state.tokens.who(bearer.credentials) if bearer else None)

    def check(self, who: Who | None) -> Who:
        """Raises Problem 401 or 403; for a route that is open to everybody as long as they ask nothing special."""
        if who is None:
            raise Problem(401, "Sign in first: this request has no bearer token.", title="Not signed in")
        if not who.roles & self.roles:
            wanted = ", ".join(sorted(self.roles))
            raise Problem(403, f"This needs one of the roles: {wanted}.", title="Not allowed")
        return who


def declared_access(endpoint: Callable[..., Any], dependant: Dependant | None) -> frozenset[str]:
    """`ANYONE`, or the roles of a route; empty when it declares nothing, which a test refuses."""
    if getattr(endpoint, "__access__", None) == "anyone":
        return ANYONE
    needed = [dependency for dependency in dependencies_of(dependant) if isinstance(dependency, Allow)]
    return frozenset.intersection(*(allow.roles for allow in needed)) if needed else frozenset()


def dependencies_of(dependant: Dependant | None) -> Iterator[object]:
    """All that a route depends on, and what those depend on."""
    for dependency in dependant.dependencies if dependant else ():
        yield dependency.call
        yield from dependencies_of(dependency)


def who_asks(request: Request) -> Who | None:
    """For a route that is open to everybody and shows more to some: None without a token, 401 with one that is bad."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    who: Who = request.app.state.tokens.who(token.strip())
    return who
