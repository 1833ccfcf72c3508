SELECT id, case_id, source, state, due_on, answer, done_by
FROM task
WHERE state = 'open'
ORDER BY due_on, id
LIMIT $1
