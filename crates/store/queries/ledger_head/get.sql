SELECT size, frontier, checkpoint
FROM ledger_head
WHERE id = 1
