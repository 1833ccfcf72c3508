INSERT INTO follow_link (token_hash, case_id, expires_at)
VALUES ($1, $2, $3)
