SELECT finding_id, reason, choice, ground
FROM unmasked
WHERE finding_id IN (SELECT id FROM finding WHERE case_id = $1)
ORDER BY finding_id
