SELECT leaf
FROM ledger_leaf
WHERE idx = $1
