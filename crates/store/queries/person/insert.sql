INSERT INTO person (id, identity, created_at)
VALUES ($1, $2, $3)
