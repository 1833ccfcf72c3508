INSERT INTO task_answer (task_id, seq, state, answer, done_by, done_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (task_id, seq) DO NOTHING
