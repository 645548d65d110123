-- How the deal changes: amendments (Art. 10), accessions (Art. 11), and the versions of the deal that they make.

CREATE TABLE projects.amendment (
    id uuid CONSTRAINT pk_amendment PRIMARY KEY,
    number integer NOT NULL CONSTRAINT uq_amendment_number UNIQUE,
    title text NOT NULL,
    request text NOT NULL,
    requested_by text NOT NULL CONSTRAINT fk_amendment_requested_by REFERENCES projects.party (key),
    requested_on date NOT NULL,
    made_known_on date,
    talks_started_on date,
    asked_on date,
    ended_on date,
    status text NOT NULL DEFAULT 'requested',
    changes jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ck_amendment_status
        CHECK (status IN ('requested', 'made-known', 'talking', 'asking', 'in-force', 'refused', 'withdrawn')),
    CONSTRAINT ck_amendment_made_known_after_request CHECK (made_known_on >= requested_on),
    CONSTRAINT ck_amendment_talks_after_made_known CHECK (talks_started_on >= made_known_on),
    CONSTRAINT ck_amendment_asked_after_talks CHECK (asked_on >= talks_started_on),
    CONSTRAINT ck_amendment_ended CHECK ((status IN ('in-force', 'refused', 'withdrawn')) = (ended_on IS NOT NULL))
);
COMMENT ON COLUMN projects.amendment.request IS 'The request in writing (Art. 10.1).';
COMMENT ON COLUMN projects.amendment.made_known_on IS
    'To whom the deal names, LNV: the four weeks run from here (Art. 10.2).';
COMMENT ON COLUMN projects.amendment.asked_on IS 'Who is party on this day is asked for consent.';
COMMENT ON COLUMN projects.amendment.ended_on IS 'In force, refused or withdrawn.';
COMMENT ON COLUMN projects.amendment.changes IS 'What it makes the deal say; applied when it comes into force.';

CREATE TABLE projects.accession (
    id uuid CONSTRAINT pk_accession PRIMARY KEY,
    number integer NOT NULL CONSTRAINT uq_accession_number UNIQUE,
    slug text NOT NULL,
    name text NOT NULL,
    full_name text NOT NULL,
    side text NOT NULL CONSTRAINT ck_accession_side CHECK (side IN ('rijk', 'regio', 'other')),
    request text NOT NULL,
    contribution jsonb NOT NULL,
    requested_on date NOT NULL,
    asked_on date,
    ended_on date,
    status text NOT NULL DEFAULT 'requested',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ck_accession_status CHECK (status IN ('requested', 'asking', 'in-force', 'refused', 'withdrawn')),
    CONSTRAINT ck_accession_asked_after_request CHECK (asked_on >= requested_on),
    CONSTRAINT ck_accession_ended CHECK ((status IN ('in-force', 'refused', 'withdrawn')) = (ended_on IS NOT NULL))
);
COMMENT ON COLUMN projects.accession.slug IS 'Of the party that it becomes.';
COMMENT ON COLUMN projects.accession.side IS 'Rijk, Regio or neither.';
COMMENT ON COLUMN projects.accession.request IS 'The request in writing (Art. 11.2).';
COMMENT ON COLUMN projects.accession.contribution IS 'The concrete contribution, in words and cents (Art. 11.2).';
COMMENT ON COLUMN projects.accession.asked_on IS 'Who is party on this day is asked for consent.';
COMMENT ON COLUMN projects.accession.ended_on IS 'Party, refused or withdrawn.';

CREATE TABLE projects.amendment_consent (
    amendment_id uuid NOT NULL
        CONSTRAINT fk_amendment_consent_amendment_id REFERENCES projects.amendment (id) ON DELETE CASCADE,
    party text NOT NULL CONSTRAINT fk_amendment_consent_party REFERENCES projects.party (key),
    answer text CONSTRAINT ck_amendment_consent_answer CHECK (answer IN ('consents', 'refuses')),
    answered_on date,
    statement text NOT NULL DEFAULT '',
    document_id uuid CONSTRAINT fk_amendment_consent_document_id REFERENCES projects.document (id),
    CONSTRAINT pk_amendment_consent PRIMARY KEY (amendment_id, party),
    CONSTRAINT ck_amendment_consent_answered CHECK ((answer IS NULL) = (answered_on IS NULL))
);
COMMENT ON COLUMN projects.amendment_consent.statement IS 'The declaration that is annexed.';

CREATE TABLE projects.accession_consent (
    accession_id uuid NOT NULL
        CONSTRAINT fk_accession_consent_accession_id REFERENCES projects.accession (id) ON DELETE CASCADE,
    party text NOT NULL CONSTRAINT fk_accession_consent_party REFERENCES projects.party (key),
    answer text CONSTRAINT ck_accession_consent_answer CHECK (answer IN ('consents', 'refuses')),
    answered_on date,
    statement text NOT NULL DEFAULT '',
    document_id uuid CONSTRAINT fk_accession_consent_document_id REFERENCES projects.document (id),
    CONSTRAINT pk_accession_consent PRIMARY KEY (accession_id, party),
    CONSTRAINT ck_accession_consent_answered CHECK ((answer IS NULL) = (answered_on IS NULL))
);
COMMENT ON COLUMN projects.accession_consent.statement IS 'The declaration that is annexed.';

