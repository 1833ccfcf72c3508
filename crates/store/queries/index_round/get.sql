SELECT source, round, place, finished_at
FROM index_round
WHERE source = $1
