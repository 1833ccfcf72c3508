INSERT INTO case_event (case_id, at, actor, kind, facts)
VALUES ($1, $2, $3, $4, $5)
