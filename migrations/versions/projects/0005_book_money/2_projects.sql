-- What monitoring reads instead of counting every project anew.

-- Counts a project where it stands now, when that is another place than where it was last counted: one row for each
-- number that changed, with what it became.
CREATE FUNCTION projects.count_project(counted uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was projects.project_standing;
    stands projects.project_standing;
BEGIN
    SELECT project.id, project.pillar, project.status,
            ARRAY(SELECT link.wijk FROM projects.project_wijk AS link WHERE link.project_id = counted ORDER BY link.wijk)
        INTO stands FROM projects.project AS project WHERE project.id = counted;
    SELECT * INTO was FROM projects.project_standing WHERE project_id = counted;
    IF was IS NOT DISTINCT FROM stands THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(1515651075);
    INSERT INTO projects.project_count (axis, part, status, known_at, projects)
    SELECT axis, part, change.status, clock_timestamp(), sum(step) + coalesce((
            SELECT last.projects FROM projects.project_count AS last
            WHERE last.axis = change.axis AND last.part = change.part AND last.status = change.status
            ORDER BY last.known_at DESC, last.id DESC LIMIT 1
        ), 0)
    FROM (
        SELECT 'pillar' AS axis, was.pillar::text AS part, was.status AS status, -1 AS step WHERE was.project_id IS NOT NULL
        UNION ALL SELECT 'wijk', unnest(was.wijken), was.status, -1
        UNION ALL SELECT 'pillar', stands.pillar::text, stands.status, 1 WHERE stands.project_id IS NOT NULL
        UNION ALL SELECT 'wijk', unnest(stands.wijken), stands.status, 1
    ) AS change
    GROUP BY axis, part, change.status HAVING sum(step) <> 0;
    DELETE FROM projects.project_standing WHERE project_id = counted;
    IF stands.project_id IS NOT NULL THEN
        INSERT INTO projects.project_standing VALUES (stands.*);
    END IF;
    IF was.pillar IS DISTINCT FROM stands.pillar OR was.wijken IS DISTINCT FROM stands.wijken THEN
        PERFORM projects.count_milestone(id) FROM projects.milestone WHERE project_id = counted;
    END IF;
END $$;

CREATE FUNCTION projects.count_this_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects.count_project(CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END);
    RETURN NULL;
END $$;

CREATE FUNCTION projects.count_linked_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects.count_project(CASE TG_OP WHEN 'DELETE' THEN OLD.project_id ELSE NEW.project_id END);
    RETURN NULL;
END $$;

-- Deferred: a project that is saved anew loses and gets its wijken within one transaction.
CREATE CONSTRAINT TRIGGER count_project AFTER INSERT OR UPDATE OR DELETE ON projects.project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects.count_this_project();
CREATE CONSTRAINT TRIGGER count_project AFTER INSERT OR UPDATE OR DELETE ON projects.project_wijk
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects.count_linked_project();

-- What is booked stays traceable to its project.
CREATE FUNCTION projects.keep_booked_project() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM projects.booking WHERE project_id = OLD.id) THEN
        RAISE EXCEPTION 'There is money booked on this project'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_project_booked';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER keep_booked_project BEFORE DELETE ON projects.project
    FOR EACH ROW EXECUTE FUNCTION projects.keep_booked_project();
