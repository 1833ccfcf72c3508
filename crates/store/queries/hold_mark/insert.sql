INSERT INTO hold_mark (hold_id, class, record_key, code_before)
VALUES ($1, $2, $3, $4)
ON CONFLICT (hold_id, class, record_key) DO NOTHING
