SELECT case_id
FROM follow_link
WHERE token_hash = $1 AND expires_at > $2
