SELECT unread, COUNT(*) AS documents
FROM indexed_document
WHERE source = $1 AND unread IS NOT NULL
GROUP BY unread
ORDER BY unread
