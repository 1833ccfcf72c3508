SELECT idx, hash
FROM ledger_leaf
WHERE idx >= $1 AND idx < $2
ORDER BY idx
