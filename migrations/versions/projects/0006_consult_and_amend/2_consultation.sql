-- The consultation of Art. 6: meetings, what was discussed and advised, who does what by when.

CREATE TABLE projects.meeting (
    id uuid CONSTRAINT pk_meeting PRIMARY KEY,
    kind text NOT NULL CONSTRAINT ck_meeting_kind CHECK (kind IN ('consultation', 'partner-council')),
    number integer NOT NULL CONSTRAINT ck_meeting_number CHECK (number >= 1),
    held_on date NOT NULL,
    place text NOT NULL,
    chair text CONSTRAINT fk_meeting_chair REFERENCES projects.party (key),
    secretariat jsonb NOT NULL,
    status text NOT NULL DEFAULT 'planned' CONSTRAINT ck_meeting_status CHECK (status IN ('planned', 'held', 'closed')),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT uq_meeting_kind_number UNIQUE (kind, number)
);
CREATE INDEX ix_meeting_held_on ON projects.meeting (held_on, number, id);
COMMENT ON COLUMN projects.meeting.held_on IS 'Planned for this day, later held on it.';
COMMENT ON COLUMN projects.meeting.secretariat IS 'Slugs of parties, as the deal said when it was planned.';

CREATE TABLE projects.agenda_item (
    meeting_id uuid NOT NULL CONSTRAINT fk_agenda_item_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    title text NOT NULL,
    discussed text NOT NULL DEFAULT '',
    CONSTRAINT pk_agenda_item PRIMARY KEY (meeting_id, position)
);
COMMENT ON COLUMN projects.agenda_item.discussed IS 'What was said; never a decision (Art. 6.3).';

CREATE TABLE projects.attendee (
    meeting_id uuid NOT NULL CONSTRAINT fk_attendee_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    party text CONSTRAINT fk_attendee_party REFERENCES projects.party (key),
    organisation text,
    role text NOT NULL,
    present boolean NOT NULL DEFAULT true,
    CONSTRAINT pk_attendee PRIMARY KEY (meeting_id, position),
    CONSTRAINT ck_attendee_for_one CHECK (num_nonnulls(party, organisation) = 1)
);
COMMENT ON COLUMN projects.attendee.party IS 'Empty for who is there for an organisation.';
COMMENT ON COLUMN projects.attendee.role IS 'A role, never a name.';

CREATE TABLE projects.paper (
    meeting_id uuid NOT NULL CONSTRAINT fk_paper_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    document_id uuid NOT NULL CONSTRAINT fk_paper_document_id REFERENCES projects.document (id),
    position smallint NOT NULL,
    checksum text,
    frozen_at timestamptz,
    CONSTRAINT pk_paper PRIMARY KEY (meeting_id, document_id),
    CONSTRAINT ck_paper_frozen_whole CHECK (num_nonnulls(frozen_at, checksum) IN (0, 2))
);
CREATE INDEX ix_paper_document_id ON projects.paper (document_id);
COMMENT ON TABLE projects.paper IS
    'Papers of a meeting. A document never changes and is not removed while it is one; its checksum is kept when the meeting closes.';
COMMENT ON COLUMN projects.paper.checksum IS 'SHA-256 of the bytes when the meeting closed, in hexadecimal.';

CREATE TABLE projects.working_agreement (
    id uuid CONSTRAINT pk_working_agreement PRIMARY KEY,
    meeting_id uuid NOT NULL
        CONSTRAINT fk_working_agreement_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    text text NOT NULL CONSTRAINT ck_working_agreement_text_given CHECK (text <> ''),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_working_agreement_meeting_id ON projects.working_agreement (meeting_id);

CREATE TABLE projects.advice (
    id uuid CONSTRAINT pk_advice PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_advice_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    text text NOT NULL CONSTRAINT ck_advice_text_given CHECK (text <> ''),
    addressed_to jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_advice_meeting_id ON projects.advice (meeting_id);
COMMENT ON TABLE projects.advice IS 'What the meeting advises to the parties; it decides nothing (Art. 6.3).';
COMMENT ON COLUMN projects.advice.addressed_to IS 'Slugs of parties; empty is all of them.';

CREATE TABLE projects.action_point (
    id uuid CONSTRAINT pk_action_point PRIMARY KEY,
    meeting_id uuid NOT NULL CONSTRAINT fk_action_point_meeting_id REFERENCES projects.meeting (id) ON DELETE CASCADE,
    text text NOT NULL CONSTRAINT ck_action_point_text_given CHECK (text <> ''),
    owner text NOT NULL CONSTRAINT fk_action_point_owner REFERENCES projects.party (key),
    owner_role text NOT NULL DEFAULT '',
    due_on date NOT NULL,
    done_on date,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_action_point_meeting_id ON projects.action_point (meeting_id);
CREATE INDEX ix_action_point_due_on ON projects.action_point (due_on, id);
CREATE INDEX ix_action_point_open ON projects.action_point (due_on, id) WHERE done_on IS NULL;
COMMENT ON COLUMN projects.action_point.owner_role IS 'A role, never a name.';
