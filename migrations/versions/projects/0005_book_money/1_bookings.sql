-- What only ever grows: nobody changes or removes a row, the owner of the tables neither.
CREATE FUNCTION projects.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'only_added_to';
END $$;

-- Fills in what nobody may choose: the moment, and the totals after this booking. The row of the clock is held until
-- the transaction ends, so moments follow commits, and all bookings of one transaction have the same one.
CREATE FUNCTION projects.book() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE projects.booking_clock SET
        known_at = CASE WHEN transaction = pg_current_xact_id()::text THEN known_at
            ELSE greatest(clock_timestamp(), known_at + interval '1 microsecond') END,
        transaction = pg_current_xact_id()::text
    RETURNING known_at INTO NEW.known_at;
    INSERT INTO projects.booking_cell AS cell (kind, contribution, pillar, year, month, total_cents)
    VALUES (NEW.kind, NEW.contribution, coalesce(NEW.pillar, 0), NEW.year, date_trunc('month', NEW.valid_on)::date,
        NEW.amount_cents)
    ON CONFLICT (kind, contribution, pillar, year, month)
        DO UPDATE SET total_cents = cell.total_cents + excluded.total_cents
    RETURNING id, total_cents INTO NEW.cell_id, NEW.running_cents;
    INSERT INTO projects.booking_total AS total (kind, contribution, pillar, project_id, total_cents)
    VALUES (NEW.kind, NEW.contribution, coalesce(NEW.pillar, 0),
        coalesce(NEW.project_id, '00000000-0000-0000-0000-000000000000'), NEW.amount_cents)
    ON CONFLICT (kind, contribution, pillar, project_id)
        DO UPDATE SET total_cents = total.total_cents + excluded.total_cents;
    RETURN NEW;
END $$;

-- At the end of a transaction: a sum may dip within a correction, never after it.
CREATE FUNCTION projects.check_total() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM projects.booking_total
        WHERE kind = NEW.kind AND contribution = NEW.contribution AND pillar = coalesce(NEW.pillar, 0)
            AND project_id = coalesce(NEW.project_id, '00000000-0000-0000-0000-000000000000') AND total_cents < 0
    ) THEN
        RAISE EXCEPTION 'A sum would become negative'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_booking_never_negative';
    END IF;
    RETURN NULL;
END $$;

-- A counter-booking is the mirror of what it takes back; what replaces follows a booking that was taken back.
CREATE FUNCTION projects.check_correction() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.reverses IS NOT NULL AND NOT EXISTS (
        SELECT FROM projects.booking AS original
        WHERE original.id = NEW.reverses AND original.reverses IS NULL
            AND original.amount_cents = -NEW.amount_cents
            AND (original.kind, original.contribution, original.year, original.valid_on)
                = (NEW.kind, NEW.contribution, NEW.year, NEW.valid_on)
            AND original.pillar IS NOT DISTINCT FROM NEW.pillar
            AND original.project_id IS NOT DISTINCT FROM NEW.project_id
            AND original.tranche_id IS NOT DISTINCT FROM NEW.tranche_id
    ) THEN
        RAISE EXCEPTION 'Not the mirror of what it takes back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_booking_mirrors';
    END IF;
    IF NEW.replaces IS NOT NULL
        AND NOT EXISTS (SELECT FROM projects.booking AS undone WHERE undone.reverses = NEW.replaces) THEN
        RAISE EXCEPTION 'What it replaces was not taken back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_booking_replaces_what_was_taken_back';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER book BEFORE INSERT ON projects.booking FOR EACH ROW EXECUTE FUNCTION projects.book();
CREATE CONSTRAINT TRIGGER check_total AFTER INSERT ON projects.booking
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.amount_cents < 0) EXECUTE FUNCTION projects.check_total();
CREATE CONSTRAINT TRIGGER check_correction AFTER INSERT ON projects.booking
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reason IS NOT NULL)
    EXECUTE FUNCTION projects.check_correction();
INSERT INTO projects.booking_clock (id, known_at, transaction) VALUES (1, '-infinity', '');
