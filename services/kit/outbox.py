"""Letters by e-mail: sealed in one row, sent by the worker, gone once they are sent.

A letter is written in the transaction of what it tells about: no commit, no letter. It is sent at least once; a
repeated one has the same Message-ID, so that a mailbox can tell.
"""

import smtplib
import ssl
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import orjson
import structlog
from procrastinate import RetryStrategy
from sqlalchemy import MetaData, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from services.kit.database import Database
from services.kit.jobs import enqueue
from services.kit.sealing import Sealer
from services.kit.settings import Settings

TASK = "send_letter"
RETRIES = RetryStrategy(max_attempts=10, exponential_wait=4)
"""Waits 4, 16, 64 … seconds between tries: about four days in all; `keep_until` ends it earlier."""
TIMEOUT_SECONDS = 20
log = structlog.get_logger("outbox")


class MailRefused(Exception):
    """The mail server could not be reached, or did not take the letter. Says nothing of the letter itself."""


@dataclass(frozen=True)
class Letter:
    """An opened letter."""

    id: uuid.UUID
    to: str
    subject: str
    text: str
    written_at: datetime


def send_letter(
    session: Session,
    metadata: MetaData,
    sealer: Sealer,
    *,
    to: str,
    subject: str,
    text: str,
    about: str,
    keep_days: float = 3,
) -> uuid.UUID:
    """Writes a letter to be sent after the commit. `about` names the thing (`occurrence:<id>`), never a person; what
    could not be sent within `keep_days` is thrown away."""
    letter_id = uuid.uuid4()
    content = orjson.dumps({"to": to, "subject": subject, "text": text}).decode()
    session.execute(
        insert(_table(metadata)).values(
            id=letter_id,
            purpose=sealer.purpose,
            sealed=sealer.seal(content, str(letter_id)),
            about=about,
            keep_until=datetime.now(UTC) + timedelta(days=keep_days),
        )
    )
    enqueue(session, f"{metadata.schema}:{TASK}", orjson.dumps({"letter_id": str(letter_id)}).decode())
    return letter_id


def letters(session: Session, metadata: MetaData, secret: str) -> list[Letter]:
    """Those that wait, the newest first, opened: for the outbox of a demonstration."""
    table = _table(metadata)
    rows = session.execute(select(table).order_by(table.c.written_at.desc(), table.c.id).limit(200))
    return [opened(row, secret) for row in rows]


def deliver(database: Database, metadata: MetaData, settings: Settings, letter_id: uuid.UUID) -> bool:
    """Sends a letter and forgets it; False when there is no such letter (any more), or no mail server to send it with.

    Raises MailRefused, to be tried again.
    """
    table = _table(metadata)
    if not settings.smtp_url.get_secret_value():
        log.info("no_mail_server", letter=str(letter_id))
        return False
    with database.writing() as session:
        row = session.execute(select(table).where(table.c.id == letter_id).with_for_update()).one_or_none()
        if row is None or row.keep_until < datetime.now(UTC):
            return False
        letter = opened(row, settings.secret.get_secret_value())
        try:
            accepted = _accepted(letter, settings)
        except MailRefused as refused:
            log.warning("letter_waits", letter=str(letter_id), reason=str(refused))
            raise
        if not accepted:
            session.execute(update(table).where(table.c.id == letter_id).values(refused_at=datetime.now(UTC)))
            log.warning("letter_refused", letter=str(letter_id))
            return False
        session.execute(delete(table).where(table.c.id == letter_id))
    return True


def forget_letters(session: Session, metadata: MetaData, now: datetime) -> int:
    """Throws away what could not be sent in time."""
    table = _table(metadata)
    return len(session.execute(delete(table).where(table.c.keep_until < now).returning(table.c.id)).all())


def tear_up(session: Session, metadata: MetaData, about: str) -> int:
    """Throws away letters about this that were not sent yet; says how many."""
    table = _table(metadata)
    return len(session.execute(delete(table).where(table.c.about == about).returning(table.c.id)).all())


def opened(row: object, secret: str) -> Letter:
    sealed, purpose, letter_id = row.sealed, row.purpose, row.id  # type: ignore[attr-defined]
    content = orjson.loads(Sealer(secret, purpose).open(sealed, str(letter_id)))
    return Letter(letter_id, content["to"], content["subject"], content["text"], row.written_at)  # type: ignore[attr-defined]


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """Line ends in a subject or address can't start a header: they become spaces (RFC 5322 §2.2)."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = " ".join(letter.to.split())
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _accepted(letter: Letter, settings: Settings) -> bool:
    """False when the server will never take this letter (an address that does not exist, 5xx)."""
    try:
        message = message_of(letter, settings.mail_from)
        with _connected(settings.smtp_url.get_secret_value()) as server:
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        if _for_ever(error):
            return False
        raise MailRefused(type(error).__name__) from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefused(type(error).__name__) from None
    except (ValueError, UnicodeError):
        return False
    return True


def _for_ever(error: smtplib.SMTPException) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _connected(url: str) -> smtplib.SMTP:
    """`smtp://user:password@host:587` (TLS where the server offers it, needed with a password) or `smtps://`."""
    parts = urlsplit(url)
    host, context = parts.hostname or "localhost", ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
        server.ehlo()
        if server.has_extn("starttls") or parts.username:
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _table(metadata: MetaData) -> Table:
    return metadata.tables[f"{metadata.schema}.letter"]
