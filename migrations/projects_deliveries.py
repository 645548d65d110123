"""What is delivered and counted, as the registry's migration makes it."""

import sqlalchemy as sa
from alembic import op

from migrations.shared_tables import versioned


def create_deliveries() -> None:
    create_deliverables()
    create_business_spaces()
    create_courses()
    create_course_periods()


def create_deliverables() -> None:
    op.create_table(
        "deliverable",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint(
            "status IN ('planned', 'preparing', 'realised', 'ended')", name=op.f("ck_deliverable_status")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_deliverable_title_given")),
        sa.ForeignKeyConstraint(["kind"], ["projects.deliverable_kind.key"], name="fk_deliverable_kind"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_deliverable_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_deliverable_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_deliverable"),
        schema="projects",
    )
    op.create_index("ix_deliverable_kind", "deliverable", ["kind", "wijk"], schema="projects")
    op.create_index("ix_deliverable_project_id", "deliverable", ["project_id"], schema="projects")


def create_business_spaces() -> None:
    op.create_table(
        "business_space",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("square_metres", sa.Integer, nullable=False),
        sa.Column("in_use_since", sa.Date, nullable=False),
        sa.Column("in_use_until", sa.Date, comment="In use while empty."),
        sa.Column("was_vacant", sa.Boolean, nullable=False, comment="Vacant property given a new use."),
        sa.Column("previous_use", sa.Text),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("name <> ''", name=op.f("ck_business_space_name_given")),
        sa.CheckConstraint("in_use_until >= in_use_since", name=op.f("ck_business_space_until_after_since")),
        sa.CheckConstraint("square_metres BETWEEN 1 AND 1000000", name=op.f("ck_business_space_square_metres")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_business_space_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_business_space_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_business_space"),
        sa.UniqueConstraint("name", "wijk", name="uq_business_space_name_wijk"),
        schema="projects",
    )
    op.create_index("ix_business_space_project_id", "business_space", ["project_id"], schema="projects")
    op.create_index("ix_business_space_wijk", "business_space", ["wijk"], schema="projects")


def create_courses() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("organiser", sa.Text, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("title <> ''", name=op.f("ck_course_title_given")),
        sa.ForeignKeyConstraint(["kind"], ["projects.course_kind.key"], name="fk_course_kind"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_course_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_course_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        schema="projects",
    )
    op.create_index("ix_course_kind", "course", ["kind"], schema="projects")
    op.create_index("ix_course_project_id", "course", ["project_id"], schema="projects")


def create_course_periods() -> None:
    op.create_table(
        "course_period",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("course_id", sa.Uuid, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False, comment="Persons who took part in this period."),
        sa.Column("low_literate_reached", sa.Integer, nullable=False),
        sa.Column("to_education", sa.Integer, nullable=False),
        sa.Column("to_voluntary_work", sa.Integer, nullable=False),
        sa.Column("to_work", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        *versioned(),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_course_period_ends_after_start")),
        sa.CheckConstraint(
            "low_literate_reached BETWEEN 0 AND reached", name=op.f("ck_course_period_low_literate_reached")
        ),
        sa.CheckConstraint("reached BETWEEN 0 AND 100000", name=op.f("ck_course_period_reached")),
        sa.CheckConstraint("to_education BETWEEN 0 AND reached", name=op.f("ck_course_period_to_education")),
        sa.CheckConstraint("to_voluntary_work BETWEEN 0 AND reached", name=op.f("ck_course_period_to_voluntary_work")),
        sa.CheckConstraint("to_work BETWEEN 0 AND reached", name=op.f("ck_course_period_to_work")),
        sa.ForeignKeyConstraint(["course_id"], ["projects.course.id"], name="fk_course_period_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_course_period"),
        sa.UniqueConstraint("course_id", "starts", name="uq_course_period_course_id_starts"),
        schema="projects",
    )
    op.create_index("ix_course_period_starts", "course_period", ["starts", "id"], schema="projects")
