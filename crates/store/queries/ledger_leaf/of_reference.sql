SELECT idx, leaf, hash
FROM ledger_leaf
WHERE reference = $1
ORDER BY idx
