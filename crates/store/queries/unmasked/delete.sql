DELETE FROM unmasked
WHERE finding_id = $1
