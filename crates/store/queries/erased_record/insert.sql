-- $1: pieces of 64 bytes, the digest of a record and whom it was about. Where no row is, the type of a piece is told.
INSERT INTO erased_record (digest, about, plan_id, step_id, erased_at)
WITH RECURSIVE packed (bytes) AS (
    SELECT digest FROM erased_record WHERE 1 = 0
    UNION ALL
    SELECT $1
), piece (place, bytes) AS (
    SELECT 1, substr(bytes, 1, 64) FROM packed
    UNION ALL
    SELECT piece.place + 64, substr(packed.bytes, piece.place + 64, 64)
    FROM piece
    CROSS JOIN packed
    WHERE piece.place + 64 < length(packed.bytes)
)
SELECT substr(bytes, 1, 32), substr(bytes, 33, 32), $2, $3, $4
FROM piece
WHERE 1 = 1
ON CONFLICT (digest, about) DO NOTHING