CREATE TABLE projects.amendment_step (
    amendment_id uuid NOT NULL
        CONSTRAINT fk_amendment_step_amendment_id REFERENCES projects.amendment (id) ON DELETE CASCADE,
    number smallint NOT NULL,
    status text NOT NULL,
    taken_on date NOT NULL,
    party text CONSTRAINT fk_amendment_step_party REFERENCES projects.party (key),
    note text NOT NULL DEFAULT '',
    document_id uuid CONSTRAINT fk_amendment_step_document_id REFERENCES projects.document (id),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_amendment_step PRIMARY KEY (amendment_id, number),
    CONSTRAINT ck_amendment_step_status
        CHECK (status IN ('requested', 'made-known', 'talking', 'asking', 'in-force', 'refused', 'withdrawn'))
);
COMMENT ON COLUMN projects.amendment_step.status IS 'Where the step leads to.';
COMMENT ON COLUMN projects.amendment_step.party IS 'Who took it; empty for whom is no party yet.';

CREATE TABLE projects.accession_step (
    accession_id uuid NOT NULL
        CONSTRAINT fk_accession_step_accession_id REFERENCES projects.accession (id) ON DELETE CASCADE,
    number smallint NOT NULL,
    status text NOT NULL,
    taken_on date NOT NULL,
    party text CONSTRAINT fk_accession_step_party REFERENCES projects.party (key),
    note text NOT NULL DEFAULT '',
    document_id uuid CONSTRAINT fk_accession_step_document_id REFERENCES projects.document (id),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_accession_step PRIMARY KEY (accession_id, number),
    CONSTRAINT ck_accession_step_status
        CHECK (status IN ('requested', 'asking', 'in-force', 'refused', 'withdrawn'))
);
COMMENT ON COLUMN projects.accession_step.status IS 'Where the step leads to.';
COMMENT ON COLUMN projects.accession_step.party IS 'Who took it; empty for whom is no party yet.';

CREATE TABLE projects.party_membership (
    party text
        CONSTRAINT pk_party_membership PRIMARY KEY
        CONSTRAINT fk_party_membership_party REFERENCES projects.party (key),
    since date,
    source text NOT NULL CONSTRAINT ck_party_membership_source CHECK (source IN ('deal', 'accession')),
    accession_id uuid
        CONSTRAINT uq_party_membership_accession_id UNIQUE
        CONSTRAINT fk_party_membership_accession_id REFERENCES projects.accession (id),
    CONSTRAINT ck_party_membership_of_accession CHECK ((source = 'accession') = (accession_id IS NOT NULL)),
    CONSTRAINT ck_party_membership_since_known CHECK (source = 'deal' OR since IS NOT NULL)
);
COMMENT ON TABLE projects.party_membership IS 'Who is party, and from when on.';
COMMENT ON COLUMN projects.party_membership.since IS
    'Empty for a party of the deal while the day of its start is not known.';
INSERT INTO projects.party_membership (party, source) SELECT key, 'deal' FROM projects.party;

CREATE TABLE projects.deal_version (
    number integer
        CONSTRAINT pk_deal_version PRIMARY KEY
        CONSTRAINT ck_deal_version_after_the_first CHECK (number >= 2),
    in_force_on date NOT NULL,
    amendment_id uuid
        CONSTRAINT uq_deal_version_amendment_id UNIQUE
        CONSTRAINT fk_deal_version_amendment_id REFERENCES projects.amendment (id),
    accession_id uuid
        CONSTRAINT uq_deal_version_accession_id UNIQUE
        CONSTRAINT fk_deal_version_accession_id REFERENCES projects.accession (id),
    CONSTRAINT ck_deal_version_of_one CHECK (num_nonnulls(amendment_id, accession_id) = 1)
);
CREATE INDEX ix_deal_version_in_force_on ON projects.deal_version (in_force_on, number);
COMMENT ON TABLE projects.deal_version IS
    'Version 1 is the deal as it was signed; each row here is one that replaced it. Its number is its annex.';

CREATE TABLE projects.replaced_part (
    part text NOT NULL,
    key text NOT NULL,
    replaced_in integer NOT NULL CONSTRAINT fk_replaced_part_replaced_in REFERENCES projects.deal_version (number),
    body jsonb,
    CONSTRAINT pk_replaced_part PRIMARY KEY (part, key, replaced_in)
);
CREATE INDEX ix_replaced_part_replaced_in ON projects.replaced_part (replaced_in);
COMMENT ON COLUMN projects.replaced_part.part IS 'A table of the deal.';
COMMENT ON COLUMN projects.replaced_part.body IS 'What it said until then; empty when it was not there yet. The deal''s files no longer change it.';
