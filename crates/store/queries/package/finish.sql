UPDATE package
SET head = $3, built_at = $4, digest = $5, expires_at = $6
WHERE case_id = $1 AND build = $2 AND built_at IS NULL
