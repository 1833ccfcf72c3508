UPDATE ledger_head
SET size = $1, frontier = $2, checkpoint = COALESCE($3, checkpoint)
WHERE id = 1
