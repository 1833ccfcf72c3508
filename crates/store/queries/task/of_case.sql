SELECT id, case_id, source, state, due_on
FROM task
WHERE case_id = $1
ORDER BY id
