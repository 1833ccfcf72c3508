SELECT a.id, a.login, a.name, a.password_hash, a.functions, a.disabled
FROM session s JOIN account a ON a.id = s.account_id
WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.disabled = 0
