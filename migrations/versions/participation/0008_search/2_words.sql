-- The words in use: each once, with what it is made of.

CREATE FUNCTION participation.search_parts(word text, depth int DEFAULT 2) RETURNS text[] LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    at int;
    first text;
    rest text;
    more text[];
BEGIN
    IF word !~ '^[a-z]{6,}$' OR EXISTS (SELECT FROM participation.search_term WHERE key = participation.search_stem(word) AND language = 'nl') THEN
        RETURN '{}';
    END IF;
    FOR at IN REVERSE length(word) - 3 .. 3 LOOP
        first := participation.search_part(left(word, at));
        CONTINUE WHEN first IS NULL;
        rest := participation.search_part(substr(word, at + 1));
        IF rest IS NOT NULL THEN
            RETURN ARRAY[first, rest];
        ELSIF depth > 1 AND length(word) - at > 5 THEN
            more := participation.search_parts(substr(word, at + 1), depth - 1);
            IF more <> '{}' THEN
                RETURN first || more;
            END IF;
        END IF;
    END LOOP;
    RETURN '{}';
END $$;

CREATE FUNCTION participation.search_part(part text) RETURNS text LANGUAGE sql STABLE STRICT
RETURN (
    SELECT key FROM participation.search_term
    WHERE language = 'nl' AND key IN (participation.search_stem(part), participation.search_stem(rtrim(part, 's')))
    ORDER BY key <> participation.search_stem(part) LIMIT 1
);
COMMENT ON FUNCTION participation.search_parts IS
    'Stems of the words that a Dutch compound is made of ("koffieochtend": koffie, ochtend), by the words of the deal.';

CREATE FUNCTION participation.learn_search_words(given text[], shown boolean) RETURNS void LANGUAGE sql AS $$
    INSERT INTO participation.search_word AS kept (word, stem, sound, bones, parts, uses)
    SELECT word, participation.search_stem(word), sound, participation.search_bones(sound), participation.search_parts(word), shown::int
    FROM (SELECT DISTINCT unnest(given) AS word) each CROSS JOIN LATERAL participation.search_sound(word) AS sound
    WHERE NOT EXISTS (
        SELECT FROM participation.search_word there WHERE there.word = each.word AND (there.uses > 0 OR NOT shown)
    )
    ORDER BY word
    ON CONFLICT (word) DO UPDATE SET uses = 1 WHERE kept.uses = 0 AND excluded.uses > 0
$$;
COMMENT ON FUNCTION participation.learn_search_words IS
    'Adds words that are new. A word that is there is not touched: many write "koffie" at once. Counting is recount_search.';

CREATE FUNCTION participation.search_meanings(word text, OUT concept text, OUT dutch boolean) RETURNS SETOF record
LANGUAGE sql STABLE STRICT AS $$
    WITH alike AS MATERIALIZED (
        SELECT term.concept, CASE
            WHEN term.written = word AND term.language = 'nl' THEN 1
            WHEN participation.search_stem(word) IS NULL THEN NULL
            WHEN term.written = word THEN 2
            WHEN term.language = 'nl' THEN 3
        END AS rank FROM participation.search_term term
        WHERE key IN (participation.search_stem(word), word)
    )
    SELECT DISTINCT concept, rank <> 2 FROM alike WHERE rank = (SELECT min(rank) FROM alike)
$$;
COMMENT ON FUNCTION participation.search_meanings IS
    'The concepts that are called so: in Dutch, else in another language, else by a Dutch word of the same stem. Dutch words that
    say nothing ("te") mean nothing in other languages either.';
