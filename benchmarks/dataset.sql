-- %(size)s activities at about an eighth as many places, each weekly for 13 weeks from today; texts as long as in demo/.
-- Values follow from the row number, so that every run measures the same data.
ALTER TABLE participation.place DISABLE TRIGGER USER;
ALTER TABLE participation.activity DISABLE TRIGGER USER;
ALTER TABLE participation.occurrence DISABLE TRIGGER USER;

INSERT INTO participation.wijk (id, position, name, cbs_wijk, residents)
VALUES ('bouwlust', 1, 'Bouwlust', 'WK051833', 16685), ('vrederust', 2, 'Vrederust', 'WK051833', 12345),
       ('morgenstond', 3, 'Morgenstond', 'WK051834', 19345), ('moerwijk', 4, 'Moerwijk', 'WK051836', 21300)
ON CONFLICT DO NOTHING;

INSERT INTO participation.place_kind (id, position, labels)
VALUES ('meeting-place', 1, '{"nl": "Ontmoetingsplek"}'), ('library', 2, '{"nl": "Bibliotheek"}'),
       ('sports-venue', 3, '{"nl": "Sportplek"}') ON CONFLICT DO NOTHING;
INSERT INTO participation.category (id, position, labels)
VALUES ('meeting', 1, '{"nl": "Ontmoeten"}'), ('food', 2, '{"nl": "Eten en koken"}'), ('language', 3, '{"nl": "Taal"}'),
       ('digital', 4, '{"nl": "Computer en telefoon"}'), ('sport', 5, '{"nl": "Sport en bewegen"}') ON CONFLICT DO NOTHING;
INSERT INTO participation.step (id, position, labels)
VALUES ('meet', 1, '{"nl": "Ontmoeten"}'), ('take-part', 2, '{"nl": "Meedoen"}'), ('volunteer', 3, '{"nl": "Vrijwilliger zijn"}'),
       ('learn', 4, '{"nl": "Leren"}') ON CONFLICT DO NOTHING;

INSERT INTO participation.place (id, name, sort_name, kind, wijk, organisation, summary, street_address, postcode, city,
    lat, lon, phone, email, opening_hours, accessibility)
SELECT md5('place ' || n)::uuid, name, lower(name), (ARRAY['meeting-place', 'library', 'sports-venue'])[1 + n %% 3],
    (ARRAY['bouwlust', 'vrederust', 'morgenstond', 'moerwijk'])[1 + n %% 4], 'Stichting Samen Zuidwest',
    'Een plek voor de hele buurt, met koffie, een keuken en een zaal.', street || ' ' || 1 + n %% 190,
    (2531 + n %% 15) || ' ' || chr(65 + n %% 26) || chr(65 + n / 26 %% 26), 'Den Haag',
    52.03 + (n %% 97) / 2500.0, 4.25 + (n %% 89) / 1500.0, '070 35' || lpad((n %% 100000)::text, 5, '0'),
    'welkom' || n || '@voorbeeld.example', 'Maandag tot en met vrijdag van 9.00 tot 17.00 uur',
    '{"step-free": "yes", "toilet": "yes", "lift": "no", "hearing-loop": "unknown", "parking": "yes", "quiet-room": "unknown"}'
FROM generate_series(1, greatest(%(size)s / 8, 4)) n,
LATERAL (SELECT (ARRAY['Buurtkamer', 'Buurthuis', 'Wijkcentrum', 'Bibliotheek', 'Sporthal', 'Buurttuin'])[1 + n %% 6] || ' '
    || (ARRAY['De Brug', 'Moerwijk Oost', 'Het Lokaal', 'De Wiekslag', 'Bij de Haven', 'De Regenboog', 'Samen'])[1 + n %% 7]
    || ' ' || n AS name,
    (ARRAY['Melis Stokelaan', 'Erasmusweg', 'Leyweg', 'Hengelolaan', 'Betje Wolffstraat', 'Middachtenweg'])[1 + n %% 6] AS street) invented;

INSERT INTO participation.activity (id, place_id, wijk, title, sort_title, summary, description, category, project_id, step,
    free, cost_text, languages, dutch_level, for_whom, bring, joining, capacity, rrule, starts, ends, time_zone, confirmed_on,
    status, dates_until, last_end, created_at)
SELECT md5('activity ' || n)::uuid, place.id, place.wijk, title, lower(title), drawn.summary, drawn.description,
    (ARRAY['meeting', 'food', 'language', 'digital', 'sport'])[1 + n %% 5], md5('project ' || n %% 40)::uuid,
    (ARRAY['meet', 'take-part', 'volunteer', 'learn'])[1 + n %% 4], n %% 3 > 0,
    CASE WHEN n %% 3 = 0 THEN 'U betaalt 2 euro. Met een Ooievaarspas is het gratis.' END,
    (ARRAY['{nl}', '{nl,tr}', '{nl,ar,en}', '{nl,pl}'])[1 + n %% 4]::text[], n %% 3,
    (ARRAY['{everyone}', '{women}', '{seniors,informal-carers}'])[1 + n %% 3]::text[],
    CASE WHEN n %% 2 = 0 THEN 'Makkelijke kleren en een flesje water.' END, 'walk-in', 8 + n %% 20, 'FREQ=WEEKLY',
    first, first + interval '2 hours', 'Europe/Amsterdam', current_date - n %% 60, 'published', current_date + 91,
    (first + interval '84 days 2 hours') AT TIME ZONE 'Europe/Amsterdam', now() - n * interval '1 minute'
FROM generate_series(1, %(size)s) n
CROSS JOIN LATERAL (SELECT
    (ARRAY['Samen eten', 'Taalcafé', 'Wandelen', 'Naailes', 'Spreekuur', 'Yoga', 'Koffie-uur'])[1 + n %% 7] || ' '
    || (ARRAY['voor de buurt', 'op uw eigen tempo', 'met de buren', 'voor beginners', 'in de ochtend'])[1 + n %% 5] AS title,
    'U komt gewoon langs. Koffie en thee staan voor u klaar.' AS summary,
    'We beginnen rustig en kijken samen wat u wilt doen. U hoeft niets te kunnen. Kinderen mogen mee.' AS description,
    current_date + 1 + n %% 7 + (9 + n %% 11) * interval '1 hour' AS first) drawn
JOIN participation.place ON place.id = md5('place ' || 1 + n %% greatest(%(size)s / 8, 4))::uuid;

INSERT INTO participation.occurrence (id, activity_id, local_start, starts_at, ends_at, wijk)
SELECT md5(activity.id::text || week)::uuid, activity.id, local_start, local_start AT TIME ZONE time_zone,
    (local_start + (ends - starts)) AT TIME ZONE time_zone, wijk
FROM participation.activity
CROSS JOIN generate_series(0, 12) week
CROSS JOIN LATERAL (SELECT starts + week * interval '7 days' AS local_start) moment;

ALTER TABLE participation.place ENABLE TRIGGER USER;
ALTER TABLE participation.activity ENABLE TRIGGER USER;
ALTER TABLE participation.occurrence ENABLE TRIGGER USER;
