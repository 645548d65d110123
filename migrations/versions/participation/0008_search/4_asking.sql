-- What somebody typed: which of it we know, and what else it could be.

CREATE FUNCTION participation.search_look_up(typed text)
RETURNS TABLE (first int, length int, word text, stem text, uses int, share float, known boolean, parts text[],
    concepts text[], kinds text[], wider text[], dutch boolean)
LANGUAGE sql STABLE AS $$
    WITH typed AS MATERIALIZED (
        SELECT part.word, part.n::int FROM unnest(participation.search_words(left(typed, 200))) WITH ORDINALITY AS part(word, n)
        WHERE n <= 10
    ), span AS MATERIALIZED (
        SELECT start.n AS first, until.n - start.n + 1 AS length,
            (SELECT string_agg(each.word, '' ORDER BY each.n) FROM typed each WHERE each.n BETWEEN start.n AND until.n) AS word
        FROM typed start JOIN typed until ON until.n BETWEEN start.n AND start.n + 3
    )
    SELECT span.first, span.length, span.word, participation.search_stem(span.word), coalesce(kept.uses, 0),
        coalesce(kept.uses, 0) / greatest(every.activity, 1)::float, coalesce(kept.known, false),
        CASE WHEN span.length > 1 THEN '{}' ELSE coalesce(kept.parts, participation.search_parts(span.word)) END,
        coalesce(meant.concepts, '{}'), coalesce(meant.kinds, '{}'), coalesce(meant.wider, '{}'), coalesce(meant.dutch, true)
    FROM span CROSS JOIN (SELECT max(uses) AS activity FROM participation.search_concept) every
    LEFT JOIN participation.search_word kept ON kept.word = span.word
    LEFT JOIN LATERAL (
        SELECT array_agg(id ORDER BY id) AS concepts, array_agg(kind ORDER BY id) AS kinds,
            string_to_array(string_agg(array_to_string(within, ' '), ' '), ' ') AS wider, bool_or(dutch) AS dutch
        FROM participation.search_meanings(span.word) JOIN participation.search_concept ON id = concept
    ) meant ON true
    ORDER BY span.first, span.length DESC
$$;
COMMENT ON FUNCTION participation.search_look_up IS
    'Every one to four words in a row, written together, with what is known of them. Ten words are looked at.';

CREATE FUNCTION participation.search_alike(typed text)
RETURNS TABLE (word text, sound text, uses int, known boolean, heard text) LANGUAGE sql STABLE AS $$
    SELECT found.word, found.sound, found.uses, found.known, heard
    FROM participation.search_sound(typed) AS heard CROSS JOIN LATERAL (
        (SELECT * FROM participation.search_word kept WHERE kept.sound = heard LIMIT 20)
        UNION (
            SELECT * FROM participation.search_word kept
            WHERE kept.bones = participation.search_bones(heard) AND length(kept.bones) > 1
            ORDER BY abs(length(kept.word) - length(typed)), kept.uses DESC, kept.word LIMIT 20
        )
        UNION (
            SELECT * FROM participation.search_word kept WHERE kept.word OPERATOR(public.%) typed
            ORDER BY public.similarity(kept.word, typed) DESC, kept.word LIMIT 20
        )
        UNION (
            SELECT * FROM participation.search_word kept WHERE kept.sound OPERATOR(public.%) heard
            ORDER BY public.similarity(kept.sound, heard) DESC, kept.word LIMIT 20
        )
        UNION (
            SELECT * FROM participation.search_word kept
            WHERE length(typed) > 3 AND kept.word >= typed AND kept.word < typed || chr(1114109)
            ORDER BY kept.uses DESC, kept.word LIMIT 5
        )
    ) found
    WHERE found.uses > 0 OR found.known
$$;
COMMENT ON FUNCTION participation.search_alike IS 'Words in use that look or sound like this one, or begin with it: 85 at most.';

CREATE FUNCTION participation.search_halves(typed text)
RETURNS TABLE (word text, uses int) LANGUAGE sql STABLE AS $$
    SELECT first.word || ' ' || second.word, least(first.uses, second.uses)
    FROM generate_series(3, length(typed) - 3) AS at
    JOIN participation.search_word first ON first.word = left(typed, at)
    JOIN participation.search_word second ON second.word = substr(typed, at + 1)
    WHERE (first.uses > 0 OR first.known) AND (second.uses > 0 OR second.known)
$$;
COMMENT ON FUNCTION participation.search_halves IS 'Two words in use that were written together: "gratiseten".';
