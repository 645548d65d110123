"""`zuidwest audit …`: whether the audit of the registry is whole."""

from rich.progress import track

from cli.owner import Owner
from cli.steps import console, problem
from services.kit.database import Database
from services.projects.changes.chain import kept_head, kept_seals, lines, one_moment
from services.projects.changes.chain_rules import Check, Finding


def verify(owner: Owner) -> bool:
    """Works the chain out again and names everything that does not fit; whether all does."""
    with owner.database_of("projects") as database:
        count, findings = checked(database)
    for finding in findings:
        problem(finding.sentence)
    if not findings:
        console.print(f"✓ {count:,} rows, each follows from the one before it.")
    return not findings


def checked(database: Database) -> tuple[int, list[Finding]]:
    """How many rows there are, and what does not fit."""
    check = Check()
    with database.reading() as connection, one_moment(connection):
        head = kept_head(connection)
        for line in track(
            lines(connection), "Working out the chain", total=head.count, console=console, transient=True
        ):
            check.take(line)
        return len(check.ids), check.done(head, kept_seals(connection))
