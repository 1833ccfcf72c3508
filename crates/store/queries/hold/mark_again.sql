UPDATE hold
SET marked = 'wanted'
WHERE marked = 'set' AND released_at IS NULL
  AND source IN (
      SELECT restricted.source
      FROM hold AS restricted
      WHERE restricted.case_id = $1 AND restricted.kind = 'restriction'
  )
