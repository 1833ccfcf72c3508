INSERT INTO follow_up (id, case_id, kind, target, state, due_on, done_on, note, done_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (case_id, kind, target) DO UPDATE
SET state = excluded.state, due_on = excluded.due_on, done_on = excluded.done_on, note = excluded.note,
    done_by = excluded.done_by
