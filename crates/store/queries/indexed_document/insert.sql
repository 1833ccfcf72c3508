INSERT INTO indexed_document (digest, source, name, mark, round, unread, again)
VALUES ($1, $2, $3, $4, $5, $6, $7)
