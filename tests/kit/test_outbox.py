"""Letters reach a real mail server, once they are committed, and nothing of them stays behind."""

import socket
import uuid
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr

from services.kit.database import Database as ServiceDatabase
from services.kit.outbox import MailRefused, deliver, forget_letters, letters, send_letter
from services.kit.sealing import Sealer
from services.kit.settings import Settings
from services.participation.clock import now
from services.participation.tables import metadata
from tests.postgres import SECRET, Database
from tests.serving import settings_for

SEALER = Sealer(SECRET, "enrolments")


class Mailbox:
    """What a mail server took in; `answer` is what it says to a letter."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def settings(database: Database, server: str) -> Settings:
    return settings_for("participation", database, smtp_url=server, mail_from="Buurt <buurt@example.org>")


@pytest.fixture
def storage(settings: Settings) -> Iterator[ServiceDatabase]:
    storage = ServiceDatabase(settings.database_url.get_secret_value(), pool_size=2)
    storage.open()
    yield storage
    storage.close()


def write(storage: ServiceDatabase, **fields: Any) -> uuid.UUID:
    said = {"to": "fatma@example.org", "subject": "Naailes", "text": "Tot dinsdag!\nGroet", "about": "occurrence:1"}
    with storage.writing() as session:
        return send_letter(session, metadata, SEALER, **(said | fields))


def everything_in(database: Database) -> str:
    with psycopg.connect(database.url) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
            " WHERE table_schema LIKE 'participation%' AND table_type = 'BASE TABLE'"
        ).fetchall()
        rows = [
            connection.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {name} t".encode()).fetchone()
            for (name,) in tables
        ]
    return " ".join(row[0] for row in rows if row)


def test_a_letter_arrives_and_nothing_stays(
    storage: ServiceDatabase, settings: Settings, mailbox: Mailbox, database: Database
) -> None:
    letter_id = write(storage)
    before = everything_in(database)
    assert str(letter_id) in before
    assert "fatma" not in before and b"fatma".hex() not in before
    assert deliver(storage, metadata, settings, letter_id)
    (letter,) = mailbox.letters
    assert (letter["to"], letter["from"], letter["subject"]) == (
        "fatma@example.org",
        "Buurt <buurt@example.org>",
        "Naailes",
    )
    assert letter["message-id"] == f"<{letter_id}@example.org>"
    assert letter.get_content().splitlines() == ["Tot dinsdag!", "Groet"]  # type: ignore[attr-defined]
    assert not deliver(storage, metadata, settings, letter_id)
    assert len(mailbox.letters) == 1
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT count(*) FROM participation.letter").fetchone() == (0,)


def test_a_job_is_waiting_that_holds_the_id_only(storage: ServiceDatabase, database: Database) -> None:
    letter_id = write(storage)
    with psycopg.connect(database.url) as connection:
        rows = connection.execute("SELECT task_name, args FROM participation_jobs.procrastinate_jobs").fetchall()
    assert rows == [("participation:send_letter", {"letter_id": str(letter_id)})]


def test_no_commit_no_letter(storage: ServiceDatabase, database: Database) -> None:
    with pytest.raises(RuntimeError), storage.writing() as session:
        send_letter(session, metadata, SEALER, to="a@example.org", subject="x", text="y", about="z")
        raise RuntimeError
    assert "send_letter" not in everything_in(database)


def test_other_alphabets_arrive(storage: ServiceDatabase, settings: Settings, mailbox: Mailbox) -> None:
    letter_id = write(storage, subject="درس الخياطة", text="أهلا وسهلا — şçğ")
    assert deliver(storage, metadata, settings, letter_id)
    (letter,) = mailbox.letters
    assert letter["subject"] == "درس الخياطة"
    assert "أهلا وسهلا — şçğ" in letter.get_content()  # type: ignore[attr-defined]


def test_nobody_adds_a_header(storage: ServiceDatabase, settings: Settings, mailbox: Mailbox) -> None:
    letter_id = write(storage, subject="Naailes\r\nBcc: everyone@example.org", to="fatma@example.org\r\nX-Evil: 1")
    deliver(storage, metadata, settings, letter_id)
    assert all(letter["bcc"] is None and letter["x-evil"] is None for letter in mailbox.letters)


def test_a_server_that_is_busy_is_tried_again(storage: ServiceDatabase, settings: Settings, mailbox: Mailbox) -> None:
    letter_id = write(storage)
    mailbox.answer = "451 Try later"
    with pytest.raises(MailRefused) as refused:
        deliver(storage, metadata, settings, letter_id)
    assert "fatma" not in str(refused.value)
    mailbox.answer = "250 OK"
    assert deliver(storage, metadata, settings, letter_id)


def test_a_server_that_is_away_is_tried_again(storage: ServiceDatabase, settings: Settings) -> None:
    letter_id = write(storage)
    with pytest.raises(MailRefused):
        deliver(
            storage,
            metadata,
            settings.model_copy(update={"smtp_url": type(settings.smtp_url)("smtp://127.0.0.1:1")}),
            letter_id,
        )


def test_an_address_that_does_not_exist_is_not_tried_for_ever(
    storage: ServiceDatabase, settings: Settings, mailbox: Mailbox, database: Database
) -> None:
    letter_id = write(storage)
    mailbox.answer = "550 No such user"
    assert not deliver(storage, metadata, settings, letter_id)
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT refused_at IS NOT NULL FROM participation.letter").fetchone() == (True,)


def test_without_a_mail_server_letters_wait_and_are_forgotten_in_time(
    storage: ServiceDatabase, settings: Settings
) -> None:
    letter_id = write(storage, keep_days=3)
    without = settings.model_copy(update={"smtp_url": SecretStr("")})
    assert not deliver(storage, metadata, without, letter_id)
    with storage.writing() as session:
        (waiting,) = letters(session, metadata, SECRET)
        assert (waiting.to, waiting.text) == ("fatma@example.org", "Tot dinsdag!\nGroet")
        assert forget_letters(session, metadata, now() + timedelta(days=2)) == 0
        assert forget_letters(session, metadata, now() + timedelta(days=4)) == 1
