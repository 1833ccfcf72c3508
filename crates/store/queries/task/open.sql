SELECT id, case_id, source, state, due_on
FROM task
WHERE state = 'open'
ORDER BY due_on, id
LIMIT $1
