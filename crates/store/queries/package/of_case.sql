SELECT case_id, html, json, pdf, zip, built_at, digest, expires_at, downloads
FROM package
WHERE case_id = $1
