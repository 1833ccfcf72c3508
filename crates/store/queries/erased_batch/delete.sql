DELETE FROM erased_batch
WHERE id = $1
