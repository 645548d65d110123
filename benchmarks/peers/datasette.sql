SELECT activity.id, title, activity.summary, description, category.id AS category, category.labels ->> 'nl' AS category_label,
    activity.wijk, place.id AS place_id, place.name AS place_name,
    place.street_address || ', ' || place.postcode || ' ' || place.city AS place_address, place.lat, place.lon, place.phone,
    project_id, step, free, cost_text, languages, dutch_level, place.accessibility, for_whom, bring, joining, capacity,
    rrule, starts, ends, time_zone, exceptions, confirmed_on, status, next_steps, activity.version, activity.updated_at,
    (SELECT json_group_array(json_object('id', id, 'start', starts_at, 'end', ends_at, 'status', status))
     FROM (SELECT id, starts_at, ends_at, status FROM occurrence
           WHERE activity_id = activity.id AND ends_at > strftime('%Y-%m-%dT%H:%M:%S+00:00')
           ORDER BY starts_at, id LIMIT 3)) AS next
FROM activity JOIN place ON place.id = place_id JOIN category ON category.id = activity.category
WHERE activity.status = 'published' AND last_end > strftime('%Y-%m-%dT%H:%M:%S+00:00')
ORDER BY sort_title, activity.id
LIMIT 20
