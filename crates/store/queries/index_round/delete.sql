DELETE FROM index_round
WHERE source = $1
