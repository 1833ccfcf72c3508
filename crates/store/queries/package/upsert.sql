INSERT INTO package (case_id, html, json, pdf, zip, built_at, digest, expires_at, downloads)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (case_id) DO UPDATE
SET html = excluded.html, json = excluded.json, pdf = excluded.pdf, zip = excluded.zip, built_at = excluded.built_at,
    digest = excluded.digest, expires_at = excluded.expires_at, downloads = excluded.downloads
