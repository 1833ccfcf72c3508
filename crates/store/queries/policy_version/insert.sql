INSERT INTO policy_version (version, pack, document, activated_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (version) DO NOTHING
