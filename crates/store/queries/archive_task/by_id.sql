SELECT id, source, rule, period, state, due_on, records, done_by, done_at
FROM archive_task
WHERE id = $1
