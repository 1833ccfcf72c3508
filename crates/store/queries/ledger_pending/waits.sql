SELECT seq
FROM ledger_pending
ORDER BY seq
LIMIT 1
