"""More of activities, a working copy beside the public version, help offers, referrals and how many people flowed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from migrations.shared_tables import bump_on_change, versioned

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "participation"
COST_SAID = "ck_activity_cost_said"
CONTENT = (
    "translations",
    "age_from",
    "age_to",
    "pay_what_you_can",
    "cost_ooievaarspas",
    "sdgs",
    "needs",
    "maex_url",
)
CHECKS = {
    "cost_said": "free OR pay_what_you_can OR cost_text <> ''",
    "one_cost": "NOT (free AND pay_what_you_can)",
    "ages": "age_from BETWEEN 0 AND 120 AND age_to BETWEEN 0 AND 120",
    "ages_in_order": "age_to >= age_from",
    "dutch_is_not_translated": "NOT translations ? 'nl'",
}

TRANSLATION = """
    CREATE FUNCTION participation.translation(given jsonb, first text, second text, third text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(given -> first, given -> second, given -> third) $$
"""
PUBLIC_NEXT_STEPS = """
    CREATE FUNCTION participation.public_next_steps(steps jsonb) RETURNS json LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
        SELECT coalesce(json_agg(json_build_object(
                'kind', kind, 'id', id, 'url', url, 'label', label, 'why', why, 'title', title, 'step', step
            ) ORDER BY n), '[]'::json)
          FROM (
            SELECT n, named.kind, named.id,
                   given ->> 'url' AS url, given ->> 'label' AS label, given ->> 'why' AS why,
                   CASE named.kind WHEN 'activity' THEN a.title
                                   WHEN 'help-offer' THEN h.title
                                   ELSE given ->> 'label' END AS title,
                   a.step
              FROM jsonb_array_elements(steps) WITH ORDINALITY AS each(given, n)
             CROSS JOIN LATERAL (SELECT given ->> 'kind' AS kind, CAST(given ->> 'id' AS uuid) AS id) AS named
              LEFT JOIN participation.activity AS a
                ON named.kind = 'activity' AND a.id = named.id AND a.status = 'published'
              LEFT JOIN participation.help_offer AS h
                ON named.kind = 'help-offer' AND h.id = named.id AND h.status = 'published'
          ) AS found (n, kind, id, url, label, why, title, step)
         WHERE title IS NOT NULL
    $$
"""


def upgrade() -> None:
    add_content()
    for name in ("help_kind", "consent_wording"):
        create_vocabulary(name)
    op.create_table(
        "link_host",
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_link_host"),
        schema=SCHEMA,
        comment="Hosts that a link to an outside service may have.",
    )
    create_working_copy()
    create_help_offer()
    create_referral()
    create_flow()
    op.execute(TRANSLATION)
    op.execute(PUBLIC_NEXT_STEPS)
    bump_on_change(SCHEMA, "help_kind", "consent_wording", "help_offer", "flow")


def downgrade() -> None:
    op.execute("DROP FUNCTION participation.public_next_steps(jsonb)")
    op.execute("DROP FUNCTION participation.translation(jsonb, text, text, text)")
    for name in ("flow", "referral", "help_offer", "working_copy", "link_host", "consent_wording", "help_kind"):
        op.drop_table(name, schema=SCHEMA)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_activity_{name}"), "activity", schema=SCHEMA)
    op.execute("UPDATE participation.activity SET cost_text = '–' WHERE NOT free AND coalesce(cost_text, '') = ''")
    for column in CONTENT:
        op.drop_column("activity", column, schema=SCHEMA)
    op.create_check_constraint(op.f(COST_SAID), "activity", "free OR cost_text <> ''", schema=SCHEMA)


def add_content() -> None:
    for column in (
        sa.Column("translations", JSONB, nullable=False, server_default="{}"),
        sa.Column("age_from", sa.SmallInteger),
        sa.Column("age_to", sa.SmallInteger),
        sa.Column("pay_what_you_can", sa.Boolean, nullable=False, server_default="false"),
        sa.Column("cost_ooievaarspas", sa.Text),
        sa.Column("sdgs", ARRAY(sa.SmallInteger), nullable=False, server_default="{}"),
        sa.Column("needs", JSONB, nullable=False, server_default="[]"),
        sa.Column("maex_url", sa.Text),
    ):
        op.add_column("activity", column, schema=SCHEMA)
    op.drop_constraint(op.f(COST_SAID), "activity", schema=SCHEMA)
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_activity_{name}"), "activity", condition, schema=SCHEMA)


def create_vocabulary(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("labels", JSONB, nullable=False),
        sa.Column("in_deal", sa.Boolean, nullable=False, server_default="true"),
        sa.CheckConstraint("labels ? 'nl'", name="has_dutch_label"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        schema=SCHEMA,
    )


def create_working_copy() -> None:
    op.create_table(
        "working_copy",
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("body", JSONB, comment="As far as it is filled in; like ActivityInput. Null: nobody works."),
        sa.Column("began_from", JSONB, comment="What the public saw when it was begun."),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("activity_id", name="pk_working_copy"),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["participation.activity.id"],
            name="fk_working_copy_activity_id",
            ondelete="CASCADE",
        ),
        schema=SCHEMA,
        comment="What is being worked on beside the public version.",
    )


def create_help_offer() -> None:
    op.create_table(
        "help_offer",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sort_title", sa.Text(collation="C"), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("for_whom", sa.Text),
        sa.Column("organisation", sa.Text),
        sa.Column("wijken", ARRAY(sa.Text), nullable=False),
        sa.Column("place_id", sa.Uuid),
        sa.Column("languages", ARRAY(sa.Text), nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("reach", sa.Text, comment="When and how, in words."),
        sa.Column("status", sa.Text, nullable=False, server_default="published"),
        *versioned(),
        sa.CheckConstraint("status IN ('published', 'withdrawn')", name="status"),
        sa.CheckConstraint("cardinality(wijken) > 0", name="wijken"),
        sa.CheckConstraint("cardinality(languages) > 0", name="languages"),
        sa.CheckConstraint("num_nonnulls(phone, email, url, place_id) > 0", name="within_reach"),
        sa.PrimaryKeyConstraint("id", name="pk_help_offer"),
        sa.ForeignKeyConstraint(["kind"], ["participation.help_kind.id"], name="fk_help_offer_kind"),
        sa.ForeignKeyConstraint(["place_id"], ["participation.place.id"], name="fk_help_offer_place_id"),
        schema=SCHEMA,
        comment="Help with debts, language, care …: what, for whom, how to reach it. Not an activity.",
    )
    published = sa.text("status = 'published'")
    op.create_index(
        "ix_help_offer_public_title", "help_offer", ["sort_title", "id"], schema=SCHEMA, postgresql_where=published
    )
    op.create_index("ix_help_offer_kind", "help_offer", ["kind"], schema=SCHEMA)
    op.create_index("ix_help_offer_place_id", "help_offer", ["place_id"], schema=SCHEMA)


def create_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("from_step", sa.Text, nullable=False),
        sa.Column("to_kind", sa.Text, nullable=False),
        sa.Column("to_id", sa.Uuid, nullable=False, comment="An activity, help offer or project; not a foreign key."),
        sa.Column("to_step", sa.Text, nullable=False, comment="The step of the activity, else help-offer or project."),
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("contact", sa.LargeBinary, comment="Sealed: how to reach the person, if they wanted that."),
        sa.Column("consent_wording", sa.Text, nullable=False),
        sa.Column("consented_on", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="open"),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("status IN ('open', 'arrived', 'not-arrived')", name="status"),
        sa.CheckConstraint("(status = 'open') = (closed_at IS NULL)", name="closed"),
        sa.CheckConstraint("to_kind IN ('activity', 'help-offer', 'project')", name="to_kind"),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
        sa.ForeignKeyConstraint(["from_step"], ["participation.step.id"], name="fk_referral_from_step"),
        sa.ForeignKeyConstraint(
            ["place_id"], ["participation.place.id"], name="fk_referral_place_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["consent_wording"], ["participation.consent_wording.id"], name="fk_referral_consent_wording"
        ),
        schema=SCHEMA,
        comment="One person led on once. Nothing tells which referrals are of the same person; gone some days after"
        " it is closed.",
    )
    op.create_index("ix_referral_place_id", "referral", ["place_id", "created_at", "id"], schema=SCHEMA)
    op.create_index("ix_referral_closed_at", "referral", ["closed_at"], schema=SCHEMA)
    op.create_index(
        "ix_referral_open", "referral", ["created_at"], schema=SCHEMA, postgresql_where=sa.text("status = 'open'")
    )


def create_flow() -> None:
    op.create_table(
        "flow",
        sa.Column("quarter", sa.Date, nullable=False, comment="Its first day."),
        sa.Column("wijk", sa.Text, nullable=False, comment="Of the receiving place."),
        sa.Column("from_step", sa.Text, nullable=False),
        sa.Column("to_step", sa.Text, nullable=False),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.CheckConstraint("arrived > 0", name="arrived"),
        sa.PrimaryKeyConstraint("quarter", "wijk", "from_step", "to_step", name="pk_flow"),
        sa.ForeignKeyConstraint(["wijk"], ["participation.wijk.id"], name="fk_flow_wijk"),
        schema=SCHEMA,
        comment="How many people who were led on arrived; all that stays of referrals.",
    )
