-- $1: digests, one after the other. Where no row is, the type of the parameter is told.
DELETE FROM indexed_document
WHERE digest IN (
    WITH RECURSIVE packed (bytes) AS (
        SELECT digest FROM indexed_document WHERE 1 = 0
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
    SELECT digest FROM piece
)
