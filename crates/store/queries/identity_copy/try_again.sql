INSERT INTO identity_copy (case_id, tries)
VALUES ($1, 1)
ON CONFLICT (case_id) DO UPDATE
SET tries = identity_copy.tries + 1
WHERE identity_copy.tries < $2
