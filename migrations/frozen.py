"""What is frozen never changes: triggers refuse it to everybody, the rows and the files that were made of them."""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op


@dataclass(frozen=True)
class Frozen:
    """Rows of `table` that reached `status`. `part` names the function for what belongs to a row; the sentences say
    what is refused."""

    schema: str
    table: str
    status: str
    part: str
    sentence: str
    sentence_of_part: str

    @property
    def keeps_row(self) -> str:
        return f"{self.schema}.keep_{self.status}_{self.table}"

    @property
    def keeps_part(self) -> str:
        return f"{self.schema}.keep_{self.status}_{self.part}"


def create_files(of: Frozen, formats: tuple[str, ...], made: str, *more: sa.Column[str] | sa.CheckConstraint) -> None:
    """`<table>_file`, as `services.kit.tables.add_frozen_files` describes it; columns in `more` are of its key."""
    name, reference = f"{of.table}_file", f"{of.table}_id"
    known = ", ".join(f"'{each}'" for each in formats)
    key = (reference, "format", *(each.name for each in more if isinstance(each, sa.Column)))
    op.create_table(
        name,
        sa.Column(reference, sa.Uuid, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        *more,
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint(f"format IN ({known})", name=op.f(f"ck_{name}_format")),
        sa.CheckConstraint("sha256 = encode(sha256(content), 'hex')", name=op.f(f"ck_{name}_sha256")),
        sa.ForeignKeyConstraint([reference], [f"{of.schema}.{of.table}.id"], name=f"fk_{name}_{reference}"),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        schema=of.schema,
        comment=f"The bytes as they were {made}; made once, read ever after.",
    )


def keep_frozen(of: Frozen, *parts: str) -> None:
    """From now on; `parts` are the tables of what belongs to a row."""
    refused = f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{of.table}_is_{of.status}'"
    op.execute(f"""
        CREATE FUNCTION {of.keeps_row}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.status = '{of.status}' THEN
                RAISE EXCEPTION '{of.sentence}' {refused};
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$
    """)
    op.execute(f"""
        CREATE FUNCTION {of.keeps_part}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' OR (
                SELECT status = '{of.status}' FROM {of.schema}.{of.table} WHERE id = NEW.{of.table}_id
            ) THEN
                RAISE EXCEPTION '{of.sentence_of_part}' {refused};
            END IF;
            RETURN NEW;
        END $$
    """)  # noqa: S608 (all our own words)
    _trigger(of, of.table, "UPDATE OR DELETE", of.keeps_row)
    for part in parts:
        _trigger(of, part, "INSERT OR UPDATE OR DELETE", of.keeps_part)


def let_go(of: Frozen) -> None:
    """Once its tables are dropped."""
    op.execute(f"DROP FUNCTION {of.keeps_part}()")
    op.execute(f"DROP FUNCTION {of.keeps_row}()")


def _trigger(of: Frozen, table: str, events: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_{of.status} BEFORE {events} ON {of.schema}.{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
