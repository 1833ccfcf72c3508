UPDATE account
SET login = $2, name = $3, password_hash = $4, functions = $5, disabled = $6
WHERE id = $1
