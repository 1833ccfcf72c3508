UPDATE ledger_head
SET frontier = $1
WHERE id = 1
