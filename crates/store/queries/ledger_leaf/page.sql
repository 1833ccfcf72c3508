SELECT idx, leaf, hash
FROM ledger_leaf
WHERE idx >= $1
ORDER BY idx
LIMIT $2
