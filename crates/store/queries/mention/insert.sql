-- $1: terms of 16 bytes, one after the other. Where no row is, the type of a piece is told.
INSERT INTO mention (term, document)
WITH RECURSIVE packed (bytes) AS (
    SELECT term FROM mention WHERE 1 = 0
    UNION ALL
    SELECT $1
), piece (place, term) AS (
    SELECT 1, substr(bytes, 1, 16) FROM packed
    UNION ALL
    SELECT piece.place + 16, substr(packed.bytes, piece.place + 16, 16)
    FROM piece
    CROSS JOIN packed
    WHERE piece.place + 16 < length(packed.bytes)
)
SELECT term, $2
FROM piece
WHERE 1 = 1
ON CONFLICT (term, document) DO NOTHING
