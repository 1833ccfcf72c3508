-- $1: digests, one after the other. Where no row is, the type of the parameter is told.
WITH RECURSIVE packed (bytes) AS (
    SELECT digest FROM erased_record WHERE 1 = 0
    UNION ALL
    SELECT $1
), piece (place, digest) AS (
    SELECT 1, substr(bytes, 1, 32) FROM packed
    UNION ALL
    SELECT piece.place + 32, substr(packed.bytes, piece.place + 32, 32)
    FROM piece
    CROSS JOIN packed
    WHERE piece.place + 32 < length(packed.bytes)
)
SELECT erased_record.digest, erased_record.about, erased_record.plan_id, erased_record.step_id
FROM piece
JOIN erased_record ON erased_record.digest = piece.digest
ORDER BY erased_record.digest, erased_record.erased_at
