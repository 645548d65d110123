
CREATE FUNCTION participation.harvest_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
    derived text[] := '{search,sort_title,dates_until,last_end}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(id) INTO ids FROM newer WHERE status = 'published';
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO ids FROM older WHERE status = 'published';
    ELSE
        SELECT array_agg(id) INTO ids FROM newer JOIN older USING (id)
        WHERE 'published' IN (newer.status, older.status)
            AND to_jsonb(newer) - derived IS DISTINCT FROM to_jsonb(older) - derived;
    END IF;
    PERFORM participation.harvest_note(ids);
    RETURN NULL;
END $$;

CREATE TRIGGER harvest_added AFTER INSERT ON participation.activity
    REFERENCING NEW TABLE AS newer FOR EACH STATEMENT EXECUTE FUNCTION participation.harvest_of_activity();
CREATE TRIGGER harvest_changed AFTER UPDATE ON participation.activity
    REFERENCING OLD TABLE AS older NEW TABLE AS newer
    FOR EACH STATEMENT EXECUTE FUNCTION participation.harvest_of_activity();
CREATE TRIGGER harvest_deleted AFTER DELETE ON participation.activity
    REFERENCING OLD TABLE AS older FOR EACH STATEMENT EXECUTE FUNCTION participation.harvest_of_activity();

CREATE FUNCTION participation.harvest_of_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept text[] := '{version,updated_at,check_by,confirmed_on,call_first,photo,opening,opening_hours,summary}';
BEGIN
    PERFORM participation.harvest_note((
        SELECT array_agg(there.id) FROM newer JOIN older USING (id)
        JOIN participation.activity there ON there.place_id = newer.id AND there.status = 'published'
        WHERE to_jsonb(newer) - kept IS DISTINCT FROM to_jsonb(older) - kept
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER harvest_changed AFTER UPDATE ON participation.place
    REFERENCING OLD TABLE AS older NEW TABLE AS newer
    FOR EACH STATEMENT EXECUTE FUNCTION participation.harvest_of_place();

CREATE FUNCTION participation.harvest_of_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM participation.harvest_note((
        SELECT array_agg(its.id) FROM newer JOIN older USING (id)
        JOIN participation.activity its ON its.category = newer.id AND its.status = 'published'
        WHERE newer.labels IS DISTINCT FROM older.labels
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER harvest_changed AFTER UPDATE ON participation.category
    REFERENCING OLD TABLE AS older NEW TABLE AS newer
    FOR EACH STATEMENT EXECUTE FUNCTION participation.harvest_of_category();
