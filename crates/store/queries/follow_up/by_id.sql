SELECT id, case_id, kind, target, state, due_on, done_on, note, done_by
FROM follow_up
WHERE id = $1
