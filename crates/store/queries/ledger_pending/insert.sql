INSERT INTO ledger_pending (leaf, reference)
VALUES ($1, $2)
