-- The audit as a chain: docs/adr/0011. `services/projects/changes/chain_rules.py` works the same hashes out in Python.

ALTER TABLE projects.audit
    ADD COLUMN reason text,
    ADD COLUMN position bigint,
    ADD COLUMN hash text;
COMMENT ON COLUMN projects.audit.reason IS 'Why, in the words of who made the change.';
COMMENT ON COLUMN projects.audit.position IS 'Place in the chain, in commit order.';
COMMENT ON COLUMN projects.audit.hash IS 'SHA-256 of the hash before it and its own content.';
ALTER TABLE projects.audit ADD CONSTRAINT uq_audit_position UNIQUE (position);
CREATE INDEX ix_audit_unchained ON projects.audit (id) WHERE hash IS NULL;
CREATE INDEX ix_audit_object_type ON projects.audit (object_type, position);
CREATE INDEX ix_audit_at ON projects.audit (at);

CREATE TABLE projects.audit_head (
    id smallint CONSTRAINT pk_audit_head PRIMARY KEY CONSTRAINT ck_audit_head_only_one CHECK (id = 1),
    count bigint NOT NULL,
    hash text NOT NULL
);
COMMENT ON TABLE projects.audit_head IS
    'How long the chain is and how it ends. Only the database itself writes here.';
INSERT INTO projects.audit_head VALUES (1, 0, encode(sha256(''), 'hex'));

CREATE TABLE projects.audit_seal (
    count bigint NOT NULL,
    hash text NOT NULL,
    what text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_audit_seal PRIMARY KEY (count, what)
);
COMMENT ON TABLE projects.audit_seal IS
    'Heads of the chain that were made public: what was cut off or written anew shows here.';
COMMENT ON COLUMN projects.audit_seal.what IS 'What carries this head outside, such as a published report.';

CREATE FUNCTION projects.audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
    RETURN coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-');
COMMENT ON FUNCTION projects.audit_field IS 'A value with its length in bytes before it, so that no two rows read the same.';

CREATE FUNCTION projects.audit_hash(before text, line projects.audit) RETURNS text LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    RETURN encode(sha256(convert_to(
        before || projects.audit_field(line.id::text)
        || projects.audit_field(round(extract(epoch FROM line.at) * 1000000)::bigint::text)
        || projects.audit_field(line.who) || projects.audit_field(line.action)
        || projects.audit_field(line.object_type) || projects.audit_field(line.object_id)
        || projects.audit_field(line.change::text) || projects.audit_field(line.request_id)
        || projects.audit_field(line.reason), 'UTF8')), 'hex');

CREATE FUNCTION projects.chain_all_audit() RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head projects.audit_head;
    line projects.audit;
BEGIN
    PERFORM pg_advisory_xact_lock(1515651075);  -- as migration 0005 counts, also then: one order for all that wait
    SELECT * INTO STRICT head FROM projects.audit_head FOR UPDATE;
    FOR line IN SELECT * FROM projects.audit WHERE hash IS NULL ORDER BY id LOOP
        head.count := head.count + 1;
        head.hash := projects.audit_hash(head.hash, line);
        UPDATE projects.audit SET position = head.count, hash = head.hash WHERE id = line.id;
    END LOOP;
    UPDATE projects.audit_head SET count = head.count, hash = head.hash;
END $$;
COMMENT ON FUNCTION projects.chain_all_audit IS
    'Chains every row that is not yet: those of this transaction, since nobody else sees its own unchained ones.';
REVOKE ALL ON FUNCTION projects.chain_all_audit FROM PUBLIC;

CREATE FUNCTION projects.chain_audit() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM projects.audit WHERE id = NEW.id AND hash IS NULL) THEN
        PERFORM projects.chain_all_audit();
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION projects.chain_audit IS
    'At the end of a transaction, so that the chain follows commit order and nobody who holds its end waits for rows.';

SELECT projects.chain_all_audit();

CREATE FUNCTION projects.unchained_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.at := now();
    NEW.position := NULL;
    NEW.hash := NULL;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION projects.unchained_audit IS 'Nobody says themselves when a row was added, nor where it stands.';

CREATE TRIGGER unchained_audit BEFORE INSERT ON projects.audit
    FOR EACH ROW EXECUTE FUNCTION projects.unchained_audit();
-- Their names matter: the data version is always taken before the end of the chain, so that no two wait for each other.
CREATE CONSTRAINT TRIGGER bump_data_version AFTER INSERT ON projects.audit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects.bump_data_version();
CREATE CONSTRAINT TRIGGER chain_audit AFTER INSERT ON projects.audit
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects.chain_audit();
