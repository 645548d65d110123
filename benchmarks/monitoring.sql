-- Projects over pillars, wijken and statuses, four milestones and two items of evidence each.
INSERT INTO projects.project (id, title, sort_title, search, summary, pillar, status)
SELECT md5('project ' || n)::uuid, 'Project ' || n, 'project ' || n, '', 'Samen.', 1 + n %% 3,
    (ARRAY['idea', 'running', 'running', 'finished'])[1 + n %% 4]
FROM generate_series(1, %(projects)s) AS n;

INSERT INTO projects.project_wijk (project_id, wijk, position)
SELECT md5('project ' || n)::uuid, wijk.key, wijk.position FROM generate_series(1, %(projects)s) AS n
JOIN projects.wijk ON (n + wijk.position) %% 3 = 0;

INSERT INTO projects.milestone (id, project_id, title, planned, actual)
SELECT md5('milestone ' || n || ' ' || m)::uuid, md5('project ' || n)::uuid, 'Mijlpaal ' || m,
    '2019-09-01'::date + (n * 37 + m * 211) %% 1400,
    CASE WHEN (n + m) %% 3 > 0 THEN '2019-09-01'::date + (n * 37 + m * 211) %% 1400 + (n + m) %% 60 END
FROM generate_series(1, %(projects)s) AS n, generate_series(1, 4) AS m;

INSERT INTO projects.evidence (id, project_id, expected_result, what, source, on_date)
SELECT md5('evidence ' || n || ' ' || m)::uuid, md5('project ' || n)::uuid,
    (SELECT key FROM projects.expected_result WHERE withdrawn_on IS NULL ORDER BY position OFFSET (n + m) %% 20 LIMIT 1),
    'Foto', 'Programmabureau', '2021-01-01'
FROM generate_series(1, %(projects)s) AS n, generate_series(1, 2) AS m;
