"""`zuidwest people`: the first administrator; everybody else is invited on the site."""

from typing import Annotated
from uuid import uuid4

import typer
from pydantic import ValidationError

from cli.clients import identity_database
from services.contracts.identity.accounts import InvitationInput
from services.identity.accounts.queries import keep_account
from services.identity.sign_in.letters import invitation_letter
from services.identity.sign_in.people import people_of
from services.identity.tables import metadata
from services.kit import audit
from services.kit.outbox import send_letter
from services.kit.settings import read_settings

WHO = "zuidwest people"
app = typer.Typer(help="The first administrator; everybody else is invited on the site.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """Keeps `invite` a command of its own."""


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="Where the letter and the codes go.")],
    language: Annotated[str, typer.Option(help="Of the letter.")] = "nl",
) -> None:
    """Invites an administrator by letter, who then invites others on the site."""
    try:
        body = InvitationInput(email=email, role="admin", language=language)
    except ValidationError as error:
        raise typer.BadParameter("give an e-mail address, and a language such as nl") from error
    settings, account_id = read_settings(), uuid4()
    people = people_of(settings.secret.get_secret_value())
    words = invitation_letter(language, settings.addresses["frontend"])
    with identity_database() as database, database.writing() as session:
        if not keep_account(session, people, account_id, body.email, [body.role], [], [], WHO):
            raise typer.BadParameter("this address has an account already")
        audit.record(session, metadata, WHO, "invite", "account", account_id, {"roles": [None, [body.role]]})
        send_letter(
            session,
            metadata,
            people.letters,
            to=body.email,
            subject=words.subject,
            text=words.text,
            about=f"account:{account_id}",
        )
    typer.echo("The invitation is on its way.")
