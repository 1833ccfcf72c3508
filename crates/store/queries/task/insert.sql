INSERT INTO task (id, case_id, source, state, due_on, answer, done_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (case_id, source) DO NOTHING
