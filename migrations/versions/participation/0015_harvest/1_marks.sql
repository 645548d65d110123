
-- The mark of a change is the number of its transaction. Transactions commit in another order than they are numbered,
-- so a reader is shown what lies below the oldest one that is still at work: nothing can come there any more.

CREATE FUNCTION participation.harvest_horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT added + pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM participation.harvest_start
$$;
COMMENT ON FUNCTION participation.harvest_horizon IS 'Marks below this one are complete.';

CREATE FUNCTION participation.harvest_keep_rising() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    highest bigint := (SELECT max(modified) FROM participation.harvest);
    own bigint := coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0);
    unused bigint := greatest(own + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint);
BEGIN
    IF highest >= unused + (SELECT added FROM participation.harvest_start) THEN
        PERFORM FROM participation.harvest_start FOR UPDATE;
        UPDATE participation.harvest_start SET added = highest + 1 - pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        WHERE highest >= unused + added;
    END IF;
END $$;
COMMENT ON FUNCTION participation.harvest_keep_rising IS
    'A database that was restored into another cluster holds marks of transactions that are yet to come there.';

CREATE FUNCTION participation.harvest_mark() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM participation.harvest_keep_rising();
    RETURN (SELECT added + pg_current_xact_id()::text::bigint FROM participation.harvest_start);
END $$;

CREATE FUNCTION participation.harvest_note(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    mark bigint;
BEGIN
    IF cardinality(ids) > 0 THEN
        mark := participation.harvest_mark();
        INSERT INTO participation.harvest (modified, activity_id) SELECT mark, unnest(ids) ON CONFLICT DO NOTHING;
    END IF;
END $$;
COMMENT ON FUNCTION participation.harvest_note IS
    'Adds a row for each activity, and changes none: writers never wait for each other here.';
