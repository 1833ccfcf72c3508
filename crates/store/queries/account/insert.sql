INSERT INTO account (id, login, name, password_hash, functions, disabled, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
