SELECT at, actor, kind, facts
FROM case_event
WHERE case_id = $1
ORDER BY seq
