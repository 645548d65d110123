-- What all months of a year were together, from each moment on. Who books holds the row of the clock, so the newest row
-- is the one before this booking; bookings of one transaction have one moment, and so one row.
CREATE FUNCTION projects.keep_year() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO projects.booking_year AS kept (kind, contribution, pillar, year, known_at, total_cents)
    VALUES (NEW.kind, NEW.contribution, coalesce(NEW.pillar, 0), NEW.year, NEW.known_at, NEW.amount_cents + coalesce((
        SELECT newest.total_cents FROM projects.booking_year AS newest
        WHERE newest.kind = NEW.kind AND newest.contribution = NEW.contribution
            AND newest.pillar = coalesce(NEW.pillar, 0) AND newest.year = NEW.year
        ORDER BY newest.known_at DESC LIMIT 1
    ), 0))
    ON CONFLICT (kind, contribution, pillar, year, known_at)
        DO UPDATE SET total_cents = kept.total_cents + NEW.amount_cents;
    RETURN NULL;
END $$;
CREATE TRIGGER keep_year AFTER INSERT ON projects.booking FOR EACH ROW EXECUTE FUNCTION projects.keep_year();

INSERT INTO projects.booking_year (kind, contribution, pillar, year, known_at, total_cents)
SELECT DISTINCT kind, contribution, coalesce(pillar, 0), year, known_at,
    sum(amount_cents) OVER (PARTITION BY kind, contribution, pillar, year ORDER BY known_at)
FROM projects.booking;
