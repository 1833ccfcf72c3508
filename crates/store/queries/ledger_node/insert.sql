INSERT INTO ledger_node (level, idx, hash)
VALUES ($1, $2, $3)
