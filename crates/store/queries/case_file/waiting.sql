SELECT id
FROM case_file
WHERE NOT EXISTS (SELECT 1 FROM lease WHERE lease.job_id = case_file.id AND lease.until > $1)
  AND (
      (
          state = 'searching'
          AND (
              EXISTS (SELECT 1 FROM case_search WHERE case_search.case_id = case_file.id AND case_search.state = 'pending')
              OR NOT EXISTS (
                  SELECT 1 FROM case_search WHERE case_search.case_id = case_file.id AND case_search.state <> 'searched'
              )
          )
      )
      OR (
          state IN ('executing', 'lifting')
          AND NOT EXISTS (
              SELECT 1 FROM plan
              WHERE plan.case_id = case_file.id AND plan.state IN ('approved', 'running', 'stopped')
          )
          AND NOT EXISTS (
              SELECT 1 FROM follow_up
              WHERE follow_up.case_id = case_file.id AND follow_up.state = 'open' AND follow_up.kind <> 'tell'
          )
      )
      OR (
          state IN ('reviewing', 'answered', 'closed')
          AND EXISTS (
              SELECT 1
              FROM hold
              JOIN deferred ON deferred.hold_id = hold.id
              JOIN finding ON finding.id = deferred.finding_id
              WHERE hold.released_at IS NOT NULL AND hold.marked IS NULL AND finding.case_id = case_file.id
          )
      )
  )
ORDER BY id
