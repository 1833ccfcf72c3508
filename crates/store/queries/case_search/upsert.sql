INSERT INTO case_search (case_id, source, state, subject_keys, problem)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_id, source) DO UPDATE
SET state = excluded.state, subject_keys = excluded.subject_keys, problem = excluded.problem
