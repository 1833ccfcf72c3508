INSERT INTO index_round (source, round, place, finished_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (source) DO UPDATE
SET round = excluded.round, place = excluded.place, finished_at = excluded.finished_at
