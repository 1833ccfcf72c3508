INSERT INTO ledger_leaf (idx, leaf, hash, reference)
VALUES ($1, $2, $3, $4)
