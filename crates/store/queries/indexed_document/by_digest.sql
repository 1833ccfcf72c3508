SELECT digest, source, name
FROM indexed_document
WHERE digest = $1
