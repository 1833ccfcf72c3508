SELECT COUNT(*) AS documents
FROM indexed_document
WHERE source = $1
