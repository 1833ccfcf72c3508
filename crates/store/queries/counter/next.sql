INSERT INTO counter (name, year, value)
VALUES ($1, $2, 1)
ON CONFLICT (name, year) DO UPDATE SET value = counter.value + 1
RETURNING value
