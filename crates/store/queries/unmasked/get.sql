SELECT finding_id, reason, choice, ground
FROM unmasked
WHERE finding_id = $1
