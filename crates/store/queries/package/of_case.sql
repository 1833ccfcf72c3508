SELECT case_id, build, head, built_at, digest, expires_at, downloads
FROM package
WHERE case_id = $1 AND built_at IS NOT NULL
