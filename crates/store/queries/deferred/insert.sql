INSERT INTO deferred (finding_id, hold_id)
VALUES ($1, $2)
ON CONFLICT (finding_id, hold_id) DO NOTHING
