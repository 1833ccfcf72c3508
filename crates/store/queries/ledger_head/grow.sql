UPDATE ledger_head
SET size = size + $1
WHERE id = 1
RETURNING size, frontier
