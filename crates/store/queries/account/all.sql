SELECT id, login, name, password_hash, functions, disabled
FROM account
ORDER BY id
