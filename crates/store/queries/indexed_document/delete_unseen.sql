DELETE FROM indexed_document
WHERE source = $1 AND round < $2
