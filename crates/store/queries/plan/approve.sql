UPDATE plan
SET state = 'approved', approved_by = $2, approved_at = $3
WHERE id = $1 AND state = 'proposed'
