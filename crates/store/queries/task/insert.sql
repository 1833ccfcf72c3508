INSERT INTO task (id, case_id, source, state, due_on)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, source) DO NOTHING
