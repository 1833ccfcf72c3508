UPDATE ledger_head
SET checkpoint = $1
WHERE id = 1
