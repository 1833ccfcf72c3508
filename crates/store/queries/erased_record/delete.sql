DELETE FROM erased_record
WHERE digest = $1
