SELECT id, case_id, source, state, due_on
FROM task
WHERE id = $1
