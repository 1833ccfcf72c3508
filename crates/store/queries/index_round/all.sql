SELECT source, round, place, finished_at
FROM index_round
ORDER BY source
