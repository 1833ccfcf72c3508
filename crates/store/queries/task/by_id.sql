SELECT id, case_id, source, state, due_on, answer, done_by
FROM task
WHERE id = $1
