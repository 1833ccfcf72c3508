SELECT id, source, rule, period, state, due_on, records, done_by, done_at
FROM archive_task
WHERE state = 'open'
ORDER BY due_on, id
LIMIT $1
