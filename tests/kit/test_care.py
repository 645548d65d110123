"""Open forms, rate limits and the size of requests, on the participation service that has them."""

import threading
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from fastapi import APIRouter, FastAPI, Request

from services.kit.access import anyone
from services.kit.app import create_service
from services.kit.open_forms import LEAST_SECONDS, MOST_SECONDS, OpenForm, check_open_form, origin_of, router
from services.kit.rate_limits import check_rate, forget_rates
from services.kit.requests import caller
from services.participation.clock import now
from services.participation.tables import metadata
from tests.forms import form_token
from tests.postgres import Database
from tests.serving import browsing, settings_for

forms = APIRouter()


class Hello(OpenForm):
    text: str


@forms.post("/v1/hellos", status_code=201)
@anyone
def hello(request: Request, body: Hello) -> dict[str, str]:
    check_open_form(request, body)
    check_rate(request.app.state.database, metadata, "hello", origin_of(request), most=5, minutes=10)
    return {"said": body.text}


@forms.post("/v1/uploads", status_code=201)
@anyone
async def upload(request: Request) -> dict[str, int]:
    return {"bytes": len(await request.body())}


@forms.get("/v1/callers")
@anyone
def who_calls() -> dict[str, str | None]:
    return {"caller": caller()}


@pytest.fixture
def app(database: Database) -> FastAPI:
    settings = settings_for("participation", database)
    return create_service("participation", "Forms.", settings, (forms, router), uploads={"/v1/uploads": 3_000_000})


@pytest.fixture
def client(app: FastAPI) -> Iterator[httpx.Client]:
    with browsing(app) as browser:
        yield browser


def say(client: httpx.Client, **fields: object) -> httpx.Response:
    return client.post("/v1/hellos", json={"text": "hoi", "formToken": form_token()} | fields)


def test_a_form_that_a_person_filled_in_is_taken_also_a_second_time(client: httpx.Client) -> None:
    token = form_token()
    assert [say(client, formToken=token).status_code for _ in range(2)] == [201, 201]


def test_a_program_without_a_token_is_taken_and_counted(client: httpx.Client) -> None:
    answers = [client.post("/v1/hellos", json={"text": "hoi"}).status_code for _ in range(6)]
    assert answers == [201] * 5 + [429]


def test_a_token_of_now_is_too_quick_and_good_after_some_seconds(client: httpx.Client) -> None:
    given = client.post("/v1/form-tokens").json()
    assert say(client, formToken=given["token"]).status_code == 400
    time.sleep(LEAST_SECONDS)
    assert say(client, formToken=given["token"]).status_code == 201


@pytest.mark.parametrize(
    "fields",
    [
        {"website": "https://spam.example"},
        {"formToken": ""},
        {"formToken": "123.abc"},
        {"formToken": form_token(secret="not the secret of this installation")},
        {"formToken": form_token(seconds_ago=-36_000)},
        {"formToken": "٣.é"},
    ],
)
def test_what_a_machine_fills_in_is_not_taken_and_not_told_why(client: httpx.Client, fields: dict[str, object]) -> None:
    answer = say(client, **fields)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:zuidwest:problem:form-not-taken")


def test_a_form_of_yesterday_says_so(client: httpx.Client) -> None:
    answer = say(client, formToken=form_token(seconds_ago=MOST_SECONDS + 60))
    assert answer.json()["type"] == "urn:zuidwest:problem:form-too-old"


def test_the_sixth_time_is_too_often_and_others_are_not_kept_waiting(client: httpx.Client) -> None:
    answers = [say(client) for _ in range(6)]
    assert [each.status_code for each in answers] == [201] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 600
    elsewhere = client.post(
        "/v1/hellos",
        json={"text": "hoi", "formToken": form_token()},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    assert elsewhere.status_code == 201


def test_sixty_at_once_are_counted_one_by_one(client: httpx.Client) -> None:
    statuses: list[int] = []

    def go() -> None:
        statuses.append(say(client).status_code)

    threads = [threading.Thread(target=go) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201] * 5 + [429] * 25


def test_the_site_passes_on_for_whom_it_asks(client: httpx.Client) -> None:
    """A server believes `X-Forwarded-For` from this machine only; what it believes, `ServiceClient` passes on."""
    asked = client.get("/v1/callers", headers={"X-Forwarded-For": "203.0.113.9"})
    assert asked.json() == {"caller": "203.0.113.9"}
    assert client.get("/v1/callers").json() == {"caller": "127.0.0.1"}
    assert client.get("/v1/callers", headers={"X-Forwarded-For": "no address"}).json() == {"caller": None}


def test_neighbours_in_one_ipv6_network_are_one_caller(client: httpx.Client) -> None:
    def called_from(address: str) -> int:
        body = {"text": "hoi", "formToken": form_token()}
        return client.post("/v1/hellos", json=body, headers={"X-Forwarded-For": address}).status_code

    assert [called_from(f"2001:db8:1:2::{n}") for n in range(6)] == [201] * 5 + [429]
    assert called_from("2001:db8:1:3::1") == 201


def test_addresses_are_not_kept_and_counts_go_after_an_hour(
    client: httpx.Client, app: FastAPI, database: Database
) -> None:
    say(client)
    with psycopg.connect(database.url) as connection:
        rows = connection.execute("SELECT r::text FROM participation.rate r").fetchall()
        assert len(rows) == 1
        assert "127.0.0.1" not in rows[0][0]
        connection.execute("UPDATE participation.rate SET until = now() - interval '2 hours'")
    with app.state.database.writing() as session:
        assert forget_rates(session, metadata, now()) == 1


def test_what_is_too_large_is_refused_before_it_is_read(client: httpx.Client) -> None:
    assert say(client, text="a" * 1_100_000).status_code == 413
    assert client.post("/v1/uploads", content=b"a" * 2_900_000).json() == {"bytes": 2_900_000}
    assert client.post("/v1/uploads", content=b"a" * 3_100_000).status_code == 413


def test_what_is_too_large_in_pieces_is_refused_too(client: httpx.Client) -> None:
    answer = client.post("/v1/uploads", content=(b"a" * 100_000 for _ in range(40)))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
