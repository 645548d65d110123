-- Words of the deal made known, and counting again what is in use.

CREATE FUNCTION participation.refresh_search_words() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM participation.learn_search_words(
        (SELECT array_agg(said) FROM participation.search_term, unnest(participation.search_words(text)) AS said), false
    );
    UPDATE participation.search_word kept SET known = now.known, parts = now.parts FROM (
        SELECT word, participation.search_parts(word) AS parts, said.word IS NOT NULL AS known
        FROM participation.search_word LEFT JOIN (
            SELECT DISTINCT unnest(participation.search_words(text)) AS word FROM participation.search_term
        ) said USING (word)
    ) now WHERE now.word = kept.word AND (now.known, now.parts) IS DISTINCT FROM (kept.known, kept.parts);
END $$;
COMMENT ON FUNCTION participation.refresh_search_words IS 'After the words of the deal changed: which are known, and what compounds are made of.';

CREATE FUNCTION participation.recount_search() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE search_counted ON COMMIT DROP AS
        SELECT word AS lexeme, ndoc AS uses FROM ts_stat('SELECT search FROM participation.activity WHERE status = ''published''');
    CREATE INDEX ON search_counted (lexeme);
    ANALYZE search_counted;
    UPDATE participation.search_word kept SET uses = counted.uses FROM (
        SELECT word, coalesce(found.uses, 0) AS uses FROM participation.search_word
        LEFT JOIN search_counted found ON found.lexeme = stem
    ) counted WHERE counted.word = kept.word AND counted.uses <> kept.uses;
    DELETE FROM participation.search_word WHERE uses = 0 AND NOT known;
    UPDATE participation.search_concept kept SET uses = counted.uses FROM (
        SELECT id, coalesce(found.uses, 0) AS uses FROM participation.search_concept
        LEFT JOIN search_counted found ON found.lexeme = 'c:' || id
    ) counted WHERE counted.id = kept.id AND counted.uses <> kept.uses;
    DROP TABLE search_counted;
END $$;
COMMENT ON FUNCTION participation.recount_search IS
    'In how many published activities each word is. Words that are in none, and not of the deal, go.';
