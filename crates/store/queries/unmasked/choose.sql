UPDATE unmasked
SET choice = $2, ground = $3, chosen_by = $4
WHERE finding_id = $1
