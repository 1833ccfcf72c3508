INSERT INTO case_event (case_id, seq, at, actor, kind, facts)
VALUES ($1, $2, $3, $4, $5, $6)
