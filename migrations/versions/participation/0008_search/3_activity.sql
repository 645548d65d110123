-- What of an activity can be found, and how much each word weighs: A title, B what it is, C summary and place, D the rest.

CREATE FUNCTION participation.search_texts(it participation.activity)
RETURNS TABLE (weight "char", language text, body text) LANGUAGE sql STABLE AS $$
    SELECT 'A'::"char", 'nl', it.title
    UNION ALL SELECT 'C', 'nl', it.summary
    UNION ALL SELECT 'D', 'nl', concat_ws(' . ', it.description, it.bring, it.cost_text, it.cost_ooievaarspas)
    UNION ALL SELECT 'A', key, value ->> 'title' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'C', key, value ->> 'summary' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'D', key, value ->> 'description' FROM jsonb_each(it.translations)
    UNION ALL SELECT 'B', 'name', place.name FROM participation.place WHERE id = it.place_id
    UNION ALL SELECT 'D', 'name', concat_ws(' . ', organisation, street_address) FROM participation.place WHERE id = it.place_id
    UNION ALL SELECT 'C', 'nl', name FROM participation.wijk WHERE id = it.wijk
$$;
COMMENT ON FUNCTION participation.search_texts IS 'A further text is one more line here, with its language; names mean nothing but themselves.';

CREATE FUNCTION participation.search_weekdays(rrule text, starts timestamp) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(day[1]) FROM regexp_matches(
        coalesce(substring(rrule, 'BYDAY=([^;]+)'), (ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])[extract(isodow FROM starts)::int]),
        '[A-Z]{2}', 'g'
    ) AS day
$$;

CREATE FUNCTION participation.search_concepts(it participation.activity)
RETURNS TABLE (weight "char", concept text) LANGUAGE sql STABLE AS $$
    SELECT 'B'::"char", it.category
    UNION ALL SELECT 'B', unnest(it.for_whom)
    UNION ALL SELECT 'C', 'spoken-' || unnest(it.languages)
    UNION ALL SELECT 'C', 'step-' || it.step
    UNION ALL SELECT 'C', 'free' WHERE it.free
    UNION ALL SELECT 'C', kind FROM participation.place WHERE id = it.place_id
    UNION ALL SELECT 'C', 'day-' || day FROM participation.search_weekdays(it.rrule, it.starts) AS day
    UNION ALL SELECT 'C', CASE WHEN it.starts::time < '12:00' THEN 'morning' WHEN it.starts::time < '18:00' THEN 'afternoon'
        ELSE 'evening' END
$$;


CREATE FUNCTION participation.search_samples(id uuid) RETURNS int[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT share FROM unnest(ARRAY[4, 16, 64]) AS share WHERE ('x' || left(md5(id::text), 4))::bit(16)::int % share = 0
);
COMMENT ON FUNCTION participation.search_samples IS
    'Of which samples an activity is: of a 4th, a 16th, a 64th of all. A search for what very many fit looks at a sample.';

CREATE FUNCTION participation.search_vector(it participation.activity) RETURNS tsvector LANGUAGE sql STABLE AS $$
    WITH token AS MATERIALIZED (
        SELECT nr, said.weight::text AS weight, said.language, part.word, part.n,
            coalesce(kept.stem, participation.search_stem(part.word)) AS stem, coalesce(kept.parts, '{}') AS parts
        FROM (SELECT row_number() OVER () AS nr, * FROM participation.search_texts(it)) said
        CROSS JOIN LATERAL unnest(participation.search_words(said.body)) WITH ORDINALITY AS part(word, n)
        LEFT JOIN participation.search_word kept USING (word)
    ), next AS (
        SELECT *, lead(word) OVER text AS second, lead(word, 2) OVER text AS third, lead(word, 3) OVER text AS fourth
        FROM token WINDOW text AS (PARTITION BY nr ORDER BY n)
    ), key AS (
        SELECT weight, language, word, stem AS key FROM token WHERE stem IS NOT NULL
        UNION SELECT weight, language, part, part FROM token, unnest(parts) AS part
        UNION SELECT weight, language, said, participation.search_stem(said) FROM next, unnest(ARRAY[
            word || second, word || second || third, word || second || third || fourth
        ]) AS said
    ), term AS (
        SELECT key.weight, term.concept, term.written = key.word AS same,
            bool_or(term.written = key.word) OVER (PARTITION BY key.language, key.word) AS any_same
        FROM key JOIN participation.search_term term USING (language, key)
    ), meant AS (
        SELECT weight, concept FROM term WHERE same OR NOT any_same
        UNION SELECT weight::text, concept FROM participation.search_concepts(it)
    ), lexeme AS (
        SELECT stem AS lexeme, weight FROM token WHERE stem IS NOT NULL
        UNION SELECT unnest(parts), weight FROM token
        UNION SELECT 'c:' || concept, weight FROM meant
        UNION SELECT 'c:' || unnest(concept.within), CASE weight WHEN 'A' THEN 'B' WHEN 'B' THEN 'C' ELSE 'D' END
        FROM meant JOIN participation.search_concept concept ON concept.id = meant.concept
        UNION SELECT 'w:' || it.wijk, 'D'
        UNION SELECT 'k:' || it.category, 'A'
        UNION SELECT 's:' || share, 'D' FROM unnest(participation.search_samples(it.id)) AS share
    )
    SELECT string_agg(quote_literal(lexeme) || ':1' || weight, ' ')::tsvector
    FROM (SELECT lexeme, min(weight) AS weight FROM lexeme GROUP BY lexeme) heaviest
$$;
COMMENT ON FUNCTION participation.search_vector IS
    'Stems, parts of compounds, what is meant by them ("c:sewing", and "c:crafts" one step lighter), wijk ("w:…"),
    category ("k:…") and samples ("s:4").';

CREATE FUNCTION participation.search_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM participation.learn_search_words(
        participation.search_words((SELECT string_agg(body, ' . ') FROM participation.search_texts(NEW))),
        NEW.status = 'published'
    );
    NEW.search := participation.search_vector(NEW);
    RETURN NEW;
END $$;

CREATE TRIGGER search_activity BEFORE INSERT OR UPDATE OF title, summary, description, translations, bring, cost_text, cost_ooievaarspas, free, category,
    for_whom, languages, step, rrule, starts, place_id, wijk, status
ON participation.activity FOR EACH ROW EXECUTE FUNCTION participation.search_activity();

CREATE FUNCTION participation.search_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE participation.activity SET title = title WHERE place_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER search_place AFTER UPDATE ON participation.place FOR EACH ROW
WHEN ((OLD.name, OLD.kind, OLD.organisation, OLD.street_address)
    IS DISTINCT FROM (NEW.name, NEW.kind, NEW.organisation, NEW.street_address))
EXECUTE FUNCTION participation.search_place();
