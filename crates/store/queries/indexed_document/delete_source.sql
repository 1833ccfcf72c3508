DELETE FROM indexed_document
WHERE source = $1
