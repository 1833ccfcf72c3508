UPDATE identity_copy
SET received_at = $2, photo_unseen = $3, picture = $4
WHERE case_id = $1
