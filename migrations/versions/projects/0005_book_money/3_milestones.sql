-- Days on which a milestone adds to or takes from what is planned, reached and late: late from the day after its plan
-- until it is reached.
CREATE FUNCTION projects.milestone_days(planned date, actual date)
RETURNS TABLE (day date, planned_step int, reached_step int, late_step int)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT $1, 1, 0, 0 WHERE $1 IS NOT NULL
    UNION ALL SELECT $2, 0, 1, 0 WHERE $2 IS NOT NULL
    UNION ALL SELECT $1 + 1, 0, 0, 1 WHERE $1 IS NOT NULL AND ($2 IS NULL OR $2 > $1)
    UNION ALL SELECT $2, 0, 0, -1 WHERE $2 > $1
$$;

-- Counts a milestone as it is now, in the pillar and wijken of its project, instead of as it was last counted.
CREATE FUNCTION projects.count_milestone(counted uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was projects.milestone_standing;
    stands projects.milestone_standing;
BEGIN
    PERFORM pg_advisory_xact_lock(1515651075);
    SELECT milestone.id, milestone.planned, milestone.actual, project.pillar, project.wijken
        INTO stands FROM projects.milestone AS milestone
        JOIN projects.project_standing AS project ON project.project_id = milestone.project_id
        WHERE milestone.id = counted;
    SELECT * INTO was FROM projects.milestone_standing WHERE milestone_id = counted;
    IF was IS NOT DISTINCT FROM stands THEN
        RETURN;
    END IF;
    INSERT INTO projects.milestone_count AS kept (grain, axis, part, starts_on, planned, reached, late)
    SELECT grain, axis, part, date_trunc(grain, day)::date,
        sum(sign * planned_step), sum(sign * reached_step), sum(sign * late_step)
    FROM (VALUES (-1, was.planned, was.actual, was.pillar, was.wijken),
                 (1, stands.planned, stands.actual, stands.pillar, stands.wijken))
            AS state (sign, planned, actual, pillar, wijken),
        LATERAL (SELECT 'pillar' AS axis, state.pillar::text AS part UNION ALL SELECT 'wijk', unnest(state.wijken)) AS parts,
        LATERAL projects.milestone_days(state.planned, state.actual),
        (VALUES ('day'), ('month')) AS grains (grain)
    GROUP BY grain, axis, part, date_trunc(grain, day)::date
    ON CONFLICT (grain, axis, part, starts_on) DO UPDATE SET planned = kept.planned + excluded.planned,
        reached = kept.reached + excluded.reached, late = kept.late + excluded.late;
    DELETE FROM projects.milestone_standing WHERE milestone_id = counted;
    IF stands.milestone_id IS NOT NULL THEN
        INSERT INTO projects.milestone_standing VALUES (stands.*);
    END IF;
END $$;

CREATE FUNCTION projects.count_this_milestone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects.count_milestone(CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER count_milestone AFTER INSERT OR UPDATE OR DELETE ON projects.milestone
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION projects.count_this_milestone();

SELECT projects.count_project(id) FROM projects.project;
