DELETE FROM ledger_pending
RETURNING seq, leaf, reference
