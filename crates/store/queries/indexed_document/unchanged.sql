-- $1: pieces of 64 bytes, the digest of a document and its mark. Where no row is, the type of a piece is told.
WITH RECURSIVE packed (bytes) AS (
    SELECT digest FROM indexed_document WHERE 1 = 0
    UNION ALL
    SELECT $1
), piece (place, digest, mark) AS (
    SELECT 1, substr(bytes, 1, 32), substr(bytes, 33, 32) FROM packed
    UNION ALL
    SELECT piece.place + 64, substr(packed.bytes, piece.place + 64, 32), substr(packed.bytes, piece.place + 96, 32)
    FROM piece
    CROSS JOIN packed
    WHERE piece.place + 64 < length(packed.bytes)
)
SELECT indexed_document.digest
FROM piece
JOIN indexed_document ON indexed_document.digest = piece.digest
WHERE indexed_document.mark = piece.mark AND indexed_document.again = 0
