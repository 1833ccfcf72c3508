SELECT id, case_id, source, state, due_on, answer, done_by
FROM task
WHERE case_id = $1
ORDER BY id
