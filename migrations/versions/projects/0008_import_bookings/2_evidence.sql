-- How many items of evidence there are for each expected result.
CREATE FUNCTION projects.count_evidence() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO projects.evidence_count AS kept (expected_result, items)
    SELECT result, sum(step) FROM (VALUES (OLD.expected_result, -1), (NEW.expected_result, 1)) AS change (result, step)
    WHERE result IS NOT NULL GROUP BY result HAVING sum(step) <> 0 ORDER BY result
    ON CONFLICT (expected_result) DO UPDATE SET items = kept.items + excluded.items;
    RETURN NULL;
END $$;
CREATE TRIGGER count_evidence AFTER INSERT OR DELETE OR UPDATE OF expected_result ON projects.evidence
    FOR EACH ROW EXECUTE FUNCTION projects.count_evidence();

INSERT INTO projects.evidence_count
SELECT expected_result, count(*) FROM projects.evidence WHERE expected_result IS NOT NULL GROUP BY expected_result;
