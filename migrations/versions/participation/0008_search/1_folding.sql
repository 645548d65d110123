-- What is typed and what is written, made comparable: capitals, accents, Arabic and Turkish spellings, endings, sounds.

CREATE FUNCTION participation.search_fold(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    regexp_replace(
        lower(normalize(given, NFKD)), '[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g'
    ),
    'ıłøđðþßæœəىةکیگٱ', 'iloddtseeeيهكيكا'
);
COMMENT ON FUNCTION participation.search_fold IS 'Lower case without accents, vowel signs and variants of a letter.';

CREATE FUNCTION participation.search_words(given text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(array_agg(regexp_replace(left(word, 40), '^(وال|بال|لل|ال)(?=...)', '') ORDER BY n), '{}')
    FROM regexp_split_to_table(
        participation.search_fold(given),
        '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u060c\u061b\u061f\u066a-\u066d\u2000-\u206f\u3000-\u303f]+'
    ) WITH ORDINALITY AS part(word, n)
    WHERE length(word) > 1 OR word ~ '^[0-9]$'
);
COMMENT ON FUNCTION participation.search_words IS 'The folded words, in order; lone letters and the Arabic article left out.';

CREATE FUNCTION participation.search_stem(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace((ts_lexize('pg_catalog.dutch_stem', word))[1], '([^0-9])\1', '\1', 'g');
COMMENT ON FUNCTION participation.search_stem IS
    'The Dutch stem with double letters single ("lopen", "loopt" and "lop"); null for a word that says nothing ("de").';

CREATE FUNCTION participation.search_sound(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    heard text := word;
    rule text[];
BEGIN
    FOREACH rule SLICE 1 IN ARRAY ARRAY[
        ['^y', 'j'],                -- yoga, joga
        ['sch', 'sg'],              -- schilderen, sgilderen
        ['ch', 'g'],                -- toeslach, toeslag
        ['ph', 'f'], ['th', 't'], ['qu', 'kw'], ['x', 'ks'],
        ['c(?=[eiy])', 's'],        -- concert, konsert
        ['ck|c', 'k'],              -- cafe, kafe
        ['z', 's'], ['v', 'f'],     -- zonnepanelen, sonnepanelen
        ['ouw|auw|ou|au|ow', 'w'],  -- koud, kaud
        ['oe|ui|uy|eu|u', 'u'],     -- buurthuis, buurthuus; zoeken, zuken
        ['ij|ei|ey|y', 'y'],        -- tijd, teid
        ['aa+|ae', 'a'],
        ['aj', 'ai'],               -- najles, naailes
        ['ie', 'i'],                -- biljart, bieljart
        ['([^0-9])\1+', '\1'],      -- kookless, kookles
        ['dt$|d$', 't'], ['b$', 'p'],
        ['en?$', '']                -- zinge, zingen
    ] LOOP
        heard := regexp_replace(heard, rule[1], rule[2], 'g');
    END LOOP;
    RETURN heard;
END $$;
COMMENT ON FUNCTION participation.search_sound IS 'How a word sounds to a Dutch ear, roughly: words that sound alike give the same.';

CREATE FUNCTION participation.search_bones(sound text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(sound, '[aeiouwy]', '', 'g');
COMMENT ON FUNCTION participation.search_bones IS 'The consonants of a sound: "tabelt" and "tablet", "kindren" and "kinderen".';
