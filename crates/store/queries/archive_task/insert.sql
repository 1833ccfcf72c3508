INSERT INTO archive_task (id, source, rule, period, state, due_on, records, done_by, done_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (source, rule, period) DO NOTHING
