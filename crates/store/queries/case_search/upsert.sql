INSERT INTO case_search (case_id, source, state, subject_keys, progress, problem)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id, source) DO UPDATE
SET state = excluded.state, subject_keys = excluded.subject_keys, progress = excluded.progress,
    problem = excluded.problem
