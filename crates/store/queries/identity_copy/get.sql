SELECT case_id, tries, received_at, photo_unseen, picture
FROM identity_copy
WHERE case_id = $1
