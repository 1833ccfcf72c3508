UPDATE identity_copy
SET received_at = NULL, photo_unseen = NULL, picture = NULL
WHERE case_id = $1 AND picture IS NOT NULL
