-- A change of nothing locks the row until the transaction ends, and is something that a commit waits for.
UPDATE ledger_head
SET size = size
WHERE id = 1
RETURNING size, frontier
