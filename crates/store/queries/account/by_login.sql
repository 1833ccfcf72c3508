SELECT id, login, name, password_hash, functions, disabled
FROM account
WHERE login = $1
