-- What the activities of dataset.sql are found by. Their texts repeat every 420 rows: those are written by the service's
-- own trigger, the others take theirs, with the words of their own place and wijk.
CREATE TEMP TABLE numbered AS
SELECT n, md5('activity ' || n)::uuid AS id FROM generate_series(1, %(size)s) n;
ALTER TABLE participation.activity ENABLE TRIGGER USER;
UPDATE participation.activity SET title = title WHERE id IN (SELECT id FROM numbered WHERE n <= 420);
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE participation.activity DISABLE TRIGGER USER;

CREATE TEMP TABLE samples AS
SELECT n %% 420 AS kind, search FROM numbered JOIN participation.activity USING (id) WHERE n <= 420;
ANALYZE numbered;
ANALYZE samples;

UPDATE participation.activity SET search = ts_delete(samples.search, ARRAY['w:bouwlust', 'w:vrederust', 'w:morgenstond', 'w:moerwijk', 's:4', 's:16', 's:64'])
    || array_to_tsvector(ARRAY(SELECT 's:' || share FROM unnest(participation.search_samples(activity.id)) AS share))
    || setweight(to_tsvector('simple', participation.search_fold(place.name)), 'B') || ('''w:' || activity.wijk || ''':1')::tsvector
FROM numbered, samples, participation.place
WHERE n > 420 AND numbered.id = activity.id AND samples.kind = n %% 420 AND place.id = activity.place_id;

ALTER TABLE participation.activity ENABLE TRIGGER USER;
