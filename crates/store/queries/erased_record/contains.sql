SELECT digest
FROM erased_record
WHERE digest = $1
