INSERT INTO unmasked (finding_id, reason)
VALUES ($1, $2)
ON CONFLICT (finding_id) DO UPDATE
SET reason = excluded.reason
