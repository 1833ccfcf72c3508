INSERT INTO package (case_id, build, downloads)
VALUES ($1, $2, 0)
ON CONFLICT (case_id) DO UPDATE
SET build = excluded.build, head = NULL, built_at = NULL, digest = NULL, expires_at = NULL, downloads = 0
WHERE package.built_at IS NULL OR $3 = 1
